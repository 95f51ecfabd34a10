// What an agency files for one node in one cycle. A report is a set of named fields, each with the event that
// last set it, so that two people who work on one report are told field by field what the other one changed.
//
// Fields:
//   planned, actual                     預定／實際進度, percent 0 to 100 (number)
//   behind_reason, measures             落後原因, 因應對策 (text; asked for when actual < planned)
//   text, highlights, next              辦理情形, 重要執行亮點, 下一期重點工作
//   problems, needs                     問題, 需要的協助
//   money/SOURCE/available              可支用數 (number, New Taiwan dollars); SOURCE: 公務預算, 特別預算, …
//   money/SOURCE/spent                  實支數 (number); 執行率 is their quotient and is not stored
//   observation/INDICATOR               value of an indicator for the cycle's period: number, and text for a
//                                       milestone or a note
//   contribution/AGENCY                 what a co agency adds to the lead's report (text)
//   evidence/SHA256                     a file: its name (text)
// Values only, no I/O; immutable when shared.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "tracking/cycle.hpp"

namespace gangmu::tracking {

struct FieldValue {
    std::string text;
    std::optional<Decimal> number;
    Stamp stamp;

    bool empty() const { return text.empty() && !number; }
    bool same(const FieldValue& other) const { return text == other.text && number == other.number; }
    bool operator==(const FieldValue&) const = default;
};
using Fields = std::map<std::string, FieldValue, std::less<>>;

enum class ReportState : std::uint8_t {
    draft,      // with the office
    submitted,  // waits at a stage of review
    returned,   // back with the office
    approved,   // through all stages: locked
};
std::string_view to_string(ReportState state);

struct Comment {
    Sequence id = 0;    // of its event
    std::string field;  // empty: on the whole report
    std::string text;
    std::uint32_t round = 0;  // the submission it is about: from 1
    Stamp stamp;

    bool operator==(const Comment&) const = default;
};

// One step of the way: submitted, returned, approved, withdrawn.
struct Step {
    std::string act;
    std::uint32_t stage = 0;  // approved, returned: by which stage, from 0
    std::string note;
    std::string on_behalf;  // the account that delegated
    Stamp stamp;

    bool operator==(const Step&) const = default;
};

struct Report {
    std::string plan, cycle, node;
    std::string agency;         // that owed it when it was first saved
    std::uint32_t edition = 0;  // of the plan, when it was last saved: what its definitions are
    Fields fields;
    ReportState state = ReportState::draft;
    std::uint32_t stage = 0;  // submitted: where it waits
    std::uint32_t round = 0;  // how often it was submitted
    std::vector<Comment> comments;
    std::vector<Step> steps;
    std::vector<Sequence> history;  // all its events
    Stamp first;                    // when it was first saved
    Sequence version = 0;           // of the last event

    const FieldValue* field(std::string_view name) const;
    std::optional<Decimal> number(std::string_view name) const;
    std::string_view text(std::string_view name) const;
    const Step* last(std::string_view act) const;  // null: never
    bool behind() const;                           // actual < planned
    bool operator==(const Report&) const = default;
};
using ReportPtr = std::shared_ptr<const Report>;

// What a name of a field is about; nothing: there is no such field.
enum class FieldKind { percent, money, text, observation, contribution, evidence };
std::optional<FieldKind> field_kind(std::string_view name);
// The middle of money/X/spent, the end of observation/X, contribution/X, evidence/X.
std::string_view field_subject(std::string_view name);
Message field_title(std::string_view name);  // 實際進度（%）

// A field's value as people send it: text, number, {"value","text"} or null (empty). Numbers may be text with
// commas or a percent sign. Errors: report-field (unknown name), report-value; the field in `where`.
Result<FieldValue> read_field(std::string_view name, const json::value& value);
// As it stands in events and answers: a text, a number, {"value","text"}, or null when empty.
void write_field(JsonWriter& out, const FieldValue& value);

struct FieldFault {
    std::string field;
    Message what;
};
// What is missing or wrong before it can be submitted; empty: nothing.
std::vector<FieldFault> faults_of(const Report& report);

// Two people: what of `wanted` would overwrite a change that `seen` (the report's version as the writer saw
// it) did not know. A wish that equals what is there is no conflict.
std::vector<std::string> conflicts(const Report* current, const Fields& wanted, Sequence seen);
// What of `wanted` differs from what is there.
Fields changes(const Report* current, const Fields& wanted);

// 實支 / 可支用 over all sources, in percent; nothing when nothing is available.
struct Money {
    std::optional<Decimal> available, spent;
    std::optional<double> rate() const;
};
std::map<std::string, Money> money_of(const Report& report);  // by source
Money total_of(const std::map<std::string, Money>& sources);

}  // namespace gangmu::tracking
