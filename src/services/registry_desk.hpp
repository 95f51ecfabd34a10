// What the officer's desk does beyond a single correction: reading again, attaching a draft to the plan that
// it is an edition of, the log of corrections with taking back, dismissals taken back, rules switched off.
// Threads: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/lineage.hpp"
#include "services/proposals.hpp"
#include "services/registry.hpp"

namespace gangmu::services {

struct Reread {
    std::string plan;
    bool same = false;  // the proposal differs from what is there in nothing
};

struct LoggedCorrection {
    Step step;
    Sequence undone_by = 0;  // 0: it stands
    bool current = false;    // of the content under work: it can be taken back
};

struct Attached {
    std::string plan;
    Sequence version = 0;
};

class Registry::Desk {
  public:
    explicit Desk(Parts& parts, Registry& registry) : parts_(parts), registry_(registry) {}

    // Reads the kept bytes of the plan's documents, and of `add` (documents that are in the store, as
    // annexes), with today's reader into a proposal. Nothing is recorded. Errors: plan-unknown,
    // document-unknown, content-erased, those of documents::open and Ledger::blob, "cancelled".
    Result<Reread> reread(const Actor& actor, std::string_view plan, const std::vector<std::string>& add = {},
                          const Progress& progress = {});
    Result<std::string> start_reread(const Actor& actor, std::string_view plan,
                                     const std::vector<std::string>& add);
    ProposalPtr proposal(std::string_view plan) const;  // null: none
    // Has the plan been changed since the proposal was made?
    bool stale(const Proposal& proposal) const;
    // The proposal becomes the draft, each correction that still applies a correction of its own. `version`:
    // the proposal's, as seen. Errors: proposal-unknown, plan-changed.
    Result<Corrected> accept(const Actor& actor, std::string_view plan, std::optional<Sequence> version);
    Status refuse(const Actor& actor, std::string_view plan);

    // The draft of `plan`, which has no edition, becomes the draft of `to`, with the ids of its items; `plan`
    // is withdrawn. Errors: plan-no-draft, plan-published, plan-has-draft, plan-changed.
    Result<Attached> attach(const Actor& actor, std::string_view plan, std::string_view to,
                            std::optional<Sequence> version);

    // Newest first. Errors: those of the ledger.
    Result<std::vector<LoggedCorrection>> corrections(std::string_view plan) const;
    // Errors: correction-gone (of no draft under work), correction-undone, correction-stands (others build on
    // it), correction-overtaken (nothing of it is left), plan-changed.
    Result<Corrected> undo(const Actor& actor, std::string_view plan, Sequence correction,
                           std::optional<Sequence> version);

    Status restore_finding(const Actor& actor, std::string_view plan, std::string_view finding);
    // An empty plan: for the whole store. Errors: rule-unknown, reason-missing.
    Status switch_rule(const Actor& actor, std::string_view plan, std::string_view rule, bool off,
                       std::string_view reason);

  private:
    Result<std::vector<ledger::Event>> draft_anew(const Actor& actor, const Proposal& proposal, Sequence seen,
                                                  bool reread, std::vector<ledger::NewEvent> more);
    Parts& parts_;
    Registry& registry_;
};

}  // namespace gangmu::services
