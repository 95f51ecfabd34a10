// Durable files: the few calls to the system that the ledger's files need, replaceable so that tests can let
// any of them fail, and atomic writing on top of them. Threads: any.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace gangmu::ledger {

// As the calls of the same name: -1 and errno on failure.
class System {
  public:
    virtual ~System() = default;
    virtual int open(const char* path, int flags, mode_t mode);
    virtual ssize_t write(int file, const void* bytes, std::size_t count);
    virtual int fsync(int file);
    virtual int rename(const char* from, const char* to);
    virtual int mkdir(const char* path, mode_t mode);
    virtual int unlink(const char* path);
};
System& the_system();

// The error for the present errno: disk-full (ENOSPC, EDQUOT: Fault::unavailable) or store-io.
Error system_error(std::string_view path);

// A new file under `temporary`, fsync, renamed to `path`, fsync of the folder: after a crash at any instant
// `path` is whole or absent. On an error nothing is left behind.
Status write_durable(System& system, const std::string& temporary, const std::string& path,
                     std::string_view bytes);

// fsync of a folder: makes what was created, renamed or unlinked in it endure.
Status sync_folder(System& system, const std::string& folder);

// Creates the folder (mode 0700, its parent must exist) durably unless it is there.
Status make_folder(System& system, const std::string& folder);

bool is_there(const std::string& path);
Result<std::string> read_whole(const std::string& path);
// Names in the folder, sorted; none when it is not there.
std::vector<std::string> names_in(const std::string& folder);

}  // namespace gangmu::ledger
