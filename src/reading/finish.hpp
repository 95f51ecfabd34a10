// The draft becomes a model::Plan: ids, order, levels.
#pragma once

#include "model/plan.hpp"
#include "reading/draft.hpp"

namespace gangmu::reading {

model::Plan finish(DraftPlan& draft);

// A label as a segment of an id: 參 is 3, (一) is 1, 1-1 stays.
std::string id_segment(const std::string& label);

}  // namespace gangmu::reading
