// PDF without poppler: what this program itself does with a page's operators and with poppler's words.
// First byte: the fuzzer writes the operators, the words, or the whole file.
#include <string>

#include "../unit/documents/make.hpp"
#include "documents/pdf/content.hpp"
#include "documents/pdf/drawing.hpp"
#include "documents/pdf/layout.hpp"
#include "documents/pdf/lines.hpp"
#include "documents/pdf/open_tables.hpp"
#include "documents/pdf/tables.hpp"
#include "documents/pdf/words.hpp"
#include "documents_check.hpp"

namespace {

void look_at(gangmu::documents::pdf::Page& page) {
    using namespace gangmu::documents;
    pdf::turn_upright(page);
    pdf::take_fonts(page);
    std::vector<pdf::RuledTable> tables = pdf::find_tables(page);
    std::vector<pdf::Box> boxes;
    for (const pdf::RuledTable& table : tables)
        boxes.push_back(table.box);
    std::vector<bool> free(page.words.size(), true);
    for (std::size_t i = 0; i < free.size(); ++i)
        for (const pdf::Box& box : boxes)
            if (box.contains(page.words[i].box.middle_x(), page.words[i].box.middle_y())) free[i] = false;
    const std::vector<pdf::Part> parts = pdf::parts_of(page, free, boxes);
    for (pdf::RuledTable& table : pdf::find_open_tables(page, parts, free))
        tables.push_back(std::move(table));
    pdf::number_lines(page, parts);
    free.assign(page.words.size(), true);
    for (const pdf::RuledTable& table : tables)
        gangmu::fuzz::check_table(pdf::fill_table(table, page, 1, false, free).table);
    std::vector<const pdf::Word*> rest;
    for (std::size_t i = 0; i < page.words.size(); ++i)
        if (free[i]) rest.push_back(&page.words[i]);
    const auto lines = pdf::lines_of(rest);
    (void)pdf::cell_text(lines, 0, 500);
    (void)pdf::turned_back({0, 0, 10, 10}, page);
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
