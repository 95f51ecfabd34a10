// PDF without poppler: what this program itself does with a page's operators and with poppler's words.
// First byte: the fuzzer writes the operators, the words, or the whole file.
#include <string>

#include "../unit/documents/make.hpp"
#include "documents/pdf/content.hpp"
#include "documents/pdf/drawing.hpp"
#include "documents/pdf/lines.hpp"
#include "documents/pdf/tables.hpp"
#include "documents/pdf/words.hpp"
#include "documents_check.hpp"

namespace {

void look_at(gangmu::documents::pdf::Page& page) {
    using namespace gangmu::documents;
    pdf::take_fonts(page);
    const std::vector<pdf::Part> parts{{{0, 0, page.width, page.height}, false, false}};
    pdf::number_lines(page, parts);
    std::vector<bool> free(page.words.size(), true);
    for (const pdf::RuledTable& table : pdf::find_tables(page))
        gangmu::fuzz::check_table(pdf::fill_table(table, page, 1, false, free).table);
    std::vector<const pdf::Word*> rest;
    for (std::size_t i = 0; i < page.words.size(); ++i)
        if (free[i]) rest.push_back(&page.words[i]);
    const auto lines = pdf::lines_of(rest);
    (void)pdf::cell_text(lines, 0, 500);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace gangmu::documents;
    if (size < 2) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] % 3 == 1) {
        for (pdf::Page& page : pdf::parse_words(text))
            look_at(page);
        return 0;
    }
    const std::string bytes = data[0] % 3 == 0 ? made::pdf({text}) : text;
    const Limits limits = gangmu::fuzz::small_limits();
    auto drawings = pdf::Drawings::open({"a.pdf", bytes, limits});
    if (!drawings) return 0;
    for (std::size_t i = 0; i < drawings->pages() && i < 3; ++i) {
        pdf::Page page;
        page.width = 595;
        page.height = 842;
        pdf::Word word;
        word.box = {100, 100, 140, 112};
        word.text = "x";
        page.words.assign(3, word);
        drawings->read(i, page);
        look_at(page);
    }
    return 0;
}
