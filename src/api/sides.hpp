// What a reader may see of a plan and of its documents; and the sides of a diff: an edition, the draft, a
// proposal, now or as they were known on a day.
#pragma once

#include <string>
#include <vector>

#include "api/call.hpp"

namespace gangmu::api {

struct Side {
    std::string side;                    // "draft", "proposal", "revision", or "edition"
    std::uint32_t edition = 0;           // of an edition; of a revision its number
    std::string as_of;                   // as asked; empty: now
    std::string on;                      // the edition in force on this day was asked for
    state::ContentPtr content;           // never null
    std::vector<std::string> uncertain;  // ids that were matched on weak evidence
};

// By the query's to, to_on and to_as_of, from, from_on and from_as_of. Errors: plan-unknown, edition-unknown,
// plan-no-draft, proposal-unknown, content-erased, auth-… for drafts and proposals, date-invalid,
// side-invalid.
Result<Side> side_to(const Call& call);
// Without `from`: the latest edition, or the one before when `to` is it.
Result<Side> side_from(const Call& call, const Side& to);

void write_side(JsonWriter& out, std::string_view key, const Side& side);

// What a revision that this reader sees would make of the plan, as a draft to be looked at. Errors:
// revision-unknown, content-erased.
Result<std::shared_ptr<const state::Draft>> revision_draft(const Call& call, const state::Plan& plan,
                                                           std::string_view side);

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
