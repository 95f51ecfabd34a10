// Items without agency, date or target where nearly all of their kind have one.
#include <fmt/format.h>

#include <map>

#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

struct Tally {
    std::size_t all = 0, agencies = 0, dates = 0;
};

bool most(std::size_t part, std::size_t all) {
    return all >= 5 && part < all && part * 10 >= all * 9;
}

bool has_agency(const model::Node& node) {
    return !node.lead.empty() || !node.co.empty();
}

}  // namespace

Findings missing_fields(const model::Plan& plan) {
    Findings found;
    const Index index(plan);
    std::map<std::string, Tally> kinds;
    for (const auto& node : plan.nodes) {
        auto& tally = kinds[node.kind];
        ++tally.all;
        tally.agencies += has_agency(node);
        tally.dates += !node.schedule.empty();
    }
    // items that stand together and miss the same thing are one finding
    struct Group {
        const model::Node* first = nullptr;
        std::string labels;
        std::vector<std::string> nodes;
        model::Sources source;
    };
    std::map<std::pair<std::string, bool>, Group> groups;
    auto note = [&](const model::Node& node, bool agency) {
        const auto* parent = index.node(node.parent);
        auto& group = groups[{
            (parent && parent->kind != "章節" ? parent->parent : node.parent) + "|" + node.kind, agency}];
        if (!group.first) group.first = &node;
        group.labels +=
            (group.labels.empty() ? "" : "、") + (node.label.empty() ? cut(node.title, 12) : node.label);
        group.nodes.push_back(node.id);
        group.source = places({&group.source, &node.source});
    };
    for (const auto& node : plan.nodes) {
        if (node.kind.empty() || node.kind == "章節") continue;
        const auto& tally = kinds[node.kind];
        if (!has_agency(node) && most(tally.agencies, tally.all)) note(node, true);
        if (node.schedule.empty() && most(tally.dates, tally.all)) note(node, false);
    }
    for (auto& [key, group] : groups) {
        const auto* what = key.second ? "主辦機關" : "起訖時程";
        found.push_back(finding(
            "missing-field", Severity::note,
            {fmt::format("{}{}未列{}，而其他{}多已列明。", name(*group.first),
                         group.nodes.size() > 1 ? "等（" + group.labels + "）" : "", what, group.first->kind),
             fmt::format("{}{} has no {}, though most of its kind have.", name_en(*group.first),
                         group.nodes.size() > 1 ? " and others (" + group.labels + ")" : "",
                         key.second ? "agency" : "date")},
            std::move(group.nodes), std::move(group.source)));
    }
    std::size_t rows = 0;
    std::size_t with_years = 0;
    auto yearly = [](const model::Indicator& indicator) {
        for (const auto& target : indicator.targets)
            if (target.period != "overall") return true;
        return false;
    };
    for (const auto& indicator : plan.indicators)
        if (indicator.role == "kpi") {
            ++rows;
            with_years += yearly(indicator);
        }
    for (const auto& indicator : plan.indicators)
        if (indicator.role == "kpi" && !yearly(indicator) && most(with_years, rows))
            found.push_back(finding("missing-field", Severity::note,
                                    {fmt::format("{}沒有任何分年目標。", name(indicator)),
                                     fmt::format("{} has no yearly target.", name_en(indicator))},
                                    {indicator.node}, indicator.source));
    return found;
}

}  // namespace gangmu::checking::rule
