// What was read from a document, place by place: the plan beside the source.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "state/view.hpp"

namespace gangmu::api {

// {"items":[{"plan","type","id","node","kind","label","title","source"}]}, one a place, in the document's
// order. `from` 0: everything; else only places that touch lines from–to.
void write_read_from(JsonWriter& out, const std::vector<state::PlanView>& plans, const std::string& sha256,
                     std::uint32_t from, std::uint32_t to);

}  // namespace gangmu::api
