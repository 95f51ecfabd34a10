// What is different between two states of a plan, as a value. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "comparing/match.hpp"
#include "model/plan.hpp"

namespace gangmu::comparing {

enum class Change : std::uint8_t { added, removed, changed, moved };
std::string_view to_string(Change change);

struct FieldChange {
    std::string field;   // as in plan JSON
    json::value before;  // null: not there
    json::value after;
};

struct NodeChange {
    Change change = Change::changed;
    std::uint32_t old_node = none;  // numbers in the two plans
    std::uint32_t new_node = none;
    std::vector<FieldChange> fields;  // of a moved one too; "parent" when it stands under another item
    bool uncertain = false;
    std::string split_from;   // id: an added item that seems to come out of that one
    std::string merged_into;  // id: a removed one that seems to have gone into that one
};

struct TargetChange {
    Change change = Change::changed;
    std::uint32_t old_target = none;  // numbers in Indicator::targets
    std::uint32_t new_target = none;
    std::vector<std::string_view> fields;  // that differ: "value", "text" …
};

struct IndicatorChange {
    Change change = Change::changed;  // moved: hangs on another item
    std::uint32_t old_indicator = none;
    std::uint32_t new_indicator = none;
    std::vector<FieldChange> fields;
    std::vector<TargetChange> targets;
};

struct BudgetChange {
    Change change = Change::changed;
    std::uint32_t old_budget = none;
    std::uint32_t new_budget = none;
    std::vector<std::string_view> fields;
};

struct FactChange {
    Change change = Change::changed;
    std::uint32_t old_fact = none;
    std::uint32_t new_fact = none;
    std::vector<std::string_view> fields;
};

struct Tally {
    std::size_t added = 0, removed = 0, changed = 0, moved = 0, same = 0;
    void count(Change change);
    bool none() const { return added + removed + changed + moved == 0; }
};

struct Diff {
    std::vector<FieldChange> header;  // title, issuer, start, end
    std::vector<NodeChange> nodes;    // in the new plan's order, a removed one after what it followed
    std::vector<IndicatorChange> indicators;
    std::vector<BudgetChange> budgets;
    std::vector<FactChange> facts;
    Tally node_tally, indicator_tally, budget_tally, fact_tally;
    bool none() const;  // nothing that is compared differs
};

// Places in the documents and findings are not compared. An item is moved when it stands under another
// one, or when its siblings stand in another order (the fewest that explain it are named). `merged`: ids that
// lead to another id now. `uncertain`: ids to be marked.
Diff diff(const model::Plan& before, const model::Plan& after, const Matching& matching,
          const std::vector<std::pair<std::string, std::string>>& merged = {},
          const std::vector<std::string>& uncertain = {});

// The members of docs/api.md: "counts" to "facts", into an object that is open.
void write_members(JsonWriter& out, const Diff& diff, const model::Plan& before, const model::Plan& after);
void write_counts(JsonWriter& out, const Diff& diff);

}  // namespace gangmu::comparing
