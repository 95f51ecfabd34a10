// Periods, units, rules, forecasts.
#include <gtest/gtest.h>

#include "evaluation/forecast.hpp"
#include "text/quantity.hpp"
#include "unit/evaluation/given.hpp"

namespace gangmu::evaluation {
namespace {

using namespace given;

TEST(Period, AsDays) {
    const auto shown = [](std::string_view period) {
        const auto span = span_of(period);
        return span ? print_day(span->first) + " " + print_day(span->last) : std::string("none");
    };
    EXPECT_EQ(shown("2024"), "2024-01-01 2024-12-31");
    EXPECT_EQ(shown("2024-H2"), "2024-07-01 2024-12-31");
    EXPECT_EQ(shown("2024-Q1"), "2024-01-01 2024-03-31");
    EXPECT_EQ(shown("2024-02"), "2024-02-01 2024-02-29");
    EXPECT_EQ(shown("2024-02-29"), "2024-02-29 2024-02-29");
    EXPECT_EQ(shown("2020-W53"), "2020-12-28 2021-01-03");
    EXPECT_EQ(shown("2021-Q3/2024"), "2021-07-01 2024-12-31");
    for (const auto* none :
         {"", "overall", "2024-13", "2024-Q5", "2023-02-29", "2024/2021", "某年", "2024-H3"})
        EXPECT_EQ(shown(none), "none") << none;
    EXPECT_EQ(period_words("2021-Q1").zh, "110年第1季");
    EXPECT_EQ(period_words("2021-Q1").en, "2021 Q1");
    EXPECT_EQ(period_words("2021/2024").zh, "110年至113年");
    EXPECT_EQ(day_words(parse_day("2026-03-31").value()).zh, "115年3月31日");
}

TEST(Quantity, ConvertsExactlyOrNotAtAll) {
    const auto shown = [](const char* value, const char* from, const char* to) {
        const auto result = text::convert(number(value), from, to);
        return result ? result->str() : std::string("none");
    };
    EXPECT_EQ(shown("10", "億元", "元"), "1000000000");
    EXPECT_EQ(shown("40", "萬美元", "美元"), "400000");
    EXPECT_EQ(shown("40", "萬美元", "萬元"), "none") << "no rate of exchange is assumed";
    EXPECT_EQ(shown("1.5", "GW", "MW"), "1500");
    EXPECT_EQ(shown("1500", "MW", "GW"), "1.5");
    EXPECT_EQ(shown("3", "公頃", "平方公里"), "0.03");
    EXPECT_EQ(shown("2", "萬公噸", "公斤"), "20000000");
    EXPECT_EQ(shown("3", "臺", "台"), "3");
    EXPECT_EQ(shown("30", "‰", "%"), "3");
    EXPECT_EQ(shown("3", "案", "家"), "none");
    EXPECT_EQ(shown("3", "", "家"), "3");
    EXPECT_EQ(shown("10", "日", "週"), "none") << "has no end";
    EXPECT_EQ(shown("14", "日", "週"), "2");
    EXPECT_TRUE(text::scale_of("%").level);
    EXPECT_FALSE(text::scale_of("萬人次").level);
}

TEST(Rules, OneTableReadAndWritten) {
    JsonWriter out;
    write_rules(out, {});
    const auto text = out.take();
    const auto read = [](std::string_view json) { return read_rules(parse_json(json)->get_object()); };
    EXPECT_EQ(*read(text), Rules());
    const auto set = read(R"({"near": 80.5, "slip_days": 10})");
    EXPECT_EQ(set->near, number("80.5"));
    EXPECT_EQ(set->slip_days, 10);
    EXPECT_EQ(set->met, Decimal(100));
    EXPECT_EQ(read(R"({"nearly": 80})").error().code, "rules-name");
    EXPECT_EQ(read(R"({"near": 101})").error().code, "rules-value");
    EXPECT_EQ(read(R"({"slip_days": 1.5})").error().code, "rules-value");
    EXPECT_EQ(read(R"({"risk_share": 101})").error().code, "rules-value");
}

TEST(Rules, AThresholdMovesTheLight) {
    auto at = context("2022-02-01");
    const auto input = indicator({{"2021", "100"}}, {{"2021", "85"}});
    EXPECT_EQ(judge(input, {}, at).light, Light::behind);
    at.rules.near = 85;
    EXPECT_EQ(judge(input, {}, at).light, Light::at_risk);
}

TEST(Forecast, OneOddValueDoesNotTurnTheTrend) {
    std::vector<std::pair<Day, Decimal>> line;
    for (int i = 0; i < 9; ++i)
        line.emplace_back(i * 10, Decimal(i * 5));
    const auto straight = forecast(line, 120, no_day, true, 3);
    EXPECT_EQ(straight.value.str(), "60");
    line[4].second = Decimal(500);
    EXPECT_EQ(forecast(line, 120, no_day, true, 3).value.str(), "60");
    EXPECT_EQ(day_reaching(line, Decimal(60), no_day, 3), 120);
}

TEST(Forecast, SaysWhenThereIsNothingToGoOn) {
    EXPECT_EQ(forecast({}, 100, 0, true, 3).method, Method::none);
    EXPECT_EQ(forecast({{10, Decimal(7)}}, 100, no_day, false, 3).method, Method::standing);
    EXPECT_EQ(forecast({{10, Decimal(7)}}, 100, no_day, false, 3).value, Decimal(7));
    EXPECT_EQ(day_reaching({{10, Decimal(7)}}, Decimal(8), no_day, 3), no_day);
    const auto falling = forecast({{0, Decimal(9)}, {10, Decimal(8)}, {20, Decimal(7)}}, 40, no_day, true, 3);
    EXPECT_EQ(falling.value, Decimal(7)) << "a count does not fall";
}

}  // namespace
}  // namespace gangmu::evaluation
