// Fields of nodes, indicators and targets, compared one by one. For the files of this room only.
#pragma once

#include <vector>

#include "comparing/diff.hpp"

namespace gangmu::comparing {

void header_fields(const model::PlanHeader& before, const model::PlanHeader& after,
                   std::vector<FieldChange>& out);
// kind, label, labels, title, text, lead, co, units, roles, schedule
void node_fields(const model::Node& before, const model::Node& after, std::vector<FieldChange>& out);
// role, label, title, unit, lead, co
void indicator_fields(const model::Indicator& before, const model::Indicator& after,
                      std::vector<FieldChange>& out);
// Of the same period in their order; then those that say the same for another period.
std::vector<TargetChange> target_changes(const std::vector<model::Target>& before,
                                         const std::vector<model::Target>& after);

}  // namespace gangmu::comparing
