// A batch of values as one column block: what an event of the ledger carries. Series by series, each with its
// periods and its numbers as differences in as few bytes as they need; a quarter's figure takes 2 to 4 bytes.
//
// Layout (varints, signed ones zigzag): "GMV1", plane, number of series; for each: element, unit,
// combination, version, number of values, qualities (the one that all have, or 0 and then one byte a value),
// first period, then the gaps between periods less one, then the numbers as differences. Pure; any thread.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "measure/columns.hpp"

namespace gangmu::measure {

// Members of up to four dimensions: 16 bits each, the member's number from 1, or 0: not split by it.
using Combination = std::uint64_t;

struct SeriesKey {
    std::uint32_t element = 0;  // numbers of Element and Unit
    std::uint32_t unit = 0;
    Combination combination = 0;

    auto operator<=>(const SeriesKey&) const = default;
};

enum class Plane : std::uint8_t { actual, target };  // what came to be, what was promised
std::string_view to_string(Plane plane);
std::optional<Plane> parse_plane(std::string_view name);

struct SeriesBlock {
    SeriesKey key;
    std::uint16_t version = 1;  // of the element's definition
    struct Value {
        std::int64_t period = 0;
        std::int64_t value = 0;
        Quality quality = Quality::missing;  // missing: the value is taken out

        bool operator==(const Value&) const = default;
    };
    std::vector<Value> values;  // ascending by period, each once

    bool operator==(const SeriesBlock&) const = default;
};

struct Block {
    Plane plane = Plane::actual;
    std::vector<SeriesBlock> series;  // ascending by key, each once

    std::size_t count() const;
    bool operator==(const Block&) const = default;
};

inline constexpr std::size_t block_values = 65'536;  // of one block at most

std::string write_block(const Block& block);
// Errors: block-bad.
Result<Block> read_block(std::string_view bytes);

}  // namespace gangmu::measure

template <>
struct std::hash<gangmu::measure::SeriesKey> {
    std::size_t operator()(const gangmu::measure::SeriesKey& key) const noexcept {
        return ((std::size_t{key.element} << 32U) | key.unit) * 0x9E3779B97F4A7C15U ^ key.combination;
    }
};
