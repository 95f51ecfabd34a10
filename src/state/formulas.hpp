// Elements that are reckoned from others: their formulas compiled against what is defined, and what each
// value of an input touches. The index is made from the definitions alone and rides on the snapshot's
// pointer to what is measured (see kept), so that a batch of values finds at once which formulas it concerns.
//
// References in a stored formula are ids of elements; each looks at the combination of dimension members that
// the formula's own cell has, as far as the other element has the dimension, and at its pins.
// Pure; any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formula/dependencies.hpp"
#include "formula/formula.hpp"
#include "measure/measure.hpp"

namespace gangmu::state {

// One element's formula, ready to be reckoned.
struct ElementFormula {
    std::uint32_t element = 0;
    std::string text;
    formula::Formula formula;
    std::vector<std::uint32_t> inputs;  // element numbers, by reference
    // The combinations that it can have, each with those of its inputs (nothing: the input has no such
    // member).
    struct Split {
        measure::Combination own = 0;
        std::vector<std::optional<measure::Combination>> inputs;
    };
    std::vector<Split> splits;
    std::optional<std::int64_t> reach;  // how many periods on a value is looked at; nothing: for ever
    int up = 0, down = 0;               // levels of units that it looks at above and below; many: most_levels
};

inline constexpr int most_levels = 64;
inline constexpr std::size_t most_splits = 2'000;  // combinations of one element by formula

struct Formulas {
    std::vector<std::shared_ptr<const ElementFormula>> in_order;  // each after those it stands on
    formula::Dependencies dependencies;                           // ids
    std::map<std::uint32_t, std::vector<std::uint32_t>> readers;  // element → those that refer to it

    bool empty() const { return in_order.empty(); }
};
using FormulasPtr = std::shared_ptr<const Formulas>;

// A new or changed element's formula against what is defined: references are known and written as ids, units
// fit, no circle, and no formula of another element is broken by the change. Gives the text to keep.
// Errors: formula-… with the character, formula-circle, formula-inputs, element-in-formula.
Result<std::string> check_formula(const measure::MeasurePtr& measure, const measure::Element& element);
// Whether the text compiles for such an element, for a form that asks while somebody types. As above.
Result<formula::Formula> try_formula(const measure::Measure& measure, const measure::Element& element);

// Of everything defined. Formulas that do not compile (an event was erased) are left out.
FormulasPtr index_formulas(const measure::Measure& measure);
// After this element was defined anew; all that it does not concern is shared.
FormulasPtr reindexed(const Formulas& before, const measure::Measure& measure, std::uint32_t element);

// What is measured, with the index of its formulas riding along; and that index, made anew where none does.
measure::MeasurePtr kept(measure::Measure measure, FormulasPtr formulas);
FormulasPtr formulas_of(const measure::MeasurePtr& measure);

}  // namespace gangmu::state
