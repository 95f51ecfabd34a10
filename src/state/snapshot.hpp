// The snapshot: everything that is known after one event of the ledger, as one immutable value. Copies share
// what they have in common; the writer publishes a new one with every commit, and a reader keeps the one it
// got for as long as it likes. Nothing here reads a file or takes a lock.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"
#include "ledger/ledger.hpp"
#include "measure/measure.hpp"
#include "search/index.hpp"
#include "state/content.hpp"
#include "state/evaluation_events.hpp"
#include "state/notice_events.hpp"
#include "state/revision_events.hpp"
#include "state/tokens.hpp"
#include "state/warning_events.hpp"
#include "tracking/meeting.hpp"
#include "tracking/tracking.hpp"

namespace gangmu::stocks {
struct Stocks;  // stocks/book.hpp
}

namespace gangmu::state {

// Who recorded something, and when: of the event.
struct Stamp {
    Sequence seq = 0;
    std::int64_t recorded_us = 0;
    std::string by;
};

struct Erasure {
    Stamp stamp;
    std::string reason;
};

struct Edition {
    std::uint32_t number = 0;  // from 1
    std::string effective;     // ISO date from which it is in force
    Stamp stamp;
    bool proofread = false;  // 未經校對 when not
    std::string blob;        // SHA-256 of content_text
    ContentPtr content;      // null when its bytes were erased
    bool withdrawn = false;
    std::string withdrawn_reason;
};

struct Draft {
    Stamp stamp;
    std::string blob;                        // what it started from
    std::uint32_t from_edition = 0;          // that edition's content, or 0: from documents
    PersistentVector<Sequence> corrections;  // events since
    ContentPtr content;                      // null when its bytes were erased
    std::uint32_t matched = 0;               // the edition whose ids a new reading took over; 0: none
    std::vector<std::string> uncertain;      // ids of nodes that were matched on weak evidence
};

struct Dismissal {
    Stamp stamp;
    std::string reason;
};

struct Plan {
    std::string id;
    std::shared_ptr<const Draft> draft;                    // null: none
    std::vector<std::shared_ptr<const Edition>> editions;  // ascending by number; withdrawn ones stay
    PersistentMap<std::string, Dismissal> dismissals;      // by finding id
    PersistentMap<std::string, Dismissal> rules_off;  // rules switched off for this plan, with the reason
    PersistentVector<Sequence> history;               // every event about this plan
    std::vector<std::string> documents;               // SHA-256, of the draft and all editions
    std::vector<std::string> former_documents;        // whose drafts were replaced or withdrawn
    Sequence version = 0;                             // = the last of history
    bool withdrawn() const { return draft == nullptr && latest() == nullptr; }
    const Edition* latest() const;  // not withdrawn; null: none
    // The edition in force on this ISO date (empty: the latest one); null: none.
    const Edition* in_force(std::string_view on) const;
};

struct Document {
    std::string sha256;
    std::string name;
    std::string media_type;
    std::uint64_t bytes = 0;
    std::uint32_t pages = 0;
    std::uint32_t lines = 0;
    Stamp stamp;
    std::vector<std::string> plans;  // ids of plans that were read from it
    std::optional<Erasure> erased;   // its bytes are gone
};

enum class Role : std::uint8_t { reader, reporter, reviewer, officer, admin };
inline constexpr Role all_roles[] = {Role::reader, Role::reporter, Role::reviewer, Role::officer,
                                     Role::admin};
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view name);

struct Grant {
    Role role = Role::reader;
    std::string agency;  // empty: for all

    bool operator==(const Grant&) const = default;
};

struct Account {
    std::string name;
    std::string display;
    std::string password_hash;  // argon2id in libsodium's text form; never leaves the house
    std::vector<Grant> grants;
    bool disabled = false;
    Stamp created;
    Sequence version = 0;
    Sequence password_seq = 0;  // of the event that set the password: older sessions end
};

// One agency of the register. Names hold on [from, to); empty: open.
struct AgencyName {
    std::string name;
    std::string from;
    std::string to;

    bool operator==(const AgencyName&) const = default;
};

struct Agency {
    std::string name;  // the short name now in use
    std::string parent;
    std::string from;
    std::string to;
    std::string successor;
    std::vector<AgencyName> names;  // others: full, former, foreign
    Stamp stamp;
};

struct Settings {
    bool public_reading = true;          // published plans can be read without an account
    std::vector<std::string> rules_off;  // rules of checking that are switched off
    Sequence version = 0;
    PersistentMap<std::string, Dismissal> rule_reasons;  // why, of those that were switched off with a reason
    bool demo = false;  // made up (示範): said by the ledger's first event or never; its clock is simulated
};

struct Snapshot {
    ledger::Head head;
    std::int64_t recorded_us = 0;  // of the head's event

    PersistentMap<std::string, std::shared_ptr<const Plan>> plans;
    PersistentVector<std::string> plan_order;  // ids as first drafted
    PersistentMap<std::string, std::shared_ptr<const Document>> documents;
    PersistentVector<std::string> document_order;
    PersistentMap<std::string, std::shared_ptr<const Account>> accounts;
    Tokens tokens;
    PersistentMap<std::string, std::shared_ptr<const Agency>> agencies;
    PersistentMap<std::string, std::string> agency_names;  // any name → the agency's name now
    PersistentMap<std::string, Erasure> erased;            // SHA-256 of a blob, or "#SEQ" of an event
    PersistentMap<std::string, bool> named_agencies;       // that published plans name: they are in the index
    bool gaps = false;  // payloads of events were erased: later events that stand on them are passed over
    std::uint64_t rebuilt = 0;  // raised when all was folded anew, after an erasure; of this process only
    Settings settings;
    evaluation::AllSettings evaluation;  // thresholds, weights, definitions, overridden lights
    Acts acts;                           // 核定, 核備, 備查, 核准
    NoticeSettings notices;              // who hears of things where; mail, webhooks, calendar feeds
    Revisions revisions;                 // 修正案
    tracking::Meetings meetings;         // groups, meetings, what was decided
    tracking::Tracking tracking;         // cycles, reports, the calendar of working days
    Warnings warnings;                   // rules of early warning, alerts
    // Elements, reporting units, values; never null.
    measure::MeasurePtr measure = std::make_shared<const measure::Measure>();
    std::shared_ptr<const stocks::Stocks> stocks;  // null: none; see stocks_of in stock_events.hpp
    search::Index index;  // of the newest snapshot it answers every as_of; kept old snapshots have none

    const Plan* plan(std::string_view id) const;
    const Document* document(std::string_view sha256) const;
    const Account* account(std::string_view name) const;
    const Agency* agency(std::string_view name) const;  // by any of its names
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace gangmu::state
