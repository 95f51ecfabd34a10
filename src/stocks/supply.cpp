#include "stocks/supply.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "stocks/duty.hpp"
#include "stocks/figures.hpp"

namespace gangmu::stocks {
namespace {

// The use told for the days of `over`, a return's use spread evenly over its days, and how many days of it
// returns cover.
struct Used {
    double amount = 0;
    Day days = 0;
};

Used used_in(const Series& series, const Span& over) {
    Used out;
    for (const auto& each : series) {
        const Day first = std::max(each->span.first, over.first), last = std::min(each->span.last, over.last);
        if (last < first) continue;
        const Day days = last - first + 1, whole = each->span.last - each->span.first + 1;
        out.amount += each->used().approximate() * days / whole;
        out.days += days;
    }
    return out;
}

// The days of the last n returns that ended by the day.
std::optional<Span> last_returns(const Series& series, Day day, int n) {
    std::optional<Span> out;
    for (auto i = series.size(); i > 0 && n > 0; --i) {
        const auto& span = series[i - 1]->span;
        if (span.last > day) continue;
        out = out ? Span{span.first, out->last} : span;
        --n;
    }
    return out;
}

UseRate planned_rate(const UseRule& rule, const std::vector<const Holding*>& sites, Day day) {
    UseRate out;
    out.rule = rule;
    out.over = {day, day};
    for (const auto* site : sites)
        if (const auto* each = on(site->planned, day))
            out.per_day = out.per_day.value_or(0) + each->value.approximate();
        else
            out.partial = true;
    out.why = out.per_day ? Message{"計畫每日使用量", "the use a day that is planned"}
                          : Message{"未設定計畫使用量", "No planned use is set"};
    return out;
}

Message how(const UseRule& rule, const Span& over, Day days, bool partial) {
    const auto first = tracking::period_label(tracking::print_day(over.first));
    const auto last = tracking::period_label(tracking::print_day(over.last));
    Message out =
        rule.formula == Formula::last_year
            ? Message{fmt::format("上一年度（{}）平均使用量",
                                  tracking::period_label(std::to_string(tracking::year_of(over.first))).zh),
                      fmt::format("average use of the year before ({})", tracking::year_of(over.first))}
            : Message{fmt::format("最近 {} 期（{}至{}）平均使用量", rule.periods, first.zh, last.zh),
                      fmt::format("average use of the last {} periods ({} to {})", rule.periods, first.en,
                                  last.en)};
    if (partial) {
        out.zh += fmt::format("；申報僅涵蓋 {} 日或部分據點", days);
        out.en += fmt::format("; returns cover only {} days, or not every site", days);
    }
    return out;
}

}  // namespace

UseRate use_rate(const UseRule& rule, const Book& book, const std::vector<const Holding*>& sites, Day day) {
    if (rule.formula == Formula::planned) return planned_rate(rule, sites, day);
    UseRate out;
    out.rule = rule;
    const int year = tracking::year_of(day) - 1;
    const Span last_year{tracking::first_of_year(year), tracking::first_of_year(year + 1) - 1};
    double sum = 0;
    bool any = false;
    for (const auto* site : sites) {
        const auto& series = book.series(site->material, site->site);
        const auto over =
            rule.formula == Formula::last_year ? last_year : last_returns(series, day, rule.periods);
        const auto used = over ? used_in(series, *over) : Used();
        if (used.days == 0) {
            out.partial = true;
            continue;
        }
        sum += used.amount / used.days;
        out.partial = out.partial || used.days < over->last - over->first + 1;
        out.days = any ? std::min(out.days, used.days) : used.days;
        out.over =
            any ? Span{std::min(out.over.first, over->first), std::max(out.over.last, over->last)} : *over;
        any = true;
    }
    if (!any) {
        out.why =
            rule.formula == Formula::last_year
                ? Message{fmt::format("{}沒有使用量申報", tracking::period_label(std::to_string(year)).zh),
                          fmt::format("No use was returned for {}", year)}
                : Message{"還沒有申報", "Nothing was returned yet"};
        return out;
    }
    out.per_day = sum;
    out.why = how(rule, out.over, out.days, out.partial);
    return out;
}

std::optional<double> value_of(Measure measure, double stock, const std::optional<double>& per_day,
                               const std::optional<double>& required) {
    switch (measure) {
        case Measure::days:
            if (!per_day || *per_day <= 0) return std::nullopt;
            return stock / *per_day;
        case Measure::coverage:
            if (!required || *required <= 0) return std::nullopt;
            return stock / *required * 100;
        case Measure::quantity:
            return stock;
    }
    return std::nullopt;
}

Light light_of(const std::optional<double>& value, const Dated* line, int near) {
    if (!value || line == nullptr) return Light::unknown;
    const double at = line->value.approximate();
    if (*value < at) return Light::under;
    return *value < at * (100 + near) / 100 ? Light::near : Light::above;
}

Standing standing(const Material& material, const UseRule& rule, const Book& book,
                  const std::vector<const Holding*>& sites, Day day) {
    Standing out;
    for (const auto* site : sites) {
        if (!site->holds(day)) continue;
        if (const auto* needed = on(site->required, day))
            out.required = out.required.value_or(0) + needed->value.approximate();
        const auto* last = latest(book.series(site->material, site->site), day);
        if (last == nullptr) {
            out.missing.push_back(site->site);
            continue;
        }
        out.oldest = out.stock ? std::min(out.oldest, last->span.last) : last->span.last;
        out.newest = std::max(out.newest, last->span.last);
        out.stock = out.stock.value_or(0) + last->closing.approximate();
    }
    out.use = use_rate(rule, book, sites, day);
    if (out.stock) out.value = value_of(material.measure, *out.stock, out.use.per_day, out.required);
    out.line = on(material.lines, day);
    out.light = light_of(out.value, out.line, material.near);
    return out;
}

std::vector<TrendPoint> trend(const Material& material, const UseRule& rule, const Book& book,
                              const std::vector<const Holding*>& sites, Day day, int count) {
    std::vector<TrendPoint> out;
    const auto& duty = sites.size() == 1 ? duty_of(material, *sites.front()) : material.duty;
    auto span = *span_of(duty, period_at(duty, day));
    if (span.last > day) span = *span_of(duty, period_at(duty, span.first - 1));
    for (; count > 0; --count, span = *span_of(duty, period_at(duty, span.first - 1))) {
        const auto at = standing(material, rule, book, sites, span.last);
        if (!at.stock) break;
        TrendPoint point{period_at(duty, span.last),
                         span.last,
                         *at.stock,
                         at.value,
                         at.line,
                         at.light,
                         at.oldest < span.last || !at.missing.empty()};
        if (at.newest < span.first && out.empty()) continue;  // nobody has returned for it yet
        out.push_back(std::move(point));
    }
    std::reverse(out.begin(), out.end());
    return out;
}

MixShare mix_share(const Material& material, const Book& book, const std::vector<const Holding*>& sites,
                   Day day) {
    MixShare out;
    for (const auto* site : sites)
        if (const auto* last = latest(book.series(site->material, site->site), day))
            out.over.last = std::max(out.over.last, last->span.last);
    out.over.first = out.over.last - 364;
    for (const auto* site : sites)
        for (const auto& each : book.series(site->material, site->site)) {
            if (each->span.last < out.over.first || each->span.last > out.over.last) continue;
            if (each->contract) out.contract += each->contract->approximate();
            if (each->spot) out.spot += each->spot->approximate();
        }
    for (const auto& each : material.mix)
        if (each.from <= day) out.range = &each;
    if (out.contract + out.spot > 0) {
        out.contract_percent = out.contract / (out.contract + out.spot) * 100;
        if (out.range != nullptr)
            out.within = *out.contract_percent >= out.range->least.approximate() &&
                         *out.contract_percent <= out.range->most.approximate();
    }
    return out;
}

std::vector<TierShare> tier_shares(const Book& book, const std::vector<const Holding*>& sites, Day day) {
    std::vector<TierShare> out;
    for (const auto* site : sites) {
        if (site->tier == Tier::none || !site->holds(day)) continue;
        auto found =
            std::find_if(out.begin(), out.end(), [&](const auto& each) { return each.tier == site->tier; });
        if (found == out.end()) found = out.insert(out.end(), TierShare{site->tier, 0, 0, {}, {}});
        ++found->sites;
        if (const auto* last = latest(book.series(site->material, site->site), day))
            found->stock += last->closing.approximate();
        if (const auto* needed = on(site->required, day))
            found->required = found->required.value_or(0) + needed->value.approximate();
    }
    for (auto& each : out)
        each.percent = value_of(Measure::coverage, each.stock, {}, each.required);
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.tier < b.tier; });
    return out;
}

}  // namespace gangmu::stocks
