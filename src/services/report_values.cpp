#include "services/report_values.hpp"

#include <algorithm>
#include <deque>

#include "formula/number.hpp"
#include "services/definitions.hpp"
#include "services/duties.hpp"
#include "services/parts.hpp"
#include "state/events.hpp"
#include "state/measure_events.hpp"

namespace gangmu::services {
namespace {

using measure::Element;
using measure::Plane;
using measure::Quality;

constexpr std::string_view way = "report";
constexpr std::string_view observation = "observation/";
constexpr int usual_decimals = 3, most_decimals = 6;

// Ids have no blanks and few signs (measure/definition.hpp).
std::string as_id(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '\\' || c == '?' || c == '%' ||
            c == 0x7f)
            c = '_';
    return text;
}

measure::Direction direction_of(const state::Snapshot& snapshot, const std::string& plan,
                                const std::string& indicator) {
    const auto* set = evaluation::settings_of(snapshot.evaluation, plan)->definitions.find(indicator);
    if (set == nullptr) return measure::Direction::none;
    if (set->direction == evaluation::Direction::rising) return measure::Direction::more;
    if (set->direction == evaluation::Direction::falling) return measure::Direction::less;
    return measure::Direction::none;
}

int decimals_for(const model::Indicator& indicator, const Decimal& value) {
    int decimals = std::max(usual_decimals, value.scale());
    for (const auto& target : indicator.targets)
        if (target.value) decimals = std::max(decimals, target.value->scale());
    return std::min(decimals, most_decimals);
}

bool alike(const Element& a, const Element& b) {
    return a.name == b.name && a.unit == b.unit;
}

}  // namespace

ObservedValues::ObservedValues(const state::Snapshot& newest)
    : newest_(newest), measure_(*newest.measure), elements_(newest.measure->elements()) {}

// As it is, or as this command makes it.
const Element* ObservedValues::known(const std::string& id) const {
    const auto made = defined_.find(id);
    return made != defined_.end() ? &made->second.back() : measure_.element(id);
}

// A version with the same name and unit, the newest first.
const Element* ObservedValues::version_like(const Element& wanted) const {
    if (const auto made = defined_.find(wanted.id); made != defined_.end())
        for (auto each = made->second.rbegin(); each != made->second.rend(); ++each)
            if (alike(*each, wanted)) return &*each;
    const auto* there = measure_.element(wanted.id);
    for (auto version = there == nullptr ? 0 : there->version; version > 0; --version)
        if (const auto* each = measure_.element(there->number, version);
            each != nullptr && alike(*each, wanted))
            return each;
    return nullptr;
}

const Element* ObservedValues::define(Element element) {
    const auto* before = known(element.id);
    element.number = before != nullptr ? before->number : elements_++;
    element.version = before != nullptr ? before->version + 1 : 1;
    definitions_.push_back(element);
    auto& versions = defined_[element.id];
    versions.push_back(std::move(element));
    return &versions.back();
}

const Element* ObservedValues::bound_to(const state::Plan& plan, const model::Indicator& indicator,
                                        measure::Rhythm rhythm) {
    for (std::uint32_t number = 0; number < measure_.elements(); ++number) {
        const auto* each = measure_.element(number);
        if (each != nullptr && each->indicator == indicator.id && each->plan == plan.id &&
            each->rhythm == rhythm && each->unit == unit_of(indicator) && each->formula.empty() &&
            !each->retired && each->id.rfind(plan.id + "#", 0) != 0)
            return each;
    }
    return nullptr;
}

const Element* ObservedValues::element_for(const state::Plan& plan, const model::Indicator& indicator,
                                           std::uint32_t edition, measure::Rhythm rhythm, int decimals) {
    if (const auto* bound = bound_to(plan, indicator, rhythm)) return bound;
    Element wanted;
    wanted.id = as_id(plan.id + "#" + indicator.id);
    if (const auto* there = known(wanted.id); there != nullptr && there->rhythm != rhythm)
        wanted.id += "@" + std::string(measure::to_string(rhythm));
    wanted.name = {indicator.title.empty() ? indicator.id : indicator.title, {}};
    wanted.unit = unit_of(indicator);
    if (const auto* there = version_like(wanted)) return there;
    const auto* before = known(wanted.id);
    wanted.decimals = before != nullptr ? before->decimals : decimals;
    wanted.rhythm = rhythm;
    wanted.direction = direction_of(newest_, plan.id, indicator.id);
    wanted.over_time = measure::Aggregate::last;
    wanted.over_units = measure::Aggregate::none;
    wanted.plan = plan.id;
    wanted.indicator = indicator.id;
    const auto* latest = plan.latest();
    // A report that was filed under an earlier edition: its definition is noted, and today's stays in force.
    const bool earlier = before != nullptr && latest != nullptr && latest->number != edition;
    const Element today = earlier ? *before : Element();
    const auto* made = define(std::move(wanted));
    if (earlier) define(today);
    return made;
}

std::uint32_t ObservedValues::unit_for(const std::string& agency) {
    const auto id = as_id(agency);
    if (const auto* there = measure_.unit(id)) return there->number;
    for (const auto& each : units_)
        if (each.id == id) return each.number;
    measure::Unit unit;
    unit.id = id;
    unit.number = measure_.units() + static_cast<std::uint32_t>(units_.size());
    unit.name = {agency, {}};
    unit.kind = "機關";
    unit.agency = agency;
    units_.push_back(unit);
    return unit.number;
}

void ObservedValues::put(Plane plane, const Element& element, std::uint32_t unit, std::int64_t period,
                         const std::optional<Decimal>& value) {
    const measure::SeriesKey series{element.number, unit, 0};
    const auto now =
        measure_.element(element.number) == nullptr ? measure::Cell() : measure_.cell(series, period, plane);
    measure::SeriesBlock::Value cell;
    cell.period = period;
    if (value) {
        const auto stored = formula::Number(*value).fixed(element.decimals);
        if (!stored || *stored > measure::largest_value || *stored < -measure::largest_value) return;
        cell.value = *stored;
        cell.quality = now.present() ? Quality::revised : Quality::self_reported;
        if (now.present() && now.value == *stored && now.version == element.version) return;
    } else if (!now.present()) {
        return;
    }
    values_[{plane, series, static_cast<std::uint16_t>(element.version)}][period] = cell;
}

void ObservedValues::add(const state::Plan& plan, const tracking::Report& report, std::string_view period) {
    const auto when = measure::parse_period(period);
    if (!when || when->rhythm > measure::Rhythm::day) return;
    for (const auto& [name, value] : report.fields) {
        if (name.rfind(observation, 0) != 0) continue;
        const auto id = name.substr(observation.size());
        const auto* indicator = indicator_in(plan, report.edition, id);
        if (indicator == nullptr && plan.latest() != nullptr)
            indicator = indicator_in(plan, plan.latest()->number, id);
        if (indicator == nullptr) continue;
        if (!value.number && known(as_id(plan.id + "#" + id)) == nullptr) continue;
        const auto* element = element_for(plan, *indicator, report.edition, when->rhythm,
                                          decimals_for(*indicator, value.number.value_or(Decimal())));
        const auto unit = unit_for(name_now(newest_, report.agency));
        put(Plane::actual, *element, unit, when->number, value.number);
        for (const auto& target : indicator->targets) {
            const auto of = measure::parse_period(target.period);
            if (of && of->rhythm == element->rhythm && target.value && !target.value_max &&
                (target.unit.empty() || target.unit == element->unit))
                put(Plane::target, *element, unit, of->number, target.value);
        }
    }
}

std::vector<ledger::NewEvent> ObservedValues::take(const auth::Actor& actor) {
    std::vector<ledger::NewEvent> events;
    if (values_.empty()) return events;
    for (const auto& element : definitions_)
        events.push_back(new_event(state::event::element_defined, actor, state::element_payload(element)));
    for (const auto& unit : units_)
        events.push_back(new_event(state::event::unit_set, actor, state::unit_payload(unit)));
    // A block has each series once: values of one series under several versions go into several.
    std::deque<measure::Block> blocks;
    for (auto& [key, values] : values_) {
        if (blocks.empty() || blocks.back().plane != key.plane ||
            blocks.back().series.back().key == key.series)
            blocks.push_back({key.plane, {}});
        measure::SeriesBlock series{key.series, key.version, {}};
        for (const auto& [period, value] : values)
            series.values.push_back(value);
        blocks.back().series.push_back(std::move(series));
    }
    for (const auto& block : blocks)
        events.push_back(
            new_event(state::event::values_recorded, actor, state::values_payload(block, way, {})));
    return events;
}

}  // namespace gangmu::services
