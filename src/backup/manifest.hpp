// What a backup file says of itself: manifest.json, and the names of its members.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "backup/state_sum.hpp"
#include "ledger/sqlite/copy.hpp"

namespace gangmu::backup {

inline constexpr int manifest_format = 1;
inline constexpr const char* manifest_member = "manifest.json";
inline constexpr const char* database_member = "ledger.db";
inline constexpr const char* about_member = "README.txt";

// What goes along beside the ledger and the blobs: what cannot be derived from them. Sessions do not.
inline constexpr const char* outbox_member = "outbox.db";
inline constexpr std::string_view companion_names[] = {outbox_member, "accounts-used.json",
                                                       "tokens-used.json"};
bool is_companion(std::string_view name);

struct Companion {  // a file beside the ledger: outbox.db, accounts-used.json …
    std::string name;
    std::uint64_t bytes = 0;
    std::string sha256;
};

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
    std::vector<Companion> companions;  // those that were there
    std::vector<std::string> left_out;  // and those that were, but damaged

    std::uint64_t bytes() const;  // of all members
};

std::string write_manifest(const Manifest& manifest);
// Errors: backup-newer, backup-broken.
Result<Manifest> read_manifest(std::string_view text);
std::string about(const Manifest& manifest);

}  // namespace gangmu::backup
