// Text → formula, and back: parse(print(node)) == node.
//
//   condition  = conjunction { "or" conjunction }             或
//   conjunction= negated { "and" negated }                    且
//   negated    = "not" negated | comparison                   非
//   comparison = sum [ ("<" | "<=" | ">" | ">=" | "=" | "<>") sum ]
//   sum        = product { ("+" | "-") product }
//   product    = factor { ("*" | "/") factor }
//   factor     = "-" factor | number [ unit ] | "[" element { ";" dimension "=" value } "]"
//              | function "(" … ")" | "(" condition ")"
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "formula/ast.hpp"

namespace gangmu::formula {

tl::expected<Node, Problem> parse(std::string_view text);

// With English names of functions, or Chinese ones. No more parentheses than are needed.
std::string print(const Node& node, bool zh = false);

}  // namespace gangmu::formula
