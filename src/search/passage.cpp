#include "search/passage.hpp"

#include <array>
#include <charconv>
#include <chrono>

namespace gangmu::search {
namespace {
constexpr std::array<std::string_view, type_count> names = {"plan",      "agency", "node",
                                                            "indicator", "fact",   "document"};
}

std::string_view to_string(Type type) {
    return names[static_cast<std::size_t>(type)];
}

std::optional<Type> parse_type(std::string_view name) {
    for (std::size_t i = 0; i < type_count; ++i)
        if (names[i] == name) return static_cast<Type>(i);
    return std::nullopt;
}

std::optional<Day> parse_day(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) -> std::optional<int> {
        int value = 0;
        const auto* end = iso.data() + at + count;
        if (iso[at] == '-' || std::from_chars(iso.data() + at, end, value).ptr != end) return std::nullopt;
        return value;
    };
    const auto y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (!y || !m || !d) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*y),
                                           std::chrono::month(static_cast<unsigned>(*m)),
                                           std::chrono::day(static_cast<unsigned>(*d))};
    if (!date.ok()) return std::nullopt;
    return static_cast<Day>(std::chrono::sys_days(date).time_since_epoch().count());
}

}  // namespace gangmu::search
