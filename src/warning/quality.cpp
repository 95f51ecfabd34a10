#include "warning/quality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/quantity.hpp"
#include "warning/robust.hpp"

namespace gangmu::warning {
namespace {

using text::with_unit;

// As many decimals as the values have, and one more.
Decimal shown(double value, int scale) {
    scale = std::clamp(scale + 1, 0, 6);
    const double digits = std::round(value * std::pow(10.0, scale));
    if (!(std::abs(digits) < 1e17)) return Decimal(0);
    return Decimal(static_cast<std::int64_t>(digits), scale);
}

}  // namespace

std::optional<Doubt> range(const Point& point, std::string_view unit, const std::optional<Decimal>& low,
                           const std::optional<Decimal>& high) {
    if (low && point.value < *low)
        return Doubt{"range",
                     point.at,
                     *low,
                     {fmt::format("{} 低於合理下限 {}", with_unit(point.value, unit), with_unit(*low, unit)),
                      fmt::format("{} lies below the lowest plausible {}", with_unit(point.value, unit),
                                  with_unit(*low, unit))}};
    if (high && point.value > *high)
        return Doubt{"range",
                     point.at,
                     *high,
                     {fmt::format("{} 高於合理上限 {}", with_unit(point.value, unit), with_unit(*high, unit)),
                      fmt::format("{} lies above the highest plausible {}", with_unit(point.value, unit),
                                  with_unit(*high, unit))}};
    return std::nullopt;
}

std::optional<Doubt> stuck(const Line& line, int points, const Decimal& tolerance) {
    const auto wanted = static_cast<std::size_t>(std::max(points, 2));
    if (line.points.size() < wanted) return std::nullopt;
    auto low = line.points.back().value, high = low;
    std::size_t same = 0;
    for (auto point = line.points.rbegin(); point != line.points.rend(); ++point) {
        low = std::min(low, point->value);
        high = std::max(high, point->value);
        const auto apart = high.minus(low);
        if (!apart || *apart > tolerance) break;
        ++same;
    }
    if (same < wanted) return std::nullopt;
    const auto& first = line.points[line.points.size() - same];
    const auto since = moment_words(first.at, line.step < day);
    const auto value = with_unit(line.points.back().value, line.unit);
    return Doubt{"stuck",
                 first.at,
                 line.points.back().value,
                 {fmt::format("自 {} 起連續 {} 筆都是 {}", since.zh, same, value),
                  fmt::format("{} values in a row since {} are {}", same, since.en, value)}};
}

std::optional<Doubt> spike(const Line& line, const Decimal& deviations, const Decimal& least_spread) {
    constexpr std::size_t fewest = 5, most = 12;
    if (line.points.size() < fewest + 1) return std::nullopt;
    const auto& last = line.points.back();
    const std::size_t end = line.points.size() - 1;
    std::vector<double> before;
    int scale = last.value.scale();
    for (std::size_t i = end > most ? end - most : 0; i < end; ++i) {
        before.push_back(line.points[i].value.approximate());
        scale = std::max(scale, line.points[i].value.scale());
    }
    const auto usual = warning::spread(before);
    const auto floor = std::max({least_spread.approximate(), std::abs(usual.middle) * 0.01, 1e-9});
    const auto apart = std::abs(last.value.approximate() - usual.middle);
    const auto times = apart / std::max(usual.spread, floor);
    if (!(times > deviations.approximate())) return std::nullopt;
    const auto middle = shown(usual.middle, scale);
    return Doubt{
        "spike",
        last.at,
        middle,
        {fmt::format("{} 與前 {} 筆的中位數 {} 相差 {:.1f} 倍離散度", with_unit(last.value, line.unit),
                     before.size(), with_unit(middle, line.unit), times),
         fmt::format("{} stands {:.1f} spreads off the median {} of the {} values before",
                     with_unit(last.value, line.unit), times, with_unit(middle, line.unit), before.size())}};
}

std::optional<Doubt> neighbour(const Point& point, std::string_view unit, std::span<const Decimal> neighbours,
                               const Decimal& most) {
    if (neighbours.size() < 2) return std::nullopt;
    std::vector<double> values;
    int scale = point.value.scale();
    for (const auto& each : neighbours) {
        values.push_back(each.approximate());
        scale = std::max(scale, each.scale());
    }
    const auto middle = shown(median(std::move(values)), scale);
    const auto apart = point.value.minus(middle);
    if (apart && *apart <= most && Decimal(0).minus(*apart).value_or(0) <= most) return std::nullopt;
    return Doubt{"neighbour",
                 point.at,
                 middle,
                 {fmt::format("{} 與鄰近 {} 站的中位數 {} 相差超過 {}", with_unit(point.value, unit),
                              neighbours.size(), with_unit(middle, unit), with_unit(most, unit)),
                  fmt::format("{} stands more than {} off the median {} of {} neighbours",
                              with_unit(point.value, unit), with_unit(most, unit), with_unit(middle, unit),
                              neighbours.size())}};
}

}  // namespace gangmu::warning
