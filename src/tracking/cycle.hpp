// Cycles: the rounds in which a plan, or the part of it under one node, is reported on. A rhythm stands in
// the plan's tracking; its cycles are reckoned from it, from the plan's period and from the calendar of
// working days, and are never stored. What people do to one cycle (open it early, put off its due day, lock
// it, reopen it) is stored as marks. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tracking/calendar.hpp"

namespace gangmu::tracking {

enum class Every : std::uint8_t { week, month, quarter, half_year, year };
inline constexpr Every all_rhythms[] = {Every::week, Every::month, Every::quarter, Every::half_year,
                                        Every::year};
std::string_view to_string(Every every);  // week, month, quarter, half-year, year
std::optional<Every> parse_every(std::string_view name);

// Who, when and in which event.
struct Stamp {
    Sequence seq = 0;
    std::int64_t recorded_us = 0;
    std::string by;

    bool operator==(const Stamp&) const = default;
};

struct Rhythm {
    std::string id;  // q, y, m2: begins the ids of its cycles
    Every every = Every::quarter;
    std::string scope;               // a node's id: only what stands under it (and itself); empty: the plan
    std::vector<std::string> kinds;  // only nodes of these kinds owe; empty: see obligations.hpp
    std::string from, until;  // ISO days: periods that begin before or end after are left out; empty: the
                              // plan's own
    // In working days. Opening counts from the period's last day, due from opening, reminder back from due,
    // grace from due.
    int opens_after = 1;
    int due_after = 10;
    int remind_before = 3;
    int grace = 5;
    bool auto_lock = true;  // after grace; else only by hand
    Stamp stamp;

    bool operator==(const Rhythm&) const = default;
};

struct Cycle {
    std::string id;      // q-2026-Q1
    std::string rhythm;  // its rhythm's id
    std::string scope;
    std::string period;  // 2026-Q1
    Span span;
    Day opens = 0, remind = 0, due = 0, grace_until = 0;
    bool known = true;  // every year needed was in the calendar; false: reckoned by weekends only
};

// What was done to one cycle by hand.
struct CycleMarks {
    std::optional<Day> opened;  // from this day, earlier than reckoned
    std::optional<Day> due;     // put off (or forward) to this day
    bool locked = false;
    std::optional<Day> reopened_until;  // after it was locked
    std::string reason;                 // of the last act
    Stamp stamp;                        // likewise
};

enum class Phase : std::uint8_t { planned, open, grace, locked };
std::string_view to_string(Phase phase);

// The cycles of a rhythm that lie in the plan's period ("2021-01" to "2024-12"), ascending. A plan without a
// period needs the rhythm's own from and until; without an end no cycle is later than the one of `today`.
std::vector<Cycle> cycles_of(const Rhythm& rhythm, std::string_view plan_start, std::string_view plan_end,
                             const Calendar& calendar, Day today);
// The one of a period, or nothing when the rhythm has no such cycle.
std::optional<Cycle> cycle_of(const Rhythm& rhythm, std::string_view period, std::string_view plan_start,
                              std::string_view plan_end, const Calendar& calendar, Day today);
// The cycle with its marks laid over the reckoned days.
Cycle marked(Cycle cycle, const CycleMarks& marks, const Rhythm& rhythm, const Calendar& calendar);
Phase phase_of(const Cycle& cycle, const CycleMarks* marks, const Rhythm& rhythm, Day today);

// The period of this rhythm that holds the day: 2026-Q1.
std::string period_at(Every every, Day day);

// Errors: rhythm-id, rhythm-days, rhythm-dates (the member in `where`).
Status check(const Rhythm& rhythm);

}  // namespace gangmu::tracking
