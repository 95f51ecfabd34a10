// Walking the chain, for every kind of ledger.
#pragma once

#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::ledger {

// Reads every event from the first and follows the chain; stops at the first bad one and names it. `total` is
// for the progress only. Errors: "cancelled" when the progress says stop.
Result<Verification> verify_chain(const Ledger& ledger, std::uint64_t total, const Progress& progress);

// Marks the verification as bad at this event.
void found_bad(Verification& verification, Sequence seq, const Message& reason);

Error cancelled();

}  // namespace gangmu::ledger
