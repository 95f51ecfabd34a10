// Plain text and Markdown, with the scraps of HTML that texts made from office files carry.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "documents/open.hpp"

namespace gangmu::documents {
namespace {

Document read(std::string_view text, std::string_view name = "a.txt") {
    auto result = parse(name, text);
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().what.en);
    return result ? *result : Document{};
}

std::string cell(const Block& block, std::size_t row, std::size_t column) {
    if (row >= block.table.rows.size() || column >= block.table.rows[row].cells.size()) return "no such cell";
    return block.table.rows[row].cells[column].text;
}

TEST(Text, HeadingsParagraphsAndTheirLines) {
    const Document d = read("\n# 壹、前言 #\n\n第一段\r\n  第二段\n");
    ASSERT_EQ(d.blocks.size(), 3u);
    EXPECT_EQ(d.blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(d.blocks[0].level, 1);
    EXPECT_EQ(d.blocks[0].text, "壹、前言");
    EXPECT_EQ(d.blocks[0].place.first_line, 2u);
    EXPECT_EQ(d.blocks[1].text, "第一段");
    EXPECT_EQ(d.blocks[2].text, "第二段");
    EXPECT_EQ(d.blocks[2].place.first_line, 5u);
    EXPECT_EQ(d.blocks[2].indent, 2);
    EXPECT_EQ(d.info.lines, 5u);
    EXPECT_EQ(d.info.media_type, "text/plain");
}

TEST(Text, ListMarkersStandApartFromTheText) {
    const Document d = read("- 甲\n - ✓ 乙\n- 丙\n●丁\n■ 戊\n-1.5 度\n+3%\n*註\n");
    ASSERT_EQ(d.blocks.size(), 8u);
    EXPECT_EQ(d.blocks[0].marker, "-");
    EXPECT_EQ(d.blocks[0].level, 1);
    EXPECT_EQ(d.blocks[1].marker, "✓");
    EXPECT_EQ(d.blocks[1].level, 2);
    EXPECT_EQ(d.blocks[1].text, "乙");
    EXPECT_EQ(d.blocks[2].level, 1);
    EXPECT_EQ(d.blocks[3].marker, "●");
    EXPECT_EQ(d.blocks[3].text, "丁");
    EXPECT_EQ(d.blocks[4].marker, "■");
    for (std::size_t i = 5; i < 8; ++i)
        EXPECT_EQ(d.blocks[i].kind, BlockKind::paragraph) << d.blocks[i].text;
    EXPECT_EQ(d.blocks[7].text, "*註");
}

TEST(Text, InlineMarkupGoesAndWhatLooksLikeItStays) {
    EXPECT_EQ(read("**台灣**的 *重點* 與 2*3*4，a < b，<3 件，&amp; &lt;").blocks[0].text,
              "台灣的 重點 與 2*3*4，a < b，<3 件，& <");
    EXPECT_EQ(read("見[計畫](https://example.org/a)與\\#1").blocks[0].text, "見計畫與#1");
    EXPECT_EQ(read("效率 $\\geq 24\\%$，$100 與 $200").blocks[0].text, "效率 ≥ 24%，$100 與 $200");
    EXPECT_TRUE(read("<b>全部</b>").blocks[0].bold);
    EXPECT_FALSE(read("<b>一</b>半").blocks[0].bold);
}

TEST(Text, SuperscriptsAreMarksOnlyWhereTheFootnoteExists) {
    const Document d = read(
        "公司<sup>1</sup>投資 10<sup>6</sup> 元、5 "
        "m<sup>2</sup>、<sup>28</sup>Si、計畫<sup>9</sup>\n\n---\n\n<sup>1</sup> 註一\n<sup>2</sup> 註二\n");
    ASSERT_EQ(d.blocks.size(), 4u);
    EXPECT_EQ(d.blocks[0].text, "公司投資 10⁶ 元、5 m²、²⁸Si、計畫⁹");
    EXPECT_EQ(d.blocks[1].aside, Aside::footnote_rule);
    EXPECT_EQ(d.blocks[2].kind, BlockKind::footnote);
    EXPECT_EQ(d.blocks[2].marker, "1");
    EXPECT_EQ(d.blocks[2].text, "註一");
    const Document u = read("網路¹與R²，Cu²⁺\n\n¹ 註\n² 註\n");
    EXPECT_EQ(u.blocks[0].text, "網路與R²，Cu²⁺");
}

TEST(Text, TabTables) {
    const Document d = read(
        "事項\t作法\t期程\n<b>1. 甲</b>  <b>目標：</b> •五件\t<p>一</p> "
        "<p>二</p>\t110/1~111/12\t\n\t乙\n---\t---\t--\n\n丙\t丁\n");
    ASSERT_EQ(d.blocks.size(), 2u);
    const Block& table = d.blocks[0];
    ASSERT_EQ(table.kind, BlockKind::table);
    EXPECT_EQ(table.table.columns, 4u);
    ASSERT_EQ(table.table.rows.size(), 3u);
    EXPECT_EQ(cell(table, 1, 0), "1. 甲\n目標：\n•五件");
    EXPECT_EQ(cell(table, 1, 1), "一\n二");
    EXPECT_EQ(cell(table, 2, 0), "");
    EXPECT_EQ(cell(table, 2, 1), "乙");
    EXPECT_EQ(table.table.rows[2].place.first_line, 3u);
    EXPECT_EQ(table.place.last_line, 4u);
    EXPECT_EQ(d.blocks[1].kind, BlockKind::paragraph) << "one line with one tab is no table";
}

TEST(Text, ListsInCellsKeepTheirNumbers) {
    const Document d = read(
        "甲\t<ol><li>一</li><li>二</li></ol>\t<ol style=\"list-style-type: none\"> <li>(1) 三</li> </ol>\n");
    ASSERT_EQ(d.blocks.size(), 1u);
    EXPECT_EQ(cell(d.blocks[0], 0, 1), "1. 一\n2. 二");
    EXPECT_EQ(cell(d.blocks[0], 0, 2), "(1) 三");
}

TEST(Text, PipeAndGridTables) {
    const Document d = read(
        "| 甲 | 乙 |\n|---|:--|\n| 1\\|2 | **3** |\n\n+----+----+\n| 甲 | 乙 |\n+====+====+\n| 一 | 二 |\n|  "
        "  | 三 |\n+----+----+\n",
        "a.md");
    ASSERT_EQ(d.blocks.size(), 2u);
    EXPECT_TRUE(d.blocks[0].table.rows[0].cells[0].header);
    EXPECT_EQ(cell(d.blocks[0], 1, 0), "1|2");
    EXPECT_TRUE(d.blocks[0].table.rows[1].cells[1].bold);
    EXPECT_EQ(cell(d.blocks[1], 1, 1), "二\n三");
    EXPECT_EQ(d.blocks[1].table.rows[1].place.last_line, 9u);
    EXPECT_EQ(d.info.media_type, "text/markdown");
}

TEST(Text, ColumnsKeptApartByBlanks) {
    const Document d = read(
        "表1 績效指標\n"
        "績效指標          單位   112年    113年   114年\n"
        "----------------------------------------------\n"
        "資料集開放數      項      1,200    1,500   1,800\n"
        "線上申辦比率      %          62       70      80\n"
        "人工智慧課程      班                   6      12\n"
        "說明：以年底為準。\n");
    ASSERT_EQ(d.blocks.size(), 3u);
    EXPECT_EQ(d.blocks[1].kind, BlockKind::table);
    ASSERT_EQ(d.blocks[1].table.rows.size(), 4u);
    EXPECT_EQ(d.blocks[1].table.columns, 5u);
    EXPECT_EQ(cell(d.blocks[1], 1, 3), "1,500");
    EXPECT_EQ(cell(d.blocks[1], 3, 0), "人工智慧課程");
    EXPECT_EQ(cell(d.blocks[1], 3, 2), "");
    EXPECT_EQ(cell(d.blocks[1], 3, 4), "12");
    EXPECT_EQ(d.blocks[1].table.rows[1].place.first_line, 4u);
    EXPECT_EQ(d.blocks[2].text, "說明：以年底為準。");
}

TEST(Text, LinesWithGapsAreNoTable) {
    for (const char* text : {"主辦：甲局    協辦：乙局    期程：114年\n主辦：丙局 與丁局  期程：115年\n",
                             "甲  乙  丙\n丁戊己庚辛壬癸子丑寅\n",
                             "Name:  Alice   Bob   Carol\nThey met in the hall and talked for a while.\n"}) {
        for (const Block& block : read(text).blocks)
            EXPECT_NE(block.kind, BlockKind::table) << text;
    }
}

TEST(Text, HtmlTablesOverSeveralLines) {
    const Document d = read(
        "甲\n\n<table>\n<tr><td "
        "rowspan=2>一</td><td>二</td></tr>\n<tr>\n<td>三</td></tr>\n</table>\n乙\n<table\n");
    ASSERT_EQ(d.blocks.size(), 4u);
    const Block& table = d.blocks[1];
    ASSERT_EQ(table.table.rows.size(), 2u);
    EXPECT_EQ(table.table.rows[0].cells[0].row_span, 2u);
    EXPECT_EQ(table.table.rows[1].cells[0].place.first_line, 6u);
    EXPECT_EQ(table.place.first_line, 4u);
    EXPECT_EQ(d.blocks[2].text, "乙");
    EXPECT_EQ(d.blocks[2].place.first_line, 8u);
    EXPECT_EQ(d.blocks[3].text, "<table");
}

TEST(Text, ContentsPagesAreSetAside) {
    const Document d = read("目 錄\n\n壹、前言.....3\n貳、計畫\t9\n附錄、表\t\n\n壹、前言\n");
    ASSERT_EQ(d.blocks.size(), 5u);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(d.blocks[i].aside, Aside::contents) << d.blocks[i].text;
    EXPECT_EQ(d.blocks[4].aside, Aside::none);
    EXPECT_EQ(read("目錄\n\n本計畫內容如下。\n").blocks[0].aside, Aside::none);
}

TEST(Text, PageNumbersAndCaptions) {
    const Document d = read("- 3 -\n表 1-1、分工表\n表1 顯示本計畫之成果。\n第 4 頁，共 9 頁\n");
    EXPECT_EQ(d.blocks[0].aside, Aside::page_number);
    EXPECT_EQ(d.blocks[1].kind, BlockKind::caption);
    EXPECT_EQ(d.blocks[2].kind, BlockKind::paragraph);
    EXPECT_EQ(d.blocks[3].aside, Aside::page_number);
}

TEST(Text, RefusesWhatIsNoText) {
    EXPECT_EQ(parse("a.txt", "").error().code, "document-empty");
    EXPECT_EQ(parse("a.txt", " \n\n").error().code, "document-empty");
    EXPECT_EQ(parse("a.bin", std::string("\x01\x02\x03\x00\x04\x05zz", 8)).error().code, "document-unknown");
    EXPECT_EQ(parse("a.png", "\x89PNG\r\n\x1a\n....").error().code, "document-unknown");
    EXPECT_EQ(parse("a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....").error().code, "document-old-format");
    Limits limits;
    limits.file_bytes = 3;
    EXPECT_EQ(parse("a.txt", "abcd", limits).error().code, "document-too-large");
}

TEST(Text, SharedDocumentsGiveTheirTables) {
    const std::filesystem::path seeds = std::filesystem::path(GANGMU_SOURCE_DIR) / "../shared/seeds";
    if (!std::filesystem::exists(seeds)) GTEST_SKIP() << "no ../shared/seeds here";
    std::size_t tables = 0, rows = 0, footnotes = 0, contents = 0;
    for (const auto& entry : std::filesystem::directory_iterator(seeds)) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        for (const Block& block : read(text.str(), entry.path().filename().string()).blocks) {
            tables += block.kind == BlockKind::table;
            rows += block.table.rows.size();
            footnotes += block.kind == BlockKind::footnote;
            contents += block.aside == Aside::contents;
            EXPECT_EQ(block.text.find("<sup>"), std::string::npos);
            EXPECT_EQ(block.text.find("<b>"), std::string::npos);
        }
    }
    EXPECT_EQ(footnotes, 16u);
    EXPECT_EQ(contents, 8u + 10u + 20u);
    EXPECT_GT(tables, 100u);
    EXPECT_EQ(rows, 1083u - 7u - 9u - 19u - 3u) << "lines with tabs, less contents and rules";
}

}  // namespace
}  // namespace gangmu::documents
