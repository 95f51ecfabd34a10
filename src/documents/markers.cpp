#include "documents/markers.hpp"

#include "text/utf8.hpp"

namespace gangmu::documents {

char32_t plain_bullet(char32_t point) {
    switch (point) {
        case 0xF06C:
            return U'●';
        case 0xF06E:
            return U'■';
        case 0xF0B7:
            return U'•';
        case 0xF0FC:
            return U'✓';
        case 0xF0D8:
            return U'➢';
        case 0xF076:
            return U'❖';
        case 0xF0A7:
            return U'▪';
        case 0xF075:
            return U'◆';
        case 0xF0A8:
            return U'◻';
        case 0xF0B2:
            return U'☆';
        case 0xF0E0:
            return U'→';
        default:
            return point;
    }
}

bool is_bullet(char32_t point) {
    constexpr std::u32string_view bullets = U"●○◎■□◆◇▲△▶►▸▪▫◼◻◾•‣⁃∙·❖✦✧★☆✓✔☑➢➤➔➣⚫⬤⚪◉❏❑▣✽✿";
    return bullets.find(plain_bullet(point)) != std::u32string_view::npos;
}

std::size_t take_indent(std::string_view& line) {
    std::size_t width = 0;
    while (!line.empty()) {
        std::size_t at = 0;
        const char32_t point = text::next(line, at);
        if (!text::is_space(point)) break;
        width += point == '\t' ? 4 : point == 0x3000 ? 2 : 1;
        line.remove_prefix(at);
    }
    return width;
}

std::string take_marker(std::string_view& line) {
    if (line.size() >= 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') &&
        (line[1] == ' ' || line[1] == '\t')) {
        std::string marker(1, line[0]);
        line.remove_prefix(1);
        return marker;
    }
    std::size_t at = 0;
    if (line.empty()) return {};
    const char32_t point = text::next(line, at);
    const bool dash = point == 0xFF0D || point == 0x2013 || point == 0x2014;  // － – —
    if (dash && at < line.size()) {
        std::size_t after = at;
        if (!text::is_space(text::next(line, after))) return {};
        line.remove_prefix(at);
        return "-";
    }
    if (!is_bullet(point) || at == line.size()) return {};
    std::string marker;
    text::append(marker, plain_bullet(point));
    line.remove_prefix(at);
    return marker;
}

void mark_list_items(Document& document) {
    for (Block& block : document.blocks) {
        const bool paragraph =
            block.kind == BlockKind::paragraph && block.aside == Aside::none && block.marker.empty();
        // "• ✓ …": the text's own sign says more than the list's
        const bool doubled = block.kind == BlockKind::list_item && text::count(block.marker) <= 1;
        if (!paragraph && !doubled) continue;
        std::string_view rest = block.text;
        std::string marker = take_marker(rest);
        if (marker.empty() || text::trim(rest).empty()) continue;
        std::string remaining(text::trim(rest));
        block.text = std::move(remaining);
        block.marker = std::move(marker);
        if (paragraph) {
            block.kind = BlockKind::list_item;
            block.level = 1;
        }
    }
}

}  // namespace gangmu::documents
