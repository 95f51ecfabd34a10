// A goal repeated in two chapters with one or two characters changed: likely a slip of the pen in one of
// them.
#include <fmt/format.h>

#include "checking/pairs.hpp"
#include "checking/rules/rules.hpp"
#include "text/runes.hpp"

namespace gangmu::checking::rule {

namespace {

struct Difference {
    std::string left, right;
    std::size_t before = 0;  // equal runes before it
};

// The one place where two texts of the same length differ, by at most two characters.
bool one_place(const std::string& left, const std::string& right, Difference& difference) {
    const auto a = text::to_runes(left);
    const auto b = text::to_runes(right);
    if (a.size() != b.size() || a.size() < 8) return false;
    std::size_t first = 0;
    while (first < a.size() && a[first].c == b[first].c)
        ++first;
    std::size_t last = a.size();
    while (last > first && a[last - 1].c == b[last - 1].c)
        --last;
    if (first == last || last - first > 2) return false;
    for (std::size_t i = first; i < last; ++i)
        if (text::is_digit(a[i].c) || text::is_digit(b[i].c) || !text::is_han(a[i].c) ||
            !text::is_han(b[i].c))
            return false;
    const auto from = first > 1 ? first - 2 : 0;
    const auto to = std::min(a.size(), last + 2);
    difference = {text::slice(left, a, from, to), text::slice(right, b, from, to), first};
    return true;
}

}  // namespace

Findings wording_differs(const model::Plan& plan) {
    Findings found;
    for (const auto& [goal, kpi] : goal_pairs(plan)) {
        Difference difference;
        if (figures_differ(*goal, *kpi)) continue;  // told by goal-indicator
        if (!one_place(words(goal->title), words(kpi->title), difference)) continue;
        found.push_back(finding(
            "wording-differs", Severity::note,
            {fmt::format("{}與期程表的同一目標文字有出入：指標表作「{}」，期程表作「{}」，疑有一處誤植。",
                         name(*kpi), difference.right, difference.left),
             fmt::format("{}: the indicator table writes {}, the schedule {}.", name_en(*kpi),
                         difference.right, difference.left)},
            {goal->node, kpi->node}, places({&goal->source, &kpi->source})));
    }
    return found;
}

}  // namespace gangmu::checking::rule
