// Random tokens and what is derived from them. Only hashes of tokens are kept anywhere.
#pragma once

#include <string>
#include <string_view>

namespace gangmu::auth {

std::string random_token();  // 256 bits, 43 characters of base64url
// A program's: the same with a beginning by which people, and scanners for leaked secrets, know what it is.
inline constexpr std::string_view api_token_start = "gangmu_";
std::string random_api_token();
bool is_api_token(std::string_view token);
std::string token_hash(std::string_view token);            // SHA-256, 64 hex digits
std::string csrf_of(std::string_view token);               // what a page must send back with a write
bool same_secret(std::string_view a, std::string_view b);  // in constant time for equal lengths

}  // namespace gangmu::auth
