// open_sqlite (ledger.hpp) with what tests replace.
#pragma once

#include <memory>
#include <string>

#include "ledger/files.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::ledger {

struct SqliteOptions {
    std::string vfs;                 // SQLite's file layer; empty: its own
    System* system = &the_system();  // for blob files
};

Result<std::unique_ptr<Ledger>> open_sqlite(const std::string& folder, Access access,
                                            const SqliteOptions& options);

}  // namespace gangmu::ledger
