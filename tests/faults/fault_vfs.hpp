// An SQLite file layer over the default one that fails on demand: the nth write or sync of a kind, once or
// from then on. Registered under the name "gangmu-faults". Threads: arm and disarm while no call is under
// way; calls count atomically.
#pragma once

#include <string>

namespace gangmu::ledger {

enum class DiskFault {
    none,
    full,         // SQLITE_FULL, nothing written
    write_error,  // EIO, nothing written
    short_write,  // half of the bytes are written, then the disk is full
    sync_error,   // EIO from fsync
    truncate_error,
};
const char* name_of(DiskFault fault);

// Hears of every change to a file before it is made. What it returns, if not SQLITE_OK, is the outcome
// instead.
class DiskWatch {
  public:
    virtual ~DiskWatch() = default;
    virtual int write(const std::string& path, const void* bytes, int count, long long at) = 0;
    virtual int truncate(const std::string& path, long long size) = 0;
    virtual int sync(const std::string& path) = 0;
    virtual int remove(const std::string& path) = 0;
};

struct FaultVfs {
    static constexpr const char* name = "gangmu-faults";

    static void install();
    // The nth call (from 1) of that kind fails, and all after it when `lasting`.
    static void arm(DiskFault fault, int nth, bool lasting = false);
    // Returns how many calls failed since arm().
    static int disarm();
    // nullptr: nobody.
    static void watch(DiskWatch* watch);
};

}  // namespace gangmu::ledger
