// A report that states one figure twice, in the same words and for the same time, with two values.
#include <fmt/format.h>

#include <map>

#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

Findings figure_twice(const model::Plan& plan) {
    Findings found;
    // sentences that state one figure only: which number belongs to which words is certain there
    std::map<std::string, int> figures;
    for (const auto& fact : plan.facts)
        ++figures[fact.text];
    std::map<std::string, const model::Fact*> first;
    for (const auto& fact : plan.facts) {
        if (figures[fact.text] != 1 || !fact.figure) continue;
        const auto plain = words(fact.text, false);
        if (plain.size() < 60) continue;  // twenty characters: shorter ones may mean different things
        const auto [place, fresh] = first.emplace(plain + "|" + fact.unit + "|" + fact.period, &fact);
        if (fresh) continue;
        const auto& before = *place->second;
        if (before.figure == fact.figure && before.figure_max == fact.figure_max) continue;
        found.push_back(finding(
            "figure-twice", Severity::error,
            {fmt::format("同一數據在兩處不同：「{}」一處為 {} {}，另一處為 {} {}。", cut(fact.text, 50),
                         before.figure->str(), before.unit, fact.figure->str(), fact.unit),
             fmt::format("The same figure is {} {} in one place and {} {} in another.", before.figure->str(),
                         before.unit, fact.figure->str(), fact.unit)},
            {before.node, fact.node}, places({&before.source, &fact.source})));
    }
    return found;
}

}  // namespace gangmu::checking::rule
