#pragma once

#include "documents/open.hpp"

namespace gangmu::documents {

// Takes from this process, and from all it starts, what reading one document does not need: memory and CPU
// time over the limits, core dumps, writing files, the network, other processes. For good; called once by the
// worker, before it sees a byte of the document. What the kernel does not offer is left out. `may_start`:
// poppler's tools.
void enter_sandbox(const Limits& limits, bool may_start);

}  // namespace gangmu::documents
