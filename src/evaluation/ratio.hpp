// Shares and achievements as exact whole numbers: billionths of one. What decides a light is compared by
// multiplying out, never by dividing; what is only shown or averaged is rounded here, half up, the same way
// for every order of the terms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/decimal.hpp"

namespace gangmu::evaluation {

__extension__ using Wide = __int128;
using Nano = std::int64_t;  // 1 = 1,000,000,000
inline constexpr Nano one = 1'000'000'000;
inline constexpr Nano unknown = INT64_MIN;

inline Nano divided(Wide numerator, Wide denominator) {  // rounded half up; of positive denominators
    const Wide twice = 2 * numerator + denominator;
    Wide quotient = twice / (2 * denominator);
    if (twice < 0 && quotient * 2 * denominator != twice) --quotient;
    return static_cast<Nano>(quotient);
}

// Is share ≥ percent? A share that went through several roundings is first rounded to a millionth, so that
// one half put together of sixths is one half.
inline bool reaches(Nano share, const Decimal& percent) {
    return Decimal(divided(share, 1000)) >= percent.times(Decimal(10'000)).value_or(Decimal(0));
}

// A fraction of decimals with a positive denominator.
struct Fraction {
    Decimal numerator;
    Decimal denominator = 1;

    // Nothing: the product does not fit.
    std::optional<bool> at_least(const Decimal& percent) const {
        const auto left = numerator.times(Decimal(100));
        const auto right = denominator.times(percent);
        if (!left || !right) return std::nullopt;
        return *left >= *right;
    }
    Nano nano() const {
        const int scale = numerator.scale() > denominator.scale() ? numerator.scale() : denominator.scale();
        Wide top = numerator.digits(), bottom = denominator.digits();
        for (int i = numerator.scale(); i < scale; ++i)
            top *= 10;
        for (int i = denominator.scale(); i < scale; ++i)
            bottom *= 10;
        const Wide limit = Wide(1'000'000'000'000'000'000) * 1'000'000'000;  // 10^27: times 10^9 still fits
        while (top > limit || top < -limit) {
            top /= 10;
            bottom /= 10;
        }
        if (bottom <= 0) return unknown;
        const Wide whole = top / bottom;
        if (whole > 1'000'000 || whole < -1'000'000) return whole > 0 ? one * 1'000'000 : -one * 1'000'000;
        return divided(top * one, bottom);
    }
};

// 0.7895 → "78.95"
inline std::string percent_text(Nano share) {
    return Decimal(divided(share, 100'000), 2).str();
}

}  // namespace gangmu::evaluation
