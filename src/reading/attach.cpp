// Lines of the contents page and rows of indicator and budget tables find the node they speak of.
#include <algorithm>
#include <map>
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

void add_contents(DraftPlan& plan, const std::vector<ContentsEntry>& contents) {
    std::unordered_map<std::string, std::vector<NodeIndex>> named;
    for (NodeIndex i = 0; i < count(plan); ++i)
        if (alive(plan, i) && !plan.at(i).title.empty()) named[title_key(plan.at(i).title)].push_back(i);
    std::uint32_t from = 0;
    for (const ContentsEntry& entry : contents) {
        const auto found = named.find(title_key(entry.title));
        if (found == named.end()) continue;
        NodeIndex best = no_node;
        // in the order of the contents, the same number first
        for (int round = 0; round < 4 && best == no_node; ++round)
            for (NodeIndex i : found->second) {
                const DraftNode& node = plan.at(i);
                const bool label = node.label == entry.label || entry.label.empty();
                if ((round & 1) == 0 && !label) continue;
                if (round < 2 && node.order < from) continue;
                best = i;
                break;
            }
        if (best == no_node) continue;
        from = std::max(from, plan.at(best).order);
        model::Sources all = entry.source;
        add_sources(all, plan.at(best).source);
        plan.at(best).source = std::move(all);
    }
}

void attach_indicator_rows(DraftPlan& plan) {
    std::map<std::vector<int>, std::vector<NodeIndex>> numbered;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (alive(plan, i) && node.item && node.number.size() >= 2 && !node.title.empty())
            numbered[node.number].push_back(i);
    }
    for (LogicalTable& table : plan.tables) {
        if (table.role != TableRole::indicator && table.role != TableRole::result) continue;
        for (GridRow& row : table.rows) {
            const NodeIndex home = plan.home(row.node);
            if (row.group || (home != no_node && plan.at(home).item)) continue;
            for (std::size_t c = 0; c < row.cells.size() && c < table.columns.size(); ++c) {
                const ColumnRole role = table.columns[c].role;
                if (role != ColumnRole::overall && role != ColumnRole::indicator && role != ColumnRole::label)
                    continue;
                const auto mark = parse_mark(row.cells[c].text + (role == ColumnRole::label ? " x" : ""));
                if (!mark || mark->parts.size() < 3) continue;
                const auto found = numbered.find({mark->parts.begin(), mark->parts.end() - 1});
                if (found != numbered.end() && found->second.size() == 1) row.node = found->second[0];
                break;
            }
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
