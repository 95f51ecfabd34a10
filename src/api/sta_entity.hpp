// The entities of OGC SensorThings 1.1 as handles on what the engine holds: a Thing is a station (a reporting
// unit with a place or sensors), an ObservedProperty an element of the group "sensors", a Datastream both of
// them together, an Observation one value. Nothing is kept here. How they map: docs/sensors.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.hpp"
#include "measure/measure.hpp"

namespace gangmu::api::sta {

enum class Kind : std::uint8_t {
    thing,
    location,
    historical_location,
    sensor,
    observed_property,
    datastream,
    observation,
    feature,
};
std::string_view set_name(Kind kind);  // "Things"
std::optional<Kind> kind_of_set(std::string_view name);

struct Entity {
    Kind kind = Kind::thing;
    const measure::Unit* unit = nullptr;        // but of an ObservedProperty
    const measure::Element* element = nullptr;  // of those that belong to a Datastream, and it
    std::int64_t at = 0;                        // of an Observation: microseconds since 1970
    measure::Cell cell = {};
};

struct Link {
    Kind kind = Kind::thing;
    bool many = true;
};
// What a name leads to from an entity of this kind: "Datastream", "Observations"; nothing: it is no link.
std::optional<Link> link(Kind from, std::string_view name);
const std::vector<std::string_view>& links(Kind of);

std::string id_of(const Entity& entity);
// Nothing: there is none.
std::optional<Entity> find(const measure::Measure& measure, Kind kind, std::string_view id);

// Where Observations are looked for: microseconds, both included.
struct Between {
    std::int64_t first = measure::earliest, last = measure::latest;
};
inline constexpr std::size_t most_entities = 2'000'000;
// All of a kind, by id; Observations by time within their Datastream. Errors: sta-many.
Result<std::vector<Entity>> all(const measure::Measure& measure, Kind kind, Between between);
// What an entity's link leads to. Errors: sta-many.
Result<std::vector<Entity>> follow(const measure::Measure& measure, const Entity& from, Link to,
                                   Between between);

// The entity's properties without links, and one of them ("result", "id").
json::object properties(const measure::Measure& measure, const Entity& entity);
json::value property(const measure::Measure& measure, const Entity& entity, std::string_view name);

std::string time_text(std::int64_t us);  // 2026-08-01T02:05:30.500Z
std::optional<std::int64_t> parse_time(std::string_view text);

}  // namespace gangmu::api::sta
