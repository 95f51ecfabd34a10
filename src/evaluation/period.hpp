// Periods of plan JSON (2021, 2021-H1, 2021-Q1, 2021-12, 2021-12-31, 2021/2024) as days, which is what lights
// are reckoned in. Pure; any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace gangmu::evaluation {

using Day = std::int32_t;  // since 1970-01-01, in Taipei
inline constexpr Day no_day = std::numeric_limits<Day>::min();

struct Span {  // both included
    Day first = 0;
    Day last = 0;

    Day days() const { return last - first + 1; }
    bool holds(Day day) const { return first <= day && day <= last; }
    bool operator==(const Span&) const = default;
};

Day day_from(int year, unsigned month, unsigned day);
int year_of(Day day);
std::string print_day(Day day);  // 2026-03-31
std::optional<Day> parse_day(std::string_view iso);

// The days of a period. Nothing: "overall", "", or no period.
std::optional<Span> span_of(std::string_view period);
Span year_span(int year);

// 115年第1季 / 2026 Q1. What is no period comes back as it is; "overall" is 全期 / the whole period.
Message period_words(std::string_view period);
Message day_words(Day day);  // 115年3月31日 / 2026-03-31

}  // namespace gangmu::evaluation
