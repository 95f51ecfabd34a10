// Which goal of the schedule chapter is which row of the indicator table.
#pragma once

#include <utility>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::checking {

using GoalPair = std::pair<const model::Indicator*, const model::Indicator*>;  // goal, kpi

// Pairs under the same measure (the same node, or the same number: 1-7 and 1.7) whose words, numbers apart,
// are alike and like nothing else there.
std::vector<GoalPair> goal_pairs(const model::Plan& plan);

const model::Target* overall_target(const model::Indicator& indicator);  // null when it has none

// Do the overall targets of the two state different figures or units?
bool figures_differ(const model::Indicator& left, const model::Indicator& right);

}  // namespace gangmu::checking
