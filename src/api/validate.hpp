// Input against its spec. What is not in the spec is refused, not passed over: a misspelt filter must not
// answer as if it had been none.
#pragma once

#include <string_view>
#include <vector>

#include "api/endpoint.hpp"

namespace gangmu::api {

// A query string as typed members; lists from repeated names. Errors: query-encoding, parameter-unknown,
// parameter-repeated, parameter-missing, parameter-invalid (`where` names the parameter).
Result<json::object> validate_query(std::string_view query, const std::vector<Field>& fields);

// A JSON body. Errors: json-syntax, body-not-object, member-unknown, member-missing, member-invalid.
Result<json::object> validate_body(std::string_view body, const std::vector<Field>& fields);

// YYYY-MM-DD of a day that exists, 1900 to 2999.
bool is_date(std::string_view text);

}  // namespace gangmu::api
