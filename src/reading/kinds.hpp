// Which word names the rank of a node, and which nodes are items. Inside this room: the door is merge.hpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reading/draft.hpp"

namespace gangmu::reading {

// Nodes of the text that were printed as one list: by parent and style of their mark.
using Lists = std::map<std::pair<NodeIndex, std::string>, std::vector<NodeIndex>>;
Lists lists_of(const DraftPlan& plan);

// Sets the kind unless a word of the same or more weight is there (DraftNode::kind_weight).
void set_kind(DraftNode& node, std::string_view kind, int weight);

// Kinds from headings that name their lists, from endings, and from counts in sentences.
void infer_kinds(DraftPlan& plan);
// 「四大目標、18項策略及57項重要措施」: the children of a rank are the next one.
void infer_chains(DraftPlan& plan);
// What is promised, as far as kinds, roles and tables tell.
void mark_items(DraftPlan& plan);

}  // namespace gangmu::reading
