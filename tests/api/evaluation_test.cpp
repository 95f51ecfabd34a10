// Lights over HTTP, from a rhythm and a report to the light and what is set about it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/house.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

class EvaluationApi : public testing::Test {
  protected:
    http::ClientResponse send(const char* role, const char* method, const std::string& target,
                              const std::string& body = {}) {
        return house.send(role, method, target, body);
    }
    json::object got(const char* role, const std::string& target) {
        const auto reply = send(role, "GET", target);
        EXPECT_EQ(reply.status, 200u) << target << " " << reply.body;
        const auto value = House::parsed(reply);
        return value.is_object() ? value.get_object() : json::object();
    }
    void done(const char* role, const char* method, const std::string& target, const std::string& body,
              unsigned status = 200) {
        const auto reply = send(role, method, target, body);
        EXPECT_EQ(reply.status, status) << method << " " << target << " " << reply.body;
    }
    // A yearly rhythm; the cycle of 2022 stands open.
    void track() {
        done("officer", "POST", plan + "/cycles", R"({"every":"year"})");
        done("officer", "POST", plan + "/cycles/y-2022/reopen", R"({"until":"2999-12-31","reason":"補填"})");
        const auto indicators = got("officer", plan + "/indicators");
        const auto& first = indicators.at("items").as_array().front().as_object();
        indicator = first.at("id").as_string();
        node = first.at("node").as_string();
        const auto owed = got("officer", plan + "/cycles/y-2022/obligations");
        first_owed = owed.at("obligations").as_array().front().as_object().at("node").as_string();
    }
    // The one report that carries the indicator: its own node's, or any that is owed.
    void file(const std::string& value, const std::string& actual) {
        const std::string target = "/api/reports/" + house.published + "/y-2022/" + first_owed;
        done("reporter", "PUT", target,
             R"({"fields":{"planned":50,"actual":)" + actual +
                 R"(,"text":"辦理情形","behind_reason":"原因",)" +
                 R"("measures":"對策","highlights":"亮點","next":"下年","observation/)" + indicator +
                 "\":" + value + "}}");
        done("reporter", "POST", target, R"({"act":"submit"})");
    }
    json::object light_of(const char* role, const std::string& id, const std::string& query) {
        return got(role, plan + "/evaluation/" + id + query);
    }

    House house;
    const std::string plan = "/api/plans/" + house.published;
    std::string indicator, node, first_owed;
};

TEST_F(EvaluationApi, LightsOfEachCycleAsLetters) {
    track();
    const auto picture = got("reader", plan + "/lights");
    const auto& legend = picture.at("legend").as_array();
    const auto& ids = picture.at("id").as_array();
    const std::string_view now = picture.at("now").as_string();
    ASSERT_EQ(now.size(), ids.size());
    const auto& cycles = picture.at("cycles").as_array();
    ASSERT_FALSE(cycles.empty());
    const auto& last = cycles.back().as_object();
    const std::string_view letters = last.at("lights").as_string();
    ASSERT_EQ(letters.size(), ids.size());
    // A letter says what the node's own answer says.
    const std::string cycle(last.at("id").as_string());
    for (std::size_t i = 0; i < ids.size(); i += 7) {
        const auto light = light_of("reader", std::string(ids[i].as_string()), "?cycle=" + cycle).at("light");
        EXPECT_EQ(light, legend[static_cast<std::size_t>(letters[i] - 'a')]) << ids[i];
    }
    EXPECT_TRUE(got("reader", plan + "/lights?every=week").at("cycles").as_array().empty());
    EXPECT_EQ(send("reader", "GET", plan + "/lights?every=decade").status, 400u);
    EXPECT_EQ(send("reader", "GET", plan + "/lights?basis=filed").status, 403u);
}

TEST_F(EvaluationApi, WhatWasSetIsShownInOnePlace) {
    track();
    done("officer", "PUT", plan + "/evaluation-rules", R"({"rules":{"near":85}})");
    done("officer", "PUT", plan + "/definitions/" + indicator,
         R"({"reading":"to-date","planned":{"2026-Q1":25}})");
    done("officer", "PUT", plan + "/weights/" + node, R"({"weight":"2.5"})");
    done("officer", "POST", plan + "/evaluation/" + node, R"({"light":"at-risk","reason":"外部因素"})");
    const auto set = got("reader", plan + "/evaluation-settings");
    EXPECT_EQ(set.at("rules").as_object().at("near").to_number<int>(), 85);
    EXPECT_EQ(set.at("rows").as_array().size(), 12u);
    const auto& definition = set.at("definitions").as_array().at(0).as_object();
    EXPECT_EQ(definition.at("indicator").as_string(), indicator);
    EXPECT_EQ(definition.at("definition").as_object().at("reading").as_string(), "to-date");
    EXPECT_EQ(set.at("weights").as_array().at(0).as_object().at("node").as_string(), node);
    EXPECT_EQ(set.at("overrides").as_array().at(0).as_object().at("reason").as_string(), "外部因素");
    done("officer", "POST", plan + "/evaluation/" + node, R"({"reason":"恢復"})");
    EXPECT_TRUE(got("reader", plan + "/evaluation-settings").at("overrides").as_array().empty());
}

TEST_F(EvaluationApi, AReportBecomesALightThatSaysWhy) {
    track();
    ASSERT_FALSE(first_owed.empty());
    auto before = light_of("officer", node, "?cycle=y-2022");
    EXPECT_EQ(before.at("indicators").as_array()[0].at("light").as_string(), "not-reported");
    file("3", "50");
    const auto filed = light_of("officer", node, "?cycle=y-2022");
    const auto& judged = filed.at("indicators").as_array()[0].as_object();
    EXPECT_EQ(filed.at("basis").as_string(), "filed");
    EXPECT_THAT(
        std::string(judged.at("targets").as_array()[1].at("reasons").as_array()[0].at("zh").as_string()),
        HasSubstr("因為111年目標為 3 座，至111年為 3 座，達成率 100%"));
    // who is not of the plan's office sees it when it is approved
    const auto reader = light_of("reader", node, "?cycle=y-2022");
    EXPECT_EQ(reader.at("basis").as_string(), "approved");
    EXPECT_EQ(reader.at("indicators").as_array()[0].at("light").as_string(), "not-reported");
    EXPECT_THAT(send("reader", "GET", plan + "/evaluation/" + node + "?cycle=y-2022").body,
                Not(HasSubstr("至111年為 3 座")));
    done("reader", "GET", plan + "/evaluation?basis=filed", {}, 403);
    done("nobody", "GET", plan + "/evaluation", {}, 401);
}

TEST_F(EvaluationApi, AnApprovedReportBecomesValuesOfTheEngine) {
    track();
    const std::string target = "/api/reports/" + house.published + "/y-2022/" + first_owed;
    const std::string element = house.published + "%23" + indicator;
    file("3", "50");
    done("reviewer", "POST", target, R"({"act":"approve"})");
    EXPECT_EQ(send("reader", "GET", "/api/elements/" + element).status, 404u);  // a stage is left
    done("officer", "POST", target, R"({"act":"approve"})");
    const auto cell = [&] {
        const auto series = got("reader", "/api/values?element=" + element).at("series").as_array();
        EXPECT_EQ(series.size(), 1u);
        const auto values = series[0].at("values").as_array();
        EXPECT_EQ(values.size(), 1u);
        return values[0].as_object();
    };
    EXPECT_EQ(print_json(cell().at("value")), "3");
    EXPECT_EQ(cell().at("quality").as_string(), "self-reported");
    EXPECT_EQ(cell().at("period").as_string(), "2022");
    const auto defined = got("reader", "/api/elements/" + element).at("element").as_object();
    EXPECT_EQ(defined.at("indicator").as_string(), indicator);
    EXPECT_EQ(defined.at("unit").as_string(), "座");
    EXPECT_EQ(defined.at("rhythm").as_string(), "year");
    const auto targets = got("reader", "/api/values?plane=target&element=" + element).at("series").as_array();
    EXPECT_EQ(targets[0].at("values").as_array().size(), 4u);  // 110 to 113
    const auto unit = std::string(
        got("reader", "/api/values?element=" + element).at("series").as_array()[0].at("unit").as_string());
    const auto past = got("reader", "/api/values/history?period=2022&element=" + element +
                                        "&unit=" + http::encode_percent(unit))
                          .at("history")
                          .as_array();
    ASSERT_EQ(past.size(), 1u);
    EXPECT_EQ(past[0].at("way").as_string(), "report");
    EXPECT_EQ(past[0].at("by").as_string(), "the-officer");
}

TEST_F(EvaluationApi, TheTreeComesInColumns) {
    track();
    const auto all = got("reader", plan + "/evaluation");
    const auto& nodes = all.at("nodes").as_object();
    const auto size = nodes.at("id").as_array().size();
    EXPECT_GT(size, 5u);
    for (const char* name : {"light", "computed", "own", "why", "achievement", "coverage", "counts", "flags"})
        EXPECT_EQ(nodes.at(name).as_array().size(), size) << name;
    EXPECT_EQ(all.at("rules").at("near").to_number<int>(), 90);
    EXPECT_THAT(std::string(all.at("whole").at("because").at("zh").as_string()), HasSubstr("因為"));
    EXPECT_FALSE(all.at("agencies").as_array().empty());
}

TEST_F(EvaluationApi, AnOfficerMayOverrideWithAReason) {
    track();
    const std::string target = plan + "/evaluation/" + first_owed;
    const auto computed = std::string(light_of("officer", first_owed, "").at("computed").as_string());
    done("officer", "POST", target, R"({"light":"on-track"})", 400);  // no reason
    done("officer", "POST", target, R"({"light":"green","reason":"x"})", 400);
    done("officer", "POST", plan + "/evaluation/nowhere", R"({"light":"on-track","reason":"x"})", 404);
    done("reporter", "POST", target, R"({"light":"on-track","reason":"x"})", 403);
    done("officer", "POST", target, R"({"light":"on-track","reason":"已另案核定展延"})");
    const auto after = light_of("officer", first_owed, "");
    EXPECT_EQ(after.at("light").as_string(), "on-track");
    EXPECT_EQ(after.at("computed").as_string(), computed);
    EXPECT_EQ(after.at("override").at("reason").as_string(), "已另案核定展延");
    EXPECT_EQ(after.at("override").at("by").as_string(), "the-officer");
    done("officer", "POST", target, R"({"reason":"展延已屆"})");
    EXPECT_FALSE(light_of("officer", first_owed, "").contains("override"));
    done("officer", "POST", target, R"({"reason":"展延已屆"})", 404);
}

TEST_F(EvaluationApi, ThresholdsDefinitionsAndWeightsAreSet) {
    track();
    file("2", "50");
    const auto light = [&] {
        return std::string(light_of("officer", node, "?cycle=y-2022")
                               .at("indicators")
                               .as_array()[0]
                               .at("targets")
                               .as_array()[1]
                               .at("light")
                               .as_string());
    };
    EXPECT_EQ(light(), "behind");
    done("officer", "PUT", plan + "/evaluation-rules", R"({"rules":{"near":60}})");
    EXPECT_EQ(light(), "at-risk");
    done("officer", "PUT", plan + "/evaluation-rules", R"({"rules":{"nearly":60}})", 400);
    std::string id = indicator;
    for (std::size_t at; (at = id.find('#')) != std::string::npos;)
        id.replace(at, 1, "%23");
    done("officer", "PUT", plan + "/definitions/" + id, R"({"reading":"to-date","weight":"2.5"})");
    const auto set = light_of("officer", node, "?cycle=y-2022").at("indicators").as_array()[0].as_object();
    EXPECT_EQ(set.at("definition").at("reading").as_string(), "to-date");
    EXPECT_EQ(set.at("weight").to_number<double>(), 2.5);
    done("officer", "PUT", plan + "/definitions/" + id, R"({"reading":"guess"})", 400);
    done("officer", "PUT", plan + "/definitions/nowhere", R"({})", 404);
    done("officer", "PUT", plan + "/weights/" + first_owed, R"({"weight":3})");
    EXPECT_EQ(light_of("officer", first_owed, "").at("weight").to_number<double>(), 3);
    done("officer", "PUT", plan + "/weights/" + first_owed, R"({"weight":-1})", 400);
    done("officer", "PUT", plan + "/weights/" + first_owed, R"({})");
    EXPECT_FALSE(light_of("officer", first_owed, "").at("weight_set").as_bool());
}

TEST_F(EvaluationApi, AgenciesAndTheOneScreen) {
    track();
    const auto agency =
        got("reader", "/api/agencies/" + std::string("%E6%B8%AF%E5%8B%99%E5%B1%80") + "/evaluation");
    EXPECT_EQ(agency.at("agency").as_string(), "港務局");
    const auto& mine = agency.at("plans").as_array()[0].at("evaluation").as_object();
    EXPECT_TRUE(mine.at("default_shares").as_bool());
    EXPECT_FALSE(mine.at("items").as_array().empty());
    done("reader", "GET", "/api/agencies/nowhere/evaluation", {}, 404);
    const auto overview = got("reader", "/api/overview");
    ASSERT_EQ(overview.at("plans").as_array().size(), 1u) << "drafts are not on it";
    const auto& first = overview.at("plans").as_array()[0].as_object();
    for (const char* list :
         {"behind", "late", "at_risk", "unowned", "without_target", "not_started", "warned"})
        EXPECT_EQ(first.at(list).at("items").as_array().size(),
                  first.at(list).at("count").to_number<std::size_t>())
            << list;
    EXPECT_GT(first.at("late").at("count").to_number<int>(), 0);
    EXPECT_THAT(send("officer", "GET", "/api/overview").body, Not(HasSubstr(House::secret)));
}

TEST_F(EvaluationApi, LegalActsAreRecordedAndStayInTheHistory) {
    const std::string act =
        R"({"act":"decided","agency":"行政院","day":"2021-02-01","number":"院臺字第1100000001號",)";
    done("officer", "POST", plan + "/acts", act + R"("edition":1,"file":")" + house.document + "\"}");
    done("officer", "POST", plan + "/acts", act + R"("edition":9})", 404);
    done("officer", "POST", plan + "/acts", act + R"("file":"0000"})", 404);
    done("officer", "POST", plan + "/acts",
         R"({"act":"blessed","agency":"a","day":"2021-02-01","number":"1"})", 400);
    done("reviewer", "POST", plan + "/acts", act + R"("edition":1})", 403);
    const auto acts = got("nobody", plan + "/acts").at("acts").as_array();
    ASSERT_EQ(acts.size(), 1u);
    EXPECT_EQ(acts[0].at("title").at("zh").as_string(), "核定");
    EXPECT_EQ(acts[0].at("number").as_string(), "院臺字第1100000001號");
    EXPECT_THAT(send("officer", "GET", plan + "/history").body, HasSubstr("院臺字第1100000001號"));
    const auto id = std::to_string(acts[0].at("id").to_number<int>());
    done("officer", "DELETE", plan + "/acts/" + id, R"({"reason":"文號誤植"})");
    done("officer", "DELETE", plan + "/acts/" + id, R"({"reason":"文號誤植"})", 404);
    EXPECT_EQ(got("nobody", plan + "/acts").at("acts").as_array()[0].at("withdrawn").as_string(), "文號誤植");
}

}  // namespace
}  // namespace gangmu::api::testing_api
