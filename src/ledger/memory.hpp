// A ledger that lives in memory: for tests and for `gangmu read`, which keeps nothing.
// Threads: any. fail_next makes the next commit fail with this error, as a full disk would.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::ledger {

class MemoryLedger : public Ledger {
  public:
    Status commit(std::span<const Event> events) override;
    Result<Chain> chain() const override;
    Result<std::vector<Event>> read(Sequence after, std::size_t limit) const override;
    Result<Head> head() const override;
    Result<Head> head_at(Sequence seq) const override;
    Result<Sequence> last_at(std::int64_t recorded_us) const override;
    Result<std::string> put_blob(std::string_view bytes) override;
    Result<std::string> blob(std::string_view sha256) const override;
    Result<bool> has_blob(std::string_view sha256) const override;
    Status erase_payload(Sequence seq) override;
    Status erase_blob(std::string_view sha256) override;
    Result<Verification> verify(bool blobs, const Progress& progress = {}) const override;

    void fail_next(Error error);
    // For tests of verify: edits what is kept.
    std::vector<Event>& events() { return events_; }

  private:
    mutable std::mutex mutex_;
    std::vector<Event> events_;
    std::map<std::string, std::optional<std::string>, std::less<>> blobs_;  // nothing: erased
    std::optional<Error> failure_;
};

}  // namespace gangmu::ledger
