// Legal acts (核定, 核備, 備查, 核准) as they come and go over HTTP.
#pragma once

#include <vector>

#include "api/endpoint.hpp"
#include "state/snapshot.hpp"

namespace gangmu::api {

void write_act(JsonWriter& out, const state::Act& act, const state::Snapshot& snapshot);

// From a body that act_fields() has let through.
state::Act read_act(const json::object& from);
// `subject`: also what it is about: an edition, a revision, a report.
std::vector<Field> act_fields(bool subject);

}  // namespace gangmu::api
