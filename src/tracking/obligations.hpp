// Who owes what in a cycle: a pure function of the plan's content in force, the cycle, what was set on items
// and the register of agencies. Nothing of it is stored, so it can never disagree with the plan.
//
// A node owes a report when
//   it names a lead agency (or somebody set one that answers for it),
//   it lies in the cycle's scope,
//   its schedule (its own, or its nearest ancestor's, or else the plan's period) meets the cycle's period,
//   it was not released from control (解除列管) before the period began, and
//   its kind is one that the rhythm asks for; when the rhythm names none: no node under it that also owes has
//   the same lead agencies — what is reported below is not asked for again above — unless indicators or
//   targets hang on the node itself.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/plan.hpp"
#include "tracking/tracking.hpp"

namespace gangmu::tracking {

// One node as obligations see it; in document order, parents before children.
struct Item {
    const model::Node* node = nullptr;
    std::size_t parent = npos;   // its place in the list
    std::size_t indicators = 0;  // that hang on it
    bool targets = false;        // one of them has a target
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

struct Plan {
    std::string id;
    std::string issuer;
    std::string start, end;  // the plan's period
    std::vector<Item> items;
};

// An agency's name now of a name as printed.
using NameNow = std::function<std::string(const std::string&)>;

enum class ScheduledBy : std::uint8_t { itself, ancestor, plan };

struct Obligation {
    std::size_t item = 0;            // in Plan::items
    std::string node;                // its id
    std::string agency;              // that answers; its name now
    std::vector<std::string> units;  // its offices as printed: 能源局 of 經濟部(能源局)
    std::vector<std::string> joint;  // other leads
    std::vector<std::string> co;     // contribute
    std::string officer;             // account; empty: the agency's
    Level level = Level::none;
    ScheduledBy scheduled = ScheduledBy::itself;
};

// Who answers for a node, whether or not it owes anything now; nothing: nobody. `item` and `scheduled` are
// left.
std::optional<Obligation> owner_of(const model::Node& node, const ItemSettings& settings, const NameNow& now);

std::vector<Obligation> obligations(const Plan& plan, const Cycle& cycle,
                                    const std::vector<std::string>& kinds, const PlanTracking& settings,
                                    const NameNow& now);

// The schedule that holds for an item: its own, else its nearest ancestor's, else the plan's period. Nothing:
// none of them says.
struct Scheduled {
    Span span;
    ScheduledBy by = ScheduledBy::plan;
};
std::optional<Scheduled> schedule_of(const Plan& plan, std::size_t item);

// For the board: items that nobody owes though their time has come. An item here is a node without children,
// or one with indicators; one under a node that somebody leads is not unowned.
std::vector<std::size_t> unowned(const Plan& plan, const Span& period, const PlanTracking& settings);
// Items with a lead of their own, and no target on themselves nor on anything under or over them.
std::vector<std::size_t> without_target(const Plan& plan, const std::vector<Obligation>& owed);

}  // namespace gangmu::tracking
