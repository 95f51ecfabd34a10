// What stands in FOLDER/ledger.db, and how such a file is opened.
#pragma once

#include <string>

#include "ledger/ledger.hpp"
#include "ledger/sqlite/database.hpp"

namespace gangmu::ledger {

constexpr int schema_version = 1;

// The writer's connection: creates the file and its tables when they are missing; WAL, synchronous=FULL,
// secure_delete. Errors: store-newer, store-foreign, store-corrupt, store-io, disk-full.
Result<Database> open_for_writing(const std::string& path, const std::string& vfs);

// A reader's connection, beside a running writer or without one. Errors: store-missing and those above.
Result<Database> open_for_reading(const std::string& path, const std::string& vfs);

// The same of any SQLite file, whatever tables are in it.
Result<Database> open_beside(const std::string& path, const std::string& vfs);

}  // namespace gangmu::ledger
