// What a backup file says of itself: manifest.json, and the names of its members.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backup/state_sum.hpp"
#include "ledger/sqlite/copy.hpp"

namespace gangmu::backup {

inline constexpr int manifest_format = 1;
inline constexpr const char* manifest_member = "manifest.json";
inline constexpr const char* database_member = "ledger.db";
inline constexpr const char* about_member = "README.txt";

struct Manifest {
    std::string made_by;  // version of Gangmu
    std::string made;     // ISO instant, UTC, of the machine's clock
    bool demo = false;
    ledger::Head head;
    std::string state;  // state_sum at the head
    std::vector<OutputSum> outputs;
    std::uint64_t database_bytes = 0;
    std::string database_sha256;
    std::vector<ledger::CopiedBlob> blobs;

    std::uint64_t bytes() const;  // of all members
};

std::string write_manifest(const Manifest& manifest);
// Errors: backup-newer, backup-broken.
Result<Manifest> read_manifest(std::string_view text);
std::string about(const Manifest& manifest);

}  // namespace gangmu::backup
