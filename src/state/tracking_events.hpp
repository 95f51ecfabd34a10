// The events of tracking and their payloads; each a JSON object with "v": 1. See state/events.hpp.
//
//   calendar.loaded    {"year","off":[days],"notes":{day:text}}       an office calendar of one year
//   calendar.day       {"day","off","note"} or {"day","removed":true}   a typhoon day, a make-up day
//   rhythm.set         {"plan","rhythm":{…}}                           tracking/json.hpp; replaces the one of
//   its id rhythm.ended       {"plan","id","reason"}                          its cycles are no more; reports
//   stay cycle.opened       {"plan","cycle","day","reason"}                 earlier than reckoned cycle.due
//   {"plan","cycle","day","reason"} cycle.locked       {"plan","cycle","reason"} cycle.reopened
//   {"plan","cycle","until","reason"} review.configured  {"plan","stages":[…]} empty: the usual ones
//   keys.mapped        {"plan","agency","column","keys":{key:node}}
//   item.set           {"plan","node","reason", and what is set: "level","officer","holder","shares"}
//   item.release       {"plan","node","act":"ask"|"grant"|"refuse"|"resume","reason"}
//   items.handed       {"plan","nodes":[…],"to","reason"}              a post's items to another account
//   report.saved       {"plan","cycle","node","agency","edition","fields":{name:value}}
//   report.submitted   {"plan","cycle","node","note"}
//   report.withdrawn   {"plan","cycle","node","note"}
//   report.returned    {"plan","cycle","node","note","comments":[{"field","text"}],"on_behalf"}
//   report.approved    {"plan","cycle","node","note","stages","on_behalf"}   stages: how many there are
//   report.commented   {"plan","cycle","node","field","text"}
//   delegation.made    {"from","to","start","end","reason"}            its id is the event's number
//   delegation.ended   {"id"}
#pragma once

#include <optional>
#include <string_view>

#include "base/json.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::state {

namespace event {
inline constexpr std::string_view calendar_loaded = "calendar.loaded";
inline constexpr std::string_view calendar_day = "calendar.day";
inline constexpr std::string_view rhythm_set = "rhythm.set";
inline constexpr std::string_view rhythm_ended = "rhythm.ended";
inline constexpr std::string_view cycle_opened = "cycle.opened";
inline constexpr std::string_view cycle_due = "cycle.due";
inline constexpr std::string_view cycle_locked = "cycle.locked";
inline constexpr std::string_view cycle_reopened = "cycle.reopened";
inline constexpr std::string_view review_configured = "review.configured";
inline constexpr std::string_view keys_mapped = "keys.mapped";
inline constexpr std::string_view item_set = "item.set";
inline constexpr std::string_view item_release = "item.release";
inline constexpr std::string_view items_handed = "items.handed";
inline constexpr std::string_view report_saved = "report.saved";
inline constexpr std::string_view report_submitted = "report.submitted";
inline constexpr std::string_view report_withdrawn = "report.withdrawn";
inline constexpr std::string_view report_returned = "report.returned";
inline constexpr std::string_view report_approved = "report.approved";
inline constexpr std::string_view report_commented = "report.commented";
inline constexpr std::string_view delegation_made = "delegation.made";
inline constexpr std::string_view delegation_ended = "delegation.ended";
}  // namespace event

bool is_tracking(std::string_view type);

// One line about it; nothing when it is none of these.
std::optional<Message> tracking_summary(std::string_view type, const json::object& payload);

}  // namespace gangmu::state
