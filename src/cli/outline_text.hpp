// A plan's tree as text for the terminal.
#pragma once

#include <cstdint>
#include <string>

#include "model/plan.hpp"

namespace gangmu::cli {

struct OutlineOptions {
    std::uint32_t levels = 0;  // 0: all
    bool lines = false;        // with source lines
};

std::string outline_text(const model::Plan& plan, const OutlineOptions& options);

// 2021-01 / 2024-12, agencies and the like on one line.
std::string schedule_text(const std::vector<model::ScheduleEntry>& schedule);
std::string joined(const std::vector<std::string>& items, const char* between = "、");
std::string source_text(const model::PlanHeader& header, const model::Source& source);

}  // namespace gangmu::cli
