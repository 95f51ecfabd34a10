// What was filed under another definition than the newest edition's.
#pragma once

#include <vector>

#include "base/json.hpp"
#include "services/definitions.hpp"

namespace gangmu::api {

// [{"indicator","title","cycle","node","edition","newest","was":{"title","unit","targets"},"now":{…}}]
void write_redefined(JsonWriter& out, std::string_view key, const std::vector<services::Redefined>& all);

}  // namespace gangmu::api
