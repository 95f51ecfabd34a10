// The errors that every kind of ledger gives in the same words.
#pragma once

#include <string_view>

#include "ledger/ledger.hpp"

namespace gangmu::ledger {

// Whether these events follow the end of the chain (payload hashes are taken on trust: Chain made them).
Status follows(const Chain& chain, std::span<const Event> events);

Error event_unknown(Sequence seq);
Error blob_unknown(std::string_view sha256);
Error blob_erased(std::string_view sha256);
Error blob_corrupt(std::string_view sha256, const Message& what);

}  // namespace gangmu::ledger
