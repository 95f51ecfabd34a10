// Who may do what with a report: auth's table, asked for the agencies that a report concerns, and the
// accounts that one stands in for. Pure but for what the snapshot holds.
#pragma once

#include <string>
#include <vector>

#include "auth/rights.hpp"
#include "services/duties.hpp"

namespace gangmu::services {

// An actor, or another account that this one stands in for.
struct Standing {
    bool allowed = false;
    std::string on_behalf;  // empty: in their own right
};

class TrackingRights {
  public:
    TrackingRights(const state::Snapshot& snapshot, const auth::Actor& actor, Day today);

    Standing may(auth::Action action, std::string_view agency) const;
    // Fill in and submit: the agency that answers, or one of its offices that the plan names.
    Standing may_file(const tracking::Obligation& who) const;
    // Of the joint and co agencies those for which this one may write a contribution.
    std::vector<std::string> may_contribute(const tracking::Obligation& who) const;
    Standing may_review(const tracking::Stage& stage, const std::string& agency,
                        const std::string& issuer) const;
    // A report that is not approved yet is shown to those who file, contribute, review, or run the plan.
    bool may_see(const tracking::Obligation& who, const tracking::PlanTracking& settings,
                 const std::string& issuer, const tracking::Report* report) const;
    // Whether this obligation is theirs to fill in: the item's officer, or anybody of the agency where none
    // is set.
    bool mine(const tracking::Obligation& who) const;

  private:
    const state::Snapshot& snapshot_;
    const auth::Actor& actor_;
    std::vector<auth::Actor> others_;  // that it stands in for
};

// Errors: auth-sign-in, auth-no-right.
Status allowed(const Standing& standing, const auth::Actor& actor, auth::Action action);

}  // namespace gangmu::services
