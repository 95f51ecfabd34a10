// The one writer: many threads submit commands, one thread makes them events. Whatever waits is taken
// together:
//   for each command, in order:  produce() looks at the newest state and gives events (or an error);
//                                they are chained and folded into the book's tentative state, so that the
//                                next command of the same batch already sees them;
//   then                         ONE durable commit for all of them;
//   then                         book.publish(), and every command hears of its events.
// No artificial delay: while one commit is on its way to the disk, the next batch gathers.
// If the commit fails, every command of the batch fails with that error (also those that produced nothing or
// were refused: what they saw did not come to be), book.discard() forgets the tentative state, and the writer
// lives on.
//
// Threads: submit, run, stop and stats from any thread. Produce, Book and Done run on the writer's thread:
// they must not call run() or stop() (it would wait for itself), Done must not throw, and all should be
// quick: heavy work is done before submitting.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::ledger {

// Who folds. Implemented by state; every call comes from the writer's thread.
class Book {
  public:
    virtual ~Book() = default;
    // Folds one command's events into the tentative state. All or nothing: on an error the tentative state is
    // as it was, and the command fails with that error, nothing of it is kept.
    virtual Status apply(std::span<const Event> events) = 0;
    // All that was applied since the last publish is durable: the tentative state becomes the one that
    // readers get.
    virtual void publish(const Head& head) = 0;
    // Nothing of it came to be: back to the state of the last publish.
    virtual void discard() = 0;
};

// Validates one command against the book's tentative state and gives its events; none: nothing to record.
using Produce = std::function<Result<std::vector<NewEvent>>()>;
using Done = std::function<void(Result<std::vector<Event>>)>;

struct WriterLimits {
    std::size_t queue = 4096;             // commands that may wait; over it submit fails with "writer-busy"
    std::size_t batch_commands = 512;     // commands in one commit
    std::size_t batch_bytes = 16U << 20;  // payload bytes after which a batch takes no further command
};

struct WriterStats {
    std::uint64_t commands = 0;  // accepted into the queue
    std::uint64_t events = 0;    // durable
    std::uint64_t commits = 0;   // durable commits
    std::uint64_t failed_commits = 0;
    std::size_t waiting = 0;
    std::size_t largest_batch = 0;  // commands in one commit
};

class Writer {
  public:
    // Both outlive the writer. The book stands at the ledger's head.
    Writer(Ledger& ledger, Book& book, WriterLimits limits = {});
    ~Writer();  // as stop()
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Queues a command. `done` is called exactly once if this succeeds, never if it fails.
    // Errors: writer-busy (the queue is full), writer-stopped; both Fault::unavailable.
    Status submit(Produce produce, Done done);
    // The same, waiting for the outcome.
    Result<std::vector<Event>> run(Produce produce);

    // Takes no new commands, finishes those that wait, and returns when the thread has ended.
    void stop();
    WriterStats stats() const;

  private:
    struct Command {
        Produce produce;
        Done done;
    };
    struct Outcome {
        Done done;
        Result<std::vector<Event>> result;
    };

    void work();
    bool next(Command& command, bool wait);
    void batch(Command first);
    Result<std::vector<Event>> stage(const Produce& produce, Chain& chain);
    Status settle(const std::vector<Outcome>& outcomes, const Chain& chain);

    Ledger& ledger_;
    Book& book_;
    const WriterLimits limits_;

    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Command> queue_;
    bool stopping_ = false;
    WriterStats stats_;
    std::once_flag joined_;
    std::thread thread_;
};

}  // namespace gangmu::ledger
