// Numbers as plans print them: 1,131.86 · 三十二 · 壹貳 · 8億9,046萬4千 · full width · ① · Ⅳ.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/decimal.hpp"
#include "text/runes.hpp"

namespace gangmu::text {

struct Numeral {
    std::size_t first = 0;  // runes
    std::size_t last = 0;   // one past
    Decimal value;
    bool chinese = false;  // written in Chinese characters
    bool mixed = false;    // 8億9,046萬4千: all its ranks are multiplied out
};

// The number that starts at `at`, or nothing: not inside a word (R16, B5G), a dotted number (1.1.1) or a
// longer number. 40萬 gives 40: a single rank after digits belongs to the unit; a chain of ranks (5萬5,925)
// is the number.
std::optional<Numeral> scan_number(const Runes& runes, std::size_t at);

// A whole text that is one Chinese or ASCII number: 三十二, 十, 廿一, 二〇三〇, 12, １２.
std::optional<int> whole_number(std::string_view text);

// 十, 百, 千 ... as a factor; 0 when `c` is none. 萬億兆 too.
std::int64_t rank_of(char32_t c);
int chinese_digit(char32_t c);  // -1 when none
// ①…㊿, Ⅰ…Ⅻ, ⅰ…ⅻ, ⑴…⒇, ㈠…㈩ as a number; 0 when none.
int enclosed_number(char32_t c);

}  // namespace gangmu::text
