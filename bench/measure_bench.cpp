// Roll-ups over observations (indicator × unit × quarter) on a tree of nodes in six levels, beside a plain
// loop over arrays, which is the limit; standing roll-ups; bytes; what a checkpoint costs; durable batches.
//   bench_measure [observations] [dump.csv]
// With a file name the same observations are written for the peers (bench/measure.sh reads it into DuckDB,
// PostgreSQL and SQLite) as rows of goal, agency, quarter, value, target: joins and trees are spared them.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "measure/measure.hpp"
#include "measure/pack.hpp"
#include "services/registry_measure.hpp"
#include "table.hpp"

namespace {

using namespace gangmu;
using namespace gangmu::measure;
using Clock = std::chrono::steady_clock;

constexpr std::size_t quarters = 16;  // 2021-Q1 … 2024-Q4
constexpr std::int64_t first_quarter = 204;
constexpr std::uint32_t goals = 10;
constexpr std::uint32_t agencies = 40;
constexpr int runs = 7;

template <class F>
double best_ms(F&& f, int times = runs) {
    double best = 1e300;
    for (int i = 0; i < times; ++i) {
        const auto start = Clock::now();
        f();
        best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    return best;
}

std::size_t resident_kb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss);
}

// The observations as plain arrays: series by series, a quarter after the other.
struct Data {
    std::size_t series = 0;
    std::vector<std::int64_t> values, targets;
    std::vector<std::uint32_t> goal, agency;
};

Data make(std::size_t observations) {
    Data data;
    data.series = observations / quarters;
    std::mt19937_64 random(7);
    data.values.resize(data.series * quarters);
    data.targets.resize(data.series * quarters);
    for (std::size_t s = 0; s < data.series; ++s) {
        data.goal.push_back(static_cast<std::uint32_t>(s * goals / data.series));
        data.agency.push_back(static_cast<std::uint32_t>(random() % agencies));
        const auto target = static_cast<std::int64_t>(50 + random() % 20'000);
        for (std::size_t q = 0; q < quarters; ++q) {
            data.targets[s * quarters + q] = target;
            data.values[s * quarters + q] =
                static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(target * 5 / 4));
        }
    }
    return data;
}

Measure define(const Data& data) {
    Measure measure;
    std::uint64_t seq = 1;
    for (std::uint32_t i = 0; i < data.series; ++i) {
        Element element;
        element.id = "i" + std::to_string(i);
        element.number = i;
        element.direction = Direction::more;
        measure.define(std::move(element), seq++);
    }
    for (std::uint32_t i = 0; i < agencies; ++i) {
        Unit unit;
        unit.id = unit.agency = "a" + std::to_string(i);
        unit.number = i;
        measure.set_unit(std::move(unit), seq++);
    }
    return measure;
}

// The series [first, end) as one block; every value `more` higher.
Block block_of(const Data& data, Plane plane, std::size_t first, std::size_t end, std::int64_t more = 0) {
    Block block{plane, {}};
    const auto& from = plane == Plane::actual ? data.values : data.targets;
    for (std::size_t s = first; s < end; ++s) {
        block.series.push_back({{static_cast<std::uint32_t>(s), data.agency[s], 0}, 1, {}});
        for (std::size_t q = 0; q < quarters; ++q)
            block.series.back().values.push_back({first_quarter + static_cast<std::int64_t>(q),
                                                  from[s * quarters + q] + more, Quality::measured});
    }
    return block;
}

constexpr std::size_t series_of_block = block_values / quarters;

// Returns bytes of all blocks.
std::size_t load(Measure& measure, const Data& data) {
    std::size_t bytes = 0;
    std::uint64_t seq = 10'000'000;
    for (const Plane plane : {Plane::target, Plane::actual})
        for (std::size_t first = 0; first < data.series; first += series_of_block) {
            const auto text =
                write_block(block_of(data, plane, first, std::min(data.series, first + series_of_block)));
            bytes += text.size();
            measure.record(*read_block(text), seq++);
        }
    return bytes;
}

struct Query {
    const char* name;
    bool by_goal;  // else by agency
    Rhythm bucket;
    Measured measured;
};
constexpr Query queries[] = {{"achievement, goal × year", true, Rhythm::year, Measured::achievement},
                             {"achievement, agency × quarter", false, Rhythm::quarter, Measured::achievement},
                             {"sum, goal × year", true, Rhythm::year, Measured::sum},
                             {"sum, agency × quarter", false, Rhythm::quarter, Measured::sum},
                             {"highest, agency × year", false, Rhythm::year, Measured::max}};

// The same by the plainest loop that a compiler can make fast, on two threads.
std::vector<double> plain(const Data& data, const Query& query) {
    const std::size_t buckets = query.bucket == Rhythm::year ? quarters / 4 : quarters;
    const std::size_t per = quarters / buckets;
    const std::uint32_t groups = query.by_goal ? goals : agencies;
    const auto& group_of = query.by_goal ? data.goal : data.agency;
    std::vector<std::vector<double>> parts(2, std::vector<double>(groups * buckets));
    const auto work = [&](std::size_t part) {
        auto& out = parts[part];
        for (std::size_t s = data.series * part / 2; s < data.series * (part + 1) / 2; ++s) {
            double* at = &out[group_of[s] * buckets];
            const std::int64_t* value = &data.values[s * quarters];
            const std::int64_t* target = &data.targets[s * quarters];
            for (std::size_t b = 0; b < buckets; ++b)
                for (std::size_t q = b * per; q < (b + 1) * per; ++q) {
                    const auto v = static_cast<double>(value[q]);
                    if (query.measured == Measured::sum) at[b] += v;
                    if (query.measured == Measured::max) at[b] = std::max(at[b], v);
                    if (query.measured == Measured::achievement)
                        at[b] += std::min(1.0, v / static_cast<double>(target[q]));
                }
        }
    };
    {
        std::jthread other(work, 1);
        work(0);
    }
    for (std::size_t i = 0; i < parts[0].size(); ++i)
        parts[0][i] =
            query.measured == Measured::max ? std::max(parts[0][i], parts[1][i]) : parts[0][i] + parts[1][i];
    return parts[0];
}

Grouping grouping_of(const Measure& measure, const Data& data, bool by_goal) {
    Grouping grouping;
    grouping.groups = by_goal ? goals : agencies;
    for (const SeriesKey& key : measure.table(Rhythm::quarter).keys)
        grouping.of_row.push_back(by_goal ? data.goal[key.element] : key.unit);
    return grouping;
}

bool alike(const Rollup& rollup, const std::vector<double>& limit, Measured measured) {
    for (std::size_t i = 0; i < limit.size(); ++i) {
        const Total& total = rollup.totals[i];
        double ours =
            measured == Measured::max ? static_cast<double>(total.most) : static_cast<double>(total.sum);
        if (measured == Measured::achievement) ours /= 1e9;
        if (std::fabs(ours - limit[i]) > 1e-6 * std::max(1.0, std::fabs(limit[i]))) return false;
    }
    return true;
}

void ad_hoc(const Measure& measure, const Data& data) {
    fmt::print("\nad-hoc roll-ups, {} observations, two threads each\n", data.values.size());
    fmt::print("{:34} {:>12} {:>12} {:>8}\n", "query", "Gangmu ms", "loop ms", "ratio");
    const auto& table = measure.table(Rhythm::quarter);
    for (const Query& query : queries) {
        const auto grouping = grouping_of(measure, data, query.by_goal);
        const Window window{first_quarter, first_quarter + static_cast<std::int64_t>(quarters) - 1,
                            query.bucket};
        Rollup rollup;
        const Sweep sweep{&table.actual, &table.target, query.measured, Within::every_cell, false, 2};
        const double ours = best_ms([&] { rollup = roll_up(sweep, grouping, window); });
        std::vector<double> limit;
        const double loop = best_ms([&] { limit = plain(data, query); });
        fmt::print("{:34} {:12.2f} {:12.2f} {:8.2f}{}\n", query.name, ours, loop, ours / loop,
                   alike(rollup, limit, query.measured) ? "" : "  DIFFERENT");
    }
}

void standing(Measure& measure, const Data& data) {
    const auto& table = measure.table(Rhythm::quarter);
    const auto add = [&](const char* id, bool by_goal, Rhythm bucket, Measured measured) {
        NamedGrouping named;
        named.grouping = grouping_of(measure, data, by_goal);
        named.names.resize(named.grouping.groups);
        named.falling.resize(named.grouping.of_row.size());
        measure.set_cube(
            std::make_shared<const Cube>(CubeSpec{id, id, "", "", "", Rhythm::quarter, bucket, measured},
                                         std::move(named), measure.structure(), table.actual, table.target),
            measure.version());
    };
    const auto block = block_of(data, Plane::actual, 0, std::min(data.series, series_of_block), 1);
    const auto rewrite = [&](std::int64_t more) {
        Block changed = block;
        for (auto& series : changed.series)
            for (auto& value : series.values)
                value.value += more;
        return changed;
    };
    std::uint64_t seq = 100'000'000;
    const auto per_value = [&](int& turn) {
        std::vector<Block> blocks;
        for (int i = 0; i < runs; ++i)
            blocks.push_back(rewrite(++turn));
        std::size_t next = 0;
        return best_ms([&] { measure.record(blocks[next++], seq++); }) * 1e6 /
               static_cast<double>(block.count());
    };
    int turn = 0;
    const double bare = per_value(turn);
    add("sum-goal", true, Rhythm::year, Measured::sum);
    const double one = per_value(turn);
    add("sum-agency", false, Rhythm::quarter, Measured::sum);
    add("count-goal", true, Rhythm::year, Measured::count);
    add("average-agency", false, Rhythm::year, Measured::average);
    const double four = per_value(turn);
    add("achievement", true, Rhythm::year, Measured::achievement);
    const double five = per_value(turn);
    fmt::print("\nwriting {} values into {}, ns a value\n", block.count(), measure.count());
    fmt::print("{:44} {:8.1f}\n", "values alone", bare);
    fmt::print("{:44} {:8.1f}  (+{:.1f})\n", "and one standing sum", one, one - bare);
    fmt::print("{:44} {:8.1f}  (+{:.1f} each)\n", "and sums, count, average: four", four, (four - bare) / 4);
    fmt::print("{:44} {:8.1f}  (+{:.1f})\n", "and a standing achievement", five, five - four);
    std::int64_t sink = 0;
    const double read = best_ms([&] {
        for (std::uint32_t i = 0; i < 100'000; ++i)
            sink += static_cast<std::int64_t>(measure.cube("sum-goal")->cell(i % goals, 51 + i % 4).sum());
    });
    fmt::print("{:44} {:8.1f} ns{}\n", "reading a cell of a standing roll-up", read * 10,
               sink == 0 ? " " : "");
    Block single{Plane::actual, {block.series.front()}};
    single.series[0].values.resize(1);
    double most = 0, sum = 0;
    for (int i = 0; i < 2'000; ++i) {
        single.series[0].values[0].value = i;
        const auto start = Clock::now();
        Measure next = measure;
        next.record(single, seq++);
        const double us = std::chrono::duration<double, std::micro>(Clock::now() - start).count();
        most = std::max(most, us);
        sum += us;
    }
    fmt::print("{:44} {:8.1f} µs (most {:.1f})\n", "one value into a copy that readers share", sum / 2'000,
               most);
}

void checkpoint(const Measure& measure, const Data& data) {
    std::string bytes;
    const double packed = best_ms([&] { bytes = pack(measure); }, 1);
    std::optional<Measure> back;
    const double unpacked = best_ms([&] { back.emplace(std::move(*unpack(bytes))); }, 1);
    fmt::print(
        "\ncheckpoint of {} values and {} targets: {:.1f} MB ({:.2f} bytes a number), written in {:.0f} ms, "
        "read in {:.0f} ms\n",
        data.values.size(), data.targets.size(), static_cast<double>(bytes.size()) / 1e6,
        static_cast<double>(bytes.size()) / static_cast<double>(data.values.size() * 2), packed, unpacked);
}

void durable() {
    const std::string folder =
        (std::filesystem::temp_directory_path() / fmt::format("gangmu-bench-{}", getpid())).string();
    services::Options options;
    options.folder = folder;
    auto registry = services::Registry::open(options);
    if (!registry) return;
    const auto actor = auth::local_actor("bench");
    auto measures = (*registry)->measure();
    static_cast<void>(measures.define(actor, json::object{{"id", "e"}, {"name", "e"}, {"rhythm", "day"}}));
    json::array units;
    for (int i = 0; i < 1'000; ++i)
        units.push_back(json::object{{"id", "u" + std::to_string(i)}, {"name", "u"}});
    static_cast<void>(measures.set_units(actor, units));
    fmt::print("\ndurable batches through the registry (names resolved, checked, one fsync a batch)\n");
    int day = 0;
    for (const std::size_t size : {std::size_t{1}, std::size_t{1'000}, std::size_t{50'000}}) {
        const int times = size == 1 ? 300 : 12;
        std::vector<services::GivenValues> batches;
        for (int i = 0; i < times; ++i) {
            services::GivenValues given;
            for (std::size_t v = 0; v < size; ++v) {
                if (v % 1'000 == 0) ++day;
                given.values.push_back({"e",
                                        "u" + std::to_string(v % 1'000),
                                        {},
                                        print({Rhythm::day, 15'000 + day}),
                                        Decimal(static_cast<std::int64_t>(v)),
                                        Quality::missing,
                                        ""});
            }
            batches.push_back(std::move(given));
        }
        const auto start = Clock::now();
        for (const auto& batch : batches)
            if (!measures.record(actor, batch)) fmt::print("refused\n");
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        fmt::print("{:10} values a batch {:14.0f} values/s\n", size,
                   static_cast<double>(size) * times / seconds);
    }
    registry->reset();
    std::filesystem::remove_all(folder);
}

void dump(const Data& data, const char* path) {
    std::ofstream out(path);
    std::string line;
    for (std::size_t s = 0; s < data.series; ++s)
        for (std::size_t q = 0; q < quarters; ++q) {
            line.clear();
            fmt::format_to(std::back_inserter(line), "{},{},{},{},{}\n", data.goal[s], data.agency[s], q,
                           data.values[s * quarters + q], data.targets[s * quarters + q]);
            out << line;
        }
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t observations = argc > 1 ? std::stoul(argv[1]) : 2'000'000;
    const Data data = make(observations);
    if (argc > 2) dump(data, argv[2]);
    Measure measure = define(data);
    const auto before = resident_kb();
    std::size_t bytes = 0;
    const double loaded = best_ms([&] { bytes = load(measure, data); }, 1);
    fmt::print(
        "loaded {} values and as many targets as blocks: {:.0f} ns a value; {:.2f} bytes a value in the "
        "ledger's blocks, {:.1f} in memory\n",
        data.values.size(), loaded * 1e6 / static_cast<double>(2 * data.values.size()),
        static_cast<double>(bytes) / static_cast<double>(2 * data.values.size()),
        static_cast<double>(resident_kb() - before) * 1024 / static_cast<double>(2 * data.values.size()));
    ad_hoc(measure, data);
    standing(measure, data);
    checkpoint(measure, data);
    durable();
    return 0;
}
