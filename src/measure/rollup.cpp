#include "measure/rollup.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

namespace gangmu::measure {
namespace {

constexpr std::array<std::string_view, 6> names = {"sum", "count", "average", "max", "min", "achievement"};
constexpr std::size_t most_shared_totals = std::size_t{1} << 22;  // of one thread; more: only one thread
constexpr int extra_decimals = 3;                                 // of a mean

// Columns of a tile that fall into one bucket.
struct Run {
    std::size_t bucket = 0;
    std::size_t first = 0, end = 0;
};

// The runs of one band: [first, end) of its columns that lie in the window, by bucket.
std::vector<Run> runs_of(std::int64_t start, std::int64_t size, Rhythm rhythm, const Window& window,
                         const std::vector<std::int64_t>& buckets) {
    std::vector<Run> runs;
    const std::int64_t first = std::max(start, window.first);
    const std::int64_t last = std::min(start + size - 1, window.last);
    for (std::int64_t period = first; period <= last; ++period) {
        const auto number = widen({rhythm, period}, window.bucket).number;
        const auto bucket = static_cast<std::size_t>(number - buckets.front());
        const auto column = static_cast<std::size_t>(period - start);
        if (runs.empty() || runs.back().bucket != bucket) runs.push_back({bucket, column, column});
        runs.back().end = column + 1;
    }
    return runs;
}

void add(Total& into, const Total& from) {
    if (from.present != 0) {
        into.most = into.present == 0 ? from.most : std::max(into.most, from.most);
        into.least = into.present == 0 ? from.least : std::min(into.least, from.least);
    }
    into.sum += from.sum;
    into.present += from.present;
    into.expected += from.expected;
}

// ---- what a run of cells adds to a total

struct SumRun {
    void operator()(const Tile& tile, const Tile*, std::size_t first, std::size_t end, Total& into) const {
        std::int64_t sum = 0;  // at most 512 × 2^53
        std::uint32_t present = 0;
        for (std::size_t i = first; i < end; ++i)
            sum += tile.values[i];
        for (std::size_t i = first; i < end; ++i)
            present += tile.marks[i] != 0 ? 1U : 0U;
        into.sum += sum;
        into.present += present;
    }
};

struct ExtremeRun {
    void operator()(const Tile& tile, const Tile*, std::size_t first, std::size_t end, Total& into) const {
        for (std::size_t i = first; i < end; ++i) {
            if (tile.marks[i] == 0) continue;
            const std::int64_t value = tile.values[i];
            into.most = into.present == 0 ? value : std::max(into.most, value);
            into.least = into.present == 0 ? value : std::min(into.least, value);
            ++into.present;
        }
    }
};

struct AchievementRun {
    bool less_is_better;

    void operator()(const Tile& tile, const Tile* targets, std::size_t first, std::size_t end,
                    Total& into) const {
        if (targets == nullptr) return;
        std::int64_t sum = 0;
        std::uint32_t present = 0;
        for (std::size_t i = first; i < end; ++i) {
            const bool both = tile.marks[i] != 0 && targets->marks[i] != 0 && targets->values[i] != 0;
            const double value = static_cast<double>(tile.values[i]);
            const double target = both ? static_cast<double>(targets->values[i]) : 1.0;
            const double gain = (less_is_better ? target - value : value - target) / std::fabs(target);
            const double share = std::min(1.0, std::max(0.0, 1.0 + gain));
            const auto rounded =
                static_cast<std::int64_t>(share * static_cast<double>(whole_achievement) + 0.5);
            sum += both ? rounded : 0;
            present += both ? 1U : 0U;
        }
        into.sum += sum;
        into.present += present;
    }
};

struct Part {
    const Columns::Band* values;
    const Columns::Band* targets;
    std::vector<Run> runs;
};

// Tiles [first, end) of every band, in order.
template <class RunOf>
void sweep_tiles(const std::vector<Part>& parts, const Columns& columns, const Grouping& grouping,
                 std::size_t first, std::size_t end, const RunOf& run_of, Rollup& out) {
    const std::size_t rows = columns.rows_per_tile();
    const auto periods = static_cast<std::size_t>(columns.periods_per_tile());
    const std::size_t buckets = out.buckets.size();
    for (const Part& part : parts)
        for (std::size_t at = first; at < end; ++at) {
            const TilePtr* tile = part.values == nullptr ? nullptr : part.values->at(at);
            if (tile == nullptr || *tile == nullptr) continue;
            const TilePtr* beside = part.targets == nullptr ? nullptr : part.targets->at(at);
            const Tile* targets = beside == nullptr ? nullptr : beside->get();
            const std::size_t last = std::min(rows, grouping.of_row.size() - at * rows);
            for (std::size_t row = 0; row < last; ++row) {
                const std::uint32_t group = grouping.of_row[at * rows + row];
                if (group == no_group) continue;
                Total* totals = &out.totals[group * buckets];
                for (const Run& run : part.runs)
                    run_of(**tile, targets, row * periods + run.first, row * periods + run.end,
                           totals[run.bucket]);
            }
        }
}

// Only the last value of each row in each bucket: row by row, backwards.
void sweep_last(const Sweep& sweep, const Grouping& grouping, const Window& window, Rollup& out) {
    const Columns& columns = *sweep.values;
    for (std::size_t row = 0; row < grouping.of_row.size(); ++row) {
        const std::uint32_t group = grouping.of_row[row];
        if (group == no_group) continue;
        std::vector<Cell> last(out.buckets.size());
        columns.each(static_cast<Row>(row), window.first, window.last,
                     [&](std::int64_t period, const Cell& cell) {
                         const auto number = widen({columns.rhythm(), period}, window.bucket).number;
                         last[static_cast<std::size_t>(number - out.buckets.front())] = cell;
                     });
        for (std::size_t bucket = 0; bucket < last.size(); ++bucket) {
            if (!last[bucket].present()) continue;
            const std::int64_t value = last[bucket].value;
            add(out.totals[group * last.size() + bucket], {value, value, value, 1, 0});
        }
    }
}

// Cells there could be: rows of the group times periods of the bucket in the window.
void count_expected(const Sweep& sweep, const Grouping& grouping, const Window& window, Rollup& out) {
    std::vector<std::uint32_t> rows(out.groups), periods(out.buckets.size());
    for (const auto group : grouping.of_row)
        if (group != no_group) ++rows[group];
    for (std::int64_t period = window.first; period <= window.last; ++period)
        ++periods[static_cast<std::size_t>(widen({sweep.values->rhythm(), period}, window.bucket).number -
                                           out.buckets.front())];
    for (std::uint32_t group = 0; group < out.groups; ++group)
        for (std::size_t bucket = 0; bucket < periods.size(); ++bucket)
            out.totals[group * periods.size() + bucket].expected =
                rows[group] * (sweep.within == Within::last_cell ? 1U : periods[bucket]);
}

template <class RunOf>
void sweep_all(const Sweep& sweep, const Grouping& grouping, const std::vector<Part>& parts,
               const RunOf& run_of, Rollup& out) {
    const std::size_t rows = sweep.values->rows_per_tile();
    const std::size_t tiles = (grouping.of_row.size() + rows - 1) / rows;
    unsigned threads = out.totals.size() > most_shared_totals ? 1U : std::max(1U, sweep.threads);
    threads = static_cast<unsigned>(std::min<std::size_t>(threads, std::max<std::size_t>(tiles, 1)));
    std::vector<Rollup> others(threads - 1, out);
    {
        std::vector<std::jthread> running;
        for (unsigned i = 1; i < threads; ++i)
            running.emplace_back([&, i] {
                sweep_tiles(parts, *sweep.values, grouping, tiles * i / threads, tiles * (i + 1) / threads,
                            run_of, others[i - 1]);
            });
        sweep_tiles(parts, *sweep.values, grouping, 0, tiles / threads, run_of, out);
    }
    for (const Rollup& other : others)
        for (std::size_t i = 0; i < out.totals.size(); ++i)
            add(out.totals[i], other.totals[i]);
}

Rollup empty_rollup(const Grouping& grouping, Rhythm rhythm, const Window& window) {
    Rollup out;
    out.groups = grouping.groups;
    if (window.last < window.first) return out;
    const std::int64_t first = widen({rhythm, window.first}, window.bucket).number;
    const std::int64_t last = widen({rhythm, window.last}, window.bucket).number;
    for (std::int64_t number = first; number <= last; ++number)
        out.buckets.push_back(number);
    out.totals.resize(out.groups * out.buckets.size());
    return out;
}

// a ÷ b to a whole number, half to even.
Wide divide(Wide a, Wide b) {
    Wide quotient = a / b;
    Wide rest = a % b;
    if (rest < 0) rest = -rest;
    const Wide twice = rest * 2;
    if (twice > b || (twice == b && quotient % 2 != 0)) quotient += a < 0 ? -1 : 1;
    return quotient;
}

std::optional<Decimal> decimal(Wide stored, int decimals) {
    constexpr Wide limit = 999'999'999'999'999'999;
    if (stored > limit || stored < -limit) return std::nullopt;
    return Decimal(static_cast<std::int64_t>(stored), decimals);
}

}  // namespace

std::string_view to_string(Measured measured) {
    return names[static_cast<std::size_t>(measured)];
}

std::optional<Measured> parse_measured(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Measured>(found - names.begin());
}

std::optional<std::int64_t> achievement(std::int64_t value, std::int64_t target, bool less_is_better) {
    if (target == 0) return std::nullopt;
    Tile values, targets;
    values.values[0] = value;
    targets.values[0] = target;
    values.marks[0] = targets.marks[0] = 1;
    Total total;
    AchievementRun{less_is_better}(values, &targets, 0, 1, total);
    return static_cast<std::int64_t>(total.sum);
}

Rollup roll_up(const Sweep& sweep, const Grouping& grouping, const Window& window) {
    const Columns& columns = *sweep.values;
    Rollup out = empty_rollup(grouping, columns.rhythm(), window);
    if (out.totals.empty()) return out;
    if (sweep.within == Within::last_cell) {
        sweep_last(sweep, grouping, window, out);
        count_expected(sweep, grouping, window, out);
        return out;
    }
    std::vector<Part> parts;
    const std::int64_t size = columns.periods_per_tile();
    for (const std::int64_t band : columns.bands()) {
        auto runs = runs_of(band * size, size, columns.rhythm(), window, out.buckets);
        if (runs.empty()) continue;
        parts.push_back({columns.band(band), sweep.targets == nullptr ? nullptr : sweep.targets->band(band),
                         std::move(runs)});
    }
    switch (sweep.measured) {
        case Measured::max:
        case Measured::min:
            sweep_all(sweep, grouping, parts, ExtremeRun{}, out);
            break;
        case Measured::achievement:
            sweep_all(sweep, grouping, parts, AchievementRun{sweep.less_is_better}, out);
            break;
        default:
            sweep_all(sweep, grouping, parts, SumRun{}, out);
    }
    count_expected(sweep, grouping, window, out);
    return out;
}

std::optional<Decimal> figure(const Total& total, Measured measured, int decimals) {
    if (measured == Measured::count) return Decimal(std::int64_t{total.present});
    if (total.present == 0) return std::nullopt;
    switch (measured) {
        case Measured::max:
            return from_stored(total.most, decimals);
        case Measured::min:
            return from_stored(total.least, decimals);
        case Measured::average:
            return decimal(divide(total.sum * 1000, total.present), decimals + extra_decimals);
        case Measured::achievement:
            return decimal(divide(total.sum, total.present), 9);
        default:
            return decimal(total.sum, decimals);
    }
}

}  // namespace gangmu::measure
