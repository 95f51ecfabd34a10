#include "stocks/supply.hpp"

#include <gtest/gtest.h>

#include "sample.hpp"

namespace gangmu::stocks {
namespace {

using namespace testing_stocks;

// Three months of 31, 28 and 31 days with a use of 310, 280 and 620.
Book quarter() {
    return book_of(terminal(), {month("2026-01", 1000, 300, 310), month("2026-02", 990, 300, 280),
                                month("2026-03", 1010, 300, 620)});
}

Standing gas_at(const char* iso, const UseRule& rule, const Book& book) {
    static const Holding site = terminal();
    static const Material material = gas();
    return standing(material, rule, book, {&site}, day(iso));
}

TEST(Supply, ThresholdsFollowTheDate) {
    const auto lines = gas().lines;
    EXPECT_EQ(on(lines, day("2020-12-31")), nullptr);
    EXPECT_EQ(on(lines, day("2021-12-31"))->value, Decimal(7));
    EXPECT_EQ(on(lines, day("2022-01-01"))->value, Decimal(8));
    EXPECT_EQ(on(lines, day("2024-12-31"))->value, Decimal(8));
    EXPECT_EQ(on(lines, day("2025-01-01"))->value, Decimal(11));
}

TEST(Supply, DaysByTheLastPeriods) {
    const auto now = gas_at("2026-04-10", gas().use, quarter());
    ASSERT_TRUE(now.value);
    EXPECT_DOUBLE_EQ(*now.stock, 690);
    EXPECT_DOUBLE_EQ(*now.use.per_day, 1210.0 / 90);
    EXPECT_DOUBLE_EQ(*now.value, 690 / (1210.0 / 90));
    EXPECT_EQ(now.light, Light::above);
    EXPECT_FALSE(now.use.partial);
    EXPECT_NE(now.use.why.zh.find("最近 3 期"), std::string::npos);
}

TEST(Supply, DaysByTheYearBeforeSayWhatTheyCover) {
    const UseRule last_year{Formula::last_year, 12};
    const auto none = gas_at("2026-04-10", last_year, quarter());
    EXPECT_FALSE(none.value);
    EXPECT_EQ(none.light, Light::unknown);
    EXPECT_EQ(none.use.why.zh, "民國114年沒有使用量申報");
    const auto next = gas_at("2027-02-01", last_year, quarter());
    ASSERT_TRUE(next.use.per_day);
    EXPECT_DOUBLE_EQ(*next.use.per_day, 1210.0 / 90);
    EXPECT_TRUE(next.use.partial);
    EXPECT_EQ(next.use.days, 90);
}

TEST(Supply, DaysByPlannedUse) {
    const UseRule planned{Formula::planned, 1};
    Holding site = terminal();
    EXPECT_FALSE(standing(gas(), planned, quarter(), {&site}, day("2026-04-10")).value);
    site.planned = {{day("2026-01-01"), Decimal(23), ""}};
    EXPECT_DOUBLE_EQ(*standing(gas(), planned, quarter(), {&site}, day("2026-04-10")).value, 30);
}

TEST(Supply, UsedIsWhatIsSaidToBeElseAllThatWent) {
    auto moved = month("2026-01", 1000, 0, 310);
    moved.use = Decimal(31);
    const auto now = gas_at("2026-02-01", gas().use, book_of(terminal(), {moved}));
    EXPECT_DOUBLE_EQ(*now.use.per_day, 1);
}

TEST(Supply, LightsAgainstTheLine) {
    const Dated line{0, Decimal(10), ""};
    EXPECT_EQ(light_of(9.99, &line, 10), Light::under);
    EXPECT_EQ(light_of(10.0, &line, 10), Light::near);
    EXPECT_EQ(light_of(11.0, &line, 10), Light::above);
    EXPECT_EQ(light_of(std::nullopt, &line, 10), Light::unknown);
    EXPECT_EQ(light_of(5.0, nullptr, 10), Light::unknown);
}

TEST(Supply, TheTrendCarriesWhatWasNotReturned) {
    const Holding site = terminal(), other = terminal("taichung");
    auto book = quarter();
    Series series;
    series = with(series, month("2026-01", 500, 0, 31));
    book.returns = book.returns.set("gas|taichung", series);
    const auto points = trend(gas(), gas().use, book, {&site, &other}, day("2026-04-10"), 12);
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(points[0].period, "2026-01");
    EXPECT_FALSE(points[0].carried);
    EXPECT_TRUE(points[2].carried);
    EXPECT_DOUBLE_EQ(points[2].stock, 690 + 469);
}

TEST(Supply, TheShareUnderContract) {
    auto first = month("2026-01", 1000, 300, 310), second = month("2026-02", 990, 300, 280);
    first.contract = Decimal(200);
    first.spot = Decimal(100);
    second.contract = Decimal(230);
    second.spot = Decimal(70);
    const Holding site = terminal();
    const Material material = gas();
    const auto mix = mix_share(material, book_of(site, {first, second}), {&site}, day("2026-03-05"));
    ASSERT_TRUE(mix.contract_percent);
    EXPECT_NEAR(*mix.contract_percent, 71.67, 0.01);
    EXPECT_FALSE(*mix.within);
    EXPECT_FALSE(mix_share(material, quarter(), {&site}, day("2026-04-05")).contract_percent);
}

TEST(Supply, TiersAgainstWhatTheyMustHold) {
    Holding central = terminal("cdc"), hospital = terminal("ntuh");
    central.tier = Tier::central;
    hospital.tier = Tier::hospital;
    central.required = {{day("2024-01-01"), Decimal(800), ""}};
    hospital.required = {{day("2024-01-01"), Decimal(100), ""}, {day("2026-06-01"), Decimal(200), ""}};
    Book book;
    book.returns = book.returns.set("gas|cdc", with(Series(), month("2026-01", 900, 0, 100)));
    book.returns = book.returns.set("gas|ntuh", with(Series(), month("2026-01", 100, 0, 10)));
    const auto tiers = tier_shares(book, {&hospital, &central}, day("2026-02-01"));
    ASSERT_EQ(tiers.size(), 2U);
    EXPECT_EQ(tiers[0].tier, Tier::central);
    EXPECT_DOUBLE_EQ(*tiers[0].percent, 100);
    EXPECT_DOUBLE_EQ(*tiers[1].percent, 90);
    EXPECT_DOUBLE_EQ(*tier_shares(book, {&hospital}, day("2026-06-01"))[0].percent, 45);
    auto ppe = gas();
    ppe.measure = Measure::coverage;
    ppe.lines = {{day("2024-01-01"), Decimal(100), ""}};
    const auto now = standing(ppe, ppe.use, book, {&central, &hospital}, day("2026-02-01"));
    EXPECT_NEAR(*now.value, 98.89, 0.01);
    EXPECT_EQ(now.light, Light::under);
}

}  // namespace
}  // namespace gangmu::stocks
