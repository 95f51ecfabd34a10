#include "stocks/projection.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "sample.hpp"

namespace gangmu::stocks {
namespace {

using namespace testing_stocks;

Start start() {
    Start out;
    out.day = day("2026-04-01");
    out.stock = out.reported = 200;
    out.per_day = 10;
    out.arrivals = {{day("2026-04-06"), 50, "v-1", "yongan", "荷莫茲海峽"},
                    {day("2026-04-11"), 50, "v-2", "yongan", "太平洋"}};
    return out;
}

TEST(Projection, FallsUnderTheLineWhenNothingArrivesAndLaterWithShips) {
    const auto none = project(gas(), start(), false, {}, 60);
    // 11 days of supply from 2025: the stock under 110, first on the tenth day.
    ASSERT_TRUE(none.under);
    EXPECT_EQ(tracking::print_day(*none.under), "2026-04-11");
    EXPECT_EQ(tracking::print_day(*none.empty), "2026-04-21");
    const auto ships = project(gas(), start(), true, {}, 60);
    EXPECT_EQ(tracking::print_day(*ships.under), "2026-04-21");
    EXPECT_EQ(ships.arrivals.size(), 2U);
}

TEST(Projection, AClosedRouteHoldsItsShipsUntilItOpens) {
    const auto path = project(gas(), start(), true, {0, {{"荷莫茲海峽", day("2026-04-02"), 30}}, {}}, 60);
    ASSERT_EQ(path.arrivals.size(), 2U);
    EXPECT_EQ(path.arrivals[1].shipment, "v-1");
    EXPECT_EQ(tracking::print_day(path.arrivals[1].day), "2026-05-02");
    const auto all =
        project(gas(), start(), true, {0, {{"", day("2026-04-02"), 5}, {"", day("2026-04-07"), 3}}, {}}, 60);
    EXPECT_EQ(tracking::print_day(all.arrivals[0].day), "2026-04-10");
}

TEST(Projection, ALostShipDoesNotCome) {
    const auto path = project(gas(), start(), true, {0, {}, {"v-1"}}, 60);
    ASSERT_EQ(path.arrivals.size(), 1U);
    EXPECT_EQ(path.arrivals[0].shipment, "v-2");
}

TEST(Projection, WhatHasNoRoomIsSaid) {
    auto narrow = start();
    narrow.capacity = 190;
    EXPECT_DOUBLE_EQ(project(gas(), narrow, true, {}, 60).over_capacity, 10);
}

TEST(Projection, StartsFromTheLastReturnsReckonedOn) {
    const Holding site = terminal();
    auto book = book_of(site, {month("2026-01", 1000, 0, 310)});
    const auto ship = [&](const char* id, ShipState state, const char* eta, const char* arrived) {
        Shipment out;
        out.id = id;
        out.material = "gas";
        out.site = "yongan";
        out.quantity = Decimal(40);
        out.state = state;
        out.eta = day(eta);
        if (*arrived != '\0') out.arrived = day(arrived);
        book.shipments = book.shipments.set(id, std::make_shared<const Shipment>(out));
    };
    ship("in", ShipState::arrived, "2026-02-04", "2026-02-05");
    ship("counted", ShipState::arrived, "2026-01-04", "2026-01-05");
    ship("late", ShipState::under_way, "2026-02-08", "");
    ship("soon", ShipState::planned, "2026-02-20", "");
    const auto from = start_of(gas(), gas().use, book, {&site}, day("2026-02-10"));
    ASSERT_TRUE(from);
    EXPECT_DOUBLE_EQ(from->reported, 690);
    EXPECT_DOUBLE_EQ(from->stock, 690 - 10 * 10 + 40);
    EXPECT_EQ(from->overdue, std::vector<std::string>{"late"});
    ASSERT_EQ(from->arrivals.size(), 1U);
    EXPECT_EQ(from->arrivals[0].shipment, "soon");
    EXPECT_FALSE(start_of(gas(), gas().use, Book(), {&site}, day("2026-02-10")));
}

TEST(Projection, ChangesHaveLimits) {
    EXPECT_TRUE(check(Change{50, {{"x", 0, 30}}, {}}));
    EXPECT_EQ(check(Change{1001, {}, {}}).error().code, "change-use");
    EXPECT_EQ(check(Change{0, {{"", 0, 4000}}, {}}).error().code, "change-days");
}

// More use, a closed route or a lost ship never helps as long as there is something left (what cannot be used
// because nothing is left is not made up for); nothing changed is the plan itself.
RC_GTEST_PROP(Projection, HarmNeverHelps, ()) {
    auto from = start();
    from.stock = *rc::gen::inRange(0, 500);
    from.per_day = *rc::gen::inRange(1, 40);
    from.arrivals.clear();
    const auto ships = *rc::gen::inRange(0, 6);
    for (int i = 0; i < ships; ++i)
        from.arrivals.push_back({from.day + *rc::gen::inRange(1, 50),
                                 static_cast<double>(*rc::gen::inRange(1, 200)), "v-" + std::to_string(i),
                                 "yongan", *rc::gen::element<std::string>("a", "b")});
    Change harm;
    harm.use_percent = *rc::gen::inRange(0, 200);
    harm.closures = {{*rc::gen::element<std::string>("a", "b", ""), from.day + *rc::gen::inRange(0, 40),
                      *rc::gen::inRange(0, 40)}};
    if (*rc::gen::arbitrary<bool>()) harm.lost = {"v-0"};
    const auto plan = project(gas(), from, true, {}, 90), harmed = project(gas(), from, true, harm, 90);
    const auto none = project(gas(), from, false, {}, 90);
    RC_ASSERT(plan.stock == project(gas(), from, true, Change(), 90).stock);
    for (std::size_t i = 0; i < plan.stock.size(); ++i) {
        const bool left = !harmed.empty || from.day + static_cast<Day>(i) <= *harmed.empty;
        RC_ASSERT(!left || harmed.stock[i] <= plan.stock[i] + 1e-9);
        RC_ASSERT(none.stock[i] <= plan.stock[i] + 1e-9);
        RC_ASSERT(harmed.stock[i] >= 0);
    }
    if (plan.under) RC_ASSERT(harmed.under && *harmed.under <= *plan.under);
}

}  // namespace
}  // namespace gangmu::stocks
