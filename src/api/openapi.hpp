// The OpenAPI 3.1 document of all endpoints, made from their specs.
#pragma once

#include <string>
#include <vector>

#include "api/endpoint.hpp"

namespace gangmu::api {

std::string openapi(const std::vector<Endpoint>& endpoints);

// "#/components/schemas": the shapes of the answers, by name.
const json::object& schemas();

}  // namespace gangmu::api
