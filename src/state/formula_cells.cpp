#include "state/formula_cells.hpp"

#include <array>

#include "formula/unit.hpp"

namespace gangmu::state {
namespace {

using formula::Number;
using measure::Aggregate;
using measure::Cell;
using measure::Element;
using measure::Measure;
using measure::Quality;
using measure::Rhythm;
using measure::SeriesKey;

// From good to bad; what is reckoned is as good as the worst that it was reckoned of.
constexpr std::array<Quality, 6> by_weakness = {Quality::missing,       Quality::measured,  Quality::revised,
                                                Quality::self_reported, Quality::estimated, Quality::suspect};

int weakness(Quality quality) {
    return static_cast<int>(std::find(by_weakness.begin(), by_weakness.end(), quality) - by_weakness.begin());
}

const measure::Unit* above(const Measure& measure, const measure::Unit* unit) {
    return unit == nullptr || unit->parent.empty() ? nullptr : measure.unit(unit->parent);
}

// The unit itself and up to so many levels above.
std::vector<std::uint32_t> upwards(const Measure& measure, std::uint32_t unit, int levels) {
    std::vector<std::uint32_t> out;
    const auto* at = measure.unit(unit);
    for (int level = 0; at != nullptr && level <= levels; ++level) {
        out.push_back(at->number);
        at = above(measure, at);
    }
    return out;
}

// The unit itself and up to so many levels below.
std::vector<std::uint32_t> downwards(const Measure& measure, std::uint32_t unit, int levels) {
    std::vector<std::uint32_t> out{unit};
    std::size_t from = 0;
    for (int level = 0; level < levels && from < out.size(); ++level) {
        const auto end = out.size();
        for (; from < end; ++from)
            if (const auto* at = measure.unit(out[from]))
                for (const auto* child : measure.children(at->id))
                    out.push_back(child->number);
    }
    return out;
}

// Who looks both up and down may see anything of the unit's tree.
std::vector<std::uint32_t> whole_tree(const Measure& measure, std::uint32_t unit) {
    const auto line = upwards(measure, unit, most_levels);
    return downwards(measure, line.empty() ? unit : line.back(), most_levels);
}

std::vector<std::uint32_t> looked_at(const Measure& measure, const ElementFormula& formula,
                                     std::uint32_t unit) {
    if (formula.up > 0 && formula.down > 0) return whole_tree(measure, unit);
    return formula.up > 0 ? upwards(measure, unit, formula.up) : downwards(measure, unit, formula.down);
}

}  // namespace

Periods periods_in(measure::Period period, Rhythm to) {
    if (period.rhythm == to) return {period.number, period.number};
    if (period.rhythm > to) {
        const auto number = measure::widen(period, to).number;
        return {number, number};
    }
    const auto days = measure::days_of(period);
    Periods out{measure::period_at(to, days.first).number, measure::period_at(to, days.last + 1).number};
    if (period.rhythm == Rhythm::hour || period.rhythm == Rhythm::minute) {
        // within a day: what is shorter is a minute or an instant
        const std::int64_t minutes = period.rhythm == Rhythm::hour ? 60 : 1;
        const std::int64_t from = period.number * minutes;
        if (to == Rhythm::minute) return {from, from + minutes - 1};
        const auto at = [](std::int64_t minute) {
            return (minute - measure::taipei_minutes) * measure::minute_us;
        };
        return {at(from), at(from + minutes) - 1};
    }
    if (to == Rhythm::instant) return {out.first, out.last - 1};
    while (measure::widen({to, out.first}, period.rhythm).number < period.number)
        ++out.first;
    while (measure::widen({to, out.last}, period.rhythm).number > period.number)
        --out.last;
    return out;
}

Periods hull_of_row(const Measure& measure, const SeriesKey& key) {
    Periods hull;
    const auto* element = measure.element(key.element);
    const auto row = measure.row(key);
    if (element == nullptr || !row) return hull;
    if (element->rhythm == Rhythm::instant) {
        measure.each(key, measure::earliest, measure::latest, [&](std::int64_t at, const Cell&) {
            hull.widen({at, at});
        });
        return hull;
    }
    const auto& columns = measure.table(element->rhythm).actual;
    const auto size = columns.periods_per_tile();
    const auto within = [&](std::int64_t band) {
        Periods out;
        columns.each(*row, band * size, band * size + size - 1, [&](std::int64_t period, const Cell&) {
            out.widen({period, period});
        });
        return out;
    };
    const auto bands = columns.bands();
    for (auto band = bands.begin(); band != bands.end() && hull.empty(); ++band)
        hull.widen(within(*band));
    for (auto band = bands.rbegin(); band != bands.rend() && !hull.empty(); ++band)
        if (const auto last = within(*band); !last.empty()) {
            hull.widen(last);
            break;
        }
    return hull;
}

Periods hull_of(const Measure& measure, const ElementFormula& formula, const ElementFormula::Split& split,
                std::uint32_t unit) {
    Periods hull;
    const auto* element = measure.element(formula.element);
    if (element == nullptr) return hull;  // it was not yet defined
    const auto own = element->rhythm;
    const auto units = looked_at(measure, formula, unit);
    for (std::size_t i = 0; i < formula.inputs.size(); ++i) {
        const auto* input = measure.element(formula.inputs[i]);
        if (input == nullptr || !split.inputs[i]) continue;
        Periods mine;
        for (const auto each : units)
            mine.widen(hull_of_row(measure, {input->number, each, *split.inputs[i]}));
        if (mine.empty()) continue;
        hull.widen({periods_in({input->rhythm, mine.first}, own).first,
                    periods_in({input->rhythm, mine.last}, own).last});
    }
    return hull;
}

std::vector<std::uint32_t> lookers(const Measure& measure, const ElementFormula& formula,
                                   std::uint32_t unit) {
    if (formula.up > 0 && formula.down > 0) return whole_tree(measure, unit);
    return formula.up > 0 ? downwards(measure, unit, formula.up) : upwards(measure, unit, formula.down);
}

std::optional<Number> Cells::value(std::size_t reference, formula::Where where) const {
    const auto& combination = split_.inputs[reference];
    const auto* input = measure_.element(formula_.inputs[reference]);
    if (!combination || input == nullptr) return std::nullopt;
    const SeriesKey key{input->number, where.unit, *combination};
    if (input->rhythm > rhythm_) return summed_up(*input, key, where.period);
    const auto period = measure::widen({rhythm_, where.period}, input->rhythm).number;
    return number(*input, key, period, measure_.cell(key, period));
}

void Cells::note(const Element& input, const SeriesKey& key, std::int64_t period, const Cell& cell) const {
    weakest_ = std::max(weakest_, weakness(cell.quality));
    if (explanation_ == nullptr) return;
    auto& all = explanation_->inputs;
    const bool known = std::any_of(all.begin(), all.end(), [&](const Explanation::Input& each) {
        return each.element == &input && each.unit->number == key.unit && each.period == period &&
               each.combination == key.combination;
    });
    const auto* unit = measure_.unit(key.unit);
    if (known || unit == nullptr) return;
    if (all.size() == most_inputs_shown)
        explanation_->more_inputs = true;
    else
        all.push_back({&input, unit, key.combination, period, cell});
}

// In today's unit: a value that was filed under another one is converted.
std::optional<Number> Cells::number(const Element& input, const SeriesKey& key, std::int64_t period,
                                    const Cell& cell) const {
    note(input, key, period, cell);
    if (!cell.present()) return std::nullopt;
    const auto made = Number::of(cell.value, input.decimals);
    const auto* then = measure_.element(input.number, cell.version);
    if (!made || then == nullptr || then->unit == input.unit) return made;
    const auto from = formula::Unit::parse(then->unit), to = formula::Unit::parse(input.unit);
    const auto by = from && to ? formula::ratio(*from, *to) : std::nullopt;
    return by ? made->times(*by) : std::nullopt;
}

// An input of a shorter rhythm over one of our periods, as its definition says.
std::optional<Number> Cells::summed_up(const Element& input, const SeriesKey& key,
                                       std::int64_t period) const {
    const auto within = periods_in({rhythm_, period}, input.rhythm);
    std::vector<Number> all;
    bool whole = true;
    measure_.each(key, within.first, within.last, [&](std::int64_t at, const Cell& cell) {
        if (const auto each = number(input, key, at, cell))
            all.push_back(*each);
        else
            whole = false;
    });
    const bool counted = input.rhythm != Rhythm::instant && input.over_time != Aggregate::last;
    if (counted) whole = whole && all.size() == static_cast<std::size_t>(within.last - within.first + 1);
    if (all.empty()) note(input, key, within.first, {});
    if (all.empty() || !whole) return std::nullopt;
    switch (input.over_time) {
        case Aggregate::last:
            return all.back();
        case Aggregate::max:
            return *std::max_element(all.begin(), all.end());
        case Aggregate::min:
            return *std::min_element(all.begin(), all.end());
        case Aggregate::sum:
        case Aggregate::average:
            break;
        case Aggregate::none:
            return std::nullopt;
    }
    std::optional<Number> sum = Number();
    for (const auto& each : all)
        if (sum) sum = sum->plus(each);
    if (!sum || input.over_time == Aggregate::sum) return sum;
    return sum->over(Number(static_cast<std::int64_t>(all.size())));
}

std::int64_t Cells::year_start(std::int64_t period) const {
    const auto year = measure::widen({rhythm_, period}, Rhythm::year);
    return periods_in(year, rhythm_).first;
}

std::optional<std::int64_t> Cells::year_ago(std::int64_t period) const {
    switch (rhythm_) {
        case Rhythm::year:
            return period - 1;
        case Rhythm::half:
            return period - 2;
        case Rhythm::quarter:
            return period - 4;
        case Rhythm::month:
            return period - 12;
        case Rhythm::week:
            return period - 52;
        default:
            break;
    }
    const auto day = measure::days_of({rhythm_, period}).first;
    const auto text = tracking::print_day(day);  // 2024-02-29 has none
    const auto ago =
        tracking::parse_day(std::to_string(tracking::year_of(day) - 1) + text.substr(text.size() - 6));
    if (!ago) return std::nullopt;
    return period + measure::period_at(rhythm_, *ago).number - measure::period_at(rhythm_, day).number;
}

std::int64_t Cells::days(std::int64_t period) const {
    const auto span = measure::days_of({rhythm_, period});
    return span.last - span.first + 1;
}

std::vector<std::uint32_t> Cells::children(std::uint32_t unit, std::int64_t period) const {
    std::vector<std::uint32_t> out;
    const auto* at = measure_.unit(unit);
    if (at == nullptr) return out;
    const auto span = measure::days_of({rhythm_, period});
    for (const auto* child : measure_.children(at->id))
        if (child->holds(span.first) || child->holds(span.last)) out.push_back(child->number);
    return out;
}

std::optional<std::uint32_t> Cells::parent(std::uint32_t unit) const {
    const auto* found = above(measure_, measure_.unit(unit));
    if (found == nullptr) return std::nullopt;
    return found->number;
}

Quality Cells::take_quality() {
    const auto found = by_weakness[static_cast<std::size_t>(weakest_)];
    weakest_ = 0;
    return found == Quality::missing ? Quality::measured : found;
}

}  // namespace gangmu::state
