// What ODT and DOCX have in common once their XML is understood.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/document.hpp"
#include "documents/paragraph.hpp"

namespace gangmu::documents::office {

// The last step: list signs, raised footnote numbers, furniture; then every block gets its number.
void finish(Document& document);

// One line of a cell out of one of its blocks: an automatic number stands before the text.
std::string line_of(const Block& block);

// The blocks of a cell as its text: a line for each paragraph, for each row of a table within it.
std::string cell_text(const std::vector<Block>& blocks);
bool cell_bold(const std::vector<Block>& blocks);

}  // namespace gangmu::documents::office
