// Kinds after merging: two words for one rank meet, and what is left becomes 章節 or 項目.
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

}  // namespace gangmu::reading
