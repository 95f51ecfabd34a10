// What can be compared of two stores: the whole folded state, and outputs made from it, as hashes.
#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "state/snapshot.hpp"

namespace gangmu::backup {

// The state after event `seq`. `checkpoints`: the folder whose checkpoints may be stood on; empty: folded
// from the first event. Errors: those of the ledger and of the fold.
Result<state::Snapshot> state_at(const ledger::Ledger& ledger, ledger::Sequence seq,
                                 const std::string& checkpoints);

std::string state_sum(const state::Snapshot& snapshot);

struct OutputSum {
    std::string name;  // p-1a2b… json
    std::string sha256;

    bool operator==(const OutputSum&) const = default;
};
// Exports of some plans, in each format whose bytes are the same each time.
Result<std::vector<OutputSum>> output_sums(const state::Snapshot& snapshot);

}  // namespace gangmu::backup
