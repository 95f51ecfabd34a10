// Who owes a return, for which period, by when. Nothing is stored: it follows from the duty, from the day a
// site began to report, and from the calendar of working days. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stocks/book.hpp"

namespace gangmu::stocks {

enum class OwedState : std::uint8_t { open, remind, late, returned, returned_late };
std::string_view to_string(OwedState state);  // open, remind, late, returned, returned_late
Message title(OwedState state);

struct Owed {
    std::string period;
    Span span;
    Day remind = 0, due = 0;
    bool known = true;  // the calendar knew every year on the way
    OwedState state = OwedState::open;
    const Return* value = nullptr;
};

// The days of a period of this duty. Nothing: it is none ("2026-10" of a duty by quarter, a Monday when
// stock is told on Tuesdays).
std::optional<Span> span_of(const Duty& duty, std::string_view period);
std::string period_at(const Duty& duty, Day day);  // that holds the day

const Duty& duty_of(const Material& material, const Holding& holding);

// The last `count` periods that have ended by the day, newest last, none before the site began.
std::vector<Owed> owed(const Duty& duty, const Holding& holding, const Series& series,
                       const tracking::Calendar& calendar, Day today, int count);

}  // namespace gangmu::stocks
