// One promise, counted in 項 in one year and in 件 in the next.
#include <fmt/format.h>

#include "checking/rules/rules.hpp"
#include "checking/series.hpp"

namespace gangmu::checking::rule {

Findings units_change(const model::Plan& plan) {
    Findings found;
    for (const auto& indicator : plan.indicators)
        for (const auto& series : series_of(indicator)) {
            for (std::size_t i = 1; i < series.points.size(); ++i) {
                const auto& before = series.points[i - 1];
                const auto& point = series.points[i];
                if (before.target == point.target || before.figure.unit.empty() || point.figure.unit.empty())
                    continue;
                if (same_unit(before.figure.unit, point.figure.unit)) continue;
                if (before.figure.unit == "個" || point.figure.unit == "個") continue;  // counts anything
                found.push_back(finding(
                    "units-change", Severity::warning,
                    {fmt::format("{}的單位前後不一：{}為 {}，{}為 {}。", name(indicator),
                                 printed(before.target->period), printed(before.figure),
                                 printed(point.target->period), printed(point.figure)),
                     fmt::format("{}: {} in {}, but {} in {}.", name_en(indicator), printed(before.figure),
                                 before.target->period, printed(point.figure), point.target->period)},
                    {indicator.node}, places({&before.target->source, &point.target->source})));
                break;  // one finding for a row
            }
        }
    return found;
}

}  // namespace gangmu::checking::rule
