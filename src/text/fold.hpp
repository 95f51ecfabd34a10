// Folding: one form for what people take for the same text, so that it can be compared and searched.
// Full-width and compatibility forms (NFKC), case, accents of Latin, Greek and Cyrillic, and variant glyphs
// of one Han character (臺 台, 爲 為, 戶 户) become equal. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gangmu::text {

enum class Shape : std::uint8_t {
    separator,  // punctuation and symbols
    space,      // white space within a line
    ignored,    // soft hyphens, zero-width marks, variation selectors
    accent,     // a combining voiced mark of kana, to be composed with what stands before it
    word,       // letters and digits of scripts that put spaces between words
    cjk,        // Han, kana, bopomofo, Hangul
};

// What one code point folds to: none, one or several code points, and the shape of the first of them.
struct Fold {
    const char32_t* points;
    std::uint8_t count;
    Shape shape;
};
// `own` is room for the answer when it is the point itself; it must outlive the use of the answer.
Fold fold_point(char32_t point, char32_t& own);

// The shape of a code point that is folded already.
Shape shape_of(char32_t point);

// か + combining mark → が; 0 when the two do not compose.
char32_t compose(char32_t base, char32_t mark);

// The whole text folded; punctuation is folded too but kept: "臺北市　５Ｇ" → "台北市 5g".
std::string fold(std::string_view text);

// Are the two the same once folded, white space left out?
bool same(std::string_view a, std::string_view b);

}  // namespace gangmu::text
