// Items that were split or merged, as far as they show. For the files of this room only.
#pragma once

#include "comparing/features.hpp"
#include "comparing/match.hpp"

namespace gangmu::comparing {

// Fills splits and merges of `matching`, whose nodes are matched already.
void find_parts(const Tree& old_tree, const Tree& new_tree, Matching& matching);

}  // namespace gangmu::comparing
