// A store is its owner's: hashes of passwords, drafts and taken-in documents are in it. New files are made
// so; those of a store that an earlier version made, or that was copied about, are brought to it when it is
// opened for writing.
#pragma once

#include <string>

namespace gangmu::ledger {

// Folders 0700, files 0600, when the folder, its database or its sessions stand open to others. What cannot
// be changed (another's file) stays as it is: that is no reason not to serve.
void close_to_others(const std::string& folder);

}  // namespace gangmu::ledger
