#include "reading/stream.hpp"

#include <algorithm>

#include "reading/numbering.hpp"
#include "reading/promote.hpp"
#include "reading/titles.hpp"
#include "text/dates.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using documents::Aside;
using documents::Block;
using documents::BlockKind;

constexpr std::size_t widest_margin = 80;  // places; longer lines are paragraphs that nothing broke

bool in(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

char32_t last_of(std::string_view text) {
    text = text::trim(text);
    if (text.empty()) return 0;
    std::size_t at = text.size();
    return text::previous(text, at);
}

char32_t first_of(std::string_view text) {
    text = text::trim(text);
    if (text.empty()) return 0;
    std::size_t at = 0;
    return text::next(text, at);
}

bool brackets_open(std::string_view text) {
    int round = 0, quote = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const char32_t c = text::next(text, at);
        if (c == '(' || c == 0xFF08) ++round;
        if ((c == ')' || c == 0xFF09) && round > 0) --round;
        if (c == U'「' || c == U'《') ++quote;
        if ((c == U'」' || c == U'》') && quote > 0) --quote;
    }
    return round > 0 || quote > 0;
}

// 主辦機關：…, 期程：…: a field of its own, never the rest of a sentence.
bool is_field(std::string_view text) {
    if (text.starts_with("【")) {
        const std::size_t close = text.find("】");
        return close != std::string_view::npos && close <= 36;
    }
    std::size_t at = 0, points = 0;
    while (at < text.size() && points < 9) {
        const char32_t c = text::next(text, at);
        if (c == 0xFF1A || c == ':') return points > 0;
        if (in(U"，。、；,;", c)) return false;
        ++points;
    }
    return false;
}

bool is_prose(const Piece& piece, bool marked) {
    const std::size_t length = text::count(piece.text);
    const bool stops =
        piece.text.find("。") != std::string::npos || piece.text.find("；") != std::string::npos;
    if (piece.kind == PieceKind::heading) return stops && length >= 60;
    if (marked || piece.kind == PieceKind::bullet) return stops || length >= 60;
    const bool commas =
        piece.text.find("，") != std::string::npos || piece.text.find(", ") != std::string::npos;
    return stops || (commas && length >= 20) || length >= 45;
}

bool adjoins(const Piece& before, const Piece& piece) {
    const model::Source& a = before.source.back();
    const model::Source& b = piece.source.front();
    return a.document == b.document && a.page == b.page && b.first_line > 0 &&
           b.first_line == a.last_line + 1;
}

// A line that says nothing but a day or a month.
bool is_date(std::string_view text) {
    if (text.size() > 60) return false;
    std::size_t covered = 0;
    for (const text::TimeRange& date : text::find_dates(text, text::to_runes(text)))
        covered += date.end_byte - date.begin;
    return covered * 10 >= text.size() * 7;
}

// Where lines of a text file may be torn: a carrier of paragraphs (HTML) has none, and on the title page
// every line stands for itself when it is a date or an alphabet's short line. Where a file's lines are broken
// at its margin, a line that ends far before it is whole.
struct Tearing {
    bool paragraphs = false;
    bool title_page = false;
    std::size_t margin = 0;  // places of a full line
    std::size_t last = 0;    // places of the line before
};

// Places as a terminal counts them, with what the line is set in by.
std::size_t places_of(const Block& block) {
    std::size_t places = static_cast<std::size_t>(std::max(0.0F, block.indent));
    for (std::size_t at = 0; at < block.text.size();)
        places += text::is_cjk(text::next(block.text, at)) ? 2 : 1;
    return places;
}

// Where the lines of a text file are broken; 0 where a paragraph is one line, whatever its length, as in
// files that were copied out of slides and cells.
std::size_t margin_of(const documents::Document& document) {
    std::vector<std::size_t> lines;
    for (const Block& block : document.blocks)
        if (block.kind == BlockKind::paragraph && block.aside == Aside::none && block.place.first_line > 0 &&
            block.place.first_line == block.place.last_line)
            lines.push_back(places_of(block));
    if (lines.empty()) return 0;
    std::sort(lines.begin(), lines.end());
    if (lines[lines.size() * 19 / 20] > widest_margin * 3 / 2) return 0;
    return std::min<std::size_t>(lines[lines.size() * 9 / 10], widest_margin);
}

// A line of a title page: no part of a sentence.
bool is_short_line(std::string_view text) {
    return text::count(text) <= 40 && text.find("，") == std::string_view::npos && !ends_sentence(text);
}

// 「東林市政府社會局　2025年2月」: a short line of the title page that ends in a day.
bool ends_in_date(std::string_view text) {
    if (!is_short_line(text)) return false;
    const auto dates = text::find_dates(text, text::to_runes(text));
    return !dates.empty() && !dates.back().range && dates.back().end_byte == text.size();
}

bool stands_alone(const Piece& before, const Piece& piece, const Tearing& tearing) {
    if (tearing.paragraphs || is_date(before.text) || is_date(piece.text)) return true;
    const auto capital = [](char32_t c) { return c >= 'A' && c <= 'Z'; };
    if (tearing.title_page && ends_in_date(piece.text)) return true;
    // the title, below it who issues it: 「…四年中程計畫」, 「…市政府交通局」
    if (tearing.title_page && is_short_line(before.text) &&
        (names_issuer(before.text) || names_issuer(piece.text) || names_issuer(without_editing(piece.text))))
        return true;
    return tearing.title_page && capital(first_of(before.text)) && capital(first_of(piece.text)) &&
           text::count(before.text) <= 60;
}

// 「（二）輔導購置機具」 and below it 「每年補助至少100台。」: a numbered title and the sentence under it.
bool heads(const Piece& before, const Piece& piece) {
    if (!parse_mark(before.text) || text::count(before.text) > 30 || before.source.size() > 1) return false;
    for (std::string_view sign : {"，", "。", "；", "："})
        if (before.text.find(sign) != std::string::npos) return false;
    return !in(U"並及與之的或和暨、", last_of(before.text)) && last_of(piece.text) == U'。';
}

bool goes_on(const Piece& before, const Piece& piece, const Tearing& tearing) {
    if (piece.kind != PieceKind::line || before.kind == PieceKind::table) return false;
    if (before.numbered && before.text.empty()) return false;
    if (parse_mark(piece.text) || is_field(piece.text)) return false;
    if (piece.bold && !before.bold) return false;
    if (before.source.empty() || piece.source.empty()) return false;
    if (is_unfinished(before.text)) return before.kind != PieceKind::heading;
    if (ends_sentence(before.text)) return false;
    const auto mark = parse_mark(before.text);
    const bool marked = mark.has_value();
    const char32_t first = first_of(piece.text);
    // 「…農委會統整全國養殖生產區」「與魚塭集中區…」: a word that joins what stands before it
    if (marked && mark->rank >= 5 && before.kind != PieceKind::heading &&
        (in(U"與及和之的並或暨等", first) || (mark->rank >= 7 && ends_sentence(piece.text))) &&
        before.text.find("，") != std::string::npos && text::count(before.text) >= 24)
        return true;
    // a field of its own line ends there, and what begins with a capital begins anew
    if (is_field(before.text) && text::count(before.text) <= 60 && first >= 'A' && first <= 'Z') return false;
    if (is_field(before.text) && text::count(before.text) <= 24 && !is_prose(before, marked)) return false;
    if (marked && first >= 'A' && first <= 'Z' && !text::is_cjk(last_of(before.text)) &&
        text::count(before.text) <= 70)
        return false;  // "Appendix A: Budget" and a new line
    if (adjoins(before, piece) && before.kind != PieceKind::heading && before.bold == piece.bold &&
        (stands_alone(before, piece, tearing) || tearing.last * 10 < tearing.margin * 6 ||
         (tearing.margin == 0 && heads(before, piece))))
        return false;
    if (adjoins(before, piece) && before.kind != PieceKind::heading && before.bold == piece.bold)
        return piece.block->place.page == 0 && (text::count(before.text) >= 12 || !marked);
    if (!is_prose(before, marked)) return false;
    if (first >= 'A' && first <= 'Z' && !text::is_cjk(last_of(before.text)) && first_of(before.text) < 0x80)
        return false;  // a new sentence in an alphabet's text
    // a short line without signs after prose is a heading of its own
    return text::count(piece.text) >= 12 || ends_sentence(piece.text);
}

}  // namespace

bool ends_sentence(std::string_view text) {
    if (brackets_open(text)) return false;
    text = text::trim(text);
    const char32_t last = last_of(text);
    if (last == U'」' || last == U'』') {
        std::size_t at = text.size();
        text::previous(text, at);
        return in(U"。！？", last_of(text.substr(0, at)));
    }
    return in(U"。！？；：:;!?.”\"》)）…", last);
}

bool is_unfinished(std::string_view text) {
    if (text.empty()) return false;
    return in(U"，、（(「《,", last_of(text)) || (brackets_open(text) && text::count(text) >= 12);
}

std::string join_text(std::string_view a, std::string_view b) {
    a = text::trim(a);
    b = text::trim(b);
    if (a.empty()) return std::string(b);
    if (b.empty()) return std::string(a);
    const char32_t left = last_of(a), right = first_of(b);
    const bool together =
        text::is_cjk(left) || text::is_cjk(right) || left == '-' || left == '(' || right == ')';
    return std::string(a) + (together ? "" : " ") + std::string(b);
}

model::Source source_of(const std::string& document, const documents::Place& place) {
    model::Source source;
    source.document = document;
    source.page = place.page;
    source.first_line = place.first_line;
    source.last_line = place.last_line;
    source.block = place.block;
    source.sheet = place.sheet;
    source.cells = place.cells;
    return source;
}

void add_source(model::Sources& all, const model::Source& more) {
    for (model::Source& known : all) {
        if (known == more) return;
        if (known.document != more.document || known.page != more.page || !known.cells.empty() ||
            !more.cells.empty() || known.sheet != more.sheet || known.block != more.block)
            continue;
        if (more.first_line == 0 || known.first_line == 0) continue;
        if (more.first_line <= known.last_line + 1 && more.last_line + 1 >= known.first_line) {
            known.first_line = std::min(known.first_line, more.first_line);
            known.last_line = std::max(known.last_line, more.last_line);
            return;
        }
    }
    all.push_back(more);
}

void add_sources(model::Sources& all, const model::Sources& more) {
    for (const model::Source& source : more)
        add_source(all, source);
}

std::vector<Piece> make_stream(std::span<const documents::Document> documents) {
    std::vector<Piece> pieces;
    std::size_t open = SIZE_MAX;  // the piece that a torn line can go on
    for (const documents::Document& document : documents) {
        open = SIZE_MAX;
        Tearing tearing{document.info.media_type == "text/html", true, margin_of(document), 0};
        for (const Block& block : document.blocks) {
            if (block.aside != Aside::none && block.aside != Aside::contents) continue;
            Piece piece;
            piece.block = &block;
            piece.text = std::string(text::trim(block.text));
            piece.bold = block.bold;
            piece.size = block.size;
            piece.source.push_back(source_of(document.info.sha256, block.place));
            switch (block.kind) {
                case BlockKind::heading:
                    piece.kind = PieceKind::heading;
                    piece.level = block.level;
                    break;
                case BlockKind::list_item:
                    piece.kind = PieceKind::bullet;
                    piece.depth = std::max<int>(1, block.level);
                    break;
                case BlockKind::table:
                    piece.kind = PieceKind::table;
                    break;
                case BlockKind::caption:
                    piece.kind = PieceKind::caption;
                    break;
                case BlockKind::footnote:
                    piece.kind = PieceKind::footnote;
                    break;
                case BlockKind::paragraph:
                    break;
            }
            if (block.aside == Aside::contents) piece.kind = PieceKind::contents;
            if (!block.marker.empty() && piece.kind != PieceKind::footnote) {
                // a number that the carrier generated stands before the text like any other
                const bool generated = parse_mark(block.marker + " x").has_value();
                if (generated && !parse_mark(piece.text)) {
                    piece.text = block.marker + " " + piece.text;
                    piece.numbered = true;
                    if (piece.kind == PieceKind::bullet) piece.kind = PieceKind::line;
                }
            }
            if (piece.text.empty() && piece.kind != PieceKind::table) continue;
            // a dash before a numbered line is the text file's, not the document's
            if (piece.kind == PieceKind::bullet && parse_mark(piece.text)) piece.kind = PieceKind::line;
            if (piece.kind == PieceKind::caption || piece.kind == PieceKind::footnote ||
                piece.kind == PieceKind::contents) {
                pieces.push_back(std::move(piece));
                continue;
            }
            if (open != SIZE_MAX && goes_on(pieces[open], piece, tearing)) {
                pieces[open].text = join_text(pieces[open].text, piece.text);
                add_sources(pieces[open].source, piece.source);
                tearing.last = places_of(block);
                continue;
            }
            tearing.last = places_of(block);
            if (piece.kind != PieceKind::line || parse_mark(piece.text)) tearing.title_page = false;
            pieces.push_back(std::move(piece));
            open = pieces.back().kind == PieceKind::table ? SIZE_MAX : pieces.size() - 1;
        }
    }
    promote_bare_numbers(pieces);
    promote_capitals(pieces);
    return pieces;
}

}  // namespace gangmu::reading
