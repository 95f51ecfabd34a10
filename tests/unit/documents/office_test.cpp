// DOCX and ODT.
#include <gtest/gtest.h>

#include "documents/open.hpp"
#include "unit/documents/make.hpp"

namespace gangmu::documents {
namespace {

Document read(std::string_view name, const std::string& bytes, const Limits& limits = {}) {
    auto result = parse(name, bytes, limits);
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().what.en);
    return result ? *result : Document{};
}

std::string p(const std::string& text, const std::string& properties = {}) {
    return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}
std::string numbered(const std::string& text, int id, int level) {
    return p(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                       std::to_string(id) + "\"/></w:numPr>");
}
std::string level(int index, const char* format, const char* text) {
    return "<w:lvl w:ilvl=\"" + std::to_string(index) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
           format + "\"/><w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}

TEST(Docx, NumberingIsResolvedAndRestarts) {
    const std::string numbering = "<w:abstractNum w:abstractNumId=\"7\">" +
                                  level(0, "taiwaneseCountingThousand", "%1、") + level(1, "decimal", "%2.") +
                                  level(2, "ideographTraditional", "(%3)") + level(3, "upperRoman", "%2.%4") +
                                  "</w:abstractNum>" + "<w:abstractNum w:abstractNumId=\"8\">" +
                                  level(0, "bullet", "\xEF\x82\xB7") + "</w:abstractNum>" +
                                  "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num "
                                  "w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>"
                                  "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride "
                                  "w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";
    const Document d =
        read("a.docx", made::docx(numbered("甲", 1, 0) + numbered("乙", 1, 1) + numbered("丙", 1, 1) +
                                      numbered("丁", 1, 3) + numbered("戊", 1, 0) + numbered("己", 1, 1) +
                                      numbered("庚", 2, 0) + numbered("辛", 3, 0) + numbered("壬", 1, 2) +
                                      numbered("無", 0, 0),
                                  numbering));
    std::vector<std::string> markers;
    for (const Block& block : d.blocks)
        markers.push_back(block.marker);
    EXPECT_EQ(markers,
              (std::vector<std::string>{"一、", "1.", "2.", "2.I", "二、", "1.", "•", "五、", "(甲)", ""}));
    EXPECT_EQ(d.blocks[1].kind, BlockKind::list_item);
    EXPECT_EQ(d.blocks[1].level, 2);
    EXPECT_EQ(d.blocks[9].kind, BlockKind::paragraph);
    EXPECT_EQ(d.blocks[9].place.block, 10u);
}

TEST(Docx, HeadingsByStyleAndOutline) {
    const std::string styles =
        "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 2\"/><w:pPr><w:outlineLvl "
        "w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"K\"><w:name w:val=\"mine\"/><w:basedOn "
        "w:val=\"H\"/></w:style>";
    const Document d = read("a.docx", made::docx(p("甲", "<w:pStyle w:val=\"K\"/>") +
                                                     p("乙", "<w:outlineLvl w:val=\"0\"/>") + p("丙"),
                                                 {}, styles));
    ASSERT_EQ(d.blocks.size(), 3u);
    EXPECT_EQ(d.blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(d.blocks[0].level, 2);
    EXPECT_TRUE(d.blocks[0].bold);
    EXPECT_EQ(d.blocks[0].size, 16);
    EXPECT_EQ(d.blocks[0].style, "mine");
    EXPECT_EQ(d.blocks[1].level, 1);
    EXPECT_EQ(d.blocks[2].kind, BlockKind::paragraph);
}

TEST(Docx, RunsTabsFieldsAndTrackedChanges) {
    const Document d = read(
        "a.docx",
        made::docx(
            "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t xml:space=\"preserve\"> "
            "乙</w:t></w:r><w:del><w:r><w:delText>刪</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
            "<w:r><w:fldChar "
            "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>不</w:t></"
            "w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
            "<w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:rPr><w:vertAlign "
            "w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>"));
    ASSERT_EQ(d.blocks.size(), 3u);
    EXPECT_EQ(d.blocks[0].text, "甲\t 乙增3²");
    EXPECT_EQ(d.blocks[1].text, "一");
    EXPECT_EQ(d.blocks[2].text, "二");
}

TEST(Docx, TablesWithMergedCells) {
    auto tc = [](const std::string& text, const std::string& properties = {}) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text) + "</w:tc>";
    };
    const Document d =
        read("a.docx",
             made::docx("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" +
                        tc("甲", "<w:vMerge w:val=\"restart\"/>") + tc("乙", "<w:gridSpan w:val=\"2\"/>") +
                        "</w:tr>"
                        "<w:tr>" +
                        tc("", "<w:vMerge/>") + tc("1") + tc("2") +
                        "</w:tr>"
                        "<w:tr>" +
                        tc("", "<w:vMerge/>") + "<w:tc>" + p("x") + p("y") + "<w:tbl><w:tr>" + tc("內") +
                        tc("表") + "</w:tr></w:tbl></w:tc>" + tc("") + "</w:tr></w:tbl>"));
    ASSERT_EQ(d.blocks.size(), 1u);
    const Table& t = d.blocks[0].table;
    ASSERT_EQ(t.columns, 3u);
    ASSERT_EQ(t.rows.size(), 3u);
    EXPECT_EQ(t.rows[0].cells[0].row_span, 3u);
    EXPECT_TRUE(t.rows[0].cells[0].header);
    EXPECT_EQ(t.rows[0].cells[1].column_span, 2u);
    ASSERT_EQ(t.rows[1].cells.size(), 2u);
    EXPECT_EQ(t.rows[1].cells[0].column, 1u);
    EXPECT_EQ(t.rows[2].cells[0].text, "x\ny\n內\t表");
    EXPECT_EQ(t.rows[2].cells[1].text, "");
}

TEST(Docx, FootnotesHeadersAndTextBoxes) {
    const std::string w = " xmlns:w=\"w\"";
    const Document d = read(
        "a.docx",
        made::docx("<w:p><w:r><w:t>文</w:t><w:footnoteReference w:id=\"2\"/><w:drawing><w:txbxContent>" +
                       p("框") + "</w:txbxContent></w:drawing></w:r></w:p>",
                   {}, {},
                   {{"word/footnotes.xml",
                     "<w:footnotes" + w + "><w:footnote w:id=\"0\" w:type=\"separator\">" + p("-") +
                         "</w:footnote><w:footnote w:id=\"2\">" + p("註") + "</w:footnote></w:footnotes>"},
                    {"word/_rels/document.xml.rels",
                     "<Relationships><Relationship Id=\"a\" Type=\"x/header\" "
                     "Target=\"header1.xml\"/></Relationships>"},
                    {"word/header1.xml", "<w:hdr" + w + ">" + p("頁首") + "</w:hdr>"}}));
    ASSERT_EQ(d.blocks.size(), 4u);
    EXPECT_EQ(d.blocks[0].text, "文");
    EXPECT_EQ(d.blocks[1].kind, BlockKind::footnote);
    EXPECT_EQ(d.blocks[1].marker, "1");
    EXPECT_EQ(d.blocks[1].text, "註");
    EXPECT_EQ(d.blocks[2].text, "框");
    EXPECT_EQ(d.blocks[3].aside, Aside::page_header);
}

TEST(Odt, ListsHeadingsAndNotes) {
    const std::string styles =
        "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" "
        "style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/>"
        "<text:list-level-style-number text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\" "
        "style:num-suffix=\".\"/></text:list-style>"
        "<text:list-style style:name=\"B\"><text:list-level-style-bullet text:level=\"1\" "
        "text:bullet-char=\"●\"/></text:list-style>"
        "<style:style style:name=\"T\" style:family=\"text\"><style:text-properties "
        "fo:font-weight=\"bold\"/></style:style>";
    const std::string item = "<text:list-item><text:p>";
    const Document d =
        read("a.odt", made::odt("<text:h text:outline-level=\"2\">題<text:s text:c=\"2\"/>目</text:h>"
                                "<text:list xml:id=\"a\" text:style-name=\"L\">" +
                                    item + "甲</text:p><text:p>續</text:p><text:list>" + item +
                                    "子</text:p></text:list-item></text:list></text:list-item>" + item +
                                    "乙</text:p></text:list-item></text:list>"
                                    "<text:p><text:span text:style-name=\"T\">粗</text:span></text:p>"
                                    "<text:list text:style-name=\"L\" text:continue-list=\"a\">" +
                                    item +
                                    "丙</text:p></text:list-item></text:list>"
                                    "<text:list text:style-name=\"B\">" +
                                    item +
                                    "點</text:p></text:list-item></text:list>"
                                    "<text:p>文<text:note "
                                    "text:note-class=\"footnote\"><text:note-citation>1</"
                                    "text:note-citation><text:note-body><text:p>註</text:p></"
                                    "text:note-body></text:note>字<text:tab/>尾</text:p>"
                                    "<text:tracked-changes><text:p>刪</text:p></text:tracked-changes>",
                                styles));
    std::vector<std::string> shown;
    for (const Block& block : d.blocks)
        shown.push_back(block.marker + "|" + block.text);
    EXPECT_EQ(shown, (std::vector<std::string>{"|題  目", "一、|甲", "|續", "一.1.|子", "二、|乙", "|粗",
                                               "三、|丙", "●|點", "|文字\t尾", "1|註"}));
    EXPECT_EQ(d.blocks[0].level, 2);
    EXPECT_EQ(d.blocks[3].level, 2);
    EXPECT_TRUE(d.blocks[5].bold);
    EXPECT_EQ(d.blocks[9].kind, BlockKind::footnote);
}

TEST(Office, PropertiesSayATitle) {
    const std::string core =
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title> 海岸計畫 "
        "</dc:title></cp:coreProperties>";
    const std::string meta =
        "<o:document-meta xmlns:o=\"o\" xmlns:dc=\"d\"><o:meta><dc:title>海岸計畫</dc:title></o:meta>"
        "</o:document-meta>";
    EXPECT_EQ(read("a.docx", made::docx(p("壹、緣起"), {}, {}, {{"docProps/core.xml", core}})).title,
              "海岸計畫");
    EXPECT_EQ(read("a.odt", made::odt("<text:p>壹、緣起</text:p>", {}, {{"meta.xml", meta}})).title,
              "海岸計畫");
    const auto broken = read("a.docx", made::docx(p("甲"), {}, {}, {{"docProps/core.xml", "<cut"}}));
    EXPECT_EQ(broken.title, "");
    EXPECT_EQ(broken.blocks.size(), 1u);
}

TEST(Odt, TablesWithCoveredCells) {
    const Document d =
        read("a.odt",
             made::odt(
                 "<table:table><table:table-header-rows><table:table-row><table:table-cell "
                 "table:number-rows-spanned=\"2\"><text:p>甲</text:p></table:table-cell>"
                 "<table:table-cell "
                 "table:number-columns-spanned=\"2\"><text:p>乙</text:p></"
                 "table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>"
                 "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>1</text:p><text:p>2</"
                 "text:p></table:table-cell><table:table-cell/></table:table-row></table:table>"));
    ASSERT_EQ(d.blocks.size(), 1u);
    const Table& t = d.blocks[0].table;
    EXPECT_EQ(t.columns, 3u);
    EXPECT_TRUE(t.rows[0].cells[0].header);
    EXPECT_EQ(t.rows[0].cells[0].row_span, 2u);
    EXPECT_EQ(t.rows[1].cells[0].text, "1\n2");
    EXPECT_EQ(t.rows[1].cells[0].column, 1u);
}

TEST(Office, RefusalsAreNamed) {
    EXPECT_EQ(parse("a.docx", made::docx("").substr(0, 200)).error().code, "document-broken");
    EXPECT_EQ(parse("a.docx", made::zip({{"word/document.xml", "<w:document"}})).error().code,
              "document-broken");
    EXPECT_EQ(parse("a.docx", made::docx("<w:p/>")).error().code, "document-empty");
    EXPECT_EQ(parse("a.docx", made::zip({{"word/document.xml", "<a/>"}}, "secret")).error().code,
              "document-encrypted");
    EXPECT_EQ(parse("a.odt", made::odt("", {}, {{"META-INF/manifest.xml", "<m><encryption-data/></m>"}}))
                  .error()
                  .code,
              "document-encrypted");
    EXPECT_EQ(parse("a.zip", made::zip({{"readme", "x"}})).error().code, "document-unknown");
    const std::string laughs =
        "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    EXPECT_EQ(parse("a.docx", made::zip({{"word/document.xml", laughs}})).error().code, "document-broken");
    std::string deep = "<a>";
    for (int i = 0; i < 5000; ++i)
        deep += "<b>";
    EXPECT_EQ(parse("a.docx", made::zip({{"word/document.xml", deep}})).error().code, "document-too-deep");
    std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    for (char c : std::string("EncryptedPackage"))
        (ole += c) += '\0';
    EXPECT_EQ(parse("a.docx", ole).error().code, "document-encrypted");
}

TEST(Office, BombsStopAtTheLimit) {
    Limits limits;
    limits.expanded_bytes = 1u << 20;
    const std::string bomb = made::docx(p(std::string(4u << 20, 'a')));
    EXPECT_LT(bomb.size(), 100'000u);
    EXPECT_EQ(parse("a.docx", bomb, limits).error().code, "document-bomb");
}

TEST(Docx, ADeletedParagraphMarkJoinsWithTheNext) {
    const std::string mark = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    const auto result =
        parse("a.docx", made::docx("<w:p>" + mark +
                                   "<w:r><w:t>前半</w:t></w:r><w:del><w:r><w:delText>刪</w:delText></w:r>"
                                   "</w:del></w:p><w:p><w:r><w:t>後半</w:t></w:r></w:p><w:p>" +
                                   mark + "<w:r><w:t>末段</w:t></w:r></w:p>"));
    ASSERT_TRUE(result);
    ASSERT_EQ(result->blocks.size(), 2u);
    EXPECT_EQ(result->blocks[0].text, "前半後半");
    EXPECT_EQ(result->blocks[1].text, "末段");
}

TEST(Docx, AContentsFieldIsSetAsideWhateverItsStyle) {
    const auto mark = [](const char* type) {
        return std::string("<w:r><w:fldChar w:fldCharType=\"") + type + "\"/></w:r>";
    };
    const auto result = parse(
        "a.docx",
        made::docx("<w:p>" + mark("begin") + "<w:r><w:instrText> TOC \\o \"1-3\"</w:instrText></w:r>" +
                   mark("separate") +
                   "<w:r><w:t>壹、前言</w:t></w:r></w:p><w:p><w:r><w:t>貳、目標</w:t></w:r></w:p><w:p>" +
                   "<w:r><w:t>參、經費</w:t></w:r>" + mark("end") + "</w:p><w:p>" + mark("begin") +
                   "<w:r><w:instrText>DATE</w:instrText></w:r>" + mark("separate") +
                   "<w:r><w:t>壹、前言</w:t></w:r>" + mark("end") + "</w:p>"));
    ASSERT_TRUE(result);
    ASSERT_EQ(result->blocks.size(), 4u);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(result->blocks[i].aside, Aside::contents) << i;
    EXPECT_EQ(result->blocks[3].aside, Aside::none);
}
}  // namespace
}  // namespace gangmu::documents
