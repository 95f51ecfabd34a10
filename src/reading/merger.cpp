// Whether two places may be one item, and what becomes of their fields.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "reading/agencies/cells.hpp"
#include "reading/kinds.hpp"
#include "reading/merge.hpp"
#include "reading/merger.hpp"
#include "reading/numbering.hpp"
#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

std::vector<std::size_t> subtree_sizes(const DraftPlan& plan) {
    std::vector<std::size_t> sizes(plan.nodes.size(), 1);
    // by walking up from each node; trees are shallow
    for (NodeIndex i = 0; i < count(plan); ++i) {
        if (!alive(plan, i)) continue;
        int guard = 0;
        for (NodeIndex at = plan.home(plan.at(i).parent); at != no_node && guard++ < 64;
             at = plan.home(plan.at(at).parent))
            ++sizes[static_cast<std::size_t>(at)];
    }
    return sizes;
}

}  // namespace

Merger::Merger(DraftPlan& plan) : plan_(plan), keys_(plan.nodes.size()), bare_(plan.nodes.size()) {
    for (NodeIndex i = 0; i < count(plan); ++i)
        learn_title(i);
}

bool Merger::pass() {
    mark_items(plan_);
    sizes_ = subtree_sizes(plan_);
    above_.assign(plan_.nodes.size(), no_node);
    for (NodeIndex i = 0; i < count(plan_); ++i)
        above_[static_cast<std::size_t>(i)] = item_above(plan_, i);
    // titles that stand below an item of the same title
    twins_.clear();
    for (NodeIndex i = 0; i < count(plan_); ++i) {
        const NodeIndex up = plan_.home(plan_.at(i).parent);
        if (up != no_node && plan_.home(i) != up && !key(i).empty() && key(i) == key(up))
            twins_.insert(key(i));
    }
    bool changed = by_title();
    changed = by_number() || changed;
    changed = by_dash() || changed;
    changed = by_word() || changed;
    return changed;
}

// A row of an indicator table that stands below an item of its own title and depth of number is that
// item.
void Merger::join_echoes() {
    std::vector<bool> parents(plan_.nodes.size(), false);
    for (NodeIndex i = 0; i < count(plan_); ++i)
        if (const NodeIndex up = plan_.home(plan_.at(i).parent); alive(plan_, i) && up != no_node)
            parents[static_cast<std::size_t>(up)] = true;
    for (NodeIndex i = 0; i < count(plan_); ++i) {
        DraftNode& row = plan_.at(i);
        const NodeIndex up = plan_.home(row.parent);
        if (!alive(plan_, i) || up == no_node || row.face != Face::indicator ||
            parents[static_cast<std::size_t>(i)] || key(i).empty() || key(i) != key(up))
            continue;
        DraftNode& whole = plan_.at(up);
        if (row.number.size() < 2 || row.number.size() != whole.number.size()) continue;
        if (row.label != whole.label) add_agencies(whole.labels, {row.label});
        add_sources(whole.source, row.source);
        join_roles(whole, row);
        if (whole.schedule.empty()) whole.schedule = row.schedule;
        for (Passage& passage : row.text)
            whole.text.push_back(std::move(passage));
        for (Passage& goal : row.goals)
            whole.goals.push_back(std::move(goal));
        row.merged = up;
    }
}

void Merger::learn_title(NodeIndex i) {
    keys_[static_cast<std::size_t>(i)] = title_key(plan_.at(i).title);
    bare_[static_cast<std::size_t>(i)] = without_rank(plan_.at(i).title);
}

// May a and b be two places of one item? Their titles are the same already.
bool Merger::same_item(NodeIndex a, NodeIndex b) const {
    const DraftNode& x = plan_.at(a);
    const DraftNode& y = plan_.at(b);
    // 「4. 甲」 and 「3-4 甲」 are a strategy and its measure where the plan prints one below the other
    if (!x.number.empty() && !y.number.empty() && x.number.size() != y.number.size() &&
        (twins_.count(key(a)) > 0 || (!relative(a, b) && !runs_on(a, b))))
        return false;
    if (is_ancestor(plan_, a, b) || is_ancestor(plan_, b, a)) return false;
    const bool related = above(a) == above(b);
    if (x.face != y.face && ((x.face == Face::body && !x.item && in_chapter(a)) ||
                             (y.face == Face::body && !y.item && in_chapter(b))))
        return false;
    if (x.face == Face::body && y.face == Face::body)
        return related && x.kind_printed && y.kind_printed && x.kind == y.kind && x.number == y.number;
    if (x.face == y.face)
        return related && x.number == y.number && x.style == y.style && x.face != Face::sheet &&
               x.face != Face::programme && !x.number.empty() && x.face != Face::schedule;
    if (related) return true;
    // a row below a measure is a step of it, even where the text above the measure has a part of that
    // name
    if (x.face == Face::schedule && is_ancestor(plan_, home_of(above(b)), home_of(above(a)))) return false;
    if (y.face == Face::schedule && is_ancestor(plan_, home_of(above(a)), home_of(above(b)))) return false;
    if (x.face == Face::body && !x.item && y.face != Face::division && y.face != Face::indicator)
        return false;
    return is_ancestor(plan_, home_of(above(a)), home_of(above(b))) ||
           is_ancestor(plan_, home_of(above(b)), home_of(above(a)));
}

// 1 below 1-1 is 1-1-1.
bool Merger::relative(NodeIndex a, NodeIndex b) const {
    if (plan_.at(a).number.size() < plan_.at(b).number.size()) std::swap(a, b);
    const NodeIndex up = above(b);
    if (up == no_node || up != above(a)) return false;
    std::vector<int> whole = plan_.at(up).number;
    whole.insert(whole.end(), plan_.at(b).number.begin(), plan_.at(b).number.end());
    return whole == plan_.at(a).number;
}

// 「1. 甲」 in the text and 「1.3 甲」 in a table stand below the same item, and are both below it only
// once.
bool Merger::runs_on(NodeIndex a, NodeIndex b) const {
    const NodeIndex up = above(a);
    if (up == no_node || up != above(b) || key(a) != key(b) || text::count(key(a)) < 4) return false;
    const auto body = [&](NodeIndex i) { return plan_.at(i).face == Face::body; };
    if (body(a) == body(b)) return false;
    return plan_.home(plan_.at(a).parent) == up && plan_.home(plan_.at(b).parent) == up;
}

// Text in a chapter about something else (國際趨勢) that happens to have the item's name.
bool Merger::in_chapter(NodeIndex i) const {
    int guard = 0;
    for (NodeIndex at = plan_.home(plan_.at(i).parent); at != no_node && !plan_.at(at).item && guard++ < 64;
         at = plan_.home(plan_.at(at).parent))
        if (plan_.at(at).chapter && plan_.at(at).lists.empty()) return true;
    return false;
}

void Merger::join(NodeIndex a, NodeIndex b) {
    a = plan_.home(a);
    b = plan_.home(b);
    if (a == b) return;
    // the place with most below it is where the item lives
    auto weight = [&](NodeIndex i) {
        const Face face = plan_.at(i).face;
        const std::size_t rank = face == Face::body ? 2 : face == Face::schedule ? 1 : 0;
        return rank * 1'000'000'000 + sizes_[static_cast<std::size_t>(i)];
    };
    if (weight(b) > weight(a)) std::swap(a, b);
    const NodeIndex up_a = above(a), up_b = above(b);
    // neither may stand below the other, now or by the merge
    if (is_ancestor(plan_, a, b) || is_ancestor(plan_, b, a)) return;
    DraftNode& keep = plan_.at(a);
    DraftNode& gone = plan_.at(b);
    NodeIndex parent = keep.parent;
    if (up_a != up_b && up_b != no_node && is_ancestor(plan_, up_a, up_b)) parent = gone.parent;
    if (parent != no_node && (is_ancestor(plan_, a, parent) || is_ancestor(plan_, b, parent))) return;
    const bool earlier = gone.order < keep.order;
    if (parent != keep.parent) {
        keep.parent = parent;
        keep.chapter = false;
        // it moves into the other's list, and stands there where the other stood
        if (gone.order < keep.order && keep.face == Face::schedule && keep.label.empty())
            keep.order = gone.order;
    }
    model::Sources sources = earlier ? gone.source : keep.source;
    add_sources(sources, earlier ? keep.source : gone.source);
    keep.source = std::move(sources);
    if (!gone.label.empty() && gone.label != keep.label) {
        if (keep.label.empty()) {
            keep.label = gone.label;
            keep.number = gone.number;
        } else {
            add_agencies(keep.labels, {gone.label});
        }
    }
    for (const std::string& label : gone.labels)
        if (label != keep.label) add_agencies(keep.labels, {label});
    if (keep.title.empty()) {
        keep.title = gone.title;
        learn_title(a);
    }
    std::vector<Passage>& texts = keep.text;
    std::vector<Passage> more = std::move(gone.text);
    if (earlier) std::swap(texts, more);
    for (Passage& passage : more) {
        const auto same = std::find_if(texts.begin(), texts.end(),
                                       [&](const Passage& known) { return known.text == passage.text; });
        if (same != texts.end())
            add_sources(same->source, passage.source);
        else
            texts.push_back(std::move(passage));
    }
    for (Passage& goal : gone.goals)
        keep.goals.push_back(std::move(goal));
    join_roles(keep, gone);
    if (keep.schedule.empty()) keep.schedule = gone.schedule;
    // 「8 項具體措施」 stay measures where a table calls one of them by its own rank's word
    const bool other =
        keep.kind_counted && !gone.kind_printed && !std::string_view(gone.kind).ends_with(keep.kind);
    if (!other &&
        (gone.kind_weight > keep.kind_weight ||
         (gone.kind_weight == keep.kind_weight && gone.face == Face::indicator && !keep.kind_printed))) {
        keep.kind = gone.kind;
        keep.kind_weight = gone.kind_weight;
        keep.kind_printed = keep.kind_printed || gone.kind_printed;
    }
    if (keep.lists.empty()) keep.lists = gone.lists;
    if (gone.item) keep.chapter = false;
    keep.item = keep.item || gone.item;
    gone.merged = a;
}

void Merger::join_roles(DraftNode& keep, const DraftNode& gone) {
    if (gone.roles == model::Roles::none) return;
    if (keep.roles == model::Roles::none) {
        keep.lead = gone.lead;
        keep.co = gone.co;
        keep.units = gone.units;
        keep.roles = gone.roles;
        keep.carried = gone.carried;
        return;
    }
    if (keep.roles == model::Roles::unmarked && gone.roles == model::Roles::marked) {
        // who leads is told elsewhere; the rest of the list helps or is named again
        keep.lead = gone.lead;
        keep.co = gone.co;
        keep.roles = gone.roles;
        add_agencies(keep.units, gone.units);
        return;
    }
    if (keep.roles == model::Roles::marked && gone.roles == model::Roles::unmarked) return;
    add_agencies(keep.lead, gone.lead);
    for (const std::string& name : gone.co)
        if (std::find(keep.lead.begin(), keep.lead.end(), name) == keep.lead.end())
            add_agencies(keep.co, {name});
    add_agencies(keep.units, gone.units);
}

}  // namespace gangmu::reading
