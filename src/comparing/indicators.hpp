// Indicators of matched nodes, paired. For the files of this room only.
#pragma once

#include "comparing/match.hpp"

namespace gangmu::comparing {

// Fills the two lists of indicators in `matching`, whose nodes are matched already.
void match_indicators(const model::Plan& old_plan, const model::Plan& new_plan, Matching& matching);

}  // namespace gangmu::comparing
