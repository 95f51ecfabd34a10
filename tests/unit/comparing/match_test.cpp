#include "comparing/match.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "unit/comparing/plans.hpp"

namespace gangmu::comparing {
namespace {

using namespace testing_plans;

std::string partner(const model::Plan& before, const model::Plan& after, const Matching& matching,
                    std::string_view title) {
    for (std::size_t i = 0; i < before.nodes.size(); ++i)
        if (before.nodes[i].title == title)
            return matching.old_to_new[i] == none ? "" : after.nodes[matching.old_to_new[i]].title;
    return "no such title";
}

TEST(Match, APlanIsItself) {
    const auto plan = harbour();
    const auto matching = match(plan, plan);
    ASSERT_EQ(matching.pairs.size(), plan.nodes.size());
    for (const auto& pair : matching.pairs) {
        EXPECT_EQ(pair.old_node, pair.new_node);
        EXPECT_FALSE(pair.uncertain);
    }
    EXPECT_EQ(matching.old_to_new_indicator, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_TRUE(matching.splits.empty());
    EXPECT_TRUE(matching.merges.empty());
}

TEST(Match, AnInsertedItemRenumbersTheOthersAndTheyKeepTheirIds) {
    const auto before = harbour();
    auto after = harbour();
    after.nodes.insert(after.nodes.begin() + 1, node("壹/零", "壹", "一", "盤點港區既有資訊系統"));
    Maker::renumber(after);
    after.indicators[0].node = after.indicators[0].id = "";
    after.indicators[0].node = "1/2";
    after.indicators[0].id = "1/2#1";
    after.indicators[1].node = "1/3";
    after.indicators[1].id = "1/3#1";
    const auto matching = match(before, after);
    EXPECT_EQ(matching.pairs.size(), before.nodes.size());
    const auto uncertain = keep_ids(after, before, matching);
    EXPECT_TRUE(uncertain.empty());
    EXPECT_EQ(after.nodes[2].id, "壹/一");
    EXPECT_EQ(after.nodes[2].parent, "壹");
    EXPECT_EQ(after.nodes[2].label, "2");
    EXPECT_EQ(after.indicators[0].id, "壹/一#1");
    EXPECT_EQ(after.indicators[0].node, "壹/一");
    std::set<std::string> ids;
    for (const auto& each : after.nodes)
        EXPECT_TRUE(ids.insert(each.id).second) << each.id;
    EXPECT_EQ(after.nodes[1].id, "壹/1");
}

TEST(Match, RenamedMovedAndRewritten) {
    const auto before = harbour();
    auto after = harbour();
    after.nodes[1].title = "建置智慧船席排程系統";  // a longer name
    after.nodes[0].title = "加速港灣升級";          // another name, the same children
    after.nodes[3].parent = "參";                   // stands under another strategy
    std::rotate(after.nodes.begin() + 3, after.nodes.begin() + 4, after.nodes.end());
    after.nodes.pop_back();
    after.nodes.push_back(before.nodes[3]);
    after.nodes.back().parent = "參";
    after.nodes.back().id = "參/二";
    const auto matching = match(before, after);
    EXPECT_EQ(partner(before, after, matching, "建置船席排程系統"), "建置智慧船席排程系統");
    EXPECT_EQ(partner(before, after, matching, "推動港區數位轉型"), "加速港灣升級");
    EXPECT_EQ(partner(before, after, matching, "設置港區微型氣象站"), "設置港區微型氣象站");
    const auto* strategy = matching.pair_of_new(0);
    ASSERT_NE(strategy, nullptr);
    EXPECT_EQ(strategy->evidence, Evidence::children);
    EXPECT_TRUE(strategy->uncertain);  // only its children say so
}

TEST(Match, WhatIsNewInThePlaceOfSomethingElseIsNotTakenForIt) {
    const auto before = harbour();
    auto after = harbour();
    after.nodes[6].title = "興建旅客服務中心";  // 貳/二 was something quite different
    const auto matching = match(before, after);
    EXPECT_EQ(partner(before, after, matching, "補助青年返鄉就業"), "");
    EXPECT_EQ(matching.new_to_old[6], none);
    keep_ids(after, before, matching);
    EXPECT_EQ(after.nodes[6].id, "貳/二~2");  // the old id is the old item's
}

TEST(Match, SplitsAndMergesAreSeen) {
    auto before = harbour();
    auto after = harbour();
    after.nodes[8].title = "整修漁村步道";
    after.nodes.push_back(node("參/二", "參", "二", "設置解說牌"));
    auto matching = match(before, after);
    ASSERT_EQ(matching.splits.size(), 1u);
    EXPECT_EQ(matching.splits[0].node, 9u);
    EXPECT_EQ(after.nodes[matching.pairs[matching.splits[0].pair].new_node].title, "整修漁村步道");
    matching = match(after, before);
    ASSERT_EQ(matching.merges.size(), 1u);
    EXPECT_EQ(matching.merges[0].node, 9u);
}

TEST(Match, IdsGivenInThePastAreNotGivenAgain) {
    const auto before = harbour();
    auto after = harbour();
    after.nodes.push_back(node("參/二", "參", "二", "設置賞鳥小屋"));
    keep_ids(after, before, match(before, after), {"參/二", "參/二~2"});
    EXPECT_EQ(after.nodes.back().id, "參/二~3");
}

TEST(Match, TheSameTitleInSeveralPlacesStaysWhereItIs) {
    model::Plan before;
    for (int i = 0; i < 6; ++i) {
        const std::string chapter = std::to_string(i);
        before.nodes.push_back(
            node(chapter, "", chapter, "第" + std::string(1, static_cast<char>('A' + i)) + "章"));
        before.nodes.push_back(node(chapter + "/1", chapter, "1", "現況"));
        before.nodes.push_back(node(chapter + "/2", chapter, "2", "現況"));
    }
    const auto matching = match(before, before);
    for (const auto& pair : matching.pairs)
        EXPECT_EQ(pair.old_node, pair.new_node);
    EXPECT_EQ(matching.pairs.size(), before.nodes.size());
}

TEST(Match, ItselfWhateverThePlan) {
    rc::check("match(x, x) is identity", [](unsigned seed) {
        Maker maker(seed);
        const auto plan = maker.plan(1 + maker.below(300));
        const auto matching = match(plan, plan);
        RC_ASSERT(matching.pairs.size() == plan.nodes.size());
        for (const auto& pair : matching.pairs)
            RC_ASSERT(pair.old_node == pair.new_node && !pair.uncertain);
    });
}

// Random edits: what was not removed is found again, nothing is taken for something else, and no node has two
// partners.
TEST(Match, RandomEditsAreFoundAgain) {
    std::size_t kept = 0, found = 0, wrong = 0, wrong_and_sure = 0;
    rc::check("random edits", [&](unsigned seed) {
        Maker maker(seed);
        const auto before = maker.plan(50 + maker.below(300));
        auto after = before;
        for (std::size_t i = after.nodes.size(); i-- > 0;) {
            const bool leaf = i + 1 == after.nodes.size() || after.nodes[i + 1].parent != after.nodes[i].id;
            switch (maker.below(12)) {
                case 0:
                    maker.retouch(after.nodes[i]);
                    break;
                case 1:
                    if (leaf) after.nodes.erase(after.nodes.begin() + static_cast<std::ptrdiff_t>(i));
                    break;
                case 2:
                    after.nodes.insert(
                        after.nodes.begin() + static_cast<std::ptrdiff_t>(i),
                        node("new" + std::to_string(i), after.nodes[i].parent, "", maker.words(9)));
                    break;
                case 3:
                    after.nodes[i].text = maker.words(20);
                    break;
                default:
                    break;
            }
        }
        Maker::renumber(after);
        const auto matching = match(before, after);
        std::set<std::uint32_t> taken;
        for (std::uint32_t i = 0; i < after.nodes.size(); ++i) {
            const auto partner = matching.new_to_old[i];
            if (partner != none) {
                RC_ASSERT(taken.insert(partner).second);
                RC_ASSERT(matching.old_to_new[partner] == i);
            }
            const auto& source = after.nodes[i].source;
            const auto truth = source.empty() ? none : source.front().first_line - 1;
            if (truth != none) {
                ++kept;
                if (partner == truth) ++found;
            }
            if (partner != none && partner != truth) {
                ++wrong;
                if (!matching.pair_of_new(i)->uncertain) ++wrong_and_sure;
            }
        }
        const auto uncertain = keep_ids(after, before, matching);
        std::set<std::string> ids;
        for (const auto& each : after.nodes) {
            RC_ASSERT(ids.insert(each.id).second);
            RC_ASSERT(each.parent.empty() || ids.count(each.parent) == 1);
        }
    });
    EXPECT_GE(static_cast<double>(found), 0.99 * static_cast<double>(kept)) << found << " of " << kept;
    EXPECT_LE(static_cast<double>(wrong), 0.002 * static_cast<double>(kept)) << wrong;
    EXPECT_LE(wrong_and_sure, kept / 5000) << wrong_and_sure << " of " << kept;
}

TEST(Match, TwentyThousandItems) {
    Maker maker(7);
    const auto before = maker.plan(20'000);
    auto after = before;
    for (auto& each : after.nodes)
        if (maker.below(10) == 0) maker.retouch(each);
    Maker::renumber(after);
    const auto matching = match(before, after);
    std::size_t right = 0;
    for (const auto& pair : matching.pairs)
        right += pair.old_node == pair.new_node ? 1 : 0;
    EXPECT_GE(right, 19'900u);
}

TEST(Match, TwentyThousandSiblings) {  // no parent tells them apart
    Maker maker(8);
    model::Plan before;
    for (int i = 0; i < 20'000; ++i)
        before.nodes.push_back(node(std::to_string(i), "", std::to_string(i), maker.words(8)));
    auto after = before;
    for (std::size_t i = 0; i < after.nodes.size(); i += 5)
        maker.retouch(after.nodes[i]);
    const auto matching = match(before, after);
    std::size_t right = 0;
    for (const auto& pair : matching.pairs)
        right += pair.old_node == pair.new_node ? 1 : 0;
    EXPECT_GE(right, 19'000u);
}

TEST(SamePlanTitle, EditionsYearsAndWordsOfRevision) {
    EXPECT_TRUE(same_plan_title("海安縣智慧港務計畫", "海安縣智慧港務計畫（第二版）"));
    EXPECT_TRUE(same_plan_title("海安縣智慧港務計畫(核定本)", "海安縣智慧港務計畫（112年修正）"));
    EXPECT_TRUE(same_plan_title("海安縣智慧港務計畫（110-113年）", "海安縣智慧港務計畫 修訂本"));
    EXPECT_TRUE(
        same_plan_title("Coastal Resilience Plan", "Coastal Resilience Plan (2nd edition, revised 2024)"));
    EXPECT_TRUE(same_plan_title("沿岸地域再生計画", "沿岸地域再生計画（令和6年改訂版）"));
    EXPECT_TRUE(same_plan_title("海安縣數位發展計畫（111年至112年）", "海安縣數位發展計畫（112年修正版）"));
    EXPECT_TRUE(same_plan_title("海安縣數位發展計畫（111至114年度）", "海安縣數位發展計畫"));
    EXPECT_FALSE(same_plan_title("海安縣智慧港務計畫", "海安縣智慧城市計畫"));
    EXPECT_FALSE(same_plan_title("漁村再生第一期計畫", "漁村再生第二期計畫"));
    EXPECT_FALSE(same_plan_title("第二版", "第三版"));
}

TEST(Likeness, FoldsAndCountsPairs) {
    EXPECT_EQ(likeness("臺北市 ５Ｇ", "台北市5g"), 1);
    EXPECT_EQ(likeness("甲", "乙"), 0);
    EXPECT_GT(likeness("建置船席排程系統", "建置智慧船席排程系統"), 0.6);
}

}  // namespace
}  // namespace gangmu::comparing
