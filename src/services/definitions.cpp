#include "services/definitions.hpp"

#include <algorithm>
#include <tuple>

namespace gangmu::services {
namespace {

constexpr std::string_view observation = "observation/";

bool alike(const model::Target& a, const model::Target& b) {
    return a.period == b.period && a.text == b.text && a.value == b.value && a.value_max == b.value_max &&
           a.unit == b.unit && a.comparator == b.comparator && a.cumulative == b.cumulative &&
           a.every == b.every && a.due == b.due && a.parts == b.parts;
}

void add(std::vector<Redefined>& out, const state::Plan& plan, const tracking::Report& report,
         std::string_view indicator) {
    const auto* newest = plan.latest();
    if (newest == nullptr || newest->number == report.edition) return;
    const auto* was = indicator_in(plan, report.edition, indicator);
    const auto* now = indicator_in(plan, newest->number, indicator);
    if (was == nullptr || now == nullptr || defined_alike(*was, *now)) return;
    out.push_back({report.cycle, report.node, report.edition, newest->number, was, now});
}

}  // namespace

const model::Indicator* indicator_in(const state::Plan& plan, std::uint32_t edition, std::string_view id) {
    for (const auto& each : plan.editions)
        if (each->number == edition && each->content) return each->content->indicator(id);
    return nullptr;
}

bool defined_alike(const model::Indicator& a, const model::Indicator& b) {
    return a.title == b.title && a.unit == b.unit &&
           std::equal(a.targets.begin(), a.targets.end(), b.targets.begin(), b.targets.end(), alike);
}

std::string unit_of(const model::Indicator& indicator) {
    if (!indicator.unit.empty()) return indicator.unit;
    for (const auto& target : indicator.targets)
        if (!target.unit.empty()) return target.unit;
    return {};
}

std::vector<Redefined> redefined(const state::Plan& plan, const tracking::Report& report) {
    std::vector<Redefined> out;
    for (const auto& [name, value] : report.fields)
        if (name.rfind(observation, 0) == 0 && !value.empty())
            add(out, plan, report, std::string_view(name).substr(observation.size()));
    return out;
}

std::vector<Redefined> redefined(const state::Snapshot& snapshot, const state::Plan& plan,
                                 std::string_view indicator,
                                 const std::function<bool(const tracking::Report&)>& wanted) {
    std::vector<Redefined> out;
    const std::string field = std::string(observation) + std::string(indicator);
    const std::string prefix = tracking::report_key(plan.id, "");
    snapshot.tracking.reports.each([&](const std::string& key, const tracking::CycleReports& reports) {
        if (key.rfind(prefix, 0) != 0) return;
        reports.each([&](const std::string&, const tracking::ReportPtr& report) {
            const auto* value = report->field(field);
            if (report->plan == plan.id && value != nullptr && !value->empty() && wanted(*report))
                add(out, plan, *report, indicator);
        });
    });
    std::sort(out.begin(), out.end(), [](const Redefined& a, const Redefined& b) {
        return std::tie(a.cycle, a.node) < std::tie(b.cycle, b.node);
    });
    return out;
}

}  // namespace gangmu::services
