// The way of a report after it was submitted: from stage to stage until the last one approves. The stages of
// a plan can be set; without that they are the agency's planning unit and the plan's own office. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracking/report.hpp"

namespace gangmu::tracking {

enum class StageScope : std::uint8_t {
    agency,  // a reviewer of the agency that reports
    issuer,  // a reviewer or officer of the plan's issuer
    named,   // a reviewer of `agency`
};
std::string_view to_string(StageScope scope);
std::optional<StageScope> parse_scope(std::string_view name);

struct Stage {
    Message name;
    StageScope scope = StageScope::agency;
    std::string agency;  // named only

    bool operator==(const Stage&) const = default;
};

const std::vector<Stage>& default_stages();
inline constexpr std::size_t most_stages = 6;

// The agency whose reviewers decide at this stage.
std::string stage_agency(const Stage& stage, const std::string& report_agency, const std::string& issuer);

// What may be done now. Errors: report-state (conflict), which says where the report is.
Status can_save(const Report* report);
Status can_submit(const Report* report);
Status can_withdraw(const Report* report);                    // by the office, before anybody has approved
Status can_decide(const Report* report, std::size_t stages);  // return or approve

// After an approval at the stage where it waits.
bool last_stage(const Report& report, std::size_t stages);

}  // namespace gangmu::tracking
