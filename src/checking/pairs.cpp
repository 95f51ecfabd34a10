#include "checking/pairs.hpp"

#include <set>

#include "checking/support.hpp"

namespace gangmu::checking {

namespace {

constexpr double alike = 0.82;
constexpr double unlike = 0.70;

// The measures above a goal: their ids and their numbers.
struct Above {
    std::set<std::string_view> ids;
    std::set<std::vector<int>> codes;
};

Above above(const Index& index, std::string_view node) {
    Above up;
    for (const auto* one : index.line(node)) {
        up.ids.insert(one->id);
        up.codes.insert(numbers(one->label));
        for (const auto& label : one->labels)
            up.codes.insert(numbers(label));
    }
    return up;
}

struct Row {
    const model::Indicator* kpi = nullptr;
    std::string words;      // without numbers
    std::vector<int> code;  // of its measure
};

}  // namespace

std::vector<GoalPair> goal_pairs(const model::Plan& plan) {
    const Index index(plan);
    std::vector<GoalPair> pairs;
    std::vector<Row> rows;
    for (const auto& indicator : plan.indicators) {
        const auto* home = index.node(indicator.node);
        if (indicator.role == "kpi" && home)
            rows.push_back({&indicator, words(indicator.title, false), numbers(home->label)});
    }
    for (const auto& goal : plan.indicators) {
        if (goal.role != "goal") continue;
        const auto up = above(index, goal.node);
        const auto own = words(goal.title, false);
        const model::Indicator* best = nullptr;
        double first = 0;
        double second = 0;
        for (const auto& row : rows) {
            if (!up.ids.count(row.kpi->node) && (row.code.size() < 2 || !up.codes.count(row.code))) continue;
            const double like = likeness(own, row.words);
            if (like > first) {
                second = first;
                first = like;
                best = row.kpi;
            } else if (like > second) {
                second = like;
            }
        }
        if (!best || first < alike) continue;
        if (second > unlike && first < 0.99) continue;
        if (second > 0.95) continue;
        pairs.emplace_back(&goal, best);
    }
    return pairs;
}

const model::Target* overall_target(const model::Indicator& indicator) {
    for (const auto& target : indicator.targets)
        if (target.period == "overall") return &target;
    return nullptr;
}

bool figures_differ(const model::Indicator& one, const model::Indicator& other) {
    const auto* left = overall_target(one);
    const auto* right = overall_target(other);
    if (!left || !right) return false;
    if (left->value && right->value)
        return left->value != right->value || left->value_max != right->value_max ||
               !same_unit(left->unit, right->unit);
    if (left->parts.size() != right->parts.size())
        return false;  // one says more than the other: no contradiction
    for (std::size_t i = 0; i < left->parts.size(); ++i) {
        const auto& a = left->parts[i];
        const auto& b = right->parts[i];
        if (a.value != b.value || a.value_max != b.value_max || !same_unit(a.unit, b.unit)) return true;
    }
    return false;
}

}  // namespace gangmu::checking
