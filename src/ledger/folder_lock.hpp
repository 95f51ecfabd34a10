// One writer per store: an flock on FOLDER/lock, which holds the writer's process id for those who find it
// taken. The system lets go of it when the process ends, however it ends.
#pragma once

#include <string>

#include "base/result.hpp"

namespace gangmu::ledger {

class FolderLock {
  public:
    // Errors: store-locked (names the process), store-io.
    static Result<FolderLock> take(const std::string& folder);

    FolderLock() = default;
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

  private:
    explicit FolderLock(int file) : file_(file) {}
    int file_ = -1;
};

}  // namespace gangmu::ledger
