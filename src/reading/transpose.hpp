// Tables that give each year a row and each indicator a column. Inside this
// room. Any thread.
#pragma once

#include <vector>

#include "reading/draft.hpp"

namespace gangmu::reading {

// Turns such a table (one header row first) so that each indicator has a row
// and each year a column: 「年度 | 參與社區數(個) | 節電量(萬度)」. Every cell
// keeps its place. False, and nothing changed, when `rows` is no such table.
bool turn_years(std::vector<GridRow>& rows);

}  // namespace gangmu::reading
