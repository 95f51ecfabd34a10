// The corrections that lead from one content to another: what taking a correction back stands on. Pure.
#pragma once

#include "base/json.hpp"
#include "state/content.hpp"

namespace gangmu::state {

// Operations (state/corrections.hpp) after which `from` says what `to` says: the same header but its
// documents, the same nodes in the same order, the same indicators, budgets and facts, though what is added
// to a list may stand at its end. Findings are left to checking.
json::array operations_between(const Content& from, const Content& to);

// Do the two say the same, in that sense?
bool says_the_same(const Content& a, const Content& b);

}  // namespace gangmu::state
