#include "reading/tables.hpp"

#include <algorithm>

#include "reading/agencies/cells.hpp"
#include "reading/numbering.hpp"
#include "reading/rows.hpp"
#include "reading/titles.hpp"
#include "text/fold.hpp"
#include "text/numerals.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

struct TableReader::Grid {
    std::vector<GridRow> rows;
    std::vector<bool> marked_header;  // the carrier says so
    std::size_t columns = 0;
};

namespace {

constexpr std::size_t most_columns = 200;
constexpr std::size_t longest_header = 30;

// "110", "2021", "113年", "第1期(110-112)"
model::Period period_of_header(std::string_view header) {
    const std::string_view text = text::trim(header);
    if (text.empty() || text::count(text) > 24) return {};
    if (const auto number = text::whole_number(text); number && *number >= 80 && *number <= 160)
        return std::to_string(*number + 1911);
    return parse_period(text);
}

bool blank(const GridCell& cell) {
    return text::trim(cell.text).empty();
}

std::size_t filled(const GridRow& row) {
    return static_cast<std::size_t>(
        std::count_if(row.cells.begin(), row.cells.end(), [](const GridCell& cell) { return !blank(cell); }));
}

// Looks like a row of headers: short words, most of them known, no numbered items.
bool is_header_row(const GridRow& row, bool marked) {
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
        if (role_of_header(cell.text) != ColumnRole::other || !period_of_header(cell.text).empty()) ++known;
    }
    if (some == 0) return false;
    if (marked && some >= 2 && known >= 1) return true;
    return some >= 2 && known >= 2 && known * 2 >= some;
}

// The second line of a header: years or known words under a header that spans them.
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

std::vector<Column> columns_of(const std::vector<GridRow>& rows, std::size_t headers) {
    std::vector<Column> columns(rows.empty() ? 0 : rows[0].cells.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::string upper, lower;
        if (headers > 0) {
            upper = std::string(text::trim(rows[0].cells[c].text));
            if (headers > 1) {
                lower = std::string(text::trim(rows[1].cells[c].text));
                if (lower == upper) lower.clear();
                // a header over several columns stands in the first of them only
                for (std::size_t left = c; upper.empty() && !lower.empty() && left-- > 0;)
                    upper = std::string(text::trim(rows[0].cells[left].text));
            }
        }
        Column& column = columns[c];
        column.header = lower.empty() ? upper : upper.empty() ? lower : upper + " " + lower;
        for (char& ch : column.header)
            if (ch == '\n') ch = ' ';
        column.period = period_of_header(lower.empty() ? upper : lower);
        if (column.period.empty() && !lower.empty()) column.period = period_of_header(upper);
        const ColumnRole low = lower.empty() ? ColumnRole::other : role_of_header(lower);
        column.role = low != ColumnRole::other ? low : role_of_header(upper);
        if (column.period.empty()) continue;
        const ColumnRole high = role_of_header(upper);
        if (high == ColumnRole::actual || low == ColumnRole::actual) {
            column.role = ColumnRole::actual;
        } else if (high == ColumnRole::amount || low == ColumnRole::amount) {
            column.role = ColumnRole::amount;
        } else if (high == ColumnRole::baseline || low == ColumnRole::baseline) {
            column.role = ColumnRole::baseline;
        } else if (high == ColumnRole::rate || low == ColumnRole::rate) {
            column.role = ColumnRole::rate;
        } else {
            column.role = ColumnRole::target;
        }
    }
    return columns;
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
            const bool number = clean.find_first_not_of("0123456789.-") == std::string::npos;
            number ? ++numbers : ++others;
        }
    return numbers > 0 && numbers >= others * 2;
}

bool speaks_of_money(std::string_view text) {
    for (std::string_view word : {"經費", "預算", "億元", "萬元", "千元", "百萬", "予算", "億円", "百万円",
                                  "Budget", "budget", "million", "NT$", "US$"})
        if (text.find(word) != std::string_view::npos) return true;
    return false;
}

TableRole role_of_table(std::vector<Column>& columns, const std::vector<GridRow>& rows, std::size_t headers,
                        const TableContext& context) {
    const bool money = speaks_of_money(context.caption) || speaks_of_money(context.unit);
    const bool indicator = count_role(columns, ColumnRole::indicator) > 0;
    // 單位 beside an indicator is what it is counted in; elsewhere who does it
    if (!indicator && count_role(columns, ColumnRole::target) == 0 &&
        count_role(columns, ColumnRole::overall) == 0)
        for (Column& column : columns)
            if (column.role == ColumnRole::measure_unit) column.role = ColumnRole::agency;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        // a running number that says 1.1, 1.2 is the item's own
        if (columns[c].role != ColumnRole::number) continue;
        std::size_t dotted = 0, some = 0;
        for (std::size_t r = headers; r < rows.size(); ++r) {
            const std::string text(text::trim(rows[r].cells[c].text));
            if (text.empty()) continue;
            ++some;
            const auto mark = parse_mark(text + " x");
            if (mark && mark->dotted()) ++dotted;
        }
        if (some > 0 && dotted * 2 > some && count_role(columns, ColumnRole::label) == 0)
            columns[c].role = ColumnRole::label;
    }
    if (count_role(columns, ColumnRole::label) > 0 && count_role(columns, ColumnRole::kind) == 0)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            // 類別 that says 目標, 策略, 措施 … is the rank
            if (columns[c].role != ColumnRole::other || columns[c].header.empty()) continue;
            std::size_t ranks = 0, some = 0;
            for (std::size_t r = headers; r < rows.size(); ++r) {
                const std::string_view text = text::trim(rows[r].cells[c].text);
                if (text.empty()) continue;
                ++some;
                if (text::count(text) <= 10 && !rank_word(text).empty()) ++ranks;
            }
            if (some >= 2 && ranks * 10 >= some * 8) {
                columns[c].role = ColumnRole::kind;
                break;
            }
        }
    const std::size_t targets = count_role(columns, ColumnRole::target);
    const bool whole = count_role(columns, ColumnRole::overall) > 0;
    const bool item = count_role(columns, ColumnRole::item) > 0;
    const bool agency = count_role(columns, ColumnRole::agency) + count_role(columns, ColumnRole::lead) +
                            count_role(columns, ColumnRole::co) >
                        0;
    const bool schedule =
        count_role(columns, ColumnRole::schedule) + count_role(columns, ColumnRole::start) > 0;
    if (!indicator && !whole && (money || count_role(columns, ColumnRole::amount) > 0) &&
        mostly_numbers(rows, headers, columns) && targets + count_role(columns, ColumnRole::amount) >= 1 &&
        !(item && schedule)) {
        for (Column& column : columns)
            if (column.role == ColumnRole::target) column.role = ColumnRole::amount;
        return TableRole::budget;
    }
    if (count_role(columns, ColumnRole::actual) > 0 && (indicator || targets > 0 || whole))
        return TableRole::result;
    if (whole || (indicator && (targets > 0 || count_role(columns, ColumnRole::baseline) > 0)) ||
        (item && targets >= 2))
        return TableRole::indicator;
    if (!item) {
        // the first column without a role names what the others are about
        if ((schedule || agency) && !columns.empty() && columns[0].role == ColumnRole::other &&
            !columns[0].header.empty())
            columns[0].role = ColumnRole::item;
        else if (count_role(columns, ColumnRole::label) == 0)
            return TableRole::other;
    }
    if (count_role(columns, ColumnRole::item) == 0) return TableRole::other;
    if (count_role(columns, ColumnRole::label) > 0 &&
        (count_role(columns, ColumnRole::kind) > 0 || count_role(columns, ColumnRole::parent) > 0))
        return TableRole::items;
    if (schedule) return TableRole::schedule;
    if (count_role(columns, ColumnRole::text) > 0 && count_role(columns, ColumnRole::item) > 0 && !agency)
        return TableRole::programme;
    if (agency) return TableRole::division;
    if (count_role(columns, ColumnRole::label) > 0) return TableRole::items;
    return TableRole::other;
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

// Cells as lines of text, for a table nobody understood.
std::string plain_text(const GridRow& row) {
    std::string out;
    for (const GridCell& cell : row.cells) {
        if (cell.spanned) continue;
        std::string text(text::trim(cell.text));
        if (text.empty()) continue;
        std::replace(text.begin(), text.end(), '\n', ' ');
        if (!out.empty()) out += '\t';
        out += text;
    }
    return out;
}

}  // namespace

void learn_agencies(const Piece& piece, Agencies& agencies) {
    const documents::Table& table = piece.block->table;
    std::vector<std::uint32_t> columns;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        if (r < 3 && columns.empty()) {
            for (const documents::Cell& cell : table.rows[r].cells) {
                const ColumnRole role =
                    text::count(cell.text) <= longest_header ? role_of_header(cell.text) : ColumnRole::other;
                if (role == ColumnRole::agency || role == ColumnRole::lead || role == ColumnRole::co)
                    columns.push_back(cell.column);
            }
            continue;
        }
        for (const documents::Cell& cell : table.rows[r].cells) {
            if (std::find(columns.begin(), columns.end(), cell.column) == columns.end() ||
                cell.text.size() > 400)
                continue;
            const Responsible who = read_agencies(cell.text, agencies);
            if (!who.plausible) continue;
            for (const auto* names : {&who.lead, &who.co})
                for (const std::string& name : *names)
                    if (text::count(name) >= 3 && text::count(name) <= 12) agencies.learn_name(name);
        }
    }
}

TableReader::Grid TableReader::resolve(const Piece& piece) const {
    Grid grid;
    const documents::Table& table = piece.block->table;
    grid.columns = std::min<std::size_t>(std::max<std::size_t>(table.columns, 1), most_columns);
    const std::string document = piece.source.empty() ? std::string() : piece.source[0].document;
    grid.rows.resize(table.rows.size());
    grid.marked_header.resize(table.rows.size(), false);
    for (GridRow& row : grid.rows)
        row.cells.resize(grid.columns);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const documents::Row& row = table.rows[r];
        grid.rows[r].source.push_back(source_of(document, row.place));
        bool all_headers = !row.cells.empty();
        for (const documents::Cell& cell : row.cells) {
            if (!cell.header) all_headers = false;
            const std::size_t last_row =
                std::min<std::size_t>(r + std::max(1u, cell.row_span), table.rows.size());
            const std::size_t last =
                std::min<std::size_t>(cell.column + std::max(1u, cell.column_span), grid.columns);
            for (std::size_t y = r; y < last_row; ++y)
                for (std::size_t x = cell.column; x < last; ++x) {
                    GridCell& target = grid.rows[y].cells[x];
                    target.text = std::string(text::trim(cell.text));
                    target.bold = cell.bold;
                    target.spanned = y != r || x != cell.column;
                    target.source = {source_of(document, cell.place)};
                }
        }
        grid.marked_header[r] = all_headers;
    }
    // a column that is empty in every row is none
    return grid;
}

OpenGroup TableReader::read(const std::vector<const Piece*>& pieces, const TableContext& context) {
    OpenGroup open;
    std::vector<PrintedRow> rows;
    std::vector<std::vector<Column>> layouts;
    TableRole role = TableRole::other;

    auto flush = [&] {
        if (rows.empty()) return;
        LogicalTable table;
        table.role = role;
        table.columns = layouts.empty() ? std::vector<Column>{} : layouts.front();
        table.node = context.node;
        table.caption = context.caption;
        table.unit = context.unit;
        // a long sheet is told by its ends
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (rows.size() <= 200 || r == 0 || r + 1 == rows.size())
                add_sources(table.source, rows[r].row.source);
        if (role == TableRole::other) {
            for (const PrintedRow& row : rows) {
                std::string text = plain_text(row.row);
                if (text.empty()) continue;
                Passage passage{std::move(text), row.row.source};
                if (context.node == no_node)
                    plan_.preface.push_back(std::move(passage));
                else
                    plan_.at(context.node).text.push_back(std::move(passage));
            }
        } else if (role == TableRole::budget) {
            for (PrintedRow& row : rows)
                table.rows.push_back(std::move(row.row));
        } else {
            RowReader reader(plan_, table, layouts, context, order);
            reader.group = context.node_is_group ? no_node : group_;
            reader.grouped = grouped_ || context.node_is_group;
            reader.read(rows);
            group_ = reader.group;
            grouped_ = reader.grouped;
            if (group_ != no_node) open = {group_, plan_.at(group_).style, plan_.at(group_).number};
        }
        plan_.tables.push_back(std::move(table));
        current_ = static_cast<std::ptrdiff_t>(plan_.tables.size()) - 1;
        rows.clear();
        layouts.clear();
    };

    for (const Piece* piece : pieces) {
        Grid grid = resolve(*piece);
        if (grid.rows.empty()) continue;
        // title rows above the header of a sheet
        std::size_t begin = 0;
        while (begin + 1 < grid.rows.size() && begin < 4 && filled(grid.rows[begin]) <= 1 &&
               !is_header_row(grid.rows[begin], grid.marked_header[begin]))
            ++begin;
        if (begin > 0 && !is_header_row(grid.rows[begin], grid.marked_header[begin])) begin = 0;
        const bool headed = is_header_row(grid.rows[begin], grid.marked_header[begin]);
        std::size_t headers = headed ? 1 : 0;
        if (headed && begin + 1 < grid.rows.size() &&
            is_second_header(grid.rows[begin], grid.rows[begin + 1], grid.marked_header[begin + 1]))
            headers = 2;
        std::vector<GridRow> body(
            std::make_move_iterator(grid.rows.begin() + static_cast<std::ptrdiff_t>(begin)),
            std::make_move_iterator(grid.rows.end()));
        std::vector<Column> columns = columns_of(body, headers);
        TableRole found = TableRole::other;
        bool goes_on = false, page_break = false;
        if (headed) {
            found = role_of_table(columns, body, headers, context);
            goes_on = !rows.empty() && found == role && same_layout(columns, layouts.back());
            page_break = goes_on;
            if (rows.empty() && current_ >= 0 && same_layout(columns, layout_) &&
                found == plan_.tables[static_cast<std::size_t>(current_)].role) {
                // the same kind of table again, further on
            } else if (!goes_on) {
                grouped_ = false;
            }
            if (!goes_on) group_ = no_node;
        } else if (!rows.empty() && role != TableRole::other && columns.size() <= layouts.back().size() + 1) {
            // goes on without its header
            goes_on = true;
            found = role;
            columns = layouts.back();
            columns.resize(body[0].cells.size());
        } else if (rows.empty() && current_ >= 0 && !context.text_before && !layout_.empty() &&
                   body[0].cells.size() == layout_.size() &&
                   plan_.tables[static_cast<std::size_t>(current_)].role != TableRole::other &&
                   plan_.tables[static_cast<std::size_t>(current_)].role != TableRole::budget) {
            found = plan_.tables[static_cast<std::size_t>(current_)].role;
            columns = layout_;
        }
        if (!goes_on) flush();
        role = found;
        if (found != TableRole::other) layout_ = columns;
        layouts.push_back(columns);
        bool first = true;
        for (std::size_t r = headers; r < body.size(); ++r) {
            // a header that is repeated inside the table
            auto first_filled = [](const GridRow& row) {
                const auto cell = std::find_if_not(row.cells.begin(), row.cells.end(), blank);
                return cell == row.cells.end() ? std::string_view{} : std::string_view(cell->text);
            };
            if (headed && r > headers && text::same(first_filled(body[r]), first_filled(body[0])) &&
                is_header_row(body[r], false)) {
                std::vector<GridRow> pair{body[r]};
                if (same_layout(columns_of(pair, 1), columns_of(body, 1))) {
                    if (r + 1 < body.size() && is_second_header(body[r], body[r + 1], false)) ++r;
                    first = true;
                    page_break = true;
                    continue;
                }
            }
            if (filled(body[r]) == 0) continue;
            rows.push_back({std::move(body[r]), layouts.size() - 1, first && page_break});
            first = false;
        }
    }
    flush();
    return open;
}

}  // namespace gangmu::reading
