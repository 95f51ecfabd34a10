#include "search/query.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace gangmu::search {
namespace {

std::string understood(std::string_view text) {
    return print(parse_query(text).root);
}

TEST(Query, PrintsAsUnderstood) {
    EXPECT_EQ(understood("智慧  氫能"), "智慧 氫能");
    EXPECT_EQ(understood("智慧 AND 氫能"), "智慧 氫能");
    EXPECT_EQ(understood("水 OR 電 氣"), "水 或 電 氣");
    EXPECT_EQ(understood("（水 或 電） 氣"), "(水 或 電) 氣");
    EXPECT_EQ(understood("氫能 -核能 NOT 煤"), "氫能 -核能 -煤");
    EXPECT_EQ(understood("-(甲 乙)"), "-(甲 乙)");
    EXPECT_EQ(understood("「智慧 城市」"), "\"智慧 城市\"");
    EXPECT_EQ(understood("title:氫 機關：經濟部"), "標題:氫 機關:經濟部");
    EXPECT_EQ(understood("標題:(甲 或 乙)"), "標題:甲 或 標題:乙");
    EXPECT_EQ(understood("plan:p-12 類型:指標 kind:措施"), "計畫:p-12 類型:indicator 類別:措施");
    EXPECT_EQ(understood("hydro*"), "hydro*");
    EXPECT_EQ(understood("B5G/6G"), "B5G/6G");
    EXPECT_EQ(understood("經濟部(能源局)"), "經濟部 能源局");
    EXPECT_EQ(understood("  "), "");
}

TEST(Query, MendsAndSaysSo) {
    for (const char* text : {"(甲 乙", "甲) 乙", "\"甲", "或 甲", "、、", "類型:魚 甲"}) {
        const Query query = parse_query(text);
        EXPECT_EQ(query.notes.size(), 1U) << text;
        EXPECT_FALSE(query.notes.front().zh.empty());
        EXPECT_FALSE(query.notes.front().en.empty());
    }
    EXPECT_EQ(understood("甲) 乙"), "甲 乙");
    EXPECT_EQ(understood("或 甲"), "甲");
    EXPECT_EQ(understood("類型:魚 甲"), "甲");
}

TEST(Query, LimitsHold) {
    std::string deep(500, '(');
    deep += "甲";
    EXPECT_EQ(understood(deep), "甲");
    std::string many;
    for (int i = 0; i < 300; ++i)
        many += "a" + std::to_string(i % 10) + ' ';
    EXPECT_EQ(parse_query(many).root.of.size(), 64U);
    EXPECT_FALSE(parse_query(std::string(5'000, 'x')).notes.empty());
    EXPECT_EQ(understood("\xFF\xFE甲"), understood(understood("\xFF\xFE甲")));
}

RC_GTEST_PROP(Query, PrintedQueryIsReadAsTheSameTree, ()) {
    const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "甲", "乙丙", " ", " ", "(", ")", "-", "或", "OR", "且", "非", "NOT", "\"", "「", "標題:", "機關：",
        "plan:", "類別:", "類型:", "node", "*", "a*", "5G", "、", "：", ":", "\xFF", "x-y", "|"));
    std::string text;
    for (const auto& part : parts)
        text += part;
    const std::string once = understood(text);
    RC_LOG() << text << " => " << once;
    RC_ASSERT(understood(once) == once);
}

}  // namespace
}  // namespace gangmu::search
