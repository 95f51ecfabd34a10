// Commands about revisions (修正案): drafted, edited, proposed, returned, meant of a newer edition,
// withdrawn, approved. As all commands: right → validation against the newest state → events in one durable
// commit → folded → published. Threads: any. A handle: it must not outlive the registry.
//
// Errors of all: plan-unknown, revision-unknown, revision-closed, revision-changed (another version than the
// one seen), auth-….
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/registry.hpp"
#include "services/revisions.hpp"
#include "state/evaluation_events.hpp"

namespace gangmu::services {

struct RevisionText {
    std::string title;
    std::string reason;
    std::string effective;  // ISO day; empty: not said
};

struct RevisionMade {
    std::uint32_t number = 0;
    Sequence version = 0;
};

struct RevisionKey {
    std::string plan;
    std::uint32_t number = 0;
    std::optional<Sequence> version;  // as seen; empty: whatever is newest
};

struct Approval {
    std::string effective;  // empty: as wished for, or today
    bool proofread = true;
    std::string note;
    std::optional<state::Act> act;  // recorded with it; without one the revision must have one already
};

class Registry::Revisions {
  public:
    explicit Revisions(Registry& registry) : registry_(registry) {}

    // Of the newest edition, with these operations (none: to be edited). `from_draft`: what the plan's draft
    // would change becomes the revision, and the draft is withdrawn. Errors: reason-missing, revision-title,
    // date-invalid, correction-…, plan-no-draft, revision-empty.
    Result<RevisionMade> draft(const Actor& actor, std::string_view plan, const RevisionText& text,
                               const json::array& operations, bool from_draft);
    Result<Sequence> describe(const Actor& actor, const RevisionKey& key, const RevisionText& text);
    // From number `at` on the operations are replaced by these; without `at` they are added at the end.
    // Errors: correction-…, revision-behind (a newer edition: rebase first).
    Result<Corrected> edit(const Actor& actor, const RevisionKey& key, const json::array& operations,
                           std::optional<std::size_t> at);
    // All that applies is meant of the newest edition from now on, the rest is dropped (and kept in the
    // event).
    Result<Sequence> rebase(const Actor& actor, const RevisionKey& key);
    Result<Sequence> propose(const Actor& actor, const RevisionKey& key, std::string_view note);
    Result<Sequence> send_back(const Actor& actor, const RevisionKey& key, std::string_view note);
    Result<Sequence> withdraw(const Actor& actor, const RevisionKey& key, std::string_view note);
    // The number of the edition that it became. Errors: revision-empty, revision-state, revision-act,
    // revision-effective, revision-conflicts, plan-has-draft, those of acts.
    Result<std::uint32_t> approve(const Actor& actor, const RevisionKey& key, const Approval& approval);

  private:
    struct Scene;
    Result<Sequence> turn(const Actor& actor, const RevisionKey& key, std::string_view type,
                          const std::function<Status(const Scene&)>& check, std::string_view note);

    Registry& registry_;
};

}  // namespace gangmu::services
