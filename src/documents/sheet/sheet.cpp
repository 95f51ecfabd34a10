#include "documents/sheet/sheet.hpp"

#include <algorithm>

#include "documents/grid.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents::sheet {

namespace {

std::string column_name(std::uint32_t column) {
    std::string name;
    for (++column; column > 0; column = (column - 1) / 26)
        name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
    return name;
}

using Cells = std::vector<SheetCell>::const_iterator;

class Builder {
  public:
    Builder(const Sheet& sheet, std::vector<Block>& blocks) : sheet_(sheet), blocks_(blocks) {}

    void run() {
        Cells at = sheet_.cells.begin();
        while (at != sheet_.cells.end()) {
            // one table: rows without a blank row between them; a merged cell bridges the rows it covers
            std::uint32_t reach = at->row;
            Cells end = at;
            while (end != sheet_.cells.end() && end->row <= reach + 1) {
                reach = std::max(reach, end->row + end->row_span - 1);
                ++end;
            }
            segment(at, end);
            at = end;
        }
    }

  private:
    // The name that the sheet gives to a position.
    std::string named(std::uint32_t row, std::uint32_t column) const {
        const auto real = [](const std::vector<std::uint32_t>& left, std::uint32_t at) {
            if (left.empty()) return at;
            return at < left.size() ? left[at]
                                    : left.back() + at - static_cast<std::uint32_t>(left.size()) + 1;
        };
        return cell_name(real(sheet_.real_rows, row), real(sheet_.real_columns, column));
    }

    static Cells row_end(Cells at, Cells end) {
        Cells next = at;
        while (next != end && next->row == at->row)
            ++next;
        return next;
    }

    static std::size_t filled(Cells at, Cells end) {
        return static_cast<std::size_t>(
            std::count_if(at, end, [](const SheetCell& cell) { return !cell.text.empty(); }));
    }

    void segment(Cells at, Cells end) {
        while (at != end) {
            const Cells next = row_end(at, end);
            // a lone cell is a title unless it comes down into the rows below
            const bool lone = filled(at, next) == 1 &&
                              std::all_of(at, next, [](const SheetCell& cell) { return cell.row_span == 1; });
            if (!lone) break;
            paragraph(*std::find_if(at, next, [](const SheetCell& cell) { return !cell.text.empty(); }));
            at = next;
        }
        if (at != end) table(at, end);
    }

    Place place(const SheetCell& cell) const {
        Place place;
        place.first_line = cell.first_line;
        place.last_line = cell.last_line;
        if (sheet_.name.empty()) return place;
        place.sheet = sheet_.name;
        place.cells = named(cell.row, cell.column);
        if (cell.row_span > 1 || cell.column_span > 1)
            place.cells += ":" + named(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1);
        return place;
    }

    void paragraph(const SheetCell& cell) {
        Block block;
        block.text = cell.text;
        block.bold = cell.bold;
        block.place = place(cell);
        blocks_.push_back(std::move(block));
    }

    void table(Cells at, Cells end) {
        std::uint32_t left = max_columns, right = 0, last = at->row;
        for (Cells cell = at; cell != end; ++cell) {
            left = std::min(left, cell->column);
            right = std::max(right, cell->column + cell->column_span - 1);
            last = std::max(last, cell->row + cell->row_span - 1);
        }
        const std::uint32_t first = at->row;
        Block block;
        block.kind = BlockKind::table;
        Grid grid;
        covered_until_.assign(max_columns + 1, 0);
        for (std::uint32_t row = first; row <= last; ++row) {
            Place row_place;
            if (at != end && at->row == row) {
                row_place.first_line = at->first_line;
                row_place.last_line = at->last_line;
            }
            if (!sheet_.name.empty()) {
                row_place.sheet = sheet_.name;
                row_place.cells = named(row, left) + ":" + named(row, right);
            }
            grid.row(row_place);
            std::uint32_t column = left;
            for (; at != end && at->row == row; ++at) {
                if (at->column < column) continue;  // under a merged one
                for (; column < at->column; ++column)
                    blank(grid, row, column);
                Cell cell;
                cell.text = at->text;
                cell.bold = at->bold;
                cell.row_span = at->row_span;
                cell.column_span = at->column_span;
                cell.place = place(*at);
                for (std::uint32_t c = column; c < column + cell.column_span && c < max_columns; ++c)
                    covered_until_[c] = row + cell.row_span;
                column += cell.column_span;
                grid.cell(std::move(cell));
            }
            for (; column <= right; ++column)
                blank(grid, row, column);
        }
        block.table = grid.take();
        const Place& top = block.table.rows.front().place;
        block.place = top;
        block.place.last_line = block.table.rows.back().place.last_line;
        if (!sheet_.name.empty()) block.place.cells = named(first, left) + ":" + named(last, right);
        blocks_.push_back(std::move(block));
    }

    // A free position; those that a merged cell covers are left out by the grid's own count of columns.
    void blank(Grid& grid, std::uint32_t row, std::uint32_t column) {
        SheetCell empty;
        empty.row = row;
        empty.column = column;
        if (covered_until_[column] > row) return;
        Cell cell;
        cell.place = place(empty);
        grid.cell(std::move(cell));
    }

    const Sheet& sheet_;
    std::vector<Block>& blocks_;
    std::vector<std::uint32_t> covered_until_;  // by column: the first row that no merged cell covers
};

}  // namespace

std::string cell_name(std::uint32_t row, std::uint32_t column) {
    return column_name(column) + std::to_string(row + 1);
}

std::string tidy_lines(std::string_view text) {
    std::string out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text::trim(text.substr(begin, end - begin));
        if (!line.empty()) {
            if (!out.empty()) out += '\n';
            out += line;
        }
        begin = end + 1;
    }
    return out;
}

void append_blocks(const Sheet& sheet, std::vector<Block>& blocks) {
    if (sheet.cells.empty()) return;
    if (!sheet.name.empty()) {
        Block heading;
        heading.kind = BlockKind::heading;
        heading.level = 1;
        heading.text = sheet.name;
        heading.place.sheet = sheet.name;
        blocks.push_back(std::move(heading));
    }
    Builder(sheet, blocks).run();
}

}  // namespace gangmu::documents::sheet
