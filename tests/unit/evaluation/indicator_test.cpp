// Each rule of an indicator's light, with a case where it holds and one where it does not.
#include <gtest/gtest.h>

#include "evaluation/words.hpp"
#include "unit/evaluation/given.hpp"

namespace gangmu::evaluation {
namespace {

using namespace given;

struct Case {
    const char* name;
    std::vector<T> targets;
    std::vector<O> observations;
    const char* today;
    Light light;
    Why why;
    const char* achievement = "";  // percent; "": none
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        // value against the target of the period, at its due day
        {"reached", {{"2021", "40"}}, {{"2021", "40"}}, "2022-02-01", Light::done, Why::reached, "100"},
        {"over", {{"2021", "40"}}, {{"2021", "50"}}, "2022-02-01", Light::done, Why::reached, "125"},
        {"exactly near",
         {{"2021", "40"}},
         {{"2021", "36"}},
         "2022-02-01",
         Light::at_risk,
         Why::short_of,
         "90"},
        {"just under near",
         {{"2021", "40"}},
         {{"2021", "35.999999"}},
         "2022-02-01",
         Light::behind,
         Why::missed,
         "90"},
        {"a third of three thirds",
         {{"2021", "0.3"}},
         {{"2021-Q1", "0.1"}, {"2021-Q2", "0.2"}, {"2021-Q4", "0.3"}},
         "2022-02-01",
         Light::done,
         Why::reached,
         "100"},
        {"missed", {{"2021", "40"}}, {{"2021", "10"}}, "2022-02-01", Light::behind, Why::missed, "25"},
        // a year's target is not due before the year's end
        {"not due", {{"2021", "40"}}, {{"2021-Q2", "1"}}, "2021-07-10", Light::not_due, Why::waiting},
        {"not due on the eve",
         {{"2021", "40"}},
         {{"2021-Q3", "1"}},
         "2021-12-30",
         Light::not_due,
         Why::waiting},
        {"early",
         {{"2021", "40"}},
         {{"2021-Q2", "41"}},
         "2021-07-10",
         Light::done,
         Why::reached_early,
         "102.5"},
        {"printed due day",
         {{"2021", "40", "件", "=", {}, "2021-06"}},
         {{"2021-Q2", "10"}},
         "2021-08-15",
         Light::behind,
         Why::missed,
         "25"},
        // directions
        {"a limit kept",
         {{"2021", "5", "%", "<="}},
         {{"2021", "5"}},
         "2022-02-01",
         Light::done,
         Why::reached,
         "100"},
        {"a limit passed",
         {{"2021", "5", "%", "<="}},
         {{"2021", "6"}},
         "2022-02-01",
         Light::behind,
         Why::missed,
         "80"},
        {"a limit nearly kept",
         {{"2021", "50", "%", "<="}},
         {{"2021", "54"}},
         "2022-02-01",
         Light::at_risk,
         Why::short_of,
         "92"},
        {"a count over its limit, not due",
         {{"2021", "5", "件", "<="}},
         {{"2021-Q2", "6"}},
         "2021-07-10",
         Light::behind,
         Why::over_limit,
         "80"},
        {"a count under its limit, not due",
         {{"2021", "5", "件", "<="}},
         {{"2021-Q2", "3"}},
         "2021-07-10",
         Light::not_due,
         Why::waiting},
        {"a rate at its goal, not due",
         {{"2021", "60", "%"}},
         {{"2021-Q2", "61"}},
         "2021-07-10",
         Light::on_track,
         Why::holding,
         "101.67"},
        {"a rate over its limit, not due",
         {{"2021", "5", "%", "<="}},
         {{"2021-Q2", "6"}},
         "2021-07-10",
         Light::not_due,
         Why::waiting},
        {"rates that fall from year to year",
         {{"2021", "9", "%"}, {"2022", "7", "%"}},
         {{"2021", "8"}},
         "2022-02-01",
         Light::not_due,
         Why::waiting,
         "111.11"},
        {"about",
         {{"2021", "100", "件", "~"}},
         {{"2021", "95"}},
         "2022-02-01",
         Light::done,
         Why::reached,
         "95"},
        {"not about",
         {{"2021", "100", "件", "~"}},
         {{"2021", "94"}},
         "2022-02-01",
         Light::at_risk,
         Why::short_of,
         "94"},
        {"the lower end of a range is enough",
         {{"2021", "2…3"}},
         {{"2021", "2"}},
         "2022-02-01",
         Light::done,
         Why::reached,
         "100"},
        {"a goal of zero, kept",
         {{"2021", "0", "件", "<="}},
         {{"2021", "0"}},
         "2022-02-01",
         Light::done,
         Why::reached,
         "100"},
        {"a goal of zero, missed",
         {{"2021", "0", "件", "<="}},
         {{"2021", "1"}},
         "2022-02-01",
         Light::behind,
         Why::missed},
        // for the year alone, and in total
        {"the year alone",
         {{"2021", "10"}, {"2022", "10"}},
         {{"2021", "10"}, {"2022", "4"}},
         "2023-02-01",
         Light::behind,
         Why::missed,
         "40"},
        {"in total",
         {{"2021", "10"}, {"2022", "20", "件", "=", true}},
         {{"2021", "15"}, {"2022", "19"}},
         "2023-02-01",
         Light::at_risk,
         Why::short_of,
         "95"},
        {"running totals by their sum: 5, 12, 24 to 30",
         {{"2021", "5"}, {"2022", "12"}, {"2023", "24"}, {"2024", "30", "件", "=", true}},
         {{"2021", "5"}, {"2022", "12"}},
         "2023-02-01",
         Light::not_due,
         Why::waiting,
         "100"},
        {"both readings agree",
         {{"2021", "2"}, {"2022", "5"}, {"2024", "20", "件", "=", true}},
         {{"2021", "2"}, {"2022", "7"}},
         "2023-02-01",
         Light::not_due,
         Why::next_target,
         "100"},
        {"both readings differ",
         {{"2021", "2"}, {"2022", "5"}, {"2023", "9", "件", "=", true}, {"2024", "20", "件", "=", true}},
         {{"2021", "2"}, {"2022", "5"}},
         "2022-12-31",
         Light::undecidable,
         Why::ambiguous},
        {"the whole period adds the years up",
         {{"2021", "10"}, {"2022", "10"}, {"2023", "10"}, {"2024", "10"}, {"overall", "40"}},
         {{"2021", "10"}, {"2022", "10"}, {"2023", "10"}, {"2024", "10"}},
         "2025-02-01",
         Light::done,
         Why::reached,
         "100"},
        {"a gap in the whole period",
         {{"2024", "10"}, {"overall", "40"}},
         {{"2021", "10"}, {"2023", "10"}, {"2024", "10"}},
         "2025-02-01",
         Light::undecidable,
         Why::gaps},
        {"late but made good",
         {{"2021", "10", "件", "=", true}, {"2022", "20", "件", "=", true}},
         {{"2021", "4"}, {"2022-Q2", "12"}},
         "2022-07-10",
         Light::not_due,
         Why::waiting,
         "120"},
        {"the one before was missed",
         {{"2021", "10"}, {"2022", "10"}},
         {{"2021", "4"}, {"2022-Q2", "3"}},
         "2022-07-10",
         Light::at_risk,
         Why::previous_missed,
         "40"},
        // units
        {"other ranks of a unit",
         {{"2021", "10", "億元"}},
         {{"2021", "1000000000", "元"}},
         "2022-02-01",
         Light::done,
         Why::reached,
         "100"},
        {"another unit",
         {{"2021", "10", "件"}},
         {{"2021", "10", "人"}},
         "2022-02-01",
         Light::undecidable,
         Why::other_unit},
        // missing
        {"in time", {{"2021", "40"}}, {{"2021-Q3", "1"}}, "2022-01-20", Light::not_due, Why::awaiting_report},
        {"overdue", {{"2021", "40"}}, {{"2021-Q3", "1"}}, "2022-02-01", Light::not_reported, Why::unreported},
        {"never", {{"2021", "40"}}, {}, "2022-02-01", Light::not_reported, Why::unreported},
        {"nothing yet", {{"2021", "40"}}, {}, "2021-02-01", Light::not_due, Why::waiting},
        // cells
        {"a dash is no target", {{"2021", "-", "words"}}, {}, "2022-02-01", Light::none, Why::no_target},
        {"no year", {{"某年", "40"}}, {{"2021", "40"}}, "2022-02-01", Light::undecidable, Why::undated},
        {"a year between targets",
         {{"2021", "1"}, {"2023", "1"}},
         {{"2021", "1"}},
         "2022-05-01",
         Light::not_due,
         Why::next_target,
         "100"},
        {"a milestone",
         {{"2021", "完成評估", "words"}},
         {},
         "2021-05-01",
         Light::not_due,
         Why::milestone_waiting},
        {"a milestone nobody spoke of",
         {{"2021", "完成評估", "words"}},
         {},
         "2022-05-01",
         Light::not_reported,
         Why::milestone_unknown},
    };
    return all;
}

TEST(Indicator, EachRule) {
    for (const auto& each : cases()) {
        const auto input = indicator(each.targets, each.observations);
        const auto result = judged(input, each.today);
        EXPECT_EQ(to_string(result.light), to_string(each.light)) << each.name;
        EXPECT_EQ(to_string(result.reason.why), to_string(each.why)) << each.name;
        const auto achievement =
            result.achievement == unknown ? std::string() : percent_text(result.achievement);
        EXPECT_EQ(achievement, each.achievement) << each.name;
        const auto words = because(result.reason, {});
        EXPECT_TRUE(words.zh.starts_with("因為") && words.zh.ends_with("。")) << words.zh;
        EXPECT_TRUE(words.en.starts_with("Because ") && words.en.ends_with(".")) << words.en;
    }
}

TEST(Indicator, SeveralFiguresInOneCell) {
    auto input = indicator({{"2021", "0"}});
    auto what = *input.what;
    auto& cell = what.targets[0];
    cell.value.reset();
    cell.parts = {{"4 案", Decimal(4), {}, "案", model::Comparator::equal, {}},
                  {"1 處", Decimal(1), {}, "處", model::Comparator::equal, {}}};
    input.what = std::make_shared<const model::Indicator>(what);
    const auto light = [&](const std::vector<O>& observations) {
        input.observations.clear();
        for (const auto& each : observations)
            input.observations.push_back(observation(each));
        return judged(input, "2022-02-01");
    };
    EXPECT_EQ(light({{"2021", "4", "案"}, {"2021", "1", "處"}}).light, Light::done);
    EXPECT_EQ(light({{"2021", "4", "", 0}, {"2021", "1", "", 1}}).light, Light::done);
    const auto half = light({{"2021", "4", "案"}, {"2021", "0", "處"}});
    EXPECT_EQ(half.light, Light::behind) << "one missed figure is not hidden by the other";
    EXPECT_EQ(percent_text(half.achievement), "50");
    EXPECT_EQ(half.targets[0].reasons.size(), 2U);
    EXPECT_EQ(light({{"2021", "4"}}).reason.why, Why::which_part);
    EXPECT_EQ(light({{"2021", "4", "案"}}).light, Light::not_reported) << "the other one is missing";
}

TEST(Indicator, QuarterlyPlannedValuesMakeItDueEachQuarter) {
    auto input = indicator({{"2021", "100"}}, {{"2021-Q2", "40"}});
    input.planned = {{"2021-Q1", number("20")}, {"2021-Q2", number("50")}, {"2021-Q4", number("100")}};
    EXPECT_EQ(judged(input, "2021-07-10").reason.why, Why::planned_missed);
    input.observations[0].value = number("45");
    EXPECT_EQ(judged(input, "2021-07-10").light, Light::at_risk);
    input.observations[0].value = number("50");
    EXPECT_EQ(judged(input, "2021-07-10").light, Light::on_track);
    const auto words = because(judged(input, "2021-07-10").reason, {});
    EXPECT_NE(words.zh.find("110年第2季預定 50 件，實際 50 件"), std::string::npos) << words.zh;
}

TEST(Indicator, WordsAloneAreNeverANumber) {
    auto input = indicator({{"2021", "40"}});
    Observation words;
    words.period = "2021";
    words.text = "已完成約四十件";
    input.observations = {words};
    EXPECT_EQ(judged(input, "2022-02-01").reason.why, Why::words_only);
    EXPECT_EQ(judged(input, "2022-02-01").light, Light::undecidable);

    auto milestone = indicator({{"2021", "完成評估", "words"}});
    milestone.observations = {words};
    EXPECT_EQ(judged(milestone, "2022-02-01").light, Light::undecidable);
    milestone.observations[0].reached = true;
    EXPECT_EQ(judged(milestone, "2022-02-01").light, Light::done);
    milestone.observations[0].reached = false;
    EXPECT_EQ(judged(milestone, "2022-02-01").light, Light::behind);
}

TEST(Indicator, WhatWasMadeGoodLaterSaysWhen) {
    const auto input = indicator({{"2021", "10", "件", "=", true}, {"2022", "20", "件", "=", true}},
                                 {{"2021", "4"}, {"2022-Q2", "12"}});
    const auto result = judged(input, "2022-07-10");
    const auto words = because(result.targets[0].reasons[0], {});
    EXPECT_NE(words.zh.find("至111年第2季為 12 件，達成率 120%，逾期後補足"), std::string::npos) << words.zh;
    EXPECT_TRUE(result.late);
}

TEST(Indicator, AMilestoneOfOneYearDoesNotReachAnother) {
    auto input = indicator(
        {{"2021", "完成規劃", "words"}, {"2024", "完成建置", "words"}, {"overall", "完成系統", "words"}});
    Observation said;
    said.period = "2021";
    said.reached = true;
    input.observations = {said};
    const auto result = judged(input, "2025-03-01");
    EXPECT_EQ(result.targets[0].light, Light::done);
    EXPECT_EQ(result.targets[1].light, Light::not_reported);
    EXPECT_EQ(result.targets[2].light, Light::not_reported);
    said.period = "2024";
    input.observations.push_back(said);
    EXPECT_EQ(judged(input, "2025-03-01").light, Light::done);
}

TEST(Indicator, OfAPlanThatNobodyReportsOnNothingIsCalledUnreported) {
    auto at = context("2022-02-01");
    at.tracked = false;
    const auto input = indicator({{"2021", "40"}});
    EXPECT_EQ(judge(input, {}, at).light, Light::undecidable);
    EXPECT_EQ(judge(input, {}, at).reason.why, Why::unreported);
}

TEST(Indicator, TheReportsDueDayDecidesWhenAValueIsMissing) {
    const auto input = indicator({{"2021", "40"}});
    const std::vector<ReportDue> reports{
        {"2021-Q4", parse_day("2022-01-14").value(), parse_day("2022-01-21").value(), no_day}};
    EXPECT_EQ(judged(input, "2022-01-21", reports).light, Light::not_due);
    EXPECT_EQ(judged(input, "2022-01-22", reports).light, Light::not_reported);
}

TEST(Indicator, WhatWasFiledLaterWasNotKnown) {
    auto input = indicator({{"2021", "40"}}, {{"2021", "40"}, {"2021", "20"}});
    input.observations[0].known = parse_day("2022-01-10").value();
    input.observations[1].known = parse_day("2022-03-10").value();  // a correction
    EXPECT_EQ(judged(input, "2022-02-20").light, Light::done);
    EXPECT_EQ(judged(input, "2022-03-10").light, Light::behind);
}

TEST(Indicator, AnOlderCycleDoesNotSeeLaterPeriods) {
    const auto input = indicator({{"2021", "40"}, {"2022", "40"}}, {{"2021", "40"}, {"2022", "1"}});
    const auto then = judge(input, {}, context("2023-06-01", "2021-Q4"));
    EXPECT_EQ(then.reason.why, Why::reached) << "what fell due in that cycle speaks";
    EXPECT_EQ(percent_text(then.achievement), "100");
    EXPECT_EQ(judge(input, {}, context("2023-06-01", "2022-Q4")).light, Light::behind);
}

TEST(Indicator, SumsOfIncrementsNeedEveryPeriodUnlessTheyReachTheGoal) {
    auto input = indicator({{"2021", "10"}}, {{"2021-Q1", "2"}, {"2021-Q2", "3"}, {"2021-Q4", "4"}});
    input.reading = Reading::increment;
    EXPECT_EQ(judged(input, "2022-02-01").reason.why, Why::gaps);
    input.observations.push_back(observation({"2021-Q3", "1"}));
    EXPECT_EQ(judged(input, "2022-02-01").reason.why, Why::reached);
    input.observations.push_back(observation({"2021", "9"}));  // the year's own value holds its quarters
    EXPECT_EQ(judged(input, "2022-02-01").light, Light::at_risk);
}

TEST(Indicator, AnOverrideStandsBesideTheComputedLight) {
    auto input = with_light(Light::behind);
    input.overrides = {{Light::at_risk, "已另案核定展延", "王", parse_day("2022-02-01").value(), "2021-Q4"}};
    const auto before = judge(input, {}, context("2022-01-31", "2021-Q4"));
    EXPECT_EQ(before.light, Light::behind);
    const auto after = judge(input, {}, context("2022-02-01", "2021-Q4"));
    EXPECT_EQ(after.light, Light::at_risk);
    EXPECT_EQ(after.computed, Light::behind);
    EXPECT_EQ(judge(input, {}, context("2022-05-01")).light, Light::behind) << "it held for that period only";
}

TEST(Indicator, ItsForecastWarnsBeforeTheYearEnds) {
    const auto slow = indicator({{"2021", "100"}}, {{"2021-Q1", "10"}, {"2021-Q2", "21"}, {"2021-Q3", "30"}});
    const auto result = judged(slow, "2021-11-15");
    EXPECT_EQ(result.light, Light::not_due);
    EXPECT_EQ(result.forecast.method, Method::trend);
    EXPECT_TRUE(result.forecast.misses);
    EXPECT_GT(result.forecast.reached, result.forecast.horizon);
    const auto words = evaluation::words(result.forecast);
    EXPECT_NE(words.zh.find("不及目標 100 件"), std::string::npos) << words.zh;
    const auto quick =
        indicator({{"2021", "100"}}, {{"2021-Q1", "30"}, {"2021-Q2", "60"}, {"2021-Q3", "88"}});
    EXPECT_FALSE(judged(quick, "2021-11-15").forecast.misses);
    const auto few = judged(indicator({{"2021", "100"}}, {{"2021-Q2", "60"}}), "2021-07-15").forecast;
    EXPECT_EQ(few.method, Method::pace);
    EXPECT_FALSE(few.misses);
}

}  // namespace
}  // namespace gangmu::evaluation
