#include "services/registry_measure.hpp"

#include <optional>

#include "services/given_values.hpp"
#include "services/parts.hpp"
#include "services/sensor_checks.hpp"
#include "state/calendar.hpp"
#include "state/events.hpp"
#include "state/formulas.hpp"
#include "state/groupings.hpp"
#include "state/measure_events.hpp"

namespace gangmu::services {
namespace {

using auth::Action;
using Events = std::vector<ledger::NewEvent>;
namespace event = state::event;

constexpr std::size_t most_elements = 4'000'000;
constexpr std::size_t most_units = 1'000'000;
constexpr std::size_t most_rollups = 64;

Status check_link(const state::Snapshot& newest, const measure::Element& element) {
    if (element.plan.empty() != element.indicator.empty())
        return fail(Fault::invalid, "element-indicator",
                    {"計畫與指標須一起指定", "A plan and its indicator are named together"}, {}, "indicator");
    if (element.plan.empty()) return {};
    const auto* plan = newest.plan(element.plan);
    if (plan == nullptr || plan->latest() == nullptr) return plan_unknown(element.plan);
    const auto& content = plan->latest()->content;
    if (!content || content->indicator(element.indicator) == nullptr)
        return fail(Fault::not_found, "indicator-unknown",
                    {"計畫中沒有這個指標", "There is no such indicator in the plan"},
                    {"請從指標清單選取", "Choose one from the list of indicators"}, element.indicator);
    return {};
}

// What a sensor's element needs beside it and has not yet: where the marks of its checks are kept.
std::optional<measure::Element> marks_for(const measure::Measure& measure, const measure::Element& element) {
    if (!is_sensor(element) || measure.element(check_id(element.id)) != nullptr) return std::nullopt;
    auto marks = check_element(element);
    marks.number = measure.elements() + (measure.element(element.id) == nullptr ? 1 : 0);
    return marks;
}

// The unit's parent is there, and not below it. `more`: units of the same command.
Status check_parent(const measure::Measure& measure, const measure::Unit& unit) {
    if (unit.parent.empty()) return {};
    const auto* parent = measure.unit(unit.parent);
    if (parent == nullptr)
        return fail(Fault::invalid, "unit-parent",
                    {"查無上層單位：" + unit.parent, "There is no unit " + unit.parent},
                    {"請先設定上層單位", "Set up the unit above first"}, unit.id);
    if (measure.below(*parent, unit.id))
        return fail(Fault::invalid, "unit-parent",
                    {"單位 " + unit.id + " 不能歸在自己之下", "Unit " + unit.id + " cannot lie below itself"},
                    {}, unit.id);
    return {};
}

}  // namespace

Registry::Measure Registry::measure() {
    return Measure(*this);
}

Result<std::uint32_t> Registry::Measure::define(const Actor& actor, const json::object& given) {
    TRY(measure::Element read, measure::read_element(given));
    std::uint32_t version = 0;
    auto recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::define_measures, newest));
        CHECK(check_link(newest, read));
        const auto& measure = *newest.measure;
        measure::Element next = read;
        TRY(next.formula, state::check_formula(newest.measure, next));
        if (const auto* there = measure.element(next.id)) {
            next.number = there->number;
            next.version = version = there->version;
            if (next == *there) return Events{};
            CHECK(measure::check_next(*there, next));
            next.version = version = there->version + 1;
        } else {
            if (measure.elements() >= most_elements)
                return fail(Fault::too_large, "element-many",
                            {"資料項目過多", "There are too many elements"});
            next.number = measure.elements();
            next.version = version = 1;
        }
        Events events{new_event(event::element_defined, actor, state::element_payload(next))};
        if (const auto marks = marks_for(measure, next))
            events.push_back(new_event(event::element_defined, actor, state::element_payload(*marks)));
        return events;
    });
    CHECK(recorded);
    return version;
}

Status Registry::Measure::set_unit(const Actor& actor, const json::object& unit) {
    CHECK(set_units(actor, json::array{unit}));
    return {};
}

Result<std::size_t> Registry::Measure::set_units(const Actor& actor, const json::array& given) {
    std::vector<measure::Unit> units;
    for (const auto& each : given) {
        if (!each.is_object())
            return fail(Fault::invalid, "unit-shape", {"單位須為物件", "A unit is an object"});
        auto unit = measure::read_unit(each.get_object());
        if (!unit) {
            if (given.size() > 1)
                unit.error().where = "[" + std::to_string(units.size()) + "]." + unit.error().where;
            return std::move(unit).error();
        }
        CHECK(check_sensor_settings(unit->attributes));
        units.push_back(std::move(*unit));
    }
    std::size_t changed = 0;
    auto recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::define_measures, newest));
        changed = 0;
        measure::Measure next = *newest.measure;  // as it will be: parents may come in this list
        Events events;
        for (const measure::Unit& each : units) {
            measure::Unit unit = each;
            CHECK(check_parent(next, unit));
            const auto* there = next.unit(unit.id);
            if (there == nullptr && next.units() >= most_units)
                return fail(Fault::too_large, "unit-many",
                            {"填報單位過多", "There are too many reporting units"});
            unit.number = there != nullptr ? there->number : next.units();
            if (there != nullptr && *there == unit) continue;
            events.push_back(new_event(event::unit_set, actor, state::unit_payload(unit)));
            next.set_unit(std::move(unit), newest.head.seq);
            ++changed;
        }
        return events;
    });
    CHECK(recorded);
    return changed;
}

Result<Recorded> Registry::Measure::record(const Actor& actor, const GivenValues& values,
                                           std::vector<ValueFault>* faults) {
    if (!values.note.empty()) CHECK(check_reason(values.note));
    Recorded recorded;
    recorded.given = values.values.size();
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::record_values, newest));
        if (faults != nullptr) faults->clear();
        GivenReader reader(actor, newest, values);
        TRY(const auto blocks, reader.blocks(faults));
        recorded.changed = reader.changed();
        Events events;
        for (const auto& block : blocks)
            events.push_back(new_event(event::values_recorded, actor,
                                       state::values_payload(block, values.way, values.note)));
        return events;
    });
    CHECK(made);
    if (!made->empty()) recorded.seq = made->back().seq;
    return recorded;
}

Status Registry::Measure::set_rollup(const Actor& actor, const json::object& given) {
    TRY(const auto spec, state::read_cube_spec(given));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::define_measures, newest));
        const auto* there = newest.measure->cube(spec.id);
        if (there != nullptr && there->spec() == spec) return Events{};
        if (there == nullptr && newest.measure->cubes().size() >= most_rollups)
            return fail(Fault::too_large, "rollup-many",
                        {"常設彙總最多 64 個", "There are at most 64 standing roll-ups"});
        CHECK(state::group_series(newest, {spec.by, spec.under, spec.plan, spec.element, spec.rhythm}));
        return Events{new_event(event::rollup_set, actor, state::rollup_payload(spec))};
    });
}

Status Registry::Measure::remove_rollup(const Actor& actor, std::string_view id) {
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::define_measures, newest));
        if (newest.measure->cube(id) == nullptr)
            return fail(Fault::not_found, "rollup-unknown",
                        {"查無此常設彙總", "There is no such standing roll-up"}, {}, std::string(id));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("id", id).end();
        return Events{new_event(event::rollup_removed, actor, out.take())};
    });
}

Result<std::vector<Registry::Measure::Past>> Registry::Measure::history(const measure::SeriesKey& key,
                                                                        std::int64_t period,
                                                                        measure::Plane plane,
                                                                        Sequence until) const {
    std::vector<Past> past;
    const auto snapshot = registry_.parts_->now();
    const auto* events = snapshot->measure->written(key.element);
    for (std::size_t i = 0; events != nullptr && i < events->size(); ++i) {
        if ((*events)[i] > until) break;
        TRY(const auto read, registry_.ledger().read((*events)[i] - 1, 1));
        if (read.empty() || read.front().erased) continue;
        TRY(const auto payload, parse_json(read.front().payload));
        TRY(const auto block, state::block_of(payload.get_object()));
        if (block.plane != plane) continue;
        for (const auto& series : block.series)
            for (const auto& value : series.values)
                if (series.key == key && value.period == period) {
                    const auto& object = payload.get_object();
                    const auto text = [&](std::string_view name) {
                        const auto* found = object.if_contains(name);
                        return found != nullptr && found->is_string() ? std::string(found->get_string())
                                                                      : std::string();
                    };
                    past.push_back({read.front().seq,
                                    read.front().recorded_us,
                                    read.front().actor,
                                    text("way"),
                                    text("note"),
                                    {value.value, value.quality, series.version}});
                }
    }
    return past;
}

}  // namespace gangmu::services
