// A code that points to another parent: indicator 6.2.2 in a row of 6.1, work item 2.1.1 under 2.2.
#include <fmt/format.h>

#include <map>

#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

// Does `code` belong under `parent`? Only codes that continue their parent's number can tell.
bool points_elsewhere(const std::vector<int>& code, const std::vector<int>& parent) {
    if (code.size() < 2 || parent.size() + 1 != code.size()) return false;
    return !std::equal(parent.begin(), parent.end(), code.begin());
}

std::string joined(const std::vector<int>& code, std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i)
        text += (i ? "." : "") + std::to_string(code[i]);
    return text;
}

bool any_label(const model::Node& node, const std::vector<int>& code) {
    if (!points_elsewhere(code, numbers(node.label))) return true;
    for (const auto& label : node.labels)
        if (!numbers(label).empty() && !points_elsewhere(code, numbers(label)) &&
            numbers(label).size() + 1 == code.size())
            return true;
    return false;
}

// Do the codes of this kind continue those of the kind above? In one plan 2-1 stands under （一）, in another
// under 2: what nearly all do is the plan's own scheme.
using Scheme = std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::size_t>>;

Scheme scheme_of(const model::Plan& plan, const Index& index) {
    Scheme scheme;
    for (const auto& node : plan.nodes) {
        const auto* parent = index.node(node.parent);
        const auto code = numbers(node.label);
        if (!parent || code.size() < 2 || numbers(parent->label).size() + 1 != code.size()) continue;
        auto& [kept, all] = scheme[{parent->kind, node.kind}];
        ++all;
        kept += any_label(*parent, code);
    }
    return scheme;
}

}  // namespace

Findings code_parent(const model::Plan& plan) {
    Findings found;
    const Index index(plan);
    for (const auto& indicator : plan.indicators) {
        const auto code = numbers(indicator.label);
        const auto* node = index.node(indicator.node);
        if (indicator.role != "kpi" || !node || any_label(*node, code)) continue;
        // the same code where it belongs
        const model::Indicator* twin = nullptr;
        for (const auto& other : plan.indicators)
            if (&other != &indicator && other.role == "kpi" && numbers(other.label) == code) twin = &other;
        found.push_back(finding(
            "code-parent", Severity::warning,
            {fmt::format("{}列於{}之下，但其編號指向 {}{}。", name(indicator), name(*node),
                         joined(code, code.size() - 1),
                         twin ? fmt::format("，且與{}編號重複", name(*twin)) : ""),
             fmt::format("{} stands under {}, but its number points to {}{}.", name_en(indicator),
                         name_en(*node), joined(code, code.size() - 1), twin ? " and is used twice" : "")},
            {indicator.node}, indicator.source));
    }
    const auto scheme = scheme_of(plan, index);
    // the items of one parent that all point to the same other parent are one disagreement
    std::map<std::pair<std::string, std::string>, std::vector<const model::Node*>> astray;
    std::vector<std::pair<std::string, std::string>> order;
    for (const auto& node : plan.nodes) {
        const auto* parent = index.node(node.parent);
        const auto code = numbers(node.label);
        if (!parent || code.size() < 2 || any_label(*parent, code)) continue;
        const auto known = scheme.find({parent->kind, node.kind});
        if (known == scheme.end() || known->second.second < 8 ||
            known->second.first * 10 < known->second.second * 9)
            continue;
        auto& group = astray[{parent->id, joined(code, code.size() - 1)}];
        if (group.empty()) order.emplace_back(parent->id, joined(code, code.size() - 1));
        group.push_back(&node);
    }
    for (const auto& key : order) {
        const auto& group = astray[key];
        const auto& parent = *index.node(key.first);
        std::string labels;
        std::vector<std::string> nodes;
        model::Sources source;
        for (const auto* node : group) {
            labels += (labels.empty() ? "" : "、") + node->label;
            nodes.push_back(node->id);
            source = places({&source, &node->source});
        }
        nodes.push_back(parent.id);
        found.push_back(finding(
            "code-parent", Severity::warning,
            {fmt::format("{}{}列於{}之下，但其編號指向 {}。", name(*group.front()),
                         group.size() > 1 ? "等（" + labels + "）" : "", name(parent), key.second),
             fmt::format("{}{} stands under {}, but its number points to {}.", name_en(*group.front()),
                         group.size() > 1 ? " and others (" + labels + ")" : "", name_en(parent),
                         key.second)},
            std::move(nodes), std::move(source)));
    }
    return found;
}

}  // namespace gangmu::checking::rule
