// The internal form of this room: what the readers of outline and tables build together before it becomes a
// model::Plan. One DraftPlan per plan; nodes and tables are named by index, indices never change, and a node
// that was merged into another says so (`merged`), so what hangs on it must be asked for through
// DraftPlan::home(). No I/O; not shared between threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/document.hpp"
#include "model/plan.hpp"

namespace gangmu::reading {

using NodeIndex = std::int32_t;
inline constexpr NodeIndex no_node = -1;

// A piece of running text with the lines it stands on: pieces that a page break had cut are joined to one.
struct Passage {
    std::string text;
    model::Sources source;
};

// From which side of a document a node is known. The same item is often named by several.
enum class Face : std::uint8_t { body, contents, division, schedule, indicator, programme, sheet };

struct DraftNode {
    NodeIndex parent = no_node;
    NodeIndex merged = no_node;  // the node this one became part of
    Face face = Face::body;
    std::uint32_t order = 0;  // position of its first place in reading order
    std::string kind;
    std::string label;
    std::vector<std::string> labels;
    std::string title;
    std::vector<Passage> text;
    std::vector<Passage> goals;  // the bullets under 目標 in the cell of this node, one each, without bullet
    std::vector<std::string> lead, co, units;
    model::Roles roles = model::Roles::none;
    std::vector<model::ScheduleEntry> schedule;
    std::vector<std::string> carried;
    model::Sources source;
    bool chapter = false;       // a heading that only orders the text
    bool kind_printed = false;  // the kind stands beside the number (策略 1), not inferred
    bool kind_counted = false;  // a sentence says what these are and how many (8 項具體措施)
    int kind_weight = 0;        // 4 printed, 3 column header, 2 a heading or sentence above, 1 by default
    std::vector<std::string> lists;      // what its heading or its text calls the ranks below it
    std::vector<int> number;             // the label as numbers: 1-1 and 1.1 are {1, 1}
    std::string style;                   // of its mark, see numbering.hpp
    NodeIndex printed_parent = no_node;  // the parent where it was read, before merging
    bool item = false;                   // something the plan promises, or who or when; not only a heading
};

enum class TableRole : std::uint8_t {
    other,      // kept as text
    schedule,   // 事項/具體作法/重點工作項目/起訖時程/主協辦機關單位
    indicator,  // 全期目標/分年目標, or yearly columns of targets
    division,   // who does what: 目標/策略/主辦機關
    budget,     // amounts by row and year
    programme,  // 工作計畫名稱/重要計畫項目/計畫類別/實施內容
    items,      // one row per item, columns are its fields (sheets)
    result,     // 指標/目標值/達成值: what was achieved
};

enum class ColumnRole : std::uint8_t {
    other,
    item,    // names a node; several columns: ranks from left to right
    label,   // the number of an item, in a column of its own
    parent,  // the label or title of the item's parent (sheets)
    kind,    // the word for the rank of the row (sheets)
    agency,  // lead and co-agencies together
    lead,
    co,
    unit_office,  // 承辦單位
    schedule,     // 起訖時程
    start,        // a schedule's two halves in columns of their own
    end,
    text,          // 實施內容, 說明
    indicator,     // the name of an indicator
    measure_unit,  // 單位 of an indicator
    overall,       // 全期目標: label, title and overall target in one cell
    target,        // the target of one period; `period` says which
    baseline,
    actual,  // achieved value; `period` when the header prints one
    rate,    // 達成率
    amount,  // money of one period or of all (period "overall")
    source_of_funds,
    stage,   // one period of a bar chart (工程表): a mark or a word says what
             // happens then; `period` says when
    number,  // a running number without meaning for the tree
};

struct Column {
    ColumnRole role = ColumnRole::other;
    std::string header;    // all header cells above it, joined by a space
    model::Period period;  // of target, actual, amount: "2021", "2021-Q1", "overall"; empty: unknown
};

// One position of the resolved grid. Cells torn by a page break are joined; a merged cell stands in each of
// its rows.
struct GridCell {
    std::string text;
    model::Sources source;
    bool spanned = false;  // a copy of a merged cell's text (row or column span), not its first position
    bool bold = false;
    std::uint32_t rows = 1;  // how many rows the cell is merged over
};

struct GridRow {
    std::vector<GridCell> cells;  // one per column
    NodeIndex node = no_node;     // the deepest node this row names or belongs to
    bool group = false;           // a row that is only the title of the rows under it
    model::Sources source;
};

// A table as it was before pages cut it: header rows resolved to columns, repeated headers gone.
struct LogicalTable {
    TableRole role = TableRole::other;
    std::vector<Column> columns;
    std::vector<GridRow> rows;
    NodeIndex node = no_node;  // the node it stands under
    std::string caption;       // caption and unit lines around it: 表 3：…, 單位：億元
    std::string unit;          // what 單位 says: 億元
    model::Sources source;
};

struct DraftIndicator {
    NodeIndex node = no_node;
    model::Indicator value;  // id, node and same_as are filled in later
};

struct DraftBudget {
    NodeIndex node = no_node;  // no_node: the whole plan
    model::Budget value;
};

struct DraftFact {
    NodeIndex node = no_node;
    model::Fact value;
};

struct DraftFinding {
    std::vector<NodeIndex> nodes;
    model::Finding value;  // id and nodes are filled in later
};

struct DraftPlan {
    model::PlanHeader header;
    int year = 0;      // Gregorian year of the document, 0 unknown
    std::string date;  // ISO date (or year, month) of the document, empty unknown
    std::vector<DraftNode> nodes;
    std::vector<LogicalTable> tables;
    std::vector<Passage> preface;  // text before the first heading
    std::vector<DraftIndicator> indicators;
    std::vector<DraftBudget> budgets;
    std::vector<DraftFact> facts;
    std::vector<DraftFinding> findings;

    // The node that `index` is part of now.
    NodeIndex home(NodeIndex index) const {
        while (index != no_node && nodes[static_cast<std::size_t>(index)].merged != no_node)
            index = nodes[static_cast<std::size_t>(index)].merged;
        return index;
    }
    DraftNode& at(NodeIndex index) { return nodes[static_cast<std::size_t>(index)]; }
    const DraftNode& at(NodeIndex index) const { return nodes[static_cast<std::size_t>(index)]; }
};

// ---- Hooks of the figure readers (targets, kpi, budgets, facts). Called once the tree is whole and merged;
// they add to indicators, budgets, facts and findings and leave nodes and tables alone.

// Every row of an indicator (or result) table: one DraftIndicator per filled `overall` or `indicator` cell,
// on row.node.
void read_kpi_table(const LogicalTable& table, DraftPlan& plan);
// A list of items with a column of targets or indicators: one DraftIndicator
// per filled cell, on row.node.
void read_row_targets(const LogicalTable& table, DraftPlan& plan);
// A list of items with columns of money: what read_budget_table reads of it.
void read_row_amounts(const LogicalTable& table, DraftPlan& plan);
// The goals of every node: indicators with role "goal".
void read_goals(DraftPlan& plan);
// Amounts of a budget table; row.node says whose, no_node the whole plan.
void read_budget_table(const LogicalTable& table, DraftPlan& plan);
// Amounts in sentences.
void read_budget_text(DraftPlan& plan);
// Figures stated as achieved, from the texts of the nodes.
void read_facts(DraftPlan& plan);

// The ranges of a schedule cell, one entry per printed range. `text` may hold line breaks.
std::vector<model::ScheduleEntry> parse_schedule(std::string_view text);
// The period that a column header or a phrase prints (110年, 2021, 110年第1季, FY2024), empty when none.
model::Period parse_period(std::string_view text);

}  // namespace gangmu::reading
