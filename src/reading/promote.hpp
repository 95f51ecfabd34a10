// Lines of plain text that are headings without saying so by a number's sign or by their size.
#pragma once

#include <vector>

#include "reading/stream.hpp"

namespace gangmu::reading {

// 「4 Delivery schedule」: bare numbers are headings when they run 1, 2, 3 … through the document and nothing
// else is one; below chapters each run of two and more is a list.
void promote_bare_numbers(std::vector<Piece>& pieces);

// "STRATEGIC GOALS": lines in capitals are headings where a file has several, none of them numbered, and they
// stand above whatever is numbered.
void promote_capitals(std::vector<Piece>& pieces);

}  // namespace gangmu::reading
