// One item, once: the places of a document that name the same item become one node.
#pragma once

#include <span>
#include <vector>

#include "reading/draft.hpp"
#include "reading/outline.hpp"

namespace gangmu::reading {

// Infers kinds from headings, sentences and titles, finds what is an item and what only a chapter, and joins
// the nodes that are the same item. Repeats until nothing changes.
void merge_items(DraftPlan& plan);

// Kinds for what is left: 章節, 項目.
void settle_kinds(DraftPlan& plan);

// The contents page names nodes too: its lines become places of them. Returns
// the lines that name none.
std::vector<ContentsEntry> add_contents(DraftPlan& plan, const std::vector<ContentsEntry>& contents);

// Keeps in the plan's header what the contents page says and the body does not: checking/rules/contents_body
// judges it.
void keep_contents(DraftPlan& plan, const std::vector<ContentsEntry>& contents,
                   const std::vector<ContentsEntry>& unknown, std::span<const Piece> pieces);

// A number alone in the column of items takes its title from the words beside
// it.
void name_by_description(DraftPlan& plan);

// Rows of a table in a chapter of its own find the item of the text whose
// number theirs continues.
void adopt_rows(DraftPlan& plan);

// Rows of indicator tables without a column for the item find it by their number: 1.1.1 hangs on 1.1.
void attach_indicator_rows(DraftPlan& plan);

// Rows of budget tables find the node whose name they print.
void attach_budget_rows(DraftPlan& plan);

// Nearest ancestor that is an item; no_node when none.
NodeIndex item_above(const DraftPlan& plan, NodeIndex node);

}  // namespace gangmu::reading
