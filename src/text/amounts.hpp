// Money as plans print it: 1,131.86 億元, 8億9,046萬4千元, NT$3.5 billion, USD 2 million, 93.45 under
// 單位：億元.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "text/figures.hpp"

namespace gangmu::text {

struct Money {
    Decimal amount;        // in whole units of the currency
    std::string currency;  // ISO 4217; empty: New Taiwan dollars
    std::string printed;   // number and unit as printed, the caption's unit included: "93.45 億元"
    std::size_t first = 0, last = 0;  // runes
};

// What a unit of money multiplies by, and its currency: 億元 → 100000000; 千円 → 1000 JPY. Nothing when it is
// none.
struct MoneyUnit {
    std::int64_t factor = 1;
    std::string currency;
};
std::optional<MoneyUnit> money_unit(std::string_view unit);

// A cell of a table of amounts; `unit` is the table's or column's (億元). Nothing when the cell holds no
// single amount.
std::optional<Money> read_amount(std::string_view cell, std::string_view unit);

// The amounts in a sentence, from left to right.
std::vector<Money> find_amounts(std::string_view text, const Runes& runes,
                                const std::vector<TimeRange>& dates);

}  // namespace gangmu::text
