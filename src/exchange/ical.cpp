#include "exchange/ical.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace gangmu::exchange {
namespace {

constexpr std::size_t longest_line = 75;  // octets, without the CRLF

void line(std::string& out, std::string_view name, std::string_view value) {
    std::string all(name);
    all.append(":").append(value);
    std::size_t at = 0, room = longest_line;
    do {
        std::size_t end = std::min(at + room, all.size());
        while (end < all.size() && (static_cast<unsigned char>(all[end]) & 0xC0U) == 0x80U)
            --end;
        if (at != 0) out += ' ';
        out.append(all, at, end - at).append("\r\n");
        at = end;
        room = longest_line - 1;  // the space that says it goes on
    } while (at < all.size());
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
            out += c;
    }
    return out;
}

std::string instant(std::int64_t us) {
    return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(static_cast<std::time_t>(us / 1'000'000)));
}

std::string compact(std::string_view iso) {
    std::string out;
    for (const char c : iso)
        if (c != '-') out += c;
    return out;
}

std::string day_after(std::string_view iso) {
    int year = 0;
    unsigned month = 0, day = 0;
    if (std::sscanf(std::string(iso).c_str(), "%d-%u-%u", &year, &month, &day) != 3) return compact(iso);
    const std::chrono::year_month_day next(
        std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)) +
        std::chrono::days(1));
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(next.year()), static_cast<unsigned>(next.month()),
                       static_cast<unsigned>(next.day()));
}

void write(std::string& out, const CalendarEntry& entry) {
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", escaped(entry.uid));
    line(out, "DTSTAMP", instant(entry.changed_us));
    line(out, "LAST-MODIFIED", instant(entry.changed_us));
    line(out, "SEQUENCE", std::to_string(entry.sequence));
    line(out, "DTSTART;VALUE=DATE", compact(entry.day));
    line(out, "DTEND;VALUE=DATE", day_after(entry.day));
    line(out, "SUMMARY", escaped(entry.summary));
    if (!entry.description.empty()) line(out, "DESCRIPTION", escaped(entry.description));
    if (!entry.url.empty()) line(out, "URL", entry.url);
    if (!entry.category.empty()) line(out, "CATEGORIES", escaped(entry.category));
    line(out, "TRANSP", "TRANSPARENT");  // a due day makes nobody busy
    if (entry.alarm_days > 0) {
        line(out, "BEGIN", "VALARM");
        line(out, "ACTION", "DISPLAY");
        line(out, "DESCRIPTION", escaped(entry.summary));
        line(out, "TRIGGER", fmt::format("-P{}D", entry.alarm_days));
        line(out, "END", "VALARM");
    }
    line(out, "END", "VEVENT");
}

}  // namespace

std::string to_ical(std::string_view name, const std::vector<CalendarEntry>& entries) {
    std::string out;
    line(out, "BEGIN", "VCALENDAR");
    line(out, "VERSION", "2.0");
    line(out, "PRODID", "-//Gangmu//Gangmu " GANGMU_VERSION "//ZH");
    line(out, "CALSCALE", "GREGORIAN");
    line(out, "METHOD", "PUBLISH");
    line(out, "NAME", escaped(name));
    line(out, "X-WR-CALNAME", escaped(name));
    line(out, "REFRESH-INTERVAL;VALUE=DURATION", "PT4H");
    line(out, "X-PUBLISHED-TTL", "PT4H");
    for (const auto& entry : entries)
        write(out, entry);
    line(out, "END", "VCALENDAR");
    return out;
}

}  // namespace gangmu::exchange
