// A running total (累計) that is lower in a later year than in an earlier one.
#include <fmt/format.h>

#include "checking/rules/rules.hpp"
#include "checking/series.hpp"

namespace gangmu::checking::rule {

Findings cumulative_falls(const model::Plan& plan) {
    Findings found;
    for (const auto& indicator : plan.indicators)
        for (const auto& series : series_of(indicator)) {
            const Point* before = nullptr;
            for (const auto& point : series.points) {
                if (point.figure.cumulative != true) continue;
                if (before && before->target->period < point.target->period &&
                    same_unit(before->figure.unit, point.figure.unit)) {
                    const auto& most = point.figure.value_max ? *point.figure.value_max : *point.figure.value;
                    if (most < *before->figure.value)
                        found.push_back(finding(
                            "cumulative-falls", Severity::error,
                            {fmt::format("{}的累計值由{} {} 降為{} {}，累計值不應減少。", name(indicator),
                                         printed(before->target->period), printed(before->figure),
                                         printed(point.target->period), printed(point.figure)),
                             fmt::format("{}: the cumulative value falls from {} in {} to {} in {}.",
                                         name_en(indicator), printed(before->figure), before->target->period,
                                         printed(point.figure), point.target->period)},
                            {indicator.node}, places({&before->target->source, &point.target->source})));
                }
                before = &point;
            }
        }
    return found;
}

}  // namespace gangmu::checking::rule
