// Agencies that answer for items but are not in the list that the plan gives of those who carry it out.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

constexpr std::size_t least_named = 5;

// The sentence that lists them: 由甲、乙、丙…共同推動. A list that ends in 等 is open and proves nothing.
std::string closed_list(const std::string& text) {
    std::size_t from = 0;
    while (from < text.size()) {
        auto end = text.find("。", from);
        if (end == std::string::npos) end = text.size();
        const auto sentence = text.substr(from, end - from);
        const auto mark = sentence.find("共同推動");
        if (mark != std::string::npos && sentence.find("由") != std::string::npos &&
            sentence.substr(0, mark).find("等") == std::string::npos)
            return sentence.substr(0, mark);
        from = end + std::string_view("。").size();
    }
    return {};
}

}  // namespace

Findings agencies_unlisted(const model::Plan& plan) {
    Findings found;
    std::map<std::string, std::vector<const model::Node*>> used;
    for (const auto& node : plan.nodes) {
        for (const auto& agency : node.lead)
            used[agency].push_back(&node);
        for (const auto& agency : node.co)
            used[agency].push_back(&node);
    }
    for (const auto& node : plan.nodes) {
        const auto list = closed_list(node.text);
        if (list.empty()) continue;
        const auto named =
            static_cast<std::size_t>(std::count_if(used.begin(), used.end(), [&](const auto& entry) {
                return list.find(entry.first) != std::string::npos;
            }));
        if (named < least_named || named * 2 < used.size()) continue;
        for (const auto& [agency, items] : used) {
            if (list.find(agency) != std::string::npos) continue;
            std::vector<std::string> nodes;
            for (const auto* item : items)
                nodes.push_back(item->id);
            found.push_back(finding(
                "agency-unlisted", Severity::warning,
                {fmt::format("{}列為 {} 個項目之主、協辦機關（如{}），但未列於推動機關名單（「{}」）。",
                             agency, items.size(), name(*items.front()), cut(list, 30)),
                 fmt::format(
                     "{} is responsible for {} item(s), e.g. {}, but is not in the plan's list of agencies.",
                     agency, items.size(), name_en(*items.front()))},
                std::move(nodes), places({&node.source, &items.front()->source})));
        }
        break;
    }
    return found;
}

}  // namespace gangmu::checking::rule
