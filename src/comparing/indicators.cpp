#include "comparing/indicators.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "comparing/features.hpp"

namespace gangmu::comparing {
namespace {

constexpr double alike = 0.45;       // of titles
constexpr double alike_alone = 0.2;  // of the one indicator left with the same role and number
constexpr std::size_t telling = 6;   // characters of a title that may be looked for in the whole plan

struct Item {
    std::u32string title;
    std::u32string label;
    Grams grams;
};

std::vector<Item> items_of(const std::vector<model::Indicator>& indicators) {
    std::vector<Item> items;
    items.reserve(indicators.size());
    for (const auto& each : indicators) {
        Item item{essence(each.title), essence(each.label), {}};
        item.grams = grams_of(item.title);
        items.push_back(std::move(item));
    }
    return items;
}

using Groups = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;

Groups by_node(const std::vector<model::Indicator>& indicators) {
    Groups groups;
    for (std::uint32_t i = 0; i < indicators.size(); ++i)
        groups[indicators[i].node].push_back(i);
    return groups;
}

class IndicatorMatcher {
  public:
    IndicatorMatcher(const model::Plan& old_plan, const model::Plan& new_plan, Matching& matching)
        : olds_(old_plan.indicators),
          news_(new_plan.indicators),
          old_items_(items_of(olds_)),
          new_items_(items_of(news_)),
          matching_(matching) {
        matching_.old_to_new_indicator.assign(olds_.size(), none);
        matching_.new_to_old_indicator.assign(news_.size(), none);
    }

    void run(const model::Plan& old_plan, const model::Plan& new_plan) {
        const auto old_groups = by_node(olds_);
        const auto new_groups = by_node(news_);
        const auto together = [&](std::string_view old_node, std::string_view new_node) {
            const auto a = old_groups.find(old_node);
            const auto b = new_groups.find(new_node);
            if (a != old_groups.end() && b != new_groups.end()) align(a->second, b->second);
        };
        for (const auto& pair : matching_.pairs)
            together(old_plan.nodes[pair.old_node].id, new_plan.nodes[pair.new_node].id);
        together("", "");  // those that hang on no node
        elsewhere();
    }

  private:
    void pair(std::uint32_t a, std::uint32_t b) {
        matching_.old_to_new_indicator[a] = b;
        matching_.new_to_old_indicator[b] = a;
    }
    bool free(std::uint32_t a, std::uint32_t b) const {
        return matching_.old_to_new_indicator[a] == none && matching_.new_to_old_indicator[b] == none;
    }

    void align(const std::vector<std::uint32_t>& olds, const std::vector<std::uint32_t>& news) {
        std::vector<std::tuple<double, std::uint32_t, std::uint32_t>> candidates;
        const std::size_t reach = olds.size() * news.size() <= 10'000 ? news.size() : 50;
        for (std::size_t i = 0; i < olds.size(); ++i) {
            // Of very long lists only what stands about where it stood.
            const std::size_t first = reach == news.size() || i < reach ? 0 : i - reach;
            const std::size_t last = std::min(news.size(), reach == news.size() ? reach : i + reach);
            for (std::size_t j = first; j < last; ++j) {
                const auto a = olds[i], b = news[j];
                const auto& x = old_items_[a];
                const auto& y = new_items_[b];
                const double like = x.title == y.title ? 1 : likeness(x.grams, y.grams);
                if (like < alike || olds_[a].role != news_[b].role) continue;
                const double distance = i < j ? static_cast<double>(j - i) : static_cast<double>(i - j);
                candidates.emplace_back(-like - (x.label == y.label ? 0.3 : 0) + distance * 1e-6, a, b);
            }
        }
        std::sort(candidates.begin(), candidates.end());
        for (const auto& [score, a, b] : candidates)
            if (free(a, b)) pair(a, b);
        the_one_left(olds, news);
    }

    // One left on each side, in the same role and with the same number: its words were changed.
    void the_one_left(const std::vector<std::uint32_t>& olds, const std::vector<std::uint32_t>& news) {
        for (const auto* role : {"kpi", "goal"}) {
            const auto left = [&](const auto& all, const auto& items, const auto& partners) {
                std::vector<std::uint32_t> out;
                for (const auto each : all)
                    if (partners[each] == none && items[each].role == role) out.push_back(each);
                return out;
            };
            const auto a = left(olds, olds_, matching_.old_to_new_indicator);
            const auto b = left(news, news_, matching_.new_to_old_indicator);
            if (a.size() != 1 || b.size() != 1) continue;
            const auto& x = old_items_[a.front()];
            const auto& y = new_items_[b.front()];
            if (x.label == y.label && likeness(x.grams, y.grams) >= alike_alone) pair(a.front(), b.front());
        }
    }

    // What went to another item: a telling title that stands once on each side.
    void elsewhere() {
        std::unordered_map<std::uint64_t, std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>>
            left;
        for (std::uint32_t i = 0; i < olds_.size(); ++i)
            if (matching_.old_to_new_indicator[i] == none && old_items_[i].title.size() >= telling)
                left[hash_of(old_items_[i].title)].first.push_back(i);
        for (std::uint32_t i = 0; i < news_.size(); ++i)
            if (matching_.new_to_old_indicator[i] == none && new_items_[i].title.size() >= telling)
                left[hash_of(new_items_[i].title)].second.push_back(i);
        for (const auto& [hash, both] : left)
            if (both.first.size() == 1 && both.second.size() == 1 &&
                olds_[both.first.front()].role == news_[both.second.front()].role)
                pair(both.first.front(), both.second.front());
    }

    const std::vector<model::Indicator>& olds_;
    const std::vector<model::Indicator>& news_;
    const std::vector<Item> old_items_;
    const std::vector<Item> new_items_;
    Matching& matching_;
};

}  // namespace

void match_indicators(const model::Plan& old_plan, const model::Plan& new_plan, Matching& matching) {
    IndicatorMatcher(old_plan, new_plan, matching).run(old_plan, new_plan);
}

}  // namespace gangmu::comparing
