// Early warning over HTTP: a rule, a value, an alert, what is done about it, and CAP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/house.hpp"
#include "services/registry_measure.hpp"
#include "services/registry_warning.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

class AlertsApi : public testing::Test {
  protected:
    void SetUp() override {
        const auto local = auth::local_actor("tester");
        auto measure = house.registry().measure();
        ASSERT_TRUE(measure.define(
            local, parse_json(R"({"id":"gas.days","name":{"zh":"天然氣存量天數","en":"Gas"},"unit":"天",
            "decimals":1,"rhythm":"day","over_time":"last"})")
                       ->as_object()));
        ASSERT_TRUE(measure.set_unit(
            local, parse_json(R"({"id":"yungan","name":{"zh":"永安","en":"Yung-An"}})")->as_object()));
    }
    http::ClientResponse send(const char* role, const char* method, const std::string& target,
                              const std::string& body = {}) {
        return house.send(role, method, target, body);
    }
    json::object got(const std::string& target, const char* role = "officer") {
        const auto reply = send(role, "GET", target);
        EXPECT_EQ(reply.status, 200u) << target << " " << reply.body;
        const auto value = House::parsed(reply);
        return value.is_object() ? value.get_object() : json::object();
    }
    void value(const char* period, const char* number) {
        services::GivenValues given;
        given.values.push_back(
            {"gas.days", "yungan", {}, period, Decimal::parse(number), measure::Quality::measured, ""});
        ASSERT_TRUE(house.registry().measure().record(auth::local_actor("tester"), given));
        ASSERT_TRUE(house.registry().warning().settle());
    }
    std::string open(const std::string& mode = "actual") {
        const auto set = send(
            "officer", "PUT", "/api/warnings/gas",
            R"({"name":{"zh":"天然氣低於門檻","en":"Gas under the line"},"element":"gas.days","level":"severe",)"
            R"("mode":")" +
                mode + R"(","limits":[{"value":8}]})");
        EXPECT_EQ(set.status, 200u) << set.body;
        value("2026-01-01", "9");
        value("2026-01-02", "7.5");
        const auto alerts = got("/api/alerts?stage=open").at("alerts").as_array();
        EXPECT_EQ(alerts.size(), 1u);
        return alerts.empty() ? std::string() : std::string(alerts[0].at("id").as_string());
    }

    House house;
};

TEST_F(AlertsApi, ARuleRaisesAnAlertThatExplainsItself) {
    const auto id = open();
    const auto alert = got("/api/alerts/" + id);
    EXPECT_EQ(alert.at("headline").at("zh").as_string(), "天然氣低於門檻：永安");
    EXPECT_THAT(std::string(alert.at("because").at("zh").as_string()),
                HasSubstr("因為自 115年1月2日 起低於門檻 8 天"));
    EXPECT_THAT(std::string(alert.at("because").at("en").as_string()), HasSubstr("under the line of 8"));
    ASSERT_EQ(alert.at("points").as_array().size(), 2u);
    EXPECT_EQ(print_json(alert.at("points").as_array()[1].at("line")), "8");
    EXPECT_EQ(got("/api/warnings").at("rules").as_array()[0].at("open").as_int64(), 1);
    EXPECT_TRUE(got("/api/alerts?level=watch").at("alerts").as_array().empty());
    EXPECT_TRUE(got("/api/alerts?mode=exercise").at("alerts").as_array().empty());
    EXPECT_EQ(send("officer", "GET", "/api/alerts/none").status, 404u);
    EXPECT_EQ(send("officer", "GET", "/api/alerts?stage=lost").status, 400u);
}

TEST_F(AlertsApi, ItIsHandledWithReasons) {
    const auto steps = "/api/alerts/" + open() + "/steps";
    EXPECT_EQ(send("reader", "POST", steps, R"({"act":"acknowledge"})").status, 403u);
    EXPECT_EQ(send("officer", "POST", steps, R"({"act":"acknowledge"})").status, 200u);
    EXPECT_EQ(send("officer", "POST", steps, R"({"act":"acknowledge"})").status, 409u);
    EXPECT_EQ(send("officer", "POST", steps, R"({"act":"silence","reason":"查證中","hours":4})").status,
              200u);
    const auto without = send("officer", "POST", steps, R"({"act":"resolve"})");
    EXPECT_EQ(without.status, 400u);
    EXPECT_THAT(without.body, HasSubstr("請寫理由"));
    EXPECT_EQ(send("officer", "POST", steps, R"({"act":"escalate"})").status, 400u) << "not a person's";
    EXPECT_EQ(send("officer", "POST", steps, R"({"act":"resolve","reason":"已調度"})").status, 200u);
    EXPECT_TRUE(got("/api/alerts?stage=unresolved").at("alerts").as_array().empty());
    const auto resolved = got("/api/alerts?stage=resolved").at("alerts").as_array();
    ASSERT_EQ(resolved.size(), 1u) << "never lost";
    EXPECT_EQ(got("/api/alerts").at("counts").at("resolved").as_int64(), 1);
}

TEST_F(AlertsApi, FaultyRulesNameTheMember) {
    const auto put = [&](const std::string& body) {
        const auto reply = send("officer", "PUT", "/api/warnings/x", body);
        return std::to_string(reply.status) + " " + reply.body;
    };
    EXPECT_THAT(put(R"({"name":"x","element":"gas.days"})"), HasSubstr("\"where\":\"limits\""));
    EXPECT_THAT(put(R"({"name":"x","element":"gas.days","limits":[{"value":"many"}]})"), HasSubstr("400"));
    EXPECT_THAT(put(R"({"name":"x","element":"none","limits":[{"value":1}]})"), HasSubstr("element-unknown"));
    EXPECT_THAT(put(R"({"id":"y","name":"x","element":"gas.days","limits":[{"value":1}]})"),
                HasSubstr("\"where\":\"id\""));
    EXPECT_TRUE(got("/api/warnings").at("rules").as_array().empty());
    EXPECT_EQ(send("officer", "POST", "/api/warnings/x/try",
                   R"({"name":"x","element":"gas.days","limits":[{"value":1}]})")
                  .status,
              200u);
}

TEST_F(AlertsApi, CapSaysWhatIsRealAndWhatIsNot) {
    const auto id = open("exercise");
    const auto message = send("officer", "GET", "/api/alerts/" + id + "/cap");
    EXPECT_EQ(message.status, 200u);
    EXPECT_THAT(message.body, HasSubstr("<status>Exercise</status>"));
    EXPECT_THAT(message.body, HasSubstr("<headline>【演習】天然氣低於門檻：永安</headline>"));
    EXPECT_THAT(message.body, Not(HasSubstr("Actual")));
    const auto feed = send("officer", "GET", "/api/alerts/cap");
    EXPECT_EQ(feed.status, 200u);
    EXPECT_THAT(feed.body, HasSubstr("/api/alerts/" + id + "/cap"));
    EXPECT_THAT(send("officer", "GET", "/api/alerts/cap?mode=actual").body, Not(HasSubstr("<entry>")));
    EXPECT_EQ(send("nobody", "GET", "/api/alerts/cap").status, 401u);
}

}  // namespace
}  // namespace gangmu::api::testing_api
