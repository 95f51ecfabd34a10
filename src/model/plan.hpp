// A plan as a value: what a document commits its issuer to. The shape is the public one of plan JSON (see
// docs/plan-json.md): every field here has the name and the meaning that it has there. What is unknown is
// empty (or nullopt), never guessed. No I/O; safe to copy and to share between threads when const.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/diagnostics.hpp"
#include "base/result.hpp"

namespace gangmu::model {

// Where a fact came from. `lines` and `page` count from 1, 0 = none. Office files give `block`, or
// `sheet`+`cells`.
struct Source {
    std::string document;  // SHA-256, 64 hex digits
    std::uint32_t page = 0;
    std::uint32_t first_line = 0;
    std::uint32_t last_line = 0;
    std::uint32_t block = 0;
    std::string sheet;
    std::string cells;  // "B3:D3"

    bool operator==(const Source&) const = default;
};
using Sources = std::vector<Source>;

// ISO 8601 periods with the precision as printed: 2021, 2021-H1, 2021-Q1, 2021-12, 2021-12-31, 2021/2024; or
// "overall".
using Period = std::string;

struct ScheduleEntry {
    Period start;       // empty: open
    Period end;         // empty: open; the last period printed, included whole
    std::string phase;  // the words before the range: 第一期 受理申請
    std::string text;   // only when it could not be parsed: what is printed

    bool operator==(const ScheduleEntry&) const = default;
};

struct Unit {  // an office, with the agency it belongs to: 經濟部(能源局)
    std::string agency;
    std::string unit;

    bool operator==(const Unit&) const = default;
};

enum class Roles { none, marked, unmarked };  // unmarked: a list that does not say who leads

struct Node {
    std::string id;
    std::string parent;  // id; empty for a root
    std::uint32_t level = 0;
    std::string kind;   // the document's own word for the rank: 策略, 措施, 重點工作項目, 章節
    std::string label;  // the number as printed
    std::vector<std::string> labels;  // its other labels: "1-1", "1.1"
    std::string title;                // without the label
    std::string text;                 // paragraphs that belong to it, joined by \n
    std::vector<std::string> lead;    // agencies, short names as printed at the document's date
    std::vector<std::string> co;
    std::vector<std::string> units;  // "經濟部(能源局)"
    Roles roles = Roles::none;
    std::vector<ScheduleEntry> schedule;
    std::vector<std::string> carried;  // fields repeated from a filled cell above: "lead", "schedule"
    Sources source;

    bool operator==(const Node&) const = default;
};

enum class Comparator { none, equal, at_least, at_most, about };  // "", "=", ">=", "<=", "~"

struct Figure {  // one promised number
    std::string text;
    std::optional<Decimal> value;
    std::optional<Decimal> value_max;  // of a range value…value_max
    std::string unit;                  // as printed; the value is the number beside it, not multiplied out
    Comparator comparator = Comparator::none;
    std::optional<bool> cumulative;

    bool operator==(const Figure&) const = default;
};

struct Target {
    Period period;     // "overall" or a period
    std::string text;  // the whole cell, without its label
    std::optional<Decimal> value;
    std::optional<Decimal> value_max;
    std::string unit;
    Comparator comparator = Comparator::none;
    std::optional<bool> cumulative;
    std::string every;  // year, quarter, month
    Period due;         // the last period printed, included whole
    std::vector<Figure> parts;
    Sources source;

    bool operator==(const Target&) const = default;
};

struct Indicator {
    std::string id;
    std::string node;
    std::string role;   // "kpi" or "goal"
    std::string label;  // "1.1.1"
    std::string title;
    std::string unit;
    std::vector<std::string> lead;
    std::vector<std::string> co;
    std::vector<Target> targets;
    std::vector<std::string> same_as;  // ids of equal indicators elsewhere in the plan
    Sources source;

    bool operator==(const Indicator&) const = default;
};

struct Budget {
    std::string node;   // empty: the whole plan
    std::string title;  // the row's or sentence's own words
    Period period;
    Decimal amount;        // in whole units of `currency`
    std::string currency;  // empty: New Taiwan dollars
    std::string printed;   // as printed, with the caption's unit: 93.45 億元
    std::string basis;     // 法定預算, 預算需求
    bool total = false;    // a printed total
    Sources source;

    bool operator==(const Budget&) const = default;
};

struct Fact {  // a figure that a report states as achieved or observed
    std::string node;
    std::string agency;
    std::string text;  // the sentence
    std::optional<Decimal> figure;
    std::optional<Decimal> figure_max;
    Comparator comparator = Comparator::none;
    std::string unit;
    Period period;
    std::optional<bool> cumulative;
    Sources source;

    bool operator==(const Fact&) const = default;
};

struct Finding {
    std::string id;    // rule + places; stable
    std::string rule;  // "targets-sum"; the reader's own doubts begin with "reading-"
    Severity severity = Severity::note;
    Message message;
    std::vector<std::string> nodes;
    Sources source;

    bool operator==(const Finding&) const = default;
};

struct DocumentInfo {
    std::string name;
    std::string sha256;
    std::string media_type;
    std::uint32_t pages = 0;  // 0: the format has none
    std::uint32_t lines = 0;  // 0: the format has none

    bool operator==(const DocumentInfo&) const = default;
};

// A line of the contents page that the body does not have in these words.
struct ContentsLine {
    std::string label;
    std::string title;
    Sources source;

    bool operator==(const ContentsLine&) const = default;
};

struct PlanHeader {
    std::string id;
    std::string title;
    std::string issuer;
    Period start;  // always months: 2021-01
    Period end;    // 2024-12
    std::vector<DocumentInfo> documents;
    std::vector<ContentsLine> contents_only;  // empty where contents page and body agree, or one is not there

    bool operator==(const PlanHeader&) const = default;
};

struct Plan {
    PlanHeader plan;
    std::vector<Node> nodes;  // document order, parents before children
    std::vector<Indicator> indicators;
    std::vector<Budget> budgets;
    std::vector<Fact> facts;
    std::vector<Finding> findings;

    bool operator==(const Plan&) const = default;
};

}  // namespace gangmu::model
