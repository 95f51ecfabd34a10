// XLSX, ODS and CSV.
#include <gtest/gtest.h>

#include "documents/open.hpp"
#include "documents/sheet/number_format.hpp"
#include "unit/documents/make.hpp"

namespace gangmu::documents {
namespace {

Document read(std::string_view name, const std::string& bytes) {
    auto result = parse(name, bytes);
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().what.en);
    return result ? *result : Document{};
}

TEST(NumberFormat, AsTheSheetShowsIt) {
    using sheet::format_cell_number;
    EXPECT_EQ(format_cell_number(0.1 + 0.2, "", false), "0.3");
    EXPECT_EQ(format_cell_number(110, "General", false), "110");
    EXPECT_EQ(format_cell_number(1234567.891, "#,##0", false), "1,234,568");
    EXPECT_EQ(format_cell_number(-1234.5, "#,##0.00", false), "-1,234.50");
    EXPECT_EQ(format_cell_number(-1234.5, "#,##0;(#,##0)", false), "(1,235)");
    EXPECT_EQ(format_cell_number(0.256, "0.0%", false), "25.6%");
    EXPECT_EQ(format_cell_number(0, "0;-0;\"-\"", false), "-");
    EXPECT_EQ(format_cell_number(93.45, "0.00\"億元\"", false), "93.45億元");
    EXPECT_EQ(format_cell_number(12345, "\"NT$\"#,##0", false), "NT$12,345");
    EXPECT_EQ(format_cell_number(7, "000", false), "007");
    EXPECT_EQ(format_cell_number(1.5, "0.0#", false), "1.5");
    EXPECT_EQ(format_cell_number(44197, "yyyy/mm/dd", false), "2021/01/01");
    EXPECT_EQ(format_cell_number(44197.75, "yyyy-mm-dd hh:mm", false), "2021-01-01 18:00");
    EXPECT_EQ(format_cell_number(44197, "[$-404]e\"年\"m\"月\"d\"日\"", false), "110年1月1日");
    EXPECT_EQ(format_cell_number(42735, "yyyy/m/d", true), "2021/1/1");
    EXPECT_EQ(format_cell_number(1, "yyyy/m/d", false), "1900/1/1");
    EXPECT_EQ(format_cell_number(1e300, "yyyy/m/d", false), "1e+300");
}

TEST(Xlsx, CellsMergesStringsAndFormats) {
    const Document d =
        read("a.xlsx",
             made::xlsx("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
                        "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"C3\" "
                        "t=\"s\"><v>1</v></c><c r=\"D3\"/></row>"
                        "<row r=\"4\"><c r=\"B4\" s=\"1\"><v>0.25</v></c><c r=\"C4\" "
                        "t=\"str\"><f>A1</f><v>算</v></c><c r=\"D4\"><v>3</v></c></row>"
                        "<row r=\"5\"><c r=\"D5\"><v>4</v></c></row>",
                        "<mergeCells><mergeCell ref=\"C3:D3\"/><mergeCell ref=\"B4:B5\"/></mergeCells>",
                        "<fonts><font/><font><b/></font></fonts><cellXfs><xf numFmtId=\"0\" "
                        "fontId=\"0\"/><xf numFmtId=\"9\" fontId=\"1\"/></cellXfs>",
                        "<si><t>題</t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>x</t></rPh></si>"));
    ASSERT_EQ(d.blocks.size(), 3u);
    EXPECT_EQ(d.blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(d.blocks[0].text, "表");
    EXPECT_EQ(d.blocks[1].text, "題");
    EXPECT_EQ(d.blocks[1].place.cells, "A1");
    const Table& t = d.blocks[2].table;
    EXPECT_EQ(d.blocks[2].place.cells, "B3:D5");
    EXPECT_EQ(d.blocks[2].place.sheet, "表");
    ASSERT_EQ(t.rows.size(), 3u);
    EXPECT_EQ(t.rows[0].cells[1].text, "乙丙");
    EXPECT_EQ(t.rows[0].cells[1].column_span, 2u);
    EXPECT_EQ(t.rows[0].cells[1].place.cells, "C3:D3");
    EXPECT_EQ(t.rows[1].cells[0].text, "25%");
    EXPECT_TRUE(t.rows[1].cells[0].bold);
    EXPECT_EQ(t.rows[1].cells[0].row_span, 2u);
    EXPECT_EQ(t.rows[1].cells[1].text, "算");
    ASSERT_EQ(t.rows[2].cells.size(), 2u);
    EXPECT_EQ(t.rows[2].cells[0].place.cells, "C5");
    EXPECT_EQ(t.rows[2].cells[1].text, "4");
    ASSERT_EQ(d.diagnostics.size(), 1u);
    EXPECT_EQ(d.diagnostics[0].code, "reading-hidden-sheet");
}

TEST(Ods, ShownTextRepeatsAndSpans) {
    const std::string bytes = made::zip(
        {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
         {"content.xml",
          "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" "
          "xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"一\">"
          "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell "
          "table:number-columns-repeated=\"2\"><text:p>乙</text:p></table:table-cell></table:table-row>"
          "<table:table-row><table:table-cell "
          "table:number-columns-spanned=\"2\"><text:p>1,234</text:p><text:p>丙</text:p></"
          "table:table-cell><table:covered-table-cell/><table:table-cell "
          "table:number-columns-repeated=\"16000\"/></table:table-row>"
          "<table:table-row "
          "table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table></"
          "office:spreadsheet></office:body></office:document-content>"}});
    const Document d = read("a.ods", bytes);
    ASSERT_EQ(d.blocks.size(), 2u);
    const Table& t = d.blocks[1].table;
    ASSERT_EQ(t.rows.size(), 2u);
    EXPECT_EQ(t.columns, 3u);
    EXPECT_EQ(t.rows[0].cells[2].text, "乙");
    EXPECT_EQ(t.rows[1].cells[0].text, "1,234\n丙");
    EXPECT_EQ(t.rows[1].cells[0].column_span, 2u);
    EXPECT_EQ(t.rows[1].cells[1].place.cells, "C2");
}

TEST(Csv, QuotesSeparatorsAndLines) {
    const Document d =
        read("a.csv", "\xEF\xBB\xBF計畫一覽\n編號;名稱;值\n1;\"甲;\n\"\"乙\"\"\";3\n2;丙;\n\n註;x\n");
    ASSERT_EQ(d.blocks.size(), 3u);
    EXPECT_EQ(d.blocks[0].text, "計畫一覽");
    const Table& t = d.blocks[1].table;
    ASSERT_EQ(t.rows.size(), 3u);
    EXPECT_EQ(t.rows[1].cells[1].text, "甲;\n\"乙\"");
    EXPECT_EQ(t.rows[1].cells[1].place.first_line, 3u);
    EXPECT_EQ(t.rows[1].cells[1].place.last_line, 4u);
    EXPECT_EQ(t.rows[2].cells.size(), 3u);
    EXPECT_EQ(t.rows[2].cells[2].text, "");
    EXPECT_EQ(t.rows[2].place.first_line, 5u);
    EXPECT_EQ(read("a.tsv", "a\tb\nc\td\n").blocks[0].table.columns, 2u);
}

TEST(NumberFormat, ErasConditionsAndNumerals) {
    using sheet::format_cell_number;
    EXPECT_EQ(format_cell_number(45658, "[$-411]ggge\"年\"m\"月\"d\"日\"", false), "令和7年1月1日");
    EXPECT_EQ(format_cell_number(43585, "[$-411]ggge\"年\"", false), "平成31年");
    EXPECT_EQ(format_cell_number(45658, "[$-404]ggge\"年\"m\"月\"", false), "民國114年1月");
    EXPECT_EQ(format_cell_number(45658, "e.mm.dd", false), "114.01.01");
    EXPECT_EQ(format_cell_number(45658, "[$-409]mmm\\-yy;@", false), "Jan-25");
    EXPECT_EQ(format_cell_number(120, "General\"人次\"", false), "120人次");
    EXPECT_EQ(format_cell_number(12345, "0.00E+00", false), "12345");
    EXPECT_EQ(format_cell_number(1500, "[>=1000]#,##0\"千\";0", false), "1,500千");
    EXPECT_EQ(format_cell_number(500, "[>=1000]#,##0\"千\";0", false), "500");
    EXPECT_EQ(format_cell_number(23, "[DBNum1][$-404]General", false), "二十三");
    EXPECT_EQ(format_cell_number(-5, "0;(0)", false), "(5)");
}

TEST(Xlsx, WhatIsHiddenIsLeftOutAndTold) {
    const auto cell = [](const char* name, const char* text) {
        return std::string("<c r=\"") + name + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    };
    const std::string data = "<row r=\"1\">" + cell("A1", "項次") + cell("B1", "藏") + cell("C1", "期程") +
                             "</row><row r=\"2\" hidden=\"1\">" + cell("A2", "1") + cell("C2", "114年") +
                             "</row><row r=\"3\">" + cell("A3", "2") + cell("B3", "密") +
                             cell("C3", "115年") + "</row>";
    const auto result = parse(
        "a.xlsx",
        made::zip({{"xl/workbook.xml",
                    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表\" r:id=\"r1\"/></sheets></workbook>"},
                   {"xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" "
                    "Target=\"s.xml\"/></Relationships>"},
                   {"xl/s.xml", "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>" +
                                    data + "</sheetData></worksheet>"}}));
    ASSERT_TRUE(result);
    ASSERT_EQ(result->diagnostics.size(), 1u);
    EXPECT_EQ(result->diagnostics[0].code, "reading-hidden-cells");
    const Table& t = result->blocks.back().table;
    ASSERT_EQ(t.rows.size(), 2u);
    ASSERT_EQ(t.columns, 2u);
    EXPECT_EQ(t.rows[1].cells[1].text, "115年");
    EXPECT_EQ(t.rows[1].cells[1].place.cells, "C3") << "places are those of the sheet";
}

}  // namespace
}  // namespace gangmu::documents
