// What lights are made of: the plan's promises and what was filed, as plain values. Whoever has them
// elsewhere (the snapshot, a test, a sheet) fills these in; nothing here knows where they come from. Names of
// agencies are those in use now. Unknown is empty or nullopt.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/decimal.hpp"
#include "evaluation/light.hpp"
#include "evaluation/period.hpp"
#include "model/plan.hpp"

namespace gangmu::evaluation {

// When: what had been filed by the end of `today` about periods up to `until`, judged as of the day `at`.
struct Moment {
    Day today = 0;
    Day at = 0;     // the last day of the period asked for, or today when that is earlier
    Day until = 0;  // observations of periods that end later are left out
    // A target that fell due from this day on speaks for itself, even though a later one is running: the
    // first day of the period asked for. Now: none does.
    Day since = std::numeric_limits<Day>::max();
};
// `period` empty: now.
Moment moment_of(Day today, std::string_view period);

// What one observed number is. `automatic`: level for rates; counted from the plan's beginning where a target
// says 累計; else counted from the beginning of the year.
enum class Reading : std::uint8_t { automatic, increment, year_to_date, to_date, level };
enum class Direction : std::uint8_t { automatic, rising, falling, range, milestone };
// What one target is about: its own period alone, all since the plan's beginning, or a state at its end.
// `either`: the document does not say, and its numbers allow both.
enum class Meaning : std::uint8_t { automatic, period, to_date, level, either };

std::string_view to_string(Reading reading);
std::string_view to_string(Direction direction);
std::string_view to_string(Meaning meaning);
std::optional<Reading> parse_reading(std::string_view name);
std::optional<Direction> parse_direction(std::string_view name);
std::optional<Meaning> parse_meaning(std::string_view name);

struct Observation {
    model::Period period;  // what it is about
    std::optional<Decimal> value;
    std::string unit;                 // empty: the target's
    std::optional<std::size_t> part;  // which figure of a cell with several, from 0
    std::string text;                 // words instead of, or beside, a number
    std::optional<bool> reached;      // of a milestone in words
    Day known = 0;                    // the day on which it was filed

    bool operator==(const Observation&) const = default;
};

struct PlannedValue {  // 分季預定值, in the reading and unit of the observations
    model::Period period;
    Decimal value;

    bool operator==(const PlannedValue&) const = default;
};

// What an officer put in place of a computed light. It holds for `period` only; empty: until it is taken
// back.
struct Override {
    Light light = Light::none;
    std::string reason;
    std::string by;
    Day day = 0;
    model::Period period;

    bool operator==(const Override&) const = default;
};

struct IndicatorInput {
    std::shared_ptr<const model::Indicator> what;  // never null
    Reading reading = Reading::automatic;
    Direction direction = Direction::automatic;
    Meaning meaning = Meaning::automatic;
    std::optional<Decimal> weight;  // among what hangs beside it under the node; 0: not counted
    std::string twin;               // the same indicator elsewhere, which is counted in its place
    std::vector<Observation> observations;
    std::vector<PlannedValue> planned;
    std::vector<Override> overrides;  // later ones first
};

struct ProgressEntry {
    model::Period period;
    std::optional<Decimal> planned;  // percent, as entered
    std::optional<Decimal> actual;
    Day known = 0;

    bool operator==(const ProgressEntry&) const = default;
};

struct ReportDue {
    model::Period period;
    Day due = 0;
    Day grace_until = 0;
    Day filed = no_day;  // submitted, and not sent back since; no_day: not

    bool operator==(const ReportDue&) const = default;
};

struct NodeInput {
    std::string id;
    std::uint32_t parent = no_parent;  // its place in PlanInput::nodes; a parent stands before its children
    std::optional<Decimal> weight;     // among its siblings and its parent's own indicators
    std::vector<model::ScheduleEntry> schedule;
    std::vector<std::string> lead, co;
    std::map<std::string, Decimal> shares;  // of a joint goal, by agency; empty: unset
    bool released = false;                  // 解除列管: its own are not counted any more
    std::vector<IndicatorInput> indicators;
    std::vector<ProgressEntry> progress;
    std::vector<ReportDue> reports;
    std::vector<Override> overrides;

    static constexpr std::uint32_t no_parent = 0xFFFFFFFF;
};

struct PlanInput {
    model::Period start, end;  // of the plan: 2021-01, 2024-12
    std::vector<std::shared_ptr<const NodeInput>> nodes;
    // Somebody has been asked to report. Where nobody was, what is missing is undecidable and not "not
    // reported".
    bool tracked = true;
};

// From a plan alone: nothing filed yet. Indicators that the plan calls equal are counted once: goals give way
// to indicators of the tables, later ones to earlier ones.
PlanInput input_of(const model::Plan& plan);

// Of equal indicators those that are not counted, by id, and the one that is counted in their place.
std::unordered_map<std::string, std::string> twins_of(const std::vector<const model::Indicator*>& indicators);

// Shares must name agencies of the node, lie in 0 to 1 and sum to one. Errors: shares-sum, shares-value,
// shares-agency (the agency in `where`).
Status check_shares(const NodeInput& node);

}  // namespace gangmu::evaluation
