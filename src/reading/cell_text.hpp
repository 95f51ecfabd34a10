// What the words of one cell are: a date, a torn date, goals below a title, lines that a narrow column broke.
// Pure functions of text; nothing here knows a plan. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading/draft.hpp"
#include "reading/numbering.hpp"

namespace gangmu::reading {

bool blank(const GridCell& cell);
bool is_item_column(ColumnRole role);
bool is_agency_column(ColumnRole role);

// Digits and the signs of dates only: 109/12~110/4, 110-113年, 111年第1季.
bool is_date_text(std::string_view text);
// A range cut off at the end of the page: 「110/01-」, 「… 執行期程」.
bool is_torn_date(std::string_view text);
bool bracket_open(std::string_view text);

// Lines of a cell as one text: torn words are joined, lists keep their lines.
std::string one_line(std::string_view text);

// 「…  目標： •甲 •乙」: where the goals of a cell begin (`after`: behind the colon); npos when it has none.
std::size_t goals_at(std::string_view text, std::size_t& after);
// The goals one by one, without bullets.
std::vector<std::string> split_goals(std::string_view text, bool& opens_with_bullet);

// A date that the width of its column broke: 「114/1~114/」「10」, 「109/07-」「113/12」.
std::string mend_dates(std::string_view text);

std::vector<int> prefix_of(const std::vector<int>& number);
std::string printed_number(const std::vector<int>& number);
// 1. 1、 and 1) are one style for the ranks of a table.
std::string tail_style(const Mark& mark);

}  // namespace gangmu::reading
