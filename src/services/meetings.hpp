// Who may do what with groups, meetings and actions, and what is open of them. Pure but for what the snapshot
// holds; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/tracking_rights.hpp"
#include "tracking/meeting.hpp"

namespace gangmu::services {

// The officers of the plan's issuer, and of the agency that runs the group. A group of the whole store that
// no agency runs is for officers of everything.
bool runs_group(const auth::Actor& actor, const state::Snapshot& snapshot, std::string_view plan,
                std::string_view agency);
inline bool runs_group(const auth::Actor& actor, const state::Snapshot& snapshot,
                       const tracking::Group& group) {
    return runs_group(actor, snapshot, group.plan, group.agency);
}
// By their account, or as reporter or reviewer of a member agency.
bool sits_in(const auth::Actor& actor, const state::Snapshot& snapshot, const tracking::Group& group);
// Minutes are shown to all who read reports once they are settled; before, to members and the office.
bool sees_minutes(const auth::Actor& actor, const state::Snapshot& snapshot, const tracking::Group& group,
                  const tracking::Meeting& meeting);
// Its account, or where none is named anybody who reports for its agency; those who stand in for them too.
bool does_action(const TrackingRights& rights, const tracking::ActionItem& action);
// What is not settled yet is told to those who do it and to whom its minutes are shown.
bool sees_action(const auth::Actor& actor, const state::Snapshot& snapshot, const TrackingRights& rights,
                 const tracking::ActionItem& action);

Error group_unknown(std::string_view id);
Error meeting_unknown(std::string_view id);
Error action_unknown(std::string_view id);

}  // namespace gangmu::services
