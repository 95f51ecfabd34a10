// Numbers that are missing or doubled among the items of one parent.
#include <fmt/format.h>

#include <map>
#include <set>

#include "checking/rules/rules.hpp"
#include "text/numerals.hpp"
#include "text/runes.hpp"

namespace gangmu::checking::rule {

namespace {

// A label as style and last number: "1.2.3" → ("1.2.#", 3), "（三）" → ("(#)", 3).
bool last_number(std::string_view label, std::string& style, int& number) {
    const auto runes = text::to_runes(label);
    style.clear();
    number = -1;
    std::size_t i = 0;
    std::size_t place = 0;
    while (i < runes.size()) {
        std::size_t end = i;
        while (end < runes.size() && (text::is_digit(runes[end].c) == text::is_digit(runes[i].c)) &&
               (text::is_digit(runes[end].c) || text::chinese_digit(runes[end].c) >= 0 ||
                text::rank_of(runes[end].c) == 10))
            ++end;
        if (end > i) {
            const auto value = text::whole_number(text::slice(label, runes, i, end));
            if (!value) return false;
            if (number >= 0) style.replace(place, 1, std::to_string(number));
            number = *value;
            place = style.size();
            style += '#';
            i = end;
        } else {
            if (runes[i].c < 0x80)
                style += static_cast<char>(runes[i].c);
            else
                style += text::slice(label, runes, i, i + 1);
            ++i;
        }
    }
    return number >= 0;
}

}  // namespace

Findings numbering(const model::Plan& plan) {
    Findings found;
    const Index index(plan);
    std::map<std::string, std::vector<const model::Node*>> families;
    for (const auto& node : plan.nodes)
        families[node.parent].push_back(&node);
    for (const auto& [parent, children] : families) {
        std::string style;
        int number = 0;
        // numbers that any child of a kind bears, whatever its style: merged chapters number in two orders
        std::map<std::string, std::set<int>> used;
        std::map<std::string, std::set<int>> alike;  // the same by style: one list may hold two kinds
        for (const auto* child : children) {
            if (last_number(child->label, style, number)) {
                used[child->kind].insert(number);
                alike[style].insert(number);
            }
            for (const auto& other : child->labels)
                if (last_number(other, style, number)) used[child->kind].insert(number);
        }
        auto missing = [&](const std::string& kind, const std::string& printed, int from, int to) {
            for (int n = from; n < to; ++n)
                if (used[kind].count(n) > 0 || alike[printed].count(n) > 0) return false;
            return true;
        };
        std::map<std::pair<std::string, std::string>, std::vector<std::pair<int, const model::Node*>>> runs;
        for (const auto* child : children)
            if (!child->label.empty() && last_number(child->label, style, number))
                runs[{child->kind, style}].emplace_back(number, child);
        for (const auto& [key, run] : runs) {
            if (run.size() < 3 || run.front().first != 1) continue;
            for (std::size_t i = 1; i < run.size(); ++i) {
                const auto& [before, left] = run[i - 1];
                const auto& [here, right] = run[i];
                if (here == before + 1) continue;
                if (here == 1) break;  // a new list begins
                if (here == before && words(left->title) != words(right->title)) {
                    found.push_back(finding(
                        "numbering", Severity::warning,
                        {fmt::format("編號重複：{}與{}同為「{}」。", name(*left), name(*right), right->label),
                         fmt::format("The number {} is used twice: {} and {}.", right->label, name_en(*left),
                                     name_en(*right))},
                        {left->id, right->id}, places({&left->source, &right->source})));
                } else if (here > before + 1 && here <= before + 3 &&
                           missing(right->kind, key.second, before + 1, here)) {
                    found.push_back(finding(
                        "numbering", Severity::warning,
                        {fmt::format("編號跳號：{}之後為{}，缺第 {} 項。", name(*left), name(*right),
                                     here == before + 2 ? std::to_string(before + 1)
                                                        : fmt::format("{} 至 {}", before + 1, here - 1)),
                         fmt::format("Numbers are missing between {} and {}.", name_en(*left),
                                     name_en(*right))},
                        {left->id, right->id}, places({&left->source, &right->source})));
                }
            }
        }
    }
    return found;
}

}  // namespace gangmu::checking::rule
