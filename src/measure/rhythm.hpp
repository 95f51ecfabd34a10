// Periods as numbers within their rhythm, so that a series is an array. 2026-Q3 is quarter 226 (since 1970),
// 2026-08-01T10:05 is a minute. Hours and minutes are of the wall in Taipei; an instant is microseconds since
// 1970 UTC. Texts are those of plan JSON, and for what is shorter than a day: 2026-08-01T10,
// 2026-08-01T10:05, 2026-08-01T10:05:30.5+08:00. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "tracking/days.hpp"

namespace gangmu::measure {

enum class Rhythm : std::uint8_t { year, half, quarter, month, week, day, hour, minute, instant };
inline constexpr Rhythm all_rhythms[] = {Rhythm::year,  Rhythm::half,   Rhythm::quarter,
                                         Rhythm::month, Rhythm::week,   Rhythm::day,
                                         Rhythm::hour,  Rhythm::minute, Rhythm::instant};
std::string_view to_string(Rhythm rhythm);  // "quarter"
std::optional<Rhythm> parse_rhythm(std::string_view name);
Message rhythm_title(Rhythm rhythm);  // 每季 / quarterly

struct Period {
    Rhythm rhythm = Rhythm::year;
    std::int64_t number = 0;

    bool operator==(const Period&) const = default;
};

std::optional<Period> parse_period(std::string_view text);
std::string print(Period period);
// 民國115年第3季 / 2026 Q3.
Message period_words(Period period);

// First and last day that it covers, on the wall in Taipei.
tracking::Span days_of(Period period);
// The period of this rhythm that a day lies in (an hour, minute or instant: its first).
Period period_at(Rhythm rhythm, tracking::Day day);
// The coarser (or same) period that holds this one's first day: 2026-08 in quarters is 2026-Q3.
Period widen(Period period, Rhythm to);

inline constexpr std::int64_t minute_us = 60'000'000;
inline constexpr std::int64_t taipei_minutes = 8 * 60;  // ahead of UTC

}  // namespace gangmu::measure
