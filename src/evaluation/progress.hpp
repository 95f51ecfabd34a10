// The light of an item by its schedule, its progress and its reports. Pure; any thread.
#pragma once

#include "evaluation/indicator.hpp"

namespace gangmu::evaluation {

// All of the schedule that has dates; nothing: none has. An open side is the plan's.
std::optional<Span> schedule_span(const std::vector<model::ScheduleEntry>& schedule, const Span& plan);
// Percent of the scheduled days that are over at the end of `day`, to two places; gaps between entries stand
// still. Only for a schedule with dates.
Decimal planned_by_dates(const std::vector<model::ScheduleEntry>& schedule, const Span& plan, Day day);

struct ReportStanding {
    bool missing = false;   // the last one that was due, after its grace
    bool in_grace = false;  // likewise, within it
    int late_in_a_row = 0;  // up to the last one that was filed
    int missed = 0;         // all that were due and are not there
    const ReportDue* last_due = nullptr;
};
ReportStanding standing_of(const std::vector<ReportDue>& reports, const Moment& moment);

struct ProgressJudgement {
    Reason reason;       // light none: no schedule, no progress, no report
    bool begun = false;  // some progress was filed
    bool should_have_begun = false;
    ReportStanding reports;
    Forecast slippage;   // method none: nothing to go on; reached: when it is expected to be finished
    bool slips = false;  // more than Rules::slip_days
};
ProgressJudgement judge_progress(const NodeInput& node, const Context& context);

}  // namespace gangmu::evaluation
