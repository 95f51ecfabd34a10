#include "auth/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace gangmu::auth {
namespace {

// Interactive limits of libsodium: 2 passes over 64 MB.
constexpr auto kOperations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto kMemory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

// A place in the pool, held while hashing.
class PasswordPool::Place {
  public:
    static std::optional<Place> take(PasswordPool& pool) {
        std::unique_lock lock(pool.mutex_);
        if (pool.free_ == 0) {
            if (pool.waiting_ >= pool.most_waiting_) return std::nullopt;
            ++pool.waiting_;
            const bool got = pool.freed_.wait_for(lock, pool.patience_, [&] { return pool.free_ > 0; });
            --pool.waiting_;
            if (!got) return std::nullopt;
        }
        --pool.free_;
        return Place(pool);
    }
    Place(Place&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        if (!pool_) return;
        {
            std::lock_guard lock(pool_->mutex_);
            ++pool_->free_;
        }
        pool_->freed_.notify_one();
    }

  private:
    explicit Place(PasswordPool& pool) : pool_(&pool) {}
    PasswordPool* pool_;
};

namespace {

Error busy() {
    return fail(Fault::unavailable, "auth-busy", {"目前登入的人較多", "Many people are signing in just now"},
                {"請稍候再試", "Try again in a moment"});
}

}  // namespace

Status acceptable_password(std::string_view password, std::string_view account) {
    if (characters(password) < shortest_password)
        return fail(Fault::invalid, "password-short", {"密碼太短", "The password is too short"},
                    {"密碼至少要有 10 個字元", "Use at least 10 characters"}, "password");
    if (password.size() > longest_password)
        return fail(Fault::invalid, "password-long", {"密碼太長", "The password is too long"},
                    {"密碼最多 256 位元組", "Use at most 256 bytes"}, "password");
    const bool one_character = password.find_first_not_of(password.front()) == std::string_view::npos;
    if (one_character || (!account.empty() && password == account))
        return fail(Fault::invalid, "password-plain", {"密碼太容易猜中", "The password is too easy to guess"},
                    {"請勿使用同一字元或帳號名稱", "Do not repeat one character or use the account's name"},
                    "password");
    return {};
}

std::string random_password() {
    constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::string out;
    for (int i = 0; i < 20; ++i)
        out += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    return out;
}

PasswordPool::PasswordPool(std::size_t places, std::size_t waiting, std::chrono::milliseconds patience)
    : free_(places), most_waiting_(waiting), patience_(patience) {
    if (sodium_init() < 0) std::abort();  // no random numbers: nothing here would be safe
}

Result<std::string> PasswordPool::hash(std::string_view password) {
    const auto place = Place::take(*this);
    if (!place) return busy();
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(out, password.data(), password.size(), kOperations, kMemory) != 0)
        return fail(Fault::unavailable, "auth-memory",
                    {"記憶體不足，無法處理密碼", "Not enough memory to hash the password"},
                    {"請稍候再試", "Try again in a moment"});
    return std::string(out);
}

Result<bool> PasswordPool::verify(std::string_view password, const std::string& hash) {
    const auto place = Place::take(*this);
    if (!place) return busy();
    if (password.size() > longest_password) return false;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Status PasswordPool::waste() {
    static const std::string nobody = [] {
        char out[crypto_pwhash_STRBYTES];
        const std::string secret = random_password();
        if (crypto_pwhash_str(out, secret.data(), secret.size(), kOperations, kMemory) != 0)
            return std::string();
        return std::string(out);
    }();
    CHECK(verify("nobody", nobody));
    return {};
}

}  // namespace gangmu::auth
