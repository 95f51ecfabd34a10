// Revisions as the page and scripts see them.
#pragma once

#include "api/call.hpp"
#include "services/revisions.hpp"

namespace gangmu::api {

// One of a list.
void write_revision_entry(JsonWriter& out, const state::Snapshot& snapshot, const state::Plan& plan,
                          const state::Revision& revision);
// One with all its changes, what is in their way, its acts, its way, and what the caller may do with it.
void write_revision(JsonWriter& out, const Call& call, const state::Plan& plan,
                    const state::Revision& revision, const services::RevisionStanding& standing);

}  // namespace gangmu::api
