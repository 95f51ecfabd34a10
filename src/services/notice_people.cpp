#include "services/notice_people.hpp"

#include <algorithm>

namespace gangmu::services {

NoticePeople::NoticePeople(const state::Snapshot& snapshot, Day today) : snapshot_(snapshot), today_(today) {
    snapshot.accounts.each([&](const std::string&, const auto& account) {
        if (!account->disabled) accounts_.push_back(account);
    });
}

NoticePeople::Fit NoticePeople::fit(const state::Account& account, auth::Action action,
                                    const std::string& agency) const {
    Fit best = Fit::no;
    for (const auto& grant : account.grants) {
        if (!auth::has_right(grant.role, action)) continue;
        if (grant.agency.empty()) {
            best = std::max(best, Fit::general);
            continue;
        }
        auth::Actor with_this_grant;
        with_this_grant.name = account.name;
        with_this_grant.grants = {grant};
        if (!agency.empty() && auth::may(with_this_grant, action, snapshot_, agency)) return Fit::bound;
    }
    return best;
}

const Names& NoticePeople::bound(auth::Action action, const std::string& agency) {
    const auto [found, fresh] = bound_.try_emplace({action, agency});
    if (!fresh) return found->second;
    for (const auto& account : accounts_)
        if (fit(*account, action, agency) == Fit::bound) found->second.insert(account->name);
    return found->second;
}

const Names& NoticePeople::with(auth::Action action, const std::string& agency) {
    const auto [found, fresh] = known_.try_emplace({action, agency});
    if (!fresh) return found->second;
    Names names = bound(action, agency);
    if (names.empty())
        for (const auto& account : accounts_)
            if (fit(*account, action, agency) == Fit::general) names.insert(account->name);
    found->second = with_stand_ins(names);
    return found->second;
}

Names NoticePeople::with_stand_ins(const Names& names) const {
    Names out = names;
    snapshot_.tracking.delegations.each([&](const std::string&, const tracking::Delegation& each) {
        const auto* account = snapshot_.account(each.to);
        if (each.holds(today_) && names.count(each.from) != 0 && account != nullptr && !account->disabled)
            out.insert(each.to);
    });
    return out;
}

Names NoticePeople::owners(const tracking::Obligation& owed) {
    if (!owed.officer.empty()) return with_stand_ins({owed.officer});
    // Its offices are nearer to the item than the agency.
    for (const auto& unit : owed.units)
        for (const auto& name : {unit, owed.agency + "(" + unit + ")"})
            if (const auto& near = bound(auth::Action::file_report, name); !near.empty())
                return with_stand_ins(near);
    return with(auth::Action::file_report, owed.agency);
}

Names NoticePeople::reviewers(const PlanCycle& cycle, const tracking::Obligation& owed, std::size_t stage) {
    const auto& stages = cycle.settings->review();
    const std::string decides =
        tracking::stage_agency(stages[std::min(stage, stages.size() - 1)], owed.agency, cycle.issuer);
    return with(auth::Action::review_report, decides);
}

}  // namespace gangmu::services
