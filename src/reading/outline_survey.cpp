// Before the reading: what the whole document tells about its headings, tails, and whether it is slides.
#include <algorithm>
#include <tuple>
#include <utility>

#include "reading/agencies/cells.hpp"
#include "reading/outline.hpp"
#include "reading/outline_words.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

using text::trim;

void Outline::survey(std::span<const Piece> pieces) {
    std::map<std::string, std::size_t> tails;
    std::map<std::string, std::size_t> shorts;
    std::map<std::string, std::size_t> fields;
    std::map<std::string, std::map<int, std::size_t>> levels;
    std::size_t marks = 0, lines = 0, headings = 0;
    std::set<int> used_levels;
    for (const Piece& piece : pieces) {
        if (piece.kind == PieceKind::contents || piece.kind == PieceKind::table ||
            piece.kind == PieceKind::caption || piece.kind == PieceKind::footnote)
            continue;
        ++lines;
        const bool heading = piece.kind == PieceKind::heading;
        const auto mark = parse_mark(piece.text, heading);
        if (mark) ++marks;
        if (mark && begins_agency_field(std::string_view(piece.text).substr(mark->length)) &&
            ++fields[mark->style] >= 2)
            field_styles_.insert(mark->style);  // each item has its own
        if (heading) {
            ++headings;
            used_levels.insert(piece.level);
            if (mark) ++levels[mark->style][piece.level];
        }
        if (text::count(piece.text) <= 90 && (mark || heading || text::count(piece.text) <= 40)) {
            const std::string bare = without_agencies(
                mark ? std::string_view(piece.text).substr(mark->length) : piece.text, agencies_);
            const std::string tail = mark ? last_segment(bare) : bare;
            if (text::count(tail) >= 4 && text::count(tail) <= 20 && !has_any(tail, {"，", "。", "：", "；"}))
                ++tails[tail];
        }
        if (!mark && is_short_title(piece.text)) ++shorts[title_key(piece.text)];
    }
    std::map<std::string, std::size_t> ending;  // how often a phrase ends a numbered heading
    for (const Piece& piece : pieces) {
        const auto mark = parse_mark(piece.text, piece.kind == PieceKind::heading);
        if (!mark || text::count(piece.text) > 90) continue;
        const std::string tail =
            last_segment(without_agencies(std::string_view(piece.text).substr(mark->length), agencies_));
        if (!tail.empty()) ++ending[tail];
    }
    // a chapter's title that ends other headings, with nothing between (PDF): 「甲辦理重點及期程」
    std::vector<std::string> bare_titles;
    for (const Piece& piece : pieces) {
        if (piece.kind == PieceKind::table || text::count(piece.text) > 90) continue;
        const auto mark = parse_mark(piece.text, piece.kind == PieceKind::heading);
        if (mark)
            bare_titles.push_back(
                without_agencies(std::string_view(piece.text).substr(mark->length), agencies_));
    }
    std::set<std::string> seen;
    if (bare_titles.size() > 3000) bare_titles.resize(3000);  // enough to learn a phrase
    for (std::string title : bare_titles) {
        if (title.ends_with("表") && text::count(title) > 5) title.resize(title.size() - 3);
        const std::size_t length = text::count(title);
        if (length < 5 || length > 14 || !seen.insert(title).second) continue;
        const auto ends =
            std::count_if(bare_titles.begin(), bare_titles.end(), [&](const std::string& other) {
                return other.size() > title.size() + 6 && other.ends_with(title);
            });
        if (ends >= 3) glued_tails_.insert(title);
    }
    for (const auto& [tail, count] : tails)
        if (count >= 3 && ending[tail] >= 2) tails_.insert(tail);
    for (const auto& [key, count] : shorts)
        if (count >= 2) repeated_.insert(key);
    std::size_t agree = 0, all = 0;
    for (const auto& [style, counts] : levels) {
        std::size_t most = 0, sum = 0;
        for (const auto& [level, count] : counts) {
            most = std::max(most, count);
            sum += count;
        }
        agree += most;
        all += sum;
    }
    levels_hold_ = used_levels.size() >= 1 && headings > 0 && (all == 0 || agree * 10 >= all * 9);
    slides_ = headings < 3 && lines >= 40 && marks * 12 < lines;
}

}  // namespace gangmu::reading
