#include "search/snippet.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace gangmu::search {
namespace {

// Only so much of a long text is looked through for its best place.
constexpr std::size_t looked_through = 200'000;

struct Found {
    std::size_t from;  // bytes
    std::size_t to;
    std::size_t term;
};

std::vector<Found> find_terms(std::string_view text, const std::vector<Sought>& sought) {
    Stream stream;
    read_stream(text.substr(0, looked_through), stream);
    std::vector<Found> found;
    for (std::size_t term = 0; term < sought.size(); ++term)
        for (const auto& span : find_all(stream.letters, sought[term].letters, sought[term].prefix))
            found.push_back({stream.from[span.from], stream.to[span.to - 1], term});
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return a.from != b.from ? a.from < b.from : a.to > b.to;
    });
    return found;
}

void add(std::vector<Piece>& pieces, std::string_view text, bool hit) {
    if (!text.empty()) pieces.push_back({std::string(text), hit});
}

// text[from, to) in pieces.
std::vector<Piece> cut(std::string_view text, std::size_t from, std::size_t to,
                       const std::vector<Found>& found) {
    std::vector<Piece> pieces;
    std::size_t at = from;
    for (std::size_t i = 0; i < found.size();) {
        // hits that overlap or touch are one
        const std::size_t begin = std::max(found[i].from, at);
        std::size_t end = found[i].to;
        for (++i; i < found.size() && found[i].from <= end; ++i)
            end = std::max(end, found[i].to);
        end = std::min(end, to);
        if (begin >= end) continue;
        add(pieces, text.substr(at, begin - at), false);
        add(pieces, text.substr(begin, end - begin), true);
        at = end;
    }
    add(pieces, text.substr(at, to - at), false);
    return pieces;
}

std::size_t back(std::string_view text, std::size_t at, std::size_t points) {
    for (; points > 0 && at > 0; --points)
        text::previous(text, at);
    return at;
}

std::size_t on(std::string_view text, std::size_t at, std::size_t points) {
    for (; points > 0 && at < text.size(); --points)
        text::next(text, at);
    return at;
}

// The hit from which a window of `length` code points sees the most different terms.
std::size_t best_start(std::string_view text, const std::vector<Found>& found, std::size_t terms,
                       std::size_t length) {
    std::size_t best = 0, best_score = 0;
    std::vector<char> seen(terms);
    for (std::size_t i = 0; i < found.size() && i < 200; ++i) {
        const std::size_t end = on(text, found[i].from, length);
        std::fill(seen.begin(), seen.end(), 0);
        std::size_t score = 0;
        for (std::size_t j = i; j < found.size() && found[j].to <= end; ++j) {
            score += seen[found[j].term] == 0 ? 100 : 1;
            seen[found[j].term] = 1;
        }
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return found[best].from;
}

}  // namespace

std::vector<Piece> mark(std::string_view text, const std::vector<Sought>& sought) {
    return cut(text, 0, text.size(), find_terms(text, sought));
}

std::vector<Piece> snippet(std::string_view text, const std::vector<Sought>& sought, std::size_t length) {
    const auto found = find_terms(text, sought);
    if (on(text, 0, length) == text.size()) return cut(text, 0, text.size(), found);
    std::size_t from = 0;
    if (!found.empty()) {
        const std::size_t lead = length / 4;
        from = back(text, best_start(text, found, sought.size(), length - lead), lead);
    }
    std::size_t to = on(text, from, length);
    if (to == text.size()) from = back(text, to, length);
    auto pieces = cut(text, from, to, found);
    if (from > 0) pieces.insert(pieces.begin(), {"…", false});
    if (to < text.size()) pieces.push_back({"…", false});
    return pieces;
}

bool stands_in(std::string_view text, const std::vector<Sought>& sought) {
    return !find_terms(text, sought).empty();
}

}  // namespace gangmu::search
