#pragma once

#include <string_view>
#include <vector>

#include "documents/carrier.hpp"
#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

// The words of every page, by poppler's pdftotext as a child process. Errors: document-encrypted,
// document-broken, document-timeout, document-bomb (its output), document-no-tool.
Result<std::vector<Page>> read_words(const Input& input);

// pdftotext's output with boxes.
std::vector<Page> parse_words(std::string_view xhtml);

}  // namespace gangmu::documents::pdf
