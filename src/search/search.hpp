// One search over the segments of an index: compile the query, run it on each segment, keep the best.
#pragma once

#include <vector>

#include "search/index.hpp"

namespace gangmu::search {

Answer run_search(const std::vector<Slot>& slots, const Request& request);

}  // namespace gangmu::search
