// What a single line of a document is by its words: a unit line, a field, a table's title, a short heading.
// Pure functions of text. Any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "reading/agencies/cells.hpp"

namespace gangmu::reading {

inline constexpr std::size_t deepest_outline = 40;  // of open items

bool has_any(std::string_view text, std::initializer_list<std::string_view> words);
// A line that can be a heading although nothing marks it: short, and no sentence.
bool is_short_title(std::string_view text);
std::string last_segment(std::string_view title);
// Without the brackets at its end that name a body, known or not.
std::string without_agencies(std::string_view title, const Agencies& agencies, Responsible* who = nullptr);
// 單位：億元 → 億元; empty when the line is no such.
std::string unit_line(std::string_view text);
// 「表 2 各年度經費　　單位：千元」: 千元. Empty when the caption names none.
std::string unit_in_caption(std::string_view text);

bool is_figure_caption(std::string_view text);
// The title of a chapter that only holds a table: 辦理期程, Delivery schedule.
bool names_table(std::string_view title);
// Up to 60 characters, or a line's length in an alphabet's text, and no sentence.
bool fits_title_page(std::string_view text);
// "By 2028", "From March 2025 to June 2026": nothing but when.
bool is_when_line(std::string_view text);
// 期程：110年至113年 under an item: what stands behind one of `names` and a colon; empty when none does.
std::string_view field_value(std::string_view text, std::initializer_list<std::string_view> names);

// What stands behind 期程：, 【辦理期程】, Timeline: and their like; empty when
// the text is no such field.
std::string_view when_field(std::string_view text);
// What stands behind KPI：, 績效指標：, Measure of success: and their like.
std::string_view target_field(std::string_view text);
// 工作重點, 辦理內容: the name of a field that holds words about the item above
// it.
bool names_text_field(std::string_view title);
// 「【主辦】交通處 【期程】114年」: the fields of one line, each with its name.
// One part when there are no more.
std::vector<std::string_view> split_fields(std::string_view text);

}  // namespace gangmu::reading
