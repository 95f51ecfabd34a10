#include "ledger/sqlite/database.hpp"

namespace gangmu::ledger {

Error sqlite_error(int code, std::string_view path) {
    std::string where(path);
    switch (code & 0xff) {
        case SQLITE_FULL:
            return fail(Fault::unavailable, "disk-full",
                        {"磁碟已滿，未作任何變更", "The disk is full; nothing was changed"},
                        {"請釋出空間後重試", "Free some space and try again"}, std::move(where));
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return fail(Fault::corrupt, "store-corrupt", {"資料庫檔案已損壞", "The database file is damaged"},
                        {"請以 gangmu verify 找出位置，並從備份還原",
                         "Find the place with gangmu verify, and restore a backup"},
                        std::move(where));
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return fail(Fault::unavailable, "store-busy", {"儲存區忙碌中", "The store is busy"},
                        {"請稍後再試", "Try again later"}, std::move(where));
        case SQLITE_TOOBIG:
            return fail(Fault::too_large, "event-too-large", {"事件內容過大", "The event is too large"},
                        {"請將大量內容存為檔案", "Keep large content as a blob"}, std::move(where));
        default:
            break;
    }
    const std::string reason = sqlite3_errstr(code) + std::string(" (SQLite ") + std::to_string(code) + ")";
    return fail(Fault::io, "store-io",
                {"無法讀寫儲存區：" + reason, "The store cannot be read or written: " + reason},
                {"請檢查磁碟與權限", "Look at the disk and at the permissions"}, std::move(where));
}

namespace {

Error error_of(sqlite3* handle) {
    const char* path = sqlite3_db_filename(handle, "main");
    return sqlite_error(sqlite3_extended_errcode(handle), path ? path : "");
}

}  // namespace

Statement& Statement::bind(int index, std::int64_t number) {
    sqlite3_bind_int64(statement_.get(), index, number);
    return *this;
}
Statement& Statement::bind(int index, std::string_view text) {
    sqlite3_bind_text64(statement_.get(), index, text.data() ? text.data() : "", text.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    return *this;
}
Statement& Statement::bind_blob(int index, std::string_view bytes) {
    sqlite3_bind_blob64(statement_.get(), index, bytes.data() ? bytes.data() : "", bytes.size(),
                        SQLITE_STATIC);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return error_of(sqlite3_db_handle(statement_.get()));
}

Status Statement::run() {
    Using until_return(*this);
    for (;;) {
        TRY(const bool row, step());
        if (!row) return {};
    }
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}
std::string Statement::bytes(int column) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), column);
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))
                 : std::string();
}
bool Statement::null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::string& path, int flags, const std::string& vfs) {
    Database database;
    database.path_ = path;
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        vfs.empty() ? nullptr : vfs.c_str());
    database.handle_.reset(handle);
    if (code != SQLITE_OK) return sqlite_error(code, path);
    sqlite3_busy_timeout(handle, 5'000);
    // Defence in depth: a damaged or planted file must not run code or write outside of itself.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) const {
    Statement statement;
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    statement.statement_.reset(raw);
    if (code != SQLITE_OK) return error_of(handle_.get());
    return statement;
}

Status Database::run(const char* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return error_of(handle_.get());
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql) const {
    TRY(Statement statement, prepare(sql));
    TRY(const bool row, statement.step());
    return row ? statement.number(0) : 0;
}

Result<Transaction> Transaction::begin(Database& database) {
    CHECK(database.run("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::~Transaction() {
    // SQLite has rolled back by itself after some errors; where it has not, this does.
    if (database_ && database_->in_transaction()) (void)database_->run("ROLLBACK");
}

Status Transaction::commit() {
    CHECK(database_->run("COMMIT"));
    database_ = nullptr;
    return {};
}

}  // namespace gangmu::ledger
