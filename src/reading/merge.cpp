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

bool alive(const DraftPlan& plan, NodeIndex index) {
    return plan.at(index).merged == no_node;
}

NodeIndex count(const DraftPlan& plan) {
    return static_cast<NodeIndex>(plan.nodes.size());
}

bool is_ancestor(const DraftPlan& plan, NodeIndex above, NodeIndex node) {
    int guard = 0;
    for (NodeIndex at = node; at != no_node && guard++ < 128; at = plan.home(plan.at(at).parent))
        if (at == above) return true;
    return above == no_node;
}

std::string without_rank(std::string_view title) {
    const std::string_view word = rank_word(title);
    if (word.empty() || word.size() >= title.size()) return title_key(title);
    return title_key(title.substr(0, title.size() - word.size()));
}

NodeIndex item_above(const DraftPlan& plan, NodeIndex node) {
    int guard = 0;
    for (NodeIndex at = plan.home(plan.at(node).parent); at != no_node && guard++ < 128;
         at = plan.home(plan.at(at).parent))
        if (plan.at(at).item) return at;
    return no_node;
}

void merge_items(DraftPlan& plan) {
    infer_kinds(plan);
    Merger merger(plan);
    for (int pass = 0; pass < 12 && merger.pass(); ++pass) {
    }
    merger.join_echoes();
    mark_items(plan);
    infer_chains(plan);
    mark_items(plan);
}

}  // namespace gangmu::reading
