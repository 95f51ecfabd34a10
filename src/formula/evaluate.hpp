// A formula's value for one unit and period. Exact as number.hpp says. Missing values:
//   - what is missing makes missing whatever is reckoned of it; a comparison with it cannot be told;
//   - and/or follow Kleene: false and ? is false, true or ? is true;
//   - a window (last, ytd, history, children, leaves) has to be whole, unless require(n, …) says less;
//   - coalesce takes the first that is there; present says whether one is;
//   - dividing by zero is missing.
// Bounded: each visit of a node is a step; after `most_steps` it fails. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "formula/formula.hpp"

namespace gangmu::formula {

struct Where {
    std::uint32_t unit = 0;
    std::int64_t period = 0;  // index in the rhythm of the formula's element
};

class Source {
  public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;
    // Of Formula::references[reference]; in that element's unit.
    virtual std::optional<Number> value(std::size_t reference, Where where) const = 0;
    virtual std::int64_t earliest() const = 0;  // no reference has a value before this period
    virtual std::int64_t year_start(std::int64_t period) const = 0;
    virtual std::optional<std::int64_t> year_ago(std::int64_t period) const = 0;
    virtual std::int64_t days(std::int64_t period) const = 0;
    virtual std::vector<std::uint32_t> children(std::uint32_t unit, std::int64_t period) const = 0;
    virtual std::optional<std::uint32_t> parent(std::uint32_t unit) const = 0;
};

enum class Why : std::uint8_t {
    none,
    missing,          // a value that is needed is not there
    too_few,          // a window is not whole
    divided_by_zero,  //
    cannot_tell,      // the condition of an if
    too_big,          // more than 36 digits: failed, and coalesce does not hide it
    too_many_steps,   // failed
};

struct Value {
    std::optional<Number> number;   // of a formula that makes a number
    std::optional<bool> condition;  // of one that makes a condition
    Why why = Why::none;            // of what is missing
    Span place;                     // of what was missing
    Where where;                    // where it was missing
    std::uint64_t steps = 0;

    bool failed() const { return why == Why::too_big || why == Why::too_many_steps; }
};
Message words(const Value& value, std::string_view text);  // why there is none; empty when there is one

inline constexpr std::uint64_t most_steps = 2'000'000;
Value evaluate(const Formula& formula, const Source& source, Where where, std::uint64_t steps = most_steps);

}  // namespace gangmu::formula
