// Sensors: SensorThings to read and write, checks of what comes in, and the rate of usable data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/house.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;

class Sensors : public testing::Test {
  protected:
    void SetUp() override {
        sent(
            "officer", "PUT", "/api/elements/water.level",
            R"({"name":{"zh":"水位","en":"Water level"},"unit":"m","decimals":2,"rhythm":"instant","over_time":"last",
                 "over_units":"none","group":"sensors"})");
        sent("officer", "POST", "/api/units",
             R"({"units":[{"id":"river","name":"大溪","agency":"海安縣政府",
                    "attributes":{"sensors":{"water.level":{"checks":{"range":{"low":0,"high":20},
                       "stuck":{"points":4},"spike":{"deviations":6,"least_spread":0.1},"neighbour":{"most":5}}}}}},
                  {"id":"s1","parent":"river","name":"一號站","kind":"測站","latitude":24.5,"longitude":121.25,
                    "from":"2020-01-01","attributes":{"sensors":{"water.level":{"interval":600}}}},
                  {"id":"s2","parent":"river","name":"二號站","latitude":24.6,"longitude":121.3},
                  {"id":"s3","parent":"river","name":"三號站","latitude":24.7,"longitude":121.35}]})");
    }
    json::object sent(const char* role, const char* method, const std::string& target,
                      const std::string& body = {}, unsigned status = 200) {
        const auto reply = house.send(role, method, target, body);
        EXPECT_EQ(reply.status, status) << method << " " << target << " " << reply.body;
        const auto value = House::parsed(reply);
        return value.is_object() ? value.get_object() : json::object();
    }
    // Values at 10-minute steps from 2026-08-01T00:00Z, of a station that has a series.
    void fill(const std::string& station, const std::vector<std::string>& values) {
        std::string all;
        for (std::size_t i = 0; i < values.size(); ++i)
            all += (i > 0 ? "," : "") + std::string(R"({"element":"water.level","unit":")") + station +
                   R"(","period":")" + time(i) + R"(","value":)" + values[i] + "}";
        sent("officer", "POST", "/api/values", R"({"values":[)" + all + "]}");
    }
    static std::string time(std::size_t i) {
        const auto two = [](std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return "2026-08-01T" + two(i / 6) + ":" + two(i % 6 * 10) + ":00Z";
    }
    json::array set(const std::string& target) {
        return sent("reader", "GET", "/sta/v1.1/" + target).at("value").as_array();
    }
    std::string check_of(const json::value& observation) {
        const auto& quality = observation.at("resultQuality").as_object();
        return quality.contains("check") ? std::string(quality.at("check").as_string()) : "";
    }

    House house;
};

TEST_F(Sensors, TheServiceIsWalkedFromItsRoot) {
    EXPECT_EQ(sent("nobody", "GET", "/sta/v1.1").at("value").as_array().size(), 8u);
    const auto things =
        set("Things?$expand=Locations,Datastreams($expand=ObservedProperty)&$filter=name%20eq%20%27%E4%B8%80%"
            "E8%99%9F%E7%AB%99%27");
    ASSERT_EQ(things.size(), 1u);
    EXPECT_EQ(things[0].at("@iot.id").as_string(), "s1");
    const auto& place = things[0].at("Locations").at(0).at("location");
    EXPECT_EQ(print_json(place), R"({"type":"Point","coordinates":[121.25,24.5]})");
    const auto& datastream = things[0].at("Datastreams").at(0);
    EXPECT_EQ(datastream.at("@iot.id").as_string(), "water.level@s1");
    EXPECT_EQ(datastream.at("unitOfMeasurement").at("symbol").as_string(), "m");
    EXPECT_EQ(datastream.at("ObservedProperty").at("name").as_string(), "水位");
    EXPECT_EQ(set("ObservedProperties").size(), 1u);
    EXPECT_EQ(
        sent("reader", "GET", "/sta/v1.1/Datastreams(%27water.level@s1%27)/Thing").at("name").as_string(),
        "一號站");
    EXPECT_EQ(house.send("reader", "GET", "/sta/v1.1/Things('s1')/name/$value").body, "一號站");
    EXPECT_EQ(set("Things('s1')/HistoricalLocations").size(), 1u);
    for (const auto* bad :
         {"Nothing", "Things('no')", "Things('s1')/nothing", "Datastreams('water.level@river')/Thing/x"})
        sent("reader", "GET", std::string("/sta/v1.1/") + bad, {}, 404);
    sent("reader", "GET", "/sta/v1.1/Things?$filter=name%20eq", {}, 400);
    sent("reader", "GET", "/sta/v1.1/Things?$filter=geo.distance(a,b)%20lt%201", {}, 415);
    sent("reader", "GET", "/sta/v1.1/Things?$expand=Nothing", {}, 400);
    sent("reader", "GET", "/sta/v1.1/Things?$filter=" + std::string(400, '('), {}, 400);
}

TEST_F(Sensors, AnObservationIsSentReadCorrectedAndTakenOut) {
    const std::string body =
        R"({"phenomenonTime":"2026-08-01T02:05:30.5Z","result":3.25,"Datastream":{"@iot.id":"water.level@s1"}})";
    sent("reader", "POST", "/sta/v1.1/Observations", body, 403);
    sent("nobody", "POST", "/sta/v1.1/Observations", body, 401);
    const auto made = sent("officer", "POST", "/sta/v1.1/Observations", body, 201);
    EXPECT_EQ(made.at("phenomenonTime").as_string(), "2026-08-01T02:05:30.500Z");
    EXPECT_EQ(print_json(made.at("result")), "3.25");
    EXPECT_EQ(made.at("resultQuality").at("quality").as_string(), "measured");
    const auto at = "/sta/v1.1/Observations('" + std::string(made.at("@iot.id").as_string()) + "')";
    sent("officer", "PATCH", at, R"({"result":3.3})");
    EXPECT_EQ(print_json(sent("reader", "GET", at).at("result")), "3.3");
    // The engine's own door shows the same value: there is no second store.
    EXPECT_THAT(house.send("reader", "GET", "/api/values?element=water.level&unit=s1").body,
                HasSubstr("\"value\":3.3"));
    sent("officer", "DELETE", at);
    sent("reader", "GET", at, {}, 404);
    EXPECT_THAT(house
                    .send("reader", "GET",
                          "/api/values/history?element=water.level&unit=s1&period=2026-08-01T02:05:30.5Z")
                    .body,
                HasSubstr("3.25"));
    for (
        const auto* bad :
        {R"({"result":"x","Datastream":{"@iot.id":"water.level@s1"}})",
         R"({"result":1,"Datastream":{"@iot.id":"water.level@nowhere"}})", R"({"result":1})",
         R"({"result":1,"phenomenonTime":"2026-08-01T00:00:00Z/2026-08-01T01:00:00Z","Datastream":{"@iot.id":"water.level@s1"}})",
         R"({"result":1.234,"Datastream":{"@iot.id":"water.level@s1"}})",
         R"({"result":1,"parameters":{"a":1},"Datastream":{"@iot.id":"water.level@s1"}})"})
        sent("officer", "POST", "/sta/v1.1/Observations", bad, 400);
    sent("officer", "PATCH", "/sta/v1.1/Things('s1')", R"({"result":1})", 415);
}

TEST_F(Sensors, ManyComeAtOnceAndAreAskedForInPages) {
    std::string rows;
    for (int i = 0; i < 30; ++i)
        rows += (i > 0 ? ",[\"" : "[\"") + time(std::size_t(i)) + "\"," + std::to_string(i % 10) + "." +
                std::to_string(i % 7) + "]";
    const auto body =
        R"([{"Datastream":{"@iot.id":"water.level@s1"},"components":["phenomenonTime","result"],"dataArray":[)" +
        rows + "]}]";
    const auto reply = house.send("officer", "POST", "/sta/v1.1/CreateObservations", body);
    EXPECT_EQ(reply.status, 201u) << reply.body;
    EXPECT_EQ(House::parsed(reply).as_array().size(), 30u);
    const std::string of = "Datastreams('water.level@s1')/Observations";
    const auto page =
        sent("reader", "GET",
             "/sta/v1.1/" + of +
                 "?$top=10&$count=true&$orderby=phenomenonTime%20desc&$select=result,phenomenonTime");
    EXPECT_EQ(page.at("@iot.count").as_int64(), 30);
    EXPECT_EQ(page.at("value").as_array().size(), 10u);
    EXPECT_EQ(page.at("value").at(0).at("phenomenonTime").as_string(), "2026-08-01T04:50:00.000Z");
    const std::string next(page.at("@iot.nextLink").as_string());
    const auto second = sent("reader", "GET", next.substr(next.find("/sta/")));
    EXPECT_EQ(second.at("value").at(0).at("phenomenonTime").as_string(), "2026-08-01T03:10:00.000Z");
    EXPECT_EQ(set(of + "?$filter=phenomenonTime%20ge%202026-08-01T04:00:00Z%20and%20phenomenonTime%20lt%"
                       "202026-08-01T05:00:00Z")
                  .size(),
              6u);
    EXPECT_EQ(
        set(of +
            "?$filter=(result%20gt%208%20or%20result%20eq%200)%20and%20not%20(hour(phenomenonTime)%20ge%204)")
            .size(),
        5u);
    EXPECT_EQ(set("Observations?$filter=Datastream/Thing/id%20eq%20%27s2%27").size(), 0u);
    // One fault, and nothing of it is recorded.
    const auto bad = house.send(
        "officer", "POST", "/sta/v1.1/CreateObservations",
        R"([{"Datastream":{"@iot.id":"water.level@s1"},"components":["phenomenonTime","result"],"dataArray":[["2026-08-02T00:00:00Z",1],["2026-08-02T00:10:00Z","x"]]}])");
    EXPECT_EQ(bad.status, 400u);
    EXPECT_THAT(bad.body, HasSubstr("dataArray[1]"));
    EXPECT_EQ(set(of + "?$top=100").size(), 30u);
}

TEST_F(Sensors, WhatDoesNotPassIsKeptAndMarked) {
    fill("s2", {"3.0", "3.1", "3.2", "3.1", "3.0", "3.1", "3.2"});
    fill("s3", {"3.2", "3.3", "3.4", "3.3", "3.2", "3.3", "3.4"});
    fill("s1", {"3.0", "3.1", "25", "3.1", "3.0", "3.2", "9.5", "3.1", "3.1", "3.1", "3.1", "3.2"});
    const auto all = set("Datastreams('water.level@s1')/Observations");
    ASSERT_EQ(all.size(), 12u);
    EXPECT_EQ(check_of(all[1]), "");
    EXPECT_EQ(check_of(all[2]), "range");
    EXPECT_EQ(print_json(all[2].at("result")), "25");  // kept
    EXPECT_EQ(check_of(all[6]), "spike");
    EXPECT_EQ(check_of(all[9]), "");
    EXPECT_EQ(check_of(all[10]), "stuck");
    EXPECT_EQ(check_of(all[11]), "");
    // Sent again it is the same; corrected, the mark goes.
    fill("s1", {"3.0", "3.1", "25"});
    EXPECT_EQ(check_of(set("Datastreams('water.level@s1')/Observations")[2]), "range");
    fill("s1", {"3.0", "3.1", "3.3"});
    EXPECT_EQ(check_of(set("Datastreams('water.level@s1')/Observations")[2]), "");
    const auto rate =
        sent("reader", "GET",
             "/api/sensors/usable?element=water.level&unit=s1&from=2026-08-01&to=2026-08-01&by=hour");
    const auto& periods = rate.at("stations").at(0).at("periods").as_array();
    ASSERT_EQ(periods.size(), 24u);
    EXPECT_EQ(periods[8].at("period").as_string(), "2026-08-01T08");
    EXPECT_EQ(periods[8].at("received").as_int64(), 6);
    EXPECT_EQ(periods[9].at("received").as_int64(), 6);
    EXPECT_EQ(periods[9].at("checks").at("spike").as_int64(), 1);
    EXPECT_EQ(periods[9].at("checks").at("stuck").as_int64(), 1);
    sent(
        "officer", "POST", "/api/values",
        R"({"values":[{"element":"water.level.check","unit":"s1","period":"2026-08-01T00:00:00Z","value":1}]})",
        400);
}

TEST_F(Sensors, AStationIsHeldAgainstItsNeighbours) {
    fill("s2", {"3.0"});
    fill("s3", {"3.2"});
    fill("s1", {"9.9"});
    EXPECT_EQ(check_of(set("Datastreams('water.level@s1')/Observations")[0]), "neighbour");
    sent(
        "officer", "PUT", "/api/units/s1",
        R"({"name":"一號站","attributes":{"sensors":{"water.level":{"checks":{"range":{"low":5,"high":1}}}}}})",
        400);
    sent("officer", "PUT", "/api/units/s1",
         R"({"name":"一號站","attributes":{"sensors":{"water.level":{"checks":{"jump":{}}}}}})", 400);
}

}  // namespace
}  // namespace gangmu::api::testing_api
