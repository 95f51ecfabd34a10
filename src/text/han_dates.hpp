// Dates in Chinese numerals, 一百一十四年一月一日, as digits: so that one reader serves both.
#pragma once

#include <vector>

#include "text/runes.hpp"

namespace gangmu::text {

struct DigitRunes {
    Runes runes;
    std::vector<std::size_t> from;  // of each rune, and of the end: its place in the runes as printed
    bool changed = false;
};

// Numerals before 年 where they can only be a year of a calendar (八十 and more, or four digits; 三年 is a
// duration), and before 月, 日 and 季 behind such a year. Linear.
DigitRunes with_digits(const Runes& runes);

}  // namespace gangmu::text
