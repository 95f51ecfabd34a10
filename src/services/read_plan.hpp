// Documents to a plan that is ready to be drafted: parsed, read, matched with what the store has of it, and
// checked. Nothing is recorded. Threads: any.
#pragma once

#include <string>
#include <vector>

#include "documents/document.hpp"
#include "services/rebase.hpp"
#include "services/registry.hpp"

namespace gangmu::services {

// What the ids of a new reading are taken over from.
struct Known {
    state::ContentPtr content;       // null: nothing is known of the plan
    std::vector<std::string> taken;  // ids that were given in the past
    std::uint32_t edition = 0;       // the edition that the content is of; 0: a draft or an earlier reading
};

struct ReadPlan {
    std::vector<model::DocumentInfo> documents;
    state::ContentPtr content;  // with the ids of what was known, and findings
    std::uint32_t matched = 0;  // Known::edition
    std::vector<std::string> uncertain;
};

// Agencies are named as `snapshot`'s register has them. Errors: those of documents::open, "cancelled".
Result<ReadPlan> read_plan(const Options& options, const std::vector<FileBytes>& files, const std::string& id,
                           const Known& known, const std::vector<std::string>& rules_off,
                           const state::Snapshot& snapshot, const Progress& progress);

// The same plan with the ids of `known` where its items are found again: the content, and by `ids` (if given)
// which ids became which. Findings of checking are made anew.
Result<ReadPlan> take_over_ids(model::Plan plan, const Known& known,
                               const std::vector<std::string>& rules_off, IdMap* ids = nullptr);

// What a new reading of this plan is matched with: its latest edition, else its draft.
Known known_of(const state::Plan& plan);
// All ids that the plan's editions and its draft have given.
std::vector<std::string> ids_given(const state::Plan& plan);

// Plans of which a document with this title is evidently another edition, as far as the actor may see them.
std::vector<Resembling> resembling(const state::Snapshot& snapshot, const Actor& actor,
                                   std::string_view title, std::string_view except);

bool tell(const Progress& progress, std::string_view step, std::uint64_t done, std::uint64_t total);
Error cancelled();

}  // namespace gangmu::services
