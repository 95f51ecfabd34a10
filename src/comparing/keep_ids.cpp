#include <unordered_map>
#include <unordered_set>

#include "comparing/match.hpp"

namespace gangmu::comparing {
namespace {

class Ids {
  public:
    void reserve(std::string_view id) { used_.emplace(id); }
    std::string free(const std::string& wish) {
        std::string id = wish;
        for (unsigned repeat = 2; !used_.insert(id).second; ++repeat)
            id = wish + "~" + std::to_string(repeat);
        return id;
    }

  private:
    std::unordered_set<std::string> used_;
};

// The part of the id that is the item's own; without a parent, or when the parent's is not its beginning,
// all.
std::string own_part(const std::string& id, const std::string& parent, char separator) {
    if (parent.empty() || id.size() <= parent.size() + 1 || id.compare(0, parent.size(), parent) != 0 ||
        id[parent.size()] != separator)
        return id;
    return id.substr(parent.size() + 1);
}

using Renamed = std::unordered_map<std::string, std::string>;

void rename(std::string& id, const Renamed& renamed) {
    if (const auto found = renamed.find(id); found != renamed.end()) id = found->second;
}

Renamed rename_nodes(model::Plan& plan, const model::Plan& old_plan, const Matching& matching, Ids& ids) {
    Renamed renamed;
    for (std::uint32_t i = 0; i < plan.nodes.size(); ++i) {
        auto& node = plan.nodes[i];
        const std::string was = node.id;
        const std::string parent_was = node.parent;
        rename(node.parent, renamed);
        if (const auto partner = matching.new_to_old[i]; partner != none) {
            node.id = old_plan.nodes[partner].id;
        } else {
            const std::string own = own_part(was, parent_was, '/');
            node.id = ids.free(own == was ? was : node.parent + "/" + own);
        }
        renamed.emplace(was, node.id);
    }
    return renamed;
}

Renamed rename_indicators(model::Plan& plan, const model::Plan& old_plan, const Matching& matching, Ids& ids,
                          const Renamed& nodes) {
    Renamed renamed;
    for (std::uint32_t i = 0; i < plan.indicators.size(); ++i) {
        auto& indicator = plan.indicators[i];
        const std::string was = indicator.id;
        const std::string own = own_part(was, indicator.node, '#');
        rename(indicator.node, nodes);
        if (const auto partner = matching.new_to_old_indicator[i]; partner != none)
            indicator.id = old_plan.indicators[partner].id;
        else
            indicator.id = ids.free(own == was ? was : indicator.node + "#" + own);
        renamed.emplace(was, indicator.id);
    }
    return renamed;
}

}  // namespace

std::vector<std::string> keep_ids(model::Plan& new_plan, const model::Plan& old_plan,
                                  const Matching& matching, const std::vector<std::string>& taken) {
    Ids ids;
    for (const auto& id : taken)
        ids.reserve(id);
    for (const auto& node : old_plan.nodes)
        ids.reserve(node.id);
    for (const auto& indicator : old_plan.indicators)
        ids.reserve(indicator.id);
    const Renamed nodes = rename_nodes(new_plan, old_plan, matching, ids);
    const Renamed indicators = rename_indicators(new_plan, old_plan, matching, ids, nodes);
    for (auto& indicator : new_plan.indicators)
        for (auto& same : indicator.same_as)
            rename(same, indicators);
    for (auto& budget : new_plan.budgets)
        rename(budget.node, nodes);
    for (auto& fact : new_plan.facts)
        rename(fact.node, nodes);
    for (auto& finding : new_plan.findings)
        for (auto& node : finding.nodes)
            rename(node, nodes);
    std::vector<std::string> uncertain;
    for (const auto& pair : matching.pairs)
        if (pair.uncertain) uncertain.push_back(new_plan.nodes[pair.new_node].id);
    return uncertain;
}

}  // namespace gangmu::comparing
