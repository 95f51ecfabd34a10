// The identities of a stock: opening + in − out + adjust = closing; a period opens with what the one before
// it closed with; nothing is over capacity; the parts are no more than the whole. Exact.
#pragma once

#include <string>
#include <vector>

#include "stocks/book.hpp"

namespace gangmu::stocks {

enum class BreakKind : std::uint8_t { sum, carry, capacity, parts };
std::string_view to_string(BreakKind kind);

struct Break {
    BreakKind kind = BreakKind::sum;
    std::string material, site, period;
    Decimal stated, expected;
    Decimal difference;   // stated − expected
    std::string earlier;  // carry: the period before

    bool operator==(const Break&) const = default;
};
// 永安接收站 115年10月：期初 980 與前期（115年9月）期末 1,000 不符，差 −20
Message words(const Break& broken, const Holding& holding, const Material& material);

// What one return says of itself.
std::vector<Break> breaks_within(const Holding& holding, const Return& value);
// And all of a series, with what stands between neighbours. A missing period breaks nothing: it is owed.
std::vector<Break> breaks(const Holding& holding, const Series& series);

// opening + in − out + adjust, or nothing when it does not fit 18 digits.
std::optional<Decimal> closing_of(const Return& value);

}  // namespace gangmu::stocks
