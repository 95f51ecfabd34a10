#include "warning/judge.hpp"

#include <fmt/format.h>

#include "text/quantity.hpp"
#include "warning/detectors.hpp"
#include "warning/quality.hpp"
#include "warning/threshold.hpp"

namespace gangmu::warning {

std::string_view to_string(State state) {
    constexpr std::string_view names[] = {"unknown", "quiet", "pending", "raised"};
    return names[static_cast<std::size_t>(state)];
}

Verdict judge(const Rule& rule, const Line& line, Moment now) {
    if (rule.kind == Kind::missing) return detect::missing(rule, line, now);
    if (line.points.empty()) {
        Verdict none;
        none.because = {"還沒有數值", "there is no value yet"};
        return none;
    }
    switch (rule.kind) {
        case Kind::threshold:
            return detect::threshold(rule, line);
        case Kind::seasonal:
            return detect::seasonal(rule, line);
        case Kind::rate:
            return detect::rate(rule, line);
        case Kind::forecast:
            return detect::forecast(rule, line);
        default:
            return detect::quality(rule, line);
    }
}

namespace detect {
namespace {

using text::with_unit;

// …，須回到 8.5 天才解除
Message release_words(const Rule& rule, const Line& line, const Decimal& limit) {
    if (rule.release == Decimal(0)) return {};
    const auto back = rule.side == Side::under ? limit.plus(rule.release) : limit.minus(rule.release);
    if (!back) return {};
    const auto shown = with_unit(*back, line.unit);
    return {fmt::format("；回到 {} 才解除", shown), fmt::format("; it is over at {}", shown)};
}

Message threshold_words(const Rule& rule, const Line& line, const Edge& edge) {
    const bool under = rule.side == Side::under;
    const auto& last = line.points.back();
    const auto value = with_unit(last.value, line.unit);
    const auto when = moment_words(last.at, line.step < day);
    if (!edge.limit())
        return {fmt::format("{} 還沒有門檻", when.zh), fmt::format("no line holds on {}", when.en)};
    const auto limit = with_unit(*edge.limit(), line.unit);
    const auto since = moment_words(edge.since(), line.step < day);
    const auto band = release_words(rule, line, *edge.limit());
    switch (edge.state()) {
        case State::quiet:
            return {fmt::format("因為 {} 為 {}，未{}門檻 {}", when.zh, value, under ? "低於" : "高於", limit),
                    fmt::format("Because the value of {}, {}, is not {} the line of {}", when.en, value,
                                under ? "under" : "over", limit)};
        case State::pending: {
            const auto hold = duration_words(rule.hold);
            return {fmt::format("因為自 {} 起 {} 筆{}門檻 {}，最近為 {}；持續{}達 {} 筆才警示", since.zh,
                                edge.in_a_row(), under ? "低於" : "高於", limit, value,
                                rule.hold > 0 ? " " + hold.zh + "並" : "", rule.hold_points),
                    fmt::format("Because {} values since {} are {} the line of {}, the last one {}; it is "
                                "raised after {}{} values",
                                edge.in_a_row(), since.en, under ? "under" : "over", limit, value,
                                rule.hold > 0 ? hold.en + " and " : "", rule.hold_points)};
        }
        case State::raised:
            if (edge.in_a_row() == 0)
                return {fmt::format("因為自 {} 起{}門檻 {}，{} 回到 {}，尚未離開解除範圍{}", since.zh,
                                    under ? "低於" : "高於", limit, when.zh, value, band.zh),
                        fmt::format("Because it has been {} the line of {} since {} and came back to {} on "
                                    "{}, not far enough{}",
                                    under ? "under" : "over", limit, since.en, value, when.en, band.en)};
            return {fmt::format("因為自 {} 起{}門檻 {}，{} 為 {}{}", since.zh, under ? "低於" : "高於", limit,
                                when.zh, value, band.zh),
                    fmt::format("Because it has been {} the line of {} since {}; the value of {} is {}{}",
                                under ? "under" : "over", limit, since.en, when.en, value, band.en)};
        case State::unknown:
            break;
    }
    return {};
}

}  // namespace

Verdict threshold(const Rule& rule, const Line& line) {
    Edge edge(rule);
    for (const auto& point : line.points)
        edge.take(point);
    Verdict verdict;
    verdict.state = edge.state();
    verdict.since = edge.state() == State::quiet ? line.points.back().at : edge.since();
    verdict.value = line.points.back().value;
    verdict.line = edge.limit();
    verdict.because = threshold_words(rule, line, edge);
    return verdict;
}

Verdict quality(const Rule& rule, const Line& line) {
    const auto& last = line.points.back();
    auto doubt = rule.kind == Kind::range   ? range(last, line.unit, rule.low, rule.high)
                 : rule.kind == Kind::stuck ? stuck(line, rule.stuck_points, rule.tolerance)
                                            : spike(line, rule.deviations, rule.least_spread);
    Verdict verdict;
    verdict.state = doubt ? State::raised : State::quiet;
    verdict.since = doubt ? doubt->since : last.at;
    verdict.value = last.value;
    const auto value = with_unit(last.value, line.unit);
    if (doubt) {
        verdict.line = doubt->line;
        verdict.because = {"因為" + doubt->because.zh, "Because " + doubt->because.en};
    } else {
        verdict.because = {fmt::format("因為 {} 通過「{}」檢查", value, words(rule.kind).zh),
                           fmt::format("Because {} passes the check of kind {}", value, words(rule.kind).en)};
    }
    return verdict;
}

}  // namespace detect
}  // namespace gangmu::warning
