#pragma once

#include "documents/document.hpp"

namespace gangmu::documents {

// For carriers that only raise their footnote numbers: a paragraph that begins with a raised number and a
// space is a footnote, and the raised numbers that name one are taken out of the text. Raised numbers stand
// in the blocks as Unicode superscripts.
void resolve_footnotes(Document& document);

}  // namespace gangmu::documents
