#include "state/measure_events.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "state/computed.hpp"
#include "state/events.hpp"
#include "state/groupings.hpp"
#include "state/payload.hpp"

namespace gangmu::state {
namespace {

using measure::Cube;
using measure::CubeSpec;
using measure::Measure;

GroupBy grouping_of(const CubeSpec& spec) {
    return {spec.by, spec.under, spec.plan, spec.element, spec.rhythm, 0, spec.element.empty()};
}

// From nothing. Null: its grouping no longer stands (the plan was withdrawn, …).
std::shared_ptr<const Cube> build_cube(const Snapshot& snapshot, const CubeSpec& spec) {
    auto grouping = group_series(snapshot, grouping_of(spec));
    if (!grouping) return nullptr;
    const auto& table = snapshot.measure->table(spec.rhythm);
    return std::make_shared<const Cube>(spec, std::move(*grouping), snapshot.measure->structure(),
                                        table.actual, table.target);
}

// Cubes whose grouping is old are built anew, once values come that make no new series: while a first load
// makes series after series, a sweep answers for them.
void refresh_cubes(Snapshot& snapshot, Measure& next, std::uint64_t seq, std::uint64_t structure_before) {
    if (next.structure() != structure_before) return;
    for (const auto& cube : std::vector(next.cubes())) {
        if (cube->structure() == next.structure()) continue;
        snapshot.measure = std::make_shared<const Measure>(next);
        if (auto built = build_cube(snapshot, cube->spec())) next.set_cube(std::move(built), seq);
    }
}

// Nobody records what is reckoned; only its targets.
bool recordable(const Measure& measure, const measure::Block& block) {
    return block.plane == measure::Plane::target ||
           std::all_of(block.series.begin(), block.series.end(), [&](const measure::SeriesBlock& series) {
               const auto* element = measure.element(series.key.element);
               return element == nullptr || element->formula.empty();
           });
}

bool values_recorded(Snapshot& snapshot, const ledger::Event& event, const json::object& payload) {
    const auto block = block_of(payload);
    if (!block || !recordable(*snapshot.measure, *block)) return false;
    const auto before = snapshot.measure;
    auto formulas = formulas_of(before);
    Measure next = *before;
    const auto structure = next.structure();
    std::vector<measure::Change> changes;
    if (!next.record(*block, event.seq, formulas->empty() ? nullptr : &changes)) return false;
    reckon(*before, next, *formulas, changes, event.seq);
    refresh_cubes(snapshot, next, event.seq, structure);
    snapshot.measure = kept(std::move(next), std::move(formulas));
    return true;
}

bool element_defined(Snapshot& snapshot, const ledger::Event& event, const json::object& payload) {
    const auto* object = payload.if_contains("element");
    if (object == nullptr || !object->is_object()) return false;
    auto element = measure::read_element(object->get_object());
    if (!element) return false;
    element->number = static_cast<std::uint32_t>(number(payload, "number"));
    element->version = static_cast<std::uint32_t>(number(payload, "version"));
    const auto before = snapshot.measure;
    auto formulas = formulas_of(before);
    const auto defined = element->number;
    const bool concerned = !element->formula.empty() || formulas->readers.contains(defined);
    Measure next = *before;
    if (!next.define(std::move(*element), event.seq)) return false;
    if (concerned) {
        const auto former = formulas;
        formulas = reindexed(*former, next, defined);
        reckon_element(*before, next, *formulas, *former, defined, event.seq);
    }
    snapshot.measure = kept(std::move(next), std::move(formulas));
    return true;
}

bool unit_set(Snapshot& snapshot, const ledger::Event& event, const json::object& payload) {
    const auto* object = payload.if_contains("unit");
    if (object == nullptr || !object->is_object()) return false;
    auto unit = measure::read_unit(object->get_object());
    if (!unit) return false;
    unit->number = static_cast<std::uint32_t>(number(payload, "number"));
    const auto before = snapshot.measure;
    auto formulas = formulas_of(before);
    const auto set = unit->number;
    Measure next = *before;
    if (!next.set_unit(std::move(*unit), event.seq)) return false;
    reckon_unit(*before, next, *formulas, set, event.seq);
    snapshot.measure = kept(std::move(next), std::move(formulas));
    return true;
}

bool rollup_set(Snapshot& snapshot, const ledger::Event& event, const json::object& payload) {
    const auto* object = payload.if_contains("rollup");
    if (object == nullptr || !object->is_object()) return false;
    const auto spec = read_cube_spec(object->get_object());
    if (!spec) return false;
    auto cube = build_cube(snapshot, *spec);
    if (cube == nullptr) return false;
    Measure next = *snapshot.measure;
    next.set_cube(std::move(cube), event.seq);
    snapshot.measure = kept(std::move(next), formulas_of(snapshot.measure));
    return true;
}

Error bad_spec(std::string_view member, Message why) {
    return fail(Fault::invalid, "rollup-" + std::string(member), std::move(why), {}, std::string(member));
}

}  // namespace

bool is_measure_event(std::string_view type) {
    return type == event::element_defined || type == event::unit_set || type == event::values_recorded ||
           type == event::rollup_set || type == event::rollup_removed;
}

std::optional<Message> measure_summary(std::string_view type, const json::object& payload) {
    const auto inner = [&](std::string_view key) {
        const auto* object = payload.if_contains(key);
        return object != nullptr && object->is_object() ? text(object->get_object(), "id") : std::string();
    };
    if (type == event::element_defined) {
        const auto id = inner("element");
        return number(payload, "version") > 1
                   ? Message{"修改資料項目 " + id + " 的定義", "Changed the definition of element " + id}
                   : Message{"定義資料項目 " + id, "Defined element " + id};
    }
    if (type == event::unit_set)
        return Message{"設定填報單位 " + inner("unit"), "Set reporting unit " + inner("unit")};
    if (type == event::values_recorded) {
        const auto count = std::to_string(number(payload, "values"));
        return text(payload, "plane") == "target"
                   ? Message{"登錄 " + count + " 個目標值", "Recorded " + count + " target values"}
                   : Message{"登錄 " + count + " 個數值", "Recorded " + count + " values"};
    }
    if (type == event::rollup_set)
        return Message{"設定常設彙總 " + inner("rollup"), "Set standing roll-up " + inner("rollup")};
    if (type == event::rollup_removed)
        return Message{"移除常設彙總 " + text(payload, "id"),
                       "Removed standing roll-up " + text(payload, "id")};
    return std::nullopt;
}

std::string element_payload(const measure::Element& element) {
    JsonWriter out;
    out.object().member("v", payload_version).key("element");
    measure::write(out, element);
    out.member("number", element.number).member("version", element.version).end();
    return out.take();
}

std::string unit_payload(const measure::Unit& unit) {
    JsonWriter out;
    out.object().member("v", payload_version).key("unit");
    measure::write(out, unit);
    out.member("number", unit.number).end();
    return out.take();
}

std::string values_payload(const measure::Block& block, std::string_view way, std::string_view note) {
    JsonWriter out;
    out.object().member("v", payload_version).member("values", std::uint64_t{block.count()});
    out.member("plane", to_string(block.plane)).member("way", way).member_if("note", note);
    out.member("block", to_base64(measure::write_block(block))).end();
    return out.take();
}

std::string rollup_payload(const CubeSpec& spec) {
    JsonWriter out;
    out.object().member("v", payload_version).key("rollup");
    write(out, spec);
    out.end();
    return out.take();
}

Result<measure::Block> block_of(const json::object& payload) {
    const auto* block = payload.if_contains("block");
    auto bytes = block != nullptr && block->is_string() ? from_base64(std::string_view(block->get_string()))
                                                        : std::optional<std::string>();
    return measure::read_block(bytes.value_or(std::string()));
}

Result<CubeSpec> read_cube_spec(const json::object& from) {
    CubeSpec spec{text(from, "id"), text(from, "by"), text(from, "under"), text(from, "plan"),
                  text(from, "element")};
    if (spec.id.empty() || spec.id.size() > 100) return bad_spec("id", {"請給代碼", "Give it an id"});
    if (const auto name = text(from, "rhythm"); !name.empty()) {
        const auto rhythm = measure::parse_rhythm(name);
        if (!rhythm || *rhythm == measure::Rhythm::instant)
            return bad_spec("rhythm", {"不能彙總這種週期", "This rhythm cannot be rolled up"});
        spec.rhythm = *rhythm;
    }
    if (const auto name = text(from, "bucket"); !name.empty()) {
        const auto bucket = measure::parse_rhythm(name);
        if (!bucket || *bucket > spec.rhythm)
            return bad_spec("bucket",
                            {"彙總期間不能比填報週期短", "A bucket is not shorter than the rhythm"});
        spec.bucket = *bucket;
    }
    if (const auto name = text(from, "measured"); !name.empty()) {
        const auto measured = measure::parse_measured(name);
        if (!measured || *measured == measure::Measured::max || *measured == measure::Measured::min)
            return bad_spec("measured", {"常設彙總可用 sum、count、average、achievement",
                                         "A standing roll-up has sum, count, average or achievement"});
        spec.measured = *measured;
    }
    const bool figures =
        spec.measured == measure::Measured::sum || spec.measured == measure::Measured::average;
    if (figures && spec.element.empty())
        return bad_spec("element", {"加總與平均須指定資料項目", "Sums and averages are of one element"});
    return spec;
}

void write(JsonWriter& out, const CubeSpec& spec) {
    out.object().member("id", spec.id).member("by", spec.by).member_if("under", spec.under);
    out.member_if("plan", spec.plan).member_if("element", spec.element);
    out.member("rhythm", to_string(spec.rhythm)).member("bucket", to_string(spec.bucket));
    out.member("measured", to_string(spec.measured)).end();
}

bool fold_measure(Snapshot& snapshot, const ledger::Event& event, const json::object& payload) {
    if (event.type == event::values_recorded) return values_recorded(snapshot, event, payload);
    if (event.type == event::element_defined) return element_defined(snapshot, event, payload);
    if (event.type == event::unit_set) return unit_set(snapshot, event, payload);
    if (event.type == event::rollup_set) return rollup_set(snapshot, event, payload);
    Measure next = *snapshot.measure;
    next.drop_cube(text(payload, "id"), event.seq);
    snapshot.measure = kept(std::move(next), formulas_of(snapshot.measure));
    return true;
}

void restore_cubes(Snapshot& snapshot, const json::array& specs) {
    Measure next = *snapshot.measure;
    for (const auto& each : specs) {
        if (!each.is_object()) continue;
        const auto spec = read_cube_spec(each.get_object());
        auto cube = spec ? build_cube(snapshot, *spec) : nullptr;
        if (cube != nullptr) next.set_cube(std::move(cube), next.version());
    }
    snapshot.measure = kept(std::move(next), formulas_of(snapshot.measure));
}

void restructure_measure(Snapshot& snapshot, std::uint64_t seq) {
    if (snapshot.measure->cubes().empty()) return;
    Measure next = *snapshot.measure;
    next.restructure(seq);
    snapshot.measure = kept(std::move(next), formulas_of(snapshot.measure));
}

}  // namespace gangmu::state
