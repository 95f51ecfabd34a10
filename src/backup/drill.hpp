// The restore drill (還原演練): a backup is restored into a folder that is thrown away afterwards, and what
// came out is held against what went in. Its report is one that a person can sign and file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backup/backup.hpp"

namespace gangmu::backup {

struct DrillStep {
    Message what;
    bool good = false;
    std::string detail;  // what was counted, or what differs
    double seconds = 0;
};

struct DrillReport {
    std::string subject;  // the backup file, or the store of which one was made
    bool of_store = false;
    std::string file_sha256;  // of the backup
    std::uint64_t file_bytes = 0;
    Manifest manifest;
    std::string begun;  // ISO instant, UTC
    std::vector<DrillStep> steps;
    double seconds = 0;
    bool good() const;
};

// Of a backup file, or of a store's folder (a backup is made first, beside a running server if there is one;
// then the store itself is folded anew from its first event and compared too). `scratch`: where there is room
// for a copy. What differs is in the report; errors are what kept the drill from being done at all: those of
// save and restore before anything could be compared.
Result<DrillReport> drill(const std::string& subject, const std::string& scratch,
                          const Progress& progress = {});

std::string print(const DrillReport& report, bool english);

}  // namespace gangmu::backup
