// A line of values as detectors see it, whatever its rhythm. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/result.hpp"

namespace gangmu::warning {

using Moment = std::int64_t;  // seconds since 1970-01-01 00:00 UTC
inline constexpr Moment hour = 3600;
inline constexpr Moment day = 86'400;

struct Point {
    Moment at = 0;  // of an instant; of a period its end
    Decimal value;

    bool operator==(const Point&) const = default;
};

struct Line {
    std::vector<Point> points;  // ascending by `at`; without what is missing or suspect
    std::string unit;
    Moment step = 0;            // between two values, about; 0: no rhythm
    std::optional<Moment> due;  // when the next value is to be there; of a line without rhythm none
};

// Taipei's day of a moment, since 1970-01-01.
std::int32_t day_of(Moment moment);
// 115年3月31日 08:00 / 2026-03-31 08:00; without the time for lines of days and longer.
Message moment_words(Moment moment, bool with_time);
Message duration_words(Moment seconds);  // 3 天, 6 小時, 20 分鐘

}  // namespace gangmu::warning
