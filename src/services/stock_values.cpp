#include "services/stock_values.hpp"

#include <algorithm>
#include <map>

#include "services/parts.hpp"
#include "state/events.hpp"
#include "state/measure_events.hpp"
#include "state/stock_events.hpp"
#include "stocks/duty.hpp"
#include "stocks/figures.hpp"

namespace gangmu::services {
namespace {

namespace s = stocks;
using measure::Aggregate;

constexpr std::string_view way = "stock";

struct Figure {
    const char* name;
    const char* zh;
    const char* en;
    Aggregate over_time;
    Decimal (*of)(const s::Return&);
};
const Figure figures[] = {
    {"opening", "期初存量", "opening stock", Aggregate::none, [](const s::Return& r) { return r.opening; }},
    {"in", "進貨", "came in", Aggregate::sum, [](const s::Return& r) { return r.in; }},
    {"out", "出貨", "went out", Aggregate::sum, [](const s::Return& r) { return r.out; }},
    {"use", "使用量", "used", Aggregate::sum, [](const s::Return& r) { return r.used(); }},
    {"closing", "期末存量", "closing stock", Aggregate::last, [](const s::Return& r) { return r.closing; }}};

measure::Rhythm rhythm_of(const s::Duty& duty) {
    switch (duty.every) {
        case s::Cadence::twice_week:
            return measure::Rhythm::day;
        case s::Cadence::week:
            return measure::Rhythm::week;
        case s::Cadence::month:
            return measure::Rhythm::month;
        case s::Cadence::quarter:
            return measure::Rhythm::quarter;
        case s::Cadence::half_year:
            return measure::Rhythm::half;
        case s::Cadence::year:
            return measure::Rhythm::year;
    }
    return measure::Rhythm::month;
}

measure::Quality quality_of(const s::Return& value, bool corrected) {
    if (corrected) return measure::Quality::revised;
    switch (value.quality) {
        case s::Quality::measured:
            return measure::Quality::measured;
        case s::Quality::estimated:
            return measure::Quality::estimated;
        case s::Quality::self_reported:
            return measure::Quality::self_reported;
    }
    return measure::Quality::measured;
}

// A batch of values on its way to a block: by series, each period once.
class Batch {
  public:
    explicit Batch(const state::Snapshot& newest) : newest_(newest) {}

    // Every figure of a period; `value` null: taken out.
    void add(std::string_view material, std::string_view site, std::string_view period,
             const s::Return* value, bool corrected) {
        const auto& all = state::stocks_of(newest_);
        const auto* of = all.material(material);
        const auto* at = all.holding(material, site);
        const auto* unit = newest_.measure->unit(site);
        if (of == nullptr || at == nullptr || unit == nullptr) return;
        const auto& duty = s::duty_of(*of, *at);
        const auto span = s::span_of(duty, period);
        if (!span) return;
        const auto rhythm = rhythm_of(duty);
        for (const auto& figure : figures) {
            const auto* element = newest_.measure->element(figure_element(material, rhythm, figure.name));
            if (element == nullptr) continue;
            measure::SeriesBlock::Value cell;
            cell.period = measure::period_at(rhythm, span->last).number;
            if (value != nullptr) {
                const auto stored = measure::to_stored(figure.of(*value), element->decimals);
                if (!stored) continue;
                cell.value = *stored;
                cell.quality = quality_of(*value, corrected);
            }
            auto& series = series_[{element->number, unit->number, 0}];
            series.version = static_cast<std::uint16_t>(element->version);
            series.values.push_back(cell);
        }
    }

    void take(const Actor& actor, StockEvents& events) {
        measure::Block block;
        for (auto& [key, series] : series_) {
            series.key = key;
            std::sort(series.values.begin(), series.values.end(),
                      [](const auto& a, const auto& b) { return a.period < b.period; });
            block.series.push_back(std::move(series));
        }
        if (block.count() > 0)
            events.push_back(
                new_event(state::event::values_recorded, actor, state::values_payload(block, way, {})));
    }

  private:
    const state::Snapshot& newest_;
    std::map<measure::SeriesKey, measure::SeriesBlock> series_;
};

}  // namespace

std::string figure_element(std::string_view material, measure::Rhythm rhythm, std::string_view figure) {
    return "stock." + std::string(material) + "." + std::string(measure::to_string(rhythm)) + "." +
           std::string(figure);
}

void define_figures(const state::Snapshot& newest, const Actor& actor, const s::Material& material,
                    const s::Duty& duty, StockEvents& events) {
    const auto& measure = *newest.measure;
    std::uint32_t made = measure.elements();
    for (const auto& figure : figures) {
        measure::Element element;
        element.id = figure_element(material.id, rhythm_of(duty), figure.name);
        element.name = {material.name.zh + figure.zh, s::english(material.name) + ", " + figure.en};
        element.unit = material.unit;
        element.decimals = s::figure_decimals;
        element.rhythm = rhythm_of(duty);
        element.direction =
            figure.over_time == Aggregate::last ? measure::Direction::more : measure::Direction::none;
        element.over_time = figure.over_time;
        element.over_units = Aggregate::sum;
        element.group = "stocks";
        if (const auto* there = measure.element(element.id)) {
            element.number = there->number;
            element.version = there->version;
            if (element == *there) continue;
            element.version = there->version + 1;
        } else {
            element.number = made++;
        }
        events.push_back(new_event(state::event::element_defined, actor, state::element_payload(element)));
    }
}

void set_site(const state::Snapshot& newest, const Actor& actor, const s::Holding& holding,
              StockEvents& events) {
    if (newest.measure->unit(holding.site) != nullptr) return;
    measure::Unit unit;
    unit.id = holding.site;
    unit.number = newest.measure->units();
    unit.name = {holding.name, {}};
    unit.kind = "存量據點";
    unit.agency = holding.agency;
    events.push_back(new_event(state::event::unit_set, actor, state::unit_payload(unit)));
}

void record_figures(const state::Snapshot& newest, const Actor& actor, const std::vector<StockRow>& rows,
                    StockEvents& events) {
    Batch batch(newest);
    for (const auto& row : rows) {
        const auto& series = state::stocks_of(newest).real.series(row.material, row.site);
        batch.add(row.material, row.site, row.value.period, &row.value,
                  s::find(series, row.value.period) != nullptr);
    }
    batch.take(actor, events);
}

void erase_figures(const state::Snapshot& newest, const Actor& actor, std::string_view material,
                   std::string_view site, std::string_view period, StockEvents& events) {
    Batch batch(newest);
    batch.add(material, site, period, nullptr, false);
    batch.take(actor, events);
}

}  // namespace gangmu::services
