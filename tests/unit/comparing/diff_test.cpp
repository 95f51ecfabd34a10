#include "comparing/diff.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "unit/comparing/plans.hpp"

namespace gangmu::comparing {
namespace {

using namespace testing_plans;

Diff compared(const model::Plan& before, const model::Plan& after) {
    return diff(before, after, match_ids(before, after));
}

std::string shown(const Diff& diff, const model::Plan& before, const model::Plan& after) {
    JsonWriter out;
    out.object();
    write_members(out, diff, before, after);
    out.end();
    return out.take();
}

TEST(Diff, OfAPlanAndItselfIsNothing) {
    const auto plan = harbour();
    const auto result = compared(plan, plan);
    EXPECT_TRUE(result.none());
    EXPECT_EQ(result.node_tally.same, plan.nodes.size());
    EXPECT_EQ(result.indicator_tally.same, 2u);
    EXPECT_EQ(result.budget_tally.same, 3u);
}

TEST(Diff, FieldsBeforeAndAfter) {
    const auto before = harbour();
    auto after = harbour();
    after.plan.title += "（修正）";
    after.nodes[1].title = "建置智慧船席排程系統";
    after.nodes[1].lead = {"港務局"};
    after.nodes[2].schedule = {{"2022-01", "2023-12", "", ""}};
    const auto result = compared(before, after);
    ASSERT_EQ(result.header.size(), 1u);
    EXPECT_EQ(result.header[0].field, "title");
    ASSERT_EQ(result.nodes.size(), 2u);
    EXPECT_EQ(result.nodes[0].change, Change::changed);
    ASSERT_EQ(result.nodes[0].fields.size(), 2u);
    EXPECT_EQ(result.nodes[0].fields[0].field, "title");
    EXPECT_EQ(result.nodes[0].fields[0].before, json::value("建置船席排程系統"));
    EXPECT_EQ(result.nodes[0].fields[1].field, "lead");
    EXPECT_TRUE(result.nodes[0].fields[1].before.is_null());
    EXPECT_EQ(result.nodes[1].fields[0].field, "schedule");
    EXPECT_EQ(result.node_tally.changed, 2u);
    EXPECT_EQ(result.node_tally.same, 7u);
}

TEST(Diff, MovedIsNamedAloneAndNotAllThatStandsBehindIt) {
    const auto before = harbour();
    auto after = harbour();
    std::rotate(after.nodes.begin() + 1, after.nodes.begin() + 3, after.nodes.begin() + 4);  // 三 comes first
    const auto result = compared(before, after);
    ASSERT_EQ(result.nodes.size(), 1u);
    EXPECT_EQ(result.nodes[0].change, Change::moved);
    EXPECT_EQ(after.nodes[result.nodes[0].new_node].id, "壹/三");
    EXPECT_TRUE(result.nodes[0].fields.empty());
}

TEST(Diff, UnderAnotherParent) {
    const auto before = harbour();
    auto after = harbour();
    after.nodes[3].parent = "貳";
    std::swap(after.nodes[3], after.nodes[4]);
    const auto result = compared(before, after);
    ASSERT_EQ(result.nodes.size(), 1u);
    EXPECT_EQ(result.nodes[0].change, Change::moved);
    ASSERT_EQ(result.nodes[0].fields.size(), 1u);
    EXPECT_EQ(result.nodes[0].fields[0].field, "parent");
    EXPECT_EQ(result.nodes[0].fields[0].after, json::value("貳"));
}

TEST(Diff, AddedAndRemovedInTheOrderOfThePlan) {
    const auto before = harbour();
    auto after = harbour();
    after.nodes.erase(after.nodes.begin() + 2);
    after.nodes.insert(after.nodes.begin() + 3, node("壹/四", "壹", "四", "開放港務資料"));
    const auto result = compared(before, after);
    ASSERT_EQ(result.nodes.size(), 2u);
    EXPECT_EQ(result.nodes[0].change, Change::removed);
    EXPECT_EQ(before.nodes[result.nodes[0].old_node].id, "壹/二");
    EXPECT_EQ(result.nodes[1].change, Change::added);
    // Its indicator hangs on nothing any more: it moved, in the sense that its item is another.
    EXPECT_EQ(result.indicator_tally.moved, 1u);
    EXPECT_EQ(result.node_tally.moved, 0u);
}

TEST(Diff, TargetsCellByCell) {
    const auto before = harbour();
    auto after = harbour();
    auto& targets = after.indicators[0].targets;
    targets[1] = target("2022", "5 套", 5);
    targets.erase(targets.begin() + 2);
    targets.push_back(target("2024", "9 套", 9));
    const auto result = compared(before, after);
    ASSERT_EQ(result.indicators.size(), 1u);
    const auto& changes = result.indicators[0].targets;
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_EQ(changes[0].change, Change::changed);
    EXPECT_EQ(changes[0].fields, (std::vector<std::string_view>{"text", "value"}));
    EXPECT_EQ(changes[1].change, Change::added);
    EXPECT_EQ(changes[2].change, Change::removed);
    const auto text = shown(result, before, after);
    EXPECT_NE(
        text.find(R"("change":"changed","period":"2022","before":{"period":"2022","text":"1 套","value":1})"),
        std::string::npos)
        << text;
}

TEST(Diff, BudgetsByWhatTheyAreFor) {
    const auto before = harbour();
    auto after = harbour();
    after.budgets[1].amount = Decimal(7'000'000);
    after.budgets[0].title = "港區轉型";
    after.budgets.push_back(budget("貳", "訓練", "2023", 100));
    const auto result = compared(before, after);
    EXPECT_EQ(result.budget_tally.changed, 2u);
    EXPECT_EQ(result.budget_tally.added, 1u);
    EXPECT_EQ(result.budget_tally.removed, 0u);
    EXPECT_EQ(result.budgets[0].fields, std::vector<std::string_view>{"title"});
    EXPECT_EQ(result.budgets[1].fields, std::vector<std::string_view>{"amount"});
}

TEST(Diff, FactsByTheirSentence) {
    auto before = harbour();
    const auto fact = [](const char* text, int figure, const char* unit) {
        model::Fact out;
        out.node = "貳/一";
        out.text = text;
        out.figure = Decimal(figure);
        out.unit = unit;
        return out;
    };
    before.facts = {fact("訓練 3 場 40 人。", 3, "場"), fact("訓練 3 場 40 人。", 40, "人"),
                    fact("補助 5 人。", 5, "人")};
    auto after = before;
    after.facts[1].figure = Decimal(41);
    after.facts[2] = fact("補助 6 人。", 6, "人");
    const auto result = compared(before, after);
    EXPECT_EQ(result.fact_tally.same, 1u);
    EXPECT_EQ(result.fact_tally.changed, 1u);
    EXPECT_EQ(result.fact_tally.added, 1u);
    EXPECT_EQ(result.fact_tally.removed, 1u);
    EXPECT_EQ(result.facts[0].fields, std::vector<std::string_view>{"figure"});
    EXPECT_FALSE(result.none());
    EXPECT_NE(shown(result, before, after).find(R"("fact_counts":{"added":1)"), std::string::npos);
}

TEST(Diff, MergedAndUncertainAreMarked) {
    const auto before = harbour();
    auto after = harbour();
    after.nodes.erase(after.nodes.begin() + 2);
    after.indicators.pop_back();
    const auto result = diff(before, after, match_ids(before, after), {{"壹/二", "壹/一"}}, {"貳"});
    ASSERT_EQ(result.nodes.size(), 2u);
    EXPECT_EQ(result.nodes[0].merged_into, "壹/一");
    EXPECT_TRUE(result.nodes[1].uncertain);
    EXPECT_EQ(result.indicator_tally.removed, 1u);
    const auto text = shown(result, before, after);
    EXPECT_NE(text.find(R"("merged_into":"壹/一")"), std::string::npos);
    EXPECT_NE(text.find(R"("uncertain":true)"), std::string::npos);
    EXPECT_NE(text.find(R"("change":"removed","period":"overall","before")"), std::string::npos) << text;
}

// What the tallies say adds up, and the way back has as many additions as the way there has removals.
TEST(Diff, TalliesAddUp) {
    rc::check("tallies", [](unsigned seed) {
        Maker maker(seed);
        const auto before = maker.plan(5 + maker.below(80));
        auto after = before;
        for (std::size_t i = after.nodes.size(); i-- > 1;) {
            const bool leaf = i + 1 == after.nodes.size() || after.nodes[i + 1].parent != after.nodes[i].id;
            if (maker.below(5) == 0 && leaf)
                after.nodes.erase(after.nodes.begin() + static_cast<std::ptrdiff_t>(i));
            else if (maker.below(5) == 0)
                maker.retouch(after.nodes[i]);
        }
        const auto there = compared(before, after).node_tally;
        const auto back = compared(after, before).node_tally;
        RC_ASSERT(there.added + there.changed + there.moved + there.same == after.nodes.size());
        RC_ASSERT(there.removed + there.changed + there.moved + there.same == before.nodes.size());
        RC_ASSERT(there.added == back.removed && there.removed == back.added);
        RC_ASSERT(there.moved == 0u && back.moved == 0u);
        RC_ASSERT(there.changed == back.changed);
    });
}

}  // namespace
}  // namespace gangmu::comparing
