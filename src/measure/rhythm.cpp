#include "measure/rhythm.hpp"

#include <array>
#include <charconv>

namespace gangmu::measure {
namespace {

using tracking::Day;

constexpr std::array<std::string_view, 9> names = {"year", "half", "quarter", "month",  "week",
                                                   "day",  "hour", "minute",  "instant"};
constexpr std::int64_t epoch_monday = -3;  // 1969-12-29, the Monday of the week of 1970-01-01
constexpr std::int64_t day_minutes = 24 * 60;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

// Exactly `size` digits at `at`.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t size) {
    if (at + size > text.size()) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, size)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string two(std::int64_t value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

// Microseconds of ".25", up to six digits; moves `at` behind them. Nothing: no digit behind the dot.
std::optional<std::int64_t> fraction(std::string_view text, std::size_t& at) {
    std::int64_t value = 0;
    std::int64_t unit = 100'000;
    const std::size_t first = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
        value += unit * (text[at] - '0');
    if (at == first) return std::nullopt;
    return value;
}

// Minutes that a zone is ahead of UTC: "Z", "+08:00". Nothing: no zone.
std::optional<std::int64_t> zone(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 4, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    const std::int64_t ahead = *hours * 60 + *minutes;
    return text[0] == '-' ? -ahead : ahead;
}

// What stands behind "2026-08-01T".
std::optional<Period> time_of(Day day, std::string_view text) {
    const auto hour = digits(text, 0, 2);
    if (!hour || *hour > 23) return std::nullopt;
    if (text.size() == 2) return Period{Rhythm::hour, std::int64_t{day} * 24 + *hour};
    const auto minute = digits(text, 3, 2);
    if (text[2] != ':' || !minute || *minute > 59) return std::nullopt;
    const std::int64_t wall = std::int64_t{day} * day_minutes + *hour * 60 + *minute;
    if (text.size() == 5) return Period{Rhythm::minute, wall};
    std::int64_t within = 0;
    std::size_t at = 5;
    if (text[at] == ':') {
        const auto second = digits(text, 6, 2);
        if (!second || *second > 60) return std::nullopt;
        within = *second * std::int64_t{1'000'000};
        at = 8;
        if (at < text.size() && text[at] == '.') {
            const auto part = fraction(text, at);
            if (!part) return std::nullopt;
            within += *part;
        }
    }
    const auto ahead = zone(text.substr(at));
    if (!ahead) return std::nullopt;
    return Period{Rhythm::instant, (wall - *ahead) * minute_us + within};
}

// A year's half, quarter or month: 2026-H1, 2026-Q3, 2026-08.
std::optional<Period> part_of_year(int year, std::string_view text) {
    if (text.size() != 2) return std::nullopt;
    if (text[0] == 'H' && (text[1] == '1' || text[1] == '2'))
        return Period{Rhythm::half, (year - 1970) * 2 + (text[1] - '1')};
    if (text[0] == 'Q' && text[1] >= '1' && text[1] <= '4')
        return Period{Rhythm::quarter, (year - 1970) * 4 + (text[1] - '1')};
    const auto month = digits(text, 0, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    return Period{Rhythm::month, (year - 1970) * 12 + *month - 1};
}

std::string print_wall(std::int64_t minutes) {
    const auto day = floor_div(minutes, day_minutes);
    const auto within = minutes - day * day_minutes;
    return tracking::print_day(static_cast<Day>(day)) + "T" + two(within / 60) + ":" + two(within % 60);
}

std::string print_instant(std::int64_t us) {
    const std::int64_t minute = floor_div(us, minute_us);
    const std::int64_t within = us - minute * minute_us;
    std::string text = print_wall(minute + taipei_minutes) + ":" + two(within / 1'000'000);
    if (const std::int64_t part = within % 1'000'000; part != 0) {
        std::string places = std::to_string(1'000'000 + part).substr(1);
        places.erase(places.find_last_not_of('0') + 1);
        text += "." + places;
    }
    return text + "+08:00";
}

std::int64_t month_number(Day day) {
    return (tracking::year_of(day) - 1970) * std::int64_t{12} + tracking::month_of(day) - 1;
}

Day first_of_month(std::int64_t month) {
    const auto year = floor_div(month, 12);
    return *tracking::day_from(static_cast<int>(1970 + year), static_cast<unsigned>(month - year * 12 + 1),
                               1);
}

// Months in one period of the four rhythms that are made of months; 0: not one of them.
int months_in(Rhythm rhythm) {
    switch (rhythm) {
        case Rhythm::year:
            return 12;
        case Rhythm::half:
            return 6;
        case Rhythm::quarter:
            return 3;
        case Rhythm::month:
            return 1;
        default:
            return 0;
    }
}

}  // namespace

std::string_view to_string(Rhythm rhythm) {
    return names[static_cast<std::size_t>(rhythm)];
}

std::optional<Rhythm> parse_rhythm(std::string_view name) {
    for (const Rhythm each : all_rhythms)
        if (to_string(each) == name) return each;
    return std::nullopt;
}

Message rhythm_title(Rhythm rhythm) {
    static const std::array<Message, 9> titles = {{{"每年", "yearly"},
                                                   {"每半年", "half-yearly"},
                                                   {"每季", "quarterly"},
                                                   {"每月", "monthly"},
                                                   {"每週", "weekly"},
                                                   {"每日", "daily"},
                                                   {"每小時", "hourly"},
                                                   {"每分鐘", "by the minute"},
                                                   {"不定時", "at any time"}}};
    return titles[static_cast<std::size_t>(rhythm)];
}

std::optional<Period> parse_period(std::string_view text) {
    const auto year = digits(text, 0, 4);
    if (!year || *year < 1800 || *year > 2999) return std::nullopt;
    if (text.size() == 4) return Period{Rhythm::year, *year - 1970};
    if (text[4] != '-') return std::nullopt;
    if (text.size() == 7) return part_of_year(*year, text.substr(5));
    if (text.size() == 8 && text[5] == 'W') {
        const auto span = tracking::span_of(text);
        if (!span) return std::nullopt;
        return Period{Rhythm::week, floor_div(span->first - epoch_monday, 7)};
    }
    const auto day = tracking::parse_day(text.substr(0, 10));
    if (!day) return std::nullopt;
    if (text.size() == 10) return Period{Rhythm::day, *day};
    if (text[10] != 'T' || text.size() > 40) return std::nullopt;
    return time_of(*day, text.substr(11));
}

std::string print(Period period) {
    const std::int64_t n = period.number;
    const auto year = [&](std::int64_t parts) { return std::to_string(1970 + floor_div(n, parts)); };
    const auto part = [&](std::int64_t parts) { return n - floor_div(n, parts) * parts + 1; };
    switch (period.rhythm) {
        case Rhythm::year:
            return year(1);
        case Rhythm::half:
            return year(2) + "-H" + std::to_string(part(2));
        case Rhythm::quarter:
            return year(4) + "-Q" + std::to_string(part(4));
        case Rhythm::month:
            return year(12) + "-" + two(part(12));
        case Rhythm::week: {
            // The week belongs to the year of its Thursday.
            const Day thursday = static_cast<Day>(n * 7 + epoch_monday + 3);
            const int of = tracking::year_of(thursday);
            return std::to_string(of) + "-W" + two((thursday - tracking::first_of_year(of)) / 7 + 1);
        }
        case Rhythm::day:
            return tracking::print_day(static_cast<Day>(n));
        case Rhythm::hour:
            return print_wall(n * 60).substr(0, 13);
        case Rhythm::minute:
            return print_wall(n);
        case Rhythm::instant:
            return print_instant(n);
    }
    return {};
}

Message period_words(Period period) {
    if (period.rhythm < Rhythm::hour) return tracking::period_label(print(period));
    const std::string text = print(period);
    const Message day = tracking::period_label(text.substr(0, 10));
    const std::string time = text.substr(11, period.rhythm == Rhythm::instant ? 8 : 5);
    if (period.rhythm == Rhythm::hour) return {day.zh + time + "時", day.en + " " + time + ":00"};
    return {day.zh + " " + time, day.en + " " + time};
}

tracking::Span days_of(Period period) {
    const auto day = [](std::int64_t value) { return static_cast<Day>(value); };
    if (const int months = months_in(period.rhythm); months != 0)
        return {first_of_month(period.number * months), first_of_month((period.number + 1) * months) - 1};
    switch (period.rhythm) {
        case Rhythm::week: {
            const Day monday = day(period.number * 7 + epoch_monday);
            return {monday, monday + 6};
        }
        case Rhythm::hour:
            return {day(floor_div(period.number, 24)), day(floor_div(period.number, 24))};
        case Rhythm::minute: {
            const Day on = day(floor_div(period.number, day_minutes));
            return {on, on};
        }
        case Rhythm::instant: {
            const Day on = day(floor_div(floor_div(period.number, minute_us) + taipei_minutes, day_minutes));
            return {on, on};
        }
        default:
            return {day(period.number), day(period.number)};
    }
}

Period period_at(Rhythm rhythm, Day day) {
    if (const int months = months_in(rhythm); months != 0)
        return {rhythm, floor_div(month_number(day), months)};
    switch (rhythm) {
        case Rhythm::week:
            return {rhythm, floor_div(day - epoch_monday, 7)};
        case Rhythm::hour:
            return {rhythm, std::int64_t{day} * 24};
        case Rhythm::minute:
            return {rhythm, std::int64_t{day} * day_minutes};
        case Rhythm::instant:
            return {rhythm, (std::int64_t{day} * day_minutes - taipei_minutes) * minute_us};
        default:
            return {rhythm, day};
    }
}

Period widen(Period period, Rhythm to) {
    if (period.rhythm == to) return period;
    if (to == Rhythm::hour && period.rhythm == Rhythm::minute) return {to, floor_div(period.number, 60)};
    if (period.rhythm == Rhythm::instant && (to == Rhythm::minute || to == Rhythm::hour)) {
        const auto minute = floor_div(period.number, minute_us) + taipei_minutes;
        return {to, to == Rhythm::minute ? minute : floor_div(minute, 60)};
    }
    return period_at(to, days_of(period).first);
}

}  // namespace gangmu::measure
