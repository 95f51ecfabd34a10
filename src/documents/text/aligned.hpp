// Tables of a plain text whose columns are kept apart by blanks only: at least three columns, a header that
// names them all, and lines whose pieces stand under it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace gangmu::documents::plain {

struct AlignedTable {
    std::size_t columns = 0;
    std::size_t lines = 0;  // from `begin` on
    // line index and its cells, one per column, blank ones empty
    std::vector<std::pair<std::size_t, std::vector<std::string_view>>> rows;
};

// A table that begins at lines[begin], or nothing. Linear in what it takes.
std::optional<AlignedTable> aligned_table(const std::vector<std::string_view>& lines, std::size_t begin);

}  // namespace gangmu::documents::plain
