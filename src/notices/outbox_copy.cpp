#include "notices/outbox_copy.hpp"

#include "ledger/sqlite/copy.hpp"
#include "ledger/sqlite/schema.hpp"

namespace gangmu::notices {
namespace {

Error corrupt(const std::string& path, const std::string& why) {
    return fail(Fault::corrupt, "store-corrupt", {"通知匣已損壞", "The outbox is damaged"},
                {"重新啟動伺服器即另起新的通知匣", "Start the server again: it begins a new one"},
                path + ": " + why);
}

}  // namespace

Status copy_outbox(const std::string& from, const std::string& to) {
    return ledger::copy_file(from, to);
}

Result<OutboxSum> check_outbox(const std::string& path) {
    TRY(const ledger::Database database, ledger::open_beside(path, {}));
    TRY(const std::int64_t format, database.number("PRAGMA user_version"));
    if (format > outbox_format)
        return fail(Fault::unsupported, "store-newer",
                    {"通知匣由較新版的綱目建立", "A newer Gangmu made this outbox"},
                    {"請使用較新的版本", "Use the newer version"}, path);
    TRY(ledger::Statement check, database.prepare("PRAGMA integrity_check(1)"));
    TRY(const bool row, check.step());
    if (!row || check.bytes(0) != "ok") return corrupt(path, row ? check.bytes(0) : "");
    OutboxSum sum;
    const auto count = [&](std::uint64_t& into, const char* sql) -> Status {
        TRY(const std::int64_t number, database.number(sql));
        into = static_cast<std::uint64_t>(number);
        return {};
    };
    CHECK(count(sum.notices, "SELECT count(*) FROM notices"));
    CHECK(count(sum.waiting, "SELECT count(*) FROM deliveries WHERE state = 'waiting'"));
    CHECK(count(sum.cursor, "SELECT coalesce(max(seq), 0) FROM cursors"));
    return sum;
}

}  // namespace gangmu::notices
