// parse(): looks what the bytes are and hands them to the carrier's parser.
#include <algorithm>
#include <exception>
#include <new>

#include "base/sha256.hpp"
#include "documents/carrier.hpp"
#include "documents/errors.hpp"
#include "documents/open.hpp"
#include "documents/sniff.hpp"

namespace gangmu::documents {

namespace {

Status dispatch(Format format, const Input& input, Document& document) {
    switch (format) {
        case Format::text:
        case Format::markdown:
            return read_text(input, document);
        case Format::html:
            return read_html(input, document);
        case Format::odt:
            return read_odt(input, document);
        case Format::csv:
        case Format::tsv:
            return read_csv(input, document);
        case Format::ods:
            return read_ods(input, document);
        case Format::xlsx:
            return read_xlsx(input, document);
        case Format::pdf:
            return read_pdf(input, document);
        case Format::docx:
            return read_docx(input, document);
        case Format::old_office:
            return old_format_error(input.name);
        case Format::encrypted_office:
            return encrypted_error(input.name);
        default:
            return unknown_error(input.name);
    }
}

}  // namespace

Result<Document> parse(std::string_view name, std::string_view bytes, const Limits& limits) {
    if (bytes.empty()) return empty_error(name);
    if (bytes.size() > limits.file_bytes) return too_large_error(name, bytes.size(), limits.file_bytes);
    const Format format = sniff(name, bytes);
    Document document;
    document.info.name = name;
    document.info.sha256 = sha256_hex(bytes);
    document.info.media_type = media_type(format);
    try {  // other people's libraries and the standard library's length and memory errors stop here
        CHECK(dispatch(format, {name, bytes, limits}, document));
    } catch (const std::bad_alloc&) {
        return memory_error(name, limits.memory_bytes);
    } catch (const std::exception& error) {
        return broken_error(name, error.what());
    }
    return document;
}

}  // namespace gangmu::documents
