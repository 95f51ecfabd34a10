#include "comparing/match.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "comparing/features.hpp"
#include "comparing/gram_index.hpp"
#include "comparing/indicators.hpp"
#include "comparing/parts.hpp"

namespace gangmu::comparing {
namespace {

// How alike titles must be. Chinese titles are short: one character in eight costs 0.3.
constexpr double alike_here = 0.5;        // under the same parent
constexpr double alike_numbered = 0.3;    // under the same parent, with the same number
constexpr double alike_anywhere = 0.6;    // elsewhere in the plan
constexpr double certain_here = 0.4;      // below it a pair is uncertain
constexpr double certain_anywhere = 0.8;  //
constexpr double renamed = 0.34;          // below it a pair that only its children prove is uncertain
constexpr std::size_t telling_title = 6;  // characters; a title that long stands twice by chance only rarely
constexpr std::size_t all_with_all = 10'000;  // comparisons of one parent's children; more go by the index
constexpr int max_rounds = 8;

struct Candidate {
    std::uint32_t old_node, new_node;
    double score, like;
    Evidence evidence;
};

class Matcher {
  public:
    Matcher(const model::Plan& old_plan, const model::Plan& new_plan)
        : old_(tree_of(old_plan)), new_(tree_of(new_plan)) {
        to_new_.assign(old_.nodes.size(), none);
        to_old_.assign(new_.nodes.size(), none);
        how_.resize(new_.nodes.size());
    }

    Matching run() {
        unique([](const Features& each) { return each.title.empty() ? 0 : each.path_hash; }, Evidence::path);
        unique([](const Features& each) { return each.title.size() < telling_title ? 0 : each.title_hash; },
               Evidence::title);
        for (int round = 0; round < max_rounds; ++round) {
            bool more = siblings();
            more |= by_children();
            if (more) continue;
            if (!unique([](const Features& each) { return each.text_hash; }, Evidence::text) && !anywhere())
                break;
        }
        return result();
    }

  private:
    void pair(std::uint32_t old_node, std::uint32_t new_node, Evidence evidence, bool uncertain) {
        to_new_[old_node] = new_node;
        to_old_[new_node] = old_node;
        how_[new_node] = {old_node, new_node, evidence, like(old_node, new_node), uncertain};
    }

    double like(std::uint32_t old_node, std::uint32_t new_node) const {
        const auto& a = old_.nodes[old_node];
        const auto& b = new_.nodes[new_node];
        return a.title == b.title ? 1 : likeness(a.grams, b.grams);
    }

    // Pairs what has a key (not 0) that stands once on each side, among what has no partner yet.
    template <class Key>
    bool unique(Key key, Evidence evidence) {
        struct Seen {
            std::uint32_t old_node = none, new_node = none;
            std::uint32_t olds = 0, news = 0;
        };
        std::unordered_map<std::uint64_t, Seen> seen;
        for (std::uint32_t i = 0; i < old_.nodes.size(); ++i)
            if (const auto hash = key(old_.nodes[i]); hash != 0 && to_new_[i] == none) {
                auto& at = seen[hash];
                at.old_node = i;
                ++at.olds;
            }
        for (std::uint32_t i = 0; i < new_.nodes.size(); ++i)
            if (const auto hash = key(new_.nodes[i]); hash != 0 && to_old_[i] == none) {
                auto& at = seen[hash];
                at.new_node = i;
                ++at.news;
            }
        bool any = false;
        for (std::uint32_t i = 0; i < old_.nodes.size(); ++i) {
            const auto hash = key(old_.nodes[i]);
            if (hash == 0 || to_new_[i] != none) continue;
            const auto& at = seen.at(hash);
            if (at.olds != 1 || at.news != 1) continue;
            // The same paragraphs under quite another title may be moved text.
            const bool uncertain = evidence == Evidence::text && like(i, at.new_node) < renamed;
            pair(i, at.new_node, evidence, uncertain);
            any = true;
        }
        return any;
    }

    // ---- under parents that are the same item

    bool siblings() {
        bool any = align(none, none);
        for (std::uint32_t i = 0; i < new_.nodes.size(); ++i)
            if (to_old_[i] != none && !new_.nodes[i].children.empty()) any |= align(to_old_[i], i);
        return any;
    }

    static std::vector<std::uint32_t> free_of(const std::vector<std::uint32_t>& all,
                                              const std::vector<std::uint32_t>& partners) {
        std::vector<std::uint32_t> free;
        for (const auto each : all)
            if (partners[each] == none) free.push_back(each);
        return free;
    }

    bool align(std::uint32_t old_parent, std::uint32_t new_parent) {
        auto olds = free_of(old_.children(old_parent), to_new_);
        auto news = free_of(new_.children(new_parent), to_old_);
        if (olds.empty() || news.empty()) return false;
        bool any = same_titles(olds, news);
        if (any) {
            olds = free_of(olds, to_new_);
            news = free_of(news, to_old_);
        }
        return take(candidates_here(olds, news), false) || any;
    }

    // Equal titles: those with the same number first, then in their order.
    bool same_titles(const std::vector<std::uint32_t>& olds, const std::vector<std::uint32_t>& news) {
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_title;
        for (const auto each : news)
            if (!new_.nodes[each].title.empty()) by_title[new_.nodes[each].title_hash].push_back(each);
        bool any = false;
        for (const bool same_label : {true, false})
            for (const auto old_node : olds) {
                const auto& features = old_.nodes[old_node];
                if (to_new_[old_node] != none || features.title.empty()) continue;
                const auto found = by_title.find(features.title_hash);
                if (found == by_title.end()) continue;
                for (const auto new_node : found->second) {
                    if (to_old_[new_node] != none) continue;
                    if (same_label && new_.nodes[new_node].label != features.label) continue;
                    pair(old_node, new_node, Evidence::siblings, false);
                    any = true;
                    break;
                }
            }
        return any;
    }

    std::vector<Candidate> candidates_here(const std::vector<std::uint32_t>& olds,
                                           const std::vector<std::uint32_t>& news) const {
        std::vector<Candidate> found;
        const auto look = [&](std::uint32_t old_node, std::uint32_t new_node) {
            const auto& a = old_.nodes[old_node];
            const auto& b = new_.nodes[new_node];
            const bool label = !a.label.empty() && a.label == b.label;
            const bool text = a.text_hash != 0 && a.text_hash == b.text_hash;
            const double alike = a.title.empty() && b.title.empty() ? 0 : likeness(a.grams, b.grams);
            if (alike < (label ? alike_numbered : alike_here) && !text) return;
            found.push_back({old_node, new_node, alike + (label ? 0.2 : 0) + (text ? 0.3 : 0), alike,
                             text && alike < alike_here ? Evidence::text : Evidence::siblings});
        };
        if (olds.size() * news.size() <= all_with_all) {
            for (const auto a : olds)
                for (const auto b : news)
                    look(a, b);
            return found;
        }
        const GramIndex index(new_, news);
        for (const auto a : olds)
            for (const auto b : index.near(old_.nodes[a]))
                look(a, b);
        return found;
    }

    // The best first; of equals, those that stand where they stood.
    bool take(std::vector<Candidate> candidates, bool elsewhere) {
        std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
            const auto far = [](const Candidate& c) {
                return c.old_node < c.new_node ? c.new_node - c.old_node : c.old_node - c.new_node;
            };
            return std::tuple(-a.score, far(a), a.old_node, a.new_node) <
                   std::tuple(-b.score, far(b), b.old_node, b.new_node);
        });
        bool any = false;
        for (const auto& each : candidates) {
            if (to_new_[each.old_node] != none || to_old_[each.new_node] != none) continue;
            const bool text = each.evidence == Evidence::text;
            const bool uncertain =
                elsewhere ? each.like < certain_anywhere : each.like < (text ? renamed : certain_here);
            pair(each.old_node, each.new_node, each.evidence, uncertain);
            any = true;
        }
        return any;
    }

    // ---- by what is under them

    bool by_children() {
        bool any = false;
        for (std::uint32_t i = static_cast<std::uint32_t>(old_.nodes.size()); i-- > 0;) {
            if (to_new_[i] != none) continue;
            const auto to = voted(old_.nodes[i].children, to_new_, new_, to_old_);
            if (to == none) continue;
            if (voted(new_.nodes[to].children, to_old_, old_, to_new_) != i) continue;
            pair(i, to, Evidence::children, like(i, to) < renamed);
            any = true;
        }
        return any;
    }

    // The free parent of more than half of these children's partners.
    static std::uint32_t voted(const std::vector<std::uint32_t>& children,
                               const std::vector<std::uint32_t>& partners, const Tree& there,
                               const std::vector<std::uint32_t>& taken) {
        std::unordered_map<std::uint32_t, std::size_t> votes;
        std::size_t all = 0;
        for (const auto child : children) {
            if (partners[child] == none) continue;
            ++all;
            if (const auto parent = there.nodes[partners[child]].parent; parent != none) ++votes[parent];
        }
        for (const auto& [parent, count] : votes)
            if (count * 2 > all && taken[parent] == none) return parent;
        return none;
    }

    // ---- anywhere in the plan

    bool anywhere() {
        std::vector<std::uint32_t> news;
        for (std::uint32_t i = 0; i < new_.nodes.size(); ++i)
            if (to_old_[i] == none) news.push_back(i);
        const GramIndex index(new_, news);
        std::vector<Candidate> found;
        for (std::uint32_t i = 0; i < old_.nodes.size(); ++i) {
            const auto& a = old_.nodes[i];
            if (to_new_[i] != none || a.title.size() < 4) continue;
            for (const auto other : index.near(a)) {
                const auto& b = new_.nodes[other];
                const double alike = likeness(a.grams, b.grams);
                if (b.title.size() < 4 || alike < alike_anywhere) continue;
                const bool label = !a.label.empty() && a.label == b.label;
                const bool kind = old_.plan->nodes[i].kind == new_.plan->nodes[other].kind;
                // Short titles stand in many places: they need more than themselves.
                if (std::min(a.title.size(), b.title.size()) < telling_title && !(label && kind)) continue;
                found.push_back(
                    {i, other, alike + (label ? 0.1 : 0) + (kind ? 0.05 : 0), alike, Evidence::similar});
            }
        }
        return take(std::move(found), true);
    }

    // ---- the answer

    Matching result() {
        Matching out;
        for (std::uint32_t i = 0; i < new_.nodes.size(); ++i)
            if (to_old_[i] != none) out.pairs.push_back(how_[i]);
        out.old_to_new = to_new_;
        out.new_to_old = to_old_;
        find_parts(old_, new_, out);
        match_indicators(*old_.plan, *new_.plan, out);
        return out;
    }

    const Tree old_;
    const Tree new_;
    std::vector<std::uint32_t> to_new_;
    std::vector<std::uint32_t> to_old_;
    std::vector<Pair> how_;  // by new node
};

}  // namespace

std::string_view to_string(Evidence evidence) {
    switch (evidence) {
        case Evidence::path:
            return "path";
        case Evidence::title:
            return "title";
        case Evidence::siblings:
            return "siblings";
        case Evidence::text:
            return "text";
        case Evidence::children:
            return "children";
        case Evidence::similar:
            return "similar";
    }
    return "";
}

const Pair* Matching::pair_of_new(std::uint32_t node) const {
    const auto at = std::lower_bound(pairs.begin(), pairs.end(), node,
                                     [](const Pair& pair, std::uint32_t n) { return pair.new_node < n; });
    return at != pairs.end() && at->new_node == node ? &*at : nullptr;
}

Matching match(const model::Plan& old_plan, const model::Plan& new_plan) {
    return Matcher(old_plan, new_plan).run();
}

Matching match_ids(const model::Plan& old_plan, const model::Plan& new_plan) {
    Matching out;
    const auto pair_up = [](const auto& olds, const auto& news, auto& to_new, auto& to_old) {
        std::unordered_map<std::string_view, std::uint32_t> rows;
        rows.reserve(olds.size());
        for (std::uint32_t i = 0; i < olds.size(); ++i)
            rows.emplace(olds[i].id, i);
        to_new.assign(olds.size(), none);
        to_old.assign(news.size(), none);
        for (std::uint32_t i = 0; i < news.size(); ++i)
            if (const auto found = rows.find(news[i].id); found != rows.end()) {
                to_old[i] = found->second;
                to_new[found->second] = i;
            }
    };
    pair_up(old_plan.nodes, new_plan.nodes, out.old_to_new, out.new_to_old);
    pair_up(old_plan.indicators, new_plan.indicators, out.old_to_new_indicator, out.new_to_old_indicator);
    for (std::uint32_t i = 0; i < new_plan.nodes.size(); ++i)
        if (out.new_to_old[i] != none) out.pairs.push_back({out.new_to_old[i], i, Evidence::path, 1, false});
    find_parts(tree_of(old_plan), tree_of(new_plan), out);
    return out;
}

}  // namespace gangmu::comparing
