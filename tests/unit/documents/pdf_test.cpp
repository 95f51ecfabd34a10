// PDF. These tests need pdftotext, as the program does.
#include <gtest/gtest.h>

#include "documents/open.hpp"
#include "documents/pdf/content.hpp"
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

TEST(PdfContent, OperatorsAndOperands) {
    pdf::Content content(
        "q 1 -.5 cm /F1 12 Tf (a\\)\\101(b)) Tj [(ab)-20<0102>] TJ <</A(x)>> BDC BI /W 1 ID zzEIz EI Q % c\n "
        "f*");
    std::string_view name;
    std::vector<pdf::Operand> operands;
    std::vector<std::string> seen;
    std::size_t length = 0;
    while (content.next(name, operands)) {
        seen.emplace_back(name);
        for (const pdf::Operand& operand : operands)
            length += operand.length;
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"q", "cm", "Tf", "Tj", "TJ", "BDC", "EI", "Q", "f*"}));
    EXPECT_EQ(length, 6u + 4u);
}

TEST(Pdf, LinesBecomeParagraphsAndHeadings) {
    std::string page = show(60, 780, "Plan of Action", 20, 'B');
    page +=
        show(60, 740,
             "The county will build a platform for open data and keep it up to date for all of its people");
    page += show(60, 724, "and agencies.");
    page += show(60, 700, "Second paragraph stands further down.");
    page += show(60, 660, "1. First item");
    page += show(60, 644, "2. Second item");
    const Document d = read(made::pdf({page}));
    ASSERT_EQ(d.blocks.size(), 5u);
    EXPECT_EQ(d.blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(d.blocks[0].size, 20);
    EXPECT_TRUE(d.blocks[0].bold);
    EXPECT_EQ(d.blocks[0].place.first_line, 1u);
    EXPECT_EQ(d.blocks[1].text,
              "The county will build a platform for open data and keep it up to date for all of its people "
              "and agencies.");
    EXPECT_EQ(d.blocks[1].place.page, 1u);
    EXPECT_EQ(d.blocks[1].place.first_line, 2u);
    EXPECT_EQ(d.blocks[1].place.last_line, 3u);
    EXPECT_NEAR(d.blocks[1].place.left, 60, 1);
    EXPECT_EQ(d.blocks[3].text, "1. First item");
    EXPECT_EQ(d.info.pages, 1u);
}

TEST(Pdf, RuledTablesWithSpans) {
    // rows at y 700, 670, 640, 610; columns at x 60, 200, 300, 400; A over two rows, B over two columns
    std::string page = line(60, 700, 400, 700) + line(200, 670, 400, 670) + line(60, 640, 400, 640) +
                       line(60, 610, 400, 610);
    page += line(60, 700, 60, 610) + line(200, 700, 200, 610) + line(300, 670, 300, 610) +
            "400 610 0.5 90 re f\n";
    page += show(65, 680, "A") + show(205, 680, "B") + show(205, 650, "110") + show(305, 650, "111");
    page += show(65, 626, "long words that") + show(65, 613, "wrap") + show(305, 620, "5", 12, 'B');
    page += show(60, 750, "Before") + show(60, 560, "After");
    const Document d = read(made::pdf({page}));
    ASSERT_EQ(d.blocks.size(), 3u);
    EXPECT_EQ(d.blocks[0].text, "Before");
    EXPECT_EQ(d.blocks[2].text, "After");
    const Table& t = d.blocks[1].table;
    ASSERT_EQ(t.rows.size(), 3u);
    EXPECT_EQ(t.columns, 3u);
    EXPECT_EQ(t.rows[0].cells[0].row_span, 2u);
    EXPECT_EQ(t.rows[0].cells[1].text, "B");
    EXPECT_EQ(t.rows[0].cells[1].column_span, 2u);
    ASSERT_EQ(t.rows[1].cells.size(), 2u);
    EXPECT_EQ(t.rows[1].cells[1].text, "111");
    EXPECT_EQ(t.rows[2].cells[1].text, "");
    EXPECT_TRUE(t.rows[2].cells[2].bold);
    EXPECT_EQ(d.blocks[1].place.first_line, 2u);
}

TEST(Pdf, RunningHeadsAndPageNumbersAreSetAside) {
    std::vector<std::string> pages;
    for (int i = 1; i <= 4; ++i)
        pages.push_back(show(60, 810, "County plan") +
                        show(60, 600, "Text " + std::string(static_cast<std::size_t>(i), 'x')) +
                        show(290, 30, std::to_string(i)));
    const Document d = read(made::pdf(pages));
    ASSERT_EQ(d.blocks.size(), 12u);
    for (std::size_t i = 0; i < 12; i += 3) {
        EXPECT_EQ(d.blocks[i].aside, Aside::page_header);
        EXPECT_EQ(d.blocks[i + 1].aside, Aside::none);
        EXPECT_EQ(d.blocks[i + 2].aside, Aside::page_number);
    }
    EXPECT_EQ(d.blocks[11].place.page, 4u);
}

TEST(Pdf, RefusalsAreNamed) {
    EXPECT_EQ(parse("a.pdf", "%PDF-1.4\ngarbage").error().code, "document-broken");
    EXPECT_EQ(
        parse("a.pdf", made::pdf({"q 10 0 0 10 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"})).error().code,
        "document-scanned");
    EXPECT_EQ(parse("a.pdf", made::pdf({""})).error().code, "document-empty");
    Limits limits;
    limits.pages = 2;
    EXPECT_EQ(parse("a.pdf", made::pdf({show(60, 60, "a"), show(60, 60, "b"), show(60, 60, "c")}), limits)
                  .error()
                  .code,
              "document-too-many-pages");
    const std::string bytes = made::pdf({show(60, 700, "x")});
    EXPECT_TRUE(parse("a.pdf", bytes.substr(0, bytes.size() - 15)).has_value()) << "a lost end is repaired";
}

TEST(Pdf, ThroughTheWorker) {
    const std::string bytes = made::pdf({show(60, 700, "Hello")});
    const auto result = open("a.pdf", bytes);
    ASSERT_TRUE(result) << result.error().what.en;
    EXPECT_EQ(result->blocks[0].text, "Hello");
}

TEST(PdfLines, WhatBeginsAnItem) {
    for (const char* item : {"一、甲", "(一)甲", "（１）甲", "1. 甲", "1.2 甲", "①甲", "第一章 甲", "● 甲",
                             "- 甲", "壹、甲", "Ⅱ. 甲", "目標一、甲", "策略 1-1 甲", "表 3 甲", "3) x"})
        EXPECT_TRUE(pdf::begins_item(item)) << item;
    for (const char* text :
         {"一般而言", "1.5 億元", "110 年", "第三", "目標是", "(以下同)", "2030 願景", "3,000 件"})
        EXPECT_FALSE(pdf::begins_item(text)) << text;
}

TEST(PdfLines, JoinsWithoutLosingOrAddingSpaces) {
    auto joined = [](std::string a, const char* b) {
        pdf::append_line(a, b);
        return a;
    };
    EXPECT_EQ(joined("推動計", "畫"), "推動計畫");
    EXPECT_EQ(joined("open", "data"), "open data");
    EXPECT_EQ(joined("well-", "known"), "well-known");
    EXPECT_EQ(joined("於 110", "年"), "於 110 年");
    EXPECT_EQ(joined("於110", "年"), "於110年");
}

}  // namespace
}  // namespace gangmu::documents
