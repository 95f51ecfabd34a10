// Content-addressed files: FOLDER/ab/cdef… for the bytes whose SHA-256 is abcdef…
// Threads: any; writers of the same bytes do no harm to each other.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/files.hpp"

namespace gangmu::ledger {

class BlobFiles {
  public:
    BlobFiles(std::string folder, System& system) : folder_(std::move(folder)), system_(&system) {}

    // Creates the folder and clears away what a crash left half-written. For the one writer.
    Status prepare();

    // Durable when it returns. A file that is there but damaged is written anew.
    Status put(const std::string& sha256, std::string_view bytes);
    // Errors: blob-corrupt when the file is missing or its bytes are not what they were.
    Result<std::string> get(const std::string& sha256) const;
    Status remove(const std::string& sha256);  // also good when it is not there

  private:
    std::string path(const std::string& sha256) const;

    std::string folder_;
    System* system_;
    std::atomic<unsigned> counter_ = 0;
};

}  // namespace gangmu::ledger
