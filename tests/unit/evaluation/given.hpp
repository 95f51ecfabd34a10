// Short ways to write plans and filings for the tests of evaluation.
#pragma once

#include <string>
#include <vector>

#include "evaluation/indicator.hpp"
#include "evaluation/tree.hpp"

namespace gangmu::evaluation::given {

inline Decimal number(std::string_view text) {
    return Decimal::parse(text).value();
}

struct T {  // a target
    std::string period;
    std::string value;  // "40", "1…2", or a milestone in words when `unit` is "words"
    std::string unit = "件";
    std::string comparator = "=";
    std::optional<bool> cumulative = std::nullopt;
    std::string due = "";
    std::string every = "";
};

inline model::Comparator comparator(std::string_view sign) {
    if (sign == ">=") return model::Comparator::at_least;
    if (sign == "<=") return model::Comparator::at_most;
    if (sign == "~") return model::Comparator::about;
    return model::Comparator::equal;
}

inline model::Target target(const T& t) {
    model::Target target;
    target.period = t.period;
    target.text = t.value + t.unit;
    target.due = t.due;
    target.every = t.every;
    target.cumulative = t.cumulative;
    if (t.unit == "words") {
        target.text = t.value;
        return target;
    }
    target.unit = t.unit;
    target.comparator = comparator(t.comparator);
    const auto dots = t.value.find("…");
    target.value = number(t.value.substr(0, dots));
    if (dots != std::string::npos) target.value_max = number(t.value.substr(dots + 3));
    return target;
}

struct O {  // an observation
    std::string period;
    std::string value;
    std::string unit = "";
    std::optional<std::size_t> part = std::nullopt;
};

inline Observation observation(const O& o) {
    Observation one;
    one.period = o.period;
    one.value = number(o.value);
    one.unit = o.unit;
    one.part = o.part;
    return one;
}

inline IndicatorInput indicator(const std::vector<T>& targets, const std::vector<O>& observations = {}) {
    IndicatorInput input;
    model::Indicator what;
    what.id = "i";
    what.title = "測試指標";
    for (const auto& each : targets)
        what.targets.push_back(target(each));
    input.what = std::make_shared<const model::Indicator>(std::move(what));
    for (const auto& each : observations)
        input.observations.push_back(observation(each));
    return input;
}

inline Context context(std::string_view today, std::string_view period = "") {
    PlanInput plan;
    plan.start = "2021-01";
    plan.end = "2024-12";
    return context_of(plan, moment_of(parse_day(today).value(), period), {});
}

inline IndicatorJudgement judged(const IndicatorInput& input, std::string_view today,
                                 const std::vector<ReportDue>& reports = {}) {
    return judge(input, reports, context(today));
}

inline std::shared_ptr<NodeInput> node(std::uint32_t parent = NodeInput::no_parent) {
    auto one = std::make_shared<NodeInput>();
    one->parent = parent;
    return one;
}

// An indicator whose light at the end of 2021 is behind, at risk or done.
inline IndicatorInput with_light(Light light) {
    const char* value = light == Light::done ? "100" : light == Light::at_risk ? "95" : "10";
    if (light == Light::not_reported) return indicator({{"2021", "100"}});
    return indicator({{"2021", "100"}}, {{"2021", value}});
}

}  // namespace gangmu::evaluation::given
