#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tracking/json.hpp"

namespace gangmu::tracking {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

FieldValue field(std::string_view name, const char* json, Sequence seq = 0) {
    auto value = read_field(name, *parse_json(json));
    EXPECT_TRUE(value) << name << " " << json << " " << value.error().what.en;
    FieldValue out = value ? *value : FieldValue();
    out.stamp.seq = seq;
    return out;
}

std::string code(std::string_view name, const char* json) {
    const auto value = read_field(name, *parse_json(json));
    return value ? "good" : value.error().code;
}

TEST(ReportFields, NumbersAreTakenAsPeopleWriteThem) {
    EXPECT_EQ(field("actual", "12.5").number, Decimal(125, 1));
    EXPECT_EQ(field("actual", "\" 12.50 % \"").number, Decimal(125, 1));
    EXPECT_EQ(field("actual", "\"１２．５％\"").number, Decimal(125, 1));
    EXPECT_EQ(field("money/公務預算/spent", "\"1,234,567\"").number, Decimal(1234567));
    EXPECT_TRUE(field("actual", "null").empty());
    EXPECT_TRUE(field("actual", "\"  \"").empty());
    EXPECT_EQ(field("observation/1#1", "\"12\"").number, Decimal(12));
    EXPECT_EQ(field("observation/1#1", "\"完成招標\"").text, "完成招標");
    const auto both = field("observation/1#1", R"({"value":3,"text":"含試辦"})");
    EXPECT_EQ(both.number, Decimal(3));
    EXPECT_EQ(both.text, "含試辦");
    EXPECT_EQ(field("text", "\"甲\\r\\n乙\\n\\n\"").text, "甲\n乙");
}

TEST(ReportFields, WhatIsWrongIsRefused) {
    EXPECT_EQ(code("actual", "101"), "report-value");
    EXPECT_EQ(code("actual", "-1"), "report-value");
    EXPECT_EQ(code("actual", "\"many\""), "report-value");
    EXPECT_EQ(code("actual", "[1]"), "report-value");
    EXPECT_EQ(code("money/公務預算/spent", "-5"), "report-value");
    EXPECT_EQ(code("text", "5"), "report-value");
    EXPECT_EQ(code("text", R"({"text":"x"})"), "report-value");
    EXPECT_EQ(code("observation/1#1", R"({"value":3,"more":1})"), "report-value");
    for (const char* name :
         {"", "txt", "money/x", "money//spent", "money/x/lost", "observation/", "contribution/"})
        EXPECT_EQ(code(name, "\"1\""), "report-field") << name;
}

Report filled() {
    Report out;
    out.fields["text"] = field("text", "\"完成\"", 5);
    out.fields["planned"] = field("planned", "50", 5);
    out.fields["actual"] = field("actual", "50", 6);
    return out;
}

std::vector<std::string> faulty(const Report& report) {
    std::vector<std::string> out;
    for (const auto& fault : faults_of(report))
        out.push_back(fault.field);
    return out;
}

TEST(Reports, ReasonAndMeasuresAreNeededWhenItIsBehind) {
    EXPECT_THAT(faulty(Report()), ElementsAre("text", "planned", "actual"));
    auto report = filled();
    EXPECT_THAT(faulty(report), IsEmpty());
    report.fields["actual"] = field("actual", "49.9");
    EXPECT_THAT(faulty(report), ElementsAre("behind_reason", "measures"));
    report.fields["behind_reason"] = field("behind_reason", "\"流標\"");
    report.fields["measures"] = field("measures", "\"重新招標\"");
    EXPECT_THAT(faulty(report), IsEmpty());
    report.fields["money/公務預算/spent"] = field("money/公務預算/spent", "5");
    EXPECT_THAT(faulty(report), ElementsAre("money/公務預算/available"));
}

TEST(Reports, MoneyIsCountedPerSource) {
    auto report = filled();
    report.fields["money/公務預算/available"] = field("money/公務預算/available", "200");
    report.fields["money/公務預算/spent"] = field("money/公務預算/spent", "50");
    report.fields["money/特別預算/available"] = field("money/特別預算/available", "0");
    report.fields["money/特別預算/spent"] = field("money/特別預算/spent", "0");
    const auto money = money_of(report);
    ASSERT_EQ(money.size(), 2u);
    EXPECT_EQ(money.at("公務預算").rate(), 25.0);
    EXPECT_FALSE(money.at("特別預算").rate());
    EXPECT_EQ(total_of(money).spent, Decimal(50));
}

TEST(Reports, TheSecondOfTwoIsToldAndOverwritesNothingUnseen) {
    const auto report = filled();
    Fields mine;
    mine["actual"] = field("actual", "40");
    EXPECT_THAT(conflicts(&report, mine, 5), ElementsAre("actual"));
    EXPECT_THAT(conflicts(&report, mine, 6), IsEmpty());
    mine["actual"] = field("actual", "50.0");  // the same value is no conflict
    EXPECT_THAT(conflicts(&report, mine, 0), IsEmpty());
    EXPECT_TRUE(changes(&report, mine).empty());
    Fields other;
    other["next"] = field("next", "\"招標\"");
    EXPECT_THAT(conflicts(&report, other, 0), IsEmpty());  // a field that nobody has set
    EXPECT_EQ(changes(&report, other).size(), 1u);
    EXPECT_TRUE(changes(nullptr, {{"next", FieldValue()}}).empty());
}

TEST(Reviews, EachStateAllowsWhatItShould) {
    Report report = filled();
    const auto may = [&](Status status) { return status.has_value(); };
    EXPECT_TRUE(may(can_save(nullptr)));
    EXPECT_FALSE(may(can_submit(nullptr)));
    EXPECT_TRUE(may(can_save(&report)) && may(can_submit(&report)));
    EXPECT_FALSE(may(can_withdraw(&report)) || may(can_decide(&report, 2)));
    report.state = ReportState::submitted;
    EXPECT_FALSE(may(can_save(&report)) || may(can_submit(&report)));
    EXPECT_TRUE(may(can_withdraw(&report)) && may(can_decide(&report, 2)));
    report.stage = 1;
    EXPECT_FALSE(may(can_withdraw(&report)));
    EXPECT_TRUE(last_stage(report, 2));
    EXPECT_FALSE(last_stage(report, 3));
    report.state = ReportState::approved;
    EXPECT_FALSE(may(can_save(&report)) || may(can_submit(&report)) || may(can_withdraw(&report)) ||
                 may(can_decide(&report, 2)));
    report.state = ReportState::returned;
    EXPECT_TRUE(may(can_save(&report)) && may(can_submit(&report)));
}

TEST(TrackingJson, ACheckpointGivesTheSameBack) {
    Tracking all;
    all.version = 9;
    auto year = std::make_shared<CalendarYear>();
    year->year = 2026;
    year->off.assign(365, false);
    year->off[0] = true;
    year->notes.emplace_back(first_of_year(2026), "開國紀念日");
    all.calendar = all.calendar.with_year(year).with_special(first_of_year(2026) + 5, {true, "颱風", 3});
    auto plan = std::make_shared<PlanTracking>();
    Rhythm rhythm;
    rhythm.id = "q";
    rhythm.scope = "3";
    rhythm.kinds = {"措施"};
    rhythm.grace = 0;
    rhythm.auto_lock = false;
    rhythm.stamp = {4, 5, "lin"};
    plan->rhythms.push_back(rhythm);
    CycleMarks marks;
    marks.locked = true;
    marks.reopened_until = 20'000;
    marks.reason = "補件";
    plan->marks = plan->marks.set("q-2026-Q1", marks);
    plan->stages = {{{"甲", "A"}, StageScope::named, "國發會"}};
    ItemSettings item;
    item.level = Level::ministry;
    item.officer = "wang";
    item.shares = {{"甲", Decimal(5, 1)}, {"乙", Decimal(5, 1)}};
    item.release = Release::asked;
    item.release_reason = "已完成";
    plan->items = plan->items.set("1/1", std::make_shared<const ItemSettings>(item));
    plan->keys = plan->keys.set("甲", {"編號", {{"A-1", "1/1"}}});
    all.plans = all.plans.set("p", plan);
    auto report = std::make_shared<Report>(filled());
    report->plan = "p";
    report->cycle = "q-2026-Q1";
    report->node = "1/1";
    report->agency = "甲";
    report->edition = 2;
    report->state = ReportState::submitted;
    report->stage = 1;
    report->round = 2;
    report->fields["observation/1#1"] = field("observation/1#1", R"({"value":3.25,"text":"試辦"})", 7);
    report->fields["next"] = FieldValue{{}, {}, {8, 9, "x"}};  // emptied by somebody
    report->comments.push_back({5, "text", "請補充", 1, {5, 6, "chen"}});
    report->steps.push_back({"submitted", 0, "", "huang", {7, 8, "wang"}});
    report->history = {5, 7};
    all.reports = all.reports.set(report_key("p", report->cycle), CycleReports().set("1/1", report));
    all.delegations = all.delegations.set("8", {"8", "wang", "chen", 100, 200, "休假", {8, 9, "wang"}});
    JsonWriter out;
    write(out, all);
    const auto back = read_tracking(parse_json(out.take())->get_object());
    ASSERT_TRUE(back) << back.error().code;
    EXPECT_EQ(back->version, 9u);
    EXPECT_EQ(**back->calendar.years().find(2026), *year);
    EXPECT_EQ(*back->calendar.specials().find(first_of_year(2026) + 5), (SpecialDay{true, "颱風", 3}));
    EXPECT_EQ(back->plan("p").rhythms, plan->rhythms);
    EXPECT_EQ(back->plan("p").stages, plan->stages);
    EXPECT_EQ(back->plan("p").item("1/1"), item);
    EXPECT_EQ(*back->plan("p").keys.find("甲"), *plan->keys.find("甲"));
    EXPECT_EQ(back->plan("p").marks.find("q-2026-Q1")->reopened_until, marks.reopened_until);
    EXPECT_EQ(*back->report("p", "q-2026-Q1", "1/1"), *report);
    EXPECT_THAT(back->acts_for("chen", 150), ElementsAre("wang"));
    EXPECT_THAT(back->acts_for("chen", 201), IsEmpty());
}

}  // namespace
}  // namespace gangmu::tracking
