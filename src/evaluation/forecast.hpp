// Where a line of values is going: robust against a single odd value, and it says what it assumes. A forecast
// never decides a light; it warns before the period ends. Pure.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/decimal.hpp"
#include "evaluation/period.hpp"

namespace gangmu::evaluation {

enum class Method : std::uint8_t {
    none,      // nothing to go on
    trend,     // Theil–Sen: the middle of the slopes between all pairs of values
    pace,      // goes on as it went since the beginning, where it stood at zero
    standing,  // too few values: it stays where it is
};
std::string_view to_string(Method method);
Message words(Method method, std::size_t values);  // the assumption, in a sentence

struct Forecast {
    Method method = Method::none;
    Day horizon = 0;
    Decimal value = 0;       // expected there
    std::size_t values = 0;  // that it stands on
    bool misses = false;     // expected not to reach the goal: a warning
    Decimal goal = 0;
    std::string_view unit;  // of value and goal; points into what was judged
    Day reached = no_day;   // when the goal is expected, if that is after the horizon
};

// `line` by ascending days. `from_zero`: the first day of a count that begins at zero, for lines too short
// for a trend; no_day for rates. `rising_only`: a count cannot fall.
Forecast forecast(const std::vector<std::pair<Day, Decimal>>& line, Day horizon, Day from_zero,
                  bool rising_only, std::size_t fewest_for_trend);
// The day on which the same line comes to `goal`; no_day: not within 20 years.
Day day_reaching(const std::vector<std::pair<Day, Decimal>>& line, const Decimal& goal, Day from_zero,
                 std::size_t fewest_for_trend);

}  // namespace gangmu::evaluation
