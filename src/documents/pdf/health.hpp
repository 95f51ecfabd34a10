// Whether the words of a PDF can be trusted: scans, fonts without Unicode values, pages without text.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "documents/carrier.hpp"
#include "documents/pdf/page.hpp"

namespace gangmu::documents::pdf {

// Errors: document-fonts, document-scanned, document-empty.
Status check_text(const Input& input, const std::vector<Page>& pages);

// A diagnostic for every page that is only an image.
void tell_pages_without_text(const std::vector<Page>& pages, Document& document);

}  // namespace gangmu::documents::pdf
