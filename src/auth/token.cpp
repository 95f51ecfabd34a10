#include "auth/token.hpp"

#include <sodium.h>

#include <array>

namespace gangmu::auth {
namespace {

std::string hex_sha256(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::string out(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), digest.data(), digest.size());
    out.pop_back();
    return out;
}

}  // namespace

std::string random_token() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    out.pop_back();
    return out;
}

std::string random_api_token() {
    return std::string(api_token_start) + random_token();
}

bool is_api_token(std::string_view token) {
    return token.substr(0, api_token_start.size()) == api_token_start;
}

std::string token_hash(std::string_view token) {
    return hex_sha256(token);
}

std::string csrf_of(std::string_view token) {
    return hex_sha256("csrf\n" + std::string(token));
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace gangmu::auth
