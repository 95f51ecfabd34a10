#include "comparing/budgets.hpp"

#include <string>
#include <unordered_map>

namespace gangmu::comparing {
namespace {

std::vector<std::string_view> fields_of(const model::Budget& a, const model::Budget& b) {
    std::vector<std::string_view> out;
    const auto look = [&](std::string_view field, bool same) {
        if (!same) out.push_back(field);
    };
    look("title", a.title == b.title);
    look("period", a.period == b.period);
    look("amount", a.amount == b.amount);
    look("currency", a.currency == b.currency);
    look("printed", a.printed == b.printed);
    look("basis", a.basis == b.basis);
    look("total", a.total == b.total);
    return out;
}

class Budgets {
  public:
    Budgets(const model::Plan& before, const model::Plan& after, const Matching& matching)
        : before_(before), after_(after) {
        std::unordered_map<std::string_view, std::string_view> now;  // old node → its id in the new plan
        for (const auto& pair : matching.pairs)
            now[before.nodes[pair.old_node].id] = after.nodes[pair.new_node].id;
        for (const auto& budget : before.budgets) {
            const auto found = now.find(budget.node);
            old_nodes_.push_back(budget.node.empty()  ? std::string()
                                 : found == now.end() ? "gone " + budget.node
                                                      : std::string(found->second));
        }
        old_of_.assign(after.budgets.size(), none);
        taken_.assign(before.budgets.size(), false);
    }

    std::vector<BudgetChange> run(Tally& tally) {
        // The same row and year; then the one row of that year whose title was changed; then one that went to
        // another item.
        pair_up(true, true, false);
        pair_up(true, false, true);
        pair_up(false, true, true);
        std::vector<BudgetChange> out;
        for (std::uint32_t i = 0; i < after_.budgets.size(); ++i) {
            if (old_of_[i] == none) {
                out.push_back({Change::added, none, i, {}});
                continue;
            }
            auto fields = fields_of(before_.budgets[old_of_[i]], after_.budgets[i]);
            const bool moved = old_nodes_[old_of_[i]] != after_.budgets[i].node;
            if (fields.empty() && !moved)
                ++tally.same;
            else
                out.push_back({moved ? Change::moved : Change::changed, old_of_[i], i, std::move(fields)});
        }
        for (std::uint32_t j = 0; j < before_.budgets.size(); ++j)
            if (!taken_[j]) out.push_back({Change::removed, j, none, {}});
        for (const auto& change : out)
            tally.count(change.change);
        return out;
    }

  private:
    static std::string key(const model::Budget& budget, const std::string& node, bool with_node,
                           bool with_title) {
        std::string out = budget.period + "\n" + budget.basis + "\n" + (budget.total ? "t\n" : "\n");
        if (with_node) out += node;
        out += "\n";
        if (with_title) out += budget.title;
        return out;
    }

    void pair_up(bool with_node, bool with_title, bool alone) {
        std::unordered_map<std::string, std::vector<std::uint32_t>> olds, news;
        for (std::uint32_t j = 0; j < before_.budgets.size(); ++j)
            if (!taken_[j]) olds[key(before_.budgets[j], old_nodes_[j], with_node, with_title)].push_back(j);
        for (std::uint32_t i = 0; i < after_.budgets.size(); ++i)
            if (old_of_[i] == none)
                news[key(after_.budgets[i], after_.budgets[i].node, with_node, with_title)].push_back(i);
        for (const auto& [name, there] : news) {
            const auto found = olds.find(name);
            if (found == olds.end()) continue;
            if (alone && (there.size() != 1 || found->second.size() != 1)) continue;
            for (std::size_t n = 0; n < there.size() && n < found->second.size(); ++n) {
                old_of_[there[n]] = found->second[n];
                taken_[found->second[n]] = true;
            }
        }
    }

    const model::Plan& before_;
    const model::Plan& after_;
    std::vector<std::string> old_nodes_;  // by old budget: the id its node has in the new plan
    std::vector<std::uint32_t> old_of_;
    std::vector<bool> taken_;
};

}  // namespace

std::vector<BudgetChange> budget_changes(const model::Plan& before, const model::Plan& after,
                                         const Matching& matching, Tally& tally) {
    return Budgets(before, after, matching).run(tally);
}

}  // namespace gangmu::comparing
