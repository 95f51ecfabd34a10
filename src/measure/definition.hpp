// What is counted, and who reports it.
//   Element  資料項目: a thing counted or measured: name, unit, direction, how it adds up over time and over
//            reporting units, dimensions. An indicator by formula is an element with a formula.
//   Unit     填報單位: a place in the tree of reporting units (ministry → office → company → site), valid
//   from–to.
// Definitions are versions: a change makes the next one, the old ones stay, and every value knows under which
// one it was filed. Values only; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/persistent_map.hpp"
#include "measure/rhythm.hpp"

namespace gangmu::measure {

enum class Direction : std::uint8_t { none, more, less, reach };  // which way is better
enum class Aggregate : std::uint8_t { none, sum, last, average, max, min };
std::string_view to_string(Direction direction);
std::string_view to_string(Aggregate aggregate);
std::optional<Direction> parse_direction(std::string_view name);
std::optional<Aggregate> parse_aggregate(std::string_view name);

inline constexpr int most_decimals = 9;
inline constexpr std::int64_t largest_value = std::int64_t{1} << 53;  // of a stored number, either sign
inline constexpr std::size_t most_dimensions = 4;
inline constexpr std::size_t most_members = 400;  // of one dimension

struct Dimension {  // region: 北, 中, 南, 東
    std::string name;
    std::vector<std::string> members;

    bool operator==(const Dimension&) const = default;
};

struct Element {
    std::string id;             // a-z 0-9 . _ -, or of a plan's indicator: PLAN#INDICATOR
    std::uint32_t number = 0;   // within the store, for ever
    std::uint32_t version = 1;  // from 1
    Message name;
    Message about;
    std::string unit;
    int decimals = 0;                 // a stored number is value × 10^decimals; never changes
    Rhythm rhythm = Rhythm::quarter;  // never changes
    Direction direction = Direction::none;
    Aggregate over_time = Aggregate::sum;
    Aggregate over_units = Aggregate::sum;
    std::vector<Dimension> dimensions;   // members are only ever added
    std::optional<Decimal> least, most;  // what is outside is refused
    std::string formula;                 // computed, never recorded
    std::string plan, indicator;         // of a plan's indicator
    std::string group;                   // "stocks", "sensors", …: who keeps it
    bool retired = false;                // takes no more values

    bool operator==(const Element&) const = default;
};
using ElementPtr = std::shared_ptr<const Element>;

struct Unit {
    std::string id;
    std::uint32_t number = 0;
    std::string parent;  // a unit's id; empty: a root
    Message name;
    std::string kind;      // 部會, 公司, 廠, 醫院, 測站 …
    std::string agency;    // that answers for it; empty: the nearest above
    std::string from, to;  // ISO dates on which it begins, and no longer is; empty: open
    std::optional<double> latitude, longitude;
    json::object attributes;  // capacity, address …: whoever needs them

    bool holds(tracking::Day day) const;
    bool operator==(const Unit&) const = default;
};
using UnitPtr = std::shared_ptr<const Unit>;

// {"id","name":{"zh","en"},"about","unit","decimals","rhythm","direction","over_time","over_units",
//  "dimensions":[{"name","members"}],"least","most","formula","plan","indicator","group","retired"};
// what is at its default is left out. Errors: element-… with the member in `where`.
Result<Element> read_element(const json::object& from);
void write(JsonWriter& out, const Element& element);
// {"id","parent","name","kind","agency","from","to","latitude","longitude","attributes"}. Errors: unit-….
Result<Unit> read_unit(const json::object& from);
void write(JsonWriter& out, const Unit& unit);

// What a new version may not change: rhythm, decimals, members taken away. Errors: element-fixed.
Status check_next(const Element& before, const Element& after);

// A number as it is stored, and back. Errors: value-decimals, value-large.
Result<std::int64_t> to_stored(const Decimal& value, int decimals);
Decimal from_stored(std::int64_t stored, int decimals);

}  // namespace gangmu::measure
