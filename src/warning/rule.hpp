// What raises an alert, as data. Each kind reads the fields that its line below names; the others are at
// their defaults and not written. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "warning/series.hpp"

namespace gangmu::warning {

enum class Kind : std::uint8_t {
    threshold,  // side, limits, release, hold, hold_points
    seasonal,  // side, years, window_days, deviations, least_spread: against the same season of earlier years
    rate,      // side, change (in `relative` percent or in the unit), span
    missing,   // grace
    forecast,  // side, limits, horizon_days: the trend comes to the line
    range,     // low, high             } quality of sensors
    stuck,     // stuck_points, tolerance
    spike,     // deviations, least_spread
};
enum class Side : std::uint8_t { under, over, either };
enum class Level : std::uint8_t { watch, warning, severe };         // 注意, 警戒, 嚴重
enum class Mode : std::uint8_t { actual, exercise, test, system };  // as CAP's status

std::string_view to_string(Kind kind);
std::string_view to_string(Side side);
std::string_view to_string(Level level);
std::string_view to_string(Mode mode);
std::optional<Kind> kind_from(std::string_view name);
std::optional<Side> side_from(std::string_view name);
std::optional<Level> level_from(std::string_view name);
std::optional<Mode> mode_from(std::string_view name);
Message words(Kind kind);
Message words(Level level);
Message words(Mode mode);  // 演習 / EXERCISE; actual: empty

struct Limit {
    std::int32_t from = INT32_MIN;  // Taipei's day since 1970; before the earliest none holds
    Decimal value;

    bool operator==(const Limit&) const = default;
};

struct Rule {
    std::string id;
    Message name;
    std::string element;                   // what it watches
    std::vector<std::string> units;        // empty: every unit with values
    std::vector<std::string> combination;  // values of the element's dimensions; empty: every combination
    Kind kind = Kind::threshold;
    Level level = Level::warning;
    std::string category =
        "Infra";  // CAP 1.2's: Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other
    Mode mode = Mode::actual;
    bool off = false;
    bool closes = false;  // resolved by itself when its condition is over; else a person does

    Side side = Side::under;
    std::vector<Limit> limits;  // ascending by day; 7 from 2021, 8 from 2022, 11 from 2025
    Decimal release = 0;        // how far beyond the limit a value has to come back (hysteresis)
    Moment hold = 0;            // for how long it has to be over the line
    int hold_points = 1;        // and how many values in a row
    Decimal change = 0;
    bool relative = false;
    Moment span = day;
    int years = 3;
    int window_days = 15;
    Decimal deviations = Decimal(35, 1);
    Decimal least_spread = 0;
    Moment grace = 0;
    int horizon_days = 90;
    std::optional<Decimal> low, high;
    int stuck_points = 6;
    Decimal tolerance = 0;

    int escalate_hours = 0;         // unacknowledged for so long: told to `escalate_to`; 0: never
    std::vector<std::string> tell;  // accounts or agencies
    std::vector<std::string> escalate_to;

    bool operator==(const Rule&) const = default;
};

// From JSON, validated: unknown members, values out of range and fields that its kind does not read are
// errors with the member in `where` ("warning-rule", "warning-rule-member", "warning-rule-value").
Result<Rule> read_rule(const json::object& object);
void write_rule(JsonWriter& out, const Rule& rule);

// The limit in force on a day; nothing: none yet.
std::optional<Decimal> limit_on(const Rule& rule, std::int32_t on);

}  // namespace gangmu::warning
