// An exact decimal number: what a document prints is what is kept. 1,131.86 is {113186, 2}.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gangmu {

// value = digits / 10^scale. Always in lowest form (no trailing zeros in the fraction), so == is equality of
// value.
class Decimal {
  public:
    constexpr Decimal() = default;
    Decimal(std::int64_t whole) : digits_(whole) {}
    // digits / 10^scale; scale 0 to 18.
    Decimal(std::int64_t digits, int scale);

    // ASCII digits with an optional sign, fraction and thousands commas in their places: "-1,131.86".
    // Nothing when it is not such a number or has over 18 digits.
    static std::optional<Decimal> parse(std::string_view text);

    std::int64_t digits() const { return digits_; }
    int scale() const { return scale_; }
    double approximate() const;
    std::string str() const;  // "1131.86"; a JSON number

    // Exact, or nothing when the result does not fit 18 digits.
    std::optional<Decimal> plus(const Decimal& other) const;
    std::optional<Decimal> minus(const Decimal& other) const;
    std::optional<Decimal> times(const Decimal& other) const;

    bool operator==(const Decimal&) const = default;
    std::strong_ordering operator<=>(const Decimal& other) const;

  private:
    void reduce();
    std::int64_t digits_ = 0;
    int scale_ = 0;
};

}  // namespace gangmu
