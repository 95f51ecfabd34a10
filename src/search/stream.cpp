#include "search/stream.hpp"

#include <algorithm>

#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::search {
namespace {

bool digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool digit_follows(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    char32_t own = 0;
    const auto folded = text::fold_point(text::next(text, at), own);
    return folded.count > 0 && digit(folded.points[0]);
}

enum class Gap { none, space, separator };

}  // namespace

void Stream::clear() {
    letters.clear();
    from.clear();
    to.clear();
}

bool is_cjk_letter(char32_t letter) {
    if (letter < 0x2E80) return false;
    if (letter >= 0x4E00 && letter <= 0x9FFF) return true;
    return text::shape_of(letter) == text::Shape::cjk;
}

std::size_t word_width(std::string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    }));
}

void append_utf8(std::string& out, char32_t letter) {
    text::append(out, letter);
}

void read_stream(std::string_view text, Stream& out, std::size_t max_letters) {
    out.clear();
    Gap gap = Gap::none;
    const auto push = [&](char32_t c, std::size_t from, std::size_t to) {
        out.letters.push_back(c);
        out.from.push_back(static_cast<std::uint32_t>(from));
        out.to.push_back(static_cast<std::uint32_t>(to));
    };
    for (std::size_t at = 0; at < text.size() && out.letters.size() < max_letters;) {
        const std::size_t from = at;
        char32_t own = 0;
        const text::Fold folded = text::fold_point(text::next(text, at), own);
        if (folded.shape == text::Shape::ignored) continue;
        if (folded.shape == text::Shape::space) {
            if (gap == Gap::none) gap = Gap::space;
            continue;
        }
        if (folded.shape == text::Shape::accent && gap == Gap::none && !out.letters.empty()) {
            if (const char32_t both = text::compose(out.letters.back(), folded.points[0])) {
                out.letters.back() = both;
                out.to.back() = static_cast<std::uint32_t>(at);
                continue;
            }
        }
        for (std::uint8_t i = 0; i < folded.count; ++i) {
            const char32_t c = folded.points[i];
            const auto shape = folded.count == 1 ? folded.shape : text::shape_of(c);
            if (shape != text::Shape::word && shape != text::Shape::cjk) {
                const bool point = c == U'.' && gap == Gap::none && !out.letters.empty() &&
                                   digit(out.letters.back()) && digit_follows(text, at);
                if (point)
                    push(c, from, at);
                else
                    gap = Gap::separator;
                continue;
            }
            if (!out.letters.empty() && gap != Gap::none) {
                const bool between_words = shape == text::Shape::word && !is_cjk_letter(out.letters.back());
                if (gap == Gap::separator || between_words) push(separator, from, from);
            }
            gap = Gap::none;
            push(c, from, at);
        }
    }
}

std::vector<Span> find_all(std::u32string_view text, std::u32string_view term, bool prefix) {
    std::vector<Span> spans;
    if (term.empty()) return spans;
    const auto word_letter = [](char32_t c) { return c != separator && !is_cjk_letter(c); };
    const bool word_first = word_letter(term.front());
    const bool word_last = !prefix && word_letter(term.back());
    for (std::size_t at = text.find(term); at != text.npos; at = text.find(term, at + 1)) {
        const std::size_t end = at + term.size();
        if (word_first && at > 0 && word_letter(text[at - 1])) continue;
        if (word_last && end < text.size() && word_letter(text[end])) continue;
        spans.push_back({at, end});
    }
    return spans;
}

}  // namespace gangmu::search
