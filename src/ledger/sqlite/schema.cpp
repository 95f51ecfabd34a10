#include "ledger/sqlite/schema.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "ledger/files.hpp"

namespace gangmu::ledger {

namespace {

constexpr std::int64_t application = 0x474E474D;  // "GNGM"

// Payloads lie apart from the chain, so that one can be taken out and its event stays untouched.
// Hashes are hex text: anybody can check the chain with sqlite3 and sha256sum.
constexpr const char* tables = R"sql(
CREATE TABLE events (
    seq          INTEGER PRIMARY KEY,
    recorded_us  INTEGER NOT NULL,
    effective    TEXT NOT NULL,
    actor        TEXT NOT NULL,
    type         TEXT NOT NULL,
    payload_hash TEXT NOT NULL,
    hash         TEXT NOT NULL
) STRICT;
CREATE TABLE payloads (
    seq       INTEGER PRIMARY KEY,
    bytes     TEXT,
    erased_us INTEGER,
    CHECK ((bytes IS NULL) = (erased_us IS NOT NULL))
) STRICT;
CREATE TABLE blobs (
    sha256      TEXT PRIMARY KEY,
    size        INTEGER NOT NULL,
    recorded_us INTEGER NOT NULL,
    erased_us   INTEGER
) STRICT, WITHOUT ROWID;
PRAGMA application_id = 1196312397;
PRAGMA user_version = 1;
)sql";
static_assert(application == 1196312397 && schema_version == 1);

enum class Store { empty, ours };

Result<Store> look(const Database& database) {
    TRY(const std::int64_t id, database.number("PRAGMA application_id"));
    TRY(const std::int64_t version, database.number("PRAGMA user_version"));
    TRY(const std::int64_t things, database.number("SELECT count(*) FROM sqlite_schema"));
    if (id == 0 && version == 0 && things == 0) return Store::empty;
    if (id != application)
        return fail(Fault::unsupported, "store-foreign",
                    {"這個資料庫不是綱目的儲存區", "This database is not a Gangmu store"},
                    {"請指定另一個資料夾", "Name another folder"}, database.path());
    if (version > schema_version)
        return fail(Fault::unsupported, "store-newer",
                    {"此儲存區由較新版的綱目建立(格式 " + std::to_string(version) + ",本版支援至 " +
                         std::to_string(schema_version) + ")",
                     "A newer Gangmu made this store (format " + std::to_string(version) +
                         "; this one knows " + std::to_string(schema_version) + ")"},
                    {"請使用較新的版本", "Use the newer version"}, database.path());
    return Store::ours;
}

Error missing(const std::string& path) {
    return fail(Fault::not_found, "store-missing", {"找不到儲存區", "There is no store here"},
                {"請檢查路徑，或先以 gangmu ingest 或 gangmu serve 建立",
                 "Look at the path, or create it with gangmu ingest or gangmu serve"},
                path);
}

Status create(Database& database) {
    TRY(Transaction transaction, Transaction::begin(database));
    CHECK(database.run(tables));
    return transaction.commit();
}

// Read-only media hold no shared memory for the WAL; without a WAL there, the file may be taken as it lies.
bool must_be_immutable(const std::string& path) {
    const std::string folder = path.substr(0, path.rfind('/'));
    return ::access(folder.c_str(), W_OK) != 0 && !is_there(path + "-wal");
}

std::string uri(const std::string& path) {
    std::string out = "file:";
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '%' || c == '?' || c == '#') {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        } else {
            out += c;
        }
    }
    return out + "?immutable=1";
}

}  // namespace

Result<Database> open_for_writing(const std::string& path, const std::string& vfs) {
    TRY(Database database, Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs));
    TRY(const Store store, look(database));  // before anything is changed
    // Hashes of passwords are in it. The WAL takes over the mode.
    if (store == Store::empty) ::chmod(path.c_str(), 0600);
    CHECK(
        database.run("PRAGMA journal_mode = WAL;"
                     "PRAGMA synchronous = FULL;"
                     "PRAGMA secure_delete = ON;"
                     "PRAGMA journal_size_limit = 67108864;"));
    if (store == Store::empty) CHECK(create(database));
    // What an interrupted run left in the WAL goes into the file now. A busy reader or a full disk only puts
    // that off: the WAL still has it, and what is there can be read.
    const auto checkpoint = database.run("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!checkpoint && checkpoint.error().code != "store-busy" && checkpoint.error().code != "disk-full")
        return Error(checkpoint.error());
    return database;
}

Result<Database> open_beside(const std::string& path, const std::string& vfs) {
    if (!is_there(path)) return missing(path);
    const bool immutable = must_be_immutable(path);
    return Database::open(immutable ? uri(path) : path,
                          SQLITE_OPEN_READONLY | (immutable ? SQLITE_OPEN_URI : 0), vfs);
}

Result<Database> open_for_reading(const std::string& path, const std::string& vfs) {
    TRY(Database database, open_beside(path, vfs));
    TRY(const Store store, look(database));
    if (store == Store::empty) return missing(path);
    return database;
}

}  // namespace gangmu::ledger
