// What the targets of one indicator promise, put in order: which period each is about, when it falls due,
// whether its number is for that period alone or counted from the plan's beginning, and which way is good.
// Where the document does not say, its other numbers may; where they do not, nothing is guessed. Pure.
#pragma once

#include <vector>

#include "evaluation/input.hpp"

namespace gangmu::evaluation {

// One number of a target's cell, as the rules see it.
struct Goal {
    std::size_t part = 0;
    std::size_t parts = 1;
    std::optional<Decimal> value;  // nothing: printed without a certain value
    std::optional<Decimal> value_max;
    std::string_view unit;
    model::Comparator comparator = model::Comparator::none;
    Meaning meaning = Meaning::period;
    Direction direction = Direction::rising;
    bool guessed_direction = false;  // from falling targets, not from words
};

struct Promised {
    const model::Target* target = nullptr;
    std::size_t index = 0;  // in the indicator's targets
    Span span;              // what it is about
    Day due = 0;
    bool overall = false;
    std::vector<Goal> goals;  // empty: a milestone in words
};

struct Promises {
    std::vector<Promised> dated;  // of a year or another period, by due day
    std::vector<Promised> overall;
    std::size_t undated = 0;  // targets whose period is none
    Reading reading = Reading::year_to_date;
};

// `plan`: the plan's period. Holds pointers into `input`.
Promises promises_of(const IndicatorInput& input, const Span& plan);

}  // namespace gangmu::evaluation
