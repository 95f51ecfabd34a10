// Dates and ranges as plans print them, in the ROC, Gregorian and Japanese calendars: 110年,
// 民國110年12月底前, 109/12~110/4, 110-113年, 111年第1季, 113.12.31, 2025-2028, FY2025, 令和7年度, Q1 2026,
// by 2030, March 2026. A period is ISO 8601 with the precision as printed: 2021, 2021-H1, 2021-Q1, 2021-12,
// 2021-12-31.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/runes.hpp"

namespace gangmu::text {

struct TimeRange {
    std::string start;      // a period; empty: open
    std::string end;        // a period, included whole; empty: open
    bool range = false;     // two dates are printed
    bool before = false;    // 前, 底前, by: the end is a deadline
    bool marked = false;    // at, by, until … stands before or after: 於, 至, 迄, 前, 底
    std::size_t first = 0;  // runes of the printed words
    std::size_t last = 0;
    std::uint32_t begin = 0;  // bytes
    std::uint32_t end_byte = 0;
};

struct DateOptions {
    bool bare = false;  // a cell of dates: 110 is a year, 110/12 a month, 113.12 too
    int year = 0;       // Gregorian year that holds for dates without one (from a header); 0: none
};

// Every date and range, from left to right, not overlapping.
std::vector<TimeRange> find_dates(std::string_view text, const Runes& runes, const DateOptions& options = {});

// Parts of a schedule cell: each range with the words before it; what holds no date is one entry with `text`.
struct ScheduleItem {
    std::string start, end, phase, text;
    bool operator==(const ScheduleItem&) const = default;
};
std::vector<ScheduleItem> read_schedule(std::string_view cell);

// The one period that a header or phrase prints: "110 年度" → 2021, "110-113年" → 2021/2024; empty when none.
std::string read_period(std::string_view text);

// First and last month (2021-01) of a period or "2021/2024"; empty when it is none.
std::string first_month(std::string_view period);
std::string last_month(std::string_view period);

}  // namespace gangmu::text
