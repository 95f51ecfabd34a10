#include "state/content.hpp"

#include <algorithm>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>

#include "model/plan_json.hpp"
#include "state/content_editor.hpp"

namespace gangmu::state {
namespace {

Error twice(const std::string& id) {
    return fail(Fault::invalid, "plan-id-twice", {"同一計畫內有重複的編號", "an id occurs twice in the plan"},
                {}, id);
}

bool parse_within(std::string_view text, json::monotonic_resource& arena, json::value& into) {
    json::parse_options options;
    options.max_depth = 64;
    json::parser parser(json::storage_ptr(), options);
    parser.reset(&arena);
    json::error_code error;
    parser.write(text.data(), text.size(), error);
    if (error) return false;
    into = parser.release();
    return true;
}

}  // namespace

Result<ContentPtr> Content::build(model::Plan plan, Sequence version) {
    ContentEditor editor;
    editor.set_header(std::move(plan.plan));
    editor.made_.reserve(plan.nodes.size());
    for (auto& node : plan.nodes) {
        if (editor.find(node.id)) return twice(node.id);
        const auto parent = node.parent.empty() ? std::nullopt : editor.find(node.parent);
        editor.add(std::move(node), parent.value_or(no_row), no_row, version);
    }
    for (auto& indicator : plan.indicators) {
        if (editor.find_indicator(indicator.id)) return twice(indicator.id);
        editor.add_indicator(std::move(indicator));
    }
    for (auto& budget : plan.budgets)
        editor.add_budget(std::move(budget));
    for (auto& fact : plan.facts)
        editor.add_fact(std::move(fact));
    for (auto& finding : plan.findings) {
        if (editor.find_finding(finding.id)) return twice(finding.id);
        editor.add_finding(std::move(finding));
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
    // The tree of values lives as long as this function: in one arena, not in a million small pieces.
    json::monotonic_resource arena(text.size());
    json::value value(&arena);
    if (!parse_within(text, arena, value)) {
        TRY(value, parse_json(text));  // says what is wrong and where
    }
    TRY(auto plan, model::read_plan(value));
    TRY(auto content, Content::build(std::move(plan), version));
    const auto* aliases = value.is_object() ? value.get_object().if_contains("aliases") : nullptr;
    if (aliases == nullptr || !aliases->is_object()) return content;
    ContentEditor editor(*content);
    for (const auto& [id, survivor] : aliases->get_object())
        if (survivor.is_string()) editor.set_alias(std::string(id), std::string(survivor.get_string()));
    return editor.finish(version);
}

}  // namespace gangmu::state
