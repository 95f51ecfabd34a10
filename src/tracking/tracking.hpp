// All that the year of a plan adds to the snapshot, as one persistent value: the calendar, what is set on
// plans and their items, cycles' marks, reports, and who stands in for whom. Copies share; a change copies
// its path.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"
#include "tracking/calendar.hpp"
#include "tracking/cycle.hpp"
#include "tracking/report.hpp"
#include "tracking/review.hpp"

namespace gangmu::tracking {

enum class Level : std::uint8_t { none, own, ministry, yuan };  // 未列管, 自行列管, 部會列管, 院列管
std::string_view to_string(Level level);
std::optional<Level> parse_level(std::string_view name);
Message level_title(Level level);

enum class Release : std::uint8_t { none, asked, released };  // 解除列管: asked for, then decided
std::string_view to_string(Release release);

// What was set on one node.
struct ItemSettings {
    Level level = Level::none;
    std::string officer;  // the account that holds the item; empty: the agency's
    std::string holder;   // the agency that answers when several lead; empty: the first named
    std::map<std::string, Decimal>
        shares;  // of a joint goal, by agency; they sum to 1; empty: the holder has all
    Release release = Release::none;
    std::string release_reason;  // of asking
    std::string release_answer;  // of deciding
    Stamp release_asked, release_decided;
    Sequence version = 0;

    bool operator==(const ItemSettings&) const = default;
};

// An agency's own keys for the nodes of a plan: the column of its sheets, and key → node.
struct ForeignKeys {
    std::string column;
    std::map<std::string, std::string> nodes;

    bool operator==(const ForeignKeys&) const = default;
};

struct PlanTracking {
    std::vector<Rhythm> rhythms;
    PersistentMap<std::string, CycleMarks> marks;                           // by cycle
    std::vector<Stage> stages;                                              // empty: default_stages()
    PersistentMap<std::string, std::shared_ptr<const ItemSettings>> items;  // by node
    PersistentMap<std::string, ForeignKeys> keys;                           // by agency
    Sequence version = 0;

    const Rhythm* rhythm(std::string_view id) const;
    const std::vector<Stage>& review() const { return stages.empty() ? default_stages() : stages; }
    const ItemSettings& item(std::string_view node) const;  // empty settings where nothing was set
};

struct Delegation {
    std::string id;          // of its event's number
    std::string from, to;    // accounts
    Day start = 0, end = 0;  // both included
    std::string reason;
    Stamp stamp;

    bool holds(Day day) const { return start <= day && day <= end; }
};

using CycleReports = PersistentMap<std::string, ReportPtr>;  // by node

struct Tracking {
    Calendar calendar;
    PersistentMap<std::string, std::shared_ptr<const PlanTracking>> plans;
    PersistentMap<std::string, CycleReports> reports;  // by report_key(plan, cycle)
    PersistentMap<std::string, Delegation> delegations;
    Sequence version = 0;  // of the last event of any of this

    const PlanTracking& plan(std::string_view id) const;  // nothing set: an empty one
    const CycleReports& of(std::string_view plan, std::string_view cycle) const;
    const Report* report(std::string_view plan, std::string_view cycle, std::string_view node) const;
    // The accounts for whom this one acts on the day.
    std::vector<std::string> acts_for(std::string_view account, Day day) const;
};

std::string report_key(std::string_view plan, std::string_view cycle);

}  // namespace gangmu::tracking
