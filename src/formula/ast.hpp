// A formula as a value: what parsing makes, checking types, printing writes back and evaluation walks.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "formula/number.hpp"
#include "formula/unit.hpp"

namespace gangmu::formula {

// Limits that hold for every formula, so that none costs more than its size says.
inline constexpr std::size_t most_bytes = 4096;
inline constexpr std::size_t most_nodes = 500;
inline constexpr int most_nesting = 64;               // parentheses, signs, calls within calls
inline constexpr std::int64_t most_periods = 10'000;  // in a window, and to look back

enum class Op : std::uint8_t {
    literal,
    reference,
    negate,
    add,
    subtract,
    multiply,
    divide,
    less,
    at_most,
    greater,
    at_least,
    equal,
    different,
    negation,  // not
    both,      // and
    either,    // or
    // functions: see functions.hpp
    choose,
    coalesce,
    present,
    absolute,
    round,
    smallest,
    largest,
    convert,
    treat,
    sum,
    average,
    median,
    count,
    latest,
    require,
    last,
    year_to_date,
    history,
    lag,
    year_ago,
    cumulative,
    children,
    leaves,
    parent,
    days,
};

struct Span {  // bytes of the text
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

enum class Kind : std::uint8_t { number, condition, window };  // window: numbers of several periods or units

struct Type {
    Kind kind = Kind::number;
    Unit unit;  // of a number or of each in a window

    bool operator==(const Type&) const = default;
};

struct Node {
    Op op = Op::literal;
    Number number;                                          // literal
    std::string text;                                       // a name of an element; a unit
    std::vector<std::pair<std::string, std::string>> pins;  // [oil.use; 油種=汽油]
    std::int64_t count = 0;  // last(12, …), lag(1, …), require(10, …), round(…, 2)
    std::vector<Node> args;

    // Set by checking; no part of what a formula is.
    Span place;
    Type type;
    std::uint32_t reference = 0;     // index in Formula::references
    std::vector<text::Ratio> adapt;  // what each argument is multiplied by to stand in this node's unit

    bool operator==(const Node& other) const {
        return op == other.op && number == other.number && text == other.text && pins == other.pins &&
               count == other.count && args == other.args;
    }
};

// What is wrong with a formula, where, and what may have been meant.
struct Problem {
    Span place;
    std::string code;  // "formula-units"
    Message what;
    Message mend;
};

}  // namespace gangmu::formula
