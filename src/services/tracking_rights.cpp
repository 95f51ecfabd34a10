#include "services/tracking_rights.hpp"

#include <algorithm>

namespace gangmu::services {

using auth::Action;

TrackingRights::TrackingRights(const state::Snapshot& snapshot, const auth::Actor& actor, Day today)
    : snapshot_(snapshot), actor_(actor) {
    for (const auto& name : snapshot.tracking.acts_for(actor.name, today)) {
        const auto* account = snapshot.account(name);
        if (account == nullptr || account->disabled) continue;
        auth::Actor other;
        other.name = account->name;
        other.display = account->display;
        other.grants = account->grants;
        others_.push_back(std::move(other));
    }
}

Standing TrackingRights::may(Action action, std::string_view agency) const {
    if (auth::may(actor_, action, snapshot_, agency)) return {true, {}};
    for (const auto& other : others_)
        if (auth::may(other, action, snapshot_, agency)) return {true, other.name};
    return {};
}

Standing TrackingRights::may_file(const tracking::Obligation& who) const {
    if (auto own = may(Action::file_report, who.agency); own.allowed) return own;
    for (const auto& unit : who.units) {
        if (auto own = may(Action::file_report, unit); own.allowed) return own;
        if (auto own = may(Action::file_report, who.agency + "(" + unit + ")"); own.allowed) return own;
    }
    return {};
}

std::vector<std::string> TrackingRights::may_contribute(const tracking::Obligation& who) const {
    std::vector<std::string> out;
    for (const auto* list : {&who.joint, &who.co})
        for (const auto& agency : *list)
            if (may(Action::file_report, agency).allowed) out.push_back(agency);
    return out;
}

Standing TrackingRights::may_review(const tracking::Stage& stage, const std::string& agency,
                                    const std::string& issuer) const {
    const std::string decides = tracking::stage_agency(stage, agency, issuer);
    // Where nobody is known to decide, only those do who review for all: an empty name would mean anybody's
    // right, and no agency bears this one.
    return may(Action::review_report, decides.empty() ? "?" : decides);
}

bool TrackingRights::may_see(const tracking::Obligation& who, const tracking::PlanTracking& settings,
                             const std::string& issuer, const tracking::Report* report) const {
    if (report != nullptr && report->state == tracking::ReportState::approved &&
        may(Action::read_reports, {}).allowed)
        return true;
    if (may(Action::manage_cycles, issuer).allowed || may_file(who).allowed || !may_contribute(who).empty())
        return true;
    return std::any_of(settings.review().begin(), settings.review().end(), [&](const tracking::Stage& stage) {
        return may_review(stage, who.agency, issuer).allowed;
    });
}

bool TrackingRights::mine(const tracking::Obligation& who) const {
    if (!who.officer.empty())
        return who.officer == actor_.name ||
               std::any_of(others_.begin(), others_.end(),
                           [&](const auth::Actor& other) { return other.name == who.officer; });
    return !actor_.local && may_file(who).allowed;
}

Status allowed(const Standing& standing, const auth::Actor& actor, Action action) {
    if (standing.allowed) return {};
    if (!actor.anybody())
        return fail(Fault::unauthenticated, "auth-sign-in", {"請先登入", "Please sign in first"}, {},
                    std::string(auth::to_string(action)));
    return fail(
        Fault::forbidden, "auth-no-right",
        {"您的帳號沒有這個機關或計畫的這項權限", "Your account has no such right for this agency or plan"},
        {"請洽管理者授予角色", "Ask an administrator for the role"}, std::string(auth::to_string(action)));
}

}  // namespace gangmu::services
