// The ledger: the append-only, hash-chained record of every event. This is its face; sqlite/ (and later
// postgres/) stand behind it. What endures is here; everything else can be rebuilt from it.
//
// Chain (chain.hpp): hash(n) = SHA-256(hash(n-1) ‖ canonical(n)), where canonical(n) is the JSON text of
// [seq, recorded, effective, actor, type, SHA-256 of payload] — so a payload can be taken out (erase) while
// the chain still proves that nothing else changed. hash(0) is 64 zeros. Hashes enter as their hex digits.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gangmu::ledger {

using Sequence = std::uint64_t;  // from 1, without gaps
using Hash = std::string;        // 64 hex digits

// What a command asks to be recorded.
struct NewEvent {
    std::string type;       // "plan.published"
    std::string actor;      // account name, "system" or "local:<unix user>"
    std::string effective;  // ISO date, or empty: from when it is recorded
    std::string payload;    // JSON; large content goes into a blob and is named by its SHA-256
};

struct Event {
    Sequence seq = 0;
    std::int64_t recorded_us = 0;  // microseconds since 1970, UTC, the machine's clock; never decreases
    std::string effective;
    std::string actor;
    std::string type;
    std::string payload;  // empty when erased
    Hash payload_hash;
    Hash hash;
    bool erased = false;
};

struct Head {
    Sequence seq = 0;
    Hash hash = Hash(64, '0');

    bool operator==(const Head&) const = default;
};

struct Verification {
    bool good = true;
    Head head;  // as far as the chain holds
    std::optional<Sequence> first_bad;
    std::string reason;  // Chinese and English, one line each
    std::vector<std::string>
        bad_blobs;                 // names of blobs whose bytes are missing or changed (and were not erased)
    std::vector<Sequence> erased;  // payloads taken out; every one should have its event that says why
    std::vector<std::string> erased_blobs;  // likewise
};

using Progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;  // false: stop

class Chain;

class Ledger {
  public:
    virtual ~Ledger() = default;

    // Appends all events of all batches in one durable commit (fsync before it returns). One caller at a
    // time: the writer. On an error nothing was appended.
    Result<std::vector<Event>> append(std::span<const NewEvent> events);
    // The same for events that a Chain standing at this ledger's head has already made (so that they can be
    // folded before they are durable). Errors: ledger-moved when they do not follow the head; disk-full,
    // store-io.
    virtual Status commit(std::span<const Event> events) = 0;
    // The end of the chain, from where the next events are made.
    virtual Result<Chain> chain() const = 0;

    // Events with seq > after, in order, at most `limit`. Threads: any, beside append.
    virtual Result<std::vector<Event>> read(Sequence after, std::size_t limit) const = 0;
    virtual Result<Head> head() const = 0;
    virtual Result<Head> head_at(Sequence seq) const = 0;
    // The last event recorded at or before this instant (0: none).
    virtual Result<Sequence> last_at(std::int64_t recorded_us) const = 0;

    // Content-addressed bytes. Threads: any, beside append. put_blob returns the SHA-256 and is durable when
    // it returns; the same bytes twice are one.
    virtual Result<std::string> put_blob(std::string_view bytes) = 0;
    virtual Result<std::string> blob(
        std::string_view sha256) const = 0;  // Errors: blob-unknown, blob-erased, blob-corrupt
    virtual Result<bool> has_blob(std::string_view sha256) const = 0;

    // Takes out bytes filed by mistake; hashes stay. Recorded by the caller as an event first.
    virtual Status erase_payload(Sequence seq) = 0;
    virtual Status erase_blob(std::string_view sha256) = 0;

    // Walks the chain (and the blobs, if asked) from the first event.
    virtual Result<Verification> verify(bool blobs, const Progress& progress = {}) const = 0;
};

enum class Access { read_only, read_write };

// Opens (read_write: creates) the ledger in this folder. Errors: store-missing, store-newer, store-locked (a
// second writer), store-corrupt, store-io, disk-full.
Result<std::unique_ptr<Ledger>> open_sqlite(const std::string& folder, Access access);

}  // namespace gangmu::ledger
