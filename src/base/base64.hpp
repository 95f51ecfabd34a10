// Bytes as text that JSON and HTTP carry (RFC 4648, with padding), by libsodium.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gangmu {

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);  // nothing: not base64

}  // namespace gangmu
