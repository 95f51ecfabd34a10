// Tables: pieces of tables become logical ones with roles for their columns, and their rows become nodes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reading/agencies/register.hpp"
#include "reading/draft.hpp"
#include "reading/stream.hpp"

namespace gangmu::reading {

// What the outline knows where a table stands.
struct TableContext {
    NodeIndex node = no_node;  // the heading it stands under
    bool node_is_group =
        false;  // that heading came since the last table: its title groups the rows that follow
    bool text_before = false;  // running text stands between it and the table before
    std::string caption;
    std::string unit;
    int year = 0;  // of an annual plan: 第 1 季 in a header is one of it; 0 when unknown
    const Agencies* agencies = nullptr;
};

// What the outline must know after it: the group that is still open.
struct OpenGroup {
    NodeIndex node = no_node;
    std::string style;
    std::vector<int> number;
};

// Reads tables as they come; a table that goes on behind a heading or a page is one.
class TableReader {
  public:
    explicit TableReader(DraftPlan& plan) : plan_(plan) {}

    // `pieces` stand directly after each other (page by page). Returns the open group, if there is one.
    OpenGroup read(const std::vector<const Piece*>& pieces, const TableContext& context);

    std::uint32_t order = 0;  // the next position in reading order, shared with the outline

  private:
    struct Grid;
    friend class RowReader;
    Grid resolve(const Piece& piece) const;

    DraftPlan& plan_;
    std::ptrdiff_t current_ = -1;  // the table that may go on, index into plan.tables
    std::vector<Column> layout_;   // its columns
    bool grouped_ = false;         // it has rows or headings that only group
    NodeIndex group_ = no_node;
};

// Names in the columns of agencies become known, so that they are found elsewhere too.
void learn_agencies(const Piece& table, Agencies& agencies);

// The role that a column's header alone gives it.
ColumnRole role_of_header(std::string_view header);

}  // namespace gangmu::reading
