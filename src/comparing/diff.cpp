#include "comparing/diff.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "comparing/budgets.hpp"
#include "comparing/facts.hpp"
#include "comparing/fields.hpp"

namespace gangmu::comparing {
namespace {

using Rows = std::unordered_map<std::string_view, std::uint32_t>;

Rows rows_of(const model::Plan& plan) {
    Rows rows;
    rows.reserve(plan.nodes.size());
    for (std::uint32_t i = 0; i < plan.nodes.size(); ++i)
        rows.emplace(plan.nodes[i].id, i);
    return rows;
}

std::vector<std::uint32_t> parents_of(const model::Plan& plan, const Rows& rows) {
    std::vector<std::uint32_t> parents(plan.nodes.size(), none);
    for (std::uint32_t i = 0; i < plan.nodes.size(); ++i)
        if (const auto found = rows.find(plan.nodes[i].parent); found != rows.end())
            parents[i] = found->second;
    return parents;
}

// Which numbers of a sequence do not belong to its longest rising part: what has to be moved to sort it.
std::vector<bool> out_of_order(const std::vector<std::uint32_t>& sequence) {
    std::vector<std::size_t> tails;  // places in the sequence: the best end of a rising part of each length
    std::vector<std::size_t> before(sequence.size(), sequence.size());
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        const auto at =
            std::lower_bound(tails.begin(), tails.end(), sequence[i],
                             [&](std::size_t place, std::uint32_t n) { return sequence[place] < n; });
        if (at != tails.begin()) before[i] = *(at - 1);
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> out(sequence.size(), true);
    for (std::size_t i = tails.empty() ? sequence.size() : tails.back(); i < sequence.size(); i = before[i])
        out[i] = false;
    return out;
}

class Differ {
  public:
    Differ(const model::Plan& before, const model::Plan& after, const Matching& matching)
        : before_(before),
          after_(after),
          matching_(matching),
          old_parents_(parents_of(before, rows_of(before))),
          new_parents_(parents_of(after, rows_of(after))) {}

    Diff run(const std::vector<std::pair<std::string, std::string>>& merged,
             const std::vector<std::string>& uncertain) {
        header_fields(before_.plan, after_.plan, out_.header);
        find_moved();
        nodes(uncertain);
        parts(merged);
        in_order();
        indicators();
        out_.budgets = budget_changes(before_, after_, matching_, out_.budget_tally);
        out_.facts = fact_changes(before_, after_, matching_, out_.fact_tally);
        return std::move(out_);
    }

  private:
    void find_moved() {
        moved_.assign(after_.nodes.size(), false);
        // By the new parent (one more for the roots): children that stood under its partner before.
        std::vector<std::vector<std::uint32_t>> stayed(after_.nodes.size() + 1);
        for (std::uint32_t i = 0; i < after_.nodes.size(); ++i) {
            const auto was = matching_.new_to_old[i];
            if (was == none) continue;
            const auto parent = new_parents_[i];
            const auto expected = parent == none ? none : matching_.new_to_old[parent];
            const bool here = old_parents_[was] == expected && (parent == none || expected != none);
            moved_[i] = !here;
            if (here) stayed[parent == none ? after_.nodes.size() : parent].push_back(i);
        }
        for (const auto& family : stayed) {
            std::vector<std::uint32_t> places;
            places.reserve(family.size());
            for (const auto each : family)
                places.push_back(matching_.new_to_old[each]);
            const auto out = out_of_order(places);
            for (std::size_t i = 0; i < family.size(); ++i)
                if (out[i]) moved_[family[i]] = true;
        }
    }

    void nodes(const std::vector<std::string>& uncertain) {
        std::unordered_set<std::string_view> doubted(uncertain.begin(), uncertain.end());
        for (const auto& pair : matching_.pairs)
            if (pair.uncertain) doubted.insert(after_.nodes[pair.new_node].id);
        for (std::uint32_t i = 0; i < after_.nodes.size(); ++i) {
            NodeChange change;
            change.new_node = i;
            change.old_node = matching_.new_to_old[i];
            if (change.old_node == none) {
                change.change = Change::added;
            } else {
                node_fields(before_.nodes[change.old_node], after_.nodes[i], change.fields);
                if (moved_[i]) parent_field(change);
                change.uncertain = doubted.count(after_.nodes[i].id) != 0;
                if (moved_[i])
                    change.change = Change::moved;
                else if (change.fields.empty() && !change.uncertain) {
                    ++out_.node_tally.same;
                    continue;
                }
            }
            out_.node_tally.count(change.change);
            out_.nodes.push_back(std::move(change));
        }
        for (std::uint32_t i = 0; i < before_.nodes.size(); ++i)
            if (matching_.old_to_new[i] == none) {
                NodeChange change;
                change.change = Change::removed;
                change.old_node = i;
                out_.node_tally.count(Change::removed);
                out_.nodes.push_back(std::move(change));
            }
    }

    void parent_field(NodeChange& change) const {
        const auto& was = before_.nodes[change.old_node].parent;
        const auto& is = after_.nodes[change.new_node].parent;
        const auto parent = new_parents_[change.new_node];
        const auto expected = parent == none ? none : matching_.new_to_old[parent];
        if (old_parents_[change.old_node] == expected && (parent == none || expected != none)) return;
        const auto value = [](const std::string& id) { return id.empty() ? json::value() : json::value(id); };
        change.fields.push_back({"parent", value(was), value(is)});
    }

    void parts(const std::vector<std::pair<std::string, std::string>>& merged) {
        std::unordered_map<std::uint32_t, std::string> from, into;
        for (const auto& split : matching_.splits)
            from[split.node] = after_.nodes[matching_.pairs[split.pair].new_node].id;
        for (const auto& merge : matching_.merges)
            into[merge.node] = after_.nodes[matching_.pairs[merge.pair].new_node].id;
        std::unordered_map<std::string_view, std::string_view> leads;
        for (const auto& [id, survivor] : merged)
            leads.emplace(id, survivor);
        for (auto& change : out_.nodes) {
            if (change.change == Change::added) {
                if (const auto found = from.find(change.new_node); found != from.end())
                    change.split_from = found->second;
            } else if (change.change == Change::removed) {
                if (const auto lead = leads.find(before_.nodes[change.old_node].id); lead != leads.end())
                    change.merged_into = lead->second;
                else if (const auto found = into.find(change.old_node); found != into.end())
                    change.merged_into = found->second;
            }
        }
    }

    // Removed items go behind the item they followed.
    void in_order() {
        std::vector<std::uint32_t> place(before_.nodes.size(), 0);  // 1 + the new number of who stands before
        std::uint32_t last = 0;
        for (std::uint32_t i = 0; i < before_.nodes.size(); ++i) {
            if (matching_.old_to_new[i] != none) last = matching_.old_to_new[i] + 1;
            place[i] = last;
        }
        const auto key = [&](const NodeChange& change) {
            return change.new_node != none
                       ? std::pair<std::uint64_t, std::uint64_t>(change.new_node + 1, 0)
                       : std::pair<std::uint64_t, std::uint64_t>(place[change.old_node], change.old_node + 1);
        };
        std::stable_sort(out_.nodes.begin(), out_.nodes.end(),
                         [&](const NodeChange& a, const NodeChange& b) { return key(a) < key(b); });
    }

    void indicators() {
        std::unordered_map<std::string_view, std::uint32_t> old_rows = rows_of(before_),
                                                            new_rows = rows_of(after_);
        const auto partner = [&](const std::string& node) {
            const auto found = new_rows.find(node);
            return found == new_rows.end() ? none : matching_.new_to_old[found->second];
        };
        const auto row = [&](const std::string& node) {
            const auto found = old_rows.find(node);
            return found == old_rows.end() ? none : found->second;
        };
        for (std::uint32_t i = 0; i < after_.indicators.size(); ++i) {
            IndicatorChange change;
            change.new_indicator = i;
            change.old_indicator = matching_.new_to_old_indicator[i];
            if (change.old_indicator == none) {
                change.change = Change::added;
            } else {
                const auto& was = before_.indicators[change.old_indicator];
                const auto& is = after_.indicators[i];
                indicator_fields(was, is, change.fields);
                change.targets = target_changes(was.targets, is.targets);
                if (row(was.node) != partner(is.node) || was.node.empty() != is.node.empty()) {
                    change.change = Change::moved;
                    change.fields.push_back({"node", json::value(was.node), json::value(is.node)});
                } else if (change.fields.empty() && change.targets.empty()) {
                    ++out_.indicator_tally.same;
                    continue;
                }
            }
            out_.indicator_tally.count(change.change);
            out_.indicators.push_back(std::move(change));
        }
        for (std::uint32_t i = 0; i < before_.indicators.size(); ++i)
            if (matching_.old_to_new_indicator[i] == none) {
                IndicatorChange change;
                change.change = Change::removed;
                change.old_indicator = i;
                out_.indicator_tally.count(Change::removed);
                out_.indicators.push_back(std::move(change));
            }
    }

    const model::Plan& before_;
    const model::Plan& after_;
    const Matching& matching_;
    const std::vector<std::uint32_t> old_parents_;
    const std::vector<std::uint32_t> new_parents_;
    std::vector<bool> moved_;  // by new node
    Diff out_;
};

}  // namespace

std::string_view to_string(Change change) {
    switch (change) {
        case Change::added:
            return "added";
        case Change::removed:
            return "removed";
        case Change::changed:
            return "changed";
        case Change::moved:
            return "moved";
    }
    return "";
}

void Tally::count(Change change) {
    ++(change == Change::added     ? added
       : change == Change::removed ? removed
       : change == Change::changed ? changed
                                   : moved);
}

bool Diff::none() const {
    return header.empty() && node_tally.none() && indicator_tally.none() && budget_tally.none() &&
           fact_tally.none();
}

Diff diff(const model::Plan& before, const model::Plan& after, const Matching& matching,
          const std::vector<std::pair<std::string, std::string>>& merged,
          const std::vector<std::string>& uncertain) {
    return Differ(before, after, matching).run(merged, uncertain);
}

}  // namespace gangmu::comparing
