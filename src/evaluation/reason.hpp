// Why a light is what it is, as data; words come from it on demand (words.hpp), so that thousands of lights
// cost no text. Views point into the inputs that were judged.
#pragma once

#include <optional>
#include <string_view>

#include "evaluation/forecast.hpp"
#include "evaluation/input.hpp"
#include "evaluation/ratio.hpp"

namespace gangmu::evaluation {

enum class Why : std::uint8_t {
    // a goal of an indicator
    reached,          // at its due day
    reached_early,    // before it, and a count cannot fall
    reached_late,     // after it
    short_of,         // due, and between near and met
    missed,           // due, and under near
    over_limit,       // a limit on a count was passed, due or not
    holding,          // a rate that is at its goal, not due
    waiting,          // not due
    planned_met,      // not due, against the planned value of the quarter
    planned_short,    //
    planned_missed,   //
    awaiting_report,  // due, but its report is not
    unreported,       // due, its report too, and no value
    words_only,       // the report has words and no certain number
    other_unit,       // a unit that is none of the goal's
    which_part,       // several figures in the cell, and the value does not say which
    gaps,             // periods are missing in a sum that would have to be whole
    ambiguous,        // the document does not say 累計 or not, and it makes the difference
    too_big,          // beyond exact reckoning
    no_number,        // the target has a figure without a certain value
    milestone_reached,
    milestone_missed,
    milestone_waiting,
    milestone_unknown,  // nobody said whether it was reached
    // an indicator as a whole
    no_target,
    undated,          // its targets name no period that can be told
    next_target,      // nothing is due now; the next one is named
    previous_missed,  // the one before was missed; this one is not due
    twin,             // counted with its equal elsewhere
    // progress of an item
    finished,
    in_step,
    lagging,
    far_behind,
    past_end,      // its schedule is over, and it is not finished
    before_start,  // not begun, nor should it be
    not_begun,     // should have begun
    not_due_yet,   // no report fell due
    report_grace,  // a report is overdue, in grace
    report_missing,
    reports_late,  // several in a row
    no_schedule,   // progress without a planned value to hold it against
    // a node, a plan, an agency: what is under it
    much_behind,  // the weight that is behind passes the threshold
    some_behind,  // something is behind: at best at risk
    much_risk,    // the weight at risk passes the threshold
    all_done,
    none_due,
    all_well,
    nothing_judged,  // no light under it could be judged
    nothing_there,   // nothing was promised under it
    released,        // 解除列管
    overridden,
};
std::string_view to_string(Why why);  // "planned-short"

struct Reason {
    Why why = Why::nothing_there;
    Light light = Light::none;
    Nano achievement = unknown;
    // of a goal
    const model::Target* target = nullptr;
    std::size_t part = 0, parts = 1;
    std::optional<Decimal> goal, goal_max;
    std::string_view unit;
    Meaning meaning = Meaning::automatic;
    Direction direction = Direction::rising;
    bool guessed_direction = false;
    std::optional<Decimal> value;  // observed
    std::string_view period;       // the last period in it, or the one that is meant
    Day due = no_day;              // of the goal, or of the report
    // of progress, in percent
    std::optional<Decimal> planned, actual;
    bool planned_by_dates = false;
    std::int32_t count = 0;  // days over, reports late
};

}  // namespace gangmu::evaluation
