// PDF: what stands where on the page. Columns of text, tables without vertical lines, pages that lie on their
// side. Made in code; needs pdftotext.
#include <gtest/gtest.h>

#include "documents/carrier.hpp"
#include "documents/open.hpp"
#include "documents/pdf/drawing.hpp"
#include "documents/pdf/lines.hpp"
#include "documents/pdf/words.hpp"
#include "unit/documents/make.hpp"

namespace gangmu::documents {
namespace {

using made::line;
using made::show;

Document read(const std::string& bytes) {
    auto result = parse("a.pdf", bytes);
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().what.en);
    return result ? *result : Document{};
}

std::vector<std::string> row_texts(const Row& row) {
    std::vector<std::string> out;
    for (const Cell& cell : row.cells)
        out.push_back(cell.text);
    return out;
}
using Texts = std::vector<std::string>;

const Table* only_table(const Document& document) {
    const Table* found = nullptr;
    for (const Block& block : document.blocks)
        if (block.kind == BlockKind::table) {
            EXPECT_EQ(found, nullptr) << "more than one table";
            found = &block.table;
        }
    return found;
}

TEST(PdfLayout, TwoColumnsAreReadOneAfterTheOther) {
    std::string page =
        show(60, 790, "Action plan of the county for clean water in all of its towns and villages", 12);
    for (int i = 0; i < 8; ++i) {
        const std::string n = std::to_string(i);
        page += show(60, 740 - 14 * i, "left line " + n + " of a paragraph that fills it", 10);
        page += show(320, 737 - 14 * i, "right line " + n + " of a paragraph that fills", 10);
    }
    page += show(60, 560, "A last line that goes over the whole width of the page, below both of the columns",
                 12);
    const Document d = read(made::pdf({page}));
    std::string all;
    for (const Block& block : d.blocks)
        all += block.text + "|";
    EXPECT_LT(all.find("left line 7"), all.find("right line 0")) << all;
    EXPECT_LT(all.find("right line 7"), all.find("A last line")) << all;
    EXPECT_EQ(all.find('\t'), std::string::npos) << all;
}

TEST(PdfLayout, ThreeColumnsAreReadOneAfterTheOther) {
    std::string page = show(50, 790, "Yearbook of the harbour: what was done in the year", 12);
    for (int i = 0; i < 9; ++i) {
        const std::string n = std::to_string(i);
        page += show(50, 740 - 14 * i, "left line " + n + " of a text that fills it", 9);
        page += show(222, 738 - 14 * i, "middle line " + n + " of a text that fills", 9);
        page += show(394, 736 - 14 * i, "right line " + n + " of a text that fills", 9);
    }
    const Document d = read(made::pdf({page}));
    std::string all;
    for (const Block& block : d.blocks)
        all += block.text + "|";
    EXPECT_LT(all.find("left line 8"), all.find("middle line 0")) << all;
    EXPECT_LT(all.find("middle line 8"), all.find("right line 0")) << all;
    EXPECT_EQ(all.find('\t'), std::string::npos) << all;
}

TEST(PdfLayout, ATableWithThreeRulesOnly) {
    std::string page = show(60, 760, "Some text before.");
    page += line(60, 720, 500, 720) + line(60, 700, 500, 700) + line(60, 640, 500, 640);
    const char* cells[4][3] = {{"Indicator", "2024", "2025"},
                               {"Homes with water", "92.1", "95.0"},
                               {"Meters", "", "1,600"},
                               {"Leaks", "12", "8"}};
    for (int r = 0; r < 4; ++r) {
        const double y = r == 0 ? 706 : 704 - 18 * r;
        page += show(64, y, cells[r][0], 11);
        if (*cells[r][1]) page += show(300, y, cells[r][1], 11);
        page += show(420, y, cells[r][2], 11);
    }
    page += show(60, 600, "Some text after.");
    const Document d = read(made::pdf({page}));
    const Table* t = only_table(d);
    ASSERT_TRUE(t);
    ASSERT_EQ(t->rows.size(), 4u);
    EXPECT_EQ(row_texts(t->rows[0]), (Texts{"Indicator", "2024", "2025"}));
    EXPECT_EQ(row_texts(t->rows[2]), (Texts{"Meters", "", "1,600"}));
    EXPECT_EQ(row_texts(t->rows[3]), (Texts{"Leaks", "12", "8"}));
    EXPECT_EQ(d.blocks.back().text, "Some text after.");
}

// Word and browsers draw the rules cell by cell: their pieces show the columns even where texts nearly meet.
TEST(PdfLayout, RulesUnderEveryRowShowColumnsAndWrappedCells) {
    std::string page;
    for (double y : {720.0, 690.0, 650.0, 620.0, 590.0})
        page += line(60, y, 200, y) + line(200, y, 300, y) + line(300, y, 460, y);
    page += show(64, 700, "Measure", 11) + show(204, 700, "Lead", 11) + show(304, 700, "Help", 11);
    page += show(64, 672, "Replace old pipes and", 11) + show(64, 658, "meters", 11) +
            show(204, 672, "Water Bureau", 11);
    page += show(304, 672, "Works", 11) + show(64, 628, "Teach", 11) + show(204, 628, "Schools", 11);
    page += show(304, 598, "Parks", 11) + show(64, 598, "Rain", 11);
    const Table* t = nullptr;
    const Document d = read(made::pdf({page}));
    t = only_table(d);
    ASSERT_TRUE(t);
    ASSERT_EQ(t->rows.size(), 4u);
    EXPECT_EQ(row_texts(t->rows[1]), (Texts{"Replace old pipes and meters", "Water Bureau", "Works"}));
    EXPECT_EQ(row_texts(t->rows[3]), (Texts{"Rain", "", "Parks"}));
}

TEST(PdfLayout, ATableWithoutAnyLine) {
    std::string page = show(60, 760, "The money is shown in thousands.");
    const char* rows[4][4] = {{"Item", "2024", "2025", "Sum"},
                              {"Pipes", "12,000", "9,000", "21,000"},
                              {"Stations", "3,200", "800", "4,000"},
                              {"Sum", "15,200", "9,800", "25,000"}};
    for (int r = 0; r < 4; ++r)
        for (int c = 0; c < 4; ++c)
            page += show(60 + 110 * c, 720 - 18 * r, rows[r][c], 11);
    page += show(60, 600, "It is to be spent within the year.");
    const Document d = read(made::pdf({page}));
    const Table* t = only_table(d);
    ASSERT_TRUE(t);
    ASSERT_EQ(t->rows.size(), 4u);
    EXPECT_EQ(row_texts(t->rows[2]), (Texts{"Stations", "3,200", "800", "4,000"}));
}

TEST(PdfLayout, WhatIsNoTable) {
    std::string contents, list, signatures;
    for (int i = 1; i <= 6; ++i) {
        const std::string n = std::to_string(i);
        contents += show(60, 740 - 18 * i, "Chapter " + n, 11) + show(500, 740 - 18 * i, n, 11);
        list += show(60, 740 - 18 * i, n + ".", 11) + show(90, 740 - 18 * i, "An item of the list", 11);
        signatures += show(60, 740 - 18 * i, "Name of the bureau", 11) +
                      show(320, 740 - 18 * i, "Name of a person", 11);
    }
    for (const std::string& page : {contents, list, signatures}) {
        const Document d = read(made::pdf({page}));
        EXPECT_EQ(only_table(d), nullptr);
    }
}

TEST(PdfLayout, TextThatRunsUpwardsIsReadAlongItsLines) {
    std::string page;
    for (int i = 0; i < 4; ++i)
        page += "BT /F 12 Tf 0 1 -1 0 " + std::to_string(100 + 30 * i) + " 80 Tm (Row " + std::to_string(i) +
                " of the page) Tj ET\n";
    page += "90 70 m 90 500 l 160 500 l 160 70 l 90 70 l S 120 70 m 120 500 l S\n";
    const Document d = read(made::pdf({page}));
    const Table* t = only_table(d);
    ASSERT_TRUE(t);
    ASSERT_EQ(t->rows.size(), 2u);
    EXPECT_EQ(t->rows[0].cells[0].text, "Row 0 of the page");
    EXPECT_EQ(d.blocks.back().text, "Row 3 of the page");
    // where it stands on the page as it is shown
    EXPECT_NEAR(d.blocks.back().place.right, 193, 6);
    EXPECT_GT(d.blocks.back().place.bottom, 700);
}

TEST(PdfWords, PlacesThatAreNoNumbersAreNone) {
    const auto pages = pdf::parse_words(
        "<page width=\"nan\" height=\"inf\"><word xMin=\"nan\" yMin=\"1e38\" xMax=\"-inf\" "
        "yMax=\"5\">x</word></page>");
    ASSERT_EQ(pages.size(), 1u);
    EXPECT_EQ(pages[0].width, 0);
    EXPECT_EQ(pages[0].words[0].box.left, 0);
    EXPECT_EQ(pages[0].words[0].box.top, 1e6F);
}

TEST(PdfLines, TornDatesAndFigures) {
    auto joined = [](std::string a, const char* b) {
        pdf::append_line(a, b);
        return a;
    };
    EXPECT_EQ(joined("114/9~1", "15/3"), "114/9~115/3");
    EXPECT_EQ(joined("114/1", "2"), "114/12");
    EXPECT_EQ(joined("114/9-", "115/3"), "114/9-115/3");
    EXPECT_EQ(joined("12,0", "00"), "12,000");
    EXPECT_EQ(joined("11", "4/7~115/2"), "114/7~115/2");
    EXPECT_EQ(joined("150~1", "80 MW"), "150~180 MW");
    EXPECT_EQ(joined("1-1", "2 towns"), "1-1 2 towns");
    EXPECT_EQ(joined("114/1", "115/12"), "114/1 115/12");
    EXPECT_EQ(joined("114", "115"), "114 115");
    EXPECT_EQ(joined("12,000", "13,000"), "12,000 13,000");
    EXPECT_EQ(joined("chapter 1", "2 towns"), "chapter 1 2 towns");
}

TEST(PdfFonts, TheTallBoxesOfAType3FontAreCutToTheirLine) {
    pdf::Page page;
    page.width = 595;
    page.height = 842;
    pdf::Word above, below;
    above.text = "above";
    above.box = {67, 725, 120, 751};  // 10 points, taken for 20
    below.text = "below";
    below.box = {67, 738, 120, 764};
    page.words = {above, below};
    page.marks = {{67, 744, 10, true}, {67, 757, 10, false}};
    pdf::take_fonts(page);
    EXPECT_TRUE(page.words[0].bold);
    EXPECT_FALSE(page.words[1].bold);
    EXPECT_NEAR(page.words[1].size, 10, 0.1);
    EXPECT_NEAR(page.words[1].box.top, 747.5, 0.1);
    EXPECT_NEAR(page.words[1].box.bottom, 760.5, 0.1);
    EXPECT_LT(page.words[0].box.bottom, page.words[1].box.bottom - 10);
}

TEST(PdfFonts, AFontWithoutANameIsBoldAsItsDescriptorSays) {
    const std::string page = "BT /T 10 Tf 60 700 Td (a) Tj ET BT /F 10 Tf 60 680 Td (a) Tj ET";
    const std::string bytes = made::pdf(
        {page},
        "/Font<</F 3 0 R/T<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]/FontBBox[0 0 1 1]/CharProcs<<>>"
        "/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1]"
        "/FontDescriptor<</Type/FontDescriptor/FontName/AAAAAA+NotoSerif-Bold/Flags 4>>>>>>");
    const Limits limits;
    auto drawings = pdf::Drawings::open({"a.pdf", bytes, limits});
    ASSERT_TRUE(drawings.has_value());
    pdf::Page drawn;
    drawings->read(0, drawn);
    ASSERT_EQ(drawn.marks.size(), 2u);
    EXPECT_TRUE(drawn.marks[0].bold);
    EXPECT_FALSE(drawn.marks[1].bold);
}

TEST(PdfFonts, AType3FontIsLookedUpInTheFileAsItStands) {
    // qpdf knows no object 90: what is bold was not parsed by it
    const std::string bytes =
        made::pdf({"BT /T 10 Tf 60 700 Td (a) Tj ET BT /U 10 Tf 60 680 Td (a) Tj ET"},
                  "/Font<</T 90 0 R/U 91 0 R>>") +
        "90 0 obj\n<</Type /Font /Subtype /Type3 /CharProcs <<>> /FontDescriptor 92 0 R>>\nendobj\n"
        "91 0 obj\n<</Type /Font /Subtype /Type3 /CharProcs <<>> /FontDescriptor 93 0 R>>\nendobj\n"
        "92 0 obj\n<</FontName /AAAAAA+NotoSerif-Bold /StemV 172>>\nendobj\n"
        "93 0 obj\n<</FontName /AAAAAA+NotoSerif-Regular /FontFamily (Bold)>>\nendobj\n";
    const Limits limits;
    auto drawings = pdf::Drawings::open({"a.pdf", bytes, limits});
    ASSERT_TRUE(drawings.has_value());
    pdf::Page drawn;
    drawings->read(0, drawn);
    ASSERT_EQ(drawn.marks.size(), 2u);
    EXPECT_TRUE(drawn.marks[0].bold);
    EXPECT_FALSE(drawn.marks[1].bold);
}

}  // namespace
}  // namespace gangmu::documents
