// Facts have no ids: they are found again by their sentence. For the files of this room only.
#pragma once

#include <vector>

#include "comparing/diff.hpp"

namespace gangmu::comparing {

std::vector<FactChange> fact_changes(const model::Plan& before, const model::Plan& after,
                                     const Matching& matching, Tally& tally);

}  // namespace gangmu::comparing
