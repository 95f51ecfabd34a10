// Roll-up, overrides, shares, and what a decision maker looks for.
#include <gtest/gtest.h>

#include "evaluation/agencies.hpp"
#include "evaluation/words.hpp"
#include "unit/evaluation/given.hpp"

namespace gangmu::evaluation {
namespace {

using namespace given;

PlanInput plan(const std::vector<std::shared_ptr<NodeInput>>& nodes) {
    PlanInput input{"2021-01", "2024-12", {}, true};
    for (const auto& each : nodes)
        input.nodes.push_back(each);
    return input;
}

Evaluation evaluated(const std::vector<std::shared_ptr<NodeInput>>& nodes, const Rules& rules = {}) {
    return Evaluation::of(plan(nodes), moment_of(parse_day("2022-02-15").value(), ""), rules);
}

std::vector<std::shared_ptr<NodeInput>> parent_of(const std::vector<Light>& lights) {
    std::vector<std::shared_ptr<NodeInput>> nodes{node()};
    for (const auto light : lights) {
        nodes.push_back(node(0));
        nodes.back()->indicators.push_back(with_light(light));
    }
    return nodes;
}

TEST(Tree, ARedIsNeverHiddenUnderAnAverage) {
    std::vector<Light> lights(99, Light::done);
    EXPECT_EQ(evaluated(parent_of(lights)).node(0).light, Light::done);
    lights.push_back(Light::behind);
    const auto result = evaluated(parent_of(lights));
    EXPECT_EQ(result.node(0).light, Light::at_risk);
    EXPECT_EQ(result.node(0).all.why, Why::some_behind);
    EXPECT_EQ(result.whole().light, Light::at_risk);
    EXPECT_EQ(result.whole().counts[static_cast<std::size_t>(Light::behind)], 1U);
    EXPECT_EQ(result.whole().counts[static_cast<std::size_t>(Light::done)], 99U);
    EXPECT_EQ(percent_text(result.whole().achievement), "99.1");
    const auto words = because(result.whole(), {}, true);
    EXPECT_NE(words.zh.find("其下 100 項有 1 項落後或未填報"), std::string::npos) << words.zh;
    EXPECT_NE(words.zh.find("加權達成率 99.1%"), std::string::npos) << words.zh;
}

TEST(Tree, HalfTheWeightBehindIsBehind) {
    using enum Light;
    EXPECT_EQ(evaluated(parent_of({done, behind})).node(0).light, behind);
    EXPECT_EQ(evaluated(parent_of({done, done, behind})).node(0).light, at_risk);
    EXPECT_EQ(evaluated(parent_of({done, not_reported})).node(0).light, not_reported);
    EXPECT_EQ(evaluated(parent_of({done, done, done, at_risk})).node(0).light, at_risk);
    EXPECT_EQ(evaluated(parent_of({done, done, done, done, at_risk})).node(0).light, on_track);
    auto nodes = parent_of({done, done, done, behind});
    nodes[4]->weight = 3;
    nodes[1]->weight = nodes[2]->weight = nodes[3]->weight = 1;
    EXPECT_EQ(evaluated(nodes).node(0).light, behind) << "by weight, not by number";
    Rules strict;
    strict.behind_share = 1;
    EXPECT_EQ(evaluated(parent_of({done, done, done, behind}), strict).node(0).light, behind);
}

TEST(Tree, OneHalfOutOfSixthsIsOneHalf) {
    // three branches of two, in each one behind; then a branch of three with thirds
    auto nodes = parent_of({});
    for (std::uint32_t branch = 0; branch < 3; ++branch) {
        const auto place = static_cast<std::uint32_t>(nodes.size());
        nodes.push_back(node(0));
        for (int i = 0; i < 6; ++i) {
            nodes.push_back(node(place));
            nodes.back()->indicators.push_back(with_light(i < 3 ? Light::behind : Light::done));
        }
    }
    EXPECT_EQ(evaluated(nodes).node(0).all.behind, one / 2);
    auto thirds = parent_of({Light::behind});
    const auto place = static_cast<std::uint32_t>(thirds.size());
    thirds.push_back(node(0));
    thirds.push_back(node(0));
    for (const auto light : {Light::behind, Light::done, Light::done})
        thirds.push_back(node(place)), thirds.back()->indicators.push_back(with_light(light));
    for (const auto light :
         {Light::behind, Light::done, Light::done, Light::behind, Light::done, Light::done})
        thirds.push_back(node(place + 1)), thirds.back()->indicators.push_back(with_light(light));
    EXPECT_TRUE(reaches(evaluated(thirds).node(0).all.behind, Decimal(55)));
    EXPECT_FALSE(reaches(evaluated(thirds).node(0).all.behind, Decimal::parse("55.56").value()));
}

TEST(Tree, UnsetWeightsAreTheMeanOfTheSetOnes) {
    auto nodes = parent_of({Light::done, Light::behind, Light::done});
    nodes[1]->weight = 2;
    nodes[2]->weight = 4;
    const auto result = evaluated(nodes);
    EXPECT_EQ(result.weight(3), 3'000'000);
    EXPECT_FALSE(result.equal_weights(0));
    EXPECT_EQ(percent_text(result.node(0).all.achievement), "60");  // (2·100 + 4·10 + 3·100) / 9
}

TEST(Tree, WhatIsMissingIsLeftOutAndSaid) {
    auto nodes = parent_of({Light::done, Light::not_reported});
    nodes.push_back(node(0));
    nodes.back()->indicators.push_back(indicator({{"2023", "40"}}));
    const auto result = evaluated(nodes);
    const auto& all = result.node(0).all;
    EXPECT_EQ(percent_text(all.achievement), "100");
    EXPECT_EQ(percent_text(all.coverage), "33.33");
    EXPECT_EQ(all.counts[static_cast<std::size_t>(Light::not_due)], 1U);
    EXPECT_EQ(all.counts[static_cast<std::size_t>(Light::not_reported)], 1U);
    EXPECT_EQ(evaluated(parent_of({})).whole().light, Light::none);
}

TEST(Tree, AReleasedItemAndATwinAreNotCounted) {
    auto nodes = parent_of({Light::done, Light::behind});
    nodes[2]->released = true;
    EXPECT_EQ(evaluated(nodes).node(0).light, Light::done);
    EXPECT_EQ(evaluated(nodes).node(2).all.why, Why::released);
    nodes[2]->released = false;
    nodes[2]->indicators[0].twin = "elsewhere";
    const auto result = evaluated(nodes);
    EXPECT_EQ(result.node(0).light, Light::done);
    EXPECT_EQ(result.node(2).components[0].light, Light::behind) << "its own light is still shown";
}

TEST(Tree, AnOverrideOfAnItemCountsAndOfABranchIsOnlyShown) {
    auto nodes = parent_of({Light::done, Light::behind});
    const Override green{Light::on_track, "原因", "王", parse_day("2022-02-01").value(), ""};
    nodes[2]->overrides = {green};
    auto result = evaluated(nodes);
    EXPECT_EQ(result.node(2).light, Light::on_track);
    EXPECT_EQ(result.node(2).all.light, Light::behind);
    EXPECT_EQ(result.node(0).light, Light::on_track);
    nodes[2]->overrides.clear();
    nodes[0]->overrides = {green};
    result = evaluated(nodes);
    EXPECT_EQ(result.node(0).light, Light::on_track);
    EXPECT_EQ(result.node(0).all.light, Light::behind);
    EXPECT_EQ(result.whole().light, Light::behind) << "what is under it goes on counting";
}

TEST(Agencies, AJointGoalIsDividedAndNotDoubled) {
    auto nodes = parent_of({Light::done, Light::behind});
    nodes[1]->lead = {"甲部"};
    nodes[2]->lead = {"甲部"};
    nodes[2]->co = {"乙部"};
    nodes[2]->shares = {{"甲部", Decimal::parse("0.25").value()}, {"乙部", Decimal::parse("0.75").value()}};
    ASSERT_TRUE(check_shares(*nodes[2]));
    const auto agencies = by_agency(evaluated(nodes));
    ASSERT_EQ(agencies.size(), 2U);
    EXPECT_EQ(agencies[0].agency, "乙部");
    EXPECT_EQ(agencies[0].answers, one * 3 / 4);
    EXPECT_EQ(agencies[0].summary.light, Light::behind);
    EXPECT_EQ(agencies[1].answers, one * 5 / 4);
    EXPECT_EQ(agencies[1].summary.light, Light::at_risk);  // 0.25 of 1.25 is behind
    EXPECT_EQ(percent_text(agencies[1].summary.achievement), "82");
    EXPECT_FALSE(agencies[1].all_default);
    nodes[2]->shares.clear();
    const auto unset = by_agency(evaluated(nodes));
    EXPECT_EQ(unset[1].answers, 2 * one) << "unset: the lead has all";
    EXPECT_TRUE(unset[1].all_default);
    EXPECT_EQ(unset[0].helps, 1U);
}

TEST(Agencies, SharesMustSumToOne) {
    NodeInput joint;
    joint.lead = {"甲部"};
    joint.co = {"乙部"};
    const auto code = [&](const char* a, const char* b, const char* second = "乙部") {
        joint.shares = {{"甲部", number(a)}, {second, number(b)}};
        const auto status = check_shares(joint);
        return status ? std::string("ok") : status.error().code;
    };
    EXPECT_EQ(code("0.7", "0.3"), "ok");
    EXPECT_EQ(code("0.7", "0.2999"), "shares-sum");
    EXPECT_EQ(code("1.5", "-0.5"), "shares-value");
    EXPECT_EQ(code("0.5", "0.5", "丙部"), "shares-agency");
}

TEST(Agencies, TheLeadAboveAnswersForWhatNamesNone) {
    auto nodes = parent_of({Light::done});
    nodes[0]->lead = {"甲部"};
    const auto result = evaluated(nodes);
    const auto answers = answers_of(result, 1, 0);
    ASSERT_EQ(answers.agencies.size(), 1U);
    EXPECT_EQ(answers.agencies[0].agency, "甲部");
    EXPECT_TRUE(answers.inherited);
}

TEST(Board, GapsAreSeen) {
    auto nodes = parent_of({Light::done, Light::behind, Light::at_risk});
    nodes[1]->lead = {"甲部"};
    auto led = node();
    led->lead = {"乙部"};
    led->schedule = {{"2021-06", "2023-12", "", ""}};
    nodes.push_back(led);
    const auto board = board_of(evaluated(nodes));
    EXPECT_EQ(board.behind, std::vector<std::uint32_t>{2});
    EXPECT_EQ(board.at_risk, std::vector<std::uint32_t>{3});
    EXPECT_EQ(board.unowned, (std::vector<std::uint32_t>{2, 3}));
    EXPECT_EQ(board.without_target, std::vector<std::uint32_t>{4});
    EXPECT_EQ(board.not_begun, std::vector<std::uint32_t>{4});
}

}  // namespace
}  // namespace gangmu::evaluation
