#include "warning/detectors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "evaluation/forecast.hpp"
#include "text/quantity.hpp"
#include "warning/robust.hpp"

namespace gangmu::warning::detect {
namespace {

using text::with_unit;

Verdict unknown(const Line& line, Message because) {
    Verdict verdict;
    if (!line.points.empty()) verdict.value = line.points.back().value;
    verdict.because = std::move(because);
    return verdict;
}

Decimal shown(double value, int scale) {
    scale = std::clamp(scale, 0, 6);
    const double digits = std::round(value * std::pow(10.0, scale));
    if (!(std::abs(digits) < 1e17)) return Decimal(0);
    return Decimal(static_cast<std::int64_t>(digits), scale);
}

// The values of earlier years about this time of the year; of lines finer than a day, about this time of day.
std::vector<double> earlier(const Rule& rule, const Line& line) {
    constexpr double year = 365.2425 * 86'400;
    const auto& last = line.points.back();
    const Moment reach = std::max<Moment>(rule.window_days * day, line.step / 2 - 1);
    const Moment clock = std::max<Moment>(line.step, hour / 2);
    std::vector<double> values;
    for (int k = 1; k <= rule.years; ++k) {
        const auto middle = last.at - static_cast<Moment>(std::llround(year * k));
        auto point = std::lower_bound(line.points.begin(), line.points.end(), middle - reach,
                                      [](const Point& each, Moment at) { return each.at < at; });
        for (; point != line.points.end() && point->at <= middle + reach; ++point) {
            if (point->at >= last.at) break;
            const auto off = std::abs(point->at - middle) % day;
            if (line.step > 0 && line.step < day && std::min(off, day - off) > clock) continue;
            values.push_back(point->value.approximate());
        }
    }
    return values;
}

}  // namespace

Verdict seasonal(const Rule& rule, const Line& line) {
    constexpr std::size_t fewest = 3;
    const auto values = earlier(rule, line);
    if (values.size() < fewest)
        return unknown(line,
                       {fmt::format("前 {} 年同期只有 {} 筆，不足以比較", rule.years, values.size()),
                        fmt::format("only {} values about this time in {} earlier years: too few to compare",
                                    values.size(), rule.years)});
    const auto& last = line.points.back();
    const auto usual = spread(values);
    const auto size =
        std::max({usual.spread, rule.least_spread.approximate(), std::abs(usual.middle) * 0.01, 1e-9});
    const auto apart = (last.value.approximate() - usual.middle) / size;
    const auto most = rule.deviations.approximate();
    const bool raised = rule.side == Side::under  ? apart < -most
                        : rule.side == Side::over ? apart > most
                                                  : std::abs(apart) > most;
    Verdict verdict;
    verdict.state = raised ? State::raised : State::quiet;
    verdict.since = last.at;
    verdict.value = last.value;
    verdict.line = shown(usual.middle, last.value.scale() + 1);
    const auto when = moment_words(last.at, line.step < day);
    verdict.because = {
        fmt::format("因為 {} 為 {}，與前 {} 年同期 {} 筆的中位數 {} 相差 {:.1f} 倍離散度（{}門檻 {}）",
                    when.zh, with_unit(last.value, line.unit), rule.years, values.size(),
                    with_unit(*verdict.line, line.unit), std::abs(apart), raised ? "超過" : "未超過",
                    rule.deviations.str()),
        fmt::format(
            "Because the value of {}, {}, stands {:.1f} spreads off {}, the median of {} values of the same "
            "time in {} earlier years ({} the limit of {})",
            when.en, with_unit(last.value, line.unit), std::abs(apart), with_unit(*verdict.line, line.unit),
            values.size(), rule.years, raised ? "over" : "within", rule.deviations.str())};
    return verdict;
}

Verdict rate(const Rule& rule, const Line& line) {
    const auto& last = line.points.back();
    const auto after = std::upper_bound(line.points.begin(), line.points.end(), last.at - rule.span,
                                        [](Moment at, const Point& each) { return at < each.at; });
    if (after == line.points.begin() || last.at - std::prev(after)->at > 2 * rule.span + line.step)
        return unknown(line,
                       {fmt::format("{}前沒有數值可比", duration_words(rule.span).zh),
                        fmt::format("no value of {} ago to compare with", duration_words(rule.span).en)});
    const auto& before = *std::prev(after);
    const auto change = last.value.minus(before.value);
    if (!change || (rule.relative && before.value == Decimal(0)))
        return unknown(line, {"前值為零，無法計算變化率", "the value before is zero: no rate can be told"});
    // |change| ≥ limit % of |before|, multiplied out
    const auto size = change->digits() < 0 ? Decimal(0).minus(*change) : change;
    const auto base =
        before.value.digits() < 0 ? Decimal(0).minus(before.value) : std::optional(before.value);
    bool enough = false;
    if (rule.relative) {
        const auto left = size ? size->times(Decimal(100)) : std::nullopt;
        const auto right = base ? base->times(rule.change) : std::nullopt;
        enough = left && right ? *left >= *right
                               : size->approximate() * 100 >= base->approximate() * rule.change.approximate();
    } else {
        enough = *size >= rule.change;
    }
    const bool fell = change->digits() < 0;
    const bool counts = rule.side == Side::either || (rule.side == Side::under) == fell;
    Verdict verdict;
    verdict.state = enough && counts ? State::raised : State::quiet;
    verdict.since = last.at;
    verdict.value = last.value;
    verdict.line = before.value;
    const auto from = moment_words(before.at, line.step < day), to = moment_words(last.at, line.step < day);
    const auto share =
        before.value == Decimal(0)
            ? std::string()
            : fmt::format("{:+.1f}%", change->approximate() / std::abs(before.value.approximate()) * 100);
    const auto limit = rule.relative ? rule.change.str() + "%" : with_unit(rule.change, line.unit);
    verdict.because = {
        fmt::format("因為由 {} 的 {} 變為 {} 的 {}（{}{}），{}界限 {}", from.zh,
                    with_unit(before.value, line.unit), to.zh, with_unit(last.value, line.unit),
                    fell ? "減少 " + with_unit(*size, line.unit) : "增加 " + with_unit(*size, line.unit),
                    share.empty() ? "" : "，" + share, enough && counts ? "達到" : "未達", limit),
        fmt::format("Because it went from {} on {} to {} on {} ({}{}), {} the limit of {}",
                    with_unit(before.value, line.unit), from.en, with_unit(last.value, line.unit), to.en,
                    (fell ? "down " : "up ") + with_unit(*size, line.unit), share.empty() ? "" : ", " + share,
                    enough && counts ? "reaching" : "short of", limit)};
    return verdict;
}

Verdict missing(const Rule& rule, const Line& line, Moment now) {
    if (!line.due) return unknown(line, {"不定期資料，不判斷逾時", "no rhythm: nothing is ever late"});
    Verdict verdict;
    if (!line.points.empty()) verdict.value = line.points.back().value;
    const auto limit = *line.due + rule.grace;
    const bool late = now > limit;
    verdict.state = late ? State::raised : State::quiet;
    verdict.since = late ? limit : now;
    const auto due = moment_words(*line.due, line.step < day);
    const auto last =
        line.points.empty()
            ? Message{"從未有值", "there never was one"}
            : Message{"最近一筆為 " + moment_words(line.points.back().at, line.step < day).zh,
                      "the last one is of " + moment_words(line.points.back().at, line.step < day).en};
    if (late)
        verdict.because = {fmt::format("因為應於 {} 前有的數值逾時 {}未到；{}", due.zh,
                                       duration_words(now - *line.due).zh, last.zh),
                           fmt::format("Because the value due by {} is {} late; {}", due.en,
                                       duration_words(now - *line.due).en, last.en)};
    else
        verdict.because = {fmt::format("因為下一筆數值到 {} 才到期；{}", due.zh, last.zh),
                           fmt::format("Because the next value is due by {}; {}", due.en, last.en)};
    return verdict;
}

Verdict forecast(const Rule& rule, const Line& line) {
    constexpr std::size_t fewest = 4;
    const auto& last = line.points.back();
    const auto today = day_of(last.at);
    const auto limit = limit_on(rule, today + rule.horizon_days);
    if (!limit) return unknown(line, {"預估期間還沒有門檻", "no line holds within the horizon"});
    if (line.points.size() < fewest)
        return unknown(line, {fmt::format("只有 {} 筆，不足以推估趨勢", line.points.size()),
                              fmt::format("only {} values: too few for a trend", line.points.size())});
    std::vector<std::pair<evaluation::Day, Decimal>> days;
    const std::size_t most = 64;
    for (std::size_t i = line.points.size() > most ? line.points.size() - most : 0; i < line.points.size();
         ++i)
        days.emplace_back(day_of(line.points[i].at), line.points[i].value);
    const bool under = rule.side == Side::under;
    const bool beyond = under ? last.value < *limit : last.value > *limit;
    const auto ahead =
        evaluation::forecast(days, today + rule.horizon_days, evaluation::no_day, false, fewest);
    const bool crosses = under ? ahead.value < *limit : ahead.value > *limit;
    const auto reached = crosses && !beyond
                             ? evaluation::day_reaching(days, *limit, evaluation::no_day, fewest)
                             : evaluation::no_day;
    Verdict verdict;
    verdict.state = crosses || beyond ? State::raised : State::quiet;
    verdict.since = last.at;
    verdict.value = last.value;
    verdict.line = limit;
    const auto end = evaluation::day_words(today + rule.horizon_days);
    const auto value = with_unit(last.value, line.unit), line_ = with_unit(*limit, line.unit);
    const auto method = evaluation::words(ahead.method, ahead.values);
    if (beyond)
        verdict.because = {fmt::format("因為現值 {} 已{}門檻 {}", value, under ? "低於" : "高於", line_),
                           fmt::format("Because the value, {}, is {} the line of {} already", value,
                                       under ? "under" : "over", line_)};
    else if (crosses) {
        const auto on = reached == evaluation::no_day ? end : evaluation::day_words(reached);
        verdict.because = {
            fmt::format("因為{}，約 {} 觸及門檻 {}（現值 {}）", method.zh, on.zh, line_, value),
            fmt::format("Because {}, the line of {} is reached about {} (now {})", method.en, line_, on.en,
                        value)};
    } else {
        verdict.because = {fmt::format("因為{}，到 {} 約 {}，不觸及門檻 {}", method.zh, end.zh,
                                       with_unit(ahead.value, line.unit), line_),
                           fmt::format("Because {}, it is about {} on {} and does not come to the line of {}",
                                       method.en, with_unit(ahead.value, line.unit), end.en, line_)};
    }
    return verdict;
}

}  // namespace gangmu::warning::detect
