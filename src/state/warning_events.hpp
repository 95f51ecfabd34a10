// Rules of early warning and the life of alerts, as events and as their fold. Each payload is a JSON object
// with "v": 1:
//
//   warning.rule_set    {"rule":{…}}                    warning/rule.hpp; new, or in place of the one of this
//   id warning.rule_ended  {"id","reason"}                 its alerts stay alert.opened        {"alert":{…}}
//   warning/alert.hpp, with its first step; its id is "a" and
//                                                       the event's number
//   alert.stepped       {"alert","steps":[…]}           what happened to it since
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"
#include "ledger/ledger.hpp"
#include "warning/alert.hpp"

namespace gangmu::state {

namespace event {
inline constexpr std::string_view warning_rule_set = "warning.rule_set";
inline constexpr std::string_view warning_rule_ended = "warning.rule_ended";
inline constexpr std::string_view alert_opened = "alert.opened";
inline constexpr std::string_view alert_stepped = "alert.stepped";
}  // namespace event

using RulePtr = std::shared_ptr<const warning::Rule>;
using AlertPtr = std::shared_ptr<const warning::Alert>;

struct Warnings {
    PersistentMap<std::string, RulePtr> rules;
    PersistentMap<std::string, AlertPtr> alerts;
    PersistentMap<std::string, std::string>
        open;                             // warning::key(subject) → id of the one that is not resolved
    PersistentVector<std::string> order;  // ids as they were opened
    std::uint64_t rules_version = 0;      // of the last event about rules
    std::uint64_t version = 0;            // of the last event of any of this

    const warning::Rule* rule(std::string_view id) const;
    const warning::Alert* alert(std::string_view id) const;
    const warning::Alert* open_of(const warning::Subject& subject) const;
};

bool is_warning_event(std::string_view type);
// False: the event does not fit what is there (nothing was changed then).
bool fold_warning(Warnings& warnings, const ledger::Event& event, const json::object& payload);
std::optional<Message> warning_summary(std::string_view type, const json::object& payload);

// Payloads, as the commands write them.
std::string rule_payload(const warning::Rule& rule);
std::string opened_payload(const warning::Alert& alert);
std::string stepped_payload(std::string_view alert, const std::vector<warning::Step>& steps);

void write(JsonWriter& out, const Warnings& warnings);  // for a checkpoint
Warnings read_warnings(const json::object& from);

}  // namespace gangmu::state
