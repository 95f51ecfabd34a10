// Every type of event that this version writes, and its payload: a JSON object with "v": 1. An event of a
// later version, or of an unknown type, is refused when the store is opened ("store-newer"): nothing is
// guessed.
//
//   document.received   {"sha256","name","media_type","bytes","pages","lines"}
//   plan.drafted        {"plan","content": blob,"documents":[sha256]}   the draft anew, from what reading
//   made;
//                       "matched": the edition whose ids it took over, "uncertain": [node ids] of weak
//                       matches, "reread": true when it is the kept documents read again
//   plan.corrected      {"plan","operations":[…],"note"}                 see state/corrections.hpp;
//                       "undoes": the event that this one takes back; "kept": [events] that were applied
//                       again after a reread, "conflicts": [{"seq","operation"}] of them that no longer apply
//   plan.published      {"plan","edition","content": blob,"proofread"}   `effective` is the event's
//   plan.withdrawn      {"plan","edition" (0: the draft),"reason"}
//   finding.dismissed   {"plan","finding","reason"}
//   finding.restored    {"plan","finding"}                               takes a dismissal back
//   rule.switched       {"plan" ("": the whole store),"rule","off","reason"}
//   agency.registered   {"name","parent","from","to","successor","names":[{"name","from","to"}]}
//   agency.removed      {"name"}
//   account.created     {"name","display","password","roles":[{"role","agency"}]}   password: argon2id
//   account.changed     {"name","display"}
//   account.disabled    {"name","disabled"}
//   account.password    {"name","password"}
//   role.granted        {"name","role","agency"}
//   role.revoked        {"name","role","agency"}
//   token.…: tokens.hpp
//   account.notices, mail.…, webhook.…, feed.…: notice_events.hpp
//   settings.changed    {"public_reading","rules_off"}                   what is there is set;
//                       "demo": true, as the first event only: all of this store is made up
//   calendar.…, rhythm.…, cycle.…, review.…, keys.…, item(s).…, report.…, delegation.…: tracking_events.hpp
//   element.…, unit.…, values.…, rollup.…: measure_events.hpp
//   revision.…: revision_events.hpp
//   group.…, meeting.…, action.…: meeting_events.hpp
//   warning.…, alert.…: warning_events.hpp
//   content.erased      {"blobs":[sha256],"events":[seq],"reason"}
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::state {

namespace event {
inline constexpr std::string_view document_received = "document.received";
inline constexpr std::string_view plan_drafted = "plan.drafted";
inline constexpr std::string_view plan_corrected = "plan.corrected";
inline constexpr std::string_view plan_published = "plan.published";
inline constexpr std::string_view plan_withdrawn = "plan.withdrawn";
inline constexpr std::string_view finding_dismissed = "finding.dismissed";
inline constexpr std::string_view finding_restored = "finding.restored";
inline constexpr std::string_view rule_switched = "rule.switched";
inline constexpr std::string_view agency_registered = "agency.registered";
inline constexpr std::string_view agency_removed = "agency.removed";
inline constexpr std::string_view account_created = "account.created";
inline constexpr std::string_view account_changed = "account.changed";
inline constexpr std::string_view account_disabled = "account.disabled";
inline constexpr std::string_view account_password = "account.password";
inline constexpr std::string_view role_granted = "role.granted";
inline constexpr std::string_view role_revoked = "role.revoked";
inline constexpr std::string_view settings_changed = "settings.changed";
inline constexpr std::string_view content_erased = "content.erased";
}  // namespace event

inline constexpr int payload_version = 1;

// The payload as it may be shown: without password hashes; "" when it was erased.
std::string shown_payload(const ledger::Event& event);

// A correction that says nothing but what checking found: it stands for no edit of anybody's.
bool only_findings(const ledger::Event& event);

// Nothing that a reader of the plan's content would see changed: what checking found, legal acts, revisions
// on their way.
bool leaves_content(const ledger::Event& event);

// One line about it: 發布第 2 版, Published edition 2.
Message summary(const ledger::Event& event);

}  // namespace gangmu::state
