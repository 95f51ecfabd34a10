#include "stocks/book.hpp"

#include <gtest/gtest.h>

#include "sample.hpp"
#include "stocks/figures.hpp"
#include "stocks/json.hpp"

namespace gangmu::stocks {
namespace {

using namespace testing_stocks;

std::string text_of(const Stocks& stocks) {
    JsonWriter out;
    write(out, stocks);
    return out.take();
}

TEST(Book, AWholeGoesThroughJsonAndBack) {
    Stocks stocks;
    auto material = gas();
    material.duty = {Cadence::twice_week, {2, 5}, 1, 0};
    material.open = Open::agencies;
    material.open_to = {"國家發展委員會"};
    stocks.materials = stocks.materials.set("gas", std::make_shared<const Material>(material));
    auto site = terminal();
    site.tier = Tier::local;
    site.duty = Duty();
    site.required = {{day("2026-01-01"), *Decimal::parse("12.5"), "公告"}};
    stocks.holdings = stocks.holdings.set("gas|yongan", std::make_shared<const Holding>(site));
    auto told = month("2026-01", 100, 20, 30, 4);
    told.contract = Decimal(12);
    told.adjust = *Decimal::parse("-0.25");
    stocks.real = book_of(site, {told});
    Shipment ship;
    ship.id = "v-1";
    ship.material = "gas";
    ship.quantity = Decimal(7);
    ship.eta = day("2026-02-01");
    stocks.real.shipments = stocks.real.shipments.set("v-1", std::make_shared<const Shipment>(ship));
    Shortage shortage;
    shortage.id = "s-9";
    shortage.item = "注射劑";
    shortage.severity = Severity::high;
    shortage.steps = {{CaseState::notified, "缺貨", Severity::high, {9, 5, "amy"}}};
    stocks.real.shortages = stocks.real.shortages.set("s-9", std::make_shared<const Shortage>(shortage));
    Exercise exercise{"x-3", "萬安", "封鎖", true, {3, 4, "ben"}, {}, {}, stocks.real};
    stocks.exercises = stocks.exercises.set("x-3", std::make_shared<const Exercise>(exercise));
    stocks.version = 12;
    const auto text = text_of(stocks);
    const auto read = read_stocks(parse_json(text)->as_object());
    ASSERT_TRUE(read);
    EXPECT_EQ(text_of(*read), text);
    EXPECT_EQ(*read->material("gas"), material);
    EXPECT_EQ(*read->holding("gas", "yongan"), site);
    EXPECT_TRUE(read->book("x-3")->series("gas", "yongan")[0]->same_figures(told));
    EXPECT_EQ(read->book("x-4"), nullptr);
}

TEST(Book, WhatIsWrongIsNamed) {
    const auto error = [](const char* text) {
        return read_material(parse_json(text)->as_object()).error().where;
    };
    EXPECT_EQ(error(R"({"measure":"weeks"})"), "measure");
    EXPECT_EQ(error(R"({"lines":[{"from":"2026-13-01","value":3}]})"), "from");
    EXPECT_EQ(error(R"({"mix":[{"from":"2026-01-01","least":"viel"}]})"), "least");
    EXPECT_EQ(error(R"({"name":4})"), "name");
    auto material = gas();
    EXPECT_TRUE(check(material));
    material.duty.every = Cadence::twice_week;
    EXPECT_EQ(check(material).error().code, "duty-days");
    material = gas();
    std::swap(material.lines[0], material.lines[1]);
    EXPECT_EQ(check(material).error().code, "series-order");
    material.id = "a|b";
    EXPECT_EQ(check(material).error().code, "material-id");
    auto site = terminal();
    site.until = site.from - 1;
    EXPECT_EQ(check(site).error().code, "holding-dates");
}

TEST(Book, AShortageGoesItsWay) {
    using S = CaseState;
    EXPECT_TRUE(may_follow(S::notified, S::assessed));
    EXPECT_TRUE(may_follow(S::assessed, S::handled));
    EXPECT_TRUE(may_follow(S::handled, S::assessed));
    EXPECT_FALSE(may_follow(S::notified, S::handled));
    EXPECT_FALSE(may_follow(S::assessed, S::notified));
}

TEST(Book, FiguresAsPeopleReadThem) {
    EXPECT_EQ(grouped(Decimal(1234567)), "1,234,567");
    EXPECT_EQ(grouped(*Decimal::parse("-1234.5")), "−1,234.5");
    EXPECT_EQ(grouped(Decimal(-123)), "−123");
    EXPECT_EQ(rounded(12.30, 2), "12.3");
    EXPECT_EQ(rounded(-0.001, 1), "0");
}

}  // namespace
}  // namespace gangmu::stocks
