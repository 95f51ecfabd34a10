// A line of the contents page that the body does not have: a chapter with another title, or none.
#include <fmt/format.h>

#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

constexpr double alike = 0.6;

std::string shown(const model::ContentsLine& line) {
    if (line.label.empty()) return line.title;
    const char last = line.label.back();
    const bool latin = static_cast<unsigned char>(last) < 0x80;
    return line.label + (latin && last != ')' ? " " : "、") + line.title;
}

// An officer may have renamed, or added, the item since the plan was read.
bool there(const model::Plan& plan, const model::ContentsLine& line) {
    const auto wanted = words(line.title);
    for (const auto& node : plan.nodes)
        if (words(node.title) == wanted) return true;
    return false;
}

// The item of the body with the line's number and a title like the line's, else the chapter of that number.
const model::Node* likely(const model::Plan& plan, const model::ContentsLine& line) {
    if (line.label.empty()) return nullptr;
    const auto wanted = words(line.title);
    const model::Node* chapter = nullptr;
    for (const auto& node : plan.nodes) {
        if (node.label != line.label || node.title.empty()) continue;
        const auto title = words(node.title);
        if (title.find(wanted) != std::string::npos || wanted.find(title) != std::string::npos ||
            likeness(title, wanted) >= alike)
            return &node;
        if (chapter == nullptr && node.parent.empty()) chapter = &node;
    }
    return chapter;
}

Message told(const model::ContentsLine& line, const model::Node* node) {
    if (node != nullptr)
        return {fmt::format("目錄作「{}」，內文同一編號作「{}」，兩者不一致，請確認何者正確。", shown(line),
                            node->title),
                fmt::format("The contents page says “{}”, the body has “{}” under the same number.",
                            shown(line), node->title)};
    return {fmt::format("目錄列有「{}」，但內文找不到這個標題，請確認是否漏列或名稱已改。", shown(line)),
            fmt::format("The contents page lists “{}”, but the body has no such heading.", shown(line))};
}

}  // namespace

Findings contents_body(const model::Plan& plan) {
    Findings found;
    for (const auto& line : plan.plan.contents_only) {
        if (there(plan, line)) continue;
        const auto* node = likely(plan, line);
        found.push_back(finding("contents-body", Severity::note, told(line, node),
                                node != nullptr ? std::vector{node->id} : std::vector<std::string>(),
                                node != nullptr ? places({&line.source, &node->source}) : line.source));
    }
    return found;
}

}  // namespace gangmu::checking::rule
