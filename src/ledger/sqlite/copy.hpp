// A consistent copy of FOLDER/ledger.db, or of another SQLite file, while somebody else may be writing to it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"

namespace gangmu::ledger {

struct CopiedBlob {
    std::string sha256;
    std::uint64_t bytes = 0;
};

// Writes the database, as it stands at one instant and without free pages, to the new file `to` (which must
// not exist). Readers and the writer go on. Errors: store-missing, store-newer, disk-full, store-io.
Status copy_database(const std::string& folder, const std::string& to);

// The same of any SQLite file, its owner's alone (0600). Errors: as above, and store-corrupt.
Status copy_file(const std::string& from, const std::string& to);

// The blobs that a database knows and that were not erased. Errors: as above.
Result<std::vector<CopiedBlob>> blobs_in(const std::string& database);

// The last event of a database file. Errors: as above.
Result<Head> head_of(const std::string& database);

// Where the bytes of a blob lie under a store's folder.
std::string blob_place(const std::string& sha256);

}  // namespace gangmu::ledger
