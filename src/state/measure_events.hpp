// The events of measuring and their payloads; each a JSON object with "v": 1. See state/events.hpp.
//
//   element.defined   {"element":{…},"number","version"}   measure/definition.hpp; the first or the next
//   version unit.set          {"unit":{…},"number"}                a reporting unit, new or changed
//   values.recorded   {"values","plane","way","note","block"}   a batch as a column block (measure/block.hpp)
//                     in base64; "way" is how it came: api, sheet, report, sensor, mqtt, stock
//   rollup.set        {"rollup":{"id","by","under","plan","element","rhythm","bucket","measured"}}
//   rollup.removed    {"id"}
#pragma once

#include <optional>
#include <string_view>

#include "base/json.hpp"
#include "ledger/ledger.hpp"
#include "measure/measure.hpp"

namespace gangmu::state {

struct Snapshot;

namespace event {
inline constexpr std::string_view element_defined = "element.defined";
inline constexpr std::string_view unit_set = "unit.set";
inline constexpr std::string_view values_recorded = "values.recorded";
inline constexpr std::string_view rollup_set = "rollup.set";
inline constexpr std::string_view rollup_removed = "rollup.removed";
}  // namespace event

bool is_measure_event(std::string_view type);
std::optional<Message> measure_summary(std::string_view type, const json::object& payload);

// Payloads, as the commands write them.
std::string element_payload(const measure::Element& element);
std::string unit_payload(const measure::Unit& unit);
std::string values_payload(const measure::Block& block, std::string_view way, std::string_view note);
std::string rollup_payload(const measure::CubeSpec& spec);

// Of values.recorded. Errors: block-bad.
Result<measure::Block> block_of(const json::object& payload);
// Errors: rollup-… with the member in `where`.
Result<measure::CubeSpec> read_cube_spec(const json::object& from);
void write(JsonWriter& out, const measure::CubeSpec& spec);

// False: it does not fit what is there (nothing was changed then).
bool fold_measure(Snapshot& snapshot, const ledger::Event& event, const json::object& payload);
// The standing roll-ups of a checkpoint, built anew.
void restore_cubes(Snapshot& snapshot, const json::array& specs);
// A new edition of a plan, or agencies that moved: groupings by node or agency no longer hold.
void restructure_measure(Snapshot& snapshot, std::uint64_t seq);

}  // namespace gangmu::state
