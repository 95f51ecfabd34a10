#include "evaluation/promise.hpp"

#include <algorithm>

#include "text/quantity.hpp"

namespace gangmu::evaluation {
namespace {

bool only_dash(std::string_view text) {
    return text.empty() || text == "-" || text == "—" || text == "－" || text == "–";
}

Goal goal_of(const model::Target& target) {
    return {0,
            1,
            target.value,
            target.value_max,
            target.unit,
            target.comparator,
            Meaning::automatic,
            Direction::automatic,
            false};
}

std::vector<Goal> goals_of(const model::Target& target) {
    if (target.parts.empty()) {
        if (!target.value) return {};
        return {goal_of(target)};
    }
    std::vector<Goal> goals;
    for (std::size_t i = 0; i < target.parts.size(); ++i) {
        const auto& part = target.parts[i];
        goals.push_back({i, target.parts.size(), part.value, part.value_max, part.unit, part.comparator,
                         Meaning::automatic, Direction::automatic, false});
    }
    return goals;
}

std::optional<bool> says_cumulative(const Promised& promised, const Goal& goal) {
    if (!promised.target->parts.empty() && promised.target->parts[goal.part].cumulative)
        return promised.target->parts[goal.part].cumulative;
    return promised.target->cumulative;
}

// What stands in the words themselves; `automatic` when they do not say.
Meaning said(const IndicatorInput& input, const Promised& promised, const Goal& goal) {
    if (input.reading == Reading::level || input.meaning == Meaning::level) return Meaning::level;
    if (text::scale_of(goal.unit).level) return Meaning::level;
    if (input.meaning != Meaning::automatic) return input.meaning;
    if (!promised.target->every.empty()) return Meaning::period;
    if (const auto says = says_cumulative(promised, goal)) return *says ? Meaning::to_date : Meaning::period;
    return promised.overall ? Meaning::to_date : Meaning::automatic;
}

// The numbers of the years that do not say what they are, against the total that a later target or the whole
// period promises: more in sum than the total can only be running totals; equal or falling ones can only
// stand for themselves; as much in sum as the total, or less in its last year, likewise. Anything else could
// be both.
Meaning inferred(const std::vector<Decimal>& years, const std::optional<Decimal>& total, bool whole,
                 bool ends) {
    if (!total || (ends && !years.empty() && years.back() < *total)) return Meaning::period;
    Decimal sum = 0;
    bool rising = true;
    for (std::size_t i = 0; i < years.size(); ++i) {
        sum = sum.plus(years[i]).value_or(*total);
        if (i > 0 && years[i] <= years[i - 1]) rising = false;
    }
    if (sum > *total && years.size() > 1) return Meaning::to_date;
    if (!rising || (whole && sum == *total)) return Meaning::period;
    return Meaning::either;
}

void settle_meanings(Promises& promises) {
    std::vector<Goal*> open;
    std::vector<Decimal> years;
    std::optional<Decimal> total;
    bool whole = false;  // the total covers exactly these years
    bool any_running = false;
    std::string_view unit;
    Day last_open = no_day;
    for (auto& promised : promises.dated)
        for (auto& goal : promised.goals) {
            if (goal.meaning == Meaning::to_date) any_running = true;
            if (goal.meaning != Meaning::automatic) {
                if (goal.meaning == Meaning::to_date && promised.goals.size() == 1 && goal.value &&
                    !open.empty())
                    total = text::convert(*goal.value, goal.unit, unit);
                continue;
            }
            open.push_back(&goal);
            if (promised.goals.size() > 1 || !goal.value) continue;
            if (years.empty()) unit = goal.unit;
            if (const auto value = text::convert(*goal.value, goal.unit, unit)) {
                years.push_back(*value);
                last_open = promised.due;
            }
        }
    if (!total && !promises.overall.empty() && promises.overall[0].goals.size() == 1) {
        const auto& goal = promises.overall[0].goals[0];
        if (goal.meaning == Meaning::to_date && goal.value)
            total = text::convert(*goal.value, goal.unit, unit);
        whole = true;
    }
    const bool ends = whole && last_open >= promises.overall[0].due;
    const auto meaning = inferred(years, total, whole, ends);
    for (auto* goal : open) {
        const bool counted = goal->parts == 1 && goal->value.has_value();
        if (counted)
            goal->meaning = meaning;
        else
            goal->meaning = any_running ? Meaning::either : Meaning::period;
    }
}

// Rates whose plain targets fall from year to year are better low.
bool falls(const std::vector<Promised>& dated) {
    std::optional<Decimal> before;
    std::size_t steps = 0;
    for (const auto& promised : dated) {
        if (promised.goals.size() != 1) return false;
        const auto& goal = promised.goals[0];
        if (!goal.value || goal.meaning != Meaning::level || goal.comparator == model::Comparator::at_least)
            return false;
        if (before && !(*goal.value < *before)) return false;
        if (before) ++steps;
        before = goal.value;
    }
    return steps > 0;
}

void settle_directions(const IndicatorInput& input, Promises& promises) {
    const bool falling = falls(promises.dated);
    for (auto* list : {&promises.dated, &promises.overall})
        for (auto& promised : *list)
            for (auto& goal : promised.goals) {
                if (input.direction != Direction::automatic) {
                    goal.direction = input.direction;
                } else if (goal.comparator == model::Comparator::at_most) {
                    goal.direction = Direction::falling;
                } else if (falling && goal.comparator != model::Comparator::at_least) {
                    goal.direction = Direction::falling;
                    goal.guessed_direction = true;
                } else {
                    goal.direction = Direction::rising;
                }
                if (goal.direction == Direction::range && !goal.value_max) goal.direction = Direction::rising;
            }
}

Reading reading_of(const IndicatorInput& input, const Promises& promises) {
    if (input.reading != Reading::automatic) return input.reading;
    bool any = false, level = true, running = promises.dated.empty();
    for (const auto* list : {&promises.dated, &promises.overall})
        for (const auto& promised : *list)
            for (const auto& goal : promised.goals) {
                any = true;
                if (goal.meaning != Meaning::level) level = false;
                if (!promised.overall &&
                    (goal.meaning == Meaning::to_date || goal.meaning == Meaning::either))
                    running = true;
            }
    if (any && level) return Reading::level;
    return running ? Reading::to_date : Reading::year_to_date;
}

}  // namespace

Promises promises_of(const IndicatorInput& input, const Span& plan) {
    Promises promises;
    const auto& targets = input.what->targets;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto& target = targets[i];
        Promised promised{&target, i, plan, plan.last, target.period == "overall", goals_of(target)};
        if (promised.goals.empty() && only_dash(target.text)) continue;
        if (!promised.overall) {
            const auto span = span_of(target.period);
            if (!span) {
                ++promises.undated;
                continue;
            }
            promised.span = *span;
            promised.due = span->last;
        }
        if (const auto due = span_of(target.due)) promised.due = due->last;
        if (input.direction == Direction::milestone) promised.goals.clear();
        for (auto& goal : promised.goals)
            goal.meaning = said(input, promised, goal);
        (promised.overall ? promises.overall : promises.dated).push_back(std::move(promised));
    }
    std::stable_sort(promises.dated.begin(), promises.dated.end(),
                     [](const Promised& a, const Promised& b) { return a.due < b.due; });
    settle_meanings(promises);
    settle_directions(input, promises);
    promises.reading = reading_of(input, promises);
    // 每年 10 項 for the whole period says the same as the years' own cells
    if (!promises.dated.empty())
        promises.overall.erase(
            std::remove_if(promises.overall.begin(), promises.overall.end(),
                           [](const Promised& each) { return !each.target->every.empty(); }),
            promises.overall.end());
    return promises;
}

}  // namespace gangmu::evaluation
