// Roll-ups: values of many series summed up by group (a goal, an agency, a region) and by period (a year).
// A Grouping says to which group each row belongs; the sweep then reads the tiles in order, on the threads it
// is given. Sums are exact (128 bits); an achievement is value ÷ target, each cell cut to 0…1 and rounded to
// nine decimals, so that its sum too does not depend on the order.
//
// What counts as missing: a series that is in the group and has no value in a period of the bucket that was
// asked for. `present` and `expected` are given beside every figure; nothing is filled in.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "measure/columns.hpp"
#include "measure/definition.hpp"

namespace gangmu::measure {

inline constexpr std::uint32_t no_group = UINT32_MAX;
inline constexpr std::int64_t whole_achievement = 1'000'000'000;

__extension__ using Wide = __int128;

struct Grouping {
    std::vector<std::uint32_t> of_row;  // by row; no_group: left out. Rows beyond it: left out
    std::uint32_t groups = 0;
};

enum class Measured : std::uint8_t { sum, count, average, max, min, achievement };
std::string_view to_string(Measured measured);
std::optional<Measured> parse_measured(std::string_view name);

// Periods [first, last] of the rows' rhythm, put into buckets of a coarser (or the same) rhythm.
struct Window {
    std::int64_t first = 0, last = -1;
    Rhythm bucket = Rhythm::year;
};

struct Total {
    Wide sum = 0;                      // of stored numbers; of achievements × 10^9
    std::int64_t most = 0, least = 0;  // of the cells, when present > 0
    std::uint32_t present = 0;         // cells that count
    std::uint32_t expected = 0;        // cells there could be
};

struct Rollup {
    std::vector<std::int64_t> buckets;  // their numbers, ascending
    std::uint32_t groups = 0;
    std::vector<Total> totals;  // group × bucket

    const Total& at(std::uint32_t group, std::size_t bucket) const {
        return totals[group * buckets.size() + bucket];
    }
};

// How one series is summed up within a bucket before the group is: sum (and the others cell by cell), or
// last: only its last value in the bucket, as of a stock.
enum class Within : std::uint8_t { every_cell, last_cell };

struct Sweep {
    const Columns* values = nullptr;
    const Columns* targets = nullptr;  // of achievement; cells without a target do not count
    Measured measured = Measured::sum;
    Within within = Within::every_cell;
    bool less_is_better = false;  // achievement: target ÷ value
    unsigned threads = 1;
};

Rollup roll_up(const Sweep& sweep, const Grouping& grouping, const Window& window);

// The achievement of one cell, 0 … 10^9. Nothing: a target of zero or of the other sign.
std::optional<std::int64_t> achievement(std::int64_t value, std::int64_t target, bool less_is_better = false);

// The figure of a total: a sum, a mean (rounded half to even at `decimals` + 3 places), an extreme. Nothing:
// nothing is present, or a sum that does not fit.
std::optional<Decimal> figure(const Total& total, Measured measured, int decimals);

}  // namespace gangmu::measure
