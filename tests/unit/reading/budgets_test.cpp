#include <gtest/gtest.h>

#include "reading/draft.hpp"
#include "text/amounts.hpp"

namespace gangmu::reading {
namespace {

GridRow row(std::vector<std::string> texts, NodeIndex node) {
    GridRow made;
    made.node = node;
    for (auto& text : texts)
        made.cells.push_back({std::move(text), {}, false, false});
    return made;
}

LogicalTable table() {
    LogicalTable made;
    made.role = TableRole::budget;
    made.unit = "億元";
    made.columns = {{ColumnRole::item, "", ""},
                    {ColumnRole::amount, "110", "2021"},
                    {ColumnRole::amount, "111", "2022"},
                    {ColumnRole::amount, "小計", "overall"}};
    made.rows = {row({"甲業", "93.45", "136.93", "230.38"}, 0),
                 row({"小計", "1,193.82", "-", "1,131.86"}, no_node)};
    return made;
}

TEST(Budgets, rows_totals_and_the_captions_unit) {
    DraftPlan plan;
    plan.nodes.resize(1);
    read_budget_table(table(), plan);
    ASSERT_EQ(plan.budgets.size(), 5u);
    const auto& first = plan.budgets[0];
    EXPECT_EQ(first.node, 0);
    EXPECT_EQ(first.value.amount, Decimal(9'345'000'000));
    EXPECT_EQ(first.value.printed, "93.45 億元");
    EXPECT_EQ(first.value.period, "2021");
    EXPECT_FALSE(first.value.total);
    EXPECT_EQ(plan.budgets[2].value.period, "overall");
    EXPECT_TRUE(plan.budgets[2].value.total);
    EXPECT_EQ(plan.budgets[3].node, no_node);
    EXPECT_TRUE(plan.budgets[3].value.total);
    EXPECT_EQ(plan.budgets[4].value.amount, Decimal(113'186'000'000));
}

TEST(Budgets, sentences_give_periods_and_basis_to_the_table) {
    DraftPlan plan;
    plan.nodes.resize(1);
    plan.nodes[0].title = "經費";
    plan.nodes[0].text = {
        {"各單位共提出 1,131.86 億元之經費需求，其中 110 年法定預算為 193.82 億元，另 111-113 年之預算需求為 "
         "938.04 億元。",
         {}}};
    read_budget_table(table(), plan);
    read_budget_text(plan);
    ASSERT_EQ(plan.budgets.size(), 8u);
    EXPECT_EQ(plan.budgets[5].value.period, "overall");
    EXPECT_TRUE(plan.budgets[5].value.total);
    EXPECT_EQ(plan.budgets[6].value.period, "2021");
    EXPECT_EQ(plan.budgets[6].value.basis, "法定預算");
    EXPECT_EQ(plan.budgets[7].value.period, "2022/2024");
    EXPECT_EQ(plan.budgets[7].value.amount, Decimal(93'804'000'000));
    EXPECT_EQ(plan.budgets[0].value.basis, "法定預算");
    EXPECT_EQ(plan.budgets[1].value.basis, "預算需求");
    EXPECT_EQ(plan.budgets[2].value.basis, "");
}

TEST(Budgets, a_field_names_the_sum_of_its_item) {
    DraftPlan plan;
    plan.nodes.resize(1);
    plan.nodes[0].title = "移除廢棄漁網";
    plan.nodes[0].kind_weight = 3;
    plan.nodes[0].text = {{"經費需求：新臺幣二千五百萬元\n說明：廢網二百公噸。", {}},
                          {"Budget: US$ 3.2 million", {}},
                          {"Estimated cost: £450,000 (2026–2028)", {}},
                          {"經費：114年300萬元、115年500萬元", {}},
                          {"經費：由相關預算支應", {}}};
    read_budget_text(plan);
    ASSERT_EQ(plan.budgets.size(), 3u);
    EXPECT_EQ(plan.budgets[0].node, 0);
    EXPECT_EQ(plan.budgets[0].value.amount, Decimal(25'000'000));
    EXPECT_EQ(plan.budgets[0].value.period, "overall");
    EXPECT_EQ(plan.budgets[1].value.amount, Decimal(3'200'000));
    EXPECT_EQ(plan.budgets[1].value.currency, "USD");
    EXPECT_EQ(plan.budgets[2].value.amount, Decimal(450'000));
    EXPECT_EQ(plan.budgets[2].value.period, "2026/2028");
}

TEST(Budgets, a_sum_in_chinese_numerals) {
    DraftPlan plan;
    plan.nodes.resize(1);
    plan.nodes[0].title = "計畫緣起";
    plan.nodes[0].text = {{"本計畫總經費為新臺幣三億六千萬元，其中二元結構不計。", {}}};
    read_budget_text(plan);
    ASSERT_EQ(plan.budgets.size(), 1u);
    EXPECT_EQ(plan.budgets[0].value.amount, Decimal(360'000'000));
    EXPECT_TRUE(plan.budgets[0].value.total);
}

TEST(Budgets, what_others_earn_or_invest_is_none) {
    DraftPlan plan;
    plan.nodes.resize(1);
    plan.nodes[0].title = "成效";
    plan.nodes[0].text = {{"108 年產值達 1,340 億元。106 年起帶動投資 13.57 億元。", {}}};
    read_budget_text(plan);
    EXPECT_TRUE(plan.budgets.empty());
}

TEST(Amounts, printed_forms) {
    using text::read_amount;
    EXPECT_EQ(read_amount("93.45", "億元")->amount, Decimal(9'345'000'000));
    EXPECT_EQ(read_amount("8億9,046萬4千元", "")->amount, Decimal(890'464'000));
    EXPECT_EQ(read_amount("55,000", "千元")->amount, Decimal(55'000'000));
    EXPECT_EQ(read_amount("55,000", "新臺幣千元")->printed, "55,000 新臺幣千元");
    EXPECT_EQ(read_amount("120", "百万円")->amount, Decimal(120'000'000));
    EXPECT_EQ(read_amount("120", "百万円")->currency, "JPY");
    EXPECT_EQ(read_amount("2.5", "USD million")->amount, Decimal(2'500'000));
    EXPECT_EQ(read_amount("2.5", "USD million")->currency, "USD");
    EXPECT_EQ(read_amount("300 萬美元", "億元")->currency, "USD");
    EXPECT_EQ(read_amount("1.2", "兆元")->amount, Decimal(1'200'000'000'000));
    EXPECT_FALSE(read_amount("-", "億元"));
    EXPECT_FALSE(read_amount("93.45", ""));
    EXPECT_FALSE(read_amount("93.45", "件"));
    EXPECT_FALSE(read_amount("10 件", "億元"));
}

}  // namespace
}  // namespace gangmu::reading
