#include "ledger/writer.hpp"

#include <exception>
#include <future>
#include <utility>

namespace gangmu::ledger {

namespace {

Error bug(std::string what) {
    return fail(Fault::internal, "command-bug",
                {"命令執行時發生程式錯誤", "The command failed through a bug"}, {}, std::move(what));
}

}  // namespace

Writer::Writer(Ledger& ledger, Book& book, WriterLimits limits)
    : ledger_(ledger), book_(book), limits_(limits), thread_([this] { work(); }) {}

Writer::~Writer() {
    stop();
}

void Writer::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    std::call_once(joined_, [this] { thread_.join(); });
}

Status Writer::submit(Produce produce, Done done) {
    {
        std::lock_guard lock(mutex_);
        if (stopping_)
            return fail(Fault::unavailable, "writer-stopped", {"系統正在停止", "Gangmu is stopping"},
                        {"請稍後再試", "Try again later"});
        if (queue_.size() >= limits_.queue)
            return fail(Fault::unavailable, "writer-busy",
                        {"等待寫入的命令過多", "Too many commands are waiting to be written"},
                        {"請稍後再試", "Try again later"});
        queue_.push_back({std::move(produce), std::move(done)});
        ++stats_.commands;
    }
    arrived_.notify_one();
    return {};
}

Result<std::vector<Event>> Writer::run(Produce produce) {
    std::promise<Result<std::vector<Event>>> promise;
    auto future = promise.get_future();
    CHECK(submit(std::move(produce),
                 [&promise](Result<std::vector<Event>> result) { promise.set_value(std::move(result)); }));
    return future.get();
}

WriterStats Writer::stats() const {
    std::lock_guard lock(mutex_);
    WriterStats copy = stats_;
    copy.waiting = queue_.size();
    return copy;
}

bool Writer::next(Command& command, bool wait) {
    std::unique_lock lock(mutex_);
    if (wait) arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return false;
    command = std::move(queue_.front());
    queue_.pop_front();
    return true;
}

void Writer::work() {
    Command command;
    while (next(command, true))
        batch(std::move(command));
}

// One command up to the commit: its events, chained and folded. On an error chain and book are as before.
Result<std::vector<Event>> Writer::stage(const Produce& produce, Chain& chain) {
    try {
        TRY(const std::vector<NewEvent> wanted, produce());
        if (wanted.empty()) return std::vector<Event>();
        Chain extended = chain;
        std::vector<Event> events;
        events.reserve(wanted.size());
        for (const NewEvent& event : wanted)
            events.push_back(extended.extend(event));
        CHECK(book_.apply(events));
        chain = std::move(extended);
        return events;
    } catch (const std::exception& error) {
        return bug(error.what());
    }
}

// The commit and, by its outcome, publish or discard.
Status Writer::settle(const std::vector<Outcome>& outcomes, const Chain& chain) {
    std::vector<Event> all;
    for (const Outcome& outcome : outcomes)
        if (outcome.result) all.insert(all.end(), outcome.result->begin(), outcome.result->end());
    if (all.empty()) return {};
    Status committed = ledger_.commit(all);
    {
        std::lock_guard lock(mutex_);
        if (committed) {
            ++stats_.commits;
            stats_.events += all.size();
            stats_.largest_batch = std::max(stats_.largest_batch, outcomes.size());
        } else {
            ++stats_.failed_commits;
        }
    }
    if (committed)
        book_.publish(chain.head());
    else
        book_.discard();
    return committed;
}

void Writer::batch(Command first) {
    std::vector<Outcome> outcomes;
    // Asked anew for each batch: after a failed commit only the store knows where the chain ends.
    Result<Chain> chain = ledger_.chain();
    if (!chain) {
        first.done(Error(chain.error()));
        return;
    }
    std::size_t bytes = 0;
    Command command = std::move(first);
    do {
        Outcome outcome{std::move(command.done), stage(command.produce, *chain)};
        if (outcome.result)
            for (const Event& event : *outcome.result)
                bytes += event.payload.size();
        outcomes.push_back(std::move(outcome));
    } while (outcomes.size() < limits_.batch_commands && bytes < limits_.batch_bytes && next(command, false));

    const Status committed = settle(outcomes, *chain);
    for (Outcome& outcome : outcomes) {
        if (committed)
            outcome.done(std::move(outcome.result));
        else
            outcome.done(Error(committed.error()));
    }
}

}  // namespace gangmu::ledger
