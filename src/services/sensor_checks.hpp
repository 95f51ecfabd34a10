// What a sensor's value has to pass when it comes in: range, stuck, spike, neighbour. A value that does not
// is kept and marked suspect; which check marked it is a value of its own, at the same instant, of the
// element "ID.check" beside the sensor's element: so it is in the ledger and the checkpoint with the value.
//
// The settings stand with the reporting unit, in attributes.sensors.ELEMENT.checks, and hold for the units
// below it that have none of their own. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "measure/measure.hpp"

namespace gangmu::services {

enum class SensorCheck : std::uint8_t { none, range, stuck, spike, neighbour };
std::string_view to_string(SensorCheck check);
Message words(SensorCheck check);

inline constexpr std::string_view sensors_group = "sensors";
inline constexpr std::string_view checks_group = "sensor-checks";
// Observations of sensors: instants of the group "sensors".
bool is_sensor(const measure::Element& element);
// The element that holds the marks of this one.
std::string check_id(std::string_view element);
measure::Element check_element(const measure::Element& of);

struct SensorChecks {
    std::optional<Decimal> low, high;     // range
    int stuck_points = 0;                 // 0: not checked
    Decimal tolerance = 0;                // of stuck
    std::optional<Decimal> deviations;    // spike
    Decimal least_spread = 0;             // of spike
    std::optional<Decimal> most;          // neighbour: from the median of the neighbours
    std::int64_t within = 600;            // seconds, in which a neighbour's value is of the same time
    std::vector<std::string> neighbours;  // units; empty: those beside it in the tree
    std::string unit;                     // where it is set

    bool any() const { return low || high || stuck_points > 0 || deviations || most; }
};

// {"range":{"low","high"},"stuck":{"points","tolerance"},"spike":{"deviations","least_spread"},
//  "neighbour":{"most","within","units"}}. Errors: sensor-checks with the member in `where`.
Result<SensorChecks> read_sensor_checks(const json::object& from);
// Of a unit's attributes: what stands there under "sensors" is well formed. Errors: sensor-checks.
Status check_sensor_settings(const json::object& attributes);
// Those that hold for an element at a unit; null: there are none.
std::optional<SensorChecks> checks_of(const measure::Measure& measure, const measure::Element& element,
                                      const measure::Unit& unit);
// What is declared for it at the unit itself; null: nothing.
const json::object* declared_sensor(const measure::Unit& unit, std::string_view element);
// The mark that stands with a value.
SensorCheck mark_of(const measure::Measure& measure, const measure::Element& element,
                    const measure::SeriesKey& key, std::int64_t at);

// Values that come in, ascending by series and instant.
struct IncomingValue {
    measure::SeriesKey key;
    std::int64_t at = 0;
    std::int64_t stored = 0;
    bool judged = true;  // false: it takes part, but somebody said what to think of it, or it is known
    SensorCheck mark = SensorCheck::none;  // the answer
};
void judge(const measure::Measure& measure, std::vector<IncomingValue>& values);

}  // namespace gangmu::services
