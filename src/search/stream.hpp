// Text as the index sees it: folded letters with single separators between them, and the grams of that.
//
// What matches is defined here and nowhere else: a term is found in a text where the term's stream is a
// substring of the text's stream and, at an end of the term that is a word letter, the word ends there in the
// text too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/passage.hpp"

namespace gangmu::search {

inline constexpr char32_t separator = U' ';

// Letters of folded text. White space counts as a separator between two words and as nothing beside a CJK
// letter (智慧 城市 = 智慧城市, smart city ≠ smartcity); punctuation and line ends are always separators; a
// point between two digits is a letter (3.5).
struct Stream {
    std::u32string letters;           // never begins or ends with, nor doubles, a separator
    std::vector<std::uint32_t> from;  // per letter: byte of the text where it begins …
    std::vector<std::uint32_t> to;    // … and where it ends

    void clear();
};
void read_stream(std::string_view text, Stream& out, std::size_t max_letters = max_text_length);

// Grams. Two neighbouring CJK letters are a pair; a CJK letter beside something else is paired with what kind
// of thing that is; a word is one gram. A separator has no width: a position counts letters only.
struct Gram {
    std::uint64_t key;      // of a pair
    std::string_view word;  // else; UTF-8, lives as long as the Grams
    std::uint32_t position;
};
inline constexpr std::uint32_t edge = 0;       // beside a separator or an end
inline constexpr std::uint32_t edge_word = 1;  // beside a word
constexpr std::uint64_t pair_key(std::uint32_t first, std::uint32_t second) {
    return std::uint64_t{first} << 32 | second;
}

// Letters of a gram.
constexpr std::size_t pair_width(std::uint64_t key) {
    return (key >> 32 > edge_word ? 1U : 0U) + ((key & 0xFFFFFFFF) > edge_word ? 1U : 0U);
}
std::size_t word_width(std::string_view word);

// Calls pair(key, position) and word(utf8, position) for each gram from left to right; returns the width.
template <class Pair, class Word>
std::uint32_t each_gram(std::u32string_view letters, std::uint32_t position, std::string& buffer, Pair pair,
                        Word word);

bool is_cjk_letter(char32_t letter);
void append_utf8(std::string& out, char32_t letter);

template <class Pair, class Word>
std::uint32_t each_gram(std::u32string_view letters, std::uint32_t position, std::string& buffer, Pair pair,
                        Word word) {
    const std::uint32_t start = position;
    std::uint32_t before = edge;  // what stands before the letter: edge, edge_word, or a CJK letter
    for (std::size_t i = 0; i < letters.size();) {
        const char32_t c = letters[i];
        if (c == separator) {
            before = edge;
            ++i;
        } else if (is_cjk_letter(c)) {
            if (before <= edge_word) pair(pair_key(before, c), position);
            ++i;
            std::uint32_t after = edge;
            if (i < letters.size() && letters[i] != separator)
                after = is_cjk_letter(letters[i]) ? static_cast<std::uint32_t>(letters[i]) : edge_word;
            pair(pair_key(c, after), position);
            before = c;
            ++position;
        } else {
            buffer.clear();
            const std::uint32_t at = position;
            for (; i < letters.size() && letters[i] != separator && !is_cjk_letter(letters[i]);
                 ++i, ++position)
                append_utf8(buffer, letters[i]);
            word(std::string_view(buffer), at);
            before = edge_word;
        }
    }
    return position - start;
}

// Where `term` matches in `text` (see above): first letter, and one behind the last.
struct Span {
    std::size_t from;
    std::size_t to;
};
std::vector<Span> find_all(std::u32string_view text, std::u32string_view term, bool prefix);

}  // namespace gangmu::search
