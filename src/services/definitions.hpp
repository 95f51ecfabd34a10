// What an observation was filed under: the indicator as the edition of its report had it, against how the
// newest edition has it now. Pure but for what the snapshot holds; any thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "state/snapshot.hpp"
#include "tracking/tracking.hpp"

namespace gangmu::services {

// Of that edition; null: the edition or the indicator is not there, or its content was erased.
const model::Indicator* indicator_in(const state::Plan& plan, std::uint32_t edition, std::string_view id);

// The same title, unit and targets. Where they stand in the documents does not matter.
bool defined_alike(const model::Indicator& a, const model::Indicator& b);

// What its numbers count: its own unit, else that of its first target that has one.
std::string unit_of(const model::Indicator& indicator);

struct Redefined {
    std::string cycle;
    std::string node;           // of the report
    std::uint32_t edition = 0;  // under which it was filed
    std::uint32_t newest = 0;
    const model::Indicator* was = nullptr;  // they point into the snapshot
    const model::Indicator* now = nullptr;
};
// The indicators that the report observes and that the newest edition defines otherwise.
std::vector<Redefined> redefined(const state::Plan& plan, const tracking::Report& report);
// Those of all the plan's reports that are wanted and observe this indicator; by cycle.
std::vector<Redefined> redefined(const state::Snapshot& snapshot, const state::Plan& plan,
                                 std::string_view indicator,
                                 const std::function<bool(const tracking::Report&)>& wanted);

}  // namespace gangmu::services
