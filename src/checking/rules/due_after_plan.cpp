// Targets that are due, or set for a year, after the plan has ended.
#include <fmt/format.h>

#include <set>

#include "checking/pairs.hpp"
#include "checking/rules/rules.hpp"
#include "text/dates.hpp"

namespace gangmu::checking::rule {

Findings due_after_plan(const model::Plan& plan) {
    Findings found;
    if (plan.plan.end.empty()) return found;
    std::set<const model::Indicator*> paired;  // goals that are told at their row of the indicator table
    for (const auto& [goal, kpi] : goal_pairs(plan))
        paired.insert(goal);
    // a yearly plan whose indicator tables go on for years means to
    std::size_t targets = 0;
    std::size_t beyond = 0;
    for (const auto& indicator : plan.indicators)
        for (const auto& target : indicator.targets) {
            if (target.period == "overall") continue;
            ++targets;
            beyond += text::last_month(target.period) > plan.plan.end;
        }
    const bool periods_tell = beyond * 5 < targets;
    for (const auto& indicator : plan.indicators) {
        if (paired.count(&indicator) || (indicator.role == "goal" && !indicator.same_as.empty())) continue;
        for (const auto& target : indicator.targets) {
            const auto due = target.due.empty() ? target.period == "overall" || !periods_tell
                                                      ? std::string()
                                                      : text::last_month(target.period)
                                                : text::last_month(target.due);
            if (due.empty() || due <= plan.plan.end) continue;
            found.push_back(
                finding("due-after-plan", Severity::warning,
                        {fmt::format("{}的期限為 {}，晚於計畫期程之迄月 {}。", name(indicator),
                                     target.due.empty() ? target.period : target.due, plan.plan.end),
                         fmt::format("{} is due {}, after the plan ends in {}.", name_en(indicator),
                                     target.due.empty() ? target.period : target.due, plan.plan.end)},
                        {indicator.node}, target.source.empty() ? indicator.source : target.source));
            break;
        }
    }
    return found;
}

}  // namespace gangmu::checking::rule
