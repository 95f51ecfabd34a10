#include "reading/finish.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "reading/numbering.hpp"
#include "reading/titles.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

class Ids {
  public:
    // `wanted`, or with ~2, ~3 … when it is taken.
    std::string take(const std::string& wanted) {
        std::size_t& times = count_[wanted];
        ++times;
        std::string id = times == 1 ? wanted : wanted + "~" + std::to_string(times);
        while (!used_.insert(id).second)
            id = wanted + "~" + std::to_string(++times);
        return id;
    }

  private:
    std::map<std::string, std::size_t> count_;
    std::set<std::string> used_;
};

std::string place_of(const model::Sources& sources) {
    if (sources.empty()) return {};
    const model::Source& first = sources.front();
    std::string out;
    if (first.page > 0) out += "p" + std::to_string(first.page);
    if (first.first_line > 0) out += "L" + std::to_string(first.first_line);
    if (first.block > 0) out += "b" + std::to_string(first.block);
    if (!first.cells.empty()) out += first.sheet + "!" + first.cells;
    return out;
}

void link_equals(model::Plan& plan, const std::map<std::string, std::string>& parents) {
    auto below = [&](std::string node, const std::string& above) {
        for (int guard = 0; guard < 64 && !node.empty(); ++guard) {
            if (node == above) return true;
            const auto at = parents.find(node);
            node = at == parents.end() ? std::string() : at->second;
        }
        return false;
    };
    std::map<std::string, std::vector<std::size_t>> goals;
    for (std::size_t i = 0; i < plan.indicators.size(); ++i)
        if (plan.indicators[i].role == "goal") goals[title_key(plan.indicators[i].title)].push_back(i);
    std::map<std::string, std::size_t> kpis;
    for (const model::Indicator& indicator : plan.indicators)
        if (indicator.role == "kpi") ++kpis[title_key(indicator.title)];
    for (model::Indicator& indicator : plan.indicators) {
        if (indicator.role != "kpi") continue;
        const auto found = goals.find(title_key(indicator.title));
        if (found == goals.end() || found->first.empty()) continue;
        for (std::size_t i : found->second) {
            model::Indicator& goal = plan.indicators[i];
            // under the same item; or the only one of its words in the plan, where a chapter names the item
            // otherwise
            if (!below(goal.node, indicator.node) && (found->second.size() > 1 || kpis[found->first] > 1))
                continue;
            indicator.same_as.push_back(goal.id);
            goal.same_as.push_back(indicator.id);
        }
    }
}

}  // namespace

std::string id_segment(const std::string& label) {
    // a number without meaning of its own signs is written in digits
    if (const auto mark = parse_mark(label + " x", true); mark && !mark->dotted() && mark->rank >= 0)
        return std::to_string(mark->number());
    std::string_view bare = text::trim(label);
    if (const auto mark = parse_mark(std::string(bare) + "、x", true);
        mark && !mark->dotted() && mark->rank >= 0)
        return std::to_string(mark->number());
    std::string out;
    for (std::size_t at = 0; at < bare.size();) {
        const char32_t c = text::next(bare, at);
        if (text::is_space(c) || c == '/' || c == '#' || c == '~') continue;
        text::append(out, c);
    }
    return text::fold(out);
}

model::Plan finish(DraftPlan& draft) {
    model::Plan plan;
    plan.plan = draft.header;
    const auto total = static_cast<NodeIndex>(draft.nodes.size());
    std::vector<std::vector<NodeIndex>> children(draft.nodes.size());
    std::vector<NodeIndex> roots;
    for (NodeIndex i = 0; i < total; ++i) {
        if (draft.at(i).merged != no_node) continue;
        const NodeIndex parent = draft.home(draft.at(i).parent);
        if (parent == no_node)
            roots.push_back(i);
        else
            children[static_cast<std::size_t>(parent)].push_back(i);
    }
    // no node may be lost: what hangs on itself becomes a root
    {
        std::vector<bool> reached(draft.nodes.size(), false);
        auto reach = [&](NodeIndex from) {
            std::vector<NodeIndex> todo{from};
            while (!todo.empty()) {
                const NodeIndex at = todo.back();
                todo.pop_back();
                if (reached[static_cast<std::size_t>(at)]) continue;
                reached[static_cast<std::size_t>(at)] = true;
                for (NodeIndex child : children[static_cast<std::size_t>(at)])
                    todo.push_back(child);
            }
        };
        for (NodeIndex root : roots)
            reach(root);
        for (NodeIndex i = 0; i < total; ++i) {
            if (draft.at(i).merged != no_node || reached[static_cast<std::size_t>(i)]) continue;
            auto& siblings = children[static_cast<std::size_t>(draft.home(draft.at(i).parent))];
            siblings.erase(std::find(siblings.begin(), siblings.end(), i));
            draft.at(i).parent = no_node;
            roots.push_back(i);
            reach(i);
        }
    }
    auto by_order = [&](NodeIndex a, NodeIndex b) { return draft.at(a).order < draft.at(b).order; };
    std::sort(roots.begin(), roots.end(), by_order);
    std::vector<std::string> ids(draft.nodes.size());
    Ids taken;
    std::map<std::string, std::string> parents;

    struct Visit {
        NodeIndex node;
        std::uint32_t level;
        std::size_t ordinal;
    };
    std::vector<Visit> stack;
    auto push = [&](std::vector<NodeIndex>& list, std::uint32_t level) {
        std::sort(list.begin(), list.end(), by_order);
        for (std::size_t k = list.size(); k-- > 0;)
            stack.push_back({list[k], level, k + 1});
    };
    push(roots, 0);
    while (!stack.empty()) {
        const Visit visit = stack.back();
        stack.pop_back();
        DraftNode& from = draft.at(visit.node);
        const NodeIndex parent = draft.home(from.parent);
        model::Node node;
        std::string segment = id_segment(from.label);
        if (segment.empty()) segment = std::to_string(visit.ordinal);
        const std::string base = parent == no_node ? std::string() : ids[static_cast<std::size_t>(parent)];
        node.id = taken.take(base.empty() ? segment : base + "/" + segment);
        ids[static_cast<std::size_t>(visit.node)] = node.id;
        node.parent = base;
        parents[node.id] = base;
        node.level = visit.level;
        node.kind = from.kind;
        node.label = from.label;
        node.labels = from.labels;
        node.title = from.title;
        for (const Passage& passage : from.text) {
            if (passage.text.empty()) continue;
            if (!node.text.empty()) node.text += '\n';
            node.text += passage.text;
        }
        node.lead = from.lead;
        for (const std::string& name : from.co)
            if (std::find(from.lead.begin(), from.lead.end(), name) == from.lead.end())
                node.co.push_back(name);
        node.units = from.units;
        node.roles = from.lead.empty() && from.co.empty() ? model::Roles::none : from.roles;
        node.schedule = from.schedule;
        node.carried = from.carried;
        node.source = from.source;
        plan.nodes.push_back(std::move(node));
        push(children[static_cast<std::size_t>(visit.node)], visit.level + 1);
    }
    auto id_of = [&](NodeIndex index) {
        const NodeIndex home = draft.home(index);
        return home == no_node ? std::string() : ids[static_cast<std::size_t>(home)];
    };
    std::map<std::string, std::size_t> ordinals;
    for (DraftIndicator& indicator : draft.indicators) {
        model::Indicator value = std::move(indicator.value);
        value.node = id_of(indicator.node);
        std::string label = value.label;
        if (label.empty())
            label = (value.role == "goal" ? "g" : "") + std::to_string(++ordinals[value.node + value.role]);
        value.id = taken.take(value.node + "#" + label);
        plan.indicators.push_back(std::move(value));
    }
    link_equals(plan, parents);
    for (DraftBudget& budget : draft.budgets) {
        model::Budget value = std::move(budget.value);
        value.node = id_of(budget.node);
        plan.budgets.push_back(std::move(value));
    }
    for (DraftFact& fact : draft.facts) {
        model::Fact value = std::move(fact.value);
        value.node = id_of(fact.node);
        plan.facts.push_back(std::move(value));
    }
    for (DraftFinding& finding : draft.findings) {
        model::Finding value = std::move(finding.value);
        for (NodeIndex node : finding.nodes)
            if (std::string id = id_of(node); !id.empty()) value.nodes.push_back(std::move(id));
        if (value.source.empty() && !finding.nodes.empty() && draft.home(finding.nodes[0]) != no_node)
            value.source = draft.at(draft.home(finding.nodes[0])).source;
        const std::string place = place_of(value.source);
        value.id = taken.take(value.rule + ":" +
                              (place.empty() ? (value.nodes.empty() ? "plan" : value.nodes[0]) : place));
        plan.findings.push_back(std::move(value));
    }
    return plan;
}

}  // namespace gangmu::reading
