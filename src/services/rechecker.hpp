// Keeps the findings of large drafts in step with their corrections. Checking twenty thousand nodes takes
// longer than anybody should wait for a correction, so it runs here, on a published snapshot, and what it
// finds is recorded as a correction of its own by Gangmu. Until then the content says so itself
// (Content::findings_current), and after a restart the drafts that still say so are looked at again.
//
// One thread, which rests twice as long as it worked: under a stream of corrections it takes a third of a
// core. Threads: every member from any thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/json.hpp"
#include "ledger/writer.hpp"
#include "state/snapshot.hpp"

namespace gangmu::services {

// Drafts up to this size are checked within the correction: a few milliseconds.
inline constexpr std::size_t checked_at_once = 1'000;  // nodes

// What checking says of the content against the findings it has, as an operation of state/corrections.hpp
// (without "of"); with empty lists when nothing has changed.
json::object findings_operation(const state::Content& content, const std::vector<std::string>& rules_off);

class Rechecker {
  public:
    using Now = std::function<state::SnapshotPtr()>;
    // Records what `produce` gives for the newest state, or nothing when it gives no event.
    using Produce = std::function<Result<std::vector<ledger::NewEvent>>(const state::Snapshot&)>;
    using Record = std::function<Status(const Produce&)>;

    Rechecker(Now now, Record record);
    ~Rechecker();

    void look(const std::string& plan);  // in a while
    void look_at_stale();                // at every draft that says so
    // Now, on this thread: afterwards the draft's findings are of the content that was published when this
    // was called, or of a later one. Nothing happens when they are already. Errors: those of the writer.
    Status check(const std::string& plan);

  private:
    void run();

    const Now now_;
    const Record record_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::string> waiting_;  // each plan once
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace gangmu::services
