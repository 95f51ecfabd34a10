// Commands about measuring: what is counted, who reports it, and values. As all commands: right → validation
// against the newest state → events in one durable commit → folded → published. Threads: any. A handle: it
// must not outlive the registry.
//
// Rights: define_measures for elements, units and standing roll-ups; record_values for the agency that
// answers for the unit (of a unit without any agency: for all).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measure/measure.hpp"
#include "services/registry.hpp"

namespace gangmu::services {

// One value as somebody gives it, by names.
struct GivenValue {
    std::string element, unit;
    std::vector<std::pair<std::string, std::string>> members;  // of dimensions
    std::string period;
    std::optional<Decimal> value;  // nothing: takes the value out
    measure::Quality quality =
        measure::Quality::missing;  // missing: self-reported, or revised when it changes one
    std::string place;              // where it stood, for errors: "B7", "[3]"
};

struct GivenValues {
    std::vector<GivenValue> values;  // at most most_given
    measure::Plane plane = measure::Plane::actual;
    std::string way = "api";
    std::string note;  // why, when values of the past change
};
inline constexpr std::size_t most_given = 1'000'000;

struct Recorded {
    std::size_t given = 0;
    std::size_t changed = 0;  // of them, the rest stood there already
    Sequence seq = 0;         // of the last event; 0: nothing changed
};

// What one faulty value is told; the whole batch is refused.
struct ValueFault {
    std::size_t at = 0;  // in GivenValues::values
    Error error;
};

class Registry::Measure {
  public:
    explicit Measure(Registry& registry) : registry_(registry) {}

    // A new element, or the next version of one; the same again changes nothing. The version now.
    // Errors: element-…, element-fixed, plan-unknown, indicator-unknown.
    Result<std::uint32_t> define(const Actor& actor, const json::object& element);
    // Errors: unit-…, unit-parent (unknown, or a ring), agency-….
    Status set_unit(const Actor& actor, const json::object& unit);
    // Many, all or none; parents may come in the same list before their children. How many changed.
    Result<std::size_t> set_units(const Actor& actor, const json::array& units);

    // All or nothing; what stands there already is passed over, so that sending again changes nothing.
    // `faults`, if given, takes up to 1,000 of what is wrong. Errors: the first fault's; values-too-many.
    Result<Recorded> record(const Actor& actor, const GivenValues& values,
                            std::vector<ValueFault>* faults = nullptr);

    // Errors: rollup-….
    Status set_rollup(const Actor& actor, const json::object& spec);
    Status remove_rollup(const Actor& actor, std::string_view id);

    // What was known of one value, and when: newest last.
    struct Past {
        Sequence seq = 0;
        std::int64_t recorded_us = 0;
        std::string by, way, note;
        measure::Cell cell;
    };
    Result<std::vector<Past>> history(const measure::SeriesKey& key, std::int64_t period,
                                      measure::Plane plane, Sequence until) const;

  private:
    Registry& registry_;
};

}  // namespace gangmu::services
