// What must hold for any plan and any values.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "evaluation/agencies.hpp"
#include "unit/evaluation/given.hpp"

namespace gangmu::evaluation {
namespace {

using namespace given;

template <class T>
T one_of(std::initializer_list<T> list) {
    return *rc::gen::elementOf(std::vector<T>(list));
}

// A target and filings of any kind; the last filing's value is set by `value`.
struct Drawn {
    IndicatorInput input;
    Day today = 0;
    void set(int value) { input.observations.back().value = Decimal(value, 1); }
};

Drawn drawn() {
    Drawn drawn;
    const auto unit = one_of<std::string>({"件", "%", "萬元"});
    const auto sign = one_of<std::string>({"=", ">=", "<=", "~"});
    std::vector<T> targets;
    for (int year = 2021; year <= *rc::gen::inRange(2021, 2025); ++year) {
        const auto says = *rc::gen::inRange(0, 3);
        targets.push_back({std::to_string(year), std::to_string(*rc::gen::inRange(0, 60)), unit, sign,
                           says == 0 ? std::nullopt : std::optional(says == 1)});
    }
    drawn.input = indicator(targets);
    drawn.input.reading = static_cast<Reading>(*rc::gen::inRange(0, 5));
    if (*rc::gen::arbitrary<bool>())
        drawn.input.planned = {{"2021-Q2", Decimal(*rc::gen::inRange(1, 60))},
                               {"2022-Q2", Decimal(*rc::gen::inRange(1, 60))}};
    const auto quarters = *rc::gen::inRange(1, 16);
    for (int i = 0; i < quarters; ++i) {
        Observation each;
        each.period = std::to_string(2021 + i / 4) + "-Q" + std::to_string(i % 4 + 1);
        each.value = Decimal(*rc::gen::inRange(0, 600), 1);
        drawn.input.observations.push_back(each);
    }
    drawn.today =
        day_from(2021 + (quarters - 1) / 4, 1, 1) + 92 * ((quarters - 1) % 4 + 1) + *rc::gen::inRange(0, 120);
    return drawn;
}

RC_GTEST_PROP(EvaluationProperty, ABetterValueNeverGivesAWorseLight, ()) {
    auto some = drawn();
    const bool falling =
        std::any_of(some.input.what->targets.begin(), some.input.what->targets.end(),
                    [](const auto& t) { return t.comparator == model::Comparator::at_most; });
    if (!falling) some.input.direction = Direction::rising;
    int low = *rc::gen::inRange(0, 700), high = *rc::gen::inRange(0, 700);
    if ((low > high) != falling) std::swap(low, high);
    if (falling && low < high) std::swap(low, high);
    // `low` is the worse one
    const auto moment = moment_of(some.today, "");
    PlanInput plan{"2021-01", "2024-12", {}, true};
    const auto at = context_of(plan, moment, {});
    // what comes in the last quarter alone is compared: its own target, judged as what it is
    some.set(low);
    const auto worse_value = judge(some.input, {}, at);
    some.set(high);
    const auto better_value = judge(some.input, {}, at);
    for (std::size_t i = 0; i < worse_value.targets.size(); ++i) {
        const auto a = worse_value.targets[i].light, b = better_value.targets[i].light;
        if (!ranked(a) || !ranked(b)) continue;
        RC_ASSERT(!worse(b, a));
    }
    if (ranked(worse_value.light) && ranked(better_value.light))
        RC_ASSERT(!worse(better_value.light, worse_value.light));
}

RC_GTEST_PROP(EvaluationProperty, TheOrderOfFilingsDoesNotMatter, ()) {
    auto some = drawn();
    PlanInput plan{"2021-01", "2024-12", {}, true};
    const auto at = context_of(plan, moment_of(some.today, ""), {});
    const auto before = judge(some.input, {}, at);
    std::mt19937 random(static_cast<unsigned>(*rc::gen::inRange(0, 1000)));
    std::shuffle(some.input.observations.begin(), some.input.observations.end(), random);
    const auto after = judge(some.input, {}, at);
    RC_ASSERT(before.light == after.light);
    RC_ASSERT(before.achievement == after.achievement);
    RC_ASSERT(before.forecast.value == after.forecast.value);
}

std::shared_ptr<NodeInput> drawn_node(std::uint32_t place) {
    auto one_node =
        node(place == 0 || *rc::gen::inRange(0, 5) == 0 ? NodeInput::no_parent
                                                        : *rc::gen::inRange<std::uint32_t>(0, place));
    const auto lights = *rc::gen::inRange(0, 3);
    for (int i = 0; i < lights; ++i)
        one_node->indicators.push_back(
            with_light(one_of({Light::done, Light::behind, Light::at_risk, Light::not_reported})));
    if (*rc::gen::inRange(0, 3) == 0) one_node->weight = Decimal(*rc::gen::inRange(1, 900), 2);
    one_node->lead = {one_of<std::string>({"甲", "乙", "丙"})};
    one_node->co = {"丁"};
    if (*rc::gen::arbitrary<bool>()) {
        const int part = *rc::gen::inRange(0, 1001);
        one_node->shares = {{one_node->lead[0], Decimal(part, 3)}, {"丁", Decimal(1000 - part, 3)}};
    }
    if (*rc::gen::inRange(0, 6) == 0)
        one_node->overrides = {{one_of({Light::on_track, Light::behind}), "原因", "王", 0, ""}};
    return one_node;
}

PlanInput drawn_plan() {
    PlanInput input{"2021-01", "2024-12", {}, true};
    const auto size = *rc::gen::inRange<std::uint32_t>(1, 40);
    for (std::uint32_t i = 0; i < size; ++i)
        input.nodes.push_back(drawn_node(i));
    return input;
}

const Moment february = moment_of(day_from(2022, 2, 15), "");

RC_GTEST_PROP(EvaluationProperty, RollUpStaysWithinItsParts, ()) {
    const auto result = Evaluation::of(drawn_plan(), february);
    for (std::uint32_t i = 0; i < result.size(); ++i) {
        const auto& all = result.node(i).all;
        Nano least = unknown, most = unknown;
        std::uint32_t bad_below = 0, below = 0;
        const auto take = [&](Nano achievement) {
            if (achievement == unknown) return;
            least = least == unknown ? achievement : std::min(least, achievement);
            most = most == unknown ? achievement : std::max(most, achievement);
        };
        for (const auto& each : result.node(i).components) {
            if (!each.counted) continue;
            take(each.achievement == unknown ? unknown : std::clamp<Nano>(each.achievement, 0, one));
            bad_below += bad(each.light) ? 1 : 0;
            below += ranked(each.light) ? 1 : 0;
        }
        for (const auto child : result.children(i)) {
            take(result.node(child).all.achievement);
            if (result.children(child).empty() && result.node(child).light != result.node(child).all.light) {
                bad_below += bad(result.node(child).light) ? 1 : 0;  // an override of an item stands for it
                ++below;
            } else {
                bad_below += result.node(child).all.bad_count();
                below += result.node(child).all.judged();
            }
        }
        RC_ASSERT(all.bad_count() == bad_below);
        RC_ASSERT(all.judged() == below);
        if (all.achievement != unknown) {
            RC_ASSERT(all.achievement >= least - 1);
            RC_ASSERT(all.achievement <= most + 1);
        }
        if (bad_below > 0) RC_ASSERT(all.light == Light::at_risk || bad(all.light));
        RC_ASSERT(all.behind >= 0 && all.behind <= one && all.coverage <= one);
    }
}

RC_GTEST_PROP(EvaluationProperty, OneChangedLeafGivesWhatEvaluatingAllGives, ()) {
    auto input = drawn_plan();
    auto result = Evaluation::of(input, february);
    for (int step = 0; step < 5; ++step) {
        const auto place =
            *rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(input.nodes.size()));
        auto changed = drawn_node(0);
        changed->parent = input.nodes[place]->parent;
        if (*rc::gen::arbitrary<bool>()) changed->weight = input.nodes[place]->weight;
        input.nodes[place] = changed;
        result = result.with(place, changed);
        const auto anew = Evaluation::of(input, february);
        RC_ASSERT(result.whole() == anew.whole());
        for (std::uint32_t i = 0; i < result.size(); ++i)
            RC_ASSERT(result.node(i) == anew.node(i));
    }
}

RC_GTEST_PROP(EvaluationProperty, SharesOfAllAgenciesSumToTheLights, ()) {
    const auto input = drawn_plan();
    for (const auto& each : input.nodes)
        RC_ASSERT(bool(check_shares(*each)));
    const auto result = Evaluation::of(input, february);
    Nano sum = 0, lights = 0;
    for (const auto& each : by_agency(result))
        sum += each.answers;
    for (std::uint32_t i = 0; i < result.size(); ++i)
        for (const auto& each : result.node(i).components)
            lights += each.counted ? one : 0;
    RC_ASSERT(sum == lights);
}

RC_GTEST_PROP(EvaluationProperty, OrderOfSiblingsDoesNotMatter, ()) {
    PlanInput input{"2021-01", "2024-12", {}, true};
    input.nodes.push_back(node());
    const auto size = *rc::gen::inRange<std::uint32_t>(1, 20);
    for (std::uint32_t i = 0; i < size; ++i) {
        auto child = drawn_node(0);
        child->parent = 0;
        input.nodes.push_back(child);
    }
    const auto before = Evaluation::of(input, february).whole();
    std::mt19937 random(static_cast<unsigned>(*rc::gen::inRange(0, 1000)));
    std::shuffle(input.nodes.begin() + 1, input.nodes.end(), random);
    RC_ASSERT(Evaluation::of(input, february).whole() == before);
}

RC_GTEST_PROP(EvaluationProperty, OneLightThatGetsBetterNeverMakesItsPlanWorse, ()) {
    auto input = drawn_plan();
    for (auto& each : input.nodes) {
        auto copy = std::make_shared<NodeInput>(*each);
        copy->overrides.clear();
        each = copy;
    }
    const auto place = *rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(input.nodes.size()));
    auto changed = std::make_shared<NodeInput>(*input.nodes[place]);
    if (changed->indicators.empty()) changed->indicators.push_back(with_light(Light::behind));
    input.nodes[place] = changed;
    const auto before = Evaluation::of(input, february);
    auto better = std::make_shared<NodeInput>(*changed);
    better->indicators[0] = with_light(one_of({Light::done, Light::at_risk}));
    const auto after = before.with(place, better);
    const auto a = before.node(place).components[0].light, b = after.node(place).components[0].light;
    if (worse(b, a)) return;
    for (std::uint32_t i = 0; i < before.size(); ++i)
        RC_ASSERT(!worse(after.node(i).all.light, before.node(i).all.light));
    RC_ASSERT(!worse(after.whole().light, before.whole().light));
}

}  // namespace
}  // namespace gangmu::evaluation
