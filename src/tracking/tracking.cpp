#include "tracking/tracking.hpp"

#include <algorithm>

namespace gangmu::tracking {

std::string_view to_string(Level level) {
    switch (level) {
        case Level::none:
            return "none";
        case Level::own:
            return "own";
        case Level::ministry:
            return "ministry";
        case Level::yuan:
            return "yuan";
    }
    return "none";
}

std::optional<Level> parse_level(std::string_view name) {
    for (const auto level : {Level::none, Level::own, Level::ministry, Level::yuan})
        if (to_string(level) == name) return level;
    return std::nullopt;
}

Message level_title(Level level) {
    switch (level) {
        case Level::none:
            return {"未列管", "not under control"};
        case Level::own:
            return {"自行列管", "the agency's own control"};
        case Level::ministry:
            return {"部會列管", "the ministry's control"};
        case Level::yuan:
            return {"院列管", "the Executive Yuan's control"};
    }
    return {};
}

std::string_view to_string(Release release) {
    switch (release) {
        case Release::none:
            return "none";
        case Release::asked:
            return "asked";
        case Release::released:
            return "released";
    }
    return "none";
}

const Rhythm* PlanTracking::rhythm(std::string_view id) const {
    const auto found =
        std::find_if(rhythms.begin(), rhythms.end(), [&](const Rhythm& each) { return each.id == id; });
    return found == rhythms.end() ? nullptr : &*found;
}

const ItemSettings& PlanTracking::item(std::string_view node) const {
    static const ItemSettings nothing;
    const auto* found = items.find(node);
    return found == nullptr ? nothing : **found;
}

const PlanTracking& Tracking::plan(std::string_view id) const {
    static const PlanTracking nothing;
    const auto* found = plans.find(id);
    return found == nullptr ? nothing : **found;
}

const CycleReports& Tracking::of(std::string_view plan, std::string_view cycle) const {
    static const CycleReports nothing;
    const auto* found = reports.find(report_key(plan, cycle));
    return found == nullptr ? nothing : *found;
}

const Report* Tracking::report(std::string_view plan, std::string_view cycle, std::string_view node) const {
    const auto* found = of(plan, cycle).find(node);
    return found == nullptr ? nullptr : found->get();
}

std::vector<std::string> Tracking::acts_for(std::string_view account, Day day) const {
    std::vector<std::string> out;
    delegations.each([&](const std::string&, const Delegation& each) {
        if (each.to == account && each.holds(day)) out.push_back(each.from);
    });
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::string report_key(std::string_view plan, std::string_view cycle) {
    std::string key(plan);
    key.append("\n").append(cycle);
    return key;
}

}  // namespace gangmu::tracking
