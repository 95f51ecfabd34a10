#include "warning/series.hpp"

#include <fmt/format.h>

#include "evaluation/period.hpp"

namespace gangmu::warning {
namespace {

constexpr Moment taipei = 8 * hour;

Moment floor_day(Moment local) {
    return local >= 0 ? local / day : -((-local + day - 1) / day);
}

}  // namespace

std::int32_t day_of(Moment moment) {
    return static_cast<std::int32_t>(floor_day(moment + taipei));
}

Message moment_words(Moment moment, bool with_time) {
    auto text = evaluation::day_words(day_of(moment));
    if (!with_time) return text;
    const auto rest = moment + taipei - floor_day(moment + taipei) * day;
    const auto clock = fmt::format(" {:02}:{:02}", rest / hour, rest % hour / 60);
    return {text.zh + clock, text.en + clock};
}

Message duration_words(Moment seconds) {
    struct Size {
        Moment seconds;
        const char *zh, *en;
    };
    for (const auto& [size, zh, en] :
         {Size{day, "天", "day"}, {hour, "小時", "hour"}, {60, "分鐘", "minute"}}) {
        if (seconds < size) continue;
        const auto n = (seconds + size / 2) / size;
        return {fmt::format("{} {}", n, zh), fmt::format("{} {}{}", n, en, n == 1 ? "" : "s")};
    }
    return {fmt::format("{} 秒", seconds), fmt::format("{} seconds", seconds)};
}

}  // namespace gangmu::warning
