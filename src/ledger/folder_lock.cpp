#include "ledger/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "ledger/files.hpp"

namespace gangmu::ledger {

namespace {

std::string holder(int file) {
    char text[32] = {};
    const ssize_t got = ::pread(file, text, sizeof text - 1, 0);
    std::string process;
    for (ssize_t i = 0; i < got && text[i] >= '0' && text[i] <= '9'; ++i)
        process += text[i];
    return process.empty() ? "?" : process;
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::string& folder) {
    const std::string path = folder + "/lock";
    FolderLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.file_ < 0) return system_error(path);
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return system_error(path);
        const std::string process = holder(lock.file_);
        return fail(
            Fault::unavailable, "store-locked",
            {"此儲存區正由程序 " + process + " 寫入", "Process " + process + " is writing to this store"},
            {"請透過該執行中的服務操作，或先停止它", "Work through the running server, or stop it first"},
            folder);
    }
    const std::string process = std::to_string(::getpid()) + "\n";
    if (::ftruncate(lock.file_, 0) != 0 || ::pwrite(lock.file_, process.data(), process.size(), 0) < 0) {
        // The number is a courtesy; the lock holds without it (also on a full disk).
    }
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
}
FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace gangmu::ledger
