#include "measure/columns.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "measure/block.hpp"
#include "measure/instants.hpp"

namespace gangmu::measure {
namespace {

using Writes = std::vector<std::tuple<Row, std::int64_t, std::int64_t, bool>>;  // row, period, value, present

rc::Gen<Writes> writes(std::int64_t periods) {
    return rc::gen::container<Writes>(
        rc::gen::tuple(rc::gen::inRange<Row>(0, 200), rc::gen::inRange(-periods, periods),
                       rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000), rc::gen::arbitrary<bool>()));
}

Cell cell_of(std::int64_t value, bool present) {
    return present ? Cell{value, Quality::measured, 3} : Cell{};
}

RC_GTEST_PROP(Columns, HoldWhatWasWrittenLastInAnyOrder, ()) {
    const auto rhythm = all_rhythms[*rc::gen::inRange(0, 8)];
    Columns columns(rhythm);
    std::map<std::pair<Row, std::int64_t>, Cell> expected;
    for (int batch = 0; batch < 3; ++batch) {
        const Columns before = columns;
        const auto count_before = before.count();
        Columns::Editor editor(columns);
        for (const auto& [row, period, value, present] : *writes(2000)) {
            const auto there = expected.find({row, period});
            RC_ASSERT(editor.set(row, period, cell_of(value, present)) ==
                      (there == expected.end() ? Cell{} : there->second));
            if (present)
                expected[{row, period}] = cell_of(value, true);
            else
                expected.erase({row, period});
        }
        columns = editor.take();
        RC_ASSERT(before.count() == count_before);  // a copy that somebody holds never changes
    }
    RC_ASSERT(columns.count() == expected.size());
    std::map<std::pair<Row, std::int64_t>, Cell> found;
    for (Row row = 0; row < 200; ++row)
        columns.each(row, earliest, latest, [&](std::int64_t period, const Cell& cell) {
            found[{row, period}] = cell;
        });
    RC_ASSERT(found == expected);
}

RC_GTEST_PROP(Instants, HoldWhatWasWrittenLastInAnyOrder, ()) {
    Instants instants;
    std::map<std::pair<Row, std::int64_t>, Cell> expected;
    const auto many = *rc::gen::inRange(0, 2) == 0;
    for (std::int64_t i = 0; many && i < 1500; ++i) {  // over several pieces
        instants.set(1, i * 10, cell_of(i, true));
        expected[{1, i * 10}] = cell_of(i, true);
    }
    for (const auto& [row, at, value, present] : *writes(20'000)) {
        const Row of = row % 3;
        const auto there = expected.find({of, at});
        RC_ASSERT(instants.set(of, at, cell_of(value, present)) ==
                  (there == expected.end() ? Cell{} : there->second));
        if (present)
            expected[{of, at}] = cell_of(value, true);
        else
            expected.erase({of, at});
    }
    RC_ASSERT(instants.count() == expected.size());
    std::map<std::pair<Row, std::int64_t>, Cell> found;
    for (Row row = 0; row < 3; ++row) {
        std::int64_t last = earliest;
        instants.each(row, earliest, latest, [&](std::int64_t at, const Cell& cell) {
            RC_ASSERT(at > last);
            last = at;
            found[{row, at}] = cell;
        });
    }
    RC_ASSERT(found == expected);
}

RC_GTEST_PROP(Block, ReadsBackWhatWasWritten, ()) {
    Block block;
    block.plane = *rc::gen::element(Plane::actual, Plane::target);
    std::map<SeriesKey, std::map<std::int64_t, SeriesBlock::Value>> series;
    for (const auto& [row, period, value, present] : *writes(300))
        series[{row % 7, row, row % 3 == 0 ? 0 : row * 65'536ULL}][period] = {
            period, value, present ? Quality::estimated : Quality::missing};
    for (const auto& [key, values] : series) {
        block.series.push_back({key, static_cast<std::uint16_t>(key.unit + 1), {}});
        for (const auto& [period, value] : values)
            block.series.back().values.push_back(value);
    }
    const auto read = read_block(write_block(block));
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == block);
}

RC_GTEST_PROP(Block, NeverBelievesDamagedBytes, ()) {
    Block block{Plane::actual, {{{1, 2, 0}, 1, {{5, 100, Quality::measured}, {9, 90, Quality::revised}}}}};
    std::string bytes = write_block(block);
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    if (*rc::gen::arbitrary<bool>())
        bytes.resize(at);
    else
        bytes[at] = static_cast<char>(bytes[at] ^ *rc::gen::inRange(1, 255));
    const auto read = read_block(bytes);  // an error, or a block that keeps the rules
    if (!read) return;
    RC_ASSERT(read_block(write_block(*read)).has_value());
}

TEST(Block, ASmallFigureTakesFewBytes) {
    Block block;
    for (std::uint32_t unit = 0; unit < 1000; ++unit)
        block.series.push_back({{7, unit, 0}, 1, {{224, 100 + unit % 50, Quality::self_reported}}});
    EXPECT_LT(write_block(block).size(), 14U * 1000);
    Block series{Plane::actual, {{{7, 1, 0}, 1, {}}}};
    for (std::int64_t period = 0; period < 1000; ++period)
        series.series[0].values.push_back({period, 50'000 + period % 7, Quality::measured});
    EXPECT_LT(write_block(series).size(), 2'100U);
}

}  // namespace
}  // namespace gangmu::measure
