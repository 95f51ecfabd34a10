// The functions of formulas, in one table: their names in both languages, how they are written and in one
// line what they do. Parser, printer, checker, the page's help and docs/formulas.md speak from it.
#pragma once

#include <span>
#include <string_view>

#include "formula/ast.hpp"

namespace gangmu::formula {

enum class Shape : std::uint8_t {
    plain,        // f(a, …)
    count_first,  // f(12, a)
    count_last,   // f(a, 2)
    unit_last,    // f(a, 公噸)
};

struct Function {
    Op op;
    std::string_view name;  // "last"
    std::string_view zh;    // "近"
    Shape shape;
    std::size_t fewest, most;  // arguments, without count and unit
    std::int64_t least_count, most_count;
    std::string_view example;
    std::string_view about_zh, about_en;
};

std::span<const Function> functions();
const Function* function(Op op);                  // null: an operator
const Function* function(std::string_view name);  // in either language; null: none

// The name of `names` that differs least from `word`; empty: none is near. For "did you mean".
std::string_view nearest(std::string_view word, std::span<const std::string_view> names);

}  // namespace gangmu::formula
