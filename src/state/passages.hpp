// What of a plan can be found: contents as passages of the search index. Pure.
#pragma once

#include <string>
#include <vector>

#include "search/index.hpp"
#include "state/snapshot.hpp"

namespace gangmu::state {

inline constexpr std::uint8_t audience_all = 0;
inline constexpr std::uint8_t audience_officers = 1;

struct PassageFrame {  // what all passages of one content have in common
    std::string plan;
    std::uint8_t audience = audience_all;
    Sequence from = 0;
    search::Day effective_from = search::day_always;
};

void add_plan(const PassageFrame& frame, const Content& content, std::vector<search::Passage>& out);
void add_node(const PassageFrame& frame, const Content& content, Row row, std::vector<search::Passage>& out);
void add_indicator(const PassageFrame& frame, const Content& content, const model::Indicator& indicator,
                   std::vector<search::Passage>& out);

// The changes that an event makes to the index; `after` is the snapshot after it (its index not yet changed).
search::Batch batch_drafted(const Snapshot& after, const Plan& plan);
search::Batch batch_corrected(const Snapshot& after, const Plan& plan,
                              const std::vector<std::string>& touched, const std::vector<std::string>& gone);
search::Batch batch_published(Snapshot& after, const Plan& plan);  // marks the agencies it names
search::Batch batch_withdrawn(const Snapshot& after, const Plan& plan);
search::Batch batch_document(const Snapshot& after, const Document& document);

// The whole index anew, from what a snapshot holds: the latest drafts, and all editions with the sequence and
// the days they are known and in force.
search::Index build_index(Snapshot& snapshot, unsigned threads);

}  // namespace gangmu::state
