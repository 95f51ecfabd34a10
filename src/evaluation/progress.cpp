#include "evaluation/progress.hpp"

#include <algorithm>

namespace gangmu::evaluation {
namespace {

std::optional<Span> entry_span(const model::ScheduleEntry& entry, const Span& plan) {
    const auto start = span_of(entry.start), end = span_of(entry.end);
    if (!start && !end) return std::nullopt;
    const Span span{start ? start->first : plan.first, end ? end->last : plan.last};
    if (span.last < span.first) return std::nullopt;
    return span;
}

// The scheduled days, without overlaps, ascending.
std::vector<Span> days_of(const std::vector<model::ScheduleEntry>& schedule, const Span& plan) {
    std::vector<Span> spans;
    for (const auto& entry : schedule)
        if (const auto span = entry_span(entry, plan)) spans.push_back(*span);
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.first < b.first; });
    std::vector<Span> joined;
    for (const auto& span : spans)
        if (!joined.empty() && span.first <= joined.back().last + 1)
            joined.back().last = std::max(joined.back().last, span.last);
        else
            joined.push_back(span);
    return joined;
}

struct Entry {
    const ProgressEntry* entry = nullptr;
    Span span;
};

// What was known at the moment, by end of period; for each period the last one filed.
std::vector<Entry> known_entries(const std::vector<ProgressEntry>& progress, const Moment& moment) {
    std::vector<Entry> entries;
    for (const auto& each : progress) {
        const auto span = span_of(each.period);
        if (!span || !each.actual || each.known > moment.today || span->first > moment.at ||
            span->last > moment.until)
            continue;
        entries.push_back({&each, *span});
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tuple(a.span.last, a.span.first, a.entry->known) <
               std::tuple(b.span.last, b.span.first, b.entry->known);
    });
    return entries;
}

void set(ProgressJudgement& result, Why why, Light light) {
    result.reason.why = why;
    result.reason.light = light;
}

Nano share_of_planned(const Decimal& actual, const Decimal& planned) {
    if (planned <= Decimal(0)) return one;
    return Fraction{actual, planned}.nano();
}

void hold_against(ProgressJudgement& result, const Entry& last, const NodeInput& node,
                  const std::optional<Span>& schedule, const Context& context) {
    const auto& rules = context.rules;
    auto& reason = result.reason;
    const Decimal actual = *last.entry->actual;
    if (last.entry->planned) {
        reason.planned = last.entry->planned;
    } else if (schedule) {
        reason.planned =
            planned_by_dates(node.schedule, context.plan, std::min(last.span.last, context.moment.at));
        reason.planned_by_dates = true;
    }
    if (actual >= Decimal(100)) {
        reason.achievement = one;
        return set(result, Why::finished, Light::done);
    }
    if (schedule && context.moment.at > schedule->last &&
        (last.span.last >= schedule->last || context.moment.today > schedule->last + rules.report_days)) {
        reason.achievement = share_of_planned(actual, Decimal(100));
        reason.due = schedule->last;
        return set(result, Why::past_end, Light::behind);
    }
    if (!reason.planned) return set(result, Why::no_schedule, Light::undecidable);
    reason.achievement = share_of_planned(actual, *reason.planned);
    const auto gap = reason.planned->minus(actual).value_or(Decimal(0));
    const auto slack = reason.planned_by_dates ? rules.linear_slack : rules.slack;
    const auto most = slack.plus(rules.behind_gap).value_or(slack);
    if (gap <= slack)
        set(result, Why::in_step, Light::on_track);
    else if (gap <= most)
        set(result, Why::lagging, Light::at_risk);
    else
        set(result, Why::far_behind, Light::behind);
}

void without_progress(ProgressJudgement& result, const std::optional<Span>& schedule,
                      const Context& context) {
    const auto& moment = context.moment;
    if (!schedule) {
        if (result.reports.last_due != nullptr) return set(result, Why::no_schedule, Light::undecidable);
        return set(result, Why::not_due_yet, Light::not_due);
    }
    result.reason.due = schedule->first;
    if (moment.at < schedule->first) return set(result, Why::before_start, Light::not_due);
    const bool over = moment.today > schedule->last + context.rules.report_days;
    if (over || result.reports.last_due != nullptr) {
        result.reason.due = over ? schedule->last : schedule->first;
        const auto never = context.tracked ? Light::not_reported : Light::undecidable;
        return set(result, Why::not_begun, over ? never : Light::at_risk);
    }
    set(result, Why::not_due_yet, Light::not_due);
}

void look_ahead(ProgressJudgement& result, const std::vector<Entry>& entries,
                const std::optional<Span>& schedule, const Context& context) {
    if (!schedule || entries.empty() || result.reason.light == Light::done) return;
    std::vector<std::pair<Day, Decimal>> line;
    for (const auto& each : entries)
        if (line.empty() || line.back().first < each.span.last)
            line.emplace_back(each.span.last, *each.entry->actual);
        else
            line.back().second = *each.entry->actual;
    const auto fewest = static_cast<std::size_t>(context.rules.fewest_for_trend);
    auto& slippage = result.slippage;
    slippage = forecast(line, schedule->last, schedule->first, true, fewest);
    slippage.goal = Decimal(100);
    slippage.unit = "%";
    slippage.misses = slippage.value < slippage.goal;
    if (!slippage.misses) return;
    slippage.reached = day_reaching(line, Decimal(100), schedule->first, fewest);
    result.slips = slippage.reached == no_day || slippage.reached > schedule->last + context.rules.slip_days;
}

}  // namespace

std::optional<Span> schedule_span(const std::vector<model::ScheduleEntry>& schedule, const Span& plan) {
    const auto days = days_of(schedule, plan);
    if (days.empty()) return std::nullopt;
    return Span{days.front().first, days.back().last};
}

Decimal planned_by_dates(const std::vector<model::ScheduleEntry>& schedule, const Span& plan, Day day) {
    std::int64_t total = 0, over = 0;
    for (const auto& span : days_of(schedule, plan)) {
        total += span.days();
        over += std::clamp(day - span.first + 1, 0, span.days());
    }
    if (total == 0) return Decimal(0);
    return Decimal(divided(Wide(over) * 10'000, total), 2);
}

ReportStanding standing_of(const std::vector<ReportDue>& reports, const Moment& moment) {
    ReportStanding standing;
    std::vector<const ReportDue*> due;
    for (const auto& each : reports) {
        const auto span = span_of(each.period);
        if (each.due >= moment.today || (span && span->last > moment.until)) continue;
        due.push_back(&each);
    }
    std::stable_sort(due.begin(), due.end(),
                     [](const ReportDue* a, const ReportDue* b) { return a->due < b->due; });
    const auto filed = [&](const ReportDue& each) {
        return each.filed != no_day && each.filed <= moment.today;
    };
    for (const auto* each : due) {
        if (filed(*each)) {
            standing.late_in_a_row = each->filed > each->due ? standing.late_in_a_row + 1 : 0;
        } else if (moment.today > each->grace_until) {
            ++standing.missed;
        }
    }
    if (due.empty()) return standing;
    standing.last_due = due.back();
    standing.missing = !filed(*due.back()) && moment.today > due.back()->grace_until;
    standing.in_grace = !filed(*due.back()) && !standing.missing;
    return standing;
}

ProgressJudgement judge_progress(const NodeInput& node, const Context& context) {
    ProgressJudgement result;
    if (node.schedule.empty() && node.progress.empty() && node.reports.empty()) return result;
    const auto schedule = schedule_span(node.schedule, context.plan);
    result.reports = standing_of(node.reports, context.moment);
    const auto entries = known_entries(node.progress, context.moment);
    if (!schedule && entries.empty() && node.reports.empty()) return result;
    result.should_have_begun = schedule && context.moment.at >= schedule->first;
    result.begun = std::any_of(entries.begin(), entries.end(),
                               [](const Entry& each) { return *each.entry->actual > Decimal(0); });
    if (!entries.empty()) {
        result.reason.actual = entries.back().entry->actual;
        result.reason.period = entries.back().entry->period;
        hold_against(result, entries.back(), node, schedule, context);
    } else {
        without_progress(result, schedule, context);
    }
    const auto& reports = result.reports;
    const bool done = result.reason.light == Light::done;
    if (!done && reports.missing && result.reason.light != Light::behind) {
        set(result, Why::report_missing, Light::not_reported);
    } else if (!done && reports.in_grace && !worse(result.reason.light, Light::not_due)) {
        set(result, Why::report_grace, Light::at_risk);
    } else if (!done && reports.late_in_a_row >= context.rules.late_limit &&
               !worse(result.reason.light, Light::not_due)) {
        set(result, Why::reports_late, Light::at_risk);
        result.reason.count = reports.late_in_a_row;
    }
    const auto why = result.reason.why;
    if (why == Why::report_missing || why == Why::report_grace) {
        result.reason.period = reports.last_due->period;
        result.reason.due = reports.last_due->due;
        result.reason.count = context.moment.today - reports.last_due->due;
        result.reason.achievement = unknown;
    }
    look_ahead(result, entries, schedule, context);
    return result;
}

}  // namespace gangmu::evaluation
