#include "ledger/sqlite/copy.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "ledger/files.hpp"
#include "ledger/sqlite/reader.hpp"
#include "ledger/sqlite/schema.hpp"

namespace gangmu::ledger {
namespace {

Status copy_of(const Database& database, const std::string& to) {
    // SQLite fills an empty file, whose mode stays: secrets are in it from its first byte.
    constexpr mode_t mine = 0600;
    const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mine);
    if (made < 0) return system_error(to);
    ::close(made);
    TRY(Statement copy, database.prepare("VACUUM INTO ?1"));
    copy.bind(1, to);
    return copy.run();
}

}  // namespace

Status copy_database(const std::string& folder, const std::string& to) {
    TRY(const Database database, open_for_reading(folder + "/ledger.db", {}));
    return copy_of(database, to);
}

Status copy_file(const std::string& from, const std::string& to) {
    TRY(const Database database, open_beside(from, {}));
    return copy_of(database, to);
}

Result<std::vector<CopiedBlob>> blobs_in(const std::string& database) {
    TRY(const Database opened, open_for_reading(database, {}));
    TRY(Statement statement,
        opened.prepare("SELECT sha256, size FROM blobs WHERE erased_us IS NULL ORDER BY sha256"));
    std::vector<CopiedBlob> out;
    for (;;) {
        TRY(const bool row, statement.step());
        if (!row) return out;
        out.push_back({statement.bytes(0), static_cast<std::uint64_t>(statement.number(1))});
    }
}

Result<Head> head_of(const std::string& database) {
    TRY(const auto reader, Reader::open(database, {}));
    TRY(const Event last, reader->last());
    return last.seq == 0 ? Head() : Head{last.seq, last.hash};
}

std::string blob_place(const std::string& sha256) {
    return "blobs/" + sha256.substr(0, 2) + "/" + sha256.substr(2);
}

}  // namespace gangmu::ledger
