// Cycles, obligations and reports as the API writes them: docs/tracking.md.
#pragma once

#include "api/call.hpp"
#include "services/duties.hpp"
#include "services/tracking_rights.hpp"

namespace gangmu::api {

void write_stamp(JsonWriter& out, const tracking::Stamp& stamp);  // members "by", "recorded"
void write_title(JsonWriter& out, std::string_view key, const Message& title);

void write_cycle(JsonWriter& out, const services::PlanCycle& cycle);

// In whose hands a report is.
void write_who(JsonWriter& out, const tracking::Obligation& owed, const tracking::Report* report,
               const services::PlanCycle& cycle);

// What is known of one obligation on a day.
struct Standing {
    const tracking::Report* report = nullptr;
    bool overdue = false;  // the due day has passed and nothing was submitted
    bool late = false;     // it was submitted after the due day
};
Standing standing_of(const tracking::Obligation& owed, const services::PlanCycle& cycle,
                     const state::Snapshot& snapshot, tracking::Day today);

// `full`: with progress, which only those who may see the report get.
void write_obligation(JsonWriter& out, const tracking::Obligation& owed, const model::Node& node,
                      const services::PlanCycle& cycle, const Standing& standing, bool full, bool mine);

struct TrackingCounts {
    std::uint64_t owed = 0, none = 0, draft = 0, submitted = 0, returned = 0, approved = 0, overdue = 0,
                  behind = 0;
    void add(const Standing& standing);
};
void write_counts(JsonWriter& out, std::string_view key, const TrackingCounts& counts);

}  // namespace gangmu::api
