#include "formula/formula.hpp"

#include "formula/dependencies.hpp"
#include "formula/functions.hpp"
#include "formula/parse.hpp"
#include "unit/formula/given.hpp"

namespace gangmu::formula {
namespace {

using given::compiled;

std::string printed(std::string_view text, bool zh = false) {
    const auto node = parse(text);
    return node ? print(*node, zh) : "! " + node.error().code;
}

TEST(Parse, PrintsBackWithoutNeedlessParentheses) {
    EXPECT_EQ(printed("(([oil.stock]))/avg(last(12,[oil.use]))"), "[oil.stock] / avg(last(12, [oil.use]))");
    EXPECT_EQ(printed("[a]-([b]-1)"), "[a] - ([b] - 1)");
    EXPECT_EQ(printed("([a]-[b])-1"), "[a] - [b] - 1");
    EXPECT_EQ(printed("-([a]+1)*2"), "-([a] + 1) * 2");
    EXPECT_EQ(printed("not([a]>1 and [b]<2)or[a]=3"), "not ([a] > 1 and [b] < 2) or [a] = 3");
    EXPECT_EQ(printed("[a] == 1"), "[a] = 1");
    EXPECT_EQ(printed("[a] ≥ 5%"), "[a] >= 5%");
    EXPECT_EQ(printed("to([a] / [b], 比率)"), "to([a] / [b], 比率)");
    EXPECT_EQ(printed("as([a], \"元 / 公斤\")"), "as([a], \"元/公斤\")");
    EXPECT_EQ(printed("[ oil.stock ；油種＝汽油 ]"), "[oil.stock; 油種=汽油]");
    EXPECT_EQ(printed("round([a], 2)"), "round([a], 2)");
}

TEST(Parse, ChineseNamesAndWideSigns) {
    EXPECT_EQ(printed("【原油存量】÷平均（近（１２，【oil.use】））"),
              "[原油存量] / avg(last(12, [oil.use]))");
    EXPECT_EQ(printed("如果（[a] > 1 且 [b] < 2，[a]，0）"), "if([a] > 1 and [b] < 2, [a], 0)");
    EXPECT_EQ(printed("if([a] > 1 and not [b] < 2, coalesce([a], 1), 0)", true),
              "如果([a] > 1 且 非 [b] < 2, 補值([a], 1), 0)");
    EXPECT_EQ(printed("90 天"), "90 天");
    EXPECT_EQ(printed("[a] > 5 萬公秉 且 [b] > 3"), "[a] > 5 萬公秉 and [b] > 3");
}

struct Wrong {
    const char* text;
    const char* code;
    std::size_t begin;  // byte
    const char* mend;   // a part of the English mend
};

TEST(Parse, SaysWhereAndWhatMayHaveBeenMeant) {
    const given::Elements elements;
    for (const auto& [text, code, begin, mend] :
         {Wrong{"", "formula-empty", 0, "[a] / [b]"},
          {"[a] +", "formula-ends", 5, "value"},
          {"([a] + 1", "formula-ends", 8, ") may be missing"},
          {"[a])", "formula-syntax", 3, "take it away"},
          {"[a] [b]", "formula-syntax", 4, "+ - * /"},
          {"1 < 2 < 3", "formula-syntax", 6, "a < b and b < c"},
          {"avrage(last(12, [a]))", "formula-word", 0, "avg"},
          {"lst(12, [a])", "formula-word", 0, "last"},
          {"oil.stock", "formula-character", 3, "elements stand in"},
          {"水庫蓄水率 + 1", "formula-word", 0, "[水庫蓄水率]"},
          {"last(1.5, [a])", "formula-count", 5, "last(12, [a])"},
          {"last(0, [a])", "formula-count", 5, "last(12, [a])"},
          {"last(20000, [a])", "formula-count", 5, "last(12, [a])"},
          {"last([a], 12)", "formula-count", 5, "last(12, [a])"},
          {"if([a] > 1, 2)", "formula-arguments", 0, "if("},
          {"to([a])", "formula-arguments", 6, "as in to("},
          {"[a", "formula-open", 0, "add ]"},
          {"[]", "formula-reference", 0, "as in"},
          {"[a; x]", "formula-reference", 0, "as in"},
          {"3 + $", "formula-character", 4, "[ ]"},
          {"[oil.stok]", "formula-element", 0, "oil.stock"},
          {"[oil.stock; 油類=汽油]", "formula-dimension", 0, "油種"},
          {"[oil.stock; 油種=煤油]", "formula-dimension-value", 0, "汽油"},
          {"[coal] + [share]", "formula-units", 0, "* (1 + [share])"},
          {"[coal] + [oil.stock]", "formula-units", 0, "as([oil.stock], unit)"},
          {"1 + ([coal] > [people])", "formula-units", 5, "as([people], unit)"},
          {"[coal] > 90 天", "formula-units", 0, "as("},
          {"last(12, [a])", "formula-kind", 0, "sum(last(12, [a]))"},
          {"last(12, [a]) + 1", "formula-kind", 0, "avg(last(12, [a]))"},
          {"sum([a])", "formula-kind", 4, "last(12, [a])"},
          {"if([a], 1, 2)", "formula-kind", 3, "[a] > 0"},
          {"([a] > 1) + 1", "formula-kind", 1, "if(condition"},
          {"to([coal], 公秉)", "formula-convert", 0, "as("}}) {
        const auto made = compile(text, elements);
        ASSERT_FALSE(made) << text;
        EXPECT_EQ(made.error().code, code) << text;
        EXPECT_EQ(made.error().place.begin, begin) << text;
        EXPECT_NE(made.error().mend.en.find(mend), std::string::npos) << text << ": " << made.error().mend.en;
        const auto error = error_of(made.error(), text);
        EXPECT_FALSE(error.what.zh.empty() || error.what.en.empty() || error.mend.zh.empty()) << text;
    }
    const std::string_view text = "[coal] + [share]";
    const auto error = error_of(compile(text, elements).error(), text);
    EXPECT_EQ(error.what.zh, "公式第 1 字「[coal] + [share]」：單位不同，不能相加減：「公噸」 與 「%」");
}

TEST(Parse, RefusesWhatIsTooLongOrTooDeep) {
    EXPECT_EQ(printed(std::string(5000, '1')), "! formula-long");
    std::string chain = "1";
    for (int i = 0; i < 600; ++i)
        chain += "+1";
    EXPECT_EQ(printed(chain), "! formula-long");
    EXPECT_EQ(printed(std::string(2000, '(') + "1"), "! formula-deep");
    EXPECT_EQ(printed(std::string(2000, '-') + "1"), "! formula-deep");
    EXPECT_EQ(printed(std::string(63, '(') + "1" + std::string(63, ')')), "1");
    EXPECT_EQ(printed("\xff"), "! formula-bytes");
}

TEST(Check, UnitsOfResults) {
    EXPECT_EQ(compiled("[oil.stock] / [oil.rate]").unit.str(), "日");
    EXPECT_EQ(compiled("[oil.stock] / (sum(last(12, [oil.use])) / sum(last(12, days())))").unit.str(), "日");
    EXPECT_EQ(compiled("[coal] + [coal.kg]").unit.str(), "公噸");
    EXPECT_EQ(compiled("to([coal] + [coal.kg], 千噸)").unit.str(), "千噸");
    EXPECT_EQ(compiled("[coal] / [people]").unit.str(), "公噸/人");
    EXPECT_EQ(compiled("[coal] * [share]").unit.str(), "公噸");
    EXPECT_EQ(compiled("1 + [share]").unit.str(), "%");
    EXPECT_TRUE(compiled("1 + 2").unit.bare);
    EXPECT_TRUE(compiled("[coal] < [coal.kg]").condition());
    const auto wrong = compile("[coal] / [people]", given::Elements(), "公噸");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, "formula-result");
    EXPECT_EQ(compiled("[coal] / [coal.kg]", "%").unit.str(), "%");
}

TEST(Check, KnowsWhatAFormulaRefersTo) {
    const auto formula =
        compiled("[原油存量] + [oil.stock] + [oil.stock; 油種=汽油] - lag(2, sum(last(3, [oil.use])))");
    ASSERT_EQ(formula.references.size(), 3u) << "a name and an id are one";
    EXPECT_EQ(formula.references[0].element, "oil.stock");
    EXPECT_EQ(formula.references[1].pins.at(0).second, "汽油");
    EXPECT_EQ(formula.periods_back(), 4);
    EXPECT_EQ(compiled("cumulative([a])").periods_back(), std::nullopt);
}

TEST(Functions, EveryExampleCompiles) {
    for (const auto& each : functions()) {
        const auto node = parse(each.example);
        ASSERT_TRUE(node) << each.example;
        const std::string text(each.example);
        const bool window = text.starts_with("last(");
        const auto made = compile(window ? "sum(" + text + ")" : text, given::Elements());
        EXPECT_TRUE(made || made.error().code == "formula-units")
            << each.example << (made ? "" : made.error().code);
        EXPECT_EQ(function(each.zh), &each);
        EXPECT_EQ(function(each.name), &each);
        EXPECT_EQ(function(each.op), &each);
    }
}

TEST(Dependencies, FindsCirclesAndOrder) {
    EXPECT_EQ(circle({{"a", {"b"}}, {"b", {"c"}}, {"c", {"x"}}}), std::vector<std::string>{});
    EXPECT_EQ(circle({{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}}), (std::vector<std::string>{"b", "c", "b"}));
    EXPECT_EQ(circle({{"a", {"a"}}}), (std::vector<std::string>{"a", "a"}));
    const Dependencies all{{"a", {"b", "x"}}, {"b", {"c"}}, {"c", {"x"}}, {"d", {"y"}}};
    EXPECT_EQ(in_order(all), (std::vector<std::string>{"c", "b", "a", "d"}));
    EXPECT_EQ(touched_by(all, "c"), (std::vector<std::string>{"b", "a"}));
    EXPECT_EQ(touched_by(all, "y"), (std::vector<std::string>{"d"}));
    Dependencies chain;
    for (int i = 0; i < 100'000; ++i)
        chain["e" + std::to_string(i)] = {"e" + std::to_string(i + 1)};
    EXPECT_TRUE(circle(chain).empty()) << "no recursion";
}

}  // namespace
}  // namespace gangmu::formula
