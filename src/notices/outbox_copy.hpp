// An outbox as a file: copied while a server uses it, and looked at without changing it.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"

namespace gangmu::notices {

inline constexpr int outbox_format = 1;  // of the file; later ones are refused

struct OutboxSum {
    std::uint64_t notices = 0, waiting = 0;  // waiting: e-mails and webhooks not delivered yet
    std::uint64_t cursor = 0;                // the last event that somebody was told of
};

// As it stands at one instant. Errors: store-missing, store-corrupt, disk-full, store-io.
Status copy_outbox(const std::string& from, const std::string& to);

// Reads every page of it. Errors: store-missing, store-corrupt, store-newer.
Result<OutboxSum> check_outbox(const std::string& path);

}  // namespace gangmu::notices
