// The ledger in SQLite: FOLDER/ledger.db (events, payloads, the list of blobs), FOLDER/blobs/, FOLDER/lock.
#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/sha256.hpp"
#include "ledger/blob_files.hpp"
#include "ledger/chain.hpp"
#include "ledger/faults.hpp"
#include "ledger/folder_lock.hpp"
#include "ledger/private_files.hpp"
#include "ledger/sqlite/open.hpp"
#include "ledger/sqlite/reader.hpp"
#include "ledger/sqlite/schema.hpp"
#include "ledger/verify.hpp"

namespace gangmu::ledger {

namespace {

// What only the writer has; a read-only ledger has none.
struct WritingSide {
    FolderLock lock;
    Database database;
    Statement add_event, add_payload, add_blob, erase_payload, erase_blob;
    std::optional<Chain> chain;  // nothing after a failed commit: only the store knows where it ends
};

Status prepare(WritingSide& writing) {
    Database& database = writing.database;
    TRY(writing.add_event, database.prepare("INSERT INTO events (seq, recorded_us, effective, actor, type, "
                                            "payload_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    TRY(writing.add_payload, database.prepare("INSERT INTO payloads (seq, bytes) VALUES (?1, ?2)"));
    TRY(writing.add_blob,
        database.prepare("INSERT INTO blobs (sha256, size, recorded_us) VALUES (?1, ?2, ?3) "
                         "ON CONFLICT DO NOTHING"));
    TRY(writing.erase_payload, database.prepare("UPDATE payloads SET bytes = NULL, erased_us = ?2 "
                                                "WHERE seq = ?1 AND erased_us IS NULL"));
    TRY(writing.erase_blob,
        database.prepare("UPDATE blobs SET erased_us = ?2 WHERE sha256 = ?1 AND erased_us IS NULL"));
    return {};
}

class SqliteLedger : public Ledger {
  public:
    SqliteLedger(const std::string& folder, const SqliteOptions& options)
        : blobs_(folder + "/blobs", *options.system), readers_(folder + "/ledger.db", options.vfs) {}

    Status start_writing(FolderLock lock, Database database);
    Status start_reading() const {
        return readers_.with([](Reader&) { return Status(); });
    }

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
    Result<Verification> verify(bool blobs, const Progress& progress) const override;

  private:
    Status writable() const;
    Status insert(const Event& event);
    Status flush_erased();
    Result<Chain> stored_end() const;
    Result<BlobRecord> record(std::string_view sha256) const;
    Status verify_blobs(Verification& verification, std::uint64_t total, const Progress& progress) const;

    BlobFiles blobs_;
    mutable std::mutex mutex_;  // of writing_
    mutable std::unique_ptr<WritingSide> writing_;
    Readers readers_;  // closed first: the writer's connection, closed last, empties the WAL
};

Status SqliteLedger::start_writing(FolderLock lock, Database database) {
    auto writing = std::make_unique<WritingSide>();
    writing->lock = std::move(lock);
    writing->database = std::move(database);
    CHECK(prepare(*writing));
    writing_ = std::move(writing);
    CHECK(blobs_.prepare());
    // A crash may have come between the mark "erased" and the removal of the file.
    TRY(const std::vector<BlobRecord> records, readers_.with([](Reader& reader) { return reader.blobs(); }));
    for (const BlobRecord& record : records)
        if (record.erased) CHECK(blobs_.remove(record.sha256));
    return {};
}

Status SqliteLedger::writable() const {
    if (writing_) return {};
    return fail(Fault::internal, "store-read-only",
                {"儲存區以唯讀方式開啟", "The store was opened for reading"});
}

Status SqliteLedger::insert(const Event& event) {
    const auto seq = static_cast<std::int64_t>(event.seq);
    writing_->add_event.bind(1, seq).bind(2, event.recorded_us).bind(3, event.effective).bind(4, event.actor);
    writing_->add_event.bind(5, event.type).bind(6, event.payload_hash).bind(7, event.hash);
    CHECK(writing_->add_event.run());
    writing_->add_payload.bind(1, seq).bind(2, event.payload);
    return writing_->add_payload.run();
}

Status SqliteLedger::commit(std::span<const Event> events) {
    CHECK(writable());
    if (events.empty()) return {};
    TRY(const Chain end, chain());
    CHECK(follows(end, events));
    std::lock_guard lock(mutex_);
    writing_->chain.reset();
    TRY(Transaction transaction, Transaction::begin(writing_->database));
    for (const Event& event : events)
        CHECK(insert(event));
    CHECK(transaction.commit());
    writing_->chain = Chain({events.back().seq, events.back().hash}, events.back().recorded_us);
    return {};
}

Result<Chain> SqliteLedger::stored_end() const {
    TRY(const Event last, readers_.with([](Reader& reader) { return reader.last(); }));
    return last.seq == 0 ? Chain() : Chain({last.seq, last.hash}, last.recorded_us);
}

Result<Chain> SqliteLedger::chain() const {
    if (!writing_) return stored_end();
    std::lock_guard lock(mutex_);
    if (!writing_->chain) {
        TRY(writing_->chain, stored_end());
    }
    return *writing_->chain;
}

Result<std::vector<Event>> SqliteLedger::read(Sequence after, std::size_t limit) const {
    return readers_.with([&](Reader& reader) { return reader.events(after, limit); });
}

Result<Head> SqliteLedger::head() const {
    TRY(const Chain end, stored_end());
    return end.head();
}

Result<Head> SqliteLedger::head_at(Sequence seq) const {
    if (seq == 0) return Head();
    TRY(Event event, readers_.with([&](Reader& reader) { return reader.row(seq); }));
    return Head{seq, std::move(event.hash)};
}

// Times never decrease along the chain: a search by halves needs no index of its own.
Result<Sequence> SqliteLedger::last_at(std::int64_t recorded_us) const {
    TRY(const Chain end, stored_end());
    Sequence low = 0, high = end.head().seq;  // the answer is in low … high
    while (low < high) {
        const Sequence middle = low + (high - low + 1) / 2;
        TRY(const Event event, readers_.with([&](Reader& reader) { return reader.row(middle); }));
        if (event.recorded_us <= recorded_us)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

Result<BlobRecord> SqliteLedger::record(std::string_view sha256) const {
    return readers_.with([&](Reader& reader) { return reader.blob(sha256); });
}

// The file first, then the record: a crash between them leaves a file that nobody knows, never a record
// without one.
Result<std::string> SqliteLedger::put_blob(std::string_view bytes) {
    CHECK(writable());
    std::string name = sha256_hex(bytes);
    const auto known = record(name);
    if (!known && known.error().code != "blob-unknown") return Error(known.error());
    if (known && known->erased) return blob_erased(name);
    CHECK(blobs_.put(name, bytes));
    if (known) return name;
    std::lock_guard lock(mutex_);
    const auto size = static_cast<std::int64_t>(bytes.size());
    CHECK(writing_->add_blob.bind(1, name).bind(2, size).bind(3, clock_us()).run());
    return name;
}

Result<std::string> SqliteLedger::blob(std::string_view sha256) const {
    TRY(const BlobRecord known, record(sha256));
    if (known.erased) return blob_erased(sha256);
    return blobs_.get(known.sha256);
}

Result<bool> SqliteLedger::has_blob(std::string_view sha256) const {
    const auto known = record(sha256);
    if (known) return !known->erased;
    if (known.error().code == "blob-unknown") return false;
    return Error(known.error());
}

// secure_delete has overwritten the bytes in the file's pages; older pages lie in the WAL until it is
// emptied.
Status SqliteLedger::flush_erased() {
    TRY(const std::int64_t busy, writing_->database.number("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (busy == 0) return {};
    return fail(Fault::unavailable, "erase-pending",
                {"內容已移除，但仍有讀取者使用舊資料，尚未從磁碟清除",
                 "The content is out, but readers still hold old pages: the disk is not clean yet"},
                {"請稍後再執行一次", "Run it once more in a moment"});
}

Status SqliteLedger::erase_payload(Sequence seq) {
    CHECK(writable());
    CHECK(head_at(seq));
    if (seq == 0) return event_unknown(seq);
    std::lock_guard lock(mutex_);
    CHECK(writing_->erase_payload.bind(1, static_cast<std::int64_t>(seq)).bind(2, clock_us()).run());
    return flush_erased();
}

Status SqliteLedger::erase_blob(std::string_view sha256) {
    CHECK(writable());
    TRY(const BlobRecord known, record(sha256));
    {
        std::lock_guard lock(mutex_);
        CHECK(writing_->erase_blob.bind(1, sha256).bind(2, clock_us()).run());
    }
    return blobs_.remove(known.sha256);
}

Status SqliteLedger::verify_blobs(Verification& verification, std::uint64_t total,
                                  const Progress& progress) const {
    TRY(const std::vector<BlobRecord> records, readers_.with([](Reader& reader) { return reader.blobs(); }));
    std::uint64_t done = total - std::min<std::uint64_t>(total, records.size());
    for (const BlobRecord& record : records) {
        if (progress && !progress(done++, total)) return cancelled();
        if (record.erased)
            verification.erased_blobs.push_back(record.sha256);
        else if (!blobs_.get(record.sha256))
            verification.bad_blobs.push_back(record.sha256);
    }
    if (!verification.bad_blobs.empty() && verification.good) {
        verification.good = false;
        verification.reason = "有檔案內容遺失或曾被更動\ncontent of documents is missing or was changed";
    }
    return {};
}

Result<Verification> SqliteLedger::verify(bool blobs, const Progress& progress) const {
    TRY(const Chain end, stored_end());
    std::uint64_t total = end.head().seq;
    if (blobs) {
        TRY(const std::vector<BlobRecord> records,
            readers_.with([](Reader& reader) { return reader.blobs(); }));
        total += records.size();
    }
    TRY(Verification verification, verify_chain(*this, total, progress));
    if (verification.good) {
        TRY(const std::string damage, readers_.with([](Reader& reader) { return reader.damage(); }));
        if (!damage.empty()) {
            verification.good = false;
            verification.reason = "資料庫檔案已損壞：" + damage + "\nthe database file is damaged: " + damage;
        }
    }
    if (blobs) CHECK(verify_blobs(verification, total, progress));
    return verification;
}

Status create_folders(const std::string& folder, System& system) {
    const auto parent = std::filesystem::path(folder).parent_path();
    std::error_code error;
    if (!parent.empty()) std::filesystem::create_directories(parent, error);
    return make_folder(system, folder);
}

}  // namespace

Result<std::unique_ptr<Ledger>> open_sqlite(const std::string& given, Access access,
                                            const SqliteOptions& options) {
    std::string folder = std::filesystem::absolute(given).lexically_normal().string();
    if (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    auto ledger = std::make_unique<SqliteLedger>(folder, options);
    if (access == Access::read_only) {
        CHECK(ledger->start_reading());
        return ledger;
    }
    CHECK(create_folders(folder, *options.system));
    TRY(FolderLock lock, FolderLock::take(folder));
    close_to_others(folder);
    TRY(Database database, open_for_writing(folder + "/ledger.db", options.vfs));
    CHECK(sync_folder(*options.system, folder));
    CHECK(ledger->start_writing(std::move(lock), std::move(database)));
    return ledger;
}

Result<std::unique_ptr<Ledger>> open_sqlite(const std::string& folder, Access access) {
    return open_sqlite(folder, access, SqliteOptions());
}

}  // namespace gangmu::ledger
