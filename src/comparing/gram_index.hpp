// Which nodes have rare pairs of characters in common with a title: so that 20,000 items can look for their
// like among 20,000 others. For the files of this room only.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "comparing/features.hpp"

namespace gangmu::comparing {

class GramIndex {
  public:
    GramIndex(const Tree& tree, const std::vector<std::uint32_t>& nodes);
    // At most `max_near` nodes, those with the most in common; pairs that stand in too many titles
    // (推動, 計畫) say nothing and are passed over.
    std::vector<std::uint32_t> near(const Features& title) const;

    static constexpr std::size_t max_near = 16;
    static constexpr std::size_t common = 100;  // titles that may share a pair of characters

  private:
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> nodes_;
};

}  // namespace gangmu::comparing
