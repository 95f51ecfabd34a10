// Days in Asia/Taipei (UTC+8, no summer time). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gangmu::state {

bool is_date(std::string_view iso);                            // a day that exists: 2024-02-29
std::optional<std::int64_t> day_end_us(std::string_view iso);  // the last microsecond of that day
std::string day_of(std::int64_t us);                           // 2024-02-29
std::string last_day_of(std::string_view period);              // of a month 2024-12; empty when it is none

}  // namespace gangmu::state
