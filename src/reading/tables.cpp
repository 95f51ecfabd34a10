#include "reading/tables.hpp"

#include <algorithm>

#include "reading/agencies/cells.hpp"
#include "reading/cell_text.hpp"
#include "reading/numbering.hpp"
#include "reading/rows.hpp"
#include "reading/table_roles.hpp"
#include "reading/titles.hpp"
#include "reading/transpose.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

struct TableReader::Grid {
    std::vector<GridRow> rows;
    std::vector<bool> marked_header;  // the carrier says so
    std::size_t columns = 0;
};

namespace {

constexpr std::size_t most_columns = 200;

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
                    target.rows = static_cast<std::uint32_t>(last_row - r);
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
               !is_header_row(grid.rows[begin], grid.marked_header[begin], context.year))
            ++begin;
        if (begin > 0 && !is_header_row(grid.rows[begin], grid.marked_header[begin], context.year)) begin = 0;
        std::vector<GridRow> turned(grid.rows.begin() + static_cast<std::ptrdiff_t>(begin), grid.rows.end());
        if (turn_years(turned)) {
            grid.rows = std::move(turned);
            grid.marked_header.assign(grid.rows.size(), false);
            begin = 0;
        }
        const bool headed = is_header_row(grid.rows[begin], grid.marked_header[begin], context.year);
        std::size_t headers = headed ? 1 : 0;
        if (headed && begin + 1 < grid.rows.size() &&
            is_second_header(grid.rows[begin], grid.rows[begin + 1], grid.marked_header[begin + 1]))
            headers = 2;
        std::vector<GridRow> body(
            std::make_move_iterator(grid.rows.begin() + static_cast<std::ptrdiff_t>(begin)),
            std::make_move_iterator(grid.rows.end()));
        std::vector<Column> columns = columns_of(body, headers, context.year);
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
                is_header_row(body[r], false, context.year)) {
                std::vector<GridRow> pair{body[r]};
                if (same_layout(columns_of(pair, 1, context.year), columns_of(body, 1, context.year))) {
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
