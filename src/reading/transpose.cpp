#include "reading/transpose.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "reading/cell_text.hpp"
#include "reading/stream.hpp"
#include "reading/table_roles.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

bool names_years(std::string_view header) {
    static constexpr std::string_view words[] = {"年度", "年",       "年別", "年份",
                                                 "年次", "會計年度", "year", "fiscalyear"};
    const std::string key = title_key(header);
    return std::find(std::begin(words), std::end(words), key) != std::end(words);
}

// An indicator, or a count of something with its unit, or money: nothing that
// says who, when or how.
bool may_be_measured(std::string_view header) {
    switch (role_of_header(header)) {
        case ColumnRole::indicator:
        case ColumnRole::other:
        case ColumnRole::amount:
        case ColumnRole::target:
        case ColumnRole::item:
            return !text::trim(header).empty();
        default:
            return false;
    }
}

bool is_number(std::string_view text) {
    text = text::trim(text);
    return !text.empty() && ((text[0] >= '0' && text[0] <= '9') || text.starts_with("累計") ||
                             text.starts_with("約") || text.starts_with("達"));
}

bool is_table_of_years(const std::vector<GridRow>& rows) {
    if (rows.size() < 3 || rows[0].cells.size() < 2 || !names_years(rows[0].cells[0].text)) return false;
    for (std::size_t c = 1; c < rows[0].cells.size(); ++c)
        if (!may_be_measured(rows[0].cells[c].text)) return false;
    // 指標 | 年度 | 目標值 is another shape, and so is a list of what is done in
    // which year
    std::size_t years = 0, numbers = 0, some = 0;
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const std::string& first = rows[r].cells[0].text;
        if (!period_of_header(first).empty())
            ++years;
        else if (!names_sum(first))
            return false;
        for (std::size_t c = 1; c < rows[r].cells.size(); ++c) {
            if (blank(rows[r].cells[c])) continue;
            ++some;
            if (is_number(rows[r].cells[c].text)) ++numbers;
        }
    }
    return years >= 2 && numbers * 10 >= some * 8 && numbers > 0;
}

}  // namespace

bool turn_years(std::vector<GridRow>& rows) {
    if (!is_table_of_years(rows)) return false;
    const bool money = std::all_of(rows[0].cells.begin() + 1, rows[0].cells.end(),
                                   [](const GridCell& cell) { return speaks_of_money(cell.text); });
    std::vector<GridRow> turned(rows[0].cells.size());
    for (std::size_t c = 0; c < turned.size(); ++c)
        for (GridRow& row : rows) {
            add_sources(turned[c].source, row.cells[c].source);
            turned[c].cells.push_back(std::move(row.cells[c]));
        }
    turned[0].cells[0].text = money ? "項目" : "指標";
    rows = std::move(turned);
    return true;
}

}  // namespace gangmu::reading
