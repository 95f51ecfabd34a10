// The fold: a snapshot and the next event give the next snapshot. The cost follows the change, not the
// registry. Pure but for contents, which are loaded from blobs when nobody holds them.
#pragma once

#include "ledger/ledger.hpp"
#include "state/contents.hpp"
#include "state/snapshot.hpp"

namespace gangmu::state {

enum class Indexing { off, on };  // off: the search index stays empty (old snapshots, opening)

// Errors: store-newer (type or version of the event is unknown), store-payload (it does not fit the state:
// the ledger was not written by Gangmu), those of Contents. On an error `snapshot` may be half changed: drop
// it.
Status fold(Snapshot& snapshot, const ledger::Event& event, Contents& contents, Indexing indexing);

// All events after the snapshot's head up to `until`.
Status fold_tail(Snapshot& snapshot, const ledger::Ledger& ledger, Sequence until, Contents& contents,
                 Indexing indexing);

}  // namespace gangmu::state
