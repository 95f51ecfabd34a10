// Revisions of a plan (修正案): changes to the edition in force, proposed with a reason, decided by a legal
// act, and in force from a day as a new edition. As events and as their fold; each payload is a JSON object
// with "v": 1:
//
//   revision.drafted   {"plan","edition","title","reason","effective"}   its number: how many the plan has
//   had revision.described {"plan","revision","title","reason","effective"}  all three as they stand now
//   revision.edited    {"plan","revision","at","operations":[…]}         those from number `at` on are
//   replaced;
//                      "edition": they are meant of this edition now; "dropped":[{"operation","reason"}]:
//                      what did not apply to it
//   revision.proposed  {"plan","revision","note"}
//   revision.returned  {"plan","revision","note"}
//   revision.withdrawn {"plan","revision","note"}
//   revision.approved  {"plan","revision","edition","note"}              as which edition; beside
//   plan.corrected
//                                                                        and plan.published
// Operations are those of corrections (state/corrections.hpp).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"
#include "ledger/ledger.hpp"
#include "tracking/cycle.hpp"

namespace gangmu::state {

namespace event {
inline constexpr std::string_view revision_drafted = "revision.drafted";
inline constexpr std::string_view revision_described = "revision.described";
inline constexpr std::string_view revision_edited = "revision.edited";
inline constexpr std::string_view revision_proposed = "revision.proposed";
inline constexpr std::string_view revision_returned = "revision.returned";
inline constexpr std::string_view revision_withdrawn = "revision.withdrawn";
inline constexpr std::string_view revision_approved = "revision.approved";
}  // namespace event

enum class RevisionState : std::uint8_t { draft, proposed, returned, withdrawn, approved };
std::string_view to_string(RevisionState state);  // draft, proposed, returned, withdrawn, approved

struct RevisionStep {
    std::string act;   // drafted, described, edited, rebased, proposed, returned, withdrawn, approved
    std::string note;  // of rebased: what was dropped, in words
    tracking::Stamp stamp;

    bool operator==(const RevisionStep&) const = default;
};

struct Revision {
    std::uint32_t number = 0;  // of the plan, from 1
    RevisionState state = RevisionState::draft;
    std::string title;
    std::string reason;
    std::string effective;      // the day wished for; empty: none
    std::uint32_t edition = 0;  // that the operations are meant of
    std::shared_ptr<const json::array> operations = std::make_shared<const json::array>();
    std::vector<RevisionStep> steps;  // the first one: who drafted it
    std::uint32_t became = 0;         // approved: this edition
    ledger::Sequence version = 0;     // of its last event

    bool open() const { return state != RevisionState::withdrawn && state != RevisionState::approved; }
    const std::string& proposer() const { return steps.front().stamp.by; }
    bool operator==(const Revision& other) const;
};
using RevisionPtr = std::shared_ptr<const Revision>;
using Revisions = PersistentMap<std::string, PersistentVector<RevisionPtr>>;  // by plan; number n at n - 1

// Null: there is none.
const Revision* find_revision(const Revisions& revisions, std::string_view plan, std::uint32_t number);

bool is_revision_event(std::string_view type);
// False: the event does not fit what is there (nothing was changed then).
bool fold_revision(Revisions& revisions, const ledger::Event& event, const json::object& payload);
std::optional<Message> revision_summary(std::string_view type, const json::object& payload);

void write(JsonWriter& out, const Revisions& revisions);  // for a checkpoint
Revisions read_revisions(const json::object& from);

}  // namespace gangmu::state
