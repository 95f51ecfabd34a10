// The rows of a logical table become nodes: cells are told apart by what stands in them where columns are
// shifted, blank cells repeat the one above, torn cells are joined, two items in a cell are two nodes.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reading/draft.hpp"
#include "reading/numbering.hpp"
#include "reading/row_chart.hpp"
#include "reading/tables.hpp"

namespace gangmu::reading {

// One row as it was printed, with the columns of its page.
struct PrintedRow {
    GridRow row;
    std::size_t layout = 0;    // which page's columns
    bool after_break = false;  // the first row after a repeated header
};

class RowReader {
  public:
    RowReader(DraftPlan& plan, LogicalTable& table, const std::vector<std::vector<Column>>& layouts,
              const TableContext& context, std::uint32_t& order)
        : plan_(plan), table_(table), layouts_(layouts), context_(context), order_(order) {}

    void read(std::vector<PrintedRow>& rows);

    NodeIndex group = no_node;  // in: the group that is open; out: the one that still is
    bool grouped = false;       // in and out: the table has groups

  private:
    // The cells of one row by what they are.
    struct Parts {
        std::vector<const GridCell*> items;                         // by rank
        std::vector<std::pair<std::size_t, const GridCell*>> more;  // rank, cell: a second item of a rank
        const GridCell* label = nullptr;
        const GridCell* parent = nullptr;
        const GridCell* kind = nullptr;
        const GridCell* schedule = nullptr;
        const GridCell* start = nullptr;
        const GridCell* end = nullptr;
        std::vector<std::pair<ColumnRole, const GridCell*>> agencies;
        std::vector<std::pair<std::string, const GridCell*>> texts;  // column header, cell
        std::vector<Stage> stages;                                   // the filled cells of a bar chart
        bool agency_column = false;
    };
    struct Agency {  // the agency cell that blank ones below repeat
        std::string text;
        ColumnRole role = ColumnRole::agency;
        std::vector<std::pair<NodeIndex, bool>> nodes;  // who has it; true: carried
    };

    void survey(const std::vector<PrintedRow>& rows);
    Parts sort_cells(const PrintedRow& printed) const;
    bool is_group_row(const PrintedRow& printed, const Parts& parts) const;
    bool is_wrapped(const PrintedRow& printed) const;
    bool is_whole(const PrintedRow& printed) const;
    void read_row(PrintedRow& printed);
    std::vector<NodeIndex> read_item(std::size_t rank, const GridCell& cell, bool after_break,
                                     bool& continued);
    NodeIndex add_node(std::size_t rank, const std::optional<Mark>& mark, std::string_view body,
                       const GridCell& cell);
    NodeIndex parent_for(std::size_t rank, const std::vector<int>& number);
    NodeIndex placeholder(std::size_t rank, const std::vector<int>& number);
    std::string column_kind(std::size_t rank) const;
    NodeIndex find_number(std::size_t rank, const std::vector<int>& number) const;
    bool has_children(const std::vector<int>& number) const;
    void go_on(NodeIndex node, const GridCell& cell);
    void set_agencies(const Parts& parts, const std::vector<NodeIndex>& nodes, bool fresh, bool after_break);
    void give(NodeIndex node, const std::string& text, ColumnRole role, bool carried);
    void set_schedule(const Parts& parts, const std::vector<NodeIndex>& nodes, bool fresh, bool after_break);
    void sheet_row(PrintedRow& printed, const Parts& parts);
    bool repeats_above(std::size_t rank, const Parts& parts) const;
    void take_label(NodeIndex index, const GridCell& cell);
    NodeIndex merged_owner(const Parts& parts, std::size_t deepest) const;
    void go_on_in_text(const GridRow& before, std::size_t column, const std::string& header,
                       const GridCell& rest);
    void name_row_text(const PrintedRow& printed, const Parts& parts, NodeIndex row_node, bool fresh);
    std::size_t column_rank(const PrintedRow& printed, std::size_t column) const;

    DraftPlan& plan_;
    LogicalTable& table_;
    const std::vector<std::vector<Column>>& layouts_;
    const TableContext& context_;
    std::uint32_t& order_;

    std::size_t ranks_ = 0;
    std::vector<std::string> rank_styles_;  // usual mark of each rank; empty: none
    bool group_row_ = false;                // the row that is being read only names a group
    bool telling_ = false;                  // the styles tell the ranks apart
    bool agency_table_ = false, schedule_table_ = false;
    std::set<std::vector<int>> numbers_;                           // of all marks in item cells
    std::vector<NodeIndex> last_;                                  // open node of each rank
    std::vector<NodeIndex> latest_;                                // last node made at each rank
    std::vector<std::string> last_text_;                           // the last cell of each rank, as printed
    std::vector<std::map<std::vector<int>, NodeIndex>> numbered_;  // by rank: the last node of each number
    std::map<std::string, NodeIndex> sheet_names_;                 // of a sheet: labels and titles
    std::vector<std::pair<std::string, NodeIndex>> sheet_kinds_;   // ranks and the open node of each
    std::map<std::string, NodeIndex> sheet_labels_;                // of a sheet, as printed
    std::set<NodeIndex> hollow_;                                   // placeholders that wait for their cell
    std::vector<std::vector<NodeIndex>> made_;                     // by rank
    std::vector<Agency> agency_;                                   // by agency column order
    std::string schedule_text_;
    std::vector<NodeIndex> schedule_nodes_;
    std::string schedule_pending_;
    model::Sources source_;  // of the cell that is being read
};

}  // namespace gangmu::reading
