// Who sends a request, and whether a browser was made to send it by another site.
#pragma once

#include <string>

#include "auth/rights.hpp"
#include "http/message.hpp"
#include "services/registry.hpp"

namespace gangmu::api {

struct Identity {
    enum class By { nobody, cookie, bearer, program, local };  // program: a token made for one
    auth::Actor actor;
    By by = By::nobody;
    std::string token;  // of the session
    std::string csrf;
};

// The local socket's peer, a session's cookie, or a bearer token; else nobody.
Identity identify(const services::Registry& registry, const http::Request& request);

// A request that changes something must not come from another site: no other origin, and with a cookie the
// session's CSRF token. Errors: csrf (forbidden).
Status check_origin(const Identity& identity, const http::Request& request);

}  // namespace gangmu::api
