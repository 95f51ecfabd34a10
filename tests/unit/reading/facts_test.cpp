#include <gtest/gtest.h>

#include "reading/draft.hpp"

namespace gangmu::reading {
namespace {

std::vector<model::Fact> facts(std::string text, std::string title = "執行成果") {
    DraftPlan plan;
    plan.nodes.resize(1);
    plan.nodes[0].title = std::move(title);
    plan.nodes[0].text = {{std::move(text), {}}};
    read_facts(plan);
    std::vector<model::Fact> all;
    for (auto& one : plan.facts)
        all.push_back(std::move(one.value));
    return all;
}

TEST(Facts, one_for_each_figure_with_its_sentence) {
    const auto found =
        facts("106至109年度，經濟部完成媒合340家企業，累計培訓10,439人次。另促成7家廠商測試。");
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].figure, std::optional(Decimal(340)));
    EXPECT_EQ(found[0].unit, "家");
    EXPECT_EQ(found[0].period, "2017/2020");
    EXPECT_EQ(found[0].agency, "經濟部");
    EXPECT_EQ(found[0].text, found[1].text);
    EXPECT_EQ(found[1].cumulative, std::optional(true));
    EXPECT_EQ(found[2].period, "");
    EXPECT_EQ(found[2].agency, "");
}

TEST(Facts, names_of_standards_are_no_figures) {
    EXPECT_TRUE(facts("通過IEC 61215所規範之測試，並取得ISO 27001認證。").empty());
    const auto found = facts("依IEC 62443-4-1完成3所學校之場域驗證。");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].figure, std::optional(Decimal(3)));
    EXPECT_EQ(found[0].unit, "所");
}

TEST(Facts, a_model_is_not_yet_to_come) {
    EXPECT_EQ(facts("完成模擬平臺3套及虛擬場域2處。").size(), 2u);
    EXPECT_TRUE(facts("擬輔導340家企業。").empty());
}

TEST(Facts, what_is_to_come_or_only_planned_is_none) {
    EXPECT_TRUE(facts("預計未來三年可提供4,126個就業機會。").empty());
    EXPECT_TRUE(facts("後續將推動11項技術。").empty());
    EXPECT_TRUE(facts("推動5項措施，媒合340家企業。", "推動策略").empty());
    EXPECT_TRUE(facts("媒合340家企業。", "預期成果").empty());
    EXPECT_TRUE(facts("本計畫共有18項策略及57項重要措施。").empty());
    EXPECT_EQ(facts("舉辦「未來挑戰賽」，促成23家支持。").size(), 1u);
}

TEST(Facts, what_is_summed_up_at_the_head_of_a_sentence_is_cumulative) {
    const auto found = facts("累計於甲縣及乙縣等，完成9處潛勢溪流之分析。另完成3處。");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].cumulative, std::optional(true));
    EXPECT_NE(found[1].cumulative, std::optional(true));
}

TEST(Facts, how_large_what_is_counted_is_and_what_is_tried_are_none) {
    const auto found = facts("完成4處至少40公頃之崩塌地觀測。嘗試提高解析度，提升至250公尺。");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].unit, "處");
}

TEST(Facts, years_of_a_list_are_given_one_by_one) {
    const auto found = facts("106至109年度占比分別達24%、26%、20.2%及31.6%。");
    ASSERT_EQ(found.size(), 4u);
    EXPECT_EQ(found[0].period, "2017");
    EXPECT_EQ(found[3].period, "2020");
    const auto other = facts("106至109年度占比分別達24%、26%。");
    ASSERT_EQ(other.size(), 2u);
    EXPECT_EQ(other[0].period, "");
}

TEST(Facts, a_period_holds_for_its_own_statement) {
    const auto found = facts("108年產值達5億元，較107年度成長8.7%；協助164家企業。");
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].period, "2019");
    EXPECT_EQ(found[1].period, "2019");
    EXPECT_EQ(found[2].period, "");
}

TEST(Facts, english_sentences) {
    const auto found = facts(
        "In 2024, the agency opened 14 new clinics. By 2026 it will open 30 clinics. About 8% were rural.");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].unit, "clinics");
    EXPECT_EQ(found[0].period, "2024");
    EXPECT_EQ(found[1].comparator, model::Comparator::about);
}

TEST(Facts, a_table_kept_as_text_has_no_sentences) {
    EXPECT_TRUE(facts("111\t250 億元\t260 億元").empty());
}

TEST(Facts, a_partner_is_not_who_did_it) {
    EXPECT_EQ(facts("此外，與經濟部合作媒合340家企業。")[0].agency, "");
    EXPECT_EQ(facts("此外，經濟部媒合340家企業。")[0].agency, "經濟部");
}

}  // namespace
}  // namespace gangmu::reading
