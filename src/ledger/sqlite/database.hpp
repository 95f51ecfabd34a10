// SQLite behind small RAII types; its error codes become ours here and nowhere else.
// Threads: a Database and its statements belong to one thread at a time (the ledger holds them under
// mutexes).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::ledger {

// disk-full, store-corrupt, store-busy, store-io … from an SQLite result code; `path` tells where.
Error sqlite_error(int code, std::string_view path);

class Database;

// A prepared statement. Bind from 1, step, read columns from 0; reset() before the next use.
class Statement {
  public:
    Statement() = default;

    Statement& bind(int index, std::int64_t number);
    Statement& bind(int index, std::string_view text);  // the bytes must live until reset()
    Statement& bind_blob(int index, std::string_view bytes);

    Result<bool> step();  // true: a row is there
    Status run();         // to the end, then reset
    void reset();

    std::int64_t number(int column) const;
    std::string bytes(int column) const;  // of text or blob; empty for NULL
    bool null(int column) const;

  private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Resets a cached statement when the reader of its rows goes out of scope.
class Using {
  public:
    explicit Using(Statement& statement) : statement_(statement) {}
    Using(const Using&) = delete;
    Using& operator=(const Using&) = delete;
    ~Using() { statement_.reset(); }

  private:
    Statement& statement_;
};

class Database {
  public:
    // flags: SQLITE_OPEN_…; vfs empty: SQLite's own.
    static Result<Database> open(const std::string& path, int flags, const std::string& vfs = {});

    Result<Statement> prepare(std::string_view sql) const;
    Status run(const char* sql);  // one or more statements without answers
    Result<std::int64_t> number(
        std::string_view sql) const;  // the first column of the first row; 0 when there is none
    bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    const std::string& path() const { return path_; }

  private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::string path_;
};

// BEGIN IMMEDIATE … commit(), or a rollback when it goes out of scope.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

}  // namespace gangmu::ledger
