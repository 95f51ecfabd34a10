// Passwords: argon2id through libsodium. Hashing costs 64 MB and a good part of a tenth of a second by
// design, so it runs in a bounded number of places at once; who finds no place in time is told to try again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::auth {

inline constexpr std::size_t shortest_password = 10;  // characters
inline constexpr std::size_t longest_password = 256;  // bytes

// Errors: password-short, password-long, password-plain (one character repeated, or the account's name).
Status acceptable_password(std::string_view password, std::string_view account);

// 20 characters of an alphabet without look-alikes, about 115 bits.
std::string random_password();

class PasswordPool {
  public:
    // places: how many hash at once (each takes 64 MB); waiting: how many more may queue.
    explicit PasswordPool(std::size_t places = 2, std::size_t waiting = 64,
                          std::chrono::milliseconds patience = std::chrono::seconds(10));

    // The hash in libsodium's text form ($argon2id$…). Errors: auth-busy (Fault::unavailable), auth-memory.
    Result<std::string> hash(std::string_view password);
    // Whether the password is the one of this hash. Constant time in the password. Errors: auth-busy.
    Result<bool> verify(std::string_view password, const std::string& hash);
    // As long as verify takes, for an account that does not exist: answers must not tell which names do.
    Status waste();

  private:
    class Place;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t free_;
    std::size_t waiting_ = 0;
    const std::size_t most_waiting_;
    const std::chrono::milliseconds patience_;
};

}  // namespace gangmu::auth
