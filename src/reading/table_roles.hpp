// What the columns of a table are, from headers and contents, and what the
// table is for. Inside this room: the door is tables.hpp. Pure functions of a
// grid. Any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "reading/draft.hpp"
#include "reading/tables.hpp"

namespace gangmu::reading {

inline constexpr std::size_t longest_header = 30;  // characters

// "110", "2021", "113年", "第1期(110-112)", "R7": the period of a column; empty
// when the header prints none.
model::Period period_of_header(std::string_view header);

// How many cells of the row hold words.
std::size_t filled(const GridRow& row);

// Looks like a row of headers: short words, most of them known, no numbered
// items. `marked`: the carrier says that it is one. `year`: as in columns_of.
bool is_header_row(const GridRow& row, bool marked, int year = 0);
// The second line of a header: years or known words under a header that spans
// them.
bool is_second_header(const GridRow& first, const GridRow& second, bool marked);

// The columns as their headers (0, 1 or 2 rows) name them. `year`: what 第 1 季
// and 7 月 are of; 0 unknown.
std::vector<Column> columns_of(const std::vector<GridRow>& rows, std::size_t headers, int year = 0);

// What the table is for. Settles the roles that headers alone leave open: 單位,
// 項次, 類別, bar charts, totals.
TableRole role_of_table(std::vector<Column>& columns, const std::vector<GridRow>& rows, std::size_t headers,
                        const TableContext& context);

// Do two tables have the same headers, but for a misprint?
bool same_layout(const std::vector<Column>& a, const std::vector<Column>& b);

// 合計, 小計, Total: the name of a row or column of sums, which is no item.
bool names_sum(std::string_view text);

bool speaks_of_money(std::string_view text);

}  // namespace gangmu::reading
