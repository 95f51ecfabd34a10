#include "comparing/parts.hpp"

#include <algorithm>
#include <unordered_map>

namespace gangmu::comparing {
namespace {

constexpr std::size_t telling_title = 4;  // characters that may prove where an item was before
constexpr std::size_t telling_text = 12;

bool within(const std::u32string& all, const std::u32string& piece) {
    return all.find(piece) != std::u32string::npos;
}

// From one side (`here`) to the other (`there`): `partners` leads there, `back` leads here.
class Origins {
  public:
    Origins(const Tree& here, const Tree& there, const std::vector<std::uint32_t>& partners,
            const std::vector<std::uint32_t>& back)
        : here_(here), there_(there), partners_(partners), back_(back) {}

    // The item over there that this one, which has no partner, seems to have been a part of: whose children
    // it has, or which stood next to it and held its words. Or none.
    std::uint32_t of(std::uint32_t node) const {
        const auto& mine = here_.nodes[node];
        const auto above = mine.parent == none ? none : partners_[mine.parent];
        for (const auto child : mine.children) {
            if (partners_[child] == none) continue;
            const auto parent = there_.nodes[partners_[child]].parent;
            if (parent != none && parent != above && back_[parent] != none) return parent;
        }
        const auto& family = here_.children(mine.parent);
        const auto place = std::lower_bound(family.begin(), family.end(), node) - family.begin();
        const auto count = static_cast<std::ptrdiff_t>(family.size());
        for (const std::ptrdiff_t step : {-1, 1})
            for (auto at = place + step; at >= 0 && at < count; at += step) {
                const auto neighbour = family[static_cast<std::size_t>(at)];
                if (partners_[neighbour] == none) continue;
                if (held(node, neighbour)) return partners_[neighbour];
                break;
            }
        return none;
    }

  private:
    // Did the neighbour's partner hold this node's title or text, which the neighbour does not hold now?
    bool held(std::uint32_t node, std::uint32_t neighbour) const {
        const auto whole = partners_[neighbour];
        const auto& title = here_.nodes[node].title;
        if (title.size() >= telling_title && within(there_.nodes[whole].title, title) &&
            !within(here_.nodes[neighbour].title, title))
            return true;
        const auto text = essence(here_.plan->nodes[node].text);
        return text.size() >= telling_text && within(essence(there_.plan->nodes[whole].text), text) &&
               !within(essence(here_.plan->nodes[neighbour].text), text);
    }

    const Tree& here_;
    const Tree& there_;
    const std::vector<std::uint32_t>& partners_;
    const std::vector<std::uint32_t>& back_;
};

}  // namespace

void find_parts(const Tree& old_tree, const Tree& new_tree, Matching& matching) {
    std::unordered_map<std::uint32_t, std::uint32_t> pair_of_new;
    for (std::uint32_t i = 0; i < matching.pairs.size(); ++i)
        pair_of_new[matching.pairs[i].new_node] = i;
    const Origins from(new_tree, old_tree, matching.new_to_old, matching.old_to_new);
    for (std::uint32_t i = 0; i < new_tree.nodes.size(); ++i)
        if (matching.new_to_old[i] == none)
            if (const auto of = from.of(i); of != none)
                matching.splits.push_back({i, pair_of_new.at(matching.old_to_new[of])});
    const Origins into(old_tree, new_tree, matching.old_to_new, matching.new_to_old);
    for (std::uint32_t i = 0; i < old_tree.nodes.size(); ++i)
        if (matching.old_to_new[i] == none)
            if (const auto to = into.of(i); to != none) matching.merges.push_back({i, pair_of_new.at(to)});
}

}  // namespace gangmu::comparing
