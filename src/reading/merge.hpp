// One item, once: the places of a document that name the same item become one node.
#pragma once

#include <vector>

#include "reading/draft.hpp"
#include "reading/outline.hpp"

namespace gangmu::reading {

// Infers kinds from headings, sentences and titles, finds what is an item and what only a chapter, and joins
// the nodes that are the same item. Repeats until nothing changes.
void merge_items(DraftPlan& plan);

// Kinds for what is left: 章節, 項目.
void settle_kinds(DraftPlan& plan);

// The contents page names nodes too: its lines become places of them.
void add_contents(DraftPlan& plan, const std::vector<ContentsEntry>& contents);

// Rows of indicator tables without a column for the item find it by their number: 1.1.1 hangs on 1.1.
void attach_indicator_rows(DraftPlan& plan);

// Rows of budget tables find the node whose name they print.
void attach_budget_rows(DraftPlan& plan);

// Nearest ancestor that is an item; no_node when none.
NodeIndex item_above(const DraftPlan& plan, NodeIndex node);

}  // namespace gangmu::reading
