// The web page's files, from inside the binary.
#pragma once

#include <string_view>

#include "http/message.hpp"

namespace gangmu::api {

// The reply to GET or HEAD of a path that is not the API's: a file, or index.html for the page routes
// (/plans/…, /search …), which the page itself resolves. Nothing else: 404 belongs to the caller.
// Compressed as the client accepts; 304 by its tag; hashed names (/assets/…) may be kept for a year.
std::optional<http::Response> answer_asset(const http::Request& request);

}  // namespace gangmu::api
