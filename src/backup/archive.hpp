// One file out of many, and back: a ZIP archive, through libzip. What is written is on the disk, whole, or
// not there at all; what is read is checked against its length and hash as it comes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::backup {

using Progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;  // false: stop

// SHA-256 of a file's bytes, read in pieces. Errors: store-io.
Result<std::string> sha256_of_file(const std::string& path);

class ArchiveWriter {
  public:
    // Errors: backup-exists, store-io.
    static Result<ArchiveWriter> create(const std::string& path);
    ArchiveWriter(ArchiveWriter&&) noexcept;
    ~ArchiveWriter();  // without finish(): nothing is left

    Status add_file(const std::string& name, const std::string& path);  // read when it is finished
    Status add_text(const std::string& name, std::string text);
    // Errors: disk-full, store-io, cancelled, blob-moved (a file that was added is gone).
    Status finish(const Progress& progress);

  private:
    struct State;
    explicit ArchiveWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

class ArchiveReader {
  public:
    // Errors: backup-missing, backup-broken (no archive, or cut off), store-io.
    static Result<ArchiveReader> open(const std::string& path);
    ArchiveReader(ArchiveReader&&) noexcept;
    ~ArchiveReader();

    // A small member, whole. Errors: backup-foreign (it is not there), backup-broken.
    Result<std::string> text(const std::string& name, std::size_t limit) const;
    // Writes a member to a new file, durably, if its bytes are those. Errors: backup-broken (the member in
    // `where`), disk-full, store-io.
    Status extract(const std::string& name, const std::string& to, std::uint64_t bytes,
                   const std::string& sha256) const;

  private:
    struct State;
    explicit ArchiveReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace gangmu::backup
