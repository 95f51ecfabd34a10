// XLSX and ODS: as documents_office.
#include <string>

#include "../unit/documents/make.hpp"
#include "documents/sheet/number_format.hpp"
#include "documents_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace gangmu::documents;
    if (size < 2) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            return gangmu::fuzz::read("a.xlsx", made::xlsx(text));
        case 1:
            return gangmu::fuzz::read(
                "a.xlsx",
                made::xlsx("<row><c r=\"B2\" s=\"1\"><v>44000.5</v></c><c t=\"s\"><v>0</v></c></row>", text,
                           text, text));
        case 2:
            return gangmu::fuzz::read(
                "a.ods",
                made::zip(
                    {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                     {"content.xml",
                      "<d xmlns:table=\"t\" xmlns:text=\"x\"><body><spreadsheet><table table:name=\"a\">" +
                          text + "</table></spreadsheet></body></d>"}}));
        case 3: {
            const std::string shown =
                sheet::format_cell_number(44000.5, text, false) + sheet::format_cell_number(-0.5, text, true);
            gangmu::fuzz::require(shown.size() < 4 * text.size() + 700);
            return 0;
        }
        default:
            return gangmu::fuzz::read("a.xlsx", "PK\x03\x04xl/" + text);
    }
}
