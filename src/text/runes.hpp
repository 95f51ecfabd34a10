// Text as the parsers of numbers and dates see it: one element per character, width folded, without white
// space, and each with its place in the bytes. PDFs and tables break words anywhere ("8 項 (含) 以上"), so
// white space is a flag here and not a character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::text {

struct Rune {
    char32_t c = 0;
    std::uint32_t begin = 0;  // bytes in the text
    std::uint32_t end = 0;
    bool space = false;  // white space stands before it
    bool line = false;   // a line break stands before it
};
using Runes = std::vector<Rune>;

// Full-width ASCII becomes ASCII, every dash '-', every wave '~'; the ideographic comma stays. Bad bytes
// become U+FFFD. Linear time.
Runes to_runes(std::string_view text);

// The bytes of runes [first, last) in `text`, white space runs as one blank.
std::string slice(std::string_view text, const Runes& runes, std::size_t first, std::size_t last);

// Does `word` stand at `at`? Letters in any case.
bool stands(const Runes& runes, std::size_t at, std::u32string_view word);
// Does `word` end just before `at`?
bool stands_before(const Runes& runes, std::size_t at, std::u32string_view word);
// The same for words of an alphabet: "at least" with blanks as word gaps, and whole words only.
bool words_stand(const Runes& runes, std::size_t at, std::u32string_view words, std::size_t* after = nullptr);
bool words_stand_before(const Runes& runes, std::size_t at, std::u32string_view words,
                        std::size_t* start = nullptr);

bool is_digit(char32_t c);   // ASCII
bool is_letter(char32_t c);  // Latin or Greek
bool is_han(char32_t c);     // Chinese characters and kana

}  // namespace gangmu::text
