// The numbers that formulas reckon with: exact decimals of up to 36 digits, 18 of them behind the point.
// Sums, differences and products that fit are exact. What has no end or is longer (a third; a product with
// more than 18 decimals) is rounded half-even at the 18th decimal, once per operation. What needs more than
// 36 digits is no number: nothing is cut off in silence. Pure; no allocation.
#pragma once

#include <compare>
#include <optional>
#include <string>

#include "base/decimal.hpp"
#include "text/quantity.hpp"

namespace gangmu::formula {

inline constexpr int most_decimals = 18;
inline constexpr int most_digits = 36;

class Number {
  public:
    __extension__ using Wide = __int128;

    constexpr Number() = default;
    Number(std::int64_t whole) : digits_(whole) {}
    Number(const Decimal& decimal) : digits_(decimal.digits()), scale_(decimal.scale()) {}
    // Fixed-point: digits / 10^scale, scale 0 to 18.
    static std::optional<Number> of(Wide digits, int scale);
    // ASCII digits with an optional fraction, no sign, no commas. Nothing: none, or too long.
    static std::optional<Number> parse(std::string_view text);

    std::optional<Number> plus(const Number& other) const;
    std::optional<Number> minus(const Number& other) const;
    std::optional<Number> times(const Number& other) const;
    // Nothing too when `other` is zero.
    std::optional<Number> over(const Number& other) const;
    std::optional<Number> times(const text::Ratio& ratio) const;
    Number negated() const;
    Number absolute() const { return digits_ < 0 ? negated() : *this; }
    Number rounded(int decimals) const;  // half-even; decimals 0 to 18

    bool zero() const { return digits_ == 0; }
    bool negative() const { return digits_ < 0; }
    double approximate() const;
    std::string str() const;                 // "-0.5"
    std::optional<Decimal> decimal() const;  // nothing: over 18 digits
    // × 10^decimals, rounded half-even; nothing when it does not fit.
    std::optional<std::int64_t> fixed(int decimals) const;

    bool operator==(const Number&) const = default;
    std::strong_ordering operator<=>(const Number& other) const;

  private:
    Wide digits_ = 0;  // without trailing zeros behind the point, so that == is equality of value
    int scale_ = 0;
};

}  // namespace gangmu::formula
