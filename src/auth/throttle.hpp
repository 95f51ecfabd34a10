// Slows down who guesses passwords: per account and per address, after a few failures each further one
// doubles the wait. The account's wait holds for everybody, so a wrong guesser from many addresses is slow
// too. Threads: any.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::auth {

class Throttle {
  public:
    // Times in seconds since 1970. Errors: auth-throttled (unavailable), with the seconds to wait in `where`.
    Status check(std::string_view account, std::string_view address, std::int64_t now) const;
    void failed(std::string_view account, std::string_view address, std::int64_t now);
    void succeeded(std::string_view account, std::string_view address);

    static constexpr int free_account = 5;   // failures without a wait
    static constexpr int free_address = 20;  // an office behind one address
    static constexpr std::int64_t longest = 900;
    static constexpr std::int64_t forgiven = 3600;  // after this time without a failure
    static constexpr std::size_t max_kept = 10'000;

  private:
    struct Failures {
        int count = 0;
        std::int64_t last = 0;
    };
    std::int64_t wait(const std::string& key, int free, std::int64_t now) const;
    mutable std::mutex mutex_;
    std::map<std::string, Failures, std::less<>> failures_;  // "n" + name or "a" + address
};

}  // namespace gangmu::auth
