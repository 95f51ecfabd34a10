#include <gtest/gtest.h>

#include "documents/open.hpp"

namespace gangmu::documents {
namespace {

Document read(std::string_view text) {
    auto result = parse("a.html", text);
    EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().what.en);
    return result ? *result : Document{};
}

TEST(Html, HeadingsParagraphsAndLines) {
    const Document d = read(
        "<!DOCTYPE "
        "html><html><head><title>t</title><style>p{}</style></head>\n<body>\n<h1>壹、<br>前言</"
        "h1>\n<p>第一\n段 &amp; more\n  "
        "words</p>甲<br>乙<script>x()</script><p hidden>no</p></body></html>");
    ASSERT_EQ(d.blocks.size(), 4u);
    EXPECT_EQ(d.blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(d.blocks[0].text, "壹、前言");
    EXPECT_EQ(d.blocks[0].place.first_line, 3u);
    EXPECT_EQ(d.blocks[1].text, "第一段 & more words");
    EXPECT_EQ(d.blocks[1].place.first_line, 4u);
    EXPECT_EQ(d.blocks[1].place.last_line, 6u);
    EXPECT_EQ(d.blocks[2].text, "甲");
    EXPECT_EQ(d.blocks[3].text, "乙");
    EXPECT_EQ(d.info.lines, 6u);
}

TEST(Html, ListsShowTheirNumbers) {
    const Document d = read(
        "<html><ol start=3><li>三<ul><li>下</ul><li>四</ol><ol type=A><li><p>甲</p><p>續</p></li></ol>"
        "<ol style='list-style-type: cjk-ideographic'><li>一</ol><ul style='list-style-type:none'><li>● "
        "點</li></ul></html>");
    ASSERT_EQ(d.blocks.size(), 7u);
    EXPECT_EQ(d.blocks[0].marker, "3.");
    EXPECT_EQ(d.blocks[0].level, 1);
    EXPECT_EQ(d.blocks[1].marker, "•");
    EXPECT_EQ(d.blocks[1].level, 2);
    EXPECT_EQ(d.blocks[2].marker, "4.");
    EXPECT_EQ(d.blocks[3].marker, "A.");
    EXPECT_EQ(d.blocks[4].kind, BlockKind::paragraph);
    EXPECT_EQ(d.blocks[5].marker, "一、");
    EXPECT_EQ(d.blocks[6].marker, "●");
    EXPECT_EQ(d.blocks[6].text, "點");
}

TEST(Html, TablesWithSpans) {
    const Document d = read(
        "<html><table><caption>表 1</caption><thead><tr><th rowspan=2>甲<th "
        "colspan=2>乙</tr><tr><th>丙<th>丁</tr></thead>\n"
        "<tr><td rowspan=99><b>一</b><td>x<p>y</p><td><ol><li>p<li>q</ol></tr>\n<tr><td "
        "colspan=5>z</tr></table></html>");
    ASSERT_EQ(d.blocks.size(), 2u);
    EXPECT_EQ(d.blocks[0].kind, BlockKind::caption);
    const Table& t = d.blocks[1].table;
    ASSERT_EQ(t.rows.size(), 4u);
    EXPECT_EQ(t.rows[0].cells[0].row_span, 2u);
    EXPECT_EQ(t.rows[0].cells[1].column_span, 2u);
    EXPECT_TRUE(t.rows[0].cells[1].header);
    ASSERT_GE(t.rows[1].cells.size(), 2u);
    EXPECT_EQ(t.rows[1].cells[0].column, 1u);
    EXPECT_EQ(t.rows[1].cells[0].text, "丙");
    EXPECT_EQ(t.rows[2].cells[0].row_span, 2u) << "cut to the rows there are";
    EXPECT_TRUE(t.rows[2].cells[0].bold);
    EXPECT_EQ(t.rows[2].cells[1].text, "x\ny");
    EXPECT_EQ(t.rows[2].cells[2].text, "1. p\n2. q");
    EXPECT_EQ(t.rows[3].cells[0].column, 1u);
    EXPECT_EQ(t.rows[3].place.first_line, 3u);
}

TEST(Html, NestedTablesAreTextOfTheOuterOne) {
    const Document d =
        read("<html><table><tr><td>甲<table><tr><td>1<td>2</tr><tr><td>3<td>4</table><td>乙</table></html>");
    ASSERT_EQ(d.blocks.size(), 1u);
    EXPECT_EQ(d.blocks[0].table.rows[0].cells[0].text, "甲\n1\t2\n3\t4");
    const Document frame = read("<html><table><tr><td><h2>題</h2><p>文</p></td></tr></table></html>");
    ASSERT_EQ(frame.blocks.size(), 2u) << "one cell is a frame";
    EXPECT_EQ(frame.blocks[0].kind, BlockKind::heading);
}

TEST(Html, Footnotes) {
    const Document d = read(
        "<html><p>甲<sup><a href='#fn1'>1</a></sup>乙 10<sup>6</sup> m<sup>2</sup></p>"
        "<section class=footnotes><ol><li id=fn1>註 <a href='#r'>↩</a></li></ol></section></html>");
    ASSERT_EQ(d.blocks.size(), 2u);
    EXPECT_EQ(d.blocks[0].text, "甲乙 10⁶ m²");
    EXPECT_EQ(d.blocks[1].kind, BlockKind::footnote);
    EXPECT_EQ(d.blocks[1].marker, "1");
    EXPECT_EQ(d.blocks[1].text, "註");
    const Document raised =
        read("<html><p>公司<sup>1</sup>與台灣<sup>9</sup></p><p><sup>1</sup> 註一</p></html>");
    EXPECT_EQ(raised.blocks[0].text, "公司與台灣⁹");
    EXPECT_EQ(raised.blocks[1].kind, BlockKind::footnote);
}

TEST(Html, DepthAndBadInput) {
    std::string deep = "<html>";
    for (int i = 0; i < 100000; ++i)
        deep += "<div>";
    EXPECT_EQ(parse("a.html", deep).error().code, "document-too-deep");
    std::string mess = "<html>";
    for (int i = 0; i < 300; ++i)
        mess += "<b><i><table><tr><td><p>x<font></table></b>";
    EXPECT_TRUE(parse("a.html", mess) || true);
    EXPECT_EQ(parse("a.html", "<html><body></body></html>").error().code, "document-empty");
    Limits small;
    small.memory_bytes = 3u << 20;
    std::string large = "<html>";
    for (int i = 0; i < 50000; ++i)
        large += "<p>x</p>";
    EXPECT_EQ(parse("a.html", large, small).error().code, "document-memory");
}

TEST(Html, DeclaredBig5) {
    const Document d = read("<html><head><meta charset=big5></head><p>\xA4\xA4\xA4\xE5</p></html>");
    ASSERT_EQ(d.blocks.size(), 1u);
    EXPECT_EQ(d.blocks[0].text, "中文");
}

}  // namespace
}  // namespace gangmu::documents
