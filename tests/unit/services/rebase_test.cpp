#include "services/rebase.hpp"

#include <gtest/gtest.h>

namespace gangmu::services {
namespace {

model::Node node(std::string id, std::string parent, std::string title) {
    model::Node out;
    out.id = std::move(id);
    out.parent = std::move(parent);
    out.title = std::move(title);
    return out;
}

model::Target target(std::string period, std::string text) {
    model::Target out;
    out.period = std::move(period);
    out.text = std::move(text);
    return out;
}

model::Plan reading() {
    model::Plan plan;
    plan.nodes = {node("a", "", "數位轉型"), node("a/1", "a", "船席排程"), node("a/2", "a", "碼頭照明")};
    model::Indicator indicator;
    indicator.id = "a/1#1";
    indicator.node = "a/1";
    indicator.role = "kpi";
    indicator.targets = {target("2022", "1 套"), target("2023", "2 套")};
    plan.indicators = {indicator};
    model::Budget budget;
    budget.title = "合計";
    budget.period = "2022";
    budget.amount = Decimal(5);
    plan.budgets = {budget};
    return plan;
}

Step step(Sequence seq, std::string_view operations) {
    return {seq, 0, "officer", "", parse_json(operations)->as_array(), 0};
}

Rebased rebased(const model::Plan& before, const model::Plan& after, const std::vector<Step>& steps) {
    auto result = rebase(**state::Content::build(before), steps, **state::Content::build(after));
    EXPECT_TRUE(result) << result.error().code << " " << result.error().where;
    return result ? *result : Rebased();
}

TEST(Rebase, CorrectionsStayOnTopOfABetterReading) {
    auto better = reading();
    better.nodes[2].text = "今日讀出的說明";
    const auto result = rebased(
        reading(), better,
        {step(5, R"([{"op":"set","node":"a/1","field":"title","value":"船席智慧排程"}])"),
         step(
             6,
             R"([{"op":"add","node":{"id":"a/3","title":"氣象站"},"parent":"a"},{"op":"findings","add":[]}])")});
    EXPECT_TRUE(result.conflicts.empty());
    EXPECT_EQ(result.steps.size(), 2u);
    const auto plan = result.content->to_plan();
    EXPECT_EQ(plan.nodes[1].title, "船席智慧排程");
    EXPECT_EQ(plan.nodes[2].text, "今日讀出的說明");
    EXPECT_EQ(plan.nodes[3].id, "a/3");
}

TEST(Rebase, WhatNoLongerAppliesIsTold) {
    auto other = reading();
    other.nodes.pop_back();
    other.indicators[0].targets.erase(other.indicators[0].targets.begin());
    other.budgets.clear();
    const auto result = rebased(
        reading(), other,
        {step(
             5,
             R"([{"op":"set","node":"a/2","field":"title","value":"甲"},{"op":"set","node":"a/1","field":"label","value":"1"}])"),
         step(6, R"([{"op":"target","indicator":"a/1#1","at":0,"value":{"period":"2022","text":"9 套"}}])"),
         step(7, R"([{"op":"budget","at":0,"value":{"title":"合計","period":"2022","amount":6}}])")});
    ASSERT_EQ(result.conflicts.size(), 3u);
    EXPECT_EQ(result.conflicts[0].seq, 5u);
    EXPECT_FALSE(result.conflicts[0].applied);
    EXPECT_EQ(result.conflicts[0].operation.at("node").as_string(), "a/2");
    EXPECT_EQ(result.conflicts[1].seq, 6u);
    EXPECT_EQ(result.conflicts[2].seq, 7u);
    ASSERT_EQ(result.steps.size(), 1u);  // the half of the first that applies
    EXPECT_EQ(result.content->to_plan().nodes[1].label, "1");
}

TEST(Rebase, TargetsAndBudgetsAreFoundByWhatTheyAre) {
    auto shifted = reading();
    shifted.indicators[0].targets.insert(shifted.indicators[0].targets.begin(), target("overall", "3 套"));
    auto first = shifted.budgets[0];
    first.title = "先期";
    shifted.budgets.insert(shifted.budgets.begin(), first);
    const auto result = rebased(
        reading(), shifted,
        {step(5, R"([{"op":"target","indicator":"a/1#1","at":1,"value":{"period":"2023","text":"7 套"}}])"),
         step(6, R"([{"op":"budget","at":0,"value":{"title":"合計","period":"2022","amount":6}}])")});
    EXPECT_TRUE(result.conflicts.empty());
    const auto plan = result.content->to_plan();
    EXPECT_EQ(plan.indicators[0].targets[0].text, "3 套");
    EXPECT_EQ(plan.indicators[0].targets[2].text, "7 套");
    EXPECT_EQ(plan.budgets[0].amount, Decimal(5));
    EXPECT_EQ(plan.budgets[1].amount, Decimal(6));
}

TEST(Rebase, WhatTheReaderFindsByItselfNowIsNotAddedTwice) {
    auto better = reading();
    better.nodes.push_back(node("a/9", "a", "設置氣象站"));
    const auto result =
        rebased(reading(), better,
                {step(5, R"([{"op":"add","node":{"id":"a/3","title":"設置 氣象站"},"parent":"a"}])"),
                 step(6, R"([{"op":"set","node":"a/3","field":"lead","value":["港務局"]}])")});
    ASSERT_EQ(result.conflicts.size(), 1u);
    EXPECT_FALSE(result.conflicts[0].applied);
    const auto plan = result.content->to_plan();
    ASSERT_EQ(plan.nodes.size(), 4u);
    EXPECT_EQ(plan.nodes[3].lead, std::vector<std::string>{"港務局"});  // the later correction follows it
}

TEST(Rebase, AFieldThatIsReadOtherwiseNowKeepsTheCorrectionAndSaysSo) {
    auto other = reading();
    other.nodes[1].title = "船席自動排程";
    const auto result =
        rebased(reading(), other, {step(5, R"([{"op":"set","node":"a/1","field":"title","value":"甲"}])")});
    ASSERT_EQ(result.conflicts.size(), 1u);
    EXPECT_TRUE(result.conflicts[0].applied);
    EXPECT_EQ(result.content->to_plan().nodes[1].title, "甲");
    // Read as the officer has corrected it: nothing to tell.
    other.nodes[1].title = "甲";
    EXPECT_TRUE(
        rebased(reading(), other, {step(5, R"([{"op":"set","node":"a/1","field":"title","value":"甲"}])")})
            .conflicts.empty());
}

TEST(Rebase, IdsThatAreOthersInTheNewReadingAreFollowed) {
    auto moved = reading();
    moved.nodes[1].id = "z/7";
    moved.indicators[0].id = "z/7#1";
    moved.indicators[0].node = "z/7";
    const std::vector<Step> steps{
        step(
            5,
            R"([{"op":"set","node":"a/1","field":"title","value":"甲"},{"op":"merge","node":"a/2","into":"a/1"}])"),
        step(6, R"([{"op":"set","indicator":"a/1#1","field":"unit","value":"套"}])")};
    const auto result = rebase(**state::Content::build(reading()), steps, **state::Content::build(moved), {},
                               {{"a/1", "z/7"}, {"a/1#1", "z/7#1"}});
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->conflicts.empty());
    const auto plan = result->content->to_plan();
    EXPECT_EQ(plan.nodes[1].title, "甲");
    EXPECT_EQ(plan.nodes.size(), 2u);
    EXPECT_EQ(plan.indicators[0].unit, "套");
}

}  // namespace
}  // namespace gangmu::services
