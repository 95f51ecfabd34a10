#include "state/content_editor.hpp"

#include <algorithm>
#include <cassert>

namespace gangmu::state {
namespace {

// map[key] with the bits set or taken away, in place when nobody else holds the map.
template <class K>
void mark(PersistentMap<K, std::uint8_t>& map, K key, std::uint8_t bits, bool add) {
    typename PersistentMap<K, std::uint8_t>::Builder builder(std::move(map));
    const auto* now = builder.find(key);
    const std::uint8_t before = now == nullptr ? 0 : *now;
    const auto after = static_cast<std::uint8_t>(add ? before | bits : before & ~bits);
    if (after == 0)
        builder.erase(key);
    else
        builder.set(key, after);
    map = builder.take();
}

}  // namespace

ContentEditor::ContentEditor(const Content& start)
    : content_(start),
      nodes_(start.nodes_),
      rows_(start.rows_),
      agencies_(start.agencies_),
      indicators_(start.indicators_),
      budgets_(start.budgets_),
      facts_(start.facts_),
      findings_(start.findings_),
      indicator_ids_(start.indicator_ids_),
      finding_ids_(start.finding_ids_) {}

ContentPtr ContentEditor::finish(Sequence version, Edits edits) {
    if (!content_.header_) content_.header_ = std::make_shared<const model::PlanHeader>();
    content_.version_ = version;
    if (edits == Edits::any) content_.edited_ = version;
    content_.nodes_ = nodes_.take();
    content_.rows_ = rows_.take();
    content_.agencies_ = agencies_.take();
    content_.indicators_ = indicators_.take();
    content_.budgets_ = budgets_.take();
    content_.facts_ = facts_.take();
    content_.findings_ = findings_.take();
    content_.indicator_ids_ = indicator_ids_.take();
    content_.finding_ids_ = finding_ids_.take();
    own_.clear();
    made_.clear();
    return std::make_shared<const Content>(std::move(content_));
}

std::optional<Row> ContentEditor::find(std::string_view id) const {
    const auto* row = rows_.find(id);
    return row == nullptr ? std::nullopt : std::optional(*row);
}

std::optional<std::uint32_t> ContentEditor::find_indicator(std::string_view id) const {
    const auto* number = indicator_ids_.find(id);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<std::uint32_t> ContentEditor::find_finding(std::string_view id) const {
    const auto* number = finding_ids_.find(id);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

bool ContentEditor::under(Row row, Row ancestor) const {
    for (; row != no_row; row = at(row).parent)
        if (row == ancestor) return true;
    return false;
}

Row ContentEditor::next_sibling(Row row) const {
    const Row parent = at(row).parent;
    const auto& siblings = parent == no_row ? content_.roots_ : at(parent).children;
    const auto next = std::find(siblings.begin(), siblings.end(), row) + 1;
    return next == siblings.end() ? no_row : *next;
}

NodeEntry& ContentEditor::edit(Row row) {
    if (row < made_.size() && made_[row] != nullptr) return *made_[row];
    auto& own = own_[row];
    if (own == nullptr) {
        auto copy = std::make_shared<NodeEntry>(*nodes_[row]);
        own = copy.get();
        nodes_.set(row, std::move(copy));
    }
    return *own;
}

void ContentEditor::set_header(model::PlanHeader header) {
    content_.header_ = std::make_shared<const model::PlanHeader>(std::move(header));
}

// ---- indexes

void ContentEditor::index_kind(const std::string& kind, int change) {
    auto& kinds = content_.kinds_;
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const KindCount& each) { return each.kind == kind; });
    if (found == kinds.end()) {
        assert(change > 0);
        kinds.push_back({kind, 1});
    } else if ((found->count += static_cast<std::uint32_t>(change)) == 0) {
        kinds.erase(found);
    }
}

void ContentEditor::index_node(Row row, const model::Node& node, bool add) {
    const auto each = [&](const std::vector<std::string>& names, Part part) {
        for (const auto& name : names) {
            AgencyPart& of = agencies_.edit_or_make(name);
            mark(of.nodes, row, part, add);
            if (of.nodes.empty() && of.indicators.empty()) agencies_.erase(name);
        }
    };
    each(node.lead, part_lead);
    each(node.co, part_co);
}

void ContentEditor::index_indicator(std::uint32_t number, const model::Indicator& indicator, bool add) {
    const auto each = [&](const std::vector<std::string>& names, Part part) {
        for (const auto& name : names) {
            AgencyPart& of = agencies_.edit_or_make(name);
            mark(of.indicators, number, part, add);
            if (of.nodes.empty() && of.indicators.empty()) agencies_.erase(name);
        }
    };
    each(indicator.lead, part_lead);
    each(indicator.co, part_co);
    if (add)
        content_.target_count_ += indicator.targets.size();
    else
        content_.target_count_ -= indicator.targets.size();
}

void ContentEditor::attach(Row row, Attachment type, std::uint32_t number) {
    auto& attached = edit(row).attached;
    const Attached item{static_cast<std::uint32_t>(type), number & 0x3FFFFFFF};
    const auto place = std::upper_bound(attached.begin(), attached.end(), item, [](Attached a, Attached b) {
        return a.type != b.type ? a.type < b.type : a.number < b.number;
    });
    attached.insert(place, item);
}

void ContentEditor::detach(Row row, Attachment type, std::uint32_t number) {
    auto& attached = edit(row).attached;
    attached.erase(std::remove_if(attached.begin(), attached.end(),
                                  [&](Attached each) {
                                      return each.type == static_cast<std::uint32_t>(type) &&
                                             each.number == number;
                                  }),
                   attached.end());
}

void ContentEditor::attach_by_id(const std::string& node, Attachment type, std::uint32_t number) {
    if (node.empty()) return;
    if (const auto row = find(node)) attach(*row, type, number);
}

void ContentEditor::detach_by_id(const std::string& node, Attachment type, std::uint32_t number) {
    if (node.empty()) return;
    if (const auto row = find(node)) detach(*row, type, number);
}

// ---- the tree

std::vector<Row>& ContentEditor::siblings_of(Row parent) {
    return parent == no_row ? content_.roots_ : edit(parent).children;
}

void ContentEditor::add_descendants(Row from, std::int64_t change) {
    for (Row row = from; row != no_row; row = at(row).parent) {
        auto& entry = edit(row);
        entry.descendants = static_cast<std::uint32_t>(entry.descendants + change);
    }
}

void ContentEditor::link(Row row, Row parent, Row before) {
    auto& siblings = siblings_of(parent);
    siblings.insert(before == no_row ? siblings.end() : std::find(siblings.begin(), siblings.end(), before),
                    row);
    auto& entry = edit(row);
    entry.parent = parent;
    entry.node.parent = parent == no_row ? std::string() : at(parent).node.id;
    add_descendants(parent, std::int64_t{1} + entry.descendants);
    set_levels(row);
}

void ContentEditor::unlink(Row row) {
    const Row parent = at(row).parent;
    auto& siblings = siblings_of(parent);
    siblings.erase(std::find(siblings.begin(), siblings.end(), row));
    add_descendants(parent, -(std::int64_t{1} + at(row).descendants));
}

void ContentEditor::set_levels(Row row) {
    if (at(row).children.empty()) {  // as when it is added
        const Row parent = at(row).parent;
        const std::uint32_t level = parent == no_row ? 0 : at(parent).node.level + 1;
        if (at(row).node.level != level) edit(row).node.level = level;
        return;
    }
    std::vector<Row> stack{row};
    while (!stack.empty()) {
        const Row each = stack.back();
        stack.pop_back();
        const Row parent = at(each).parent;
        const std::uint32_t level = parent == no_row ? 0 : at(parent).node.level + 1;
        if (at(each).node.level == level && each != row) continue;
        if (at(each).node.level != level) edit(each).node.level = level;
        stack.insert(stack.end(), at(each).children.begin(), at(each).children.end());
    }
}

void ContentEditor::set_node(Row row, model::Node node, Sequence version) {
    index_node(row, at(row).node, false);
    if (at(row).node.kind != node.kind) {
        index_kind(at(row).node.kind, -1);
        index_kind(node.kind, 1);
    }
    auto& entry = edit(row);
    node.id = entry.node.id;
    node.parent = entry.node.parent;
    node.level = entry.node.level;
    entry.node = std::move(node);
    entry.version = version;
    index_node(row, entry.node, true);
}

Row ContentEditor::add(model::Node node, Row parent, Row before, Sequence version) {
    const Row row = static_cast<Row>(nodes_.size());
    forget_alias(node.id);
    rows_.set(node.id, row);
    index_kind(node.kind, 1);
    index_node(row, node, true);
    auto entry = std::make_shared<NodeEntry>();
    entry->node = std::move(node);
    entry->version = version;
    if (row == made_.size())
        made_.push_back(entry.get());
    else
        own_[row] = entry.get();
    nodes_.push_back(std::move(entry));
    ++content_.node_count_;
    link(row, parent, before);
    return row;
}

void ContentEditor::move(Row row, Row parent, Row before, Sequence version) {
    unlink(row);
    link(row, parent, before);
    edit(row).version = version;
}

void ContentEditor::merge(Row row, Row into, Sequence version) {
    const auto children = at(row).children;
    for (const Row child : children)
        move(child, into, no_row, version);
    const std::string survivor = at(into).node.id;
    const auto attached = at(row).attached;
    for (const Attached each : attached) {
        const auto number = each.number;
        switch (static_cast<Attachment>(each.type)) {
            case Attachment::indicator: {
                auto changed = *indicators_[number];
                changed.node = survivor;
                indicators_.set(number, std::make_shared<const model::Indicator>(std::move(changed)));
                break;
            }
            case Attachment::budget: {
                auto changed = *budgets_[number];
                changed.node = survivor;
                budgets_.set(number, std::make_shared<const model::Budget>(std::move(changed)));
                break;
            }
            case Attachment::fact: {
                auto changed = *facts_[number];
                changed.node = survivor;
                facts_.set(number, std::make_shared<const model::Fact>(std::move(changed)));
                break;
            }
            case Attachment::finding:
                break;  // names the places it was found at
        }
        detach(into, static_cast<Attachment>(each.type), number);  // a finding may hang on both
        attach(into, static_cast<Attachment>(each.type), number);
    }
    edit(row).attached.clear();
    auto older = aliases_of(row);  // ids that led to the merged one lead to the survivor too
    older.push_back(at(row).node.id);
    remove(row);
    for (auto& alias : older)
        set_alias(std::move(alias), survivor);
}

std::vector<std::string> ContentEditor::aliases_of(Row row) const {
    std::vector<std::string> all;
    content_.aliases_.each([&](const std::string& alias, const std::string& target) {
        if (target == at(row).node.id) all.push_back(alias);
    });
    return all;
}

void ContentEditor::set_alias(std::string id, std::string survivor) {
    const auto row = find(survivor);
    if (!row) return;
    rows_.set(id, *row);
    content_.aliases_ = content_.aliases_.set(std::move(id), std::move(survivor));
}

void ContentEditor::forget_alias(const std::string& id) {
    if (!content_.aliases_.contains(id)) return;
    rows_.erase(id);
    content_.aliases_ = content_.aliases_.erase(id);
}

void ContentEditor::remove(Row row) {
    assert(at(row).children.empty() && at(row).attached.empty());
    unlink(row);
    for (const auto& alias : aliases_of(row)) {
        rows_.erase(alias);
        content_.aliases_ = content_.aliases_.erase(alias);
    }
    const auto entry = nodes_[row];
    index_node(row, entry->node, false);
    index_kind(entry->node.kind, -1);
    rows_.erase(entry->node.id);
    own_.erase(row);
    if (row < made_.size()) made_[row] = nullptr;
    nodes_.set(row, nullptr);
    --content_.node_count_;
}

// ---- lists

std::uint32_t ContentEditor::add_indicator(model::Indicator indicator) {
    const auto number = static_cast<std::uint32_t>(indicators_.size());
    indicator_ids_.set(indicator.id, number);
    index_indicator(number, indicator, true);
    attach_by_id(indicator.node, Attachment::indicator, number);
    indicators_.push_back(std::make_shared<const model::Indicator>(std::move(indicator)));
    ++content_.indicator_count_;
    return number;
}

void ContentEditor::set_indicator(std::uint32_t number, model::Indicator indicator) {
    const auto& before = *indicators_[number];
    index_indicator(number, before, false);
    indicator.id = before.id;
    indicator.node = before.node;
    index_indicator(number, indicator, true);
    indicators_.set(number, std::make_shared<const model::Indicator>(std::move(indicator)));
}

void ContentEditor::move_indicator(std::uint32_t number, Row node) {
    auto changed = *indicators_[number];
    if (const auto old = find(changed.node)) detach(*old, Attachment::indicator, number);
    changed.node = at(node).node.id;
    attach(node, Attachment::indicator, number);
    indicators_.set(number, std::make_shared<const model::Indicator>(std::move(changed)));
}

std::uint32_t ContentEditor::add_budget(model::Budget budget) {
    const auto number = static_cast<std::uint32_t>(budgets_.size());
    attach_by_id(budget.node, Attachment::budget, number);
    budgets_.push_back(std::make_shared<const model::Budget>(std::move(budget)));
    ++content_.budget_count_;
    return number;
}

void ContentEditor::set_budget(std::uint32_t number, model::Budget budget) {
    budget.node = budgets_[number]->node;
    budgets_.set(number, std::make_shared<const model::Budget>(std::move(budget)));
}

std::uint32_t ContentEditor::add_fact(model::Fact fact) {
    const auto number = static_cast<std::uint32_t>(facts_.size());
    attach_by_id(fact.node, Attachment::fact, number);
    facts_.push_back(std::make_shared<const model::Fact>(std::move(fact)));
    ++content_.fact_count_;
    return number;
}

std::uint32_t ContentEditor::add_finding(model::Finding finding) {
    const auto number = static_cast<std::uint32_t>(findings_.size());
    finding_ids_.set(finding.id, number);
    std::vector<Row> rows;
    for (const auto& id : finding.nodes)
        if (const auto row = find(id); row && std::find(rows.begin(), rows.end(), *row) == rows.end())
            rows.push_back(*row);
    for (const Row row : rows)
        attach(row, Attachment::finding, number);
    findings_.push_back(std::make_shared<const model::Finding>(std::move(finding)));
    ++content_.finding_count_;
    return number;
}

void ContentEditor::remove_finding(std::uint32_t number) {
    const auto finding = findings_[number];
    if (!finding) return;
    for (const auto& id : finding->nodes)
        if (const auto row = find(id)) detach(*row, Attachment::finding, number);
    finding_ids_.erase(finding->id);
    findings_.set(number, nullptr);
    --content_.finding_count_;
}

}  // namespace gangmu::state
