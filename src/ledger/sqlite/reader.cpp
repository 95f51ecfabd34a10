#include "ledger/sqlite/reader.hpp"

#include "ledger/faults.hpp"
#include "ledger/sqlite/schema.hpp"

namespace gangmu::ledger {

namespace {

constexpr std::size_t idle_readers = 4;

#define GANGMU_EVENT_COLUMNS "e.seq, e.recorded_us, e.effective, e.actor, e.type, e.payload_hash, e.hash"

Event event_of(const Statement& row) {
    Event event;
    event.seq = static_cast<Sequence>(row.number(0));
    event.recorded_us = row.number(1);
    event.effective = row.bytes(2);
    event.actor = row.bytes(3);
    event.type = row.bytes(4);
    event.payload_hash = row.bytes(5);
    event.hash = row.bytes(6);
    return event;
}

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(const std::string& path, const std::string& vfs) {
    TRY(Database database, open_for_reading(path, vfs));
    std::unique_ptr<Reader> reader(new Reader(std::move(database)));
    const Database& opened = reader->database_;
    TRY(reader->events_, opened.prepare("SELECT " GANGMU_EVENT_COLUMNS ", p.bytes, p.erased_us "
                                        "FROM events e LEFT JOIN payloads p ON p.seq = e.seq "
                                        "WHERE e.seq > ?1 ORDER BY e.seq LIMIT ?2"));
    TRY(reader->last_,
        opened.prepare("SELECT " GANGMU_EVENT_COLUMNS " FROM events e ORDER BY e.seq DESC LIMIT 1"));
    TRY(reader->row_, opened.prepare("SELECT " GANGMU_EVENT_COLUMNS " FROM events e WHERE e.seq = ?1"));
    TRY(reader->blob_, opened.prepare("SELECT sha256, erased_us FROM blobs WHERE sha256 = ?1"));
    return reader;
}

Result<std::vector<Event>> Reader::events(Sequence after, std::size_t limit) {
    Using until_return(events_);
    events_.bind(1, static_cast<std::int64_t>(after)).bind(2, static_cast<std::int64_t>(limit));
    std::vector<Event> events;
    for (;;) {
        TRY(const bool row, events_.step());
        if (!row) return events;
        Event event = event_of(events_);
        event.payload = events_.bytes(7);
        event.erased = !events_.null(8);
        events.push_back(std::move(event));
    }
}

Result<Event> Reader::last() {
    Using until_return(last_);
    TRY(const bool row, last_.step());
    return row ? event_of(last_) : Event();
}

Result<Event> Reader::row(Sequence seq) {
    Using until_return(row_);
    row_.bind(1, static_cast<std::int64_t>(seq));
    TRY(const bool row, row_.step());
    if (!row) return event_unknown(seq);
    return event_of(row_);
}

Result<BlobRecord> Reader::blob(std::string_view sha256) {
    Using until_return(blob_);
    blob_.bind(1, sha256);
    TRY(const bool row, blob_.step());
    if (!row) return blob_unknown(sha256);
    return BlobRecord{blob_.bytes(0), !blob_.null(1)};
}

Result<std::vector<BlobRecord>> Reader::blobs() {
    TRY(Statement all, database_.prepare("SELECT sha256, erased_us FROM blobs ORDER BY sha256"));
    std::vector<BlobRecord> records;
    for (;;) {
        TRY(const bool row, all.step());
        if (!row) return records;
        records.push_back({all.bytes(0), !all.null(1)});
    }
}

Result<std::string> Reader::damage() {
    TRY(Statement check, database_.prepare("PRAGMA quick_check(1)"));
    TRY(const bool row, check.step());
    const std::string answer = row ? check.bytes(0) : std::string();
    return answer == "ok" ? std::string() : answer;
}

Result<std::unique_ptr<Reader>> Readers::take() const {
    {
        std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto reader = std::move(idle_.back());
            idle_.pop_back();
            return reader;
        }
    }
    return Reader::open(path_, vfs_);
}

void Readers::give_back(std::unique_ptr<Reader> reader) const {
    std::lock_guard lock(mutex_);
    if (idle_.size() < idle_readers) idle_.push_back(std::move(reader));
}

}  // namespace gangmu::ledger
