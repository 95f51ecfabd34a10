#include <gtest/gtest.h>

#include "reading/draft.hpp"
#include "reading/targets.hpp"

namespace gangmu::reading {
namespace {

model::Sources at(std::uint32_t line) {
    model::Source source;
    source.document = "d";
    source.first_line = source.last_line = line;
    return {source};
}

GridRow row(std::uint32_t line, std::vector<std::string> texts, NodeIndex node = 0) {
    GridRow made;
    made.node = node;
    made.source = at(line);
    for (auto& text : texts) {
        GridCell cell;
        cell.text = std::move(text);
        cell.source = at(line);
        made.cells.push_back(std::move(cell));
    }
    return made;
}

Column column(ColumnRole role, std::string header = {}, std::string period = {}) {
    return {role, std::move(header), std::move(period)};
}

// 發展策略 | 主協辦機關 | 全期目標 | 110 | 111
LogicalTable yearly_table() {
    LogicalTable table;
    table.role = TableRole::indicator;
    table.columns = {column(ColumnRole::item), column(ColumnRole::agency),
                     column(ColumnRole::overall, "全期目標", "overall"),
                     column(ColumnRole::target, "110", "2021"), column(ColumnRole::target, "111", "2022")};
    return table;
}

std::vector<model::Indicator> read(const LogicalTable& table) {
    DraftPlan plan;
    plan.nodes.resize(3);
    read_kpi_table(table, plan);
    std::vector<model::Indicator> all;
    for (auto& one : plan.indicators)
        all.push_back(std::move(one.value));
    return all;
}

TEST(Kpi, label_title_and_one_target_for_each_filled_cell) {
    auto table = yearly_table();
    table.rows = {row(1, {"1.1 甲", "經濟部", "1.1.1 113 年完成至少 2 件", "-", "累計完成 2 件"}),
                  row(2, {"", "", "1.1.2 完成 5 項", "完成 1 項", ""})};
    const auto found = read(table);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].label, "1.1.1");
    EXPECT_EQ(found[0].title, "113 年完成至少 2 件");
    EXPECT_EQ(found[0].unit, "件");
    ASSERT_EQ(found[0].targets.size(), 2u);
    EXPECT_EQ(found[0].targets[0].period, "overall");
    EXPECT_EQ(found[0].targets[0].text, "113 年完成至少 2 件");
    EXPECT_EQ(found[0].targets[0].comparator, model::Comparator::at_least);
    EXPECT_EQ(found[0].targets[0].due, "2024");
    EXPECT_EQ(found[0].targets[1].period, "2022");
    EXPECT_EQ(found[0].targets[1].cumulative, std::optional(true));
    ASSERT_EQ(found[1].targets.size(), 2u);
    EXPECT_EQ(found[1].targets[1].period, "2021");
}

TEST(Kpi, agencies_of_the_item_are_not_the_indicators) {
    auto table = yearly_table();
    table.rows = {row(1, {"1.1 甲", "經濟部", "1.1.1 完成 2 件", "1 件", "1 件"}),
                  row(2, {"", "科技部", "1.1.2 完成 5 項", "1 項", "4 項"}),
                  row(3, {"", "", "1.1.3 完成 6 項", "1 項", "5 項"})};
    const auto found = read(table);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_TRUE(found[0].lead.empty());
    EXPECT_EQ(found[1].lead, std::vector<std::string>{"科技部"});
    EXPECT_TRUE(found[2].lead.empty());
}

TEST(Kpi, a_merged_cell_counts_for_each_of_its_rows) {
    auto table = yearly_table();
    table.rows = {row(1, {"1.1 甲", "", "1.1.1 盤點", "1 個月", "1 個月"}),
                  row(2, {"", "", "1.1.2 掌握", "", ""}), row(3, {"1.2 乙", "", "1.2.1 掌握", "", ""}, 1)};
    const auto found = read(table);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[1].targets.size(), 3u);
    EXPECT_EQ(found[2].targets.size(), 1u);  // another item: nothing is shared
}

TEST(Kpi, a_shared_cell_torn_by_a_page_is_joined_for_both_rows) {
    auto table = yearly_table();
    table.rows = {row(1, {"1.1 甲", "", "1.1.1 完成 16 處", "輔導升級及建", "輔導升級及建"}),
                  row(2, {"", "", "1.1.2 建置 2 處", "置設備 1 處", "置設備 3 處"})};
    auto& cells = table.rows[1].cells;
    cells[2].source = {at(2)[0], at(6)[0]};
    cells[3].source = at(6);
    cells[4].source = at(6);
    const auto found = read(table);
    ASSERT_EQ(found.size(), 2u);
    for (const auto& one : found) {
        ASSERT_EQ(one.targets.size(), 3u);
        EXPECT_EQ(one.targets[1].text, "輔導升級及建置設備 1 處");
        EXPECT_EQ(one.targets[2].value, std::optional(Decimal(3)));
    }
}

TEST(Kpi, the_last_character_of_a_torn_cell_goes_back) {
    auto table = yearly_table();
    table.rows = {row(1, {"1.1 甲", "", "1.1.1 完備", "管理機制", "資安管理機"}),
                  row(2, {"", "", "1.1.2 提供", "1. 研析 1 份", "制 1. 研析 2 份"})};
    const auto found = read(table);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].targets[2].text, "資安管理機制");
    EXPECT_EQ(found[1].targets[2].text, "1. 研析 2 份");
}

TEST(Kpi, a_table_of_names_units_and_years) {
    LogicalTable table;
    table.role = TableRole::indicator;
    table.columns = {column(ColumnRole::indicator, "指標"), column(ColumnRole::measure_unit, "單位"),
                     column(ColumnRole::lead, "主辦機關"), column(ColumnRole::baseline, "現況值"),
                     column(ColumnRole::target, "112", "2023")};
    table.rows = {row(1, {"市占率", "%", "交通部", "12", "15.5"}),
                  row(2, {"公車數（輛）", "", "", "20", "累計 40 以上"}),
                  row(3, {"排放量", "公噸", "", "10", "≤9.8"})};
    const auto found = read(table);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].unit, "%");
    EXPECT_EQ(found[0].lead, std::vector<std::string>{"交通部"});
    EXPECT_EQ(found[0].targets[0].value, Decimal::parse("15.5"));
    EXPECT_EQ(found[0].targets[0].unit, "%");
    EXPECT_EQ(found[1].unit, "輛");
    EXPECT_EQ(found[1].targets[0].comparator, model::Comparator::at_least);
    EXPECT_EQ(found[2].targets[0].comparator, model::Comparator::at_most);
}

TEST(Kpi, a_row_for_each_year) {
    LogicalTable table;
    table.role = TableRole::indicator;
    table.columns = {column(ColumnRole::indicator, "指標"), column(ColumnRole::other, "年度"),
                     column(ColumnRole::target, "目標值")};
    table.rows = {row(1, {"裝置容量", "114年", "100 MW"}), row(2, {"裝置容量", "115年", "150 MW"}),
                  row(3, {"節電率", "114年", "1.5%"})};
    const auto found = read(table);
    ASSERT_EQ(found.size(), 2u);
    ASSERT_EQ(found[0].targets.size(), 2u);
    EXPECT_EQ(found[0].targets[1].period, "2026");
    EXPECT_EQ(found[0].unit, "MW");
}

TEST(Kpi, achieved_values_of_a_result_table_are_facts) {
    LogicalTable table;
    table.role = TableRole::result;
    table.columns = {column(ColumnRole::indicator, "指標"), column(ColumnRole::target, "目標值", "2023"),
                     column(ColumnRole::actual, "達成值", "2023")};
    table.rows = {row(1, {"充電樁", "100 座", "累計 96 座"})};
    DraftPlan plan;
    plan.nodes.resize(1);
    read_kpi_table(table, plan);
    ASSERT_EQ(plan.facts.size(), 1u);
    EXPECT_EQ(plan.facts[0].value.figure, std::optional(Decimal(96)));
    EXPECT_EQ(plan.facts[0].value.period, "2023");
    EXPECT_EQ(plan.facts[0].value.cumulative, std::optional(true));
    EXPECT_EQ(plan.indicators.size(), 1u);
}

TEST(Goals, one_indicator_for_each_bullet) {
    DraftPlan plan;
    plan.nodes.resize(1);
    plan.nodes[0].goals = {{"113 年完成 4 項測試", at(3)}, {"推動計畫(主辦：國防部)", at(4)}};
    read_goals(plan);
    ASSERT_EQ(plan.indicators.size(), 2u);
    EXPECT_EQ(plan.indicators[0].value.role, "goal");
    EXPECT_EQ(plan.indicators[0].value.targets[0].period, "overall");
    EXPECT_EQ(plan.indicators[0].value.targets[0].due, "2024");
    EXPECT_EQ(plan.indicators[1].value.lead, std::vector<std::string>{"國防部"});
}

TEST(Targets, labels_are_cut_off_and_figures_are_not) {
    const std::vector<std::tuple<const char*, const char*, const char*>> cases{
        {"1.1.1 113 年完成", "1.1.1", "113 年完成"},
        {"2.1.10 透過", "2.1.10", "透過"},
        {"1-1-1 甲案", "1-1-1", "甲案"},
        {"KPI-3 普及率", "KPI-3", "普及率"},
        {"指標1：普及率", "指標1", "普及率"},
        {"1. 普及率", "1", "普及率"},
        {"（一）普及率", "（一）", "普及率"},
        {"2.5 MW 以上", "", "2.5 MW 以上"},
        {"113 年完成 2 件", "", "113 年完成 2 件"},
        {"5G 專網 2 套", "", "5G 專網 2 套"},
        {"1.5 倍", "", "1.5 倍"},
        {"2020-2025 帶動", "", "2020-2025 帶動"}};
    for (const auto& [cell, label, rest] : cases) {
        EXPECT_EQ(split_label(cell).label, label) << cell;
        EXPECT_EQ(split_label(cell).rest, rest) << cell;
    }
}

TEST(Targets, blank_cells) {
    for (const auto* cell : {"", " ", "-", "—", "－", "無", "N/A", "--"})
        EXPECT_TRUE(is_blank_target(cell)) << cell;
    for (const auto* cell : {"0", "持續", "- 1 件"})
        EXPECT_FALSE(is_blank_target(cell)) << cell;
}

}  // namespace
}  // namespace gangmu::reading
