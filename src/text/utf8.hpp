// UTF-8 by code points. Nothing here allocates more than its result; all functions are safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gangmu::text {

inline constexpr char32_t replacement = 0xFFFD;

// The code point that begins at `at` (at < text.size()), and `at` moves behind it. A byte that begins no
// valid sequence (overlong, surrogate, above U+10FFFF, cut off) is U+FFFD and one byte long.
char32_t next(std::string_view text, std::size_t& at);

// The code point that ends just before `at` (0 < at <= text.size()), and `at` moves to its first byte.
char32_t previous(std::string_view text, std::size_t& at);

// Appends `point`; what is no Unicode scalar value becomes U+FFFD.
void append(std::string& out, char32_t point);

bool valid(std::string_view text);

std::size_t count(std::string_view text);  // code points

// White space of any script: ASCII, no-break, ideographic (U+3000), zero-width space and byte order mark.
bool is_space(char32_t point);

// Without white space (as above) at both ends.
std::string_view trim(std::string_view text);

// Han, kana, bopomofo, Hangul, and CJK punctuation and full-width forms: text that is written without spaces.
bool is_cjk(char32_t point);

}  // namespace gangmu::text
