// Figures: a number beside its printed unit, with what the words around it say about it. 至少 10 億元, 2~3
// 家, 累計 20 項以上, 每年 5 件, at least 40 %, 約3割. Numbers that count nothing are no figures: 113 年, 5G,
// R16, 第 1 期, 「5+2」, 3 大領域, 8 吋.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "text/dates.hpp"
#include "text/runes.hpp"

namespace gangmu::text {

enum class Compare { equal, at_least, at_most, about };

struct Measured {
    Decimal value;
    std::optional<Decimal> value_max;  // of a range
    std::string unit;                  // as printed; empty when none is (a cell that is a bare number)
    Compare compare = Compare::equal;
    bool money = false;              // the unit ends in 元, or a currency stands before
    std::optional<bool> cumulative;  // 累計 in its clause: true; 每年, 新增: false
    bool in_parentheses = false;
    bool baseline = false;            // the first number of 由…提升至…
    bool reference = false;           // counts what is there already: 針對 15 項, 每 10 萬人
    std::string text;                 // its clause
    std::size_t first = 0, last = 0;  // runes of number and unit
};

// Every figure of a text, from left to right. `bare_unit` accepts a text that is a number alone.
std::vector<Measured> find_figures(std::string_view text, const Runes& runes,
                                   const std::vector<TimeRange>& dates);

// What a target's cell promises.
struct Promise {
    std::vector<Measured> figures;  // one: the value; several: parts; none: a milestone in words
    std::optional<bool> cumulative;
    std::string every;  // year, quarter, month
    std::string due;    // a period
};
Promise read_promise(std::string_view cell);

// The unit alone, as in a header or a column 單位: the text without brackets. Empty when there is none.
bool is_unit(std::string_view text);

}  // namespace gangmu::text
