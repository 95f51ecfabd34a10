#pragma once

#include <vector>

#include "documents/document.hpp"
#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

// A grid that the ruling lines of a page draw.
struct RuledTable {
    struct Region {  // one cell, over all the rows and columns without a line in between
        std::uint32_t row = 0, column = 0, row_span = 1, column_span = 1;
        Box box;
    };
    Box box;
    std::uint32_t rows = 0, columns = 0;
    std::vector<Region> regions;  // by row, then column
};

// Outermost tables of at least two cells, top to bottom.
std::vector<RuledTable> find_tables(const Page& page);

// The table with its words; takes them out of `free` (indexes into page.words). `spaced`: see append_line.
Block fill_table(const RuledTable& table, const Page& page, std::uint32_t page_number, bool spaced,
                 std::vector<bool>& free);

}  // namespace gangmu::documents::pdf
