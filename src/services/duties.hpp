// Who owes what in a cycle, from a view: the pure function of tracking/obligations.hpp given the edition in
// force at the period's end. What was computed for the same content, settings and register is kept for the
// next who asks. Threads: any.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "state/view.hpp"
#include "tracking/obligations.hpp"

namespace gangmu::services {

using tracking::Day;

// A cycle of a plan as it stands on a day.
struct PlanCycle {
    const state::Plan* plan = nullptr;
    const state::Edition* edition = nullptr;  // in force at the period's end
    std::shared_ptr<const tracking::PlanTracking> settings;
    tracking::Rhythm rhythm;
    tracking::Cycle cycle;  // its marks laid over
    const tracking::CycleMarks* marks = nullptr;
    tracking::Phase phase = tracking::Phase::planned;
    std::string issuer;
};

// Errors: plan-unknown, cycle-unknown. The result points into the snapshot.
Result<PlanCycle> find_cycle(const state::Snapshot& snapshot, std::string_view plan, std::string_view cycle,
                             Day today);
// All of a plan's cycles, by rhythm and period.
std::vector<PlanCycle> all_cycles(const state::Snapshot& snapshot, const state::Plan& plan, Day today);

struct Duties {
    state::ContentPtr content;  // what `plan` points into
    tracking::Plan plan;
    std::vector<tracking::Obligation> owed;
    std::unordered_map<std::string, std::size_t> by_node;  // place in `owed`

    const tracking::Obligation* find(const std::string& node) const;
    const model::Node& node(const tracking::Obligation& owed_one) const {
        return *plan.items[owed_one.item].node;
    }
};
std::shared_ptr<const Duties> duties(const state::Snapshot& snapshot, const PlanCycle& cycle);

// Today in Taipei, or the day that a view asks for.
Day today();
Day day_of(const state::View& view);

std::string name_now(const state::Snapshot& snapshot, const std::string& printed);

}  // namespace gangmu::services
