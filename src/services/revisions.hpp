// What a revision would make of the plan as it stands: its operations meant of the newest edition, what is in
// their way, whom it concerns, and who may see and change it. Pure but for what the snapshot holds; any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/rights.hpp"
#include "services/rebase.hpp"
#include "state/snapshot.hpp"

namespace gangmu::services {

struct RevisionConflict {
    std::size_t at = 0;  // of its operation, from 0
    json::object operation;
    Message reason;
    bool applied = false;  // it can be applied, but would undo what somebody else decided since
};

struct RevisionStanding {
    state::ContentPtr
        before;  // of the newest edition; of one that is closed, what it was meant of or became of
    state::ContentPtr after;  // with all that applies
    std::uint32_t from = 0;   // the edition of `before`
    json::array operations;   // as they apply to `before`
    std::vector<RevisionConflict> conflicts;
};
// Errors: edition-unknown, content-erased, those of apply_corrections (a damaged store).
Result<RevisionStanding> standing_of(const state::Plan& plan, const state::Revision& revision);

// The agencies (their names now) that lead what the operations touch, and whether anything is touched that no
// agency leads or that is the whole plan's.
struct Concerned {
    std::vector<std::string> agencies;  // sorted, each once
    std::vector<std::string> nodes;     // ids, each once, in order
    bool beyond = false;
};
Concerned concerned_by(const state::Snapshot& snapshot, const state::Content& before,
                       const json::array& operations);

// Other open revisions of the plan that set the same field, target, row or place.
std::vector<std::uint32_t> overlaps_of(const state::Snapshot& snapshot, const std::string& plan,
                                       const state::Revision& revision);

// The plan's office; or a reporter or reviewer of every agency that leads what is touched.
bool may_propose(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan,
                 const Concerned& concerned);
bool runs_plan(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan);
// An approved one is seen by all who read the plan, others by the plan's office, by who drafted it, and, once
// it was proposed, by the agencies that it concerns.
bool sees_revision(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan,
                   const state::Revision& revision);
bool may_edit(const auth::Actor& actor, const state::Snapshot& snapshot, const state::Plan& plan,
              const state::Revision& revision);

Error revision_unknown(std::uint64_t number);

}  // namespace gangmu::services
