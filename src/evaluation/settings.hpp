// What people set about a plan's evaluation: the rules' thresholds, weights, what an indicator's numbers are,
// planned values by quarter, and lights put in place of the computed ones. Values only; copies share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/persistent_map.hpp"
#include "evaluation/input.hpp"
#include "evaluation/rules.hpp"

namespace gangmu::evaluation {

struct Definition {  // of one indicator
    Reading reading = Reading::automatic;
    Direction direction = Direction::automatic;
    Meaning meaning = Meaning::automatic;
    std::optional<Decimal> weight;
    std::vector<PlannedValue> planned;

    bool operator==(const Definition&) const = default;
};

struct Settings {
    Rules rules;
    PersistentMap<std::string, Definition> definitions;                   // by indicator
    PersistentMap<std::string, Decimal> weights;                          // by node
    PersistentMap<std::string, std::vector<Override>> nodes, indicators;  // overrides, later ones first
    std::uint64_t version = 0;                                            // of the last event
};
using SettingsPtr = std::shared_ptr<const Settings>;
using AllSettings = PersistentMap<std::string, SettingsPtr>;  // by plan

const SettingsPtr& settings_of(const AllSettings& all, std::string_view plan);  // nothing set: the defaults

// {"reading","direction","meaning","weight","planned":{period:value}}; what is missing is automatic. Errors:
// definition-value, definition-period, definition-weight (the member in `where`).
Result<Definition> read_definition(const json::object& from);
void write(JsonWriter& out, const Definition& definition);

// For a checkpoint.
void write(JsonWriter& out, const AllSettings& all);
AllSettings read_settings(const json::object& from);

// A number, or text that is one. Nothing: neither.
std::optional<Decimal> decimal_of(const json::value& value);

}  // namespace gangmu::evaluation
