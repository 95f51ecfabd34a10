#include "documents/footnotes.hpp"

#include "documents/text/inline.hpp"
#include "text/utf8.hpp"

namespace gangmu::documents {

void resolve_footnotes(Document& document) {
    plain::FootnoteNumbers numbers;
    for (Block& block : document.blocks) {
        std::size_t begin = 0;
        if (block.kind == BlockKind::table || block.kind == BlockKind::heading) continue;
        const unsigned number = plain::footnote_definition(block.text, begin);
        if (number == 0) continue;
        numbers.insert(number);
        block.kind = BlockKind::footnote;
        block.marker = std::to_string(number);
        std::string rest(text::trim(std::string_view(block.text).substr(begin)));
        block.text = std::move(rest);
    }
    if (numbers.empty()) return;
    for (Block& block : document.blocks) {
        block.text = plain::without_marks(block.text, numbers);
        for (Row& row : block.table.rows)
            for (Cell& cell : row.cells)
                cell.text = plain::without_marks(cell.text, numbers);
    }
}

}  // namespace gangmu::documents
