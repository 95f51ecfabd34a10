// The headers that every reply carries.
#pragma once

#include <string_view>

namespace gangmu::api {

// Nothing from elsewhere, nothing inline, nowhere framed; blob: and data: for pictures that the page makes
// itself.
inline constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri "
    "'none'; "
    "form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

// For clients that came by TLS.
inline constexpr std::string_view transport_header = "Strict-Transport-Security: max-age=31536000\r\n";

inline constexpr std::string_view session_cookie = "gangmu_session";
inline constexpr std::string_view csrf_header = "X-CSRF-Token";

}  // namespace gangmu::api
