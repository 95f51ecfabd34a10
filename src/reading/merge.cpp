#include "reading/merge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "reading/agencies/cells.hpp"
#include "reading/numbering.hpp"
#include "reading/stream.hpp"
#include "reading/titles.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using Groups = std::map<std::pair<NodeIndex, std::string>, std::vector<NodeIndex>>;

bool alive(const DraftPlan& plan, NodeIndex index) {
    return plan.at(index).merged == no_node;
}

NodeIndex count(const DraftPlan& plan) {
    return static_cast<NodeIndex>(plan.nodes.size());
}

// Nodes that were printed as one list.
Groups lists_of(const DraftPlan& plan) {
    Groups groups;
    for (NodeIndex i = 0; i < count(plan); ++i)
        if (plan.at(i).face == Face::body || plan.at(i).face == Face::schedule)
            groups[{plan.at(i).printed_parent, plan.at(i).style}].push_back(i);
    return groups;
}

void set_kind(DraftNode& node, std::string_view kind, int weight) {
    if (node.kind_weight >= weight || kind.empty()) return;
    node.kind = std::string(kind);
    node.kind_weight = weight;
}

// A list in which one title is the name of a list (推動策略) is a list of chapters.
bool lists_chapters(const DraftPlan& plan, const std::vector<NodeIndex>& group) {
    return std::any_of(group.begin(), group.end(), [&](NodeIndex i) {
        return plan.at(i).kind_weight < 4 && !listed_ranks(plan.at(i).title).empty();
    });
}

void infer_kinds(DraftPlan& plan) {
    const Groups groups = lists_of(plan);
    for (const auto& [key, group] : groups) {
        const NodeIndex parent = key.first;
        if (lists_chapters(plan, group)) {
            for (NodeIndex i : group)
                if (plan.at(i).kind_weight < 3) plan.at(i).chapter = true;
            continue;
        }
        // a heading that calls its list by name comes first
        const bool named = parent != no_node && !plan.at(parent).lists.empty() && key.second != "#";
        // titles that all end in one word: 資訊及數位產業, 資安卓越產業
        std::string_view word = group.size() >= 2 ? rank_word(plan.at(group[0]).title) : std::string_view{};
        for (NodeIndex i : group)
            if (word.empty() || !std::string_view(plan.at(i).title).ends_with(word)) word = {};
        const bool aside = parent != no_node && plan.at(parent).chapter;
        if (!word.empty() && !named && !aside)
            for (NodeIndex i : group)
                set_kind(plan.at(i), word, 2);
        if (parent == no_node) continue;
        const DraftNode& above = plan.at(parent);
        if (!above.lists.empty()) {
            // a heading without number is named by the one above only when the list is made of such
            bool only = key.second != "#";
            if (!only) {
                only = true;
                for (const auto& [other, members] : groups)
                    if (other.first == parent && other.second != "#") only = false;
            }
            if (only)
                for (NodeIndex i : group) {
                    set_kind(plan.at(i), above.lists.front(), 2);
                    plan.at(i).chapter = false;
                }
        } else if (above.printed_parent != no_node && plan.at(above.printed_parent).lists.size() == 1 &&
                   above.kind_weight >= 2 && !above.kind_printed && above.style == "group" &&
                   above.kind != plan.at(above.printed_parent).lists[0]) {
            // the groups have a word of their own; the heading speaks of what stands in them
            for (NodeIndex i : group)
                set_kind(plan.at(i), plan.at(above.printed_parent).lists[0], 2);
        } else if (above.printed_parent != no_node && plan.at(above.printed_parent).lists.size() >= 2 &&
                   !above.chapter) {
            for (NodeIndex i : group)
                set_kind(plan.at(i), plan.at(above.printed_parent).lists[1], 2);
        }
        // 「8 項具體措施」 above a list of eight
        for (const Passage& passage : above.text)
            for (const Declared& declared : declared_counts(passage.text))
                if (static_cast<std::size_t>(declared.count) == group.size())
                    for (NodeIndex i : group) {
                        set_kind(plan.at(i), declared.rank, 2);
                        plan.at(i).kind_counted = plan.at(i).kind == declared.rank;
                    }
    }
}

// 「四大目標、18項策略及57項重要措施」: the children of a rank are the next one.
void infer_chains(DraftPlan& plan) {
    std::vector<std::vector<Declared>> chains;
    auto look = [&](const std::vector<Passage>& texts) {
        for (const Passage& passage : texts) {
            auto declared = declared_counts(passage.text);
            if (declared.size() >= 2) chains.push_back(std::move(declared));
        }
    };
    look(plan.preface);
    for (const DraftNode& node : plan.nodes)
        look(node.text);
    for (const auto& chain : chains)
        for (std::size_t k = 0; k + 1 < chain.size(); ++k) {
            const Declared& upper = chain[k];
            const Declared& lower = chain[k + 1];
            if (upper.rank == lower.rank || lower.count < upper.count) continue;
            std::vector<NodeIndex> children;
            int named = 0;  // those that a table's header called so already: 具體措施
            for (NodeIndex i = 0; i < count(plan); ++i) {
                const DraftNode& node = plan.at(i);
                if (!alive(plan, i) || node.label.empty() || node.title.empty()) continue;
                const NodeIndex above = plan.home(node.parent);
                if (above == no_node || plan.at(above).kind != upper.rank || node.chapter) continue;
                if (node.kind_weight < 3)
                    children.push_back(i);
                else if (std::string_view(node.kind).ends_with(lower.rank))
                    ++named;
            }
            const int found = static_cast<int>(children.size()) + named;
            if (found == 0 || std::abs(found - lower.count) * 5 > lower.count) continue;
            for (NodeIndex i : children) {
                plan.at(i).kind_weight = std::min(plan.at(i).kind_weight, 1);
                set_kind(plan.at(i), lower.rank, 2);
            }
        }
}

// What is promised, as far as kinds, roles and tables tell; children of items are items unless they are
// chapters.
void mark_items(DraftPlan& plan) {
    std::vector<int> state(plan.nodes.size(), 0);  // 1 in work, 2 done
    std::vector<NodeIndex> path;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        NodeIndex at = i;
        path.clear();
        while (at != no_node && state[static_cast<std::size_t>(at)] == 0) {
            state[static_cast<std::size_t>(at)] = 1;
            path.push_back(at);
            at = plan.home(plan.at(at).parent);
        }
        for (auto back = path.rbegin(); back != path.rend(); ++back) {
            DraftNode& node = plan.at(*back);
            const NodeIndex above = plan.home(node.parent);
            const bool table = node.face != Face::body && node.face != Face::contents;
            node.item = node.kind_weight >= 3 || (node.kind_weight == 2 && !node.chapter) ||
                        node.roles != model::Roles::none || !node.schedule.empty() || table ||
                        (!node.chapter && above != no_node && plan.at(above).item);
            if (node.chapter && node.kind_weight < 3 && node.roles == model::Roles::none && !table)
                node.item = false;
            state[static_cast<std::size_t>(*back)] = 2;
        }
    }
}

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

bool is_ancestor(const DraftPlan& plan, NodeIndex above, NodeIndex node) {
    int guard = 0;
    for (NodeIndex at = node; at != no_node && guard++ < 128; at = plan.home(plan.at(at).parent))
        if (at == above) return true;
    return above == no_node;
}

std::string without_rank(std::string_view title) {
    const std::string_view word = rank_word(title);
    if (word.empty() || word.size() >= title.size()) return title_key(title);
    return title_key(title.substr(0, title.size() - word.size()));
}

// 「資訊及數位-推動臺灣成為…」: the name before the dash, and what follows it.
std::pair<std::string, std::string> split_dash(std::string_view title) {
    for (std::string_view dash : {"－", "—", "–", "-"}) {
        const std::size_t at = title.find(dash);
        if (at == std::string_view::npos || at == 0) continue;
        const std::string_view left = text::trim(title.substr(0, at)),
                               right = text::trim(title.substr(at + dash.size()));
        const std::size_t length = text::count(left);
        if (length < 3 || length > 24 || text::count(right) < 4) continue;
        if (static_cast<unsigned char>(left.back()) < 0x80 && left.back() != ')') continue;
        return {std::string(left), std::string(right)};
    }
    return {};
}

// 「甲(乙)」
std::pair<std::string, std::string> split_bracket(std::string_view title) {
    for (const auto& [open, close] :
         {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}}) {
        if (!title.ends_with(close)) continue;
        const std::size_t at = title.rfind(open);
        if (at == std::string_view::npos || at == 0) continue;
        return {std::string(text::trim(title.substr(0, at))),
                std::string(text::trim(
                    title.substr(at + open.size(), title.size() - at - open.size() - close.size())))};
    }
    return {};
}

class Merger {
  public:
    explicit Merger(DraftPlan& plan) : plan_(plan), keys_(plan.nodes.size()), bare_(plan.nodes.size()) {
        for (NodeIndex i = 0; i < count(plan); ++i)
            learn_title(i);
    }

    bool pass() {
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
    void join_echoes() {
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

  private:
    void learn_title(NodeIndex i) {
        keys_[static_cast<std::size_t>(i)] = title_key(plan_.at(i).title);
        bare_[static_cast<std::size_t>(i)] = without_rank(plan_.at(i).title);
    }
    const std::string& key(NodeIndex i) const { return keys_[static_cast<std::size_t>(i)]; }
    const std::string& bare(NodeIndex i) const { return bare_[static_cast<std::size_t>(i)]; }

    NodeIndex above(NodeIndex i) const { return above_[static_cast<std::size_t>(i)]; }

    // May a and b be two places of one item? Their titles are the same already.
    bool same_item(NodeIndex a, NodeIndex b) const {
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
        if (x.face == Face::schedule && is_ancestor(plan_, home_of(above(b)), home_of(above(a))))
            return false;
        if (y.face == Face::schedule && is_ancestor(plan_, home_of(above(a)), home_of(above(b))))
            return false;
        if (x.face == Face::body && !x.item && y.face != Face::division && y.face != Face::indicator)
            return false;
        return is_ancestor(plan_, home_of(above(a)), home_of(above(b))) ||
               is_ancestor(plan_, home_of(above(b)), home_of(above(a)));
    }
    // 1 below 1-1 is 1-1-1.
    bool relative(NodeIndex a, NodeIndex b) const {
        if (plan_.at(a).number.size() < plan_.at(b).number.size()) std::swap(a, b);
        const NodeIndex up = above(b);
        if (up == no_node || up != above(a)) return false;
        std::vector<int> whole = plan_.at(up).number;
        whole.insert(whole.end(), plan_.at(b).number.begin(), plan_.at(b).number.end());
        return whole == plan_.at(a).number;
    }

    // 「1. 甲」 in the text and 「1.3 甲」 in a table stand below the same item, and are both below it only
    // once.
    bool runs_on(NodeIndex a, NodeIndex b) const {
        const NodeIndex up = above(a);
        if (up == no_node || up != above(b) || key(a) != key(b) || text::count(key(a)) < 4) return false;
        const auto body = [&](NodeIndex i) { return plan_.at(i).face == Face::body; };
        if (body(a) == body(b)) return false;
        return plan_.home(plan_.at(a).parent) == up && plan_.home(plan_.at(b).parent) == up;
    }

    // Text in a chapter about something else (國際趨勢) that happens to have the item's name.
    bool in_chapter(NodeIndex i) const {
        int guard = 0;
        for (NodeIndex at = plan_.home(plan_.at(i).parent);
             at != no_node && !plan_.at(at).item && guard++ < 64; at = plan_.home(plan_.at(at).parent))
            if (plan_.at(at).chapter && plan_.at(at).lists.empty()) return true;
        return false;
    }
    NodeIndex home_of(NodeIndex i) const { return plan_.home(i); }

    void join(NodeIndex a, NodeIndex b) {
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
        if (parent != keep.parent) {
            keep.parent = parent;
            keep.chapter = false;
        }
        const bool earlier = gone.order < keep.order;
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

    static void join_roles(DraftNode& keep, const DraftNode& gone) {
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

    bool by_title() {
        std::unordered_map<std::string, std::vector<NodeIndex>> named;
        for (NodeIndex i = 0; i < count(plan_); ++i) {
            if (!alive(plan_, i) || plan_.at(i).title.empty()) continue;
            named[bare(i).size() < 6 ? key(i) : bare(i)].push_back(i);
        }
        bool changed = false;
        std::vector<std::pair<NodeIndex, NodeIndex>> pairs;
        for (auto& [key, nodes] : named) {
            if (nodes.size() < 2 || nodes.size() > 400) continue;
            // the most substantial first, so that it takes the others in
            std::stable_sort(nodes.begin(), nodes.end(), [&](NodeIndex a, NodeIndex b) {
                const bool body_a = plan_.at(a).face == Face::body, body_b = plan_.at(b).face == Face::body;
                if (body_a != body_b) return body_a;
                return sizes_[static_cast<std::size_t>(a)] > sizes_[static_cast<std::size_t>(b)];
            });
            // each joins the best of those that stand for themselves, never two of them through a third
            std::vector<NodeIndex> leaders;
            for (NodeIndex i : nodes) {
                NodeIndex best = no_node;
                int score = -1;
                for (NodeIndex k : leaders) {
                    if (!related_title(k, i) || !same_item(k, i)) continue;
                    const int now =
                        (plan_.at(k).number == plan_.at(i).number ? 2 : 0) + (plan_.at(k).item ? 1 : 0);
                    if (now > score) {
                        best = k;
                        score = now;
                    }
                }
                if (best == no_node)
                    leaders.push_back(i);
                else
                    pairs.emplace_back(best, i);
            }
        }
        std::sort(pairs.begin(), pairs.end());
        for (const auto& [a, b] : pairs) {
            if (!alive(plan_, a) || !alive(plan_, b)) continue;
            join(a, b);
            changed = changed || !alive(plan_, a) || !alive(plan_, b);
        }
        return changed;
    }

    // Titles that are equal, or equal but for the word for the rank (智慧科技, 智慧科技分組).
    bool related_title(NodeIndex a, NodeIndex b) const {
        return key(a) == key(b) || key(a) == bare(b) || key(b) == bare(a);
    }

    // The same number and a title that a misprint changed.
    bool by_number() {
        std::map<std::vector<int>, std::vector<NodeIndex>> numbered;
        for (NodeIndex i = 0; i < count(plan_); ++i)
            if (alive(plan_, i) && plan_.at(i).number.size() >= 1 && !plan_.at(i).title.empty() &&
                plan_.at(i).item)
                numbered[plan_.at(i).number].push_back(i);
        bool changed = false;
        for (const auto& [number, nodes] : numbered) {
            if (nodes.size() > 400) continue;
            for (std::size_t i = 1; i < nodes.size(); ++i)
                for (std::size_t k = 0; k < i; ++k) {
                    const NodeIndex a = nodes[k], b = nodes[i];
                    if (!alive(plan_, a) || !alive(plan_, b)) continue;
                    if (plan_.at(a).face == plan_.at(b).face) continue;
                    if (!same_item(a, b)) continue;
                    if (key(a) == key(b) || !misprint_of(key(a), key(b))) continue;
                    join(a, b);
                    changed = changed || !alive(plan_, a) || !alive(plan_, b);
                }
        }
        return changed;
    }

    // 「目標一」 alone, or 「目標一 甲之績效指標」, is 「目標一、甲」.
    bool by_word() {
        std::map<std::pair<std::string, std::vector<int>>, std::vector<NodeIndex>> worded;
        for (NodeIndex i = 0; i < count(plan_); ++i)
            if (alive(plan_, i) && (plan_.at(i).kind_printed || refers(i)))
                worded[{plan_.at(i).kind, plan_.at(i).number}].push_back(i);
        bool changed = false;
        for (const auto& [word, nodes] : worded) {
            NodeIndex whole = no_node;
            for (NodeIndex i : nodes)
                if (!key(i).empty() && above(i) == no_node &&
                    (whole == no_node ||
                     sizes_[static_cast<std::size_t>(i)] > sizes_[static_cast<std::size_t>(whole)]))
                    whole = i;
            // a number of two parts names one item wherever it stands, if only one bears it
            const bool top = whole != no_node;
            if (!top && word.second.size() >= 2) whole = only_named(nodes);
            if (whole == no_node) continue;
            for (NodeIndex i : nodes) {
                if (i == whole || !alive(plan_, i) || !alive(plan_, whole)) continue;
                const bool bare_word = key(i).empty();
                const bool longer = !key(whole).empty() && key(i).starts_with(key(whole)) &&
                                    above(i) == no_node && key(i).size() > key(whole).size() &&
                                    key(i).size() - key(whole).size() <= 24;
                const bool shorter = !key(i).empty() && key(whole).starts_with(key(i)) &&
                                     above(i) == no_node && key(whole).size() - key(i).size() <= 24;
                if (!bare_word && (!top || (!longer && !shorter))) continue;
                if (is_ancestor(plan_, i, whole)) continue;
                if (shorter) {
                    plan_.at(whole).title = plan_.at(i).title;  // the rest was the name of a table
                    learn_title(whole);
                }
                if (bare_word) {
                    plan_.at(i).parent = plan_.at(whole).parent;  // a reference does not move what it names
                    above_[static_cast<std::size_t>(i)] = above(whole);
                    plan_.at(i).lead.clear();
                    plan_.at(i).co.clear();
                    plan_.at(i).units.clear();
                    plan_.at(i).roles = model::Roles::none;
                }
                join(whole, i);
                changed = true;
            }
        }
        return changed;
    }

    // A cell of a table that holds nothing but a number of several parts.
    bool refers(NodeIndex i) const {
        return key(i).empty() && plan_.at(i).number.size() >= 2 && plan_.at(i).face == Face::indicator;
    }

    NodeIndex only_named(const std::vector<NodeIndex>& nodes) const {
        NodeIndex found = no_node;
        for (NodeIndex i : nodes) {
            if (key(i).empty() || plan_.home(i) == found) continue;
            if (found != no_node) return no_node;
            found = plan_.home(i);
        }
        return found;
    }

    // 「甲-願景」 and 「甲(乙)-願景」 name 甲, or 乙 below 甲.
    bool by_dash() {
        bool changed = false;
        for (NodeIndex i = 0; i < count(plan_); ++i) {
            if (!alive(plan_, i) || plan_.at(i).face != Face::indicator || plan_.at(i).style != "bullet")
                continue;
            const auto [left, right] = split_dash(plan_.at(i).title);
            if (left.empty()) continue;
            const auto [outer, inner] = split_bracket(left);
            NodeIndex found = find_item(left, no_node, i);
            if (found == no_node && !outer.empty()) {
                const NodeIndex base = find_item(outer, no_node, i);
                if (base != no_node) {
                    found = find_item(inner, base, i);
                    if (found == no_node) found = base;
                }
            }
            if (found == no_node) continue;
            DraftNode& gone = plan_.at(i);
            gone.title.clear();
            learn_title(i);
            gone.text.insert(gone.text.begin(), Passage{right, gone.source});
            const NodeIndex up = above(i);
            (void)up;
            join(found, i);
            changed = true;
            if (alive(plan_, i)) break;
        }
        return changed;
    }

    NodeIndex find_item(const std::string& title, NodeIndex below, NodeIndex except) const {
        const std::string wanted = title_key(title);
        NodeIndex best = no_node;
        for (NodeIndex i = 0; i < count(plan_); ++i) {
            if (i == except || !alive(plan_, i) || plan_.at(i).title.empty()) continue;
            const bool equal = key(i) == wanted || bare(i) == wanted;
            if (!equal || plan_.at(i).style == "bullet") continue;
            if (below == no_node ? above(i) != no_node : !is_ancestor(plan_, below, i) || i == below)
                continue;
            auto better = [&](NodeIndex x, NodeIndex y) {
                if (plan_.at(x).item != plan_.at(y).item) return plan_.at(x).item;
                return sizes_[static_cast<std::size_t>(x)] > sizes_[static_cast<std::size_t>(y)];
            };
            if (best == no_node || better(i, best)) best = i;
        }
        return best;
    }

    DraftPlan& plan_;
    std::vector<std::string> keys_, bare_;  // titles as they are compared, with and without the rank's word
    std::set<std::string> twins_;
    std::vector<std::size_t> sizes_;
    std::vector<NodeIndex> above_;
};

}  // namespace

NodeIndex item_above(const DraftPlan& plan, NodeIndex node) {
    int guard = 0;
    for (NodeIndex at = plan.home(plan.at(node).parent); at != no_node && guard++ < 128;
         at = plan.home(plan.at(at).parent))
        if (plan.at(at).item) return at;
    return no_node;
}

void merge_items(DraftPlan& plan) {
    infer_kinds(plan);
    Merger merger(plan);
    for (int pass = 0; pass < 12 && merger.pass(); ++pass) {
    }
    merger.join_echoes();
    mark_items(plan);
    infer_chains(plan);
    mark_items(plan);
}

namespace {

// Two words for one rank (推動策略 in one table, 發展策略 in another) meet in one printed list: the usual one
// stays.
void unify_kinds(DraftPlan& plan) {
    std::map<std::string, std::size_t> times;
    for (NodeIndex i = 0; i < count(plan); ++i)
        if (alive(plan, i) && plan.at(i).kind_weight >= 2) ++times[plan.at(i).kind];
    std::map<std::string, std::string> usual;
    for (const auto& [key, group] : lists_of(plan)) {
        std::set<std::string> words;
        for (NodeIndex i : group) {
            const DraftNode& node = plan.at(plan.home(i));
            if (node.kind_weight >= 2 && node.kind_weight <= 3) words.insert(node.kind);
        }
        if (words.size() != 2) continue;
        const std::string& a = *words.begin();
        const std::string& b = *words.rbegin();
        // they must be the same rank: one word within the other's family
        const std::string_view ending_a = rank_word(a), ending_b = rank_word(b);
        const bool family =
            a.size() >= 6 && b.size() >= 6 && a.substr(a.size() - 6) == b.substr(b.size() - 6);
        if (ending_a.empty() || ending_b.empty() || !family) continue;
        const std::string& keep = times[a] >= times[b] ? a : b;
        usual[keep == a ? b : a] = keep;
    }
    for (NodeIndex i = 0; i < count(plan); ++i) {
        DraftNode& node = plan.at(i);
        if (!alive(plan, i) || node.kind_weight > 3) continue;
        if (const auto found = usual.find(node.kind); found != usual.end()) node.kind = found->second;
    }
}

// What the lists below one rank are called somewhere, they are called everywhere below that rank.
void share_kinds(DraftPlan& plan) {
    std::map<std::pair<std::string, std::string>, std::map<std::string, std::size_t>> known;
    auto key_of = [&](const DraftNode& node) -> std::pair<std::string, std::string> {
        const NodeIndex above = plan.home(node.parent);
        if (above == no_node || plan.at(above).kind_weight < 2) return {};
        return {plan.at(above).kind, node.style};
    };
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (alive(plan, i) && node.face == Face::body && node.kind_weight >= 2 && node.item)
            ++known[key_of(node)][node.kind];
    }
    // a list of its own beside one that has a word: 「執行成果摘要」 under the same goal
    std::set<std::pair<NodeIndex, std::string>> worded;
    for (NodeIndex i = 0; i < count(plan); ++i)
        if (alive(plan, i) && plan.at(i).kind_weight >= 2)
            worded.insert({plan.home(plan.at(i).parent), plan.at(i).style});
    for (NodeIndex i = 0; i < count(plan); ++i) {
        DraftNode& node = plan.at(i);
        if (!alive(plan, i) || node.face != Face::body || node.kind_weight >= 2 || !node.item) continue;
        const auto key = key_of(node);
        const auto found = known.find(key);
        if (worded.count({plan.home(node.parent), node.style}) > 0) {
            if (!node.text.empty() && node.roles == model::Roles::none) {
                node.chapter = true;
                node.item = false;
            }
            continue;
        }
        if (node.style != "bullet") continue;  // numbers tell too little: (1) stands for many things
        if (key.first.empty() || found == known.end() || found->second.size() != 1) continue;
        if (found->second.begin()->second >= 2) set_kind(node, found->second.begin()->first, 2);
    }
}

}  // namespace

void settle_kinds(DraftPlan& plan) {
    unify_kinds(plan);
    share_kinds(plan);
    // what most rows of one kind of list were found to be, the others are too
    std::map<std::pair<Face, std::string>, std::map<std::string, std::size_t>> usual;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (node.face == Face::body || node.number.size() < 2 || node.kind_weight < 2) continue;
        const NodeIndex home = plan.home(i);
        ++usual[{node.face, node.style}][plan.at(home).kind];
    }
    for (NodeIndex i = 0; i < count(plan); ++i) {
        DraftNode& node = plan.at(i);
        if (!alive(plan, i) || node.face == Face::body || node.number.size() < 2 || node.kind_weight >= 2)
            continue;
        std::map<std::string, std::size_t> words;
        for (const auto& [key, counts] : usual)
            if (key.first == node.face && key.second.size() == node.style.size())
                for (const auto& [word, times] : counts)
                    words[word] += times;
        const auto most = std::max_element(words.begin(), words.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (most != words.end() && most->second >= 3) set_kind(node, most->first, 2);
    }
    for (NodeIndex i = 0; i < count(plan); ++i) {
        DraftNode& node = plan.at(i);
        if (!alive(plan, i)) continue;
        if (!node.item) {
            node.kind = "章節";
        } else if (node.kind_weight < 2 && node.kind.empty()) {
            node.kind = "項目";
        }
    }
}

void add_contents(DraftPlan& plan, const std::vector<ContentsEntry>& contents) {
    std::unordered_map<std::string, std::vector<NodeIndex>> named;
    for (NodeIndex i = 0; i < count(plan); ++i)
        if (alive(plan, i) && !plan.at(i).title.empty()) named[title_key(plan.at(i).title)].push_back(i);
    std::uint32_t from = 0;
    for (const ContentsEntry& entry : contents) {
        const auto found = named.find(title_key(entry.title));
        if (found == named.end()) continue;
        NodeIndex best = no_node;
        // in the order of the contents, the same number first
        for (int round = 0; round < 4 && best == no_node; ++round)
            for (NodeIndex i : found->second) {
                const DraftNode& node = plan.at(i);
                const bool label = node.label == entry.label || entry.label.empty();
                if ((round & 1) == 0 && !label) continue;
                if (round < 2 && node.order < from) continue;
                best = i;
                break;
            }
        if (best == no_node) continue;
        from = std::max(from, plan.at(best).order);
        model::Sources all = entry.source;
        add_sources(all, plan.at(best).source);
        plan.at(best).source = std::move(all);
    }
}

void attach_indicator_rows(DraftPlan& plan) {
    std::map<std::vector<int>, std::vector<NodeIndex>> numbered;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (alive(plan, i) && node.item && node.number.size() >= 2 && !node.title.empty())
            numbered[node.number].push_back(i);
    }
    for (LogicalTable& table : plan.tables) {
        if (table.role != TableRole::indicator && table.role != TableRole::result) continue;
        for (GridRow& row : table.rows) {
            const NodeIndex home = plan.home(row.node);
            if (row.group || (home != no_node && plan.at(home).item)) continue;
            for (std::size_t c = 0; c < row.cells.size() && c < table.columns.size(); ++c) {
                const ColumnRole role = table.columns[c].role;
                if (role != ColumnRole::overall && role != ColumnRole::indicator && role != ColumnRole::label)
                    continue;
                const auto mark = parse_mark(row.cells[c].text + (role == ColumnRole::label ? " x" : ""));
                if (!mark || mark->parts.size() < 3) continue;
                const auto found = numbered.find({mark->parts.begin(), mark->parts.end() - 1});
                if (found != numbered.end() && found->second.size() == 1) row.node = found->second[0];
                break;
            }
        }
    }
}

void attach_budget_rows(DraftPlan& plan) {
    std::unordered_map<std::string, std::vector<NodeIndex>> named;
    for (NodeIndex i = 0; i < count(plan); ++i) {
        const DraftNode& node = plan.at(i);
        if (!alive(plan, i) || node.title.empty() || !node.item) continue;
        const std::string key = title_key(node.title), bare = without_rank(node.title);
        named[key].push_back(i);
        if (bare != key) named[bare].push_back(i);
    }
    for (LogicalTable& table : plan.tables) {
        if (table.role != TableRole::budget) continue;
        for (GridRow& row : table.rows) {
            // the first filled cell names the row
            const auto cell = std::find_if(row.cells.begin(), row.cells.end(),
                                           [](const GridCell& c) { return !text::trim(c.text).empty(); });
            if (cell == row.cells.end()) continue;
            const auto found = named.find(title_key(cell->text));
            if (found == named.end()) continue;
            NodeIndex best = no_node;
            bool twice = false;
            for (NodeIndex i : found->second) {
                if (best != no_node && plan.at(i).kind_weight == plan.at(best).kind_weight) twice = true;
                if (best == no_node || plan.at(i).kind_weight > plan.at(best).kind_weight) {
                    best = i;
                    twice = false;
                }
            }
            if (!twice) row.node = best;
        }
    }
}

}  // namespace gangmu::reading
