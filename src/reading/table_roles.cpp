#include "reading/table_roles.hpp"

#include <algorithm>
#include <string>

#include "reading/cell_text.hpp"
#include "reading/numbering.hpp"
#include "reading/titles.hpp"
#include "text/dates.hpp"
#include "text/fold.hpp"
#include "text/numerals.hpp"
#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

namespace {

// R7, H31: a Japanese year as tables print it.
model::Period era_year(std::string_view header) {
    const text::Runes runes = text::to_runes(header);
    if (runes.size() < 2 || (runes[0].c != 'R' && runes[0].c != 'H')) return {};
    std::size_t i = 1;
    int year = 0;
    while (i < runes.size() && i < 3 && text::is_digit(runes[i].c))
        year = year * 10 + static_cast<int>(runes[i++].c - '0');
    if (i == 1 || year < 1) return {};
    if (i < runes.size() && !text::stands(runes, i, U"年")) return {};
    if (runes[0].c == 'R') return year <= 40 ? std::to_string(2018 + year) : std::string();
    return year >= 10 && year <= 31 ? std::to_string(1988 + year) : std::string();
}

std::size_t count_role(const std::vector<Column>& columns, ColumnRole role) {
    return static_cast<std::size_t>(
        std::count_if(columns.begin(), columns.end(), [&](const Column& c) { return c.role == role; }));
}

bool mostly_numbers(const std::vector<GridRow>& rows, std::size_t first, const std::vector<Column>& columns) {
    std::size_t numbers = 0, others = 0;
    for (std::size_t r = first; r < rows.size(); ++r)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (columns[c].role != ColumnRole::amount && columns[c].role != ColumnRole::target) continue;
            std::string clean;
            for (char ch : text::fold(rows[r].cells[c].text))
                if (ch != ' ' && ch != ',' && ch != '\n') clean += ch;
            if (clean.empty() || clean == "-") continue;
            for (std::string_view sign : {"nt$", "us$", "$", "£", "€", "¥"})
                if (clean.starts_with(sign)) clean.erase(0, sign.size());
            for (std::string_view rank : {"bn", "m", "k"})
                if (clean.ends_with(rank)) {
                    clean.resize(clean.size() - rank.size());
                    break;
                }
            const bool number = clean.find_first_not_of("0123456789.-") == std::string::npos;
            number ? ++numbers : ++others;
        }
    return numbers > 0 && numbers >= others * 2;
}

// 第 1 季, 上半年, 7 月: a part of the plan's own year.
model::Period period_in_year(std::string_view header, int year) {
    if (header.empty() || text::count(header) > 8) return {};
    const text::Runes runes = text::to_runes(header);
    const auto dates = text::find_dates(header, runes, {.bare = false, .year = year});
    const bool whole = dates.size() == 1 && dates[0].first == 0 && dates[0].last == runes.size();
    return whole && dates[0].start == dates[0].end ? dates[0].start : model::Period();
}

// 111年現況, 目前值(112年), Current (2024): where things stand, not what is promised.
bool says_now(std::string_view header) {
    for (std::string_view word : {"現況", "現狀", "現状", "目前", "Current", "current"})
        if (header.find(word) != std::string_view::npos) return true;
    return false;
}

std::string without_brackets(std::string_view header) {
    return std::string(trim(header.substr(0, std::min(header.find('('), header.find("（")))));
}

bool is_dash(std::string_view text) {
    return text.find_first_not_of("-/") == std::string_view::npos || text == "－" || text == "—" ||
           text == "–";
}

bool begins_with_figure(std::string_view text) {
    for (std::string_view word : {"NT$", "US$", "$", "£", "€", "¥", "約", "累計", "累積", "至少", "達",
                                  "完成", "新增", "at least ", "about "})
        if (text.starts_with(word)) text = trim(text.substr(word.size()));
    return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

// A bar chart: an item, and columns of periods in which marks (●, →) or a word
// (設計, 施工) say what happens when. A cell with a figure is a target.
void settle_stages(std::vector<Column>& columns, const std::vector<GridRow>& rows, std::size_t headers) {
    std::size_t periods = 0, marks = 0, figures = 0, words = 0;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].role != ColumnRole::target || columns[c].period.empty()) continue;
        if (role_of_header(columns[c].header) == ColumnRole::target) return;  // 113年目標值
        ++periods;
        for (std::size_t r = headers; r < rows.size(); ++r) {
            const std::string_view text = trim(rows[r].cells[c].text);
            if (text.empty() || is_dash(text)) continue;
            if (begins_with_figure(text))
                ++figures;
            else if (text::count(text) <= 12)
                ++marks;
            else
                ++words;
        }
    }
    if (periods < 2 || marks == 0 || figures * 2 > marks || words * 4 > marks) return;
    for (Column& column : columns)
        if (column.role == ColumnRole::target && !column.period.empty()) column.role = ColumnRole::stage;
}

// 單位 beside an indicator is what it is counted in; elsewhere who does it.
void settle_units(std::vector<Column>& columns) {
    if (count_role(columns, ColumnRole::indicator) > 0 || count_role(columns, ColumnRole::target) > 0 ||
        count_role(columns, ColumnRole::overall) > 0)
        return;
    for (Column& column : columns)
        if (column.role == ColumnRole::measure_unit) column.role = ColumnRole::agency;
}

// A running number that says 1.1, 1.2 is the item's own.
void settle_numbers(std::vector<Column>& columns, const std::vector<GridRow>& rows, std::size_t headers) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].role != ColumnRole::number) continue;
        std::size_t dotted = 0, some = 0;
        for (std::size_t r = headers; r < rows.size(); ++r) {
            const std::string text(trim(rows[r].cells[c].text));
            if (text.empty()) continue;
            ++some;
            const auto mark = parse_mark(text + " x");
            if (mark && mark->dotted()) ++dotted;
        }
        if (some > 0 && dotted * 2 > some && count_role(columns, ColumnRole::label) == 0)
            columns[c].role = ColumnRole::label;
    }
}

// 類別 that says 目標, 策略, 措施 … is the rank.
void settle_kinds(std::vector<Column>& columns, const std::vector<GridRow>& rows, std::size_t headers) {
    if (count_role(columns, ColumnRole::label) == 0 || count_role(columns, ColumnRole::kind) > 0) return;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].role != ColumnRole::other || columns[c].header.empty()) continue;
        std::size_t ranks = 0, some = 0;
        for (std::size_t r = headers; r < rows.size(); ++r) {
            const std::string_view text = trim(rows[r].cells[c].text);
            if (text.empty()) continue;
            ++some;
            if (text::count(text) <= 10 && !rank_word(text).empty()) ++ranks;
        }
        if (some >= 2 && ranks * 10 >= some * 8) {
            columns[c].role = ColumnRole::kind;
            return;
        }
    }
}

// 具體內容 beside a merged item, with dates of its own in every row: the column holds items, not remarks.
void settle_contents(std::vector<Column>& columns, const std::vector<GridRow>& rows, std::size_t headers) {
    std::size_t item = columns.size(), text = columns.size(), when = columns.size();
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].role == ColumnRole::item) item = c;
        if (columns[c].role == ColumnRole::text && text == columns.size() && item + 1 == c) text = c;
        if (columns[c].role == ColumnRole::schedule || columns[c].role == ColumnRole::end) when = c;
    }
    if (text == columns.size() || when == columns.size()) return;
    std::size_t own = 0, body = 0, length = 0;
    for (std::size_t r = headers; r < rows.size(); ++r) {
        const auto& cells = rows[r].cells;
        if (blank(cells[text]) || cells[text].spanned) continue;
        ++body;
        length += text::count(cells[text].text);
        const bool under = cells[item].spanned || blank(cells[item]);
        own += under && !blank(cells[when]) && !cells[when].spanned;
    }
    if (own >= 2 && own * 4 >= body && length <= body * 60) columns[text].role = ColumnRole::item;
}

// 合計 in a table of indicators is what the years make together, not money.
void settle_sums(std::vector<Column>& columns) {
    for (Column& column : columns)
        if (column.role == ColumnRole::amount && column.period.empty() && names_sum(column.header)) {
            column.role = ColumnRole::target;
            column.period = "overall";
        }
}

// The first column without a role names what the others are about.
bool name_items(std::vector<Column>& columns, bool told) {
    if (count_role(columns, ColumnRole::item) > 0) return true;
    if (told && !columns.empty() && columns[0].role == ColumnRole::other && !columns[0].header.empty()) {
        columns[0].role = ColumnRole::item;
        return true;
    }
    return false;
}

bool rows_are_money(const std::vector<GridRow>& rows, std::size_t headers) {
    for (std::size_t r = headers; r < rows.size(); ++r)
        if (rows[r].cells.empty() || !speaks_of_money(rows[r].cells[0].text)) return false;
    return rows.size() > headers;
}

}  // namespace

model::Period period_of_header(std::string_view header) {
    const std::string_view text = trim(header);
    if (text.empty() || text::count(text) > 24) return {};
    if (const auto number = text::whole_number(text); number && *number >= 80 && *number <= 160)
        return std::to_string(*number + 1911);
    if (auto era = era_year(text); !era.empty()) return era;
    return parse_period(text);
}

bool names_sum(std::string_view text) {
    static constexpr std::string_view sums[] = {"小計", "合計", "總計",  "共計",       "總和",
                                                "総計", "合计", "total", "grandtotal", "subtotal"};
    const std::string key = title_key(text);
    return std::find(std::begin(sums), std::end(sums), key) != std::end(sums);
}

bool speaks_of_money(std::string_view text) {
    for (std::string_view word :
         {"經費", "預算", "億元", "萬元", "千元", "百萬", "予算", "億円", "百万円", "万円", "千円", "事業費",
          "経費", "Budget", "budget", "million", "NT$", "US$"})
        if (text.find(word) != std::string_view::npos) return true;
    return false;
}

std::size_t filled(const GridRow& row) {
    return static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(), [](const GridCell& cell) { return !blank(cell); }));
}

bool is_header_row(const GridRow& row, bool marked, int year) {
    std::size_t known = 0, some = 0;
    for (const GridCell& cell : row.cells) {
        if (blank(cell)) continue;
        if (cell.spanned) continue;
        ++some;
        if (text::count(cell.text) > longest_header) return false;
        const auto mark = parse_mark(cell.text);
        if (mark && (mark->dotted() || mark->rank >= 0) && mark->kind.empty() &&
            mark->length < cell.text.size())
            return false;
        if (role_of_header(cell.text) != ColumnRole::other || !period_of_header(cell.text).empty() ||
            (year > 0 && !period_in_year(trim(cell.text), year).empty()))
            ++known;
    }
    if (some == 0) return false;
    if (marked && some >= 2 && known >= 1) return true;
    return some >= 2 && known >= 2 && known * 2 >= some;
}

bool is_second_header(const GridRow& first, const GridRow& second, bool marked) {
    std::size_t some = 0;
    bool below_gap = false;
    for (std::size_t c = 0; c < second.cells.size(); ++c) {
        const GridCell& cell = second.cells[c];
        if (blank(cell)) continue;
        if (cell.spanned && c < first.cells.size() && first.cells[c].text == cell.text) continue;
        ++some;
        if (text::count(cell.text) > longest_header) return false;
        const bool known =
            !period_of_header(cell.text).empty() || role_of_header(cell.text) != ColumnRole::other;
        if (!known && !marked) return false;
        if (c < first.cells.size() && (blank(first.cells[c]) || first.cells[c].spanned)) below_gap = true;
    }
    return some > 0 && below_gap;
}

std::vector<Column> columns_of(const std::vector<GridRow>& rows, std::size_t headers, int year) {
    std::vector<Column> columns(rows.empty() ? 0 : rows[0].cells.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::string upper, lower;
        if (headers > 0) {
            upper = std::string(trim(rows[0].cells[c].text));
            if (headers > 1) {
                lower = std::string(trim(rows[1].cells[c].text));
                if (lower == upper) lower.clear();
                // a header over several columns stands in the first of them only
                for (std::size_t left = c; upper.empty() && !lower.empty() && left-- > 0;)
                    upper = std::string(trim(rows[0].cells[left].text));
            }
        }
        Column& column = columns[c];
        column.header = lower.empty() ? upper : upper.empty() ? lower : upper + " " + lower;
        for (char& ch : column.header)
            if (ch == '\n') ch = ' ';
        column.period = period_of_header(lower.empty() ? upper : lower);
        if (column.period.empty() && !lower.empty()) column.period = period_of_header(upper);
        if (column.period.empty() && year > 0)
            column.period = period_in_year(lower.empty() ? upper : lower, year);
        const ColumnRole low = lower.empty() ? ColumnRole::other : role_of_header(lower);
        column.role = low != ColumnRole::other ? low : role_of_header(upper);
        if (column.period.empty()) {
            // 合計（萬元）
            if (column.role == ColumnRole::other && longest_header >= text::count(column.header) &&
                names_sum(without_brackets(column.header)))
                column.role = ColumnRole::amount;
            continue;
        }
        const ColumnRole high = role_of_header(upper);
        if (high == ColumnRole::actual || low == ColumnRole::actual) {
            column.role = ColumnRole::actual;
        } else if (high == ColumnRole::amount || low == ColumnRole::amount) {
            column.role = ColumnRole::amount;
        } else if (high == ColumnRole::baseline || low == ColumnRole::baseline || says_now(column.header)) {
            column.role = ColumnRole::baseline;
        } else if (high == ColumnRole::rate || low == ColumnRole::rate) {
            column.role = ColumnRole::rate;
        } else if (high != ColumnRole::target && low != ColumnRole::target &&
                   speaks_of_money(column.header)) {
            column.role = ColumnRole::amount;  // 113年(千元)
        } else {
            column.role = ColumnRole::target;
        }
    }
    return columns;
}

TableRole role_of_table(std::vector<Column>& columns, const std::vector<GridRow>& rows, std::size_t headers,
                        const TableContext& context) {
    const bool money = speaks_of_money(context.caption) || speaks_of_money(context.unit) ||
                       rows_are_money(rows, headers) ||
                       std::any_of(columns.begin(), columns.end(), [](const Column& column) {
                           return column.role == ColumnRole::amount && speaks_of_money(column.header);
                       });
    const bool indicator = count_role(columns, ColumnRole::indicator) > 0;
    const bool whole = count_role(columns, ColumnRole::overall) > 0;
    if (!indicator && !whole && !money) settle_stages(columns, rows, headers);
    settle_units(columns);
    settle_numbers(columns, rows, headers);
    settle_kinds(columns, rows, headers);
    if (!indicator && !whole) settle_contents(columns, rows, headers);
    const std::size_t targets = count_role(columns, ColumnRole::target);
    const std::size_t amounts = count_role(columns, ColumnRole::amount);
    const bool item = count_role(columns, ColumnRole::item) > 0;
    const bool agency = count_role(columns, ColumnRole::agency) + count_role(columns, ColumnRole::lead) +
                            count_role(columns, ColumnRole::co) >
                        0;
    const bool schedule = count_role(columns, ColumnRole::schedule) + count_role(columns, ColumnRole::start) +
                              count_role(columns, ColumnRole::end) + count_role(columns, ColumnRole::stage) >
                          0;
    if (!indicator && !whole && (money || amounts > 0) && mostly_numbers(rows, headers, columns) &&
        targets + amounts >= 1 &&
        !(item && (schedule || agency || count_role(columns, ColumnRole::text) > 0))) {
        for (Column& column : columns)
            if (column.role == ColumnRole::target) column.role = ColumnRole::amount;
        return TableRole::budget;
    }
    if (count_role(columns, ColumnRole::actual) > 0 && (indicator || targets > 0 || whole))
        return TableRole::result;
    if (whole || (indicator && (targets > 0 || count_role(columns, ColumnRole::baseline) > 0)) ||
        (item && targets >= 2)) {
        settle_sums(columns);
        return TableRole::indicator;
    }
    if (!name_items(columns, schedule || agency)) return TableRole::other;
    const bool labels = count_role(columns, ColumnRole::label) > 0;
    if (labels && count_role(columns, ColumnRole::kind) + count_role(columns, ColumnRole::parent) > 0)
        return TableRole::items;
    if (schedule) return TableRole::schedule;
    if (count_role(columns, ColumnRole::text) > 0 && !agency) return TableRole::programme;
    if (agency) return TableRole::division;
    return labels ? TableRole::items : TableRole::other;
}

bool same_layout(const std::vector<Column>& a, const std::vector<Column>& b) {
    std::vector<std::string> left, right;
    for (const Column& c : a)
        if (!c.header.empty()) left.push_back(title_key(c.header));
    for (const Column& c : b)
        if (!c.header.empty()) right.push_back(title_key(c.header));
    if (left.empty() || right.empty()) return false;
    const std::size_t length = std::min(left.size(), right.size());
    std::size_t equal = 0;
    for (std::size_t i = 0; i < length; ++i)
        if (left[i] == right[i] || left[i].find(right[i]) != std::string::npos ||
            right[i].find(left[i]) != std::string::npos || misprint_of(left[i], right[i]))
            ++equal;
    return length >= 2 && equal * 5 >= std::max(left.size(), right.size()) * 4;
}

}  // namespace gangmu::reading
