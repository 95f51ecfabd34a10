// DOCX and ODT: the fuzzer writes the XML, the archive around it is made here (a mutated ZIP stops at its
// CRC). First byte: which part is the fuzzer's, and in which format.
#include <string>

#include "../unit/documents/make.hpp"
#include "documents_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace gangmu::documents;
    if (size < 2) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            return gangmu::fuzz::read("a.docx", made::docx(text));
        case 1: {
            std::string body;
            for (int i = 0; i < 6; ++i)
                body += "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(i % 3) +
                        "\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
            return gangmu::fuzz::read("a.docx", made::docx(body, text));
        }
        case 2:
            return gangmu::fuzz::read("a.odt", made::odt(text));
        case 3:
            return gangmu::fuzz::read(
                "a.odt",
                made::odt(
                    "<text:list "
                    "text:style-name=\"L\"><text:list-item><text:p>x</text:p></text:list-item></text:list>",
                    text));
        default:
            return gangmu::fuzz::read("a.docx", "PK\x03\x04" + text);
    }
}
