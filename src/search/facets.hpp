// Counting what a search finds by type, kind, plan and agency, exactly.
//
// The passages of a segment have few shapes (combinations of type, kind and agencies), and those of one plan
// mostly stand together. So a match is counted once, by its shape, and matches of a plan are counted by where
// its run of passages ends. The counts of long lists are written down when the segment is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "search/index.hpp"
#include "search/segment.hpp"

namespace gangmu::search {

// Counts of passages of one segment: types, then kinds, plans and agencies by their numbers there.
using FacetCounts = std::span<const std::uint32_t>;
std::size_t facet_width(const Segment& segment);

// Counts passages of one segment. Not shared between threads.
class FacetTally {
  public:
    // `most`: no more will be counted, about.
    FacetTally(const Segment& segment, std::size_t most);
    // Each call further to the right than the one before; `docs` ascend.
    void count(std::span<const Doc> docs);
    FacetCounts counts();  // of all so far; after it nothing more is counted

  private:
    void count_shapes(std::span<const Doc> docs);
    void count_plans(std::span<const Doc> docs);
    void add_shape(std::uint32_t shape, std::uint32_t times);

    const Segment& segment_;
    std::size_t plans_;     // where they begin in counts_ …
    std::size_t agencies_;  // … and the agencies
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> by_shape_;  // two for each shape; empty: shapes are taken apart at once
    std::size_t run_ = 0;                  // of passages of one plan
};

// Adds up the counts of segments. The segments outlive it.
class FacetTotals {
  public:
    void add(const Segment& segment, FacetCounts counts);
    void finish(Answer& answer) const;

  private:
    using Totals = std::map<std::string_view, std::size_t>;
    static Counts ordered(const Totals& totals);
    Totals types_, kinds_, plans_, agencies_;
};

// For who builds a segment, as the last thing: counts all its passages and those of its long lists.
void keep_counts(Segment& segment);

}  // namespace gangmu::search
