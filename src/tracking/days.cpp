#include "tracking/days.hpp"

#include <fmt/format.h>

#include <chrono>

namespace gangmu::tracking {
namespace {

namespace chrono = std::chrono;

chrono::year_month_day civil(Day day) {
    return chrono::year_month_day(chrono::sys_days(chrono::days(day)));
}

std::optional<int> digits(std::string_view text) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// The months [first, first + count) of a year.
std::optional<Span> months(int year, unsigned first, unsigned count) {
    const auto start = day_from(year, first, 1);
    const unsigned end = first + count - 1;
    if (!start || end > 12) return std::nullopt;
    const chrono::year_month_day_last last{chrono::year(year) / chrono::month(end) / chrono::last};
    return Span{*start, static_cast<Day>(chrono::sys_days(last).time_since_epoch().count())};
}

// Monday to Sunday; week 1 holds the year's first Thursday (ISO 8601).
std::optional<Span> week(int year, int number) {
    const Day fourth = first_of_year(year) + 3;
    const Day monday = fourth - (weekday(fourth) + 6) % 7 + (number - 1) * 7;
    if (number < 1 || year_of(monday + 3) != year) return std::nullopt;
    return Span{monday, monday + 6};
}

std::optional<Span> single(std::string_view period) {
    if (period.size() < 4) return std::nullopt;
    const auto year = digits(period.substr(0, 4));
    if (!year) return std::nullopt;
    if (period.size() == 4) return months(*year, 1, 12);
    if (period[4] != '-') return std::nullopt;
    const std::string_view rest = period.substr(5);
    if (rest.size() == 5) {
        const auto day = parse_day(period);
        return day ? std::optional(Span{*day, *day}) : std::nullopt;
    }
    if (rest.size() < 2) return std::nullopt;
    if (rest[0] == 'W') {
        const auto number = digits(rest.substr(1));
        return number ? week(*year, *number) : std::nullopt;
    }
    if (rest.size() != 2) return std::nullopt;
    if (rest[0] == 'H' || rest[0] == 'Q') {
        const auto number = digits(rest.substr(1));
        const unsigned size = rest[0] == 'H' ? 6 : 3;
        if (!number || *number < 1) return std::nullopt;
        return months(*year, (static_cast<unsigned>(*number) - 1) * size + 1, size);
    }
    const auto month = digits(rest);
    return month && *month >= 1 ? months(*year, static_cast<unsigned>(*month), 1) : std::nullopt;
}

}  // namespace

std::optional<Day> day_from(int year, unsigned month, unsigned day) {
    const chrono::year_month_day date{chrono::year(year), chrono::month(month), chrono::day(day)};
    if (!date.ok() || year < 1000 || year > 9999) return std::nullopt;
    return static_cast<Day>(chrono::sys_days(date).time_since_epoch().count());
}

std::optional<Day> parse_day(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto y = digits(iso.substr(0, 4));
    const auto m = digits(iso.substr(5, 2));
    const auto d = digits(iso.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    return day_from(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d));
}

std::string print_day(Day day) {
    const auto date = civil(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int weekday(Day day) {
    return static_cast<int>(chrono::weekday(chrono::sys_days(chrono::days(day))).c_encoding());
}

int year_of(Day day) {
    return static_cast<int>(civil(day).year());
}

unsigned month_of(Day day) {
    return static_cast<unsigned>(civil(day).month());
}

Day first_of_year(int year) {
    return static_cast<Day>(
        chrono::sys_days(chrono::year(year) / chrono::January / 1).time_since_epoch().count());
}

std::optional<Span> span_of(std::string_view period) {
    const auto slash = period.find('/');
    if (slash == std::string_view::npos) return single(period);
    const auto first = single(period.substr(0, slash));
    const auto last = single(period.substr(slash + 1));
    if (!first || !last || last->last < first->first) return std::nullopt;
    return Span{first->first, last->last};
}

Message period_label(std::string_view period) {
    const auto days = span_of(period);
    if (!days) return {std::string(period), std::string(period)};
    const auto slash = period.find('/');
    if (slash != std::string_view::npos) {
        const auto from = period_label(period.substr(0, slash));
        const auto to = period_label(period.substr(slash + 1));
        return {from.zh + "至" + to.zh, from.en + " to " + to.en};
    }
    const int year = *digits(period.substr(0, 4));
    const std::string roc =
        year > 1911 ? fmt::format("民國{}年", year - 1911) : fmt::format("西元{}年", year);
    if (period.size() == 4) return {roc, std::to_string(year)};
    const std::string_view rest = period.substr(5);
    if (rest[0] == 'H')
        return {roc + (rest[1] == '1' ? "上半年" : "下半年"), fmt::format("{} {}", year, rest)};
    if (rest[0] == 'Q') return {fmt::format("{}第{}季", roc, rest[1]), fmt::format("{} {}", year, rest)};
    if (rest[0] == 'W')
        return {fmt::format("{}第{}週", roc, *digits(rest.substr(1))), fmt::format("{} {}", year, rest)};
    if (rest.size() == 2) return {fmt::format("{}{}月", roc, *digits(rest)), std::string(period)};
    return {fmt::format("{}{}月{}日", roc, *digits(rest.substr(0, 2)), *digits(rest.substr(3))),
            std::string(period)};
}

}  // namespace gangmu::tracking
