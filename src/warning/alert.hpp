// The life of an alert: opened by a rule, acknowledged, assigned and resolved by people with reasons, told
// again to others after so many hours, silenced until a moment. Every step is kept; nothing is taken away,
// and a resolved alert stays. Pure.
//
//            raised (again)        ┌─ silenced until … (told to nobody; still open)
//   (rule) ───► open ─► acknowledged ─► resolved          over: the condition ended; a person resolves, or
//   the
//                 └── assigned, escalated ──┘             rule does where it says `closes`
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "warning/judge.hpp"

namespace gangmu::warning {

enum class Act : std::uint8_t {
    open,         // the rule
    again,        // the rule: its condition, that had been over, holds again
    over,         // the rule: its condition ended
    acknowledge,  // a person
    assign,
    silence,
    escalate,  // the clock
    comment,
    resolve,  // a person with a reason, or the rule where it `closes`
};
std::string_view to_string(Act act);
std::optional<Act> act_from(std::string_view name);
Message words(Act act);

struct Step {
    Act act = Act::open;
    Moment at = 0;
    std::string by;      // account; empty: the machine
    std::string reason;  // of people: why; of the rule: the Chinese sentence
    std::string reason_en;
    std::string to;    // assign, escalate: an account or agency
    Moment until = 0;  // silence

    bool operator==(const Step&) const = default;
};

enum class Stage : std::uint8_t { open, acknowledged, resolved };
std::string_view to_string(Stage stage);
Message words(Stage stage);

// What an alert is about; one that is not resolved exists at most once for each.
struct Subject {
    std::string rule;
    std::string element;
    std::string unit;
    std::vector<std::string> combination;

    bool operator==(const Subject&) const = default;
    auto operator<=>(const Subject&) const = default;
};
std::string key(const Subject& subject);  // one text for each subject

struct Alert {
    std::string id;
    Subject subject;
    Kind kind = Kind::threshold;
    Level level = Level::warning;
    std::string category;  // as the rule's
    Mode mode = Mode::actual;
    Message headline;              // marked when the mode is not actual: see headline()
    bool holds = true;             // the condition
    std::optional<Decimal> value;  // when it was opened
    std::optional<Decimal> line;
    std::string unit_of_measure;
    std::string assignee;
    Moment silent_until = 0;
    int escalations = 0;
    Stage stage = Stage::open;
    std::vector<Step> steps;  // the first opens it

    Moment opened() const { return steps.empty() ? 0 : steps.front().at; }
    bool operator==(const Alert&) const = default;
};

// 【演習】天然氣安全存量低於門檻 / [EXERCISE] … : a mark that nothing that shows the headline can leave out.
Message headline(Mode mode, const Message& name);

// Is the step allowed now? Errors: alert-resolved (nothing but a comment follows), alert-reason (people say
// why they resolve and silence), alert-acknowledged, alert-until (silence ends in the future, within a year).
Status check(const Alert& alert, const Step& step);
// The alert after the step. Only what check() allows.
Alert after(Alert alert, Step step);

// What the rule's verdict adds to an alert that is not resolved (nothing: all is as it was), and whether a
// new one is opened where there is none.
std::vector<Step> follow(const Alert& alert, const Rule& rule, const Verdict& verdict, Moment now);
bool opens(const Verdict& verdict);
Step opening(const Verdict& verdict, Moment now);
// The alert itself, without an id; its headline names the unit.
Alert opened(const Rule& rule, Subject subject, const Verdict& verdict, std::string unit_of_measure,
             const Message& unit_name, Moment now);

// Is it to be told to the next people now? Unacknowledged for `escalate_hours` times (escalations + 1), not
// silent, and its condition holds.
bool escalates(const Alert& alert, const Rule& rule, Moment now);
Step escalation(const Alert& alert, const Rule& rule, Moment now);
// Are people told of this step? Not of comments, and not while it is silent (escalation waits for its end).
bool told(const Alert& after, const Step& step);

Alert read_alert(
    const json::object& object);  // what write_alert wrote; throws nothing, ignores what is unknown
void write_alert(JsonWriter& out, const Alert& alert);
void write_step(JsonWriter& out, const Step& step);
Step read_step(const json::object& object);

}  // namespace gangmu::warning
