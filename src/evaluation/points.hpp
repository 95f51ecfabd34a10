// The observed value that a goal is held against, put together from what was filed. Nothing is filled in: a
// gap that could change the answer is told. Pure.
#pragma once

#include <vector>

#include "evaluation/promise.hpp"

namespace gangmu::evaluation {

struct Point {
    Span span;
    Decimal value;  // in the goal's unit
    const Observation* from = nullptr;
};

enum class Unusable : std::uint8_t { no, text_only, other_unit, which_part, too_big };

struct Points {
    std::vector<Point> all;            // by end of period; one for each period, the last one filed
    Unusable left_out = Unusable::no;  // why some were left out, if any were
};

// What was known at the moment, of this goal.
Points points_of(const std::vector<Observation>& observations, const Promised& promised, const Goal& goal,
                 const Moment& moment);

struct Observed {
    std::optional<Decimal> value;
    Day covered = no_day;               // the end of the last period in it
    const Observation* last = nullptr;  // that period's
    bool gaps = false;                  // periods before it are missing: it may be more
};

// The value of `meaning` (never either or automatic) over the window; `origin` is the plan's first day.
Observed observe(const std::vector<Point>& points, const Span& window, Reading reading, Meaning meaning,
                 Day origin);

// The same as a line over time: the value at the end of each period. For forecasts.
std::vector<std::pair<Day, Decimal>> line_of(const std::vector<Point>& points, const Span& window,
                                             Reading reading, Meaning meaning, Day origin);

}  // namespace gangmu::evaluation
