// A snapshot as text, for a checkpoint file: all but the contents of plans, which stay in their blobs, and
// the index, which is built anew. Derived: whatever is wrong with it, folding from the first event gives the
// same.
#pragma once

#include <string>
#include <string_view>

#include "state/contents.hpp"
#include "state/snapshot.hpp"

namespace gangmu::state {

inline constexpr int checkpoint_version = 1;

std::string write_checkpoint(const Snapshot& snapshot);

// Contents come from blobs, drafts' corrections from the ledger's events. Errors: checkpoint-bad, those of
// the ledger.
Result<Snapshot> read_checkpoint(std::string_view text, const ledger::Ledger& ledger, Contents& contents);

}  // namespace gangmu::state
