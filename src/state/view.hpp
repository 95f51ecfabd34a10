// What every read uses: a snapshot (as known then) and the day for which it is asked (in force then).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "state/snapshot.hpp"

namespace gangmu::state {

// One plan as it is to be shown: one edition, or the draft. A small handle; it keeps all it needs alive.
class PlanView {
  public:
    PlanView(SnapshotPtr snapshot, const Plan* plan, const Edition* edition, const Draft* draft);
    // As a draft that is none of the plan's own: what a revision would make of it.
    PlanView(SnapshotPtr snapshot, const Plan* plan, std::shared_ptr<const Draft> made);

    const std::string& id() const { return plan_->id; }
    const Plan& plan() const { return *plan_; }
    bool is_draft() const { return draft_ != nullptr; }
    std::uint32_t edition() const { return edition_ ? edition_->number : 0; }
    const Edition* edition_of() const { return edition_; }
    const Draft* draft_of() const { return draft_; }
    bool proofread() const { return edition_ != nullptr && edition_->proofread; }
    const std::string& effective() const;
    const Stamp& stamp() const { return edition_ ? edition_->stamp : draft_->stamp; }
    // Changes whenever anything that is shown of this plan changes; with id(), edition() and is_draft() a key
    // for bytes that are kept.
    Sequence version() const { return plan_->version; }

    // The content's bytes were erased: then content() is empty, and this says why.
    const Erasure* erased() const;
    // For what must not pass for an empty plan, as an export would. Errors: content-erased.
    Status readable() const;
    const Content& content() const { return *content_; }
    const ContentPtr& shared_content() const { return content_; }
    const Content* operator->() const { return content_.get(); }
    // Why a finding does not count: somebody said so, or its rule is switched off. Null: it counts.
    const Dismissal* dismissed(const model::Finding& finding) const;

  private:
    SnapshotPtr snapshot_;
    const Plan* plan_;
    const Edition* edition_;
    const Draft* draft_;
    std::shared_ptr<const Draft> made_;
    ContentPtr content_;
};

enum class Drafts { hidden, shown };

class View {
  public:
    View() = default;
    // `newest` carries the search index, which answers every as_of.
    View(SnapshotPtr snapshot, SnapshotPtr newest, std::string as_of, std::string on)
        : snapshot_(std::move(snapshot)),
          newest_(std::move(newest)),
          as_of_(std::move(as_of)),
          on_(std::move(on)) {}

    const Snapshot& snapshot() const { return *snapshot_; }
    const SnapshotPtr& shared() const { return snapshot_; }
    const Snapshot* operator->() const { return snapshot_.get(); }
    const ledger::Head& head() const { return snapshot_->head; }
    const std::string& as_of() const { return as_of_; }  // as asked; empty: now
    const std::string& on() const { return on_; }        // as asked; empty: the latest edition
    bool present() const { return as_of_.empty() && on_.empty(); }

    // The edition in force (and if there is none and drafts are shown, the draft). Nothing: unknown or no
    // right.
    std::optional<PlanView> plan(std::string_view id, Drafts drafts = Drafts::hidden) const;
    // The draft under work, beside an edition or alone.
    std::optional<PlanView> draft(std::string_view id) const;
    // All plans of this view in the order in which they came, each as plan(id, drafts) gives it.
    std::vector<PlanView> plans(Drafts drafts = Drafts::hidden) const;

    const search::Index& index() const { return newest_->index; }
    // A request with this view's as_of and on set; audience 1 when drafts are shown.
    search::Request search_request(Drafts drafts = Drafts::hidden) const;

  private:
    SnapshotPtr snapshot_;
    SnapshotPtr newest_;
    std::string as_of_;
    std::string on_;
};

}  // namespace gangmu::state
