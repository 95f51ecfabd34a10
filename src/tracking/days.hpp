// Days and periods as numbers. A period is the text that plan JSON uses (2021, 2021-H1, 2021-Q1, 2021-12,
// 2021-W05, 2021-12-31, 2021/2024); here it becomes its first and last day. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::tracking {

using Day = std::int32_t;  // since 1970-01-01; no time zone: a day of the calendar on the wall

struct Span {  // both included
    Day first = 0;
    Day last = 0;

    bool holds(Day day) const { return first <= day && day <= last; }
    bool meets(const Span& other) const { return first <= other.last && other.first <= last; }
    bool operator==(const Span&) const = default;
};

std::optional<Day> day_from(int year, unsigned month, unsigned day);
std::optional<Day> parse_day(std::string_view iso);  // 2026-03-31
std::string print_day(Day day);                      // 2026-03-31
int weekday(Day day);                                // 0: Sunday … 6: Saturday
int year_of(Day day);
unsigned month_of(Day day);
Day first_of_year(int year);

// The days of a period. Nothing: "overall", or not a period.
std::optional<Span> span_of(std::string_view period);

// 民國115年第1季, 2026 Q1. What is no period comes back as it is.
Message period_label(std::string_view period);

}  // namespace gangmu::tracking
