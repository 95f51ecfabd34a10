// Roll-ups against a plain count over every cell, and cubes against roll-ups: incremental equals recomputed
// from nothing, for any order of values and revisions.
#include "measure/rollup.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>

#include "measure/measure.hpp"
#include "measure/pack.hpp"

namespace gangmu::measure {
namespace {

Measure measure_with(std::uint32_t elements, std::uint32_t units) {
    Measure measure;
    std::uint64_t seq = 1;
    for (std::uint32_t i = 0; i < elements; ++i) {
        Element element;
        element.id = "e" + std::to_string(i);
        element.number = i;
        element.name = {"項目", {}};
        element.direction = i % 3 == 0 ? Direction::less : Direction::more;
        EXPECT_TRUE(measure.define(std::move(element), seq++));
    }
    for (std::uint32_t i = 0; i < units; ++i) {
        Unit unit;
        unit.id = "u" + std::to_string(i);
        unit.number = i;
        unit.name = {"單位", {}};
        if (i > 0) unit.parent = "u" + std::to_string((i - 1) / 2);
        EXPECT_TRUE(measure.set_unit(std::move(unit), seq++));
    }
    return measure;
}

NamedGrouping by_element(const Measure& measure) {
    NamedGrouping named;
    named.grouping.groups = measure.elements();
    for (std::uint32_t i = 0; i < measure.elements(); ++i)
        named.names.push_back(measure.element(i)->id);
    for (const SeriesKey& key : measure.table(Rhythm::quarter).keys) {
        named.grouping.of_row.push_back(key.unit % 5 == 4 ? no_group : key.element);
        named.falling.push_back(measure.element(key.element)->direction == Direction::less);
    }
    return named;
}

// Blocks of a few values: any element, unit, quarter, value, plane, also taking out.
Block some_block(std::uint32_t elements, std::uint32_t units) {
    Block block;
    block.plane = *rc::gen::element(Plane::actual, Plane::target);
    std::map<SeriesKey, std::map<std::int64_t, SeriesBlock::Value>> series;
    const auto count = *rc::gen::inRange(1, 30);
    for (int i = 0; i < count; ++i) {
        const SeriesKey key{*rc::gen::inRange(0U, elements), *rc::gen::inRange(0U, units), 0};
        const auto period = *rc::gen::inRange<std::int64_t>(200, 240);
        const auto quality = *rc::gen::element(Quality::missing, Quality::measured, Quality::revised);
        series[key][period] = {period, *rc::gen::inRange<std::int64_t>(-50, 200), quality};
    }
    for (const auto& [key, values] : series) {
        block.series.push_back({key, 1, {}});
        for (const auto& [period, value] : values)
            block.series.back().values.push_back(value);
    }
    return block;
}

struct Plain {
    Wide sum = 0;
    std::uint32_t present = 0;
    std::int64_t most = 0, least = 0;
};

// The slow way, cell by cell, as the definitions say it.
std::map<std::pair<std::uint32_t, std::int64_t>, Plain> plain(const Measure& measure,
                                                              const Grouping& grouping, Measured measured,
                                                              bool falling, const Window& window) {
    std::map<std::pair<std::uint32_t, std::int64_t>, Plain> out;
    const Table& table = measure.table(Rhythm::quarter);
    for (Row row = 0; row < grouping.of_row.size(); ++row) {
        if (grouping.of_row[row] == no_group) continue;
        for (std::int64_t period = window.first; period <= window.last; ++period) {
            const Cell actual = table.actual.cell(row, period);
            const Cell target = table.target.cell(row, period);
            if (!actual.present()) continue;
            std::int64_t worth = actual.value;
            if (measured == Measured::achievement) {
                if (!target.present() || target.value == 0) continue;
                const double gain =
                    static_cast<double>(falling ? target.value - actual.value : actual.value - target.value) /
                    std::fabs(static_cast<double>(target.value));
                worth = static_cast<std::int64_t>(std::min(1.0, std::max(0.0, 1.0 + gain)) * 1e9 + 0.5);
            }
            Plain& at = out[{grouping.of_row[row], widen({Rhythm::quarter, period}, window.bucket).number}];
            at.most = at.present == 0 ? worth : std::max(at.most, worth);
            at.least = at.present == 0 ? worth : std::min(at.least, worth);
            at.sum += worth;
            ++at.present;
        }
    }
    return out;
}

RC_GTEST_PROP(Rollup, EqualsAPlainCount, ()) {
    Measure measure = measure_with(4, 40);
    for (std::uint64_t seq = 100; seq < 106; ++seq)
        RC_ASSERT(measure.record(some_block(4, 40), seq));
    const auto named = by_element(measure);
    const auto first = *rc::gen::inRange<std::int64_t>(190, 230);
    const Window window{first, first + *rc::gen::inRange<std::int64_t>(0, 60),
                        *rc::gen::element(Rhythm::year, Rhythm::half, Rhythm::quarter)};
    const auto measured =
        *rc::gen::element(Measured::sum, Measured::max, Measured::min, Measured::achievement);
    const bool falling = *rc::gen::arbitrary<bool>();
    const Table& table = measure.table(Rhythm::quarter);
    const auto rollup = roll_up({&table.actual, &table.target, measured, Within::every_cell, falling,
                                 static_cast<unsigned>(*rc::gen::inRange(1, 4))},
                                named.grouping, window);
    const auto expected = plain(measure, named.grouping, measured, falling, window);
    for (std::uint32_t group = 0; group < rollup.groups; ++group)
        for (std::size_t bucket = 0; bucket < rollup.buckets.size(); ++bucket) {
            const auto found = expected.find({group, rollup.buckets[bucket]});
            const Total& total = rollup.at(group, bucket);
            RC_ASSERT(total.present == (found == expected.end() ? 0U : found->second.present));
            if (found == expected.end()) continue;
            const bool extreme = measured == Measured::max || measured == Measured::min;
            if (extreme)
                RC_ASSERT(total.most == found->second.most && total.least == found->second.least);
            else
                RC_ASSERT(total.sum == found->second.sum);
            RC_ASSERT(total.present <= total.expected);
        }
}

RC_GTEST_PROP(Cube, IncrementalEqualsRecomputed, ()) {
    Measure measure = measure_with(3, 20);
    RC_ASSERT(measure.record(some_block(3, 20), 100));
    CubeSpec spec{"c",
                  "element",
                  "",
                  "",
                  "",
                  Rhythm::quarter,
                  *rc::gen::element(Rhythm::year, Rhythm::quarter),
                  *rc::gen::element(Measured::sum, Measured::achievement)};
    const auto build = [&] {
        const Table& table = measure.table(Rhythm::quarter);
        return std::make_shared<const Cube>(spec, by_element(measure), measure.structure(), table.actual,
                                            table.target);
    };
    measure.set_cube(build(), 101);
    for (std::uint64_t seq = 102; seq < 112; ++seq) {
        RC_ASSERT(measure.record(some_block(3, 20), seq));
        if (measure.cube("c")->structure() != measure.structure()) measure.set_cube(build(), seq);
        const Cube& kept = *measure.cube("c");
        const auto fresh = build();
        for (std::uint32_t group = 0; group < 3; ++group)
            for (std::int64_t bucket = fresh->first_bucket() - 2;
                 bucket < fresh->first_bucket() + fresh->buckets() + 2; ++bucket)
                RC_ASSERT(kept.cell(group, bucket) == fresh->cell(group, bucket));
    }
}

RC_GTEST_PROP(Measure, PacksAndComesBack, ()) {
    Measure measure = measure_with(3, 20);
    Element instant;
    instant.id = "level";
    instant.number = 3;
    instant.name = {"水位", "level"};
    instant.rhythm = Rhythm::instant;
    RC_ASSERT(measure.define(instant, 90));
    for (std::uint64_t seq = 100; seq < 104; ++seq)
        static_cast<void>(
            measure.record(some_block(4, 20), seq));  // targets of what comes at any time are refused
    const auto back = unpack(pack(measure));
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->count() == measure.count());
    RC_ASSERT(back->structure() == measure.structure() && back->version() == measure.version());
    for (const Rhythm rhythm : {Rhythm::quarter, Rhythm::instant})
        for (const SeriesKey& key : measure.table(rhythm).keys)
            for (const Plane plane : {Plane::actual, Plane::target}) {
                std::vector<std::pair<std::int64_t, Cell>> one, other;
                measure.each(
                    key, earliest, latest, [&](auto at, const Cell& cell) { one.emplace_back(at, cell); },
                    plane);
                back->each(
                    key, earliest, latest, [&](auto at, const Cell& cell) { other.emplace_back(at, cell); },
                    plane);
                RC_ASSERT(one == other);
            }
    RC_ASSERT(pack(*back) == pack(measure));
    std::string bytes = pack(measure);
    bytes.resize(bytes.size() / 2);
    RC_ASSERT(!unpack(bytes).has_value());
}

TEST(Rollup, TheLastValueOfAStockInEachYear) {
    Measure measure = measure_with(1, 2);
    Block block{Plane::actual, {{{0, 0, 0}, 1, {}}, {{0, 1, 0}, 1, {}}}};
    for (std::int64_t quarter = 0; quarter < 8; ++quarter) {
        block.series[0].values.push_back({quarter, 10 + quarter, Quality::measured});
        if (quarter < 6) block.series[1].values.push_back({quarter, 100, Quality::measured});
    }
    ASSERT_TRUE(measure.record(block, 10));
    Grouping all{{0, 0}, 1};
    const auto rollup =
        roll_up({&measure.table(Rhythm::quarter).actual, nullptr, Measured::sum, Within::last_cell}, all,
                {0, 7, Rhythm::year});
    EXPECT_EQ(static_cast<std::int64_t>(rollup.at(0, 0).sum), 113);
    EXPECT_EQ(static_cast<std::int64_t>(rollup.at(0, 1).sum), 117);
    EXPECT_EQ(rollup.at(0, 1).expected, 2U);
}

TEST(Figure, RoundsAMeanHalfToEven) {
    EXPECT_EQ(figure({Wide{10}, 0, 0, 4, 4}, Measured::average, 0)->str(), "2.5");
    EXPECT_EQ(figure({Wide{-10}, 0, 0, 3, 3}, Measured::average, 1)->str(), "-0.3333");
    EXPECT_EQ(figure({Wide{1'000'000'000}, 0, 0, 2, 4}, Measured::achievement, 0)->str(), "0.5");
    EXPECT_FALSE(figure({}, Measured::sum, 0));
    EXPECT_EQ(figure({}, Measured::count, 0)->str(), "0");
}

}  // namespace
}  // namespace gangmu::measure
