// Whom something concerns. An account whose role is bound to the agency comes before those that have the role
// for all: a ministry's own planning unit is told, not everybody who could look. Who stands in for one of
// them today is told as well. Built for one snapshot and day; one thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "auth/rights.hpp"
#include "services/duties.hpp"

namespace gangmu::services {

using Names = std::set<std::string>;

class NoticePeople {
  public:
    NoticePeople(const state::Snapshot& snapshot, Day today);

    const Names& with(auth::Action action, const std::string& agency);
    Names owners(const tracking::Obligation& owed);  // the item's officer, else who files for the agency
    Names reviewers(const PlanCycle& cycle, const tracking::Obligation& owed, std::size_t stage);
    const Names& office(const std::string& issuer) { return with(auth::Action::manage_cycles, issuer); }
    Names with_stand_ins(const Names& names) const;

  private:
    enum class Fit { no, general, bound };
    const Names& bound(auth::Action action, const std::string& agency);  // only those bound to it
    Fit fit(const state::Account& account, auth::Action action, const std::string& agency) const;

    const state::Snapshot& snapshot_;
    const Day today_;
    std::vector<std::shared_ptr<const state::Account>> accounts_;
    std::map<std::pair<auth::Action, std::string>, Names> known_, bound_;
};

}  // namespace gangmu::services
