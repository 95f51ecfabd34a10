// A worksheet as its readers deliver it, and how it becomes blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "documents/document.hpp"

namespace gangmu::documents::sheet {

inline constexpr std::uint32_t max_columns = 1000;
inline constexpr std::size_t max_cells = 5'000'000;

struct SheetCell {
    std::string text;                   // as the sheet shows it
    std::uint32_t row = 0, column = 0;  // from 0
    std::uint32_t row_span = 1, column_span = 1;
    bool bold = false;
    // CSV: the lines of the file
    std::uint32_t first_line = 0, last_line = 0;
};

struct Sheet {
    std::string name;              // empty: CSV, which has none
    std::vector<SheetCell> cells;  // by row, then column; blank ones left out, except merged
    std::set<std::uint32_t> hidden_rows;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> hidden_columns;  // from, to
    // after drop_hidden: the rows and columns that are left, as the sheet counts them; empty: all of them
    std::vector<std::uint32_t> real_rows, real_columns;
};

void tell_hidden_sheet(const std::string& name, Diagnostics& diagnostics);

// Takes the hidden rows and columns out; says so if something stood in them.
void drop_hidden(Sheet& sheet, Diagnostics& diagnostics);

std::string cell_name(std::uint32_t row, std::uint32_t column);  // "B3"

// Lines trimmed, blank ones left out.
std::string tidy_lines(std::string_view text);

// A heading with the sheet's name, then its tables: blank rows part them. A row with one filled cell before a
// table (a title, a unit) is a paragraph.
void append_blocks(const Sheet& sheet, std::vector<Block>& blocks);

}  // namespace gangmu::documents::sheet
