// What a reader may see of a plan and of its documents; and the sides of a diff: an edition, the draft, a
// proposal, now or as they were known on a day.
#pragma once

#include <string>
#include <vector>

#include "api/call.hpp"

namespace gangmu::api {

struct Side {
    std::string side;                    // "draft", "proposal", or "edition"
    std::uint32_t edition = 0;           // of an edition
    std::string as_of;                   // as asked; empty: now
    state::ContentPtr content;           // never null
    std::vector<std::string> uncertain;  // ids that were matched on weak evidence
};

// By the query's to and to_as_of, from and from_as_of. Errors: plan-unknown, edition-unknown, plan-no-draft,
// proposal-unknown, content-erased, auth-… for drafts and proposals, date-invalid, side-invalid.
Result<Side> side_to(const Call& call);
// Without `from`: the latest edition, or the one before when `to` is it.
Result<Side> side_from(const Call& call, const Side& to);

void write_side(JsonWriter& out, std::string_view key, const Side& side);

// Whose rights decide about this plan's draft.
std::string issuer_for_rights(const state::Plan& plan);
// The plans that stand on the document and that this reader sees.
std::vector<state::PlanView> plans_on(const Call& call, const state::Document& document);
// A document is seen by whoever sees a plan that stands on it, or first brought it here; officers of
// everything see all.
bool sees(const Call& call, const state::Document& document);
Error document_unknown(const std::string& sha256);
Error proposal_missing(const std::string& plan);

}  // namespace gangmu::api
