// Due dates as iCalendar (RFC 5545): whole days without a time zone, CRLF, lines folded at 75 octets and
// never within a character, texts escaped. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gangmu::exchange {

struct CalendarEntry {
    std::string uid;  // the same for the same thing for ever: a calendar replaces it by this
    std::string day;  // ISO date
    std::string summary, description, url;
    std::string category;
    std::int64_t changed_us = 0;  // when what it says was last changed
    std::uint64_t sequence = 0;   // raised with each change
    int alarm_days = 0;           // reminds so many days before; 0: not
};

std::string to_ical(std::string_view name, const std::vector<CalendarEntry>& entries);

}  // namespace gangmu::exchange
