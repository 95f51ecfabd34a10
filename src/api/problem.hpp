// Errors as application/problem+json (RFC 9457), in the language of the one who asks.
#pragma once

#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "http/message.hpp"

namespace gangmu::api {

enum class Language { zh, en };

// Of an Accept-Language header: Chinese, unless English is preferred to it.
Language preferred_language(std::string_view accept_language);

unsigned status_of(Fault fault);

// {"type","title","status","code","detail","mend","where","detail_en","mend_en"}
void write_problem(JsonWriter& out, const Error& error, Language language, unsigned status = 0);
http::Response problem(const Error& error, Language language, unsigned status = 0);

}  // namespace gangmu::api
