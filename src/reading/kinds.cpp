// Kinds that headings, endings and counts tell.
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

Lists lists_of(const DraftPlan& plan) {
    Lists groups;
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

namespace {

// A list in which one title is the name of a list (推動策略) is a list of chapters.
bool lists_chapters(const DraftPlan& plan, const std::vector<NodeIndex>& group) {
    static constexpr std::string_view ends[] = {"說明", "限制", "基準", "依據",
                                                "緣起", "評析", "檢討", "資源需求"};
    return std::any_of(group.begin(), group.end(), [&](NodeIndex i) {
        const DraftNode& node = plan.at(i);
        if (node.kind_weight >= 4) return false;
        if (!listed_ranks(node.title).empty()) return true;
        // 目標說明, 達成目標之限制, 績效指標及評估基準: parts of a report's usual
        // form
        return node.roles == model::Roles::none && node.schedule.empty() && text::count(node.title) <= 14 &&
               std::any_of(std::begin(ends), std::end(ends),
                           [&](std::string_view end) { return node.title.ends_with(end); });
    });
}

}  // namespace

void infer_kinds(DraftPlan& plan) {
    const Lists groups = lists_of(plan);
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

}  // namespace gangmu::reading
