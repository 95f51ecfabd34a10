// The same number with different titles in two chapters: 1-7 and 1.7.
#include <fmt/format.h>

#include <map>

#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

// chapters of one plan use one code for one thing only where the code is whole: no ancestor continues it
bool stands_alone(const Index& index, const model::Node& node, std::size_t length) {
    for (const auto* up : index.line(node.parent))
        if (const auto code = numbers(up->label); code.size() + 1 == length && code.size() > 1) return false;
    return true;
}

}  // namespace

Findings titles_differ(const model::Plan& plan) {
    Findings found;
    const Index index(plan);
    std::map<std::vector<int>, std::vector<const model::Node*>> by_code;
    for (const auto& node : plan.nodes) {
        const auto code = numbers(node.label);
        if (code.size() == 2 && node.kind != "章節" && stands_alone(index, node, code.size()))
            by_code[code].push_back(&node);
    }
    for (const auto& [code, nodes] : by_code) {
        if (nodes.size() != 2 || nodes[0]->label == nodes[1]->label) continue;
        const auto left = words(nodes[0]->title);
        const auto right = words(nodes[1]->title);
        const double like = likeness(left, right);
        if (left == right || like < 0.5) continue;
        found.push_back(
            finding("titles-differ", Severity::warning,
                    {fmt::format("同一編號的名稱不一致：{} 為「{}」，{} 為「{}」。", nodes[0]->label,
                                 nodes[0]->title, nodes[1]->label, nodes[1]->title),
                     fmt::format("The same number has two titles: {} ({}) and {} ({}).", nodes[0]->label,
                                 nodes[0]->title, nodes[1]->label, nodes[1]->title)},
                    {nodes[0]->id, nodes[1]->id}, places({&nodes[0]->source, &nodes[1]->source})));
    }
    return found;
}

}  // namespace gangmu::checking::rule
