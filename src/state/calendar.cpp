#include "state/calendar.hpp"

#include <fmt/format.h>

#include <chrono>

namespace gangmu::state {
namespace {

constexpr std::int64_t taipei_us = 8LL * 3600 * 1'000'000;
constexpr std::int64_t day_us = 24LL * 3600 * 1'000'000;

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<std::chrono::year_month_day> parse(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto y = digits(iso.substr(0, 4));
    const auto m = digits(iso.substr(5, 2));
    const auto d = digits(iso.substr(8, 2));
    if (!y || !m || !d) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*y),
                                           std::chrono::month(static_cast<unsigned>(*m)),
                                           std::chrono::day(static_cast<unsigned>(*d))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::string print(const std::chrono::year_month_day& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

bool is_date(std::string_view iso) {
    return parse(iso).has_value();
}

std::optional<std::int64_t> day_end_us(std::string_view iso) {
    const auto date = parse(iso);
    if (!date) return std::nullopt;
    const std::int64_t day = std::chrono::sys_days(*date).time_since_epoch().count();
    return (day + 1) * day_us - taipei_us - 1;
}

std::string day_of(std::int64_t us) {
    const auto days = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(us + taipei_us)));
    return print(std::chrono::year_month_day(days));
}

std::string last_day_of(std::string_view period) {
    if (period.size() != 7) return {};
    const auto first = parse(std::string(period) + "-01");
    return first ? print(std::chrono::year_month_day(
                       std::chrono::sys_days(first->year() / first->month() / std::chrono::last)))
                 : std::string();
}

}  // namespace gangmu::state
