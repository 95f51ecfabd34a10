#include "stocks/duty.hpp"

#include <algorithm>

namespace gangmu::stocks {
namespace {

constexpr std::int64_t day_us = std::int64_t{24} * 3600 * 1'000'000;
constexpr std::int64_t taipei_us = std::int64_t{8} * 3600 * 1'000'000;

Day day_of(std::int64_t recorded_us) {
    return static_cast<Day>((recorded_us + taipei_us) / day_us);
}

tracking::Every every(Cadence cadence) {
    switch (cadence) {
        case Cadence::twice_week:
        case Cadence::week:
            return tracking::Every::week;
        case Cadence::month:
            return tracking::Every::month;
        case Cadence::quarter:
            return tracking::Every::quarter;
        case Cadence::half_year:
            return tracking::Every::half_year;
        case Cadence::year:
            return tracking::Every::year;
    }
    return tracking::Every::month;
}

bool told_on(const Duty& duty, Day day) {
    const auto weekday = tracking::weekday(day);
    return std::find(duty.weekdays.begin(), duty.weekdays.end(), weekday) != duty.weekdays.end();
}

// Since the day after the last one on which stock was told, up to this one.
Span told_span(const Duty& duty, Day day) {
    Day before = day - 1;
    while (!told_on(duty, before))
        --before;
    return {before + 1, day};
}

}  // namespace

std::string_view to_string(OwedState state) {
    constexpr std::string_view names[] = {"open", "remind", "late", "returned", "returned_late"};
    return names[static_cast<std::size_t>(state)];
}

Message title(OwedState state) {
    static const Message titles[] = {{"待申報", "to be returned"},
                                     {"即將到期", "due soon"},
                                     {"逾期", "late"},
                                     {"已申報", "returned"},
                                     {"逾期後申報", "returned late"}};
    return titles[static_cast<std::size_t>(state)];
}

std::optional<Span> span_of(const Duty& duty, std::string_view period) {
    const auto span = tracking::span_of(period);
    if (!span) return std::nullopt;
    if (duty.every != Cadence::twice_week)
        return tracking::period_at(every(duty.every), span->first) == period ? span : std::nullopt;
    if (span->first != span->last || !told_on(duty, span->last) || period.size() != 10) return std::nullopt;
    return told_span(duty, span->last);
}

std::string period_at(const Duty& duty, Day day) {
    if (duty.every != Cadence::twice_week) return tracking::period_at(every(duty.every), day);
    while (!told_on(duty, day))
        ++day;
    return tracking::print_day(day);
}

const Duty& duty_of(const Material& material, const Holding& holding) {
    return holding.duty ? *holding.duty : material.duty;
}

std::vector<Owed> owed(const Duty& duty, const Holding& holding, const Series& series,
                       const tracking::Calendar& calendar, Day today, int count) {
    std::vector<Owed> out;
    auto span = *span_of(duty, period_at(duty, today));
    if (span.last > today) span = *span_of(duty, period_at(duty, span.first - 1));
    for (; count > 0 && span.first >= holding.from; --count) {
        if (holding.holds(span.last)) {
            Owed each;
            each.period = period_at(duty, span.last);
            each.span = span;
            const auto due = calendar.move(span.last, duty.due_after);
            const auto remind = calendar.move(due.day, -duty.remind_before);
            each.due = due.day;
            each.remind = std::max(remind.day, span.last);
            each.known = due.known && remind.known;
            each.value = find(series, each.period);
            if (each.value != nullptr)
                each.state = day_of(each.value->first.recorded_us) > each.due ? OwedState::returned_late
                                                                              : OwedState::returned;
            else
                each.state = today > each.due       ? OwedState::late
                             : today >= each.remind ? OwedState::remind
                                                    : OwedState::open;
            out.push_back(std::move(each));
        }
        span = *span_of(duty, period_at(duty, span.first - 1));
    }
    std::reverse(out.begin(), out.end());
    return out;
}

}  // namespace gangmu::stocks
