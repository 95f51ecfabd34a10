// The lists that hang on nodes, and a node's id: the rest of the editor is in content_editor.cpp.
#include <algorithm>

#include "state/content_editor.hpp"

namespace gangmu::state {
namespace {

template <class Builder>
std::optional<std::uint32_t> nth(const Builder& items, std::size_t n) {
    for (std::uint32_t number = 0; number < items.size(); ++number)
        if (items.value()[number] && n-- == 0) return number;
    return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> ContentEditor::nth_budget(std::size_t n) const {
    return nth(budgets_, n);
}
std::optional<std::uint32_t> ContentEditor::nth_fact(std::size_t n) const {
    return nth(facts_, n);
}

void ContentEditor::set_fact(std::uint32_t number, model::Fact fact) {
    fact.node = facts_[number]->node;
    facts_.set(number, std::make_shared<const model::Fact>(std::move(fact)));
}

void ContentEditor::remove_indicator(std::uint32_t number) {
    const auto indicator = indicators_[number];
    if (!indicator) return;
    index_indicator(number, *indicator, false);
    detach_by_id(indicator->node, Attachment::indicator, number);
    indicator_ids_.erase(indicator->id);
    indicators_.set(number, nullptr);
    --content_.indicator_count_;
}

void ContentEditor::remove_budget(std::uint32_t number) {
    const auto budget = budgets_[number];
    if (!budget) return;
    detach_by_id(budget->node, Attachment::budget, number);
    budgets_.set(number, nullptr);
    --content_.budget_count_;
}

void ContentEditor::remove_fact(std::uint32_t number) {
    const auto fact = facts_[number];
    if (!fact) return;
    detach_by_id(fact->node, Attachment::fact, number);
    facts_.set(number, nullptr);
    --content_.fact_count_;
}

void ContentEditor::move_budget(std::uint32_t number, Row node) {
    auto changed = *budgets_[number];
    detach_by_id(changed.node, Attachment::budget, number);
    changed.node = node == no_row ? std::string() : at(node).node.id;
    if (node != no_row) attach(node, Attachment::budget, number);
    budgets_.set(number, std::make_shared<const model::Budget>(std::move(changed)));
}

void ContentEditor::move_fact(std::uint32_t number, Row node) {
    auto changed = *facts_[number];
    detach_by_id(changed.node, Attachment::fact, number);
    changed.node = node == no_row ? std::string() : at(node).node.id;
    if (node != no_row) attach(node, Attachment::fact, number);
    facts_.set(number, std::make_shared<const model::Fact>(std::move(changed)));
}

void ContentEditor::rename(Row row, std::string id) {
    forget_alias(id);
    const std::string was = at(row).node.id;
    for (const auto& alias : aliases_of(row))
        content_.aliases_ = content_.aliases_.set(alias, id);
    rows_.erase(was);
    rows_.set(id, row);
    edit(row).node.id = id;
    const auto children = at(row).children;
    for (const Row child : children)
        edit(child).node.parent = id;
    const auto with_node = [&](auto& items, std::uint32_t number) {
        auto changed = *items[number];
        changed.node = id;
        items.set(number, std::make_shared<const std::decay_t<decltype(changed)>>(std::move(changed)));
    };
    const auto attached = at(row).attached;
    for (const Attached each : attached) {
        switch (static_cast<Attachment>(each.type)) {
            case Attachment::indicator:
                with_node(indicators_, each.number);
                break;
            case Attachment::budget:
                with_node(budgets_, each.number);
                break;
            case Attachment::fact:
                with_node(facts_, each.number);
                break;
            case Attachment::finding: {
                auto changed = *findings_[each.number];
                std::replace(changed.nodes.begin(), changed.nodes.end(), was, id);
                findings_.set(each.number, std::make_shared<const model::Finding>(std::move(changed)));
                break;
            }
        }
    }
}

}  // namespace gangmu::state
