// Schedule against progress, and reports.
#include <gtest/gtest.h>

#include "evaluation/words.hpp"
#include "unit/evaluation/given.hpp"

namespace gangmu::evaluation {
namespace {

using namespace given;

struct Filed {
    std::string period;
    std::string actual;
    std::string planned = "";  // empty: by the dates
};

NodeInput item(const std::vector<Filed>& filed, std::string start = "2021-01", std::string end = "2021-12") {
    NodeInput node;
    node.schedule = {{std::move(start), std::move(end), "", ""}};
    for (const auto& each : filed) {
        ProgressEntry entry;
        entry.period = each.period;
        entry.actual = number(each.actual);
        if (!each.planned.empty()) entry.planned = number(each.planned);
        node.progress.push_back(entry);
    }
    return node;
}

struct Case {
    const char* name;
    std::vector<Filed> filed;
    const char* today;
    Light light;
    Why why;
};

TEST(Progress, EachRule) {
    const std::vector<Case> cases{
        {"in step with what was planned",
         {{"2021-Q2", "50", "50"}},
         "2021-07-10",
         Light::on_track,
         Why::in_step},
        {"a point under the plan", {{"2021-Q2", "49", "50"}}, "2021-07-10", Light::at_risk, Why::lagging},
        {"ten points under", {{"2021-Q2", "40", "50"}}, "2021-07-10", Light::at_risk, Why::lagging},
        {"more than ten", {{"2021-Q2", "39.99", "50"}}, "2021-07-10", Light::behind, Why::far_behind},
        {"by the dates, within the slack",
         {{"2021-Q2", "39.6"}},
         "2021-07-10",
         Light::on_track,
         Why::in_step},
        {"by the dates, under it", {{"2021-Q2", "39"}}, "2021-07-10", Light::at_risk, Why::lagging},
        {"by the dates, far under", {{"2021-Q2", "20"}}, "2021-07-10", Light::behind, Why::far_behind},
        {"finished", {{"2021-Q2", "100", "50"}}, "2021-07-10", Light::done, Why::finished},
        {"over and not finished", {{"2021-Q4", "99", "100"}}, "2022-01-10", Light::behind, Why::past_end},
        {"over, its last report not due yet",
         {{"2021-Q3", "75", "75"}},
         "2022-01-10",
         Light::on_track,
         Why::in_step},
        {"over, and no report came", {{"2021-Q3", "75", "75"}}, "2022-03-10", Light::behind, Why::past_end},
        {"not begun, nor should it be", {}, "2020-12-10", Light::not_due, Why::before_start},
        {"begun, no report due", {}, "2021-02-10", Light::not_due, Why::not_due_yet},
        {"over, and never a word", {}, "2022-03-10", Light::not_reported, Why::not_begun},
    };
    for (const auto& each : cases) {
        const auto node = item(each.filed);  // reasons point into it
        const auto judged = judge_progress(node, context(each.today));
        EXPECT_EQ(to_string(judged.reason.light), to_string(each.light)) << each.name;
        EXPECT_EQ(to_string(judged.reason.why), to_string(each.why)) << each.name;
        const auto words = because(judged.reason, {});
        EXPECT_TRUE(words.zh.starts_with("因為") && words.en.starts_with("Because ")) << words.zh << words.en;
    }
}

TEST(Progress, SaysHowFarBehind) {
    const auto words = [](const char* planned) {
        return because(judge_progress(item({{"2021-Q2", "40", planned}}), context("2021-07-10")).reason, {})
            .zh;
    };
    EXPECT_EQ(words("45"), "因為110年第2季實際進度 40%，預定 45%，落後 5 個百分點。");
    EXPECT_EQ(words("55"), "因為110年第2季實際進度 40%，預定 55%，落後 15 個百分點，逾容許的 10。");
}

TEST(Progress, PlannedByDatesStandsStillBetweenParts) {
    const std::vector<model::ScheduleEntry> two{{"2021-01", "2021-01", "", ""},
                                                {"2021-12", "2021-12", "", ""}};
    const Span plan = year_span(2021);
    EXPECT_EQ(planned_by_dates(two, plan, parse_day("2020-12-31").value()), Decimal(0));
    EXPECT_EQ(planned_by_dates(two, plan, parse_day("2021-06-30").value()), Decimal(50));
    EXPECT_EQ(planned_by_dates(two, plan, parse_day("2021-12-31").value()), Decimal(100));
    const std::vector<model::ScheduleEntry> overlap{{"2021-01", "2021-12", "", ""},
                                                    {"2021-01", "2021-06", "", ""}};
    EXPECT_EQ(planned_by_dates(overlap, plan, parse_day("2021-12-31").value()), Decimal(100));
    EXPECT_FALSE(schedule_span({{"", "", "", "視需要辦理"}}, plan));
}

class Reports : public ::testing::Test {
  protected:
    static Day day(std::string_view iso) { return parse_day(iso).value(); }
    NodeInput node = [] {
        auto one = item({{"2021-Q1", "25", "25"}});
        one.reports = {{"2021-Q1", day("2021-04-15"), day("2021-04-22"), day("2021-04-10")},
                       {"2021-Q2", day("2021-07-15"), day("2021-07-22"), no_day}};
        return one;
    }();
    Reason at(std::string_view today) { return judge_progress(node, context(today)).reason; }
};

TEST_F(Reports, OverdueInGraceAndMissing) {
    EXPECT_EQ(at("2021-07-15").why, Why::in_step) << "the due day itself is in time";
    EXPECT_EQ(at("2021-07-16").why, Why::report_grace);
    EXPECT_EQ(at("2021-07-22").light, Light::at_risk);
    EXPECT_EQ(at("2021-07-23").light, Light::not_reported);
    EXPECT_EQ(at("2021-07-23").why, Why::report_missing);
    const auto words = because(at("2021-07-25"), {});
    EXPECT_NE(words.zh.find("110年第2季填報已於110年7月15日到期，逾期 10 日未填"), std::string::npos)
        << words.zh;
    node.reports[1].filed = day("2021-07-20");
    EXPECT_EQ(at("2021-07-23").why, Why::in_step);
}

TEST_F(Reports, AMissingReportDoesNotHideThatItIsBehind) {
    node.progress[0].actual = Decimal(1);
    EXPECT_EQ(at("2021-07-23").light, Light::behind);
}

TEST_F(Reports, LateTwiceInARow) {
    node.reports[0].filed = day("2021-04-20");
    node.reports[1].filed = day("2021-07-20");
    EXPECT_EQ(at("2021-08-01").why, Why::reports_late);
    EXPECT_EQ(at("2021-08-01").light, Light::at_risk);
    node.reports[0].filed = day("2021-04-15");
    EXPECT_EQ(at("2021-08-01").why, Why::in_step);
}

TEST_F(Reports, NothingFiledAndNotBegun) {
    node.progress.clear();
    node.reports[1].filed = day("2021-07-10");
    const auto judged = judge_progress(node, context("2021-07-20"));
    EXPECT_EQ(judged.reason.why, Why::not_begun);
    EXPECT_EQ(judged.reason.light, Light::at_risk);
    EXPECT_TRUE(judged.should_have_begun && !judged.begun);
}

TEST(Progress, SlippageIsSeenBeforeTheEnd) {
    const auto slow = item({{"2021-Q1", "10", "10"}, {"2021-Q2", "20", "20"}, {"2021-Q3", "30", "30"}});
    const auto judged = judge_progress(slow, context("2021-11-01"));
    EXPECT_EQ(judged.reason.light, Light::on_track) << "as planned so far";
    EXPECT_TRUE(judged.slips);
    EXPECT_GT(judged.slippage.reached, parse_day("2022-12-31").value());
    const auto steady = item({{"2021-Q1", "25"}, {"2021-Q2", "50"}, {"2021-Q3", "75"}});
    EXPECT_FALSE(judge_progress(steady, context("2021-11-01")).slips);
}

}  // namespace
}  // namespace gangmu::evaluation
