#include "evaluation/points.hpp"

#include <algorithm>

#include "text/quantity.hpp"

namespace gangmu::evaluation {
namespace {

enum class About { mine, another, unclear, other_unit };

// Which figure of the cell is meant: by number when the observation is about the cell's own period, else by
// the unit when only one figure has it.
About about(const Observation& observation, const Span& span, const Promised& promised, const Goal& goal) {
    const bool fits = text::convertible(observation.unit, goal.unit);
    if (goal.parts == 1) {
        if (!fits) return About::other_unit;
        return observation.part.value_or(0) == 0 || !observation.unit.empty() ? About::mine : About::unclear;
    }
    const bool own =
        promised.span.first <= span.first && span.last <= promised.span.last && !promised.overall;
    if (observation.part && own) {
        if (*observation.part != goal.part) return About::another;
        return fits ? About::mine : About::other_unit;
    }
    if (observation.unit.empty()) return About::unclear;
    std::size_t same = 0;
    for (const auto& other : promised.goals)
        if (text::convertible(observation.unit, other.unit)) ++same;
    if (same == 0) return About::other_unit;
    if (!fits) return About::another;
    return same == 1 ? About::mine : About::unclear;
}

std::optional<Decimal> base_before(const std::vector<Point>& points, Day first, Day origin, bool& gaps) {
    if (first <= origin) return Decimal(0);
    const Point* base = nullptr;
    for (const auto& point : points)
        if (point.span.last < first) base = &point;
    if (base == nullptr) return std::nullopt;
    if (base->span.last != first - 1) gaps = true;
    return base->value;
}

Observed running_total(const std::vector<Point>& points, const Span& window, bool from_origin, Day origin) {
    Observed observed;
    for (const auto& point : points)
        if (window.holds(point.span.last)) {
            observed.value = point.value;
            observed.covered = point.span.last;
            observed.last = point.from;
        }
    if (!observed.value || from_origin) return observed;
    const auto base = base_before(points, window.first, origin, observed.gaps);
    observed.value = base ? observed.value->minus(*base) : std::nullopt;
    observed.gaps = observed.gaps || !base;
    return observed;
}

// Each year counts from its own beginning: the last value of every year, summed.
Observed year_totals(const std::vector<Point>& points, const Span& window, Day origin) {
    Observed observed;
    Day expected = window.first - 1;  // covered so far
    Decimal sum = 0;
    const Point* last = nullptr;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& point = points[i];
        if (!window.holds(point.span.last)) continue;
        const int year = year_of(point.span.last);
        const bool last_of_year = i + 1 == points.size() || !window.holds(points[i + 1].span.last) ||
                                  year_of(points[i + 1].span.last) != year;
        if (!last_of_year) continue;
        Decimal value = point.value;
        if (year == year_of(window.first) && window.first > std::max(origin, year_span(year).first)) {
            const auto base = base_before(points, window.first, year_span(year).first, observed.gaps);
            const auto rest = base ? value.minus(*base) : std::nullopt;
            if (!rest) return {};
            value = *rest;
        }
        if (year_span(year).first > expected + 1) observed.gaps = true;
        expected = point.span.last;
        const auto next = sum.plus(value);
        if (!next) return {};
        sum = *next;
        last = &point;
    }
    if (last == nullptr) return {};
    observed.value = sum;
    observed.covered = last->span.last;
    observed.last = last->from;
    return observed;
}

Observed increments(const std::vector<Point>& points, const Span& window) {
    Observed observed;
    Day expected = window.first;
    Decimal sum = 0;
    for (const auto& point : points) {
        if (point.span.first < window.first || point.span.last > window.last) continue;
        const bool inside = std::any_of(points.begin(), points.end(), [&](const Point& other) {
            return &other != &point && other.span.first <= point.span.first &&
                   point.span.last <= other.span.last && other.span.days() > point.span.days() &&
                   other.span.first >= window.first && other.span.last <= window.last;
        });
        if (inside) continue;  // a year's value holds its quarters
        if (point.span.first != expected) observed.gaps = true;
        expected = point.span.last + 1;
        const auto next = sum.plus(point.value);
        if (!next) return {};
        sum = *next;
        observed.covered = point.span.last;
        observed.last = point.from;
    }
    if (observed.last != nullptr) observed.value = sum;
    return observed;
}

}  // namespace

Points points_of(const std::vector<Observation>& observations, const Promised& promised, const Goal& goal,
                 const Moment& moment) {
    Points points;
    for (const auto& each : observations) {
        if (each.known > moment.today) continue;
        const auto span = span_of(each.period);
        if (!span || span->first > moment.at || span->last > moment.until) continue;
        if (!each.value) {
            if (!each.text.empty()) points.left_out = Unusable::text_only;
            continue;
        }
        const auto whose = about(each, *span, promised, goal);
        if (whose == About::another) continue;
        if (whose != About::mine) {
            points.left_out = whose == About::unclear ? Unusable::which_part : Unusable::other_unit;
            continue;
        }
        const auto value = text::convert(*each.value, each.unit, goal.unit);
        if (!value) {
            points.left_out = Unusable::too_big;
            continue;
        }
        points.all.push_back({*span, *value, &each});
    }
    auto& all = points.all;
    const auto key = [](const Point& a) { return std::tuple(a.span.last, a.span.first, a.from->known); };
    // of equal days the later in the list was filed later
    std::stable_sort(all.begin(), all.end(), [&](const Point& a, const Point& b) { return key(a) < key(b); });
    for (std::size_t i = 0; i + 1 < all.size();)
        if (all[i].span == all[i + 1].span)
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
        else
            ++i;
    return points;
}

Observed observe(const std::vector<Point>& points, const Span& window, Reading reading, Meaning meaning,
                 Day origin) {
    const Span whole{std::min(origin, window.first), window.last};
    if (reading == Reading::level || meaning == Meaning::level)
        return running_total(points, window, true, origin);
    const bool all = meaning == Meaning::to_date;
    switch (reading) {
        case Reading::to_date:
            return running_total(points, all ? whole : window, all, origin);
        case Reading::increment:
            return increments(points, all ? whole : window);
        default:
            return year_totals(points, all ? whole : window, origin);
    }
}

std::vector<std::pair<Day, Decimal>> line_of(const std::vector<Point>& points, const Span& window,
                                             Reading reading, Meaning meaning, Day origin) {
    std::vector<std::pair<Day, Decimal>> line;
    const bool everything = meaning == Meaning::to_date || meaning == Meaning::level;
    for (const auto& point : points) {
        if (!everything && !window.holds(point.span.last)) continue;
        if (point.span.last > window.last) break;
        const Span until{everything ? std::min(origin, point.span.last) : window.first, point.span.last};
        const auto seen = observe(points, until, reading, meaning, origin);
        if (!seen.value || seen.gaps) continue;
        if (!line.empty() && line.back().first == seen.covered)
            line.back().second = *seen.value;
        else
            line.emplace_back(seen.covered, *seen.value);
    }
    return line;
}

}  // namespace gangmu::evaluation
