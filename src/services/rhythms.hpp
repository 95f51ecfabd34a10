// Changing and ending a rhythm of reporting without touching what was: a cycle that has opened keeps its days
// and who owed what in it, and none that has a report goes. Pure.
#pragma once

#include <string>
#include <vector>

#include "services/duties.hpp"

namespace gangmu::services {

// The last day of the latest cycle of this rhythm that has opened, was locked, or has a report; empty: there
// is none, so nothing has come of it yet.
std::string begun_until(const state::Snapshot& snapshot, const state::Plan& plan, std::string_view rhythm,
                        Day today);

// The rhythm as it is recorded when `there` is to become `wanted`: `there` itself when nothing has come of
// it, or when only its end changes; else `there` up to what has begun, and a new one (its id empty) from then
// on. Errors: rhythm-reports (a cycle with reports would go; it is in `where`), rhythm-dates.
Result<std::vector<tracking::Rhythm>> changed_rhythm(const state::Snapshot& snapshot, const state::Plan& plan,
                                                     const tracking::Rhythm& there, tracking::Rhythm wanted,
                                                     Day today);

// Every cycle of `there` with a report is one of `wanted` too. Errors: rhythm-reports.
Status keeps_reports(const state::Snapshot& snapshot, const state::Plan& plan, const tracking::Rhythm& there,
                     const tracking::Rhythm& wanted, Day today);

// The cycle of the period before: of this rhythm, or of the one that it followed. Its id; it may not be
// there.
std::string previous_cycle(const state::Snapshot& snapshot, const PlanCycle& cycle);

}  // namespace gangmu::services
