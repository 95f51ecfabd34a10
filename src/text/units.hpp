// The measure words and units that a number can stand beside.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/runes.hpp"

namespace gangmu::text {

// Runes of the unit that stands at `at` (萬美元, 案次, %, MW, 個百分點); 0 when none does.
// `money` says whether it is an amount of money.
std::size_t unit_length(const Runes& runes, std::size_t at, bool* money = nullptr);

}  // namespace gangmu::text
