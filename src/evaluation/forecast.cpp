#include "evaluation/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gangmu::evaluation {
namespace {

using Line = std::vector<std::pair<Day, Decimal>>;
constexpr std::size_t most_values = 64;  // the newest; pairs grow with the square
constexpr Day far = 20 * 366;

double theil_sen(const Line& line) {
    const std::size_t first = line.size() > most_values ? line.size() - most_values : 0;
    std::vector<double> values;
    for (std::size_t i = first; i < line.size(); ++i)
        values.push_back(line[i].second.approximate());
    std::vector<double> slopes;
    slopes.reserve(values.size() * (values.size() - 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t k = i + 1; k < values.size(); ++k)
            if (const auto days = line[first + k].first - line[first + i].first; days > 0)
                slopes.push_back((values[k] - values[i]) / days);
    if (slopes.empty()) return 0;
    std::sort(slopes.begin(), slopes.end());
    const auto middle = slopes.size() / 2;
    return slopes.size() % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
}

struct Slope {
    Method method = Method::none;
    double per_day = 0;
};

Slope slope_of(const Line& line, Day from_zero, std::size_t fewest) {
    if (line.empty()) return {};
    if (line.size() >= fewest) return {Method::trend, theil_sen(line)};
    const auto& [day, value] = line.back();
    if (from_zero != no_day && day >= from_zero)
        return {Method::pace, value.approximate() / (day - from_zero + 1)};
    return {Method::standing, 0};
}

// Rounded to the figures of the values it comes from, and one more for a trend.
Decimal rounded(double value, const Line& line) {
    int scale = 0;
    for (const auto& [day, each] : line)
        scale = std::max(scale, each.scale());
    scale = std::min(scale + 1, 6);
    const double factor = std::pow(10.0, scale);
    const double digits = std::round(value * factor);
    if (!(std::abs(digits) < 1e17)) return line.back().second;
    return Decimal(static_cast<std::int64_t>(digits), scale);
}

}  // namespace

std::string_view to_string(Method method) {
    constexpr std::string_view names[] = {"none", "trend", "pace", "standing"};
    return names[static_cast<std::size_t>(method)];
}

Message words(Method method, std::size_t values) {
    switch (method) {
        case Method::trend:
            return {fmt::format("依近 {} 期趨勢推估", values),
                    fmt::format("by the trend of {} values", values)};
        case Method::pace:
            return {"依期初至今的平均速度推估", "at the average pace since the beginning"};
        case Method::standing:
            return {"資料不足以推估趨勢，假設維持現值", "too few values for a trend: assumed to stay"};
        case Method::none:
            break;
    }
    return {"沒有可推估的數值", "no value to go on"};
}

Forecast forecast(const Line& line, Day horizon, Day from_zero, bool rising_only,
                  std::size_t fewest_for_trend) {
    Forecast result;
    auto slope = slope_of(line, from_zero, fewest_for_trend);
    result.method = slope.method;
    result.horizon = horizon;
    result.values = std::min(line.size(), most_values);
    if (line.empty()) return result;
    if (rising_only && slope.per_day < 0) slope.per_day = 0;
    const auto days = std::max<Day>(0, horizon - line.back().first);
    result.value = days == 0 || slope.per_day == 0
                       ? line.back().second
                       : rounded(line.back().second.approximate() + slope.per_day * days, line);
    return result;
}

Day day_reaching(const Line& line, const Decimal& goal, Day from_zero, std::size_t fewest_for_trend) {
    const auto slope = slope_of(line, from_zero, fewest_for_trend);
    if (line.empty() || slope.per_day == 0) return no_day;
    const double days = (goal.approximate() - line.back().second.approximate()) / slope.per_day;
    if (!(days >= 0) || days > far) return no_day;
    return line.back().first + static_cast<Day>(std::ceil(days));
}

}  // namespace gangmu::evaluation
