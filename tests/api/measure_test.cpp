// Measuring over HTTP: what is counted, who reports it, values with their history, roll-ups, and all of it
// again after the store was closed and opened.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/house.hpp"
#include "services/registry_measure.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;

class MeasureApi : public testing::Test {
  protected:
    json::object sent(const char* role, const char* method, const std::string& target,
                      const std::string& body = {}, unsigned status = 200) {
        const auto reply = house.send(role, method, target, body);
        EXPECT_EQ(reply.status, status) << method << " " << target << " " << reply.body;
        const auto value = House::parsed(reply);
        return value.is_object() ? value.get_object() : json::object();
    }
    void define() {
        sent(
            "officer", "PUT", "/api/elements/water.saved",
            R"({"name":{"zh":"節水量","en":"Water saved"},"unit":"萬噸","decimals":1,"rhythm":"quarter","direction":"more",
                 "least":0,"dimensions":[{"name":"用途","members":["生活","工業"]}]})");
        sent("officer", "POST", "/api/units",
             R"({"units":[{"id":"county","name":"海安縣","agency":"海安縣政府"},
                          {"id":"north","parent":"county","name":"北區","attributes":{"region":"北"}},
                          {"id":"south","parent":"county","name":"南區","attributes":{"region":"南"}}]})");
    }
    static std::string value(const std::string& unit, const std::string& period, const std::string& number) {
        return R"({"element":"water.saved","unit":")" + unit + R"(","period":")" + period + R"(","value":)" +
               number + "}";
    }
    json::object record(const std::string& values, const std::string& more = "", unsigned status = 200) {
        return sent("officer", "POST", "/api/values", R"({"values":[)" + values + "]" + more + "}", status);
    }

    House house;
};

TEST_F(MeasureApi, ValuesAreRecordedOnceWithTheirHistory) {
    define();
    const auto first = record(value("north", "2026-Q1", "10.5") + "," + value("south", "2026-Q1", "4"));
    EXPECT_EQ(first.at("changed").as_int64(), 2);
    EXPECT_EQ(record(value("north", "2026-Q1", "10.5")).at("changed").as_int64(), 0);  // the same again
    record(value("north", "2026-Q1", "11"), R"(,"note":"抄錯")");
    const auto read = sent("reader", "GET", "/api/values?element=water.saved&unit=north");
    const auto& cell = read.at("series").as_array()[0].as_object().at("values").as_array()[0].as_object();
    EXPECT_EQ(print_json(cell.at("value")), "11");
    EXPECT_EQ(cell.at("quality").as_string(), "revised");
    const auto past =
        sent("reader", "GET", "/api/values/history?element=water.saved&unit=north&period=2026-Q1")
            .at("history")
            .as_array();
    ASSERT_EQ(past.size(), 2u);
    EXPECT_EQ(print_json(past[0].as_object().at("cell").as_object().at("value")), "10.5");
    EXPECT_EQ(past[1].as_object().at("note").as_string(), "抄錯");
}

TEST_F(MeasureApi, ABatchWithAFaultChangesNothingAndTellsEveryOne) {
    define();
    const auto answer = record(value("north", "2026-Q1", "1") + "," + value("north", "2026-01", "1") + "," +
                                   value("west", "2026-Q1", "1") + "," + value("north", "2026-Q2", "1.25") +
                                   "," + value("north", "2026-Q3", "-1"),
                               "", 400);
    std::vector<std::string> codes;
    for (const auto& each : answer.at("errors").as_array())
        codes.emplace_back(each.as_object().at("code").as_string());
    EXPECT_THAT(codes, testing::ElementsAre("value-period", "unit-unknown", "value-decimals", "value-range"));
    const auto read = sent("reader", "GET", "/api/values?element=water.saved");
    EXPECT_TRUE(read.at("series").as_array().empty());
    record(value("north", "2026-Q1", "1") + "," + value("north", "2026-Q1", "2"), "", 400);
}

TEST_F(MeasureApi, ADefinitionHasVersionsAndValuesKeepTheirs) {
    define();
    record(value("north", "2026-Q1", "1"));
    sent(
        "officer", "PUT", "/api/elements/water.saved",
        R"({"name":{"zh":"節水量（含再生水）"},"unit":"萬噸","decimals":1,"rhythm":"quarter","direction":"more","least":0,
             "dimensions":[{"name":"用途","members":["生活","工業","農業"]}]})");
    record(value("north", "2026-Q2", "2"));
    const auto read = sent("reader", "GET", "/api/values?element=water.saved&unit=north");
    const auto& cells = read.at("series").as_array()[0].as_object().at("values").as_array();
    EXPECT_EQ(cells[0].as_object().at("version").as_int64(), 1);
    EXPECT_FALSE(cells[1].as_object().contains("version"));  // today's
    EXPECT_EQ(sent("reader", "GET", "/api/elements/water.saved").at("versions").as_array().size(), 2u);
    sent("officer", "PUT", "/api/elements/water.saved", R"({"name":"節水量","rhythm":"month","decimals":1})",
         409);
}

TEST_F(MeasureApi, AFormulaIsCheckedReckonedAndExplained) {
    define();
    const auto put = [&](const char* formula, unsigned status) {
        return sent("officer", "PUT", "/api/elements/water.half",
                    R"({"name":{"zh":"半數"},"unit":"%","decimals":2,"rhythm":"quarter","formula":")" +
                        std::string(formula) + R"("})",
                    status);
    };
    const auto wrong = put("[節水量] / sum(children([節水]))", 400);
    EXPECT_EQ(wrong.at("code").as_string(), "formula-element");
    EXPECT_THAT(std::string(wrong.at("detail").as_string()), HasSubstr("第 22 字"));
    put("[節水量] / sum(children([節水量]))", 200);
    record(value("county", "2026-Q1", "8") + "," + value("north", "2026-Q1", "10") + "," +
           value("south", "2026-Q1", "6"));
    const auto share = [&](const std::string& more = {}) {
        return sent("reader", "GET", "/api/values?element=water.half&unit=county" + more)
            .at("series")
            .as_array();
    };
    ASSERT_EQ(share().size(), 1u);
    const auto first = share();
    const auto& cell = first[0].as_object().at("values").as_array()[0].as_object();
    EXPECT_EQ(print_json(cell.at("value")), "50");
    EXPECT_EQ(cell.at("quality").as_string(), "self-reported");
    EXPECT_EQ(
        sent("reader", "GET", "/api/elements/water.half").at("element").as_object().at("formula").as_string(),
        "[water.saved] / sum(children([water.saved]))");
    // A revision is reckoned at once; before it, as it was then.
    record(value("south", "2026-Q1", "30"));
    EXPECT_EQ(print_json(share()[0].as_object().at("values").as_array()[0].as_object().at("value")), "20");
    const auto rolled = sent("reader", "GET", "/api/rollup?by=unit&element=water.half&bucket=quarter");
    EXPECT_EQ(
        print_json(rolled.at("groups").as_array()[0].as_object().at("totals").as_array()[0].as_object().at(
            "figure")),
        "20");
    const auto why =
        sent("reader", "GET", "/api/values/explain?element=water.half&unit=county&period=2026-Q1");
    EXPECT_EQ(why.at("inputs").as_array().size(), 3u);
    EXPECT_EQ(why.at("steps").as_array()[0].as_object().at("value").as_string(), "0.2");
    // Nobody records it, only its targets; a circle is refused.
    const auto refused =
        record(R"({"element":"water.half","unit":"county","period":"2026-Q1","value":1})", "", 400);
    EXPECT_EQ(refused.at("errors").as_array()[0].as_object().at("code").as_string(), "element-formula");
    record(R"({"element":"water.half","unit":"county","period":"2026-Q1","value":40})",
           R"(,"plane":"target")");
    EXPECT_EQ(put("[water.half]", 409).at("code").as_string(), "formula-circle");
    sent("reader", "GET", "/api/values/explain?element=water.saved&unit=county&period=2026-Q1", {}, 404);
}

TEST_F(MeasureApi, StandingRollUpsFollowEveryWrite) {
    define();
    record(value("north", "2026-Q1", "10") + "," + value("south", "2026-Q1", "4"));
    sent("officer", "PUT", "/api/rollups/by-region",
         R"({"by":"attribute:region","element":"water.saved","bucket":"year","measured":"sum"})");
    record(value("north", "2026-Q2", "2.5") + "," + value("north", "2026-Q1", "9"));
    const auto standing = sent("reader", "GET", "/api/rollups/by-region");
    const auto adhoc = sent(
        "reader", "GET", "/api/rollup?by=attribute:region&element=water.saved&bucket=year&from=2026&to=2026");
    for (const auto* answer : {&standing, &adhoc}) {
        const auto& north = answer->at("groups").as_array()[0].as_object();
        EXPECT_EQ(north.at("id").as_string(), "北");
        EXPECT_EQ(print_json(north.at("totals").as_array().back().as_object().at("figure")), "11.5");
    }
    const auto& north = adhoc.at("groups").as_array()[0].as_object().at("totals").as_array()[0].as_object();
    EXPECT_EQ(north.at("present").as_int64(), 2);
    EXPECT_EQ(north.at("expected").as_int64(), 4);
    // Achievement against targets, which are values of their own.
    record(value("north", "2026-Q1", "18") + "," + value("south", "2026-Q1", "4"), R"(,"plane":"target")");
    const auto share =
        sent("reader", "GET", "/api/rollup?by=unit&under=county&bucket=quarter&from=2026-Q1&to=2026-Q1");
    EXPECT_EQ(
        print_json(
            share.at("groups").as_array()[0].as_object().at("totals").as_array()[0].as_object().at("figure")),
        "0.5");
    sent("reader", "GET", "/api/rollup?by=unit&measured=sum", "", 400);  // unlike things are not added
}

TEST_F(MeasureApi, ASheetIsReadAndItsFaultsAreTheCells) {
    define();
    const auto csv = [&](const std::string& rows, unsigned status) {
        const auto reply = house.send("officer", "POST", "/api/values/sheet?name=v.csv",
                                      "資料項目,填報單位,期間,數值,用途\n" + rows);
        EXPECT_EQ(reply.status, status) << reply.body;
        return House::parsed(reply).get_object();
    };
    EXPECT_EQ(csv("water.saved,north,2026-Q1,3,生活\nwater.saved,north,2026-Q1,4,工業\n", 200)
                  .at("changed")
                  .as_int64(),
              2);
    EXPECT_EQ(csv("water.saved,north,2026-Q1,3,生活\nwater.saved,north,2026-Q1,4,工業\n", 200)
                  .at("changed")
                  .as_int64(),
              0);
    const auto bad = csv("water.saved,north,2026-Q1,3,農業\n", 400);
    EXPECT_THAT(std::string(bad.at("errors").as_array()[0].as_object().at("place").as_string()),
                HasSubstr("2"));
    const auto reply = house.send("reader", "GET", "/api/values?element=water.saved&format=csv");
    EXPECT_THAT(reply.body, HasSubstr("water.saved,north,2026-Q1,4,self-reported,工業"));
}

TEST_F(MeasureApi, OnlyTheUnitsAgencyRecords) {
    define();
    sent("officer", "PUT", "/api/units/other", R"({"name":"別縣","agency":"別縣政府"})");
    sent("officer", "PUT", "/api/units/nobody", R"({"name":"無主"})");
    const auto by = [&](const char* unit) {
        auth::Actor actor;
        actor.name = "bound";
        actor.grants = {{state::Role::reporter, "海安縣政府"}};
        services::GivenValues given;
        given.values.push_back(
            {"water.saved", unit, {}, "2026-Q1", Decimal(1), measure::Quality::missing, "here"});
        const auto recorded = house.registry().measure().record(actor, given);
        return recorded ? std::string("recorded") : recorded.error().code;
    };
    EXPECT_EQ(by("north"), "recorded");
    EXPECT_EQ(by("other"), "auth-no-right");
    EXPECT_EQ(by("nobody"), "auth-no-right");
    sent("reader", "POST", "/api/values", R"({"values":[)" + value("north", "2026-Q1", "1") + "]}", 403);
    sent("reporter", "PUT", "/api/elements/x", R"({"name":"x"})", 403);
}

TEST_F(MeasureApi, AllOfItIsThereAgainAfterOpening) {
    define();
    record(value("north", "2026-Q1", "10") + "," + value("south", "2026-Q1", "4"));
    sent("officer", "PUT", "/api/rollups/r",
         R"({"by":"unit","under":"county","element":"water.saved","measured":"sum"})");
    const auto before = house.registry().view();
    services::Options options;
    options.folder = house.folder();
    options.access = ledger::Access::read_only;
    const auto again = services::Registry::open(options);  // folds the ledger, or a checkpoint and its tail
    ASSERT_TRUE(again) << again.error().what.zh;
    const auto after = (*again)->view();
    EXPECT_EQ(after->measure->count(), 2u);
    const auto* element = after->measure->element("water.saved");
    ASSERT_NE(element, nullptr);
    EXPECT_EQ(*element, *before->measure->element("water.saved"));
    const auto* cube = after->measure->cube("r");
    ASSERT_NE(cube, nullptr);
    EXPECT_EQ(static_cast<std::int64_t>(cube->cell(0, 56).sum()), 100);  // 2026
    const auto past = (*again)->view("2020-01-01", "");
    ASSERT_TRUE(past);
    EXPECT_EQ((*past)->measure->count(), 0u);  // nothing was known then
}

}  // namespace
}  // namespace gangmu::api::testing_api
