// The state's side of the writer, and its past: folds commands into a tentative snapshot, publishes it when
// it is durable, and gives the snapshot of any earlier sequence.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>

#include "base/published.hpp"
#include "ledger/checkpoint_file.hpp"
#include "ledger/writer.hpp"
#include "state/contents.hpp"
#include "state/snapshot.hpp"

namespace gangmu::state {

// Snapshots of earlier days. The last one of each day is kept while this runs (they share nearly everything);
// others are folded from the nearest kept one or checkpoint when they are asked for.
// Threads: any.
class Past {
  public:
    Past(const ledger::Ledger& ledger, ledger::Checkpoints& checkpoints, Contents& contents)
        : ledger_(ledger), checkpoints_(checkpoints), contents_(contents) {}

    void keep(const Snapshot& snapshot);  // its index is left out
    // The snapshot after event `seq`. Errors: those of fold and the ledger.
    Result<SnapshotPtr> at(Sequence seq);
    // Bytes were erased: nothing that was folded before is given again, also what is being folded just now.
    void forget_all();

    static constexpr std::size_t max_kept = 512;

  private:
    void keep(const Snapshot& snapshot, std::uint64_t forgotten);
    SnapshotPtr nearest(Sequence seq);
    Result<Snapshot> start(Sequence seq);

    const ledger::Ledger& ledger_;
    ledger::Checkpoints& checkpoints_;
    Contents& contents_;
    std::mutex mutex_;    // of kept_
    std::mutex folding_;  // one reconstruction at a time: who comes second finds what the first one made
    struct Kept {
        SnapshotPtr snapshot;
        std::uint64_t used = 0;
    };
    std::map<Sequence, Kept> kept_;
    std::uint64_t clock_ = 0;
    std::uint64_t forgotten_ = 0;  // how often
};

class StateBook final : public ledger::Book {
  public:
    StateBook(Snapshot start, published<Snapshot>& out, Contents& contents, Past& past);

    Status apply(std::span<const ledger::Event> events) override;
    void publish(const ledger::Head& head) override;
    void discard() override { tentative_ = *published_; }

    // On the writer's thread only (in Produce):
    const Snapshot& tentative() const { return tentative_; }
    void replace(Snapshot snapshot);                 // the same head, folded anew; published at once
    void merge_index(const search::Merged& merged);  // published at once

  private:
    void set(Snapshot snapshot);

    Snapshot tentative_;
    SnapshotPtr published_;
    published<Snapshot>& out_;
    Contents& contents_;
    Past& past_;
};

}  // namespace gangmu::state
