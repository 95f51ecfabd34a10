// The watcher: a thread that turns what is new in the ledger, and what each day brings, into notices in the
// outbox; and the sender behind it. It reads published snapshots and the ledger's reader: the writer never
// waits for it. What it has read is in the outbox's cursor: after a restart, or kill -9, it goes on from
// there. On an outbox that was just made it begins at the ledger's present end: nobody is told the past.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "notices/sender.hpp"
#include "services/registry.hpp"

namespace gangmu::services {

class Notifier {
  public:
    // The registry (writable) must outlive it.
    explicit Notifier(Registry& registry);
    ~Notifier();

    // For tests: one look at the ledger; at the day (reminders come at 8 in the morning, Taipei).
    struct Idle {};
    Notifier(Registry& registry, Idle);
    Status look_at_events();
    Status look_at_day(std::int64_t now_us);
    notices::Sender& sender() { return *sender_; }

  private:
    void run();

    Registry& registry_;
    std::unique_ptr<notices::Sender> sender_;
    std::uint64_t seen_ = 0;  // 0: not known
    std::int32_t day_ = 0;    // last looked at
    std::int64_t day_us_ = 0;
    std::uint64_t day_version_ = 0;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace gangmu::services
