#include "api/sta_entity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "services/sensor_checks.hpp"

namespace gangmu::api::sta {
namespace {

using measure::Element;
using measure::Measure;
using measure::SeriesKey;
using measure::Unit;

constexpr std::string_view sets[] = {"Things",       "Locations",          "HistoricalLocations",
                                     "Sensors",      "ObservedProperties", "Datastreams",
                                     "Observations", "FeaturesOfInterest"};

struct LinkName {
    Kind from;
    std::string_view name;
    Kind to;
    bool many;
};
constexpr LinkName link_names[] = {
    {Kind::thing, "Datastreams", Kind::datastream, true},
    {Kind::thing, "Locations", Kind::location, true},
    {Kind::thing, "HistoricalLocations", Kind::historical_location, true},
    {Kind::location, "Things", Kind::thing, true},
    {Kind::location, "HistoricalLocations", Kind::historical_location, true},
    {Kind::historical_location, "Thing", Kind::thing, false},
    {Kind::historical_location, "Locations", Kind::location, true},
    {Kind::sensor, "Datastreams", Kind::datastream, true},
    {Kind::observed_property, "Datastreams", Kind::datastream, true},
    {Kind::datastream, "Thing", Kind::thing, false},
    {Kind::datastream, "Sensor", Kind::sensor, false},
    {Kind::datastream, "ObservedProperty", Kind::observed_property, false},
    {Kind::datastream, "Observations", Kind::observation, true},
    {Kind::observation, "Datastream", Kind::datastream, false},
    {Kind::observation, "FeatureOfInterest", Kind::feature, false},
    {Kind::feature, "Observations", Kind::observation, true},
};

SeriesKey key_of(const Element& element, const Unit& unit) {
    return {element.number, unit.number, 0};
}

bool placed(const Unit& unit) {
    return unit.latitude && unit.longitude;
}

bool has_datastream(const Measure& measure, const Element& element, const Unit& unit) {
    return services::is_sensor(element) && (services::declared_sensor(unit, element.id) != nullptr ||
                                            measure.row(key_of(element, unit)).has_value());
}

std::vector<const Element*> sensor_elements(const Measure& measure) {
    std::vector<const Element*> out;
    for (std::uint32_t i = 0; i < measure.elements(); ++i)
        if (const auto* element = measure.element(i); services::is_sensor(*element)) out.push_back(element);
    return out;
}

std::vector<Entity> datastreams(const Measure& measure, const Element* element, const Unit* unit) {
    std::vector<Entity> out;
    if (unit != nullptr) {
        for (const auto* each :
             element != nullptr ? std::vector<const Element*>{element} : sensor_elements(measure))
            if (has_datastream(measure, *each, *unit)) out.push_back({Kind::datastream, unit, each});
        return out;
    }
    const auto elements =
        element != nullptr ? std::vector<const Element*>{element} : sensor_elements(measure);
    for (const auto* each : elements)
        for (std::uint32_t i = 0; i < measure.units(); ++i)
            if (const auto* at = measure.unit(i); has_datastream(measure, *each, *at))
                out.push_back({Kind::datastream, at, each});
    return out;
}

bool station(const Measure& measure, const Unit& unit) {
    return placed(unit) || unit.attributes.contains("sensors") ||
           !datastreams(measure, nullptr, &unit).empty();
}

Error too_many() {
    return fail(Fault::too_large, "sta-many",
                {"符合的實體過多（上限 200 萬）", "Too many entities fit (at most 2,000,000)"},
                {"請以 phenomenonTime 篩選，或由一個 Datastream 查詢",
                 "Filter by phenomenonTime, or ask one Datastream"});
}

Status add_observations(const Measure& measure, const Entity& datastream, Between between,
                        std::vector<Entity>& out) {
    bool full = false;
    measure.each(key_of(*datastream.element, *datastream.unit), between.first, between.last,
                 [&](std::int64_t at, const measure::Cell& cell) {
                     if (out.size() >= most_entities)
                         full = true;
                     else
                         out.push_back({Kind::observation, datastream.unit, datastream.element, at, cell});
                 });
    if (full) return too_many();
    return {};
}

std::string text_of(const Message& words, std::string_view otherwise) {
    return words.zh.empty() ? words.en.empty() ? std::string(otherwise) : words.en : words.zh;
}

json::value point_of(const Unit& unit) {
    return json::object{{"type", "Point"}, {"coordinates", json::array{*unit.longitude, *unit.latitude}}};
}

json::object thing(const Measure& measure, const Unit& unit) {
    json::object more = unit.attributes;
    more.erase("sensors");
    std::string about = unit.kind;
    if (const auto* said = more.if_contains("description"); said != nullptr && said->is_string())
        about = said->get_string();
    more.erase("description");
    if (!unit.parent.empty()) more["parent"] = unit.parent;
    if (!unit.kind.empty()) more["kind"] = unit.kind;
    if (const auto agency = measure.agency_of(unit); !agency.empty()) more["agency"] = agency;
    return {{"name", text_of(unit.name, unit.id)}, {"description", about}, {"properties", std::move(more)}};
}

json::object sensor(const Entity& of) {
    json::object out{{"name", of.unit->name.zh + " " + text_of(of.element->name, of.element->id)},
                     {"description", ""},
                     {"encodingType", "application/pdf"},
                     {"metadata", ""}};
    const auto* declared = services::declared_sensor(*of.unit, of.element->id);
    const auto* given = declared == nullptr ? nullptr : declared->if_contains("sensor");
    if (given != nullptr && given->is_object())
        for (const auto& member : given->get_object())
            out[member.key()] = member.value();
    return out;
}

json::object datastream(const Measure& measure, const Entity& of) {
    const Element& element = *of.element;
    json::object out{
        {"name", text_of(of.unit->name, of.unit->id) + " " + text_of(element.name, element.id)},
        {"description", text_of(element.about, "")},
        {"observationType", "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"},
        {"unitOfMeasurement",
         json::object{
             {"name", element.unit.empty() ? json::value() : json::value(json::string(element.unit))},
             {"symbol", element.unit.empty() ? json::value() : json::value(json::string(element.unit))},
             {"definition", nullptr}}}};
    json::object more;
    if (const auto* declared = services::declared_sensor(*of.unit, element.id))
        for (const auto& member : *declared) {
            if (member.key() == "sensor") continue;
            if (member.key() == "name" || member.key() == "description")
                out[member.key()] = member.value();
            else
                more[member.key()] = member.value();
        }
    (void)measure;
    out["properties"] = std::move(more);
    return out;
}

json::object observation(const Measure& measure, const Entity& of) {
    return {{"phenomenonTime", property(measure, of, "phenomenonTime")},
            {"result", property(measure, of, "result")},
            {"resultTime", nullptr},
            {"resultQuality", property(measure, of, "resultQuality")}};
}

json::value quality(const Measure& measure, const Entity& of) {
    json::object out{{"quality", to_string(of.cell.quality)}};
    if (of.cell.quality != measure::Quality::suspect) return out;
    const auto mark = services::mark_of(measure, *of.element, key_of(*of.element, *of.unit), of.at);
    if (mark == services::SensorCheck::none) return out;
    out["check"] = to_string(mark);
    out["because"] = services::words(mark).zh;
    out["because_en"] = services::words(mark).en;
    return out;
}

}  // namespace

std::string_view set_name(Kind kind) {
    return sets[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_of_set(std::string_view name) {
    for (std::size_t i = 0; i < std::size(sets); ++i)
        if (sets[i] == name) return static_cast<Kind>(i);
    return std::nullopt;
}

std::optional<Link> link(Kind from, std::string_view name) {
    for (const auto& each : link_names)
        if (each.from == from && each.name == name) return Link{each.to, each.many};
    return std::nullopt;
}

const std::vector<std::string_view>& links(Kind of) {
    static const auto by_kind = [] {
        std::array<std::vector<std::string_view>, 8> out;
        for (const auto& each : link_names)
            out[static_cast<std::size_t>(each.from)].push_back(each.name);
        return out;
    }();
    return by_kind[static_cast<std::size_t>(of)];
}

std::string id_of(const Entity& entity) {
    switch (entity.kind) {
        case Kind::observed_property:
            return entity.element->id;
        case Kind::datastream:
        case Kind::sensor:
            return entity.element->id + "@" + entity.unit->id;
        case Kind::observation:
            return entity.element->id + "@" + entity.unit->id + "@" + std::to_string(entity.at);
        default:
            return entity.unit->id;
    }
}

std::optional<Entity> find(const Measure& measure, Kind kind, std::string_view id) {
    if (kind == Kind::observed_property) {
        const auto* element = measure.element(id);
        if (element == nullptr || !services::is_sensor(*element)) return std::nullopt;
        return Entity{kind, nullptr, element};
    }
    if (kind == Kind::datastream || kind == Kind::sensor || kind == Kind::observation) {
        const auto first = id.find('@');
        if (first == std::string_view::npos) return std::nullopt;
        auto unit_id = id.substr(first + 1);
        std::int64_t at = 0;
        if (kind == Kind::observation) {
            const auto last = unit_id.rfind('@');
            if (last == std::string_view::npos) return std::nullopt;
            const auto digits = Decimal::parse(unit_id.substr(last + 1));
            if (!digits || digits->scale() != 0) return std::nullopt;
            at = digits->digits();
            unit_id = unit_id.substr(0, last);
        }
        const auto* element = measure.element(id.substr(0, first));
        const auto* unit = measure.unit(unit_id);
        if (element == nullptr || unit == nullptr || !has_datastream(measure, *element, *unit))
            return std::nullopt;
        Entity found{kind, unit, element, at};
        if (kind != Kind::observation) return found;
        found.cell = measure.cell(key_of(*element, *unit), at);
        if (!found.cell.present()) return std::nullopt;
        return found;
    }
    const auto* unit = measure.unit(id);
    if (unit == nullptr || !station(measure, *unit)) return std::nullopt;
    if ((kind == Kind::location || kind == Kind::feature) && !placed(*unit)) return std::nullopt;
    if (kind == Kind::historical_location && (!placed(*unit) || unit->from.empty())) return std::nullopt;
    return Entity{kind, unit};
}

Result<std::vector<Entity>> all(const Measure& measure, Kind kind, Between between) {
    std::vector<Entity> out;
    if (kind == Kind::observed_property) {
        for (const auto* element : sensor_elements(measure))
            out.push_back({kind, nullptr, element});
    } else if (kind == Kind::datastream || kind == Kind::sensor || kind == Kind::observation) {
        for (Entity each : datastreams(measure, nullptr, nullptr)) {
            if (kind == Kind::observation) {
                CHECK(add_observations(measure, each, between, out));
                continue;
            }
            each.kind = kind;
            out.push_back(each);
        }
        return out;
    } else {
        for (std::uint32_t i = 0; i < measure.units(); ++i)
            if (const auto found = find(measure, kind, measure.unit(i)->id)) out.push_back(*found);
    }
    std::sort(out.begin(), out.end(), [](const Entity& a, const Entity& b) { return id_of(a) < id_of(b); });
    return out;
}

Result<std::vector<Entity>> follow(const Measure& measure, const Entity& from, Link to, Between between) {
    std::vector<Entity> out;
    if (to.kind == Kind::observation) {
        for (const auto& each : datastreams(measure, from.element, from.unit))
            CHECK(add_observations(measure, each, between, out));
        return out;
    }
    if (to.kind == Kind::datastream) return datastreams(measure, from.element, from.unit);
    if (to.kind == Kind::sensor || to.kind == Kind::observed_property) {
        out.push_back({to.kind, to.kind == Kind::sensor ? from.unit : nullptr, from.element});
        return out;
    }
    if (const auto found = find(measure, to.kind, from.unit->id)) out.push_back(*found);
    return out;
}

json::object properties(const Measure& measure, const Entity& entity) {
    switch (entity.kind) {
        case Kind::thing:
            return thing(measure, *entity.unit);
        case Kind::location:
            return {{"name", text_of(entity.unit->name, entity.unit->id)},
                    {"description", ""},
                    {"encodingType", "application/geo+json"},
                    {"location", point_of(*entity.unit)}};
        case Kind::historical_location:
            return {{"time", entity.unit->from + "T00:00:00+08:00"}};
        case Kind::sensor:
            return sensor(entity);
        case Kind::observed_property:
            return {{"name", text_of(entity.element->name, entity.element->id)},
                    {"definition", entity.element->id},
                    {"description", text_of(entity.element->about, "")}};
        case Kind::datastream:
            return datastream(measure, entity);
        case Kind::observation:
            return observation(measure, entity);
        case Kind::feature:
            return {{"name", text_of(entity.unit->name, entity.unit->id)},
                    {"description", ""},
                    {"encodingType", "application/geo+json"},
                    {"feature", point_of(*entity.unit)}};
    }
    return {};
}

json::value property(const Measure& measure, const Entity& entity, std::string_view name) {
    if (name == "id" || name == "@iot.id") return json::value(json::string(id_of(entity)));
    if (entity.kind == Kind::observation) {
        if (name == "phenomenonTime") return json::value(json::string(time_text(entity.at)));
        if (name == "result") {
            if (entity.element->decimals == 0) return entity.cell.value;
            return measure::from_stored(entity.cell.value, entity.element->decimals).approximate();
        }
        if (name == "resultQuality") return quality(measure, entity);
        return nullptr;
    }
    const auto object = properties(measure, entity);
    const auto* found = object.if_contains(name);
    return found == nullptr ? json::value() : *found;
}

std::string time_text(std::int64_t us) {
    using namespace std::chrono;
    const sys_time<microseconds> time{microseconds(us)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    auto out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int(date.year()), unsigned(date.month()),
                           unsigned(date.day()), clock.hours().count(), clock.minutes().count(),
                           clock.seconds().count());
    const auto rest = clock.subseconds().count();
    if (rest % 1000 != 0) return out + fmt::format(".{:06}Z", rest);
    return out + fmt::format(".{:03}Z", rest / 1000);
}

std::optional<std::int64_t> parse_time(std::string_view text) {
    const auto period = measure::parse_period(text);
    if (!period || period->rhythm != measure::Rhythm::instant) return std::nullopt;
    return period->number;
}

}  // namespace gangmu::api::sta
