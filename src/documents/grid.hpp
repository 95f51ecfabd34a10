// Puts cells with spans into the columns they take, as HTML and office files give them row by row.
#pragma once

#include <cstdint>
#include <vector>

#include "documents/document.hpp"

namespace gangmu::documents {

class Grid {
  public:
    // Spans larger than this, and columns beyond it, are cut: no real table has them.
    static constexpr std::uint32_t max_columns = 1000;

    void row(Place place);
    // The next free column of the present row. row_span 0: to the end of the table.
    void cell(Cell cell);
    // Skips `count` columns of the present row without a cell.
    void skip(std::uint32_t count);

    bool empty() const { return table_.rows.empty(); }
    // Blank cells for what is left free, spans cut to the rows that there are, rows without any cell left out
    // only at the end.
    Table take();

  private:
    std::uint32_t free_column() const;
    Table table_;
    std::uint32_t next_ = 0;
    std::vector<std::size_t> taken_until_;  // by column: the first row that is free again
};

}  // namespace gangmu::documents
