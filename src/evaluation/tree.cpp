#include "evaluation/tree.hpp"

#include <algorithm>
#include <cassert>

namespace gangmu::evaluation {
namespace {

constexpr std::int64_t unit_weight = 1'000'000;
enum Standing : std::uint8_t { led_above = 1, target_above = 2, target_below = 4 };

std::uint32_t& count(Counts& counts, Light light) {
    return counts[static_cast<std::size_t>(light)];
}
std::uint32_t count(const Counts& counts, Light light) {
    return counts[static_cast<std::size_t>(light)];
}

std::int64_t millionths(const Decimal& weight) {
    Wide digits = Wide(weight.digits()) * unit_weight;
    Wide scale = 1;
    for (int i = 0; i < weight.scale(); ++i)
        scale *= 10;
    return std::clamp<std::int64_t>(divided(digits, scale), 0, 1'000'000 * unit_weight);
}

bool has_target(const NodeInput& node) {
    return std::any_of(node.indicators.begin(), node.indicators.end(),
                       [](const IndicatorInput& each) { return !each.what->targets.empty(); });
}

bool led(const NodeInput& node) {
    return !node.lead.empty();
}

// The weight of those beside each other that have none of their own.
struct Mean {
    Wide sum = 0;
    std::int64_t count = 0;
    void take(const std::optional<Decimal>& weight) {
        if (!weight) return;
        sum += millionths(*weight);
        ++count;
    }
    std::int64_t value() const { return count == 0 ? unit_weight : divided(sum, count); }
};

}  // namespace

Summary part_of(const Component& component) {
    Summary part;
    part.light = component.light;
    part.why = component.why;
    count(part.counts, component.light) = 1;
    if (component.achievement != unknown) {
        part.achievement = std::clamp<Nano>(component.achievement, 0, one);
        part.coverage = one;
    }
    part.behind = bad(component.light) ? one : 0;
    part.risk = component.light == Light::at_risk ? one : 0;
    return part;
}

std::uint32_t Summary::judged() const {
    std::uint32_t sum = 0;
    for (const auto each : all_lights)
        if (ranked(each)) sum += count(counts, each);
    return sum;
}

void Sums::add(const Summary& part, std::int64_t weight, int sign) {
    for (std::size_t i = 0; i < light_count; ++i)
        counts[i] = sign > 0 ? counts[i] + part.counts[i] : counts[i] - part.counts[i];
    const Wide signed_weight = Wide(weight) * sign;
    const auto judged_count = part.judged();
    if (judged_count + count(part.counts, Light::undecidable) > 0) present += signed_weight;
    if (judged_count == 0) return;
    judged += signed_weight;
    behind += signed_weight * part.behind;
    risk += signed_weight * part.risk;
    if (part.achievement == unknown) return;
    known += signed_weight * part.coverage;
    achieved += signed_weight * part.coverage * part.achievement;
}

Summary Sums::summary(const Rules& rules) const {
    Summary result;
    result.counts = counts;
    const auto all = result.judged();
    if (judged > 0) {
        result.behind = divided(behind, judged);
        result.risk = divided(risk, judged);
    }
    if (known > 0) {
        result.achievement = divided(achieved, known);
        result.coverage = divided(known, present);
    }
    const auto open = count(counts, Light::undecidable);
    const auto set = [&](Light light, Why why) {
        result.light = light;
        result.why = why;
    };
    if (all == 0) {
        if (open > 0) set(Light::undecidable, Why::nothing_judged);
        return result;
    }
    if (result.bad_count() > 0) {
        if (judged > 0 && reaches(result.behind, rules.behind_share))
            set(count(counts, Light::behind) > 0 ? Light::behind : Light::not_reported, Why::much_behind);
        else
            set(Light::at_risk, Why::some_behind);
    } else if (count(counts, Light::at_risk) > 0 && (judged == 0 || reaches(result.risk, rules.risk_share))) {
        set(Light::at_risk, Why::much_risk);
    } else if (count(counts, Light::done) == all && open == 0) {
        set(Light::done, Why::all_done);
    } else if (count(counts, Light::not_due) == all) {
        set(Light::not_due, Why::none_due);
    } else {
        set(Light::on_track, Why::all_well);
    }
    return result;
}

std::shared_ptr<const Evaluation::Tree> Evaluation::tree_of(const PlanInput& input, const Context& context) {
    auto tree = std::make_shared<Tree>();
    tree->context = context;
    const auto size = static_cast<std::uint32_t>(input.nodes.size());
    tree->parents.resize(size);
    tree->first.assign(size + 1, 0);
    tree->weights.resize(size);
    tree->own_default.resize(size);
    tree->standing.assign(size, 0);
    std::vector<Mean> means(size + 1);  // the last: of the roots
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto& node = *input.nodes[i];
        const auto parent = node.parent < i ? node.parent : NodeInput::no_parent;
        tree->parents[i] = parent;
        if (parent == NodeInput::no_parent)
            tree->roots.push_back(i);
        else
            ++tree->first[parent + 1];
        means[parent == NodeInput::no_parent ? size : parent].take(node.weight);
        for (const auto& indicator : node.indicators)
            if (indicator.twin.empty()) means[i].take(indicator.weight);
        if (parent == NodeInput::no_parent) continue;
        const auto& above = *input.nodes[parent];
        const auto standing = tree->standing[parent];
        if (led(above) || (standing & led_above) != 0) tree->standing[i] |= led_above;
        if (has_target(above) || (standing & target_above) != 0) tree->standing[i] |= target_above;
    }
    for (std::uint32_t i = 0; i < size; ++i)
        tree->first[i + 1] += tree->first[i];
    tree->below.resize(tree->first[size]);
    auto next = tree->first;
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto parent = tree->parents[i];
        const auto& node = *input.nodes[i];
        tree->weights[i] = node.weight ? millionths(*node.weight)
                                       : means[parent == NodeInput::no_parent ? size : parent].value();
        tree->own_default[i] = means[i].value();
        if (parent != NodeInput::no_parent) tree->below[next[parent]++] = i;
    }
    for (std::uint32_t i = size; i-- > 0;) {
        const auto parent = tree->parents[i];
        if (parent != NodeInput::no_parent &&
            ((tree->standing[i] & target_below) != 0 || has_target(*input.nodes[i])))
            tree->standing[parent] |= target_below;
    }
    return tree;
}

NodeResult Evaluation::judge_node(const Tree& tree, std::uint32_t place, const NodeInput& input) {
    NodeResult result;
    Sums own;
    result.components.reserve(input.indicators.size() + 1);
    const auto put = [&](const Component& component) {
        if (component.counted) own.add(part_of(component), component.weight);
        if (component.overridden) result.flags |= flag_overridden;
        if (component.warning) result.flags |= flag_warning;
        result.components.push_back(component);
    };
    for (const auto& indicator : input.indicators) {
        const auto judged = judge(indicator, input.reports, tree.context);
        Component component;
        component.light = judged.light;
        component.computed = judged.computed;
        component.why = judged.reason.why;
        component.achievement = judged.achievement;
        component.weight = indicator.weight ? millionths(*indicator.weight) : tree.own_default[place];
        component.counted = indicator.twin.empty() && !input.released;
        component.overridden = judged.override_ != nullptr;
        component.warning = judged.forecast.misses;
        if (judged.late) result.flags |= flag_reached_late;
        put(component);
    }
    const auto progress = judge_progress(input, tree.context);
    Component component;
    component.light = component.computed = progress.reason.light;
    component.why = progress.reason.why;
    component.achievement = progress.reason.achievement;
    component.weight = tree.own_default[place];
    component.counted = progress.reason.light != Light::none && !input.released;
    component.warning = progress.slips;
    put(component);
    if (!input.released) {
        if (progress.reports.missing) result.flags |= flag_report_missing;
        if (progress.reports.in_grace || progress.reason.why == Why::reports_late)
            result.flags |= flag_report_late;
        if (progress.should_have_begun && !progress.begun) result.flags |= flag_not_begun;
        if (progress.reason.why == Why::past_end) result.flags |= flag_past_end;
    } else {
        result.flags &= static_cast<std::uint16_t>(~flag_warning);
    }
    const auto standing = tree.standing[place];
    const bool leaf = tree.first[place] == tree.first[place + 1];
    const bool work = leaf || !input.indicators.empty() || !input.schedule.empty();
    const bool any_lead =
        led(input) || std::any_of(input.indicators.begin(), input.indicators.end(),
                                  [](const auto& each) { return !each.what->lead.empty(); });
    if (work && !any_lead && (standing & led_above) == 0) result.flags |= flag_unowned;
    if (led(input) && !has_target(input) && (standing & (target_above | target_below)) == 0)
        result.flags |= flag_without_target;
    result.own = own.summary(tree.context.rules);
    result.sums = own;
    return result;
}

// How a node counts above: an override of an item without anything under it stands for the item; elsewhere it
// is only shown, and what is under it goes on counting.
Summary Evaluation::as_part(const NodeResult& result, const Tree& tree, std::uint32_t place) {
    const bool leaf = tree.first[place] == tree.first[place + 1];
    if (!leaf || result.light == result.all.light) return result.all;
    Component component;
    component.light = result.light;
    component.achievement = result.all.achievement;
    return part_of(component);
}

void Evaluation::close(NodeResult& result, const Tree& tree, const NodeInput& input) {
    result.all = result.sums.summary(tree.context.rules);
    if (input.released && result.all.light == Light::none) result.all.why = Why::released;
    result.light = result.all.light;
    if (const auto* by_hand = override_at(input.overrides, tree.context.moment)) {
        result.light = by_hand->light;
        result.flags |= flag_overridden;
    }
}

Evaluation Evaluation::of(PlanInput input, const Moment& moment, const Rules& rules) {
    Evaluation evaluation;
    evaluation.tree_ = tree_of(input, context_of(input, moment, rules));
    const auto& tree = *evaluation.tree_;
    const auto size = static_cast<std::uint32_t>(input.nodes.size());
    std::vector<NodeResult> results(size);
    for (std::uint32_t i = 0; i < size; ++i)
        results[i] = judge_node(tree, i, *input.nodes[i]);
    for (std::uint32_t i = size; i-- > 0;) {  // children stand after their parents
        close(results[i], tree, *input.nodes[i]);
        auto& sums =
            tree.parents[i] == NodeInput::no_parent ? evaluation.sums_ : results[tree.parents[i]].sums;
        sums.add(as_part(results[i], tree, i), tree.weights[i]);
    }
    evaluation.whole_ = evaluation.sums_.summary(rules);
    PersistentVector<NodeResult>::Builder kept;
    PersistentVector<std::shared_ptr<const NodeInput>>::Builder inputs;
    for (std::uint32_t i = 0; i < size; ++i) {
        kept.push_back(std::move(results[i]));
        inputs.push_back(std::move(input.nodes[i]));
    }
    evaluation.results_ = kept.value();
    evaluation.inputs_ = inputs.value();
    input.nodes.clear();
    evaluation.frame_ = std::move(input);
    return evaluation;
}

Evaluation Evaluation::with(std::uint32_t place, std::shared_ptr<const NodeInput> input) const {
    const auto& before = *inputs_[place];
    bool same = before.weight == input->weight && before.indicators.size() == input->indicators.size() &&
                led(before) == led(*input) && has_target(before) == has_target(*input);
    for (std::size_t i = 0; same && i < before.indicators.size(); ++i)
        same = before.indicators[i].weight == input->indicators[i].weight &&
               before.indicators[i].twin == input->indicators[i].twin;
    assert(before.parent == input->parent);
    if (!same) {
        PlanInput all = frame_;
        for (std::uint32_t i = 0; i < size(); ++i)
            all.nodes.push_back(i == place ? input : inputs_[i]);
        return of(std::move(all), tree_->context.moment, tree_->context.rules);
    }
    Evaluation next(*this);
    next.inputs_ = inputs_.set(place, input);
    auto result = judge_node(*tree_, place, *input);
    for (const auto child : children(place))
        result.sums.add(as_part(results_[child], *tree_, child), tree_->weights[child]);
    close(result, *tree_, *input);
    for (auto at = place;;) {
        const auto old_part = as_part(results_[at], *tree_, at);
        const auto new_part = as_part(result, *tree_, at);
        const auto weight = tree_->weights[at];
        const auto parent = tree_->parents[at];
        next.results_ = next.results_.set(at, std::move(result));
        if (old_part == new_part) return next;
        if (parent == NodeInput::no_parent) {
            next.sums_.add(old_part, weight, -1);
            next.sums_.add(new_part, weight);
            next.whole_ = next.sums_.summary(tree_->context.rules);
            return next;
        }
        result = results_[parent];
        result.sums.add(old_part, weight, -1);
        result.sums.add(new_part, weight);
        close(result, *tree_, *inputs_[parent]);
        at = parent;
    }
}

std::vector<std::uint32_t> Evaluation::children(std::uint32_t place) const {
    return {tree_->below.begin() + tree_->first[place], tree_->below.begin() + tree_->first[place + 1]};
}

bool Evaluation::equal_weights(std::uint32_t place) const {
    for (const auto& indicator : inputs_[place]->indicators)
        if (indicator.weight) return false;
    for (auto i = tree_->first[place]; i < tree_->first[place + 1]; ++i)
        if (inputs_[tree_->below[i]]->weight) return false;
    return true;
}

}  // namespace gangmu::evaluation
