#include "text/figures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

#include "text/numerals.hpp"
#include "text/units.hpp"

namespace gangmu::text {
namespace {

// ">=40 件 +": comparator, value…max, unit, + cumulative, - not
std::string show(const Measured& figure) {
    static constexpr const char* signs[] = {"=", ">=", "<=", "~"};
    std::string out = signs[static_cast<int>(figure.compare)] + figure.value.str();
    if (figure.value_max) out += "…" + figure.value_max->str();
    if (!figure.unit.empty()) out += " " + figure.unit;
    if (figure.cumulative) out += *figure.cumulative ? " +" : " -";
    return out;
}

std::string shown(std::string_view cell) {
    std::string out;
    for (const auto& figure : read_promise(cell).figures)
        out += (out.empty() ? "" : " | ") + show(figure);
    return out;
}

TEST(Promise, figures_of_a_cell) {
    const std::vector<std::pair<const char*, const char*>> cases{
        {"40", "=40"},
        {"至少 40", ">=40"},
        {"完成 2 件", "=2 件"},
        {"達 20 名", "=20 名"},
        {"90%以上", ">=90 %"},
        {"14 (含) 項以上", ">=14 項"},
        {"10(含)家次以上", ">=10 家次"},
        {"8 項(含) 以上", ">=8 項"},
        {"推動 1 案(含)以上", ">=1 案"},
        {"300 以上案場", ">=300 案場"},
        {"並至少協助 1 件", ">=1 件"},
        {"不超過 5%", "<=5 %"},
        {"不少於 5 件", ">=5 件"},
        {"降至 30 分鐘", "<=30 分鐘"},
        {"縮短至 3 天以內", "<=3 天"},
        {"約 3 成", "~3 成"},
        {"簽訂合約 1 項", "=1 項"},
        {"2~3 家", "=2…3 家"},
        {"3 至 6 個", "=3…6 個"},
        {"50- 60 件", "=50…60 件"},
        {"60%-70%", "=60…70 %"},
        {"累計 40 萬美元", "=40 萬美元 +"},
        {"累計新臺幣 21 億元", "=21 億元 +"},
        {"至少 140 億", ">=140 億"},
        {"5 萬 5,925 公頃", "=55925 公頃"},
        {"8億9,046萬4千元", "=890464000 元"},
        {"增加至少 8 00 億元", ">=800 億元"},
        {"每年 5 件", "=5 件 -"},
        {"新增 500 公頃，累計 2,000 公頃", "=500 公頃 - | =2000 公頃 +"},
        {"由 85% 提升至 90%", "=90 %"},
        {"從 10 件增加到 20 件", "=20 件"},
        {"3 項次世代技術", "=3 項"},
        {"2 項目標", "=2 項"},
        {"$\\geq 24\\%$", ">=24 %"},
        {"就甲之 15 項，累計 9 項", "=9 項 +"},
        {"(90天、30天、7天)", "=90 天 | =30 天 | =7 天"},
        {"400 名(本項於 114 年完成 400 名)", "=400 名"},
        {"1. 甲 2 家 2. 乙 3 人次", "=2 家 | =3 人次"},
        {"各 1 套", "=1 套"},
        {"三個", "=3 個"},
        {"累計 1,000 千瓦", "=1000 千瓦 +"},
        {"at least 40 %", ">=40 %"},
        {"500 electric buses by 2028", "=500 electric buses"},
        {"Reduce to 12% by 2027", "<=12 %"},
        {"no more than 3 days", "<=3 days"},
        {"USD 2 million", "=2 USD million"},
        {"10 to 20 schools", "=10…20 schools"},
        {"40件以上", ">=40 件"},
        {"約3割", "~3 割"},
        {"80％以上", ">=80 ％"},
        {"５件", "=5 件"},
        {"3 件以上(累計 10 件)", ">=3 件"},
        {"40 件(累計)", "=40 件 +"},
        {"Increase from 12% to 20%", "=20 %"},
        {"滿意度達 4.2 分以上", ">=4.2 分"},
        {"分 3 年", ""},
        {"第 2 分組 3 分區", ""},
        {"80点以上", ">=80 点"},
        {"€2.5 million", "=2.5 € million"},
        {"50,000 t CO2e", "=50000 t CO2e"},
        {"新臺幣 6.5 億元", "=6.5 億元"},
    };
    for (const auto& [cell, expected] : cases)
        EXPECT_EQ(shown(cell), expected) << cell;
}

TEST(Promise, numbers_that_promise_nothing) {
    for (const auto* cell :
         {"113 年完成",    "5G",         "R16、R17",     "3GPP",      "8 吋晶圓", "「5+2」產業",
          "3 大領域",      "第 1 期",    "第三顆",       "F-16",      "COVID-19", "ISO27001",
          "九號",          "生物二廠",   "推動一個平台", "未來 4 年", "2021 展",  "1.1.1",
          "9~14MW 風力機", "針對 15 項", "全國 22 縣市", "-",         "",         "S09 碼頭",
          "3 國際合作",    "5 成立",     "六大產業"})
        EXPECT_EQ(shown(cell), "") << cell;
}

TEST(Promise, due_every_and_cumulative) {
    EXPECT_EQ(read_promise("113 年完成 2 件").due, "2024");
    EXPECT_EQ(read_promise("113 年底前 2 件").due, "2024");
    EXPECT_EQ(read_promise("113 年前 2 處").due, "2024");
    EXPECT_EQ(read_promise("113 年 12 月前協助 10 家").due, "2024-12");
    EXPECT_EQ(read_promise("迄 114 年達 1,000 億元").due, "2025");
    EXPECT_EQ(read_promise("於 113 年完成 20 項").due, "2024");
    EXPECT_EQ(read_promise("400 名(本項於 114 年完成 400 名)").due, "2025");
    EXPECT_EQ(read_promise("促成臺灣2024年成為典範").due, "");
    EXPECT_EQ(read_promise("完成三顆(114年發射第三顆)").due, "");
    EXPECT_EQ(read_promise("已於 110 年 2 月 6 日完成").due, "");
    EXPECT_EQ(read_promise("112 年 2 件；113 年 3 件").due, "");
    EXPECT_EQ(read_promise("by 2028, 40 sites").due, "2028");
    EXPECT_EQ(read_promise("每季盤點 3 項").every, "quarter");
    EXPECT_EQ(read_promise("每年 3 件").every, "year");
    EXPECT_EQ(read_promise("每季盤點；每月盤點").every, "");
    EXPECT_EQ(read_promise("每年 3 件").cumulative, std::optional(false));
    EXPECT_EQ(read_promise("累積達 3 家").cumulative, std::optional(true));
    EXPECT_EQ(read_promise("達 3 家").cumulative, std::nullopt);
    EXPECT_EQ(read_promise("3 件以上(累計 10 件)").cumulative, std::nullopt);
}

TEST(Promise, each_part_has_its_clause) {
    const auto promise = read_promise("1. 甲業累計達 28 家 2. 乙業 200 人次，丙業 3 案");
    ASSERT_EQ(promise.figures.size(), 3u);
    EXPECT_EQ(promise.figures[0].text, "甲業累計達 28 家");
    EXPECT_EQ(promise.figures[1].text, "乙業 200 人次");
    EXPECT_EQ(promise.figures[2].text, "丙業 3 案");
}

TEST(Promise, one_of_a_thing_and_so_many_a_year) {
    EXPECT_EQ(read_promise("1 yard, 24 chargers").figures.size(), 2u);
    EXPECT_EQ(read_promise("At least 1,500 devices a year").every, "year");
    EXPECT_EQ(read_promise("30人/年").every, "year");
    EXPECT_EQ(read_promise("113/年底").every, "");
}

TEST(Promise, what_is_done_everywhere_is_a_figure) {
    EXPECT_EQ(read_promise("完成全國 1,250 處路口").figures.size(), 1u);
    EXPECT_TRUE(read_promise("涵蓋全國 22 縣市").figures.empty());
}

TEST(Units, a_word_alone) {
    for (const auto* unit : {"件", "億元", "人次", "%", "萬美元", "GW", "千瓦", "個百分點", "t CO2e"})
        EXPECT_TRUE(is_unit(unit)) << unit;
    for (const auto* word : {"指標", "G", "年度", "件數量"})
        EXPECT_FALSE(is_unit(word)) << word;
}

TEST(Numerals, whole_texts) {
    const std::vector<std::pair<const char*, int>> cases{
        {"三十二", 32},     {"十", 10},   {"一百零五", 105}, {"壹", 1}, {"廿一", 21}, {"〇", 0},
        {"二〇三〇", 2030}, {"１２", 12}, {"①", 1},          {"Ⅳ", 4},  {"㈢", 3},    {"拾貳", 12}};
    for (const auto& [text, value] : cases)
        EXPECT_EQ(whole_number(text), std::optional(value)) << text;
    for (const auto* text : {"", "甲", "12a", "1.5", "百"})
        EXPECT_FALSE(whole_number(text)) << text;
}

RC_GTEST_PROP(Promise, takes_any_text, (const std::string& text)) {
    read_promise(text);
}

RC_GTEST_PROP(Promise, finds_the_number_beside_its_unit, ()) {
    const auto number = *rc::gen::inRange(1, 2'000'000);
    const auto figures = read_promise(fmt::format("完成 {} 件", number)).figures;
    RC_ASSERT(figures.size() == 1u);
    RC_ASSERT(figures[0].value == Decimal(number));
}

}  // namespace
}  // namespace gangmu::text
