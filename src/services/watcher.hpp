// Early warning at work: after each commit the rules whose values changed are judged, off the writer's
// thread, and what follows is recorded as commands of Gangmu's own; then those whom it concerns are told
// through the outbox. A tick twice a minute looks at what only time changes: values that did not come,
// escalations, silences.
//
// It keeps nothing that matters. Judging is a pure function of the snapshot, a command looks at the newest
// alert before it adds a step, and notices are made from the ledger with a cursor that the outbox keeps with
// them: after kill -9 the next start judges everything once more and says nothing twice.
//
// One thread. Threads: every member from any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ledger/ledger.hpp"
#include "ledger/writer.hpp"
#include "notices/outbox.hpp"
#include "state/snapshot.hpp"
#include "warning/alert.hpp"

namespace gangmu::services {

class Watcher {
  public:
    using Now = std::function<state::SnapshotPtr()>;
    using Produce = std::function<Result<std::vector<ledger::NewEvent>>(const state::Snapshot&)>;
    using Record = std::function<Status(const Produce&)>;
    using Clock = std::function<std::int64_t()>;  // microseconds since 1970

    // `outbox` may be null: then nobody is told. All outlive the watcher.
    Watcher(Now now, Record record, const ledger::Ledger& ledger, notices::Outbox* outbox, Clock clock);
    ~Watcher();

    void look();  // something was committed: in a moment
    // Now, on this thread; afterwards alerts and notices are those of the snapshot that was published when
    // this was called, or of a later one. Errors: those of the writer and the outbox.
    Status check(bool tick = true);  // tick: with what only time changes

  private:
    struct Found;
    void run();
    std::vector<Found> judged(const state::Snapshot& snapshot, bool tick);
    std::vector<Found> escalated(const state::Snapshot& snapshot) const;
    Status submit(const std::vector<Found>& found);
    Status tell();

    const Now now_;
    const Record record_;
    const ledger::Ledger& ledger_;
    notices::Outbox* const outbox_;
    const Clock clock_;

    std::mutex pass_mutex_;     // one pass at a time; guards the next four
    std::uint64_t looked_ = 0;  // events up to here are judged
    std::uint64_t told_ = 0;    // and up to here people were told of
    std::uint64_t rules_version_ = 0;
    bool first_ = true;

    std::mutex mutex_;
    std::condition_variable arrived_;
    bool waiting_ = true;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace gangmu::services
