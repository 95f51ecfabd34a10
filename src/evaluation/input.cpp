#include "evaluation/input.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace gangmu::evaluation {
namespace {

constexpr std::array<std::string_view, 5> readings{"automatic", "increment", "year-to-date", "to-date",
                                                   "level"};
constexpr std::array<std::string_view, 5> directions{"automatic", "rising", "falling", "range", "milestone"};
constexpr std::array<std::string_view, 5> meanings{"automatic", "period", "to-date", "level", "either"};

template <class E>
std::optional<E> parsed(const std::array<std::string_view, 5>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<E>(found - names.begin());
}

}  // namespace

std::string_view to_string(Reading reading) {
    return readings[static_cast<std::size_t>(reading)];
}
std::string_view to_string(Direction direction) {
    return directions[static_cast<std::size_t>(direction)];
}
std::string_view to_string(Meaning meaning) {
    return meanings[static_cast<std::size_t>(meaning)];
}
std::optional<Reading> parse_reading(std::string_view name) {
    return parsed<Reading>(readings, name);
}
std::optional<Direction> parse_direction(std::string_view name) {
    return parsed<Direction>(directions, name);
}
std::optional<Meaning> parse_meaning(std::string_view name) {
    return parsed<Meaning>(meanings, name);
}

Moment moment_of(Day today, std::string_view period) {
    const auto span = span_of(period);
    if (!span) return {today, today, std::numeric_limits<Day>::max(), std::numeric_limits<Day>::max()};
    return {today, std::min(today, span->last), span->last, span->first};
}

// The first of a table, else the first of all.
std::unordered_map<std::string, std::string> twins_of(
    const std::vector<const model::Indicator*>& indicators) {
    struct Known {
        std::size_t order;
        const model::Indicator* what;
    };
    std::unordered_map<std::string_view, Known> by_id;
    for (const auto* each : indicators)
        by_id.emplace(each->id, Known{by_id.size(), each});
    const auto rank = [&](const Known& known) { return std::pair(known.what->role != "kpi", known.order); };
    std::unordered_map<std::string, std::string> twins;
    for (const auto* each : indicators) {
        auto chosen = by_id.at(each->id);
        for (const auto& id : each->same_as)
            if (const auto other = by_id.find(id); other != by_id.end() && rank(other->second) < rank(chosen))
                chosen = other->second;
        if (chosen.what != each) twins.emplace(each->id, chosen.what->id);
    }
    return twins;
}

PlanInput input_of(const model::Plan& plan) {
    PlanInput input{plan.plan.start, plan.plan.end, {}, true};
    std::unordered_map<std::string, std::uint32_t> place;
    std::vector<std::shared_ptr<NodeInput>> nodes;
    nodes.reserve(plan.nodes.size());
    for (const auto& node : plan.nodes) {
        auto one = std::make_shared<NodeInput>();
        one->id = node.id;
        if (const auto parent = place.find(node.parent); parent != place.end()) one->parent = parent->second;
        one->schedule = node.schedule;
        one->lead = node.lead;
        one->co = node.co;
        place.emplace(node.id, static_cast<std::uint32_t>(nodes.size()));
        nodes.push_back(std::move(one));
    }
    std::vector<const model::Indicator*> all;
    for (const auto& indicator : plan.indicators)
        all.push_back(&indicator);
    const auto twins = twins_of(all);
    for (const auto& indicator : plan.indicators) {
        const auto at = place.find(indicator.node);
        if (at == place.end()) continue;
        IndicatorInput one;
        one.what = std::make_shared<const model::Indicator>(indicator);
        if (const auto twin = twins.find(indicator.id); twin != twins.end()) one.twin = twin->second;
        nodes[at->second]->indicators.push_back(std::move(one));
    }
    input.nodes.assign(nodes.begin(), nodes.end());
    return input;
}

Status check_shares(const NodeInput& node) {
    if (node.shares.empty()) return {};
    Decimal sum = 0;
    for (const auto& [agency, share] : node.shares) {
        const auto in = [&](const std::vector<std::string>& list) {
            return std::find(list.begin(), list.end(), agency) != list.end();
        };
        if (!in(node.lead) && !in(node.co))
            return fail(
                Fault::invalid, "shares-agency",
                {"「" + agency + "」不是本項的主辦或協辦機關", agency + " neither leads nor helps here"},
                {"請先把該機關列為主辦或協辦", "Name it as lead or co agency first"}, agency);
        if (share < Decimal(0) || share > Decimal(1))
            return fail(Fault::invalid, "shares-value",
                        {"分攤比例須在 0 與 1 之間", "A share lies between 0 and 1"}, {}, agency);
        sum = sum.plus(share).value_or(Decimal(2));
    }
    if (sum != Decimal(1))
        return fail(Fault::invalid, "shares-sum",
                    {"各機關分攤比例合計為 " + sum.str() + "，須等於 1",
                     "The shares sum to " + sum.str() + " and must sum to 1"},
                    {"請調整後再存", "Change them and save again"}, node.id);
    return {};
}

}  // namespace gangmu::evaluation
