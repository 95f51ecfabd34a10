// 行政機關辦公日曆表 as the Directorate-General of Personnel Administration gives it: CSV with the columns
// 西元日期, 星期, 是否放假 (0 work, 2 off) and 備註. Other ways of writing it are understood: Big5 and UTF-8,
// dates with 2026/1/1 or 民國 1150101, 是/否, Y/N, 放假/上班, columns in any order, tabs or semicolons.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tracking/calendar.hpp"

namespace gangmu::tracking {

// The years in the table, ascending. Errors: calendar-header (no date or no day-off column), calendar-date,
// calendar-off (with the line in `where`), calendar-gap (a day of the year is missing), calendar-twice (a day
// stands there twice and differs), calendar-empty.
Result<std::vector<std::shared_ptr<const CalendarYear>>> read_calendar(std::string_view bytes);

}  // namespace gangmu::tracking
