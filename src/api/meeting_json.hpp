// Groups, meetings and actions as the page and scripts see them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/call.hpp"
#include "services/meetings.hpp"

namespace gangmu::api {

// What one reader may see and do on a day.
struct MeetingSight {
    const state::Snapshot& snapshot;
    const auth::Actor& actor;
    std::string today;  // ISO
    services::TrackingRights rights;

    MeetingSight(const Call& call, services::Day day);

    bool runs(const tracking::Group& group) const { return services::runs_group(actor, snapshot, group); }
    // Of a meeting or an action that is there. Null: its group is not.
    const tracking::Group* group_of(const tracking::Meeting& meeting) const;
    const tracking::Group* group_of(const tracking::ActionItem& action) const;
    bool sees(const tracking::ActionItem& action) const {
        return services::sees_action(actor, snapshot, rights, action);
    }
    // The plan that it is followed with: its own, its meeting's, or its group's.
    std::string plan_of(const tracking::ActionItem& action) const;
    std::vector<tracking::ActionPtr> actions(
        const std::function<bool(const tracking::ActionItem&)>& wanted) const;
};

void write_group(JsonWriter& out, const MeetingSight& sight, const tracking::Group& group);
void write_meeting_entry(JsonWriter& out, const MeetingSight& sight, const tracking::Meeting& meeting);
// With agenda, and, for those who may see them, resolutions and actions.
void write_meeting(JsonWriter& out, const MeetingSight& sight, const tracking::Meeting& meeting);
void write_action(JsonWriter& out, const MeetingSight& sight, const tracking::ActionItem& action);

// My work: "decisions" (mine, open), "confirmations" (said to be done, for me to confirm).
void write_my_actions(JsonWriter& out, const MeetingSight& sight);
// The board: "decisions" of the plan whose day has passed.
void write_late_actions(JsonWriter& out, const MeetingSight& sight, const std::string& plan);

}  // namespace gangmu::api
