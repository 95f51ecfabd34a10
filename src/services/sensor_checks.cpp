#include "services/sensor_checks.hpp"

#include <algorithm>

#include "warning/quality.hpp"

namespace gangmu::services {
namespace {

using measure::Element;
using measure::Measure;
using measure::SeriesKey;
using measure::Unit;

constexpr std::int64_t second_us = 1'000'000;
constexpr int most_stuck = 500;
constexpr std::size_t most_neighbours = 20;

Error wrong(std::string where, Message why) {
    return fail(Fault::invalid, "sensor-checks",
                {"品質檢查的設定不對：" + why.zh, "The quality checks are not right: " + why.en},
                {"說明見 docs/sensors.md", "See docs/sensors.md"}, std::move(where));
}

std::optional<Decimal> number(const json::value& value) {
    return value.is_string() ? Decimal::parse(std::string_view(value.get_string()))
                             : Decimal::parse(print_json(value));
}

// A member that is a number, within what it may be.
Status take(const json::object& from, std::string_view check, std::string_view name,
            std::optional<Decimal>& to, const Decimal& least) {
    const auto* value = from.if_contains(name);
    if (value == nullptr || value->is_null()) return {};
    to = number(*value);
    if (!to || *to < least)
        return wrong(std::string(check) + "." + std::string(name),
                     {"應為數字，且不可小於下限", "it should be a number, and not below the least"});
    return {};
}

Status read_one(const std::string& check, const json::object& from, SensorChecks& out) {
    const Decimal anything(-measure::largest_value);
    std::optional<Decimal> points, within, tolerance, least_spread;
    if (check == "range") {
        CHECK(take(from, check, "low", out.low, anything));
        CHECK(take(from, check, "high", out.high, anything));
        if (!out.low && !out.high) return wrong(check, {"缺少 low 或 high", "low or high is missing"});
    } else if (check == "stuck") {
        CHECK(take(from, check, "points", points, 2));
        CHECK(take(from, check, "tolerance", tolerance, 0));
        if (points && *points > Decimal(most_stuck))
            return wrong("stuck.points", {"至多 500 筆", "at most 500 values"});
        out.stuck_points = points ? static_cast<int>(points->approximate()) : 6;
        out.tolerance = tolerance.value_or(0);
    } else if (check == "spike") {
        CHECK(take(from, check, "deviations", out.deviations, 1));
        CHECK(take(from, check, "least_spread", least_spread, 0));
        if (!out.deviations) out.deviations = Decimal(6);
        out.least_spread = least_spread.value_or(0);
    } else if (check == "neighbour") {
        CHECK(take(from, check, "most", out.most, 0));
        CHECK(take(from, check, "within", within, 1));
        if (!out.most) return wrong("neighbour.most", {"缺少 most", "most is missing"});
        if (within && *within > Decimal(86'400))
            return wrong("neighbour.within", {"至多 86400 秒", "at most 86400 seconds"});
        if (within) out.within = static_cast<std::int64_t>(within->approximate());
        if (const auto* units = from.if_contains("units")) {
            const auto* list = units->if_array();
            if (list == nullptr || list->size() > most_neighbours)
                return wrong("neighbour.units", {"應為至多 20 個填報單位", "it should be at most 20 units"});
            for (const auto& each : *list) {
                if (!each.is_string()) return wrong("neighbour.units", {"應為文字", "it should be texts"});
                out.neighbours.emplace_back(each.get_string());
            }
        }
    } else {
        return wrong(check,
                     {"只有 range、stuck、spike、neighbour", "there are range, stuck, spike and neighbour"});
    }
    return {};
}

// The values of a series in the order of time, those before the batch and those of it.
class Before {
  public:
    Before(const Measure& measure, const Element& element, const SeriesKey& key, std::int64_t at,
           std::size_t wanted)
        : element_(element), wanted_(wanted) {
        // Looks back further until enough is found: a station sends each second, or each day.
        for (const std::int64_t span : {600LL, 6 * 3600LL, 7 * 86'400LL, 60 * 86'400LL}) {
            points_.clear();
            measure.each(key, at - span * second_us, at - 1,
                         [&](std::int64_t when, const measure::Cell& cell) { add(when, cell.value); });
            if (points_.size() >= wanted) break;
        }
    }
    void add(std::int64_t at, std::int64_t stored) {
        points_.push_back({at / second_us, measure::from_stored(stored, element_.decimals)});
        if (points_.size() > 8 * wanted_ + 64)
            points_.erase(points_.begin(), points_.end() - static_cast<std::ptrdiff_t>(wanted_));
    }
    // The newest, without those out of range if `plausible`.
    warning::Line line(std::size_t most, const SensorChecks* plausible) const {
        warning::Line line;
        line.unit = element_.unit;
        for (auto point = points_.rbegin(); point != points_.rend() && line.points.size() < most; ++point) {
            const bool last = point == points_.rbegin();
            if (plausible != nullptr && !last && warning::range(*point, {}, plausible->low, plausible->high))
                continue;
            line.points.push_back(*point);
        }
        std::reverse(line.points.begin(), line.points.end());
        return line;
    }

  private:
    const Element& element_;
    std::size_t wanted_;
    std::vector<warning::Point> points_;
};

std::vector<const Unit*> neighbours_of(const Measure& measure, const SensorChecks& checks, const Unit& unit) {
    std::vector<const Unit*> found;
    if (checks.neighbours.empty()) {
        for (const Unit* each : measure.children(unit.parent))
            if (each->id != unit.id && found.size() < most_neighbours) found.push_back(each);
        return found;
    }
    for (const auto& id : checks.neighbours)
        if (const Unit* each = measure.unit(id); each != nullptr && each->id != unit.id)
            found.push_back(each);
    return found;
}

// The neighbours' values of the same time, of what is there and of what comes along.
std::vector<Decimal> beside(const Measure& measure, const Element& element, const SensorChecks& checks,
                            const std::vector<const Unit*>& units, const IncomingValue& value,
                            const std::vector<IncomingValue>& batch) {
    std::vector<Decimal> out;
    const auto within = checks.within * second_us;
    for (const Unit* unit : units) {
        SeriesKey key = value.key;
        key.unit = unit->number;
        std::optional<std::pair<std::int64_t, std::int64_t>> nearest;  // how far, value
        const auto look = [&](std::int64_t at, std::int64_t stored) {
            const auto apart = std::abs(at - value.at);
            if (apart <= within && (!nearest || apart < nearest->first)) nearest = {apart, stored};
        };
        measure.each(key, value.at - within, value.at + within,
                     [&](std::int64_t at, const measure::Cell& cell) {
                         if (cell.quality != measure::Quality::suspect) look(at, cell.value);
                     });
        auto from = std::lower_bound(
            batch.begin(), batch.end(), std::pair(key, value.at - within),
            [](const IncomingValue& a, const auto& b) { return std::pair(a.key, a.at) < b; });
        for (; from != batch.end() && from->key == key && from->at <= value.at + within; ++from)
            if (from->mark == SensorCheck::none) look(from->at, from->stored);
        if (nearest) out.push_back(measure::from_stored(nearest->second, element.decimals));
    }
    return out;
}

}  // namespace

std::string_view to_string(SensorCheck check) {
    constexpr std::string_view names[] = {"", "range", "stuck", "spike", "neighbour"};
    return names[static_cast<std::size_t>(check)];
}

Message words(SensorCheck check) {
    static const Message all[] = {{},
                                  {"超出合理範圍", "outside the plausible range"},
                                  {"數值停滯", "stuck"},
                                  {"突波", "spike"},
                                  {"與鄰近測站不符", "unlike its neighbours"}};
    return all[static_cast<std::size_t>(check)];
}

bool is_sensor(const Element& element) {
    return element.group == sensors_group && element.rhythm == measure::Rhythm::instant;
}

std::string check_id(std::string_view element) {
    return std::string(element) + ".check";
}

Element check_element(const Element& of) {
    Element out;
    out.id = check_id(of.id);
    out.name = {of.name.zh + "：品質檢查", of.name.en.empty() ? of.id + ": check" : of.name.en + ": check"};
    out.about = {"由綱目記錄：1 範圍、2 停滯、3 突波、4 鄰站",
                 "Kept by Gangmu: 1 range, 2 stuck, 3 spike, 4 neighbour"};
    out.rhythm = measure::Rhythm::instant;
    out.dimensions = of.dimensions;
    out.over_time = out.over_units = measure::Aggregate::none;
    out.group = checks_group;
    return out;
}

Result<SensorChecks> read_sensor_checks(const json::object& from) {
    SensorChecks out;
    for (const auto& member : from) {
        if (!member.value().is_object())
            return wrong(std::string(member.key()), {"應為物件", "it should be an object"});
        CHECK(read_one(std::string(member.key()), member.value().get_object(), out));
    }
    if (out.low && out.high && *out.low > *out.high)
        return wrong("range", {"low 大於 high", "low is greater than high"});
    return out;
}

Status check_sensor_settings(const json::object& attributes) {
    const auto* sensors = attributes.if_contains("sensors");
    if (sensors == nullptr) return {};
    if (!sensors->is_object()) return wrong("attributes.sensors", {"應為物件", "it should be an object"});
    for (const auto& sensor : sensors->get_object()) {
        const auto where = "attributes.sensors." + std::string(sensor.key());
        const auto* declared = sensor.value().if_object();
        if (declared == nullptr) return wrong(where, {"應為物件", "it should be an object"});
        if (const auto* interval = declared->if_contains("interval")) {
            const auto seconds = number(*interval);
            if (!seconds || *seconds < Decimal(1) || *seconds > Decimal(31 * 86'400))
                return wrong(where + ".interval",
                             {"應為 1 至 2678400 秒", "it should be 1 to 2678400 seconds"});
        }
        if (const auto* checks = declared->if_contains("checks")) {
            if (!checks->is_object()) return wrong(where + ".checks", {"應為物件", "it should be an object"});
            auto read = read_sensor_checks(checks->get_object());
            if (!read) {
                read.error().where = where + ".checks." + read.error().where;
                return read.error();
            }
        }
    }
    return {};
}

const json::object* declared_sensor(const Unit& unit, std::string_view element) {
    const auto* sensors = unit.attributes.if_contains("sensors");
    if (sensors == nullptr || !sensors->is_object()) return nullptr;
    const auto* found = sensors->get_object().if_contains(element);
    return found == nullptr ? nullptr : found->if_object();
}

std::optional<SensorChecks> checks_of(const Measure& measure, const Element& element, const Unit& unit) {
    for (const Unit* at = &unit; at != nullptr;
         at = at->parent.empty() ? nullptr : measure.unit(at->parent)) {
        const auto* declared = declared_sensor(*at, element.id);
        const auto* checks = declared == nullptr ? nullptr : declared->if_contains("checks");
        if (checks == nullptr || !checks->is_object()) continue;
        auto read = read_sensor_checks(checks->get_object());
        if (!read || !read->any()) return std::nullopt;
        read->unit = at->id;
        return std::move(*read);
    }
    return std::nullopt;
}

SensorCheck mark_of(const Measure& measure, const Element& element, const SeriesKey& key, std::int64_t at) {
    const Element* marks = measure.element(check_id(element.id));
    if (marks == nullptr || marks->group != checks_group) return SensorCheck::none;
    const auto cell = measure.cell({marks->number, key.unit, key.combination}, at);
    if (!cell.present() || cell.value < 1 || cell.value > 4) return SensorCheck::none;
    return static_cast<SensorCheck>(cell.value);
}

void judge(const Measure& measure, std::vector<IncomingValue>& values) {
    for (std::size_t begin = 0, end = 0; begin < values.size(); begin = end) {
        const SeriesKey key = values[begin].key;
        while (end < values.size() && values[end].key == key)
            ++end;
        const Element* element = measure.element(key.element);
        const Unit* unit = measure.unit(key.unit);
        if (element == nullptr || unit == nullptr) continue;
        const auto checks = checks_of(measure, *element, *unit);
        if (!checks) continue;
        const auto wanted = static_cast<std::size_t>(std::max(checks->stuck_points, 26));
        Before before(measure, *element, key, values[begin].at, wanted);
        const auto units = checks->most ? neighbours_of(measure, *checks, *unit) : std::vector<const Unit*>();
        for (std::size_t i = begin; i < end; ++i) {
            IncomingValue& value = values[i];
            before.add(value.at, value.stored);
            if (!value.judged) continue;
            const warning::Point point{value.at / second_us,
                                       measure::from_stored(value.stored, element->decimals)};
            if (warning::range(point, {}, checks->low, checks->high))
                value.mark = SensorCheck::range;
            else if (checks->stuck_points > 0 &&
                     warning::stuck(before.line(wanted, nullptr), checks->stuck_points, checks->tolerance))
                value.mark = SensorCheck::stuck;
            else if (checks->deviations &&
                     warning::spike(before.line(13, &*checks), *checks->deviations, checks->least_spread))
                value.mark = SensorCheck::spike;
            else if (checks->most &&
                     warning::neighbour(point, {}, beside(measure, *element, *checks, units, value, values),
                                        *checks->most))
                value.mark = SensorCheck::neighbour;
        }
    }
}

}  // namespace gangmu::services
