#include "evaluation/period.hpp"

#include <fmt/format.h>

#include <chrono>

namespace gangmu::evaluation {
namespace {

namespace chr = std::chrono;

// `length` digits at `at`; -1 when they are not there.
int digits(std::string_view text, std::size_t at, std::size_t length) {
    if (at + length > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

Span months(int year, unsigned first, unsigned last) {
    const auto end = chr::year_month_day_last(chr::year(year), chr::month_day_last(chr::month(last)));
    return {day_from(year, first, 1), static_cast<Day>(chr::sys_days(end).time_since_epoch().count())};
}

std::optional<Span> single(std::string_view text) {
    const int year = digits(text, 0, 4);
    if (year < 1) return std::nullopt;
    if (text.size() == 4) return year_span(year);
    if (text.size() < 7 || text[4] != '-') return std::nullopt;
    if (text.size() == 7 && (text[5] == 'Q' || text[5] == 'H')) {
        const int n = digits(text, 6, 1);
        const int length = text[5] == 'Q' ? 3 : 6;
        if (n < 1 || n * length > 12) return std::nullopt;
        return months(year, static_cast<unsigned>((n - 1) * length + 1), static_cast<unsigned>(n * length));
    }
    if (text.size() == 8 && text[5] == 'W') {  // ISO week: the one with the year's 4 January is the first
        const int week = digits(text, 6, 2);
        if (week < 1 || week > 53) return std::nullopt;
        const Day fourth = day_from(year, 1, 4);
        const Day monday = fourth - (fourth + 3) % 7;  // 1970-01-01 was a Thursday
        return Span{monday + (week - 1) * 7, monday + week * 7 - 1};
    }
    const int month = digits(text, 5, 2);
    if (month < 1 || month > 12) return std::nullopt;
    if (text.size() == 7) return months(year, static_cast<unsigned>(month), static_cast<unsigned>(month));
    const auto day = parse_day(text);
    if (!day) return std::nullopt;
    return Span{*day, *day};
}

Message single_words(std::string_view text) {
    const int year = digits(text, 0, 4);
    if (year < 1 || !single(text)) return {std::string(text), std::string(text)};
    const auto roc = year > 1911 ? fmt::format("{}年", year - 1911) : fmt::format("西元{}年", year);
    if (text.size() == 4) return {roc, std::string(text)};
    if (text[5] == 'Q') return {fmt::format("{}第{}季", roc, text[6]), fmt::format("{} Q{}", year, text[6])};
    if (text[5] == 'H')
        return {roc + (text[6] == '1' ? "上半年" : "下半年"), fmt::format("{} H{}", year, text[6])};
    if (text[5] == 'W') return {fmt::format("{}第{}週", roc, digits(text, 6, 2)), std::string(text)};
    const auto month = fmt::format("{}{}月", roc, digits(text, 5, 2));
    if (text.size() == 7) return {month, std::string(text)};
    return {fmt::format("{}{}日", month, digits(text, 8, 2)), std::string(text)};
}

}  // namespace

Day day_from(int year, unsigned month, unsigned day) {
    return static_cast<Day>(
        chr::sys_days(chr::year(year) / chr::month(month) / chr::day(day)).time_since_epoch().count());
}

int year_of(Day day) {
    return static_cast<int>(chr::year_month_day(chr::sys_days(chr::days(day))).year());
}

std::string print_day(Day day) {
    const chr::year_month_day date{chr::sys_days(chr::days(day))};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Day> parse_day(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const int year = digits(iso, 0, 4), month = digits(iso, 5, 2), day = digits(iso, 8, 2);
    if (year < 1 || month < 1 || day < 1) return std::nullopt;
    const auto date =
        chr::year(year) / chr::month(static_cast<unsigned>(month)) / chr::day(static_cast<unsigned>(day));
    if (!date.ok()) return std::nullopt;
    return static_cast<Day>(chr::sys_days(date).time_since_epoch().count());
}

Span year_span(int year) {
    return {day_from(year, 1, 1), day_from(year, 12, 31)};
}

std::optional<Span> span_of(std::string_view period) {
    const auto slash = period.find('/');
    if (slash == std::string_view::npos) return single(period);
    const auto from = single(period.substr(0, slash));
    const auto to = single(period.substr(slash + 1));
    if (!from || !to || to->last < from->first) return std::nullopt;
    return Span{from->first, to->last};
}

Message period_words(std::string_view period) {
    if (period == "overall") return {"全期", "the whole period"};
    const auto slash = period.find('/');
    if (slash == std::string_view::npos) return single_words(period);
    const auto from = single_words(period.substr(0, slash));
    const auto to = single_words(period.substr(slash + 1));
    return {from.zh + "至" + to.zh, from.en + " to " + to.en};
}

Message day_words(Day day) {
    return single_words(print_day(day));
}

}  // namespace gangmu::evaluation
