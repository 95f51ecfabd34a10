#include "documents/grid.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace gangmu::documents {

void Grid::row(Place place) {
    table_.rows.emplace_back();
    table_.rows.back().place = std::move(place);
    next_ = 0;
}

std::uint32_t Grid::free_column() const {
    const std::size_t row = table_.rows.size() - 1;
    std::uint32_t column = next_;
    while (column < taken_until_.size() && taken_until_[column] > row)
        ++column;
    return column;
}

void Grid::cell(Cell cell) {
    if (table_.rows.empty()) row(cell.place);
    cell.column = free_column();
    if (cell.column >= max_columns) return;
    cell.column_span = std::clamp<std::uint32_t>(cell.column_span, 1, max_columns - cell.column);
    const std::size_t row = table_.rows.size() - 1;
    const std::size_t end =
        cell.row_span == 0 ? std::numeric_limits<std::size_t>::max() : row + cell.row_span;
    // a wide cell does not run over one that comes down from above
    std::uint32_t span = 1;
    while (span < cell.column_span &&
           (cell.column + span >= taken_until_.size() || taken_until_[cell.column + span] <= row))
        ++span;
    cell.column_span = span;
    if (taken_until_.size() < cell.column + span) taken_until_.resize(cell.column + span, 0);
    std::fill_n(taken_until_.begin() + cell.column, span, end);
    next_ = cell.column + span;
    table_.rows.back().cells.push_back(std::move(cell));
}

void Grid::skip(std::uint32_t count) {
    next_ = std::min(free_column() + count, max_columns);
}

Table Grid::take() {
    while (!table_.rows.empty() && table_.rows.back().cells.empty())
        table_.rows.pop_back();
    const std::size_t rows = table_.rows.size();
    std::uint32_t columns = 0;
    for (const Row& row : table_.rows)
        for (const Cell& cell : row.cells)
            columns = std::max(columns, cell.column + cell.column_span);
    table_.columns = columns;
    std::vector<std::size_t> covered(columns, 0);  // by column: covered until this row
    for (std::size_t r = 0; r < rows; ++r) {
        Row& row = table_.rows[r];
        std::vector<Cell> cells;
        std::size_t next = 0;
        for (std::uint32_t column = 0; column < columns;) {
            if (next < row.cells.size() && row.cells[next].column == column) {
                Cell& cell = row.cells[next++];
                const std::size_t left = rows - r;
                cell.row_span = cell.row_span == 0 || cell.row_span > left ? static_cast<std::uint32_t>(left)
                                                                           : cell.row_span;
                std::fill_n(covered.begin() + column, cell.column_span, r + cell.row_span);
                column += cell.column_span;
                cells.push_back(std::move(cell));
            } else {
                if (covered[column] <= r) {
                    Cell blank;
                    blank.column = column;
                    blank.place = row.place;
                    cells.push_back(std::move(blank));
                }
                ++column;
            }
        }
        row.cells = std::move(cells);
    }
    return std::exchange(table_, {});
}

}  // namespace gangmu::documents
