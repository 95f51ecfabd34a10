#include "services/warning_lines.hpp"

#include <algorithm>

namespace gangmu::services {
namespace {

using measure::Rhythm;
using warning::day;
using warning::hour;
using warning::Moment;
constexpr Moment taipei = 8 * hour;
constexpr Moment second_us = 1'000'000;

// How many seconds back a rule needs to see.
Moment reach(const warning::Rule& rule, Moment step) {
    using warning::Kind;
    constexpr Moment fewest = 400, most = 5'000;
    const Moment usual = step > 0 ? fewest * step : 30 * day;
    switch (rule.kind) {
        case Kind::seasonal:
            return std::max(usual, (rule.years * 366 + rule.window_days + 31) * day);
        case Kind::threshold:
            return std::max(step > 0 ? most * step : 30 * day, 4 * rule.hold);
        case Kind::rate:
            return std::max(usual, 3 * rule.span + 2 * step);
        case Kind::stuck:
            return std::max(usual, 2 * (rule.stuck_points + 1) * step);
        default:
            return usual;
    }
}

// The first period that ends at `from` or later.
std::int64_t period_from(Rhythm rhythm, Moment from) {
    switch (rhythm) {
        case Rhythm::instant:
            return from * second_us;
        case Rhythm::minute:
            return (from + taipei) / 60;
        case Rhythm::hour:
            return (from + taipei) / hour;
        default:
            return measure::period_at(rhythm, warning::day_of(from)).number;
    }
}

warning::Line line_from(const measure::Measure& measure, const measure::SeriesKey& key, Moment from,
                        bool suspect) {
    warning::Line line;
    const auto* element = measure.element(key.element);
    if (element == nullptr) return line;
    line.unit = element->unit;
    line.step = step_of(element->rhythm);
    std::optional<std::int64_t> last;
    measure.each(key, period_from(element->rhythm, from), measure::latest,
                 [&](std::int64_t period, const measure::Cell& cell) {
                     last = period;  // what is suspect has come, for all that
                     if (!suspect && cell.quality == measure::Quality::suspect) return;
                     line.points.push_back({moment_of(element->rhythm, period),
                                            measure::from_stored(cell.value, element->decimals)});
                 });
    if (last && element->rhythm != Rhythm::instant) line.due = moment_of(element->rhythm, *last + 1);
    if (line.due && line.step < day) *line.due += line.step;  // an hour's value is there at its end
    return line;
}

}  // namespace

bool watches(const measure::Measure& measure, const warning::Rule& rule, const measure::SeriesKey& key) {
    const auto* element = measure.element(key.element);
    const auto* unit = measure.unit(key.unit);
    if (element == nullptr || unit == nullptr || element->id != rule.element) return false;
    if (!rule.units.empty() &&
        std::none_of(rule.units.begin(), rule.units.end(),
                     [&](const std::string& each) { return measure.below(*unit, each); }))
        return false;
    const auto members = measure::members_of(*element, key.combination);
    return std::all_of(rule.combination.begin(), rule.combination.end(), [&](const std::string& wanted) {
        return std::any_of(members.begin(), members.end(),
                           [&](const auto& each) { return each.second == wanted; });
    });
}

std::vector<measure::SeriesKey> watched(const measure::Measure& measure, const warning::Rule& rule) {
    std::vector<measure::SeriesKey> all;
    const auto* element = measure.element(rule.element);
    if (element == nullptr) return all;
    const auto& keys = measure.table(element->rhythm).keys;
    for (const auto row : measure.rows_of(*element))
        if (const auto& key = keys[row]; watches(measure, rule, key)) all.push_back(key);
    return all;
}

warning::Subject subject_of(const measure::Measure& measure, const warning::Rule& rule,
                            const measure::SeriesKey& key) {
    warning::Subject subject{rule.id, rule.element, {}, {}};
    if (const auto* unit = measure.unit(key.unit)) subject.unit = unit->id;
    if (const auto* element = measure.element(key.element))
        for (const auto& [dimension, member] : measure::members_of(*element, key.combination))
            subject.combination.push_back(dimension + "=" + member);
    return subject;
}

std::optional<measure::SeriesKey> key_of(const measure::Measure& measure, const warning::Subject& subject) {
    const auto* element = measure.element(subject.element);
    const auto* unit = measure.unit(subject.unit);
    if (element == nullptr || unit == nullptr) return std::nullopt;
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto& each : subject.combination) {
        const auto equals = each.find('=');
        if (equals == std::string::npos) return std::nullopt;
        members.emplace_back(each.substr(0, equals), each.substr(equals + 1));
    }
    const auto combination = measure::combination_of(*element, members);
    if (!combination) return std::nullopt;
    return measure::SeriesKey{element->number, unit->number, *combination};
}

Moment moment_of(Rhythm rhythm, std::int64_t period) {
    switch (rhythm) {
        case Rhythm::instant:
            return period / second_us;
        case Rhythm::minute:
            return period * 60 - taipei;
        case Rhythm::hour:
            return period * hour - taipei;
        default:
            return (Moment(measure::days_of({rhythm, period}).last) + 1) * day - taipei - 1;
    }
}

Moment step_of(Rhythm rhythm) {
    constexpr Moment steps[] = {366 * day, 184 * day, 92 * day, 31 * day, 7 * day, day, hour, 60, 0};
    return steps[static_cast<std::size_t>(rhythm)];
}

warning::Line line_of(const measure::Measure& measure, const warning::Rule& rule,
                      const measure::SeriesKey& key, Moment now) {
    const auto* element = measure.element(key.element);
    const Moment step = element != nullptr ? step_of(element->rhythm) : 0;
    const bool quality = rule.kind == warning::Kind::range || rule.kind == warning::Kind::stuck ||
                         rule.kind == warning::Kind::spike;
    return line_from(measure, key, now - reach(rule, step), quality || rule.kind == warning::Kind::missing);
}

warning::Line newest_of(const measure::Measure& measure, const measure::SeriesKey& key, std::size_t most,
                        Moment now) {
    const auto* element = measure.element(key.element);
    const Moment step = element != nullptr ? step_of(element->rhythm) : 0;
    auto line = line_from(measure, key, now - Moment(most) * std::max<Moment>(step, 60), true);
    if (line.points.size() > most)
        line.points.erase(line.points.begin(), line.points.end() - static_cast<std::ptrdiff_t>(most));
    return line;
}

}  // namespace gangmu::services
