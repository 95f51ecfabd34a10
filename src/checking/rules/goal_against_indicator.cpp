// The goal printed in the schedule chapter against the same goal in the indicator table: figure, unit, year.
#include <fmt/format.h>

#include "checking/pairs.hpp"
#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

std::string amounts(const model::Target& target) {
    if (target.value) return printed(target);
    std::string text;
    for (const auto& part : target.parts)
        text += (text.empty() ? "" : "、") + printed(part);
    return text;
}

}  // namespace

Findings goal_against_indicator(const model::Plan& plan) {
    Findings found;
    for (const auto& [goal, kpi] : goal_pairs(plan)) {
        const auto* left = overall_target(*goal);
        const auto* right = overall_target(*kpi);
        if (!left || !right) continue;
        std::string zh;
        std::string en;
        Severity severity = Severity::error;
        if (figures_differ(*goal, *kpi)) {
            zh = fmt::format("期程表寫 {}，指標表寫 {}", amounts(*left), amounts(*right));
            en = fmt::format("the schedule says {}, the indicator table {}", amounts(*left), amounts(*right));
        } else if (!left->due.empty() && !right->due.empty() &&
                   left->due.substr(0, 4) != right->due.substr(0, 4)) {
            zh = fmt::format("期程表的期限為 {}，指標表為 {}", printed(left->due), printed(right->due));
            en = fmt::format("due {} in the schedule, {} in the indicator table", left->due, right->due);
        } else if (left->every != right->every && left->value && right->value) {
            const auto& once = left->every.empty() ? *left : *right;
            const auto& each = left->every.empty() ? *right : *left;
            zh = fmt::format("{}寫「{}」，{}寫「{}」", left->every.empty() ? "期程表" : "指標表",
                             cut(once.text, 60), left->every.empty() ? "指標表" : "期程表",
                             cut(each.text, 60));
            en =
                fmt::format("{} says “{}”, {} says “{}”",
                            left->every.empty() ? "the schedule" : "the indicator table", cut(once.text, 60),
                            left->every.empty() ? "the indicator table" : "the schedule", cut(each.text, 60));
            severity = Severity::warning;
        } else {
            continue;
        }
        found.push_back(
            finding("goal-indicator", severity,
                    {fmt::format("{}與期程表的同一目標不一致：{}。", name(*kpi), zh),
                     fmt::format("{} and the same goal in the schedule disagree: {}.", name_en(*kpi), en)},
                    {goal->node, kpi->node}, places({&goal->source, &kpi->source})));
    }
    return found;
}

}  // namespace gangmu::checking::rule
