#include "tracking/cycle.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gangmu::tracking {
namespace {

constexpr std::size_t most_cycles = 1200;  // of one rhythm: 23 years of weeks
constexpr int longest = 120;               // working days

Span period_span(const Rhythm& rhythm, Day day) {
    return *span_of(period_at(rhythm.every, day));
}

// The days that a rhythm goes over: its own, else the plan's; without an end up to the current period.
std::optional<Span> range_of(const Rhythm& rhythm, std::string_view plan_start, std::string_view plan_end,
                             Day today) {
    const auto plan_first = span_of(plan_start), plan_last = span_of(plan_end);
    const auto from = parse_day(rhythm.from), until = parse_day(rhythm.until);
    if (!from && !plan_first) return std::nullopt;
    const Day last = until ? *until : plan_last ? plan_last->last : period_span(rhythm, today).last;
    return Span{from ? *from : plan_first->first, last};
}

// A period that only half lies in the plan belongs to it; what the rhythm's own dates cut does not.
bool belongs(const Rhythm& rhythm, const Span& span, const Span& range) {
    if (!span.meets(range)) return false;
    return (rhythm.from.empty() || span.first >= range.first) &&
           (rhythm.until.empty() || span.last <= range.last);
}

Cycle reckon(const Rhythm& rhythm, const Span& span, const Calendar& calendar) {
    Cycle cycle;
    cycle.period = period_at(rhythm.every, span.first);
    cycle.id = rhythm.id + "-" + cycle.period;
    cycle.rhythm = rhythm.id;
    cycle.scope = rhythm.scope;
    cycle.span = span;
    const auto opens = calendar.move(span.last, rhythm.opens_after);
    const auto due = calendar.move(opens.day, rhythm.due_after);
    const auto grace = calendar.move(due.day, rhythm.grace);
    cycle.opens = opens.day;
    cycle.due = due.day;
    cycle.remind = std::max(calendar.move(due.day, -rhythm.remind_before).day, opens.day);
    cycle.grace_until = grace.day;
    cycle.known = opens.known && due.known && grace.known;
    return cycle;
}

}  // namespace

std::string_view to_string(Every every) {
    switch (every) {
        case Every::week:
            return "week";
        case Every::month:
            return "month";
        case Every::quarter:
            return "quarter";
        case Every::half_year:
            return "half-year";
        case Every::year:
            return "year";
    }
    return "quarter";
}

std::optional<Every> parse_every(std::string_view name) {
    for (const Every every : all_rhythms)
        if (to_string(every) == name) return every;
    return std::nullopt;
}

std::string_view to_string(Phase phase) {
    switch (phase) {
        case Phase::planned:
            return "planned";
        case Phase::open:
            return "open";
        case Phase::grace:
            return "grace";
        case Phase::locked:
            return "locked";
    }
    return "planned";
}

std::string period_at(Every every, Day day) {
    const int year = year_of(day);
    const unsigned month = month_of(day);
    switch (every) {
        case Every::week: {
            const Day thursday = day - (weekday(day) + 6) % 7 + 3;
            const int of = year_of(thursday);
            return fmt::format("{:04}-W{:02}", of, (thursday - first_of_year(of)) / 7 + 1);
        }
        case Every::month:
            return fmt::format("{:04}-{:02}", year, month);
        case Every::quarter:
            return fmt::format("{:04}-Q{}", year, (month - 1) / 3 + 1);
        case Every::half_year:
            return fmt::format("{:04}-H{}", year, (month - 1) / 6 + 1);
        case Every::year:
            return fmt::format("{:04}", year);
    }
    return {};
}

std::vector<Cycle> cycles_of(const Rhythm& rhythm, std::string_view plan_start, std::string_view plan_end,
                             const Calendar& calendar, Day today) {
    std::vector<Cycle> out;
    const auto range = range_of(rhythm, plan_start, plan_end, today);
    if (!range) return out;
    const Day last = std::min(range->last, *parse_day("2999-12-31"));  // a plan's own end may be any
    for (Span span = period_span(rhythm, range->first); span.first <= last && out.size() < most_cycles;
         span = period_span(rhythm, span.last + 1))
        if (belongs(rhythm, span, *range)) out.push_back(reckon(rhythm, span, calendar));
    return out;
}

std::optional<Cycle> cycle_of(const Rhythm& rhythm, std::string_view period, std::string_view plan_start,
                              std::string_view plan_end, const Calendar& calendar, Day today) {
    const auto span = span_of(period);
    const auto range = range_of(rhythm, plan_start, plan_end, today);
    if (!span || !range || period_at(rhythm.every, span->first) != period) return std::nullopt;
    if (!belongs(rhythm, *span, *range)) return std::nullopt;
    return reckon(rhythm, *span, calendar);
}

Cycle marked(Cycle cycle, const CycleMarks& marks, const Rhythm& rhythm, const Calendar& calendar) {
    if (marks.opened) cycle.opens = std::min(cycle.opens, *marks.opened);
    if (!marks.due) return cycle;
    cycle.due = *marks.due;
    const auto grace = calendar.move(cycle.due, rhythm.grace);
    cycle.grace_until = grace.day;
    cycle.remind = std::max(calendar.move(cycle.due, -rhythm.remind_before).day, cycle.opens);
    cycle.known = cycle.known && grace.known;
    return cycle;
}

Phase phase_of(const Cycle& cycle, const CycleMarks* marks, const Rhythm& rhythm, Day today) {
    const bool reopened = marks != nullptr && marks->reopened_until && today <= *marks->reopened_until;
    if (reopened) return today <= cycle.due ? Phase::open : Phase::grace;
    if (marks != nullptr && marks->locked) return Phase::locked;
    if (today < cycle.opens) return Phase::planned;
    if (today <= cycle.due) return Phase::open;
    if (today <= cycle.grace_until) return Phase::grace;
    return rhythm.auto_lock ? Phase::locked : Phase::grace;
}

Status check(const Rhythm& rhythm) {
    const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (rhythm.id.empty() || rhythm.id.size() > 12 || !std::all_of(rhythm.id.begin(), rhythm.id.end(), good))
        return fail(Fault::invalid, "rhythm-id",
                    {"週期代號應為 1 到 12 個小寫英文字母或數字",
                     "The rhythm's id should be 1 to 12 small letters or digits"},
                    {"例如 q、y、m2", "For example q, y, m2"}, "id");
    const std::pair<const char*, int> days[] = {{"opens_after", rhythm.opens_after},
                                                {"due_after", rhythm.due_after},
                                                {"remind_before", rhythm.remind_before},
                                                {"grace", rhythm.grace}};
    for (const auto& [name, value] : days)
        if (value < 0 || value > longest)
            return fail(Fault::invalid, "rhythm-days",
                        {"應為 0 到 120 個工作日", "Should be 0 to 120 working days"}, {}, name);
    const std::pair<const char*, const std::string*> dates[] = {{"from", &rhythm.from},
                                                                {"until", &rhythm.until}};
    for (const auto& [name, value] : dates)
        if (!value->empty() && (!parse_day(*value) || *value < "1900" || *value >= "3000"))
            return fail(
                Fault::invalid, "rhythm-dates",
                {"日期格式不正確，或不在 1900 至 2999 年之間", "This is not a date from 1900 to 2999"},
                {"請以 2024-12-31 的形式表示", "Write it as 2024-12-31"}, name);
    if (!rhythm.from.empty() && !rhythm.until.empty() && rhythm.until < rhythm.from)
        return fail(Fault::invalid, "rhythm-dates", {"結束日早於起始日", "It ends before it begins"}, {},
                    "until");
    return {};
}

}  // namespace gangmu::tracking
