// The bytes of a text carrier (text, HTML, CSV) as UTF-8, with the faults told.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "documents/carrier.hpp"

namespace gangmu::documents {

// Errors: document-undecodable over 1 % of bad characters, document-unknown for bytes that are no text.
// Each line with bad bytes is a diagnostic "reading-bad-bytes".
Result<std::string> decode_text(const Input& input, std::string_view declared, Diagnostics& diagnostics);

}  // namespace gangmu::documents
