// Numbers beside their units: 40 萬美元 and 400000 美元 are one quantity, 3 案 and 3 家 are none together.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "base/result.hpp"

namespace gangmu::text {

// What one of this unit is in its base: 萬美元 → 10000 "USD"; 公頃 → 10000 "m2"; 臺 → 1 "台".
struct UnitScale {
    Decimal factor = 1;
    std::string base;    // empty: the number stands alone
    bool level = false;  // a rate or a state, which is never summed up over time: %, ℃, 分, 名次

    bool operator==(const UnitScale&) const = default;
};
UnitScale scale_of(std::string_view unit);

// A ratio of whole numbers in lowest terms; top and bottom are positive.
struct Ratio {
    std::int64_t top = 1;
    std::int64_t bottom = 1;

    bool operator==(const Ratio&) const = default;
    Ratio inverse() const { return {bottom, top}; }
    // Nothing: beyond 64 bits.
    std::optional<Ratio> times(const Ratio& other) const;
};
// What a value in `from` is multiplied by to stand in `to`; there and back it is 1. 桶 → 公秉:
// 158987/1000000. Nothing: the units count different things.
std::optional<Ratio> ratio(std::string_view from, std::string_view to);
std::optional<Ratio> ratio_of(const Decimal& factor);  // of a positive number

bool convertible(std::string_view from, std::string_view to);
// The same quantity in another unit; exact. An empty `from` is taken to be `to`. Nothing: the units count
// different things, or the result needs more than 18 digits or has no end (1 小時 in 日).
std::optional<Decimal> convert(const Decimal& value, std::string_view from, std::string_view to);

std::string with_unit(const Decimal& value, std::string_view unit);  // "40 萬美元", "78.5%"
}  // namespace gangmu::text
