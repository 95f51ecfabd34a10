#include "search/facets.hpp"

#include <algorithm>

namespace gangmu::search {
namespace {

// Lists with fewer passages are counted when they are asked for; and kept counts shall not take more room
// than the lists themselves.
constexpr std::size_t fewest_kept = 2'048;
constexpr std::size_t passages_per_count = 4;

// Fewer matches for each run of a plan than this are counted one by one.
constexpr std::size_t matches_per_run = 8;

}  // namespace

std::size_t facet_width(const Segment& segment) {
    return type_count + segment.kinds.names.size() + segment.plans.names.size() +
           segment.agency_names.names.size();
}

FacetTally::FacetTally(const Segment& segment, std::size_t most)
    : segment_(segment),
      plans_(type_count + segment.kinds.names.size()),
      agencies_(plans_ + segment.plans.names.size()),
      counts_(facet_width(segment), 0) {
    if (segment.shapes.size() <= most) by_shape_.assign(2 * segment.shapes.size(), 0);
}

void FacetTally::count(std::span<const Doc> docs) {
    if (docs.empty()) return;
    count_shapes(docs);
    count_plans(docs);
}

void FacetTally::count_shapes(std::span<const Doc> docs) {
    const auto& shape = segment_.shape;
    if (shape.uniform()) {
        add_shape(shape[0], static_cast<std::uint32_t>(docs.size()));
        return;
    }
    if (by_shape_.empty()) {
        for (const Doc doc : docs)
            add_shape(shape[doc], 1);
        return;
    }
    // Two counters by turns: neighbours are mostly of one shape, and would wait for each other.
    std::size_t i = 0;
    for (; i + 1 < docs.size(); i += 2) {
        ++by_shape_[2 * std::size_t{shape[docs[i]]}];
        ++by_shape_[2 * std::size_t{shape[docs[i + 1]]} + 1];
    }
    if (i < docs.size()) ++by_shape_[2 * std::size_t{shape[docs[i]]}];
}

void FacetTally::count_plans(std::span<const Doc> docs) {
    const auto& runs = segment_.plan_runs;
    std::uint32_t* const plans = counts_.data() + plans_;
    const auto behind = [&](Doc doc) {  // the number of the first run that begins behind
        return static_cast<std::size_t>(
            std::upper_bound(runs.begin() + static_cast<std::ptrdiff_t>(run_), runs.end(), doc) -
            runs.begin());
    };
    run_ = behind(docs.front()) - 1;
    if ((behind(docs.back()) - run_) * matches_per_run > docs.size()) {
        for (const Doc doc : docs)
            ++plans[segment_.plan[doc]];
        return;
    }
    for (auto at = docs.begin(); at != docs.end(); ++run_) {
        const auto end =
            run_ + 1 < runs.size() ? std::lower_bound(at, docs.end(), runs[run_ + 1]) : docs.end();
        if (end != at) plans[segment_.plan[*at]] += static_cast<std::uint32_t>(end - at);
        at = end;
        if (at == docs.end()) break;
    }
}

void FacetTally::add_shape(std::uint32_t shape, std::uint32_t times) {
    const auto& shapes = segment_.shapes;
    counts_[shapes.type[shape]] += times;
    counts_[type_count + shapes.kind[shape]] += times;
    for (const auto agency : shapes.agencies(shape))
        counts_[agencies_ + agency] += times;
}

FacetCounts FacetTally::counts() {
    for (std::uint32_t shape = 0; 2 * std::size_t{shape} < by_shape_.size(); ++shape) {
        const auto times = by_shape_[2 * std::size_t{shape}] + by_shape_[2 * std::size_t{shape} + 1];
        if (times != 0) add_shape(shape, times);
    }
    by_shape_.clear();
    return counts_;
}

void FacetTotals::add(const Segment& segment, FacetCounts counts) {
    for (std::size_t type = 0; type < type_count; ++type)
        if (counts[type] != 0) types_[to_string(static_cast<Type>(type))] += counts[type];
    std::size_t at = type_count;
    const auto gather = [&](const Names& names, Totals& totals) {
        for (const auto& name : names.names) {
            if (counts[at] != 0 && !name.empty()) totals[name] += counts[at];
            ++at;
        }
    };
    gather(segment.kinds, kinds_);
    gather(segment.plans, plans_);
    gather(segment.agency_names, agencies_);
}

void FacetTotals::finish(Answer& answer) const {
    answer.types = ordered(types_);
    answer.kinds = ordered(kinds_);
    answer.plans = ordered(plans_);
    answer.agencies = ordered(agencies_);
}

Counts FacetTotals::ordered(const Totals& totals) {
    std::vector<const Totals::value_type*> order;
    order.reserve(totals.size());
    for (const auto& total : totals)
        order.push_back(&total);
    std::stable_sort(order.begin(), order.end(),  // by name they are ordered already
                     [](const auto* a, const auto* b) { return a->second > b->second; });
    Counts counts;
    counts.reserve(order.size());
    for (const auto* total : order)
        counts.emplace_back(total->first, total->second);
    return counts;
}

void keep_counts(Segment& segment) {
    if (segment.size() == 0) return;
    const std::size_t width = facet_width(segment);
    const std::size_t fewest = std::max(fewest_kept, passages_per_count * width);
    const auto keep = [&](FacetCounts counts) {
        segment.kept_counts.insert(segment.kept_counts.end(), counts.begin(), counts.end());
    };
    const auto keep_list = [&](std::uint32_t at, std::uint32_t count) {
        if (count < fewest) return;
        FacetTally tally(segment, count);
        for (PostingCursor cursor({segment.posting_bytes.data() + at, count}); cursor.doc() != no_doc;
             cursor.next_block())
            tally.count(cursor.block_docs());
        segment.kept_at.push_back(at);
        keep(tally.counts());
    };
    for (std::size_t term = 0; term < segment.posting_at.size(); ++term)
        keep_list(segment.posting_at[term], segment.posting_count[term]);
    for (std::size_t letter = 0; letter < segment.letter_at.size(); ++letter)  // which lie behind the terms
        keep_list(segment.letter_at[letter], segment.letter_count[letter]);
    if (segment.size() < fewest) return;
    std::vector<Doc> all(segment.size());
    for (Doc doc = 0; doc < segment.size(); ++doc)
        all[doc] = doc;
    FacetTally tally(segment, all.size());
    tally.count(all);
    segment.kept_at.push_back(Segment::at_everything);
    keep(tally.counts());
}

}  // namespace gangmu::search
