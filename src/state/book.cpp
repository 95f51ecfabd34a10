#include "state/book.hpp"

#include <algorithm>
#include <cassert>

#include "state/calendar.hpp"
#include "state/checkpoint.hpp"
#include "state/fold.hpp"

namespace gangmu::state {

void Past::keep(const Snapshot& snapshot) {
    std::uint64_t forgotten = 0;
    {
        std::lock_guard lock(mutex_);
        forgotten = forgotten_;
    }
    keep(snapshot, forgotten);
}

void Past::keep(const Snapshot& snapshot, std::uint64_t forgotten) {
    auto copy = std::make_shared<Snapshot>(snapshot);
    copy->index = {};
    std::lock_guard lock(mutex_);
    if (forgotten != forgotten_) return;
    kept_[snapshot.head.seq] = {std::move(copy), ++clock_};
    if (kept_.size() <= max_kept) return;
    kept_.erase(std::min_element(kept_.begin(), kept_.end(),
                                 [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
}

SnapshotPtr Past::nearest(Sequence seq) {
    std::lock_guard lock(mutex_);
    auto after = kept_.upper_bound(seq);
    if (after == kept_.begin()) return nullptr;
    auto& found = std::prev(after)->second;
    found.used = ++clock_;
    return found.snapshot;
}

// The latest known state at or before `seq`.
Result<Snapshot> Past::start(Sequence seq) {
    const auto kept = nearest(seq);
    Sequence checkpointed = 0;
    for (const auto& head : checkpoints_.list())
        if (head.seq <= seq) checkpointed = std::max(checkpointed, head.seq);
    if (checkpointed > (kept ? kept->head.seq : 0)) {
        TRY(const auto checkpoint, checkpoints_.load(ledger_, seq));
        if (checkpoint) {
            auto read = read_checkpoint(checkpoint->content, ledger_, contents_);
            if (read && read->head == checkpoint->head) return std::move(*read);
        }
    }
    return kept ? *kept : Snapshot();
}

Result<SnapshotPtr> Past::at(Sequence seq) {
    const auto known = [&]() -> SnapshotPtr {
        const auto near = nearest(seq);
        return near && near->head.seq == seq ? near : nullptr;
    };
    if (auto snapshot = known()) return snapshot;
    std::lock_guard lock(folding_);
    if (auto snapshot = known()) return snapshot;
    std::uint64_t forgotten = 0;
    {
        std::lock_guard reading(mutex_);
        forgotten = forgotten_;
    }
    TRY(Snapshot snapshot, start(seq));
    CHECK(fold_tail(snapshot, ledger_, seq, contents_, Indexing::off));
    keep(snapshot, forgotten);
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

void Past::forget_all() {
    std::lock_guard lock(mutex_);
    kept_.clear();
    ++forgotten_;
}

StateBook::StateBook(Snapshot start, published<Snapshot>& out, Contents& contents, Past& past)
    : tentative_(std::move(start)),
      published_(std::make_shared<const Snapshot>(tentative_)),
      out_(out),
      contents_(contents),
      past_(past) {
    out_.set(published_);
}

Status StateBook::apply(std::span<const ledger::Event> events) {
    Snapshot next = tentative_;
    for (const auto& event : events)
        CHECK(fold(next, event, contents_, Indexing::on));
    tentative_ = std::move(next);
    return {};
}

void StateBook::publish(const ledger::Head& head) {
    assert(tentative_.head == head);
    static_cast<void>(head);
    if (published_->head.seq > 0 && day_of(published_->recorded_us) != day_of(tentative_.recorded_us))
        past_.keep(*published_);
    set(tentative_);
}

void StateBook::set(Snapshot snapshot) {
    published_ = std::make_shared<const Snapshot>(std::move(snapshot));
    out_.set(published_);
}

void StateBook::replace(Snapshot snapshot) {
    tentative_ = std::move(snapshot);
    set(tentative_);
}

void StateBook::merge_index(const search::Merged& merged) {
    tentative_.index = tentative_.index.with(merged);
    Snapshot next = *published_;
    next.index = next.index.with(merged);
    set(std::move(next));
}

}  // namespace gangmu::state
