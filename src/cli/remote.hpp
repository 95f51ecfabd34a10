// Commands to a running server, through the store's local socket.
#pragma once

#include <string>

#include "base/json.hpp"
#include "http/client.hpp"

namespace gangmu::cli {

// A good reply's JSON; problem+json comes back as the Error that it was on the other side.
Result<json::value> ask(http::Client& client, std::string_view method, std::string_view target,
                        std::string_view body = {});
Result<json::value> send_file(http::Client& client, std::string_view method, std::string_view target,
                              const std::string& file);

// The Error that a reply of this status and body (problem+json) stands for.
Error problem_of(unsigned status, std::string_view body);

std::string text_of(const json::value& value, std::string_view key);  // "" when it is not there
std::string percent(std::string_view text);                           // for a query

}  // namespace gangmu::cli
