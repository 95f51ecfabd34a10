// What must hold for every document that was read, whatever the bytes.
#pragma once

#include <cstdlib>
#include <string_view>

#include "documents/open.hpp"
#include "text/utf8.hpp"

namespace gangmu::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

inline void check_table(const documents::Table& table) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::uint32_t next = 0;
        for (const documents::Cell& cell : table.rows[r].cells) {
            require(cell.column >= next && cell.column_span >= 1 && cell.row_span >= 1);
            require(cell.column + cell.column_span <= table.columns);
            require(r + cell.row_span <= table.rows.size());
            require(text::valid(cell.text) && !cell.text.ends_with('\n'));
            require(cell.place.first_line <= cell.place.last_line);
            next = cell.column + cell.column_span;
        }
    }
}

inline void check(const documents::Document& document) {
    require(!document.blocks.empty());
    for (const documents::Block& block : document.blocks) {
        require(text::valid(block.text) && text::valid(block.marker) && !block.text.ends_with('\n'));
        require((block.kind == documents::BlockKind::table) == !block.table.rows.empty());
        require(block.kind == documents::BlockKind::table || !block.text.empty());
        require(block.place.first_line <= block.place.last_line);
        require(document.info.pages > 0 || block.place.last_line <= document.info.lines ||
                document.info.lines == 0);
        check_table(block.table);
    }
}

inline documents::Limits small_limits() {
    documents::Limits limits;
    limits.file_bytes = 1u << 20;
    limits.expanded_bytes = 8u << 20;
    limits.memory_bytes = 256u << 20;
    limits.time = std::chrono::seconds(10);
    return limits;
}

// Reads the bytes under `name` and looks at the result.
inline int read(std::string_view name, std::string_view bytes) {
    const auto result = documents::parse(name, bytes, small_limits());
    if (result)
        check(*result);
    else
        require(!result.error().code.empty() && !result.error().what.zh.empty() &&
                !result.error().what.en.empty());
    return 0;
}

}  // namespace gangmu::fuzz
