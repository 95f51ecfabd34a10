#include "comparing/facts.hpp"

#include <string>
#include <unordered_map>

namespace gangmu::comparing {
namespace {

std::vector<std::string_view> fields_of(const model::Fact& a, const model::Fact& b) {
    std::vector<std::string_view> out;
    const auto look = [&](std::string_view field, bool same) {
        if (!same) out.push_back(field);
    };
    look("agency", a.agency == b.agency);
    look("figure", a.figure == b.figure);
    look("figure_max", a.figure_max == b.figure_max);
    look("comparator", a.comparator == b.comparator);
    look("unit", a.unit == b.unit);
    look("period", a.period == b.period);
    look("cumulative", a.cumulative == b.cumulative);
    return out;
}

// A sentence may hold several figures: the figure and its unit tell them apart, then only their order does.
std::string key(const model::Fact& fact, bool with_figure) {
    std::string out = fact.text;
    if (with_figure) out += "\n" + (fact.figure ? fact.figure->str() : std::string()) + "\n" + fact.unit;
    return out;
}

}  // namespace

std::vector<FactChange> fact_changes(const model::Plan& before, const model::Plan& after,
                                     const Matching& matching, Tally& tally) {
    std::unordered_map<std::string_view, std::string_view> now;  // old node → its id in the new plan
    for (const auto& pair : matching.pairs)
        now[before.nodes[pair.old_node].id] = after.nodes[pair.new_node].id;
    const auto node_now = [&](const model::Fact& fact) {
        const auto found = now.find(fact.node);
        return found == now.end() ? std::string_view(fact.node) : found->second;
    };
    std::vector<std::uint32_t> old_of(after.facts.size(), none);
    std::vector<bool> taken(before.facts.size(), false);
    for (const bool with_figure : {true, false}) {
        std::unordered_map<std::string, std::vector<std::uint32_t>> olds;
        for (auto j = static_cast<std::uint32_t>(before.facts.size()); j-- > 0;)
            if (!taken[j]) olds[key(before.facts[j], with_figure)].push_back(j);
        for (std::uint32_t i = 0; i < after.facts.size(); ++i) {
            if (old_of[i] != none) continue;
            const auto found = olds.find(key(after.facts[i], with_figure));
            if (found == olds.end() || found->second.empty()) continue;
            old_of[i] = found->second.back();
            found->second.pop_back();
            taken[old_of[i]] = true;
        }
    }
    std::vector<FactChange> out;
    for (std::uint32_t i = 0; i < after.facts.size(); ++i) {
        if (old_of[i] == none) {
            out.push_back({Change::added, none, i, {}});
            continue;
        }
        auto fields = fields_of(before.facts[old_of[i]], after.facts[i]);
        const bool moved = node_now(before.facts[old_of[i]]) != after.facts[i].node;
        if (fields.empty() && !moved)
            ++tally.same;
        else
            out.push_back({moved ? Change::moved : Change::changed, old_of[i], i, std::move(fields)});
    }
    for (std::uint32_t j = 0; j < before.facts.size(); ++j)
        if (!taken[j]) out.push_back({Change::removed, j, none, {}});
    for (const auto& change : out)
        tally.count(change.change);
    return out;
}

}  // namespace gangmu::comparing
