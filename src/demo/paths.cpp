#include "demo/paths.hpp"

#include <algorithm>
#include <cmath>

#include "text/quantity.hpp"

namespace gangmu::demo {
namespace {

namespace e = evaluation;
constexpr e::Day quarter_days = 91;

double share_of_year(e::Day last, const Pace& pace) {
    const auto quarter =
        static_cast<std::size_t>((last - e::year_span(e::year_of(last)).first) / quarter_days);
    return pace.season[std::min<std::size_t>(quarter, 3)];
}

// The target that runs on this day, and the one before it.
struct Running {
    const e::Promised* now = nullptr;
    const e::Promised* before = nullptr;
};

Running running(const e::Promises& promises, e::Day last) {
    Running out;
    for (const auto& each : promises.dated) {
        if (each.due >= last) {
            out.now = &each;
            return out;
        }
        out.before = &each;
    }
    if (!promises.overall.empty()) out.now = &promises.overall.front();
    return out;
}

double aim(const e::Goal& goal) {
    const double low = goal.value->approximate();
    return goal.value_max ? (low + goal.value_max->approximate()) / 2 : low;
}

const e::Goal* same_part(const e::Promised* promised, const e::Goal& goal) {
    if (promised == nullptr) return nullptr;
    for (const auto& each : promised->goals)
        if (each.part == goal.part && each.value &&
            text::scale_of(each.unit).base == text::scale_of(goal.unit).base)
            return &each;
    return nullptr;
}

// Where one number stands, in its target's unit.
double stands(const e::Goal& goal, const Running& at, const e::Promises& promises, e::Day last,
              const Pace& pace, Random& random) {
    const double goal_value = aim(goal);
    const auto* before = same_part(at.before, goal);
    const bool falling = goal.direction == e::Direction::falling;
    const double share = at.now->overall || at.now->span.days() > 370
                             ? std::clamp(static_cast<double>(last - at.now->span.first + 1) /
                                              static_cast<double>(at.now->span.days()),
                                          0.0, 1.0)
                             : share_of_year(last, pace);
    if (promises.reading == e::Reading::level || goal.meaning == e::Meaning::level) {
        const double from = before != nullptr ? aim(*before) : goal_value * (falling ? 1.18 : 0.84);
        const double way = std::max(std::abs(goal_value - from), std::abs(goal_value) * 0.02);
        const double gone = way * share * pace.reach + way * pace.jitter * random.between(-1, 1) -
                            (pace.reach < 0.9 ? way * 0.1 : 0);
        return falling ? from - gone : from + gone;
    }
    if (falling) return goal_value * share * (2 - pace.reach);
    if (promises.reading == e::Reading::to_date && goal.meaning != e::Meaning::period) {
        const double from = before != nullptr ? aim(*before) : 0;
        return (from + (goal_value - from) * share) * pace.reach;
    }
    double sum = goal_value * share;
    if (promises.reading ==
        e::Reading::to_date)  // years that stand for themselves, counted from the beginning
        for (const auto& each : promises.dated)
            if (const auto* part = same_part(&each, goal); part != nullptr && each.due < at.now->span.first)
                sum += aim(*part);
    return sum * pace.reach;
}

Decimal rounded(double value, const Decimal& like) {
    const int scale = std::min(like.scale() > 0 ? std::max(like.scale(), 1) : 0, 3);
    return {std::llround(std::max(value, 0.0) * std::pow(10, scale)), scale};
}

}  // namespace

Pace pace_of(Random& random, double care) {
    Pace out;
    const double luck = random.unit() * 0.75 + care * 0.25;
    if (luck > 0.3)
        out.reach = random.between(1.0, 1.12);
    else if (luck > 0.14)
        out.reach = random.between(0.9, 1.0);
    else
        out.reach = random.between(0.55, 0.88);
    for (int i = 0; i < 3; ++i)
        out.season[i] += random.between(-0.06, 0.06);
    out.jitter = random.between(0.02, 0.12);
    out.late = out.reach >= 1 ? 0 : random.whole(0, out.reach < 0.9 ? 6 : 2);
    return out;
}

std::optional<Measured> measured(const e::Promises& promises, e::Day last, const Pace& pace, Random& random) {
    const Running at = running(promises, last);
    if (at.now == nullptr) return std::nullopt;
    Measured out;
    if (at.now->goals.empty()) {  // a milestone in words
        out.value = at.now->due <= last && pace.reach >= 0.9 ? Decimal(1) : Decimal(0);
        return out;
    }
    for (const auto& goal : at.now->goals) {
        if (!goal.value) return std::nullopt;
        const Decimal value = rounded(stands(goal, at, promises, last, pace, random), *goal.value);
        if (goal.parts == 1) {
            out.value = value;
            return out;
        }
        out.text += (out.text.empty() ? "" : "；") + text::with_unit(value, goal.unit);
    }
    return out;
}

Percent progress(const e::Span& schedule, e::Day last, const Pace& pace) {
    const auto share = [&](double end) {
        const double days = std::max(1.0, end - schedule.first + 1);
        return std::clamp((last - schedule.first + 1) / days, 0.0, 1.0);
    };
    Percent out;
    out.planned = static_cast<int>(std::lround(100 * share(schedule.last)));
    const double end = schedule.last + static_cast<double>(pace.late) * quarter_days;
    const double ahead = pace.reach > 1 ? std::min(1.0, share(schedule.last) * (1 + (pace.reach - 1) / 2))
                                        : share(end) * (last >= end ? 1 : std::max(pace.reach, 0.7));
    out.actual = static_cast<int>(std::lround(100 * ahead));
    return out;
}

}  // namespace gangmu::demo
