#include "evaluation/indicator.hpp"

#include <algorithm>

#include "evaluation/points.hpp"

namespace gangmu::evaluation {
namespace {

Decimal absolute(const Decimal& value) {
    return value < Decimal(0) ? value.times(Decimal(-1)).value_or(value) : value;
}

// A count that only grows, as against a rate.
bool counted(const Goal& goal, Reading reading) {
    return goal.meaning != Meaning::level && reading != Reading::level;
}

Day report_deadline(Day due, const std::vector<ReportDue>& reports, const Rules& rules) {
    for (const auto& report : reports)
        if (const auto span = span_of(report.period); span && span->holds(due)) return report.grace_until;
    return due + rules.report_days;
}

Why why_of(Unusable unusable) {
    switch (unusable) {
        case Unusable::text_only:
            return Why::words_only;
        case Unusable::other_unit:
            return Why::other_unit;
        case Unusable::which_part:
            return Why::which_part;
        case Unusable::too_big:
            return Why::too_big;
        case Unusable::no:
            break;
    }
    return Why::unreported;
}

// What was due and did not come: of a plan that nobody was asked to report on it only cannot be told.
Light missing(const Context& context) {
    return context.tracked ? Light::not_reported : Light::undecidable;
}

class GoalJudge {
  public:
    GoalJudge(const IndicatorInput& input, const Promises& promises, const Promised& promised,
              const Goal& goal, const std::vector<ReportDue>& reports, const Context& context)
        : input_(input),
          reading_(promises.reading),
          promised_(promised),
          goal_(goal),
          reports_(reports),
          context_(context) {}

    Reason judge() {
        if (!goal_.value) return reason(Why::no_number, Light::undecidable);
        points_ = points_of(input_.observations, promised_, goal_, context_.moment);
        if (goal_.meaning != Meaning::either) return judge_as(goal_.meaning);
        auto alone = judge_as(Meaning::period);
        const auto running = judge_as(Meaning::to_date);
        if (alone.light == running.light) return alone;
        if (!alone.value || !running.value) return alone.value ? running : alone;
        alone.why = Why::ambiguous;
        alone.light = Light::undecidable;
        alone.achievement = unknown;
        return alone;
    }

    Forecast expected() const {
        if (!goal_.value) return {};
        const auto meaning = goal_.meaning == Meaning::either ? Meaning::period : goal_.meaning;
        Goal goal = goal_;
        Day horizon = promised_.due;
        if (const auto* planned = planned_after()) {
            goal.value = planned->value;
            goal.value_max.reset();
            horizon = span_of(planned->period)->last;
        }
        const auto line = line_of(points_.all, {promised_.span.first, promised_.due}, reading_, meaning,
                                  context_.plan.first);
        const bool count = counted(goal, reading_);
        const Day zero = !count                        ? no_day
                         : meaning == Meaning::to_date ? context_.plan.first
                                                       : promised_.span.first;
        const auto fewest = static_cast<std::size_t>(context_.rules.fewest_for_trend);
        auto result = forecast(line, horizon, zero, count, fewest);
        result.goal = *goal.value;
        result.unit = goal_.unit;
        if (result.method == Method::none) return result;
        const auto verdict = achieved(result.value, goal, context_.rules);
        result.misses = verdict && !verdict->met;
        if (result.misses) result.reached = day_reaching(line, *goal.value, zero, fewest);
        return result;
    }

  private:
    Reason reason(Why why, Light light) const {
        Reason reason;
        reason.why = why;
        reason.light = light;
        reason.target = promised_.target;
        reason.part = goal_.part;
        reason.parts = goal_.parts;
        reason.goal = goal_.value;
        reason.goal_max = goal_.value_max;
        reason.unit = goal_.unit;
        reason.meaning = goal_.meaning;
        reason.direction = goal_.direction;
        reason.guessed_direction = goal_.guessed_direction;
        reason.due = promised_.due;
        return reason;
    }

    Reason judge_as(Meaning meaning) const {
        const auto seen = observe(points_.all, {promised_.span.first, promised_.due}, reading_, meaning,
                                  context_.plan.first);
        const bool due = context_.moment.at >= promised_.due;
        if (!seen.value && seen.gaps)  // what was there before its period is not known
            return reason(due ? Why::gaps : Why::waiting, due ? Light::undecidable : Light::not_due);
        Reason result = !seen.value ? without_value(due) : due ? at_due(seen, meaning) : before_due(seen);
        if (seen.value && !result.value) {
            result.value = seen.value;
            if (seen.last != nullptr) result.period = seen.last->period;
        }
        return result;
    }

    Reason without_value(bool due) const {
        if (points_.left_out != Unusable::no)
            return reason(why_of(points_.left_out), due || points_.left_out != Unusable::text_only
                                                        ? Light::undecidable
                                                        : Light::not_due);
        if (!due) return reason(Why::waiting, Light::not_due);
        return unreported();
    }

    Reason unreported() const {
        const Day deadline = report_deadline(promised_.due, reports_, context_.rules);
        if (context_.moment.today > deadline) return reason(Why::unreported, missing(context_));
        auto result = reason(Why::awaiting_report, Light::not_due);
        result.due = deadline;
        return result;
    }

    Reason at_due(const Observed& seen, Meaning meaning) const {
        const auto verdict = achieved(*seen.value, goal_, context_.rules);
        if (!verdict) return reason(Why::too_big, Light::undecidable);
        const bool grows = counted(goal_, reading_) && goal_.direction == Direction::rising;
        if (seen.covered < promised_.due && !(grows && verdict->met)) return unreported();
        Reason result = reason(Why::missed, Light::behind);
        result.achievement = verdict->achievement;
        if (verdict->met && !(seen.gaps && !grows)) {
            result.why = Why::reached;
            result.light = Light::done;
            return result;
        }
        if (seen.gaps) {
            result = reason(Why::gaps, Light::undecidable);
            return result;
        }
        if (meaning == Meaning::to_date)
            if (const auto later = reached_since()) return *later;
        if (verdict->near) {
            result.why = Why::short_of;
            result.light = Light::at_risk;
        }
        return result;
    }

    // A running total that came to the goal after its due day.
    std::optional<Reason> reached_since() const {
        const auto later = observe(points_.all, {promised_.span.first, context_.moment.until}, reading_,
                                   Meaning::to_date, context_.plan.first);
        if (!later.value || goal_.direction != Direction::rising) return std::nullopt;
        const auto verdict = achieved(*later.value, goal_, context_.rules);
        if (!verdict || !verdict->met) return std::nullopt;
        auto result = ended(Why::reached_late, Light::done, *verdict);
        result.value = later.value;
        if (later.last != nullptr) result.period = later.last->period;
        return result;
    }

    Reason before_due(const Observed& seen) const {
        const auto verdict = achieved(*seen.value, goal_, context_.rules);
        if (!verdict) return reason(Why::too_big, Light::undecidable);
        const bool count = counted(goal_, reading_);
        if (goal_.direction == Direction::rising && verdict->met)
            return count ? ended(Why::reached_early, Light::done, *verdict)
                         : ended(Why::holding, Light::on_track, *verdict);
        if (goal_.direction != Direction::rising && count && over_limit(*seen.value))
            return ended(Why::over_limit, Light::behind, *verdict);
        if (const auto* planned = planned_until(seen.covered)) return against(*planned, *seen.value);
        if (!count && verdict->met) return ended(Why::holding, Light::on_track, *verdict);
        return reason(Why::waiting, Light::not_due);
    }

    Reason ended(Why why, Light light, const Achieved& verdict) const {
        auto result = reason(why, light);
        result.achievement = verdict.achievement;
        return result;
    }

    bool over_limit(const Decimal& value) const {
        Goal limit = goal_;
        if (goal_.direction == Direction::range) limit.value = goal_.value_max;
        limit.value_max.reset();
        limit.direction = Direction::falling;
        const auto verdict = achieved(value, limit, context_.rules);
        return verdict && !verdict->met;
    }

    Reason against(const PlannedValue& planned, const Decimal& value) const {
        Goal goal = goal_;
        goal.value = planned.value;
        goal.value_max.reset();
        if (goal.direction == Direction::range) goal.direction = Direction::rising;
        const auto verdict = achieved(value, goal, context_.rules);
        if (!verdict) return reason(Why::too_big, Light::undecidable);
        auto result = verdict->met    ? ended(Why::planned_met, Light::on_track, *verdict)
                      : verdict->near ? ended(Why::planned_short, Light::at_risk, *verdict)
                                      : ended(Why::planned_missed, Light::behind, *verdict);
        result.planned = planned.value;
        return result;
    }

    // The planned value for the period that the observations have come to.
    const PlannedValue* planned_until(Day covered) const {
        const PlannedValue* found = nullptr;
        Day last = no_day;
        for (const auto& each : input_.planned)
            if (const auto span = span_of(each.period);
                span && span->last == covered && span->last > last && span->last >= promised_.span.first) {
                found = &each;
                last = span->last;
            }
        return goal_.parts == 1 ? found : nullptr;
    }
    const PlannedValue* planned_after() const {
        const PlannedValue* found = nullptr;
        Day first = std::numeric_limits<Day>::max();
        for (const auto& each : input_.planned)
            if (const auto span = span_of(each.period);
                span && span->last >= context_.moment.at && span->last < std::min(first, promised_.due)) {
                found = &each;
                first = span->last;
            }
        return goal_.parts == 1 ? found : nullptr;
    }

    const IndicatorInput& input_;
    Reading reading_;
    const Promised& promised_;
    const Goal& goal_;
    const std::vector<ReportDue>& reports_;
    const Context& context_;
    Points points_;
};

// `from`: what was said about earlier periods is about earlier milestones.
Reason judge_milestone(const IndicatorInput& input, const Promised& promised, Day from,
                       const std::vector<ReportDue>& reports, const Context& context) {
    Reason reason;
    reason.target = promised.target;
    reason.direction = Direction::milestone;
    reason.due = promised.due;
    const Observation* said = nullptr;
    bool words = false, silent = false;  // reports that say something else
    const auto& moment = context.moment;
    for (const auto& each : input.observations) {
        const auto span = span_of(each.period);
        if (each.known > moment.today || !span || span->first > moment.at || span->last > moment.until ||
            span->last < from)
            continue;
        if (each.reached) {
            const auto last = said != nullptr ? span_of(said->period) : std::nullopt;
            if (!last || std::pair(last->last, said->known) <= std::pair(span->last, each.known))
                said = &each;
        } else if (span->last >= promised.due) {
            (each.value ? silent : words) = true;
        }
    }
    const bool due = moment.at >= promised.due;
    if (said != nullptr) reason.period = said->period;
    const bool covers = said != nullptr && span_of(said->period)->last >= promised.due;
    if (said != nullptr && *said->reached) {
        reason.why = covers && span_of(said->period)->first > promised.due ? Why::reached_late
                                                                           : Why::milestone_reached;
        reason.light = Light::done;
        reason.achievement = one;
    } else if (!due) {
        reason.why = Why::milestone_waiting;
        reason.light = Light::not_due;
    } else if (covers) {
        reason.why = Why::milestone_missed;
        reason.light = Light::behind;
        reason.achievement = 0;
    } else if (words) {
        reason.why = Why::words_only;
        reason.light = Light::undecidable;
    } else {
        const Day deadline = report_deadline(promised.due, reports, context.rules);
        const bool late = moment.today > deadline;
        reason.why = late ? Why::milestone_unknown : Why::awaiting_report;
        reason.light = !late ? Light::not_due : silent ? Light::undecidable : missing(context);
        if (!late) reason.due = deadline;
    }
    return reason;
}

// The mean over the figures of a cell, those that have one.
Nano mean_achievement(const std::vector<Reason>& reasons) {
    Wide sum = 0, count = 0;
    for (const auto& each : reasons)
        if (each.achievement != unknown) {
            sum += each.achievement;
            ++count;
        }
    return count == 0 ? unknown : divided(sum, count);
}

TargetJudgement judge_target(const IndicatorInput& input, const Promises& promises, const Promised& promised,
                             const std::vector<ReportDue>& reports, const Context& context,
                             Forecast* forecast = nullptr) {
    TargetJudgement result{promised.index, promised.due, Light::none, unknown, {}};
    if (promised.goals.empty()) {
        const bool last_of_all = promised.overall && !promises.dated.empty();
        const Day from =
            last_of_all ? std::min(promised.due, promises.dated.back().due) : promised.span.first;
        result.reasons.push_back(judge_milestone(input, promised, from, reports, context));
    }
    for (const auto& goal : promised.goals) {
        GoalJudge judge(input, promises, promised, goal, reports, context);
        result.reasons.push_back(judge.judge());
        if (forecast != nullptr && result.reasons.back().light != Light::done) {
            const auto expected = judge.expected();
            if (forecast->method == Method::none || (expected.misses && !forecast->misses))
                *forecast = expected;
        }
    }
    for (const auto& each : result.reasons)
        result.light = result.light == Light::none ? each.light : worst(result.light, each.light);
    // one figure that cannot be judged leaves the cell open, unless another is bad already
    for (const auto& each : result.reasons)
        if (each.light == Light::undecidable && !bad(result.light)) result.light = Light::undecidable;
    result.achievement = mean_achievement(result.reasons);
    return result;
}

}  // namespace

const Reason& TargetJudgement::worst_reason() const {
    for (const auto& each : reasons)
        if (each.light == light) return each;
    return reasons.front();
}

Context context_of(const PlanInput& plan, const Moment& moment, const Rules& rules) {
    Span span{day_from(1912, 1, 1), day_from(2999, 12, 31)};
    if (const auto start = span_of(plan.start)) span.first = start->first;
    if (const auto end = span_of(plan.end)) span.last = std::max(span.first, end->last);
    return {moment, rules, span, plan.tracked};
}

std::optional<Achieved> achieved(const Decimal& value, const Goal& goal, const Rules& rules) {
    const Decimal low = goal.value.value_or(Decimal(0));
    const Decimal high = goal.value_max.value_or(low);
    std::optional<Decimal> over;  // how much better than the goal
    Decimal against = low;
    switch (goal.direction) {
        case Direction::falling:
            against = high;
            over = high.minus(value);
            break;
        case Direction::range:
            against = value < low ? low : high;
            over = value < low ? value.minus(low) : value > high ? high.minus(value) : Decimal(0);
            break;
        default:
            over = value.minus(low);
    }
    const auto base = absolute(against);
    if (!over) return std::nullopt;
    if (base == Decimal(0)) {  // no share of zero can be told
        const bool met = *over >= Decimal(0);
        return Achieved{met, met, met ? one : unknown};
    }
    const auto top = base.plus(*over);
    if (!top) return std::nullopt;
    const Fraction fraction{*top, base};
    auto met_from = rules.met;
    if (goal.comparator == model::Comparator::about)
        met_from = met_from.minus(rules.about_tolerance).value_or(met_from);
    const auto met = fraction.at_least(met_from);
    const auto near = fraction.at_least(std::min(rules.near, met_from));
    if (!met || !near) return std::nullopt;
    return Achieved{*met, *near, fraction.nano()};
}

const Override* override_at(const std::vector<Override>& overrides, const Moment& moment) {
    for (const auto& each : overrides) {
        if (each.day > moment.today) continue;
        if (each.period.empty()) return &each;
        if (const auto span = span_of(each.period); span && span->holds(moment.at)) return &each;
    }
    return nullptr;
}

namespace {

// Of two that fell due on one day: what cannot be judged stands between good and bad.
bool graver(Light a, Light b) {
    const auto rank = [](Light light) {
        if (light == Light::none) return 0;
        return light == Light::undecidable ? 2 : worse(light, Light::not_due) ? 3 : 1;
    };
    return rank(a) != rank(b) ? rank(a) > rank(b) : worse(a, b);
}

// The light of all targets together.
void settle(IndicatorJudgement& result, const TargetJudgement* past, const TargetJudgement* running,
            const TargetJudgement* next, Day since) {
    auto take = [&](const TargetJudgement& from) {
        result.computed = from.light;
        result.reason = from.worst_reason();
        result.achievement = from.achievement;
    };
    if (past != nullptr && past->due >= since) return take(*past);
    if (running != nullptr) {
        take(*running);
        if (past == nullptr || running->light == Light::done) return;
        if (running->achievement == unknown) result.achievement = past->achievement;
        if (past->light == Light::not_reported && !bad(running->light)) {
            take(*past);
        } else if (worse(past->light, Light::not_due) && ranked(running->light) &&
                   !worse(running->light, Light::not_due)) {
            result.reason = past->worst_reason();
            result.reason.why = Why::previous_missed;
            result.computed = result.reason.light = Light::at_risk;
        }
        return;
    }
    if (past != nullptr) take(*past);
    const bool settled = past == nullptr || past->light == Light::done || past->light == Light::not_due;
    if (next != nullptr && settled) {
        const auto achievement = result.achievement;
        take(*next);
        if (next->light == Light::not_due) {
            result.reason.why = Why::next_target;
            result.achievement = achievement;
        }
    }
}

}  // namespace

IndicatorJudgement judge(const IndicatorInput& input, const std::vector<ReportDue>& reports,
                         const Context& context) {
    IndicatorJudgement result;
    const auto promises = promises_of(input, context.plan);
    result.reading = promises.reading;
    const auto at = context.moment.at;
    auto all = promises.dated;
    // of equal due days the year's own target comes first: the whole period speaks after it
    all.insert(all.end(), promises.overall.begin(), promises.overall.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const Promised& a, const Promised& b) { return a.due < b.due; });
    result.targets.reserve(all.size());
    std::optional<std::size_t> past, running, next;
    for (const auto& promised : all) {
        const bool is_next = promised.due > at && !next;
        const auto place = result.targets.size();
        result.targets.push_back(
            judge_target(input, promises, promised, reports, context, is_next ? &result.forecast : nullptr));
        const auto& judged = result.targets.back();
        for (const auto& reason : judged.reasons)
            if (reason.why == Why::reached_late) result.late = true;
        if (promised.due <= at) {
            // of several that fell due on the same day the worst one speaks
            if (!past || result.targets[*past].due < judged.due ||
                graver(judged.light, result.targets[*past].light))
                past = place;
        } else if (is_next) {
            next = place;
            if (promised.span.first <= at) running = place;
        }
    }
    const auto pointer = [&](const std::optional<std::size_t>& place) {
        return place ? &result.targets[*place] : nullptr;
    };
    if (all.empty()) {
        result.reason.why = promises.undated > 0 ? Why::undated : Why::no_target;
        result.computed = promises.undated > 0 ? Light::undecidable : Light::none;
        result.reason.light = result.computed;
    } else {
        settle(result, pointer(past), pointer(running), pointer(next), context.moment.since);
    }
    result.light = result.computed;
    result.override_ = override_at(input.overrides, context.moment);
    if (result.override_ != nullptr) result.light = result.override_->light;
    return result;
}

}  // namespace gangmu::evaluation
