// Is a sensor's value to be believed? Each check says why not, with its numbers; nothing is thrown away, the
// value is marked. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "warning/series.hpp"

namespace gangmu::warning {

struct Doubt {
    std::string_view check;  // "range", "stuck", "spike", "neighbour"
    Moment since = 0;        // the first value of it
    Decimal line;            // what the value is held against
    Message because;
};

// Beyond what the instrument can measure or the place can have.
std::optional<Doubt> range(const Point& point, std::string_view unit, const std::optional<Decimal>& low,
                           const std::optional<Decimal>& high);
// The last `points` values differ by no more than `tolerance`.
std::optional<Doubt> stuck(const Line& line, int points, const Decimal& tolerance);
// The last value stands off the median of the (up to 12, at least 5) values before by more than
// `deviations` spreads; the spread is at least `least_spread` and never nothing.
std::optional<Doubt> spike(const Line& line, const Decimal& deviations, const Decimal& least_spread);
// The value stands off the median of its neighbours' values of the same time by more than `most`.
// Of fewer than 2 neighbours nothing is said.
std::optional<Doubt> neighbour(const Point& point, std::string_view unit, std::span<const Decimal> neighbours,
                               const Decimal& most);

}  // namespace gangmu::warning
