// How what is measured moves: towards its target, at a pace of its own, with some who miss it. Pure; the same
// pace gives the same path.
#pragma once

#include <optional>
#include <string>

#include "base/decimal.hpp"
#include "demo/random.hpp"
#include "evaluation/promise.hpp"

namespace gangmu::demo {

// How well one thing goes.
struct Pace {
    double reach = 1;                          // of what is promised, at the end of a year
    double season[4] = {0.22, 0.46, 0.71, 1};  // of the year's work, by the end of each quarter
    double jitter = 0;                         // of a state that is measured, up and down
    int late = 0;                              // quarters after its end until an item is finished
};
// Most are well, some just miss, a few fail; `care` of the agency, 0 to 1, moves the odds.
Pace pace_of(Random& random, double care);

struct Measured {
    std::optional<Decimal> value;
    std::string text;  // several figures, or words beside a milestone
};
// What is reported for the quarter that ends on `last`. Nothing: no target says anything about it.
std::optional<Measured> measured(const evaluation::Promises& promises, evaluation::Day last, const Pace& pace,
                                 Random& random);

struct Percent {
    int planned = 0, actual = 0;
};
Percent progress(const evaluation::Span& schedule, evaluation::Day last, const Pace& pace);

}  // namespace gangmu::demo
