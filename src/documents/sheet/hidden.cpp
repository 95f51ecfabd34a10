// Rows and columns that a sheet hides: what people do not see is not read, but is told.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "documents/sheet/sheet.hpp"

namespace gangmu::documents::sheet {

namespace {

// The visible positions up to `last`, and for each position how many visible ones stand before it.
struct Visible {
    std::vector<std::uint32_t> real, before;

    template <class IsHidden>
    Visible(std::uint32_t last, const IsHidden& is_hidden) {
        for (std::uint32_t i = 0; i <= last; ++i) {
            before.push_back(static_cast<std::uint32_t>(real.size()));
            if (!is_hidden(i)) real.push_back(i);
        }
        before.push_back(static_cast<std::uint32_t>(real.size()));
    }
    // The visible part of [from, from + span); false when there is none.
    bool map(std::uint32_t& from, std::uint32_t& span) const {
        const std::uint32_t end = std::min(static_cast<std::uint32_t>(before.size() - 1), from + span);
        const std::uint32_t first = before[from], last = before[end];
        from = first;
        span = last - first;
        return last > first;
    }
};

void tell(const Sheet& sheet, std::size_t rows, std::size_t columns, Diagnostics& diagnostics) {
    Diagnostic diagnostic;
    diagnostic.severity = Severity::warning;
    diagnostic.code = "reading-hidden-cells";
    diagnostic.message = {
        fmt::format("工作表「{}」有 {} 列、{} 欄是隱藏的，未讀取；要讀取請先取消隱藏（或清除篩選）",
                    sheet.name, rows, columns),
        fmt::format("the sheet {} hides {} rows and {} columns, which were not read; unhide them (or clear "
                    "the filter) to "
                    "have them read",
                    sheet.name, rows, columns)};
    diagnostics.push_back(std::move(diagnostic));
}

}  // namespace

void tell_hidden_sheet(const std::string& name, Diagnostics& diagnostics) {
    Diagnostic diagnostic;
    diagnostic.code = "reading-hidden-sheet";
    diagnostic.message = {"工作表「" + name + "」是隱藏的，未讀取",
                          "the sheet " + name + " is hidden and was not read"};
    diagnostics.push_back(std::move(diagnostic));
}

void drop_hidden(Sheet& sheet, Diagnostics& diagnostics) {
    if (sheet.cells.empty() || (sheet.hidden_rows.empty() && sheet.hidden_columns.empty())) return;
    const auto row_hidden = [&](std::uint32_t row) { return sheet.hidden_rows.contains(row); };
    const auto column_hidden = [&](std::uint32_t column) {
        return std::any_of(sheet.hidden_columns.begin(), sheet.hidden_columns.end(), [&](const auto& range) {
            return column >= range.first && column <= range.second;
        });
    };
    std::uint32_t last_row = 0, last_column = 0;
    std::set<std::uint32_t> rows, columns;  // hidden ones that hold something
    for (const SheetCell& cell : sheet.cells) {
        last_row = std::max(last_row, cell.row);
        last_column = std::max(last_column, cell.column);
        if (cell.text.empty()) continue;
        if (row_hidden(cell.row)) rows.insert(cell.row);
        if (column_hidden(cell.column)) columns.insert(cell.column);
    }
    const Visible down(last_row + 1, row_hidden), across(last_column + 1, column_hidden);
    std::vector<SheetCell> kept;
    for (SheetCell& cell : sheet.cells)
        if (down.map(cell.row, cell.row_span) && across.map(cell.column, cell.column_span))
            kept.push_back(std::move(cell));
    sheet.cells = std::move(kept);
    sheet.real_rows = down.real;
    sheet.real_columns = across.real;
    if (!rows.empty() || !columns.empty()) tell(sheet, rows.size(), columns.size(), diagnostics);
}

}  // namespace gangmu::documents::sheet
