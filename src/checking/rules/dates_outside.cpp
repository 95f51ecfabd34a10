// Schedules that begin before the plan or its parent, or go on after: one finding for the items of one
// parent.
#include <fmt/format.h>

#include <map>

#include "checking/rules/rules.hpp"
#include "text/dates.hpp"

namespace gangmu::checking::rule {

namespace {

struct Window {
    std::string start, end;  // months
};

// First and last month of a node's own schedule; an open side is empty.
Window window(const model::Node& node) {
    Window all;
    bool open_start = false;
    bool open_end = false;
    for (const auto& entry : node.schedule) {
        const auto start = text::first_month(entry.start);
        const auto end = text::last_month(entry.end);
        open_start = open_start || start.empty();
        open_end = open_end || end.empty();
        if (!start.empty() && (all.start.empty() || start < all.start)) all.start = start;
        if (!end.empty() && end > all.end) all.end = end;
    }
    if (open_start) all.start.clear();
    if (open_end) all.end.clear();
    return all;
}

std::string list(const std::vector<std::pair<const model::Node*, std::string>>& items) {
    std::string text;
    for (const auto& [node, date] : items)
        text += (text.empty() ? "" : "、") +
                (node->label.empty() ? "「" + cut(node->title, 20) + "」" : node->label) + "（" + date + "）";
    return text;
}

// The item whose table it is: three ranks up at most, and no chapter.
std::string group_of(const Index& index, const model::Node& node) {
    std::string group = node.parent;
    int steps = 0;
    for (const auto* up : index.line(node.parent)) {
        if (up->kind == "章節" || ++steps > 3) break;
        group = up->id;
    }
    return group;
}

}  // namespace

Findings dates_outside(const model::Plan& plan) {
    Findings found;
    const Index index(plan);
    using Items = std::vector<std::pair<const model::Node*, std::string>>;
    std::map<std::string, Items> late;
    std::map<std::string, Items> early;
    for (const auto& node : plan.nodes) {
        if (node.schedule.empty()) continue;
        const auto own = window(node);
        const auto* parent = index.node(node.parent);
        const auto outer = parent ? window(*parent) : Window{};
        const bool copied = !node.carried.empty();
        if (parent && !copied &&
            ((!outer.end.empty() && own.end > outer.end) ||
             (!outer.start.empty() && !own.start.empty() && own.start < outer.start)))
            found.push_back(
                finding("dates-outside", Severity::warning,
                        {fmt::format("{}的期程 {}～{} 超出其上層{}的期程 {}～{}。", name(node), own.start,
                                     own.end, name(*parent), outer.start, outer.end),
                         fmt::format("{} ({} to {}) goes beyond its parent {} ({} to {}).", name_en(node),
                                     own.start, own.end, name_en(*parent), outer.start, outer.end)},
                        {node.id, parent->id}, node.source));
        if (!plan.plan.end.empty() && own.end > plan.plan.end)
            late[group_of(index, node)].emplace_back(&node, own.end);
        if (!plan.plan.start.empty() && !own.start.empty() && own.start < plan.plan.start)
            early[group_of(index, node)].emplace_back(&node, own.start);
    }
    auto report = [&](const std::map<std::string, Items>& groups, bool after) {
        for (const auto& [parent, items] : groups) {
            const auto* above = index.node(parent);
            std::vector<std::string> nodes;
            model::Sources source;
            for (const auto& [node, date] : items) {
                nodes.push_back(node->id);
                source = places({&source, &node->source});
            }
            const auto where = above ? name(*above) + "下" : std::string();
            const auto& bound = after ? plan.plan.end : plan.plan.start;
            found.push_back(
                finding(after ? "dates-outside" : "dates-outside", Severity::note,
                        {fmt::format("{}有 {} 項之期程{}本計畫期程（{}）：{}。", where, items.size(),
                                     after ? "迄於本計畫結束之後，逾" : "起於本計畫開始之前，早於", bound,
                                     list(items)),
                         fmt::format("{}{} item(s) {} the plan's {} ({}): {}.",
                                     above ? "Under " + name_en(*above) + ", " : "", items.size(),
                                     after ? "end after" : "start before", after ? "end" : "start", bound,
                                     list(items))},
                        std::move(nodes), std::move(source)));
        }
    };
    report(late, true);
    report(early, false);
    return found;
}

}  // namespace gangmu::checking::rule
