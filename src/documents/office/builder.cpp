#include "documents/office/builder.hpp"

#include "documents/footnotes.hpp"
#include "documents/furniture.hpp"
#include "documents/markers.hpp"

namespace gangmu::documents::office {

void finish(Document& document) {
    mark_list_items(document);
    resolve_footnotes(document);
    mark_furniture(document, false);
    std::uint32_t number = 0;
    for (Block& block : document.blocks) {
        block.place.block = ++number;
        for (Row& row : block.table.rows) {
            row.place.block = number;
            for (Cell& cell : row.cells)
                cell.place.block = number;
        }
    }
}

std::string line_of(const Block& block) {
    if (block.marker.empty()) return block.text;
    const bool closed =
        block.marker.ends_with("、") || block.marker.ends_with("）") || block.marker.ends_with(")");
    return block.marker + (closed ? "" : " ") + block.text;
}

std::string cell_text(const std::vector<Block>& blocks) {
    std::string text;
    auto add = [&](const std::string& line) {
        if (line.empty()) return;
        if (!text.empty()) text += '\n';
        text += line;
    };
    for (const Block& block : blocks) {
        if (block.kind == BlockKind::footnote) continue;
        if (block.kind != BlockKind::table) {
            add(line_of(block));
            continue;
        }
        for (const Row& row : block.table.rows) {
            std::string line;
            for (const Cell& cell : row.cells) {
                if (!line.empty()) line += '\t';
                for (char c : cell.text)
                    line += c == '\n' ? ' ' : c;
            }
            add(line);
        }
    }
    return text;
}

bool cell_bold(const std::vector<Block>& blocks) {
    bool some = false;
    for (const Block& block : blocks) {
        if (block.kind == BlockKind::footnote) continue;
        if (!block.bold) return false;
        some = true;
    }
    return some;
}

}  // namespace gangmu::documents::office
