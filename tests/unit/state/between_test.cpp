#include "state/between.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>

#include "state/corrections.hpp"

namespace gangmu::state {
namespace {

model::Node node(std::string id, std::string parent, std::string title) {
    model::Node out;
    out.id = std::move(id);
    out.parent = std::move(parent);
    out.title = std::move(title);
    return out;
}

model::Plan harbour() {
    model::Plan plan;
    plan.plan.id = "p-1";
    plan.plan.title = "海安縣智慧港務計畫";
    plan.nodes = {node("a", "", "數位轉型"),    node("a/1", "a", "船席排程"), node("a/2", "a", "碼頭照明"),
                  node("a/2/x", "a/2", "北岸"), node("b", "", "人才"),        node("b/1", "b", "引水人訓練")};
    plan.nodes[1].lead = {"港務局"};
    plan.nodes[2].carried = {"lead"};
    plan.nodes[2].lead = {"港務局"};
    for (const char* id : {"a/1#1", "a/2#1"}) {
        model::Indicator indicator;
        indicator.id = id;
        indicator.node = std::string(id).substr(0, 3);
        indicator.role = "kpi";
        indicator.title = "完成套數";
        for (const char* year : {"2022", "2023"}) {
            model::Target target;
            target.period = year;
            target.text = "1 套";
            target.value = Decimal(1);
            indicator.targets.push_back(target);
        }
        plan.indicators.push_back(indicator);
    }
    for (int i = 0; i < 3; ++i) {
        model::Budget budget;
        budget.node = i == 0 ? "" : "a/1";
        budget.title = "經費" + std::to_string(i);
        budget.period = "2022";
        budget.amount = Decimal(1000 + i);
        plan.budgets.push_back(budget);
        model::Fact fact;
        fact.node = "b/1";
        fact.text = "訓練 " + std::to_string(i) + " 人。";
        plan.facts.push_back(fact);
    }
    return plan;
}

ContentPtr corrected(const Content& content, std::string_view text) {
    auto operations = parse_json(text)->as_array();
    auto result = apply_corrections(content, operations, 1);
    EXPECT_TRUE(result) << result.error().code << " " << result.error().where << " " << text;
    return result ? *result : nullptr;
}

// There and back again.
void expect_back(const Content& before, const Content& after) {
    auto operations = operations_between(after, before);
    const auto text = print_json(json::value(operations));
    const auto back = apply_corrections(after, operations, 2);
    ASSERT_TRUE(back) << back.error().code << " " << back.error().where << "\n" << text;
    EXPECT_TRUE(says_the_same(**back, before)) << text << "\n"
                                               << content_text(**back) << "\n"
                                               << content_text(before);
}

TEST(Between, NothingBetweenEqualContents) {
    const auto content = *Content::build(harbour());
    EXPECT_TRUE(operations_between(*content, *content).empty());
    EXPECT_TRUE(says_the_same(*content, *content));
}

TEST(Between, EveryOperationCanBeTakenBack) {
    const auto content = *Content::build(harbour());
    for (
        const char* operations : {
            R"([{"op":"plan","field":"title","value":"甲"},{"op":"plan","field":"end","value":"2025-12"}])",
            R"([{"op":"set","node":"a/1","field":"title","value":"甲"},{"op":"set","node":"a/1","field":"lead","value":[]}])",
            R"([{"op":"set","node":"a/2","field":"lead","value":["海洋局"]},{"op":"set","node":"a/2","field":"roles","value":"unmarked"}])",
            R"([{"op":"set","node":"a/1","field":"schedule","value":[{"start":"2022-01","end":"2023"}]}])",
            R"([{"op":"move","node":"b/1","parent":"a","before":"a/2"}])",
            R"([{"op":"move","node":"a/2","parent":"","before":"a"},{"op":"move","node":"a","parent":"a/2"}])",
            R"([{"op":"split","node":"a/2","text":"","new":{"title":"新"},"children":["a/2/x"]}])",
            R"([{"op":"merge","node":"a/2","into":"b/1"}])",
            R"([{"op":"merge","node":"a/2","into":"b/1"},{"op":"merge","node":"b/1","into":"a/1"}])",
            R"([{"op":"add","node":{"title":"新"},"parent":"b","before":"b/1"},{"op":"add","node":{"title":"根"}}])",
            R"([{"op":"remove","node":"a/2/x"}])",
            R"([{"op":"remove","node":"a","below":true}])",
            R"([{"op":"remove","indicator":"a/1#1"},{"op":"add","indicator":{"node":"b","title":"新指標"}}])",
            R"([{"op":"set","indicator":"a/1#1","field":"node","value":"b"},{"op":"set","indicator":"a/1#1","field":"unit","value":"套"}])",
            R"([{"op":"target","indicator":"a/1#1","at":0,"value":null},{"op":"target","indicator":"a/1#1","at":1,"value":{"period":"2024","text":"9 套","value":9}}])",
            R"([{"op":"budget","at":1,"value":null},{"op":"budget","at":2,"value":{"node":"b","title":"新","period":"2023","amount":7}}])",
            R"([{"op":"budget","at":0,"value":{"title":"改","period":"2022","amount":5}},{"op":"set","budget":0,"field":"node","value":"b"}])",
            R"([{"op":"fact","at":0,"value":null},{"op":"fact","at":0,"value":{"text":"改"}},{"op":"set","fact":1,"field":"node","value":""}])",
            R"([{"op":"identity","node":"a/1","as":"z"}])",
            R"([{"op":"identity","node":"a/2"}])",
        }) {
        SCOPED_TRACE(operations);
        const auto after = corrected(*content, operations);
        ASSERT_TRUE(after);
        EXPECT_FALSE(says_the_same(*content, *after));
        expect_back(*content, *after);
    }
}

TEST(Between, AMergedItemComesBackWithItsId) {
    const auto content = *Content::build(harbour());
    const auto after = corrected(*content, R"([{"op":"merge","node":"a/2","into":"b/1"}])");
    auto operations = operations_between(*after, *content);
    const auto back = apply_corrections(*after, operations, 2);
    ASSERT_TRUE(back);
    const auto row = (*back)->find("a/2");
    ASSERT_TRUE(row);
    EXPECT_EQ((*back)->node(*row).id, "a/2");
    EXPECT_TRUE((*back)->aliases().empty());
    EXPECT_EQ((*back)->indicator("a/2#1")->node, "a/2");
    EXPECT_EQ(content_text(**read_content(content_text(**back))), content_text(**back));
}

TEST(Between, NumbersOfBudgetsCountWhatIsThere) {
    const auto content = *Content::build(harbour());
    const auto after = corrected(
        *content,
        R"([{"op":"budget","at":0,"value":null},{"op":"budget","at":0,"value":{"title":"首","amount":1}}])");
    const auto plan = after->to_plan();
    ASSERT_EQ(plan.budgets.size(), 2u);
    EXPECT_EQ(plan.budgets[0].title, "首");
    EXPECT_EQ(plan.budgets[0].node, "a/1");
    // The same after a restart, where removed ones have left no gap.
    const auto again = *read_content(content_text(*after));
    const char* last = R"([{"op":"budget","at":1,"value":null}])";
    EXPECT_EQ(corrected(*again, last)->to_plan().budgets, corrected(*after, last)->to_plan().budgets);
    auto too_far = parse_json(R"([{"op":"budget","at":3,"value":null}])")->as_array();
    EXPECT_FALSE(apply_corrections(*after, too_far, 3));
}

TEST(Between, WhatHangsOnANodeGoesOnlyWhenThatIsSaid) {
    const auto content = *Content::build(harbour());
    auto alone = parse_json(R"([{"op":"remove","node":"a/1"}])")->as_array();
    EXPECT_EQ(apply_corrections(*content, alone, 1).error().code, "correction-not-empty");
    const auto after = corrected(*content, R"([{"op":"remove","node":"a/1","below":true}])");
    EXPECT_EQ(after->counts().indicators, 1u);
    EXPECT_EQ(after->counts().budgets, 1u);
    EXPECT_EQ(after->counts().targets, 2u);
    EXPECT_FALSE(after->find("a/1"));
    auto taken = parse_json(R"([{"op":"identity","node":"a/2","as":"b"}])")->as_array();
    EXPECT_EQ(apply_corrections(*content, taken, 1).error().code, "correction-invalid");
}

// Random series of structural corrections, each of which can be taken back at once.
TEST(Between, AnySeriesCanBeTakenBack) {
    rc::check("there and back", [](unsigned seed) {
        std::mt19937 random(seed);
        const auto content = *Content::build(harbour());
        ContentPtr after = content;
        for (int step = 0; step < 12; ++step) {
            const auto plan = after->to_plan();
            if (plan.nodes.empty()) break;
            const auto any = [&] { return plan.nodes[random() % plan.nodes.size()].id; };
            json::object operation;
            switch (random() % 6) {
                case 0:
                    operation = {{"op", "move"}, {"node", any()}, {"parent", any()}};
                    break;
                case 1:
                    operation = {{"op", "merge"}, {"node", any()}, {"into", any()}};
                    break;
                case 2:
                    operation = {{"op", "add"}, {"node", {{"title", "新"}}}, {"parent", any()}};
                    break;
                case 3:
                    operation = {{"op", "set"}, {"node", any()}, {"field", "title"}, {"value", "改"}};
                    break;
                case 4:
                    operation = {{"op", "remove"}, {"node", any()}, {"below", random() % 8 == 0}};
                    break;
                default:
                    operation = {{"op", "move"}, {"node", any()}};
                    break;
            }
            json::array operations{operation};
            if (auto next = apply_corrections(*after, operations, 1)) after = *next;
        }
        auto operations = operations_between(*after, *content);
        const auto back = apply_corrections(*after, operations, 2);
        RC_ASSERT(back.has_value());
        RC_ASSERT(says_the_same(**back, *content));
    });
}

}  // namespace
}  // namespace gangmu::state
