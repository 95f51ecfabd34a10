// Tables that no vertical lines draw: between horizontal rules, or only by how their texts stand in columns.
#pragma once

#include <vector>

#include "documents/pdf/layout.hpp"
#include "documents/pdf/page.hpp"
#include "documents/pdf/tables.hpp"

namespace gangmu::documents::pdf {

// In every part of the page, among the words that are free (index into page.words). Says only what it is sure
// of: what does not stand in at least two columns over several lines stays text.
std::vector<RuledTable> find_open_tables(const Page& page, const std::vector<Part>& parts,
                                         const std::vector<bool>& free);

}  // namespace gangmu::documents::pdf
