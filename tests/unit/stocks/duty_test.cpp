#include "stocks/duty.hpp"

#include <gtest/gtest.h>

#include "sample.hpp"

namespace gangmu::stocks {
namespace {

using namespace testing_stocks;

Duty twice() {
    Duty out;
    out.every = Cadence::twice_week;
    out.weekdays = {2, 5};  // Tuesday and Friday
    out.due_after = 1;
    out.remind_before = 0;
    return out;
}

TEST(Duty, PeriodsOfEachRhythm) {
    Duty monthly;
    EXPECT_TRUE(span_of(monthly, "2026-10"));
    EXPECT_FALSE(span_of(monthly, "2026-Q3"));
    EXPECT_FALSE(span_of(monthly, "2026-13"));
    monthly.every = Cadence::quarter;
    EXPECT_EQ(period_at(monthly, day("2026-11-30")), "2026-Q4");
    EXPECT_EQ(span_of(twice(), "2026-12-01"), (Span{day("2026-11-28"), day("2026-12-01")}));
    EXPECT_EQ(span_of(twice(), "2026-12-04"), (Span{day("2026-12-02"), day("2026-12-04")}));
    EXPECT_FALSE(span_of(twice(), "2026-12-02"));
    EXPECT_EQ(period_at(twice(), day("2026-11-30")), "2026-12-01");
}

TEST(Duty, WhoIsLate) {
    Duty monthly;
    monthly.due_after = 5;
    monthly.remind_before = 2;
    Series series = with(Series(), month("2026-01", 10, 0, 1));
    auto tardy = month("2026-02", 9, 0, 1);
    tardy.stamp.recorded_us = std::int64_t{day("2026-03-20")} * 86'400'000'000;
    series = with(series, tardy);
    const auto at = [&](const char* today) {
        return owed(monthly, terminal(), series, {}, day(today), 3).back().state;
    };
    EXPECT_EQ(at("2026-04-02"), OwedState::open);
    EXPECT_EQ(at("2026-04-03"), OwedState::remind);
    EXPECT_EQ(at("2026-04-07"), OwedState::remind);
    EXPECT_EQ(at("2026-04-08"), OwedState::late);
    const auto all = owed(monthly, terminal(), series, {}, day("2026-04-08"), 3);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].state, OwedState::returned);
    EXPECT_EQ(all[1].state, OwedState::returned_late);
    EXPECT_EQ(tracking::print_day(all[2].due), "2026-04-07");
    EXPECT_FALSE(all[2].known);  // no calendar was loaded
}

TEST(Duty, NothingIsOwedBeforeASiteBeganOrAfterItEnded) {
    auto site = terminal();
    site.from = day("2026-02-01");
    site.until = day("2026-03-31");
    const auto all = owed(Duty(), site, {}, {}, day("2026-06-15"), 24);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].period, "2026-02");
    EXPECT_EQ(all[1].period, "2026-03");
}

TEST(Duty, TwiceAWeekOverAMonth) {
    const auto all = owed(twice(), terminal(), {}, {}, day("2026-11-30"), 8);
    ASSERT_EQ(all.size(), 8U);
    EXPECT_EQ(all.back().period, "2026-11-27");
    EXPECT_EQ(all.front().period, "2026-11-03");
    for (std::size_t i = 1; i < all.size(); ++i)
        EXPECT_EQ(all[i].span.first, all[i - 1].span.last + 1);
}

}  // namespace
}  // namespace gangmu::stocks
