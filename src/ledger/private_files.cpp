#include "ledger/private_files.hpp"

#include <filesystem>
#include <system_error>

namespace gangmu::ledger {
namespace {

namespace fs = std::filesystem;

constexpr fs::perms others = fs::perms::group_all | fs::perms::others_all;

bool open_to_others(const fs::path& path) {
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    return !error && fs::exists(status) && (status.permissions() & others) != fs::perms::none;
}

void close_one(const fs::path& path) {
    std::error_code ignored;
    fs::permissions(path, others, fs::perm_options::remove | fs::perm_options::nofollow, ignored);
}

}  // namespace

void close_to_others(const std::string& folder) {
    bool any = false;
    for (const char* name : {"", "ledger.db", "sessions.json"})
        any = any || open_to_others(fs::path(folder) / name);
    if (!any) return;
    close_one(folder);
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error),
         end;
         !error && at != end; at.increment(error))
        if (!at->is_symlink(error) && open_to_others(at->path())) close_one(at->path());
}

}  // namespace gangmu::ledger
