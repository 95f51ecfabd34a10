#include "reading/promote.hpp"

#include <algorithm>

#include "reading/numbering.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

// 「4 Delivery schedule」 in a file without headings: a line with a bare
// number, if it is short and no sentence.
int bare_number(const Piece& piece) {
    const std::string_view text = piece.text;
    std::size_t at = 0;
    int number = 0;
    while (at < text.size() && at < 2 && text[at] >= '0' && text[at] <= '9')
        number = number * 10 + (text[at++] - '0');
    if (number == 0 || at >= text.size() || text[at] != ' ' || piece.kind != PieceKind::line) return 0;
    std::size_t next = at + 1;
    const char32_t first = next < text.size() ? text::next(text, next) : 0;
    const bool latin = first >= 'A' && first <= 'Z';
    if ((!latin && !text::is_cjk(first)) || ends_sentence(text)) return 0;
    static constexpr std::u32string_view counted = U"年月日項件案個家處場次人名萬億千百元%式種";
    if (text::count(text) > (latin ? 60u : 24u) || counted.find(first) != std::u32string_view::npos) return 0;
    for (std::string_view sign : {"，", "。", "；", "、", ", ", "\t"})
        if (text.find(sign) != std::string_view::npos) return 0;
    return number;
}

// Does a line of the text begin with 第一章, 壹、 or their like? Then bare
// numbers count below it.
bool has_chapters(const std::vector<Piece>& pieces) {
    return std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        if (piece.kind != PieceKind::line && piece.kind != PieceKind::heading) return false;
        const auto mark = parse_mark(piece.text);
        return mark && (mark->style.starts_with("第") || mark->style == "壹");
    });
}

// A title in capitals: words, no sentence, no abbreviation alone.
bool is_capitals(const Piece& piece) {
    if (piece.kind != PieceKind::line || piece.text.size() > 70) return false;
    std::size_t letters = 0, words = 1;
    for (char c : piece.text) {
        if ((c >= 'a' && c <= 'z') || (c & 0x80) != 0 || c == '\t' || c == ';' || c == '.') return false;
        letters += c >= 'A' && c <= 'Z' ? 1 : 0;
        words += c == ' ' ? 1 : 0;
    }
    const char last = piece.text.back();
    return letters >= (words > 1 ? 5u : 6u) && letters * 2 > piece.text.size() && last != ':' && last != ',';
}

}  // namespace

void promote_bare_numbers(std::vector<Piece>& pieces) {
    std::vector<std::vector<std::size_t>> runs;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].kind == PieceKind::heading) return;
        const int number = bare_number(pieces[i]);
        if (number == 0) continue;
        if (!runs.empty() && number == static_cast<int>(runs.back().size()) + 1)
            runs.back().push_back(i);
        else if (number == 1)
            runs.push_back({i});
    }
    const bool below = has_chapters(pieces);
    if (!below && (runs.size() != 1 || runs[0].size() < 3)) return;
    for (const std::vector<std::size_t>& run : runs)
        for (const std::size_t i : run) {
            if (below && run.size() >= 2) {
                pieces[i].text.insert(pieces[i].text.find(' '), ".");
            } else if (!below) {
                pieces[i].kind = PieceKind::heading;
                pieces[i].level = 1;
            }
        }
}

void promote_capitals(std::vector<Piece>& pieces) {
    std::size_t latin = 0;
    for (const Piece& piece : pieces)
        latin += text::count(piece.text) == piece.text.size() ? 1u : 0u;
    if (latin * 2 < pieces.size()) return;  // capitals in a Chinese text are names
    std::vector<std::size_t> found;
    bool numbered = false;  // something numbered stands above the first of them
    bool before = false;    // the line before is in capitals too
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].kind == PieceKind::heading) return;
        const bool mark = parse_mark(pieces[i].text).has_value();
        const bool capitals = is_capitals(pieces[i]);
        if (mark && capitals) return;  // "PRIORITY AREA 1: COASTS"
        if (mark && found.empty()) numbered = true;
        const bool below = i + 1 < pieces.size() && is_capitals(pieces[i + 1]);
        // lines of the title page: the title, who issues it
        const bool front = found.empty() && (i < 2 || names_issuer(pieces[i].text));
        if (capitals && !before && !below && !front) found.push_back(i);
        before = capitals;
    }
    if (numbered || found.size() < 2) return;
    for (const std::size_t i : found) {
        pieces[i].kind = PieceKind::heading;
        pieces[i].level = 1;
    }
}

}  // namespace gangmu::reading
