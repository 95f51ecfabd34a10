// Tables that are written as lines: cells between tabs, Markdown's pipes, grids of +---+, and
// columns kept apart by blanks.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "documents/document.hpp"
#include "documents/text/inline.hpp"

namespace gangmu::documents::plain {

struct LineTable {
    Block block;
    std::size_t lines = 0;  // how many lines it takes from `begin` on
};

// A table that begins at lines[begin] (index from 0; line numbers are index + 1), or nothing.
std::optional<LineTable> table_at(const std::vector<std::string_view>& lines, std::size_t begin,
                                  const FootnoteNumbers& footnotes);

}  // namespace gangmu::documents::plain
