#include "services/meetings.hpp"

#include <algorithm>

#include "services/parts.hpp"

namespace gangmu::services {

using auth::Action;

bool runs_group(const auth::Actor& actor, const state::Snapshot& snapshot, std::string_view plan,
                std::string_view agency) {
    const auto may = [&](const std::string& of) {
        return auth::may(actor, Action::manage_meetings, snapshot, of);
    };
    if (!agency.empty() && may(std::string(agency))) return true;
    // An empty name would mean anybody's right: no agency bears this one.
    if (plan.empty()) return may("?");
    const auto* known = snapshot.plan(plan);
    return known != nullptr && may(issuer_of(*known));
}

bool sits_in(const auth::Actor& actor, const state::Snapshot& snapshot, const tracking::Group& group) {
    return std::any_of(group.members.begin(), group.members.end(), [&](const tracking::Member& member) {
        if (!member.account.empty() && member.account == actor.name) return true;
        return !member.agency.empty() && (auth::may(actor, Action::file_report, snapshot, member.agency) ||
                                          auth::may(actor, Action::review_report, snapshot, member.agency));
    });
}

bool sees_minutes(const auth::Actor& actor, const state::Snapshot& snapshot, const tracking::Group& group,
                  const tracking::Meeting& meeting) {
    return meeting.state == tracking::MeetingState::confirmed || runs_group(actor, snapshot, group) ||
           sits_in(actor, snapshot, group);
}

bool does_action(const TrackingRights& rights, const tracking::ActionItem& action) {
    tracking::Obligation owed;
    owed.agency = action.agency;
    owed.officer = action.account;
    return rights.mine(owed);
}

bool sees_action(const auth::Actor& actor, const state::Snapshot& snapshot, const TrackingRights& rights,
                 const tracking::ActionItem& action) {
    const auto* meeting = snapshot.meetings.meeting(action.meeting);
    const auto* group = meeting == nullptr ? nullptr : snapshot.meetings.group(meeting->group);
    return group != nullptr &&
           (does_action(rights, action) || sees_minutes(actor, snapshot, *group, *meeting));
}

Error group_unknown(std::string_view id) {
    return fail(Fault::not_found, "group-unknown", {"查無此小組", "There is no such group"},
                {"請從小組清單選取", "Choose one from the list of groups"}, std::string(id));
}

Error meeting_unknown(std::string_view id) {
    return fail(Fault::not_found, "meeting-unknown", {"查無此會議", "There is no such meeting"},
                {"請從會議清單選取", "Choose one from the list of meetings"}, std::string(id));
}

Error action_unknown(std::string_view id) {
    return fail(Fault::not_found, "action-unknown", {"查無此列管事項", "There is no such action"},
                {"請從列管事項清單選取", "Choose one from the list of actions"}, std::string(id));
}

}  // namespace gangmu::services
