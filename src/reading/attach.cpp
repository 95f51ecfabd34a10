// Rows of tables find the node they speak of: by number, by title, by what
// stands beside them.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "reading/agencies/cells.hpp"
#include "reading/kinds.hpp"
#include "reading/merge.hpp"
#include "reading/merger.hpp"
#include "reading/numbering.hpp"
#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

// 「1.1.1 | Replace the ferries」: a number alone in the column of items, and
// its words in the next.
void name_by_description(DraftPlan& plan) {
    for (NodeIndex i = 0; i < count(plan); ++i) {
        DraftNode& node = plan.at(i);
        if (!alive(plan, i) || !node.title.empty() || node.label.empty() || node.text.empty()) continue;
        if (node.face == Face::body || node.face == Face::contents) continue;
        Passage& first = node.text.front();
        if (text::count(first.text) > 160 || first.text.find("。") != std::string::npos ||
            first.text.find("：") != std::string::npos)
            continue;
        node.title = std::move(first.text);
        std::replace(node.title.begin(), node.title.end(), '\n', ' ');
        node.text.erase(node.text.begin());
    }
}

// Rows of a table in a chapter of its own (行動計畫表) stand below the item of
// the text whose number theirs continues: 1.1.2 below 目標 1.1. Only where one
// item has that number.
void adopt_rows(DraftPlan& plan) {
    std::map<std::vector<int>, std::vector<NodeIndex>> numbered;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (alive(plan, i) && node.item && !node.number.empty() && node.kind_printed &&
            node.face == Face::body)
            numbered[node.number].push_back(i);
    }
    for (NodeIndex i = 0; i < count(plan); ++i) {
        DraftNode& row = plan.at(i);
        if (!alive(plan, i) || row.face == Face::body || row.number.size() < 2) continue;
        const NodeIndex above = plan.home(row.parent);
        if (above != no_node && plan.at(above).item) continue;
        const auto found = numbered.find({row.number.begin(), row.number.end() - 1});
        if (found == numbered.end() || found->second.size() != 1) continue;
        if (!is_ancestor(plan, i, found->second[0])) row.parent = found->second[0];
    }
}

namespace {

using Numbered = std::map<std::vector<int>, std::vector<NodeIndex>>;

// The number that a row of indicators prints before its words, or in a column of its own.
std::optional<Mark> number_of(const LogicalTable& table, const GridRow& row) {
    for (std::size_t c = 0; c < row.cells.size() && c < table.columns.size(); ++c) {
        const ColumnRole role = table.columns[c].role;
        if (role != ColumnRole::overall && role != ColumnRole::indicator && role != ColumnRole::label)
            continue;
        if (auto mark = parse_mark(row.cells[c].text + (role == ColumnRole::label ? " x" : ""))) return mark;
    }
    return std::nullopt;
}

// 「【成果指標】」 under a measure: what stands below is the measure's.
bool heads_indicators(std::string_view title) {
    if (text::count(title) > 14) return false;
    for (std::string_view word : {"指標", "KPI", "目標值", "数値目標", "Indicator", "indicator", "Measures"})
        if (title.find(word) != std::string_view::npos) return true;
    return false;
}

// Do the rows have the very numbers of items, each another one? Then 1.1 stands for the item 1.1; else the
// indicators are counted for themselves.
bool numbers_are_items(const LogicalTable& table, const Numbered& numbered) {
    std::set<std::vector<int>> seen;
    for (const GridRow& row : table.rows) {
        if (row.group) continue;
        const auto mark = number_of(table, row);
        if (!mark || mark->parts.size() != 2 || !seen.insert(mark->parts).second) return false;
        const auto found = numbered.find(mark->parts);
        if (found == numbered.end() || found->second.size() != 1) return false;
    }
    return seen.size() >= 2;
}

}  // namespace

void attach_indicator_rows(DraftPlan& plan) {
    Numbered numbered;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (alive(plan, i) && node.item && node.number.size() >= 2 && !node.title.empty())
            numbered[node.number].push_back(i);
    }
    for (LogicalTable& table : plan.tables) {
        if (table.role != TableRole::indicator && table.role != TableRole::result) continue;
        const bool exact = numbers_are_items(table, numbered);
        for (GridRow& row : table.rows) {
            const NodeIndex home = plan.home(row.node);
            if (row.group || (home != no_node && plan.at(home).item)) continue;
            const auto mark = number_of(table, row);
            if (!mark || mark->parts.size() < (exact ? 2u : 3u)) {
                if (home != no_node && heads_indicators(plan.at(home).title))
                    if (const NodeIndex above = item_above(plan, home); above != no_node) row.node = above;
                continue;
            }
            const auto found = numbered.find(
                exact ? mark->parts : std::vector<int>(mark->parts.begin(), mark->parts.end() - 1));
            if (found != numbered.end() && found->second.size() == 1) row.node = found->second[0];
        }
    }
}

void attach_budget_rows(DraftPlan& plan) {
    std::unordered_map<std::string, std::vector<NodeIndex>> named;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (!alive(plan, i) || node.title.empty() || !node.item) continue;
        const std::string key = title_key(node.title), bare = without_rank(node.title);
        named[key].push_back(i);
        if (bare != key) named[bare].push_back(i);
        if (!node.label.empty()) named[title_key(node.label + node.title)].push_back(i);  // 「1-1 甲」
    }
    for (LogicalTable& table : plan.tables) {
        if (table.role != TableRole::budget) continue;
        for (GridRow& row : table.rows) {
            // the first filled cell names the row
            const auto cell = std::find_if(row.cells.begin(), row.cells.end(),
                                           [](const GridCell& c) { return !text::trim(c.text).empty(); });
            if (cell == row.cells.end()) continue;
            const auto found = named.find(title_key(cell->text));
            if (found == named.end()) continue;
            NodeIndex best = no_node;
            bool twice = false;
            for (NodeIndex i : found->second) {
                if (best != no_node && plan.at(i).kind_weight == plan.at(best).kind_weight) twice = true;
                if (best == no_node || plan.at(i).kind_weight > plan.at(best).kind_weight) {
                    best = i;
                    twice = false;
                }
            }
            if (!twice) row.node = best;
        }
    }
}

}  // namespace gangmu::reading
