// Values of elements by formula: reckoned in the fold, right after what they stand on changed, and kept as
// any other value is; so roll-ups, charts, warnings and as_of need not know that they are reckoned.
//
// A cell of a formula is there for every period from the first to the last value of its inputs, in the units
// that it looks at (its own; those below or above for children, leaves, parent), and holds what the formula
// gives there today: a later or revised input changes it at once, and as_of shows what it was. Which order
// the values came in makes no difference. An input of a shorter rhythm is first summed up over the period as
// its element says (whole, or it is missing); one of a longer rhythm counts for every period within. Pure;
// any thread.
#pragma once

#include <string>
#include <vector>

#include "state/formulas.hpp"

namespace gangmu::state {

// Brings what stands on `changes` up to date. `before`: as it was without them.
void reckon(const measure::Measure& before, measure::Measure& next, const Formulas& formulas,
            const std::vector<measure::Change>& changes, std::uint64_t seq);
// After an element was defined: its own values if it has a formula, or of those that read it. `former`: the
// index before that; a formula that cannot be reckoned any more leaves no values behind.
void reckon_element(const measure::Measure& before, measure::Measure& next, const Formulas& formulas,
                    const Formulas& former, std::uint32_t element, std::uint64_t seq);
// After a unit was set, moved or ended.
void reckon_unit(const measure::Measure& before, measure::Measure& next, const Formulas& formulas,
                 std::uint32_t unit, std::uint64_t seq);

// How one value came to be: what was read, and each piece of the formula with what it gave.
struct Explanation {
    struct Input {
        const measure::Element* element = nullptr;
        const measure::Unit* unit = nullptr;
        measure::Combination combination = 0;
        std::int64_t period = 0;  // in the input's own rhythm
        measure::Cell cell;       // missing: it was looked for and is not there
    };
    struct Step {
        std::string piece;  // of the formula's text
        std::size_t depth = 0;
        std::string value;  // "1.25", "true"; empty: none
        std::string unit;
        Message why;  // there is none
    };
    std::vector<Input> inputs;  // at most most_inputs_shown
    bool more_inputs = false;
    std::vector<Step> steps;  // the whole first, then its parts
    measure::Cell cell;
    Message why;  // it is missing
};
inline constexpr std::size_t most_inputs_shown = 500;
// Nothing: the element has no formula that can be reckoned, or no such combination.
std::optional<Explanation> explain(const measure::Measure& measure, const Formulas& formulas,
                                   const measure::SeriesKey& key, std::int64_t period);

}  // namespace gangmu::state
