#include <unordered_map>

#include "comparing/diff.hpp"
#include "model/plan_json.hpp"

namespace gangmu::comparing {
namespace {

using Titles = std::unordered_map<std::string_view, const model::Node*>;

Titles titles_of(const model::Plan& plan) {
    Titles titles;
    titles.reserve(plan.nodes.size());
    for (const auto& node : plan.nodes)
        titles.emplace(node.id, &node);
    return titles;
}

void write_tally(JsonWriter& out, std::string_view key, const Tally& tally) {
    const auto count = [](std::size_t n) { return static_cast<std::uint64_t>(n); };
    out.key(key).object().member("added", count(tally.added)).member("removed", count(tally.removed));
    out.member("changed", count(tally.changed)).member("moved", count(tally.moved));
    out.member("same", count(tally.same)).end();
}

void write_fields(JsonWriter& out, std::string_view key, const std::vector<FieldChange>& fields) {
    out.key(key).array();
    for (const auto& field : fields) {
        out.object().member("field", field.field);
        if (!field.before.is_null()) out.member("before", field.before);
        if (!field.after.is_null()) out.member("after", field.after);
        out.end();
    }
    out.end();
}

void write_names(JsonWriter& out, const std::vector<std::string_view>& fields) {
    out.key("fields").array();
    for (const auto field : fields)
        out.value(field);
    out.end();
}

template <class T>
void write_sides(JsonWriter& out, const std::vector<T>& before, std::uint32_t old_item,
                 const std::vector<T>& after, std::uint32_t new_item) {
    if (old_item != none) model::write_json(out.key("before"), before[old_item]);
    if (new_item != none) model::write_json(out.key("after"), after[new_item]);
}

void write_node(JsonWriter& out, const NodeChange& change, const model::Plan& before,
                const model::Plan& after) {
    const auto& node = change.new_node != none ? after.nodes[change.new_node] : before.nodes[change.old_node];
    out.object().member("id", node.id).member("change", to_string(change.change));
    out.member_if("kind", node.kind).member_if("label", node.label).member_if("title", node.title);
    out.member_if("parent", node.parent).member("level", node.level);
    write_fields(out, "fields", change.fields);
    if (change.uncertain) out.member("uncertain", true);
    out.member_if("split_from", change.split_from).member_if("merged_into", change.merged_into).end();
}

void write_indicator(JsonWriter& out, const IndicatorChange& change, const model::Plan& before,
                     const model::Plan& after, const Titles& titles) {
    const bool there = change.new_indicator != none;
    const auto& indicator =
        there ? after.indicators[change.new_indicator] : before.indicators[change.old_indicator];
    out.object().member("id", indicator.id).member("change", to_string(change.change));
    out.member_if("node", indicator.node);
    if (const auto node = titles.find(indicator.node); node != titles.end())
        out.member_if("node_title", node->second->title);
    out.member_if("label", indicator.label).member_if("title", indicator.title);
    write_fields(out, "fields", change.fields);
    out.key("targets").array();
    static const std::vector<model::Target> nothing;
    const auto& olds =
        change.old_indicator != none ? before.indicators[change.old_indicator].targets : nothing;
    const auto& news = there ? after.indicators[change.new_indicator].targets : nothing;
    const auto write_target = [&](const TargetChange& target) {
        const auto& period =
            target.new_target != none ? news[target.new_target].period : olds[target.old_target].period;
        out.object().member("change", to_string(target.change)).member("period", period);
        write_sides(out, olds, target.old_target, news, target.new_target);
        write_names(out, target.fields);
        out.end();
    };
    for (const auto& target : change.targets)
        write_target(target);
    // Of an indicator that came or went: all its targets.
    for (std::uint32_t i = 0; change.change == Change::added && i < news.size(); ++i)
        write_target({Change::added, none, i, {}});
    for (std::uint32_t i = 0; change.change == Change::removed && i < olds.size(); ++i)
        write_target({Change::removed, i, none, {}});
    out.end().end();
}

void write_budget(JsonWriter& out, const BudgetChange& change, const model::Plan& before,
                  const model::Plan& after, const Titles& titles) {
    const auto& budget =
        change.new_budget != none ? after.budgets[change.new_budget] : before.budgets[change.old_budget];
    out.object().member("change", to_string(change.change)).member_if("node", budget.node);
    if (const auto node = titles.find(budget.node); node != titles.end())
        out.member_if("node_title", node->second->title);
    out.member_if("title", budget.title).member_if("period", budget.period);
    write_sides(out, before.budgets, change.old_budget, after.budgets, change.new_budget);
    write_names(out, change.fields);
    out.end();
}

void write_fact(JsonWriter& out, const FactChange& change, const model::Plan& before,
                const model::Plan& after, const Titles& titles) {
    const auto& fact = change.new_fact != none ? after.facts[change.new_fact] : before.facts[change.old_fact];
    out.object().member("change", to_string(change.change)).member_if("node", fact.node);
    if (const auto node = titles.find(fact.node); node != titles.end())
        out.member_if("node_title", node->second->title);
    write_sides(out, before.facts, change.old_fact, after.facts, change.new_fact);
    write_names(out, change.fields);
    out.end();
}

}  // namespace

void write_counts(JsonWriter& out, const Diff& diff) {
    write_tally(out, "counts", diff.node_tally);
    write_tally(out, "indicator_counts", diff.indicator_tally);
    write_tally(out, "budget_counts", diff.budget_tally);
    write_tally(out, "fact_counts", diff.fact_tally);
}

void write_members(JsonWriter& out, const Diff& diff, const model::Plan& before, const model::Plan& after) {
    Titles titles = titles_of(after);
    for (const auto& [id, node] : titles_of(before))
        titles.emplace(id, node);
    write_counts(out, diff);
    write_fields(out, "header", diff.header);
    out.key("nodes").array();
    for (const auto& change : diff.nodes)
        write_node(out, change, before, after);
    out.end().key("indicators").array();
    for (const auto& change : diff.indicators)
        write_indicator(out, change, before, after, titles);
    out.end().key("budgets").array();
    for (const auto& change : diff.budgets)
        write_budget(out, change, before, after, titles);
    out.end().key("facts").array();
    for (const auto& change : diff.facts)
        write_fact(out, change, before, after, titles);
    out.end();
}

}  // namespace gangmu::comparing
