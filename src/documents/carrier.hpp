// What every carrier's parser gets, and how it answers.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "documents/document.hpp"
#include "documents/open.hpp"

namespace gangmu::documents {

struct Input {
    std::string_view name;
    std::string_view bytes;
    const Limits& limits;
};

// A parser fills `document` (its info.media_type is set already) or refuses the input with one of errors.hpp.
// Threads: any, on different documents.
Status read_text(const Input& input, Document& document);
Status read_html(const Input& input, Document& document);
Status read_csv(const Input& input, Document& document);
Status read_odt(const Input& input, Document& document);
Status read_docx(const Input& input, Document& document);
Status read_ods(const Input& input, Document& document);
Status read_xlsx(const Input& input, Document& document);
Status read_pdf(const Input& input, Document& document);

}  // namespace gangmu::documents
