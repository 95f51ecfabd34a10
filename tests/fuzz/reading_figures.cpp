// Any text as the rows of tables and the passages of a report: no crash, no hang.
#include <cstddef>
#include <cstdint>
#include <string>

#include "checking/check.hpp"
#include "reading/draft.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gangmu::reading;
    DraftPlan plan;
    plan.nodes.resize(1);
    plan.nodes[0].title = "成果";
    LogicalTable table;
    table.role = TableRole::result;
    table.unit = "億元";
    table.columns = {{ColumnRole::item, "", ""},       {ColumnRole::overall, "", "overall"},
                     {ColumnRole::target, "", "2021"}, {ColumnRole::target, "", "2022"},
                     {ColumnRole::amount, "", "2021"}, {ColumnRole::actual, "", "2021"}};
    GridRow row;
    std::string cell;
    auto close_cell = [&] {
        plan.nodes[0].text.push_back({cell, {}});
        plan.nodes[0].goals.push_back({cell, {}});
        row.cells.push_back({std::move(cell), {}, false, false});
        cell.clear();
        if (row.cells.size() == table.columns.size()) {
            row.node = 0;
            table.rows.push_back(std::move(row));
            row = {};
        }
    };
    for (std::size_t i = 0; i < size && i < 20'000; ++i) {
        if (data[i] == '\t')
            close_cell();
        else
            cell += static_cast<char>(data[i]);
    }
    close_cell();
    read_kpi_table(table, plan);
    read_budget_table(table, plan);
    read_goals(plan);
    read_budget_text(plan);
    read_facts(plan);
    gangmu::model::Plan checked;
    checked.plan.start = "2021-01";
    checked.plan.end = "2024-12";
    for (const auto& one : plan.indicators)
        checked.indicators.push_back(one.value);
    for (const auto& one : plan.budgets)
        checked.budgets.push_back(one.value);
    for (const auto& one : plan.facts)
        checked.facts.push_back(one.value);
    gangmu::checking::check(checked);
    return 0;
}
