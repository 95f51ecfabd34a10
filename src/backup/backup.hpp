// Backup while running, and restoring: the whole of a store in one file. The database is copied as it stands
// at one instant, then the contents it names, so the file is consistent while others write. Beside them
// go the outbox and when accounts and tokens were last used. Sessions and what can be derived again
// (checkpoints, the index) are left out.
#pragma once

#include <string>

#include "backup/archive.hpp"
#include "backup/manifest.hpp"

namespace gangmu::backup {

// Steps: 0 copying, 1 packing … told through `progress` in thousandths.
// Errors: store-missing, backup-exists, disk-full, store-io, blob-corrupt (the store itself is damaged),
// cancelled. On an error no file is left.
Result<Manifest> save(const std::string& store, const std::string& out, const Progress& progress = {});

// Into a folder that is empty or not there. Everything is checked before the folder appears: each member
// against its hash, the chain from its first event, the head and the state against the manifest.
// Errors: backup-missing, backup-foreign, backup-newer, backup-broken, restore-not-empty, disk-full,
// store-io, store-newer, cancelled. On an error nothing is left.
Result<Manifest> restore(const std::string& file, const std::string& folder, const Progress& progress = {});

}  // namespace gangmu::backup
