#include "state/content.hpp"

#include <algorithm>

#include "model/plan_json.hpp"
#include "state/content_editor.hpp"

namespace gangmu::state {
namespace {

Error twice(const std::string& id) {
    return fail(Fault::invalid, "plan-id-twice", {"同一計畫內有重複的編號", "an id occurs twice in the plan"},
                {}, id);
}

}  // namespace

Result<ContentPtr> Content::build(const model::Plan& plan, Sequence version) {
    ContentEditor editor;
    editor.set_header(plan.plan);
    editor.own_.reserve(plan.nodes.size());
    for (const auto& node : plan.nodes) {
        if (editor.find(node.id)) return twice(node.id);
        const auto parent = node.parent.empty() ? std::nullopt : editor.find(node.parent);
        editor.add(node, parent.value_or(no_row), no_row, version);
    }
    for (const auto& indicator : plan.indicators) {
        if (editor.find_indicator(indicator.id)) return twice(indicator.id);
        editor.add_indicator(indicator);
    }
    for (const auto& budget : plan.budgets)
        editor.add_budget(budget);
    for (const auto& fact : plan.facts)
        editor.add_fact(fact);
    for (const auto& finding : plan.findings) {
        if (editor.find_finding(finding.id)) return twice(finding.id);
        editor.add_finding(finding);
    }
    editor.set_checked(version);
    return editor.finish(version);
}

std::optional<Row> Content::find(std::string_view id) const {
    const auto* row = rows_.find(id);
    return row == nullptr ? std::nullopt : std::optional(*row);
}

const NodeEntry* Content::entry(Row row) const {
    return row < nodes_.size() ? nodes_[row].get() : nullptr;
}

const std::vector<Row>& Content::siblings(Row row) const {
    const Row parent = nodes_[row]->parent;
    return parent == no_row ? roots_ : nodes_[parent]->children;
}

std::vector<Row> Content::ancestors(Row row) const {
    std::vector<Row> path;
    for (Row up = nodes_[row]->parent; up != no_row; up = nodes_[up]->parent)
        path.push_back(up);
    std::reverse(path.begin(), path.end());
    return path;
}

template <class T>
std::vector<const T*> Content::of(Row row, Attachment type, const Items<T>& items) const {
    std::vector<const T*> result;
    for (const Attached each : nodes_[row]->attached)
        if (each.type == static_cast<std::uint32_t>(type)) result.push_back(items[each.number].get());
    return result;
}

std::vector<const model::Indicator*> Content::indicators(Row row) const {
    return of(row, Attachment::indicator, indicators_);
}
std::vector<const model::Budget*> Content::budgets(Row row) const {
    return of(row, Attachment::budget, budgets_);
}
std::vector<const model::Fact*> Content::facts(Row row) const {
    return of(row, Attachment::fact, facts_);
}
std::vector<const model::Finding*> Content::findings(Row row) const {
    return of(row, Attachment::finding, findings_);
}

std::size_t Content::attached(Row row, Attachment type) const {
    const auto& all = nodes_[row]->attached;
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](Attached each) {
        return each.type == static_cast<std::uint32_t>(type);
    }));
}

const model::Indicator* Content::indicator(std::string_view id) const {
    const auto* number = indicator_ids_.find(id);
    return number == nullptr ? nullptr : indicators_[*number].get();
}

const model::Finding* Content::finding(std::string_view id) const {
    const auto* number = finding_ids_.find(id);
    return number == nullptr ? nullptr : findings_[*number].get();
}

Counts Content::counts() const {
    return {node_count_, indicator_count_, target_count_,   budget_count_,
            fact_count_, finding_count_,   agencies_.size()};
}

model::Plan Content::to_plan() const {
    model::Plan plan;
    plan.plan = *header_;
    plan.nodes.reserve(node_count_);
    walk([&](Row row) { plan.nodes.push_back(nodes_[row]->node); });
    const auto copy = [](const auto& items, auto& into) {
        for (const auto& item : items)
            if (item) into.push_back(*item);
    };
    copy(indicators_, plan.indicators);
    copy(budgets_, plan.budgets);
    copy(facts_, plan.facts);
    copy(findings_, plan.findings);
    return plan;
}

std::string content_text(const Content& content) {
    std::string text = model::plan_text(content.to_plan());
    if (content.aliases().empty()) return text;
    std::vector<std::pair<std::string, std::string>> aliases;
    content.aliases().each(
        [&](const std::string& id, const std::string& survivor) { aliases.emplace_back(id, survivor); });
    std::sort(aliases.begin(), aliases.end());
    JsonWriter out;
    out.object();
    for (const auto& [id, survivor] : aliases)
        out.member(id, survivor);
    out.end();
    text.pop_back();
    return text + ",\"aliases\":" + out.take() + "}";
}

Result<ContentPtr> read_content(std::string_view text, Sequence version) {
    TRY(const auto value, parse_json(text));
    TRY(const auto plan, model::read_plan(value));
    TRY(auto content, Content::build(plan, version));
    const auto* aliases = value.is_object() ? value.get_object().if_contains("aliases") : nullptr;
    if (aliases == nullptr || !aliases->is_object()) return content;
    ContentEditor editor(*content);
    for (const auto& [id, survivor] : aliases->get_object())
        if (survivor.is_string()) editor.set_alias(std::string(id), std::string(survivor.get_string()));
    return editor.finish(version);
}

}  // namespace gangmu::state
