#include "ledger/memory.hpp"

#include <algorithm>

#include "base/sha256.hpp"
#include "ledger/faults.hpp"
#include "ledger/verify.hpp"

namespace gangmu::ledger {

Status MemoryLedger::commit(std::span<const Event> events) {
    TRY(const Chain end, chain());
    CHECK(follows(end, events));
    std::lock_guard lock(mutex_);
    if (failure_) return *std::exchange(failure_, std::nullopt);
    events_.insert(events_.end(), events.begin(), events.end());
    return {};
}

Result<Chain> MemoryLedger::chain() const {
    std::lock_guard lock(mutex_);
    if (events_.empty()) return Chain();
    return Chain({events_.back().seq, events_.back().hash}, events_.back().recorded_us);
}

Result<std::vector<Event>> MemoryLedger::read(Sequence after, std::size_t limit) const {
    std::lock_guard lock(mutex_);
    if (after >= events_.size()) return std::vector<Event>();
    const auto first = events_.begin() + static_cast<std::ptrdiff_t>(after);
    return std::vector<Event>(first,
                              first + static_cast<std::ptrdiff_t>(std::min(limit, events_.size() - after)));
}

Result<Head> MemoryLedger::head() const {
    TRY(const Chain end, chain());
    return end.head();
}

Result<Head> MemoryLedger::head_at(Sequence seq) const {
    std::lock_guard lock(mutex_);
    if (seq == 0) return Head();
    if (seq > events_.size()) return event_unknown(seq);
    return Head{seq, events_[seq - 1].hash};
}

Result<Sequence> MemoryLedger::last_at(std::int64_t recorded_us) const {
    std::lock_guard lock(mutex_);
    const auto after =
        std::upper_bound(events_.begin(), events_.end(), recorded_us,
                         [](std::int64_t time, const Event& event) { return time < event.recorded_us; });
    return static_cast<Sequence>(after - events_.begin());
}

Result<std::string> MemoryLedger::put_blob(std::string_view bytes) {
    const std::string name = sha256_hex(bytes);
    std::lock_guard lock(mutex_);
    const auto [at, fresh] = blobs_.try_emplace(name, std::string(bytes));
    if (!at->second) return blob_erased(name);
    return name;
}

Result<std::string> MemoryLedger::blob(std::string_view sha256) const {
    std::lock_guard lock(mutex_);
    const auto at = blobs_.find(sha256);
    if (at == blobs_.end()) return blob_unknown(sha256);
    if (!at->second) return blob_erased(sha256);
    return *at->second;
}

Result<bool> MemoryLedger::has_blob(std::string_view sha256) const {
    std::lock_guard lock(mutex_);
    const auto at = blobs_.find(sha256);
    return at != blobs_.end() && at->second.has_value();
}

Status MemoryLedger::erase_payload(Sequence seq) {
    std::lock_guard lock(mutex_);
    if (seq == 0 || seq > events_.size()) return event_unknown(seq);
    events_[seq - 1].payload.clear();
    events_[seq - 1].erased = true;
    return {};
}

Status MemoryLedger::erase_blob(std::string_view sha256) {
    std::lock_guard lock(mutex_);
    const auto at = blobs_.find(sha256);
    if (at == blobs_.end()) return blob_unknown(sha256);
    at->second.reset();
    return {};
}

Result<Verification> MemoryLedger::verify(bool blobs, const Progress& progress) const {
    TRY(const Head end, head());
    TRY(Verification verification, verify_chain(*this, end.seq, progress));
    if (!blobs) return verification;
    std::lock_guard lock(mutex_);
    for (const auto& [name, bytes] : blobs_) {
        if (!bytes)
            verification.erased_blobs.push_back(name);
        else if (sha256_hex(*bytes) != name)
            verification.bad_blobs.push_back(name);
    }
    verification.good = verification.good && verification.bad_blobs.empty();
    return verification;
}

void MemoryLedger::fail_next(Error error) {
    std::lock_guard lock(mutex_);
    failure_ = std::move(error);
}

}  // namespace gangmu::ledger
