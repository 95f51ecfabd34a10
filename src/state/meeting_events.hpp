// The events of groups, meetings and what they decided, and their fold. Each payload is a JSON object with
// "v": 1; the members are those of tracking/meeting.hpp.
//
//   group.set          {"group" (left out: a new one; its id is the event's number), "name","kind",…}
//   group.ended        {"group","reason"}
//   meeting.set        {"meeting" (likewise),"group","number","day","agenda",…,"held"}   all as it stands now
//   meeting.confirmed  {"meeting"}                        the minutes are settled
//   meeting.reopened   {"meeting","reason"}
//   meeting.cancelled  {"meeting","reason"}
//   action.set         {"action" (likewise),"meeting","item","text","agency","account","due","plan","node"}
//   action.noted       {"action","text"}                  how far it is
//   action.claimed     {"action","text"}                  it is done, says who had to do it
//   action.confirmed, action.returned, action.reopened, action.cancelled {"action","text"}   says the office
#pragma once

#include <optional>
#include <string_view>

#include "base/json.hpp"
#include "ledger/ledger.hpp"
#include "tracking/meeting.hpp"

namespace gangmu::state {

namespace event {
inline constexpr std::string_view group_set = "group.set";
inline constexpr std::string_view group_ended = "group.ended";
inline constexpr std::string_view meeting_set = "meeting.set";
inline constexpr std::string_view meeting_confirmed = "meeting.confirmed";
inline constexpr std::string_view meeting_reopened = "meeting.reopened";
inline constexpr std::string_view meeting_cancelled = "meeting.cancelled";
inline constexpr std::string_view action_set = "action.set";
inline constexpr std::string_view action_noted = "action.noted";
inline constexpr std::string_view action_claimed = "action.claimed";
inline constexpr std::string_view action_confirmed = "action.confirmed";
inline constexpr std::string_view action_returned = "action.returned";
inline constexpr std::string_view action_reopened = "action.reopened";
inline constexpr std::string_view action_cancelled = "action.cancelled";
}  // namespace event

bool is_meeting_event(std::string_view type);
// False: the event does not fit what is there (nothing was changed then).
bool fold_meeting(tracking::Meetings& meetings, const ledger::Event& event, const json::object& payload);
std::optional<Message> meeting_summary(std::string_view type, const json::object& payload);

}  // namespace gangmu::state
