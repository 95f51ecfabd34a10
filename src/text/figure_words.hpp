// The words around a number: what compares it, counts it, refers to it. Shared by the readers of figures and
// of promises inside this room. Pure functions over runes; `at` is an index of a rune. Any thread.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/dates.hpp"
#include "text/figures.hpp"
#include "text/runes.hpp"

namespace gangmu::text::words {

using Words = std::initializer_list<std::u32string_view>;

// Length of the word of `words` that ends before (begins at) `at`; 0 when none does.
std::size_t ends_with(const Runes& runes, std::size_t at, Words words);
std::size_t starts_with(const Runes& runes, std::size_t at, Words words);

bool clause_end(const Runes& runes, std::size_t i);
// Does a list's marker stand at i: "1. ", "2、", "(1)", "①", "•", at the start or after a blank? Its length.
std::size_t list_marker(const Runes& runes, std::size_t i);

// 至少協助 1 件: a verb between the word and its number
bool at_least_before(const Runes& runes, std::size_t at);

struct Around {
    std::optional<Compare> compare;
    bool currency = false;
    std::u32string currency_word;
    std::size_t first = 0;  // where the words before the number begin
};
// The words glued before the number: 累計至少達, 約新臺幣, at least USD
Around look_before(const Runes& runes, std::size_t at);

struct Tail {
    std::optional<Compare> compare;
    std::size_t last = 0;
};
// 以上, (含)以上, 以下, 左右, or more
Tail look_after(const Runes& runes, std::size_t at);

// how an English noun counts: "500 electric buses" → the length of "electric buses"
std::size_t english_unit(const Runes& runes, std::size_t at);

// 9~14MW 風力機, 24小時服務: a size that says which thing, not how much is promised
bool attributive(const Runes& runes, const Measured& figure);

bool in_dates(const std::vector<TimeRange>& dates, std::size_t at);

// 三個, 兩案; but 二廠, 八號 and 三區 are names
// IEC 61215, ISO 27001, NUREG-2215: a number that is the name of a standard.
bool names_standard(const Runes& runes, std::size_t at);

bool counts(const Runes& runes, std::size_t at, std::size_t length);

// counts what is there: 針對 15 項, 就…之 15 項, 每 10 萬人, 全國 22 縣市, 上述 3 項
bool refers(const Runes& runes, std::size_t at, const std::vector<TimeRange>& dates);

}  // namespace gangmu::text::words
