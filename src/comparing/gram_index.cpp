#include "comparing/gram_index.hpp"

#include <algorithm>

namespace gangmu::comparing {

GramIndex::GramIndex(const Tree& tree, const std::vector<std::uint32_t>& nodes) {
    for (const auto node : nodes) {
        std::uint64_t last = 0;
        for (const auto gram : tree.nodes[node].grams) {
            if (gram == last) continue;  // they are sorted
            last = gram;
            auto& at = nodes_[gram];
            if (at.size() <= common) at.push_back(node);  // one more than is used shows that it is common
        }
    }
}

std::vector<std::uint32_t> GramIndex::near(const Features& title) const {
    std::unordered_map<std::uint32_t, std::uint32_t> shared;
    for (const auto gram : title.grams) {
        const auto found = nodes_.find(gram);
        if (found == nodes_.end() || found->second.size() > common) continue;
        for (const auto node : found->second)
            ++shared[node];
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranked;
    ranked.reserve(shared.size());
    for (const auto& [node, count] : shared)
        ranked.emplace_back(count, node);
    const auto best = std::min(ranked.size(), max_near);
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(best), ranked.end(),
                      [](const auto& a, const auto& b) {
                          return a.first != b.first ? a.first > b.first : a.second < b.second;
                      });
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < best; ++i)
        out.push_back(ranked[i].second);
    return out;
}

}  // namespace gangmu::comparing
