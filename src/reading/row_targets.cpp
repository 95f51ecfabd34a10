// Targets and money in tables that are about something else: a list of actions
// with a column of targets, of indicators, or of amounts.
#include <algorithm>
#include <string>

#include "reading/draft.hpp"
#include "reading/numbering.hpp"
#include "reading/targets.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using text::trim;

bool has(const LogicalTable& table, ColumnRole role) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return column.role == role; });
}

std::string words_of(const LogicalTable& table, const GridRow& row, ColumnRole role) {
    for (std::size_t c = 0; c < table.columns.size() && c < row.cells.size(); ++c)
        if (table.columns[c].role == role) return std::string(trim(row.cells[c].text));
    return {};
}

void add_target(const LogicalTable& table, const GridRow& row, std::size_t c, DraftPlan& plan) {
    const GridCell& cell = row.cells[c];
    const Labelled own = split_label(cell.text);
    DraftIndicator draft;
    draft.node = row.node;
    model::Indicator& indicator = draft.value;
    indicator.role = "kpi";
    indicator.unit = words_of(table, row, ColumnRole::measure_unit);
    std::string name;
    if (table.columns[c].role != ColumnRole::indicator) name = words_of(table, row, ColumnRole::indicator);
    const Labelled named = split_label(name);
    indicator.label = name.empty() ? own.label : named.label;
    indicator.title = name.empty() ? own.rest : named.rest;
    std::replace(indicator.title.begin(), indicator.title.end(), '\n', ' ');
    const model::Period period = table.columns[c].period.empty() ? "overall" : table.columns[c].period;
    indicator.targets.push_back(make_target(own.rest, period, cell.source, indicator.unit));
    if (indicator.unit.empty() && indicator.targets[0].value) indicator.unit = indicator.targets[0].unit;
    indicator.source = cell.source;
    plan.indicators.push_back(std::move(draft));
}

}  // namespace

void read_row_targets(const LogicalTable& table, DraftPlan& plan) {
    const ColumnRole wanted = has(table, ColumnRole::target) ? ColumnRole::target : ColumnRole::indicator;
    if (!has(table, wanted)) return;
    for (const GridRow& row : table.rows) {
        const NodeIndex node = plan.home(row.node);
        if (row.group || node == no_node || node == plan.home(table.node)) continue;
        for (std::size_t c = 0; c < table.columns.size() && c < row.cells.size(); ++c)
            if (table.columns[c].role == wanted && !row.cells[c].spanned &&
                !is_blank_target(row.cells[c].text))
                add_target(table, row, c, plan);
    }
}

void read_row_amounts(const LogicalTable& table, DraftPlan& plan) {
    if (has(table, ColumnRole::amount)) read_budget_table(table, plan);
}

}  // namespace gangmu::reading
