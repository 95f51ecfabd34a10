// Parentheses and clauses of a text that states figures. Inside this room. Any thread.
#pragma once

#include <string_view>
#include <vector>

#include "text/figures.hpp"
#include "text/runes.hpp"

namespace gangmu::text::words {

// Which runes stand in parentheses; all false when one is never closed.
std::vector<bool> parentheses(const Runes& runes);
// Only parentheses that hold a number of their own: 3 件(累計 10 件), but not 40 件(累計).
std::vector<bool> numbered_parentheses(const Runes& runes);

bool clause_mark(char32_t c);
// Does a sentence, a line or an item of a list begin at rune i?
bool hard_break(const Runes& runes, std::size_t i);

// Gives every figure its clause, and whether that says 累計 (cumulative) or 每年, 新增 (not).
void assign_clauses(std::string_view text, const Runes& runes, std::vector<Measured>& figures);

}  // namespace gangmu::text::words
