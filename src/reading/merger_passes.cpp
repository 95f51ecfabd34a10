// The four ways in which places of one item are found: by title, by number, by rank word, by a dash.
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

}  // namespace

bool Merger::by_title() {
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
bool Merger::related_title(NodeIndex a, NodeIndex b) const {
    return key(a) == key(b) || key(a) == bare(b) || key(b) == bare(a);
}

// The same number and a title that a misprint changed.
bool Merger::by_number() {
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
bool Merger::by_word() {
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
            const bool shorter = !key(i).empty() && key(whole).starts_with(key(i)) && above(i) == no_node &&
                                 key(whole).size() - key(i).size() <= 24;
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
bool Merger::refers(NodeIndex i) const {
    return key(i).empty() && plan_.at(i).number.size() >= 2 && plan_.at(i).face == Face::indicator;
}

NodeIndex Merger::only_named(const std::vector<NodeIndex>& nodes) const {
    NodeIndex found = no_node;
    for (NodeIndex i : nodes) {
        if (key(i).empty() || plan_.home(i) == found) continue;
        if (found != no_node) return no_node;
        found = plan_.home(i);
    }
    return found;
}

// 「甲-願景」 and 「甲(乙)-願景」 name 甲, or 乙 below 甲.
bool Merger::by_dash() {
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

NodeIndex Merger::find_item(const std::string& title, NodeIndex below, NodeIndex except) const {
    const std::string wanted = title_key(title);
    NodeIndex best = no_node;
    for (NodeIndex i = 0; i < count(plan_); ++i) {
        if (i == except || !alive(plan_, i) || plan_.at(i).title.empty()) continue;
        const bool equal = key(i) == wanted || bare(i) == wanted;
        if (!equal || plan_.at(i).style == "bullet") continue;
        if (below == no_node ? above(i) != no_node : !is_ancestor(plan_, below, i) || i == below) continue;
        auto better = [&](NodeIndex x, NodeIndex y) {
            if (plan_.at(x).item != plan_.at(y).item) return plan_.at(x).item;
            return sizes_[static_cast<std::size_t>(x)] > sizes_[static_cast<std::size_t>(y)];
        };
        if (best == no_node || better(i, best)) best = i;
    }
    return best;
}

}  // namespace gangmu::reading
