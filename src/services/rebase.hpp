// Corrections applied again to another reading of the same plan, or to a later edition of it: what still
// applies is kept, what does not is told. Pure; any thread.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/lineage.hpp"
#include "state/content.hpp"

namespace gangmu::services {

struct Conflict {
    Sequence seq = 0;  // of the correction
    json::object operation;
    Message reason;
    bool applied = false;  // true: it was applied, but the text under it is read otherwise now
};

struct Rebased {
    state::ContentPtr content;
    std::vector<Step> steps;  // as they were applied; those of which nothing is left are not among them
    std::vector<Conflict> conflicts;
};

// Ids of the old reading that are others in the new one. Node ids that are the same in both need no entry.
using IdMap = std::unordered_map<std::string, std::string>;

// What the other content is: it decides the words of a conflict.
enum class Newer { reading, edition };

// `steps` were made on `old_base`; both are replayed side by side, so that a correction of the third target
// is one of the same period's target now, and a correction that the new reading has made needless is dropped.
// Steps that are `left_out` happen on the old side only: what those after them say is meant as it was said
// there. Errors: corrections that do not apply to the old base itself (a damaged store).
Result<Rebased> rebase(const state::Content& old_base, const std::vector<Step>& steps,
                       const state::Content& new_base, const std::set<Sequence>& left_out = {},
                       IdMap ids = {}, Newer newer = Newer::reading);

}  // namespace gangmu::services
