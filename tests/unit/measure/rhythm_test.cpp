#include "measure/rhythm.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gangmu::measure {
namespace {

TEST(Rhythm, PeriodsAreNumbersAndBack) {
    for (const char* text : {"1969",
                             "1970",
                             "2026",
                             "2026-H1",
                             "2026-H2",
                             "2026-Q1",
                             "2026-Q4",
                             "1969-Q4",
                             "2026-01",
                             "2026-12",
                             "2026-W01",
                             "2026-W53",
                             "2025-W52",
                             "2026-02-28",
                             "1969-12-31",
                             "2026-08-01T00",
                             "2026-08-01T23",
                             "2026-08-01T10:05",
                             "1969-12-31T23:59",
                             "2026-08-01T10:05:30+08:00",
                             "2026-08-01T10:05:30.25+08:00"}) {
        const auto period = parse_period(text);
        ASSERT_TRUE(period) << text;
        EXPECT_EQ(print(*period), text);
    }
}

TEST(Rhythm, RefusesWhatIsNone) {
    for (const char* text :
         {"", "20", "2026-", "2026-H3", "2026-Q5", "2026-13", "2026-00", "2026-W54", "2026-02-30",
          "2026-08-01T24", "2026-08-01T10:60", "2026-08-01T10:05:30", "2026-08-01T10:05:61Z", "2026Q1",
          "2026-08-01 10:05", "overall", "2021/2024", "2026-08-01T10:05:30.+08:00"})
        EXPECT_FALSE(parse_period(text)) << text;
}

TEST(Rhythm, AnInstantIsTheSameInEveryZone) {
    EXPECT_EQ(parse_period("2026-08-01T10:05:30+08:00"), parse_period("2026-08-01T02:05:30Z"));
    EXPECT_EQ(print(*parse_period("2026-08-01T02:05:30Z")), "2026-08-01T10:05:30+08:00");
}

TEST(Rhythm, WidensToThePeriodThatHoldsIt) {
    const auto widened = [](const char* text, Rhythm to) { return print(widen(*parse_period(text), to)); };
    EXPECT_EQ(widened("2026-08", Rhythm::quarter), "2026-Q3");
    EXPECT_EQ(widened("2026-Q3", Rhythm::year), "2026");
    EXPECT_EQ(widened("2026-08-01T10:05", Rhythm::hour), "2026-08-01T10");
    EXPECT_EQ(widened("2026-08-01T10:05", Rhythm::day), "2026-08-01");
    EXPECT_EQ(widened("2026-07-31T17:00:00Z", Rhythm::month), "2026-08");  // already August in Taipei
}

RC_GTEST_PROP(Rhythm, EveryPeriodHoldsItsDays, ()) {
    const auto rhythm = all_rhythms[*rc::gen::inRange(0, 6)];
    const Period period{rhythm, *rc::gen::inRange<std::int64_t>(-100, 600)};
    const auto days = days_of(period);
    RC_ASSERT(period_at(rhythm, days.first) == period);
    RC_ASSERT(period_at(rhythm, days.last) == period);
    RC_ASSERT(period_at(rhythm, days.last + 1).number == period.number + 1);
    RC_ASSERT(parse_period(print(period)) == period);
}

}  // namespace
}  // namespace gangmu::measure
