// A schedule that ends before it starts.
#include <fmt/format.h>

#include "checking/rules/rules.hpp"
#include "text/dates.hpp"

namespace gangmu::checking::rule {

Findings end_before_start(const model::Plan& plan) {
    Findings found;
    for (const auto& node : plan.nodes)
        for (const auto& entry : node.schedule) {
            if (entry.start.empty() || entry.end.empty()) continue;
            const auto start = text::first_month(entry.start);
            const auto end = text::last_month(entry.end);
            const bool days = entry.start.size() == 10 && entry.end.size() == 10;
            if (start.empty() || end.empty() || (days ? entry.end >= entry.start : end >= start)) continue;
            found.push_back(
                finding("end-before-start", Severity::error,
                        {fmt::format("{}的期程迄於 {}，早於起始 {}。", name(node), entry.end, entry.start),
                         fmt::format("{} ends in {}, before it starts in {}.", name_en(node), entry.end,
                                     entry.start)},
                        {node.id}, node.source));
        }
    return found;
}

}  // namespace gangmu::checking::rule
