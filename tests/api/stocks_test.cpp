// Stocks over real HTTP: an owner, the agencies of two sites, and those who may see nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "api/router.hpp"
#include "house.hpp"
#include "schema_check.hpp"
#include "services/duties.hpp"
#include "stocks/duty.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

class Stocks : public testing::Test {
  protected:
    void SetUp() override {
        today = services::today();
        for (int i = 0; i < 4; ++i) {
            const auto day = i == 0 ? first_of_month(today) - 1 : tracking::span_of(months.back())->first - 1;
            months.push_back(stocks::period_at(stocks::Duty(), day));
        }
        ask("owner", "PUT", "/api/stocks/materials/gas",
            R"({"material":{"name":{"zh":"天然氣","en":"Natural gas"},"unit":"公噸","group":"能源","owner":"能源局",
                "use":{"formula":"last_periods","periods":3},"lines":[{"from":"2021-01-01","value":7},{"from":"2025-01-01","value":11}],
                "mix":[{"from":"2021-01-01","least":60,"most":70}],"duty":{"every":"month","due_after":5,"remind_before":2}}})");
        for (const auto& [site, agency] : {std::pair("east", "東濱公司"), {"south", "南灣公司"}})
            ask("owner", "PUT", "/api/stocks/materials/gas/sites/" + std::string(site),
                std::string(R"({"holding":{"name":")") + site + R"(站","agency":")" + agency +
                    R"(","capacity":9000,"from":")" +
                    tracking::print_day(tracking::span_of(months[3])->first) + R"("}})");
    }

    static stocks::Day first_of_month(stocks::Day day) {
        return tracking::span_of(stocks::period_at(stocks::Duty(), day))->first;
    }

    void sign_in(const std::string& name) {
        static const std::map<std::string, std::pair<state::Role, const char*>> all{
            {"owner", {state::Role::officer, "能源局"}},
            {"east", {state::Role::reporter, "東濱公司"}},
            {"south", {state::Role::reporter, "南灣公司"}},
            {"elsewhere", {state::Role::officer, "衛生局"}},
            {"minister", {state::Role::reader, "能源局"}}};
        const auto known = all.find(name);
        if (known == all.end() || people.count(name) != 0) return;
        const auto made = house.registry().create_account(
            auth::local_actor("tests"),
            {name, "測試 " + name, House::password, {{known->second.first, known->second.second}}});
        ASSERT_TRUE(made) << made.error().what.zh;
        const auto reply =
            house.send("nobody", "POST", "/api/session",
                       R"({"name":")" + name + R"(","password":")" + House::password + R"("})");
        ASSERT_EQ(reply.status, 200u) << reply.body;
        std::string cookie(reply.header("Set-Cookie"));
        cookie.erase(cookie.find(';'));
        people[name] = {cookie, std::string(House::parsed(reply).at("csrf").as_string())};
    }

    http::ClientResponse send(const std::string& who, std::string_view method, const std::string& target,
                              std::string_view body = {}, unsigned status = 200) {
        http::ClientHeaders headers;
        sign_in(who);
        const auto found = people.find(who);
        if (found != people.end()) {
            headers.emplace_back("Cookie", found->second.cookie);
            headers.emplace_back("X-CSRF-Token", found->second.csrf);
        }
        const auto reply = house.send(found != people.end() ? "nobody" : who, method, target, body, headers);
        EXPECT_EQ(reply.status, status) << who << " " << method << " " << target << "\n"
                                        << reply.body.substr(0, 600);
        check_shape(method, target, reply);
        return reply;
    }
    json::value ask(const std::string& who, std::string_view method, const std::string& target,
                    std::string_view body = {}, unsigned status = 200) {
        return House::parsed(send(who, method, target, body, status));
    }

    void check_shape(std::string_view method, const std::string& target, const http::ClientResponse& reply) {
        static const Router router(endpoints());
        http::Method of = http::Method::get;
        for (const auto m : {http::Method::post, http::Method::put})
            if (http::to_string(m) == method) of = m;
        const Match match = router.find(of, std::string_view(target).substr(0, target.find('?')));
        ASSERT_NE(match.endpoint, nullptr) << target;
        const std::string schema =
            reply.status < 400 ? std::string(match.endpoint->answer.schema) : "Problem";
        if (schema.empty() || reply.header("Content-Type").find("json") == std::string::npos) return;
        EXPECT_EQ(misfit(House::parsed(reply), {{"$ref", "#/components/schemas/" + schema}}, ""), "")
            << target << "\n"
            << reply.body.substr(0, 600);
    }

    static std::string row(const std::string& site, const std::string& period, int opening, int in, int out,
                           int closing) {
        return R"({"material":"gas","site":")" + site + R"(","period":")" + period + R"(","opening":)" +
               std::to_string(opening) + R"(,"in":)" + std::to_string(in) + R"(,"out":)" +
               std::to_string(out) + R"(,"closing":)" + std::to_string(closing) + "}";
    }
    json::value tell(const std::string& who, const std::string& rows, const std::string& more = {},
                     unsigned status = 200) {
        return ask(who, "POST", "/api/stocks/returns", "{\"rows\":[" + rows + "]" + more + "}", status);
    }
    // Three months at both sites: 3,000 a month in, as much out.
    void fill() {
        for (const char* site : {"east", "south"})
            tell(site, row(site, months[2], 8000, 3000, 3000, 8000) + "," +
                           row(site, months[1], 8000, 3000, 3000, 8000) + "," +
                           row(site, months[0], 8000, 3000, 3100, 7900));
    }
    const json::object& gas(const json::value& board) {
        return board.at("materials").as_array().at(0).as_object();
    }

    House house;
    std::map<std::string, SignedIn> people;
    stocks::Day today = 0;
    std::vector<std::string> months;  // the last four that have ended, newest first
};

TEST_F(Stocks, AreSeenByTheirOwnerAndReportersAndNobodyElse) {
    fill();
    EXPECT_EQ(gas(ask("owner", "GET", "/api/stocks")).at("sites").as_array().size(), 2U);
    EXPECT_EQ(gas(ask("minister", "GET", "/api/stocks")).at("sites").as_array().size(), 2U);
    const auto east = ask("east", "GET", "/api/stocks");
    ASSERT_EQ(gas(east).at("sites").as_array().size(), 1U);
    EXPECT_FALSE(gas(east).at("whole").as_bool());
    EXPECT_EQ(gas(east).at("stock").to_number<double>(), 7900);  // its own, not the total
    for (const char* who : {"nobody", "elsewhere", "reader", "admin"})
        EXPECT_TRUE(ask(who, "GET", "/api/stocks").at("materials").as_array().empty()) << who;
    ask("elsewhere", "GET", "/api/stocks/materials/gas", {}, 404);
    ask("east", "GET", "/api/stocks/materials/gas/sites/south", {}, 404);
    EXPECT_THAT(send("elsewhere", "GET", "/api/stocks/export?what=returns&format=csv").body,
                Not(HasSubstr("7900")));
    EXPECT_THAT(send("elsewhere", "GET", "/api/ledger/events?limit=1000").body,
                Not(HasSubstr("\"closing\"")));
    tell("south", row("east", months[3], 1, 0, 0, 1), {}, 404);
    ask("elsewhere", "PUT", "/api/stocks/materials/gas",
        R"({"material":{"name":"x","unit":"y","owner":"衛生局"}})", 403);
    // The owner opens it.
    auto set = ask("owner", "GET", "/api/stocks/materials/gas").at("set").as_object();
    set["open"] = "everyone";
    ask("owner", "PUT", "/api/stocks/materials/gas", print_json({{"material", set}}));
    EXPECT_EQ(gas(ask("nobody", "GET", "/api/stocks")).at("sites").as_array().size(), 2U);
}

TEST_F(Stocks, DaysOfSupplyAndWhatFallsUnderTheLineWhen) {
    fill();
    const auto view = ask("owner", "GET", "/api/stocks/materials/gas");
    EXPECT_EQ(view.at("stock").to_number<double>(), 15800);
    const double per_day = view.at("use").at("per_day").to_number<double>();
    EXPECT_NEAR(view.at("value").to_number<double>(), 15800 / per_day, 0.01);
    EXPECT_EQ(view.at("line").at("value").to_number<double>(), 11);
    EXPECT_EQ(view.at("use").at("formula").as_string(), "last_periods");
    EXPECT_THAT(std::string(view.at("use").at("why").at("zh").as_string()), HasSubstr("最近 3 期"));
    const auto alone = view.at("projection").at("without").at("under");
    ASSERT_TRUE(alone.is_string());
    // A ship that comes tomorrow puts it off; on a closed route it does not.
    ask("east", "PUT", "/api/stocks/shipments/v-1",
        R"({"shipment":{"material":"gas","site":"east","quantity":4000,"route":"北方航線","eta":")" +
            tracking::print_day(today + 1) + R"("}})");
    const auto with = ask("owner", "GET", "/api/stocks/materials/gas").at("projection");
    EXPECT_LT(std::string(alone.as_string()), std::string(with.at("with").at("under").as_string()));
    EXPECT_EQ(with.at("without").at("under"), alone);
    const auto closed =
        ask("owner", "GET", "/api/stocks/what-if?days=90&route=" + http::encode_percent("北方航線"));
    EXPECT_EQ(closed.at("materials").at(0).at("changed").at("under"), alone);
    EXPECT_EQ(closed.at("materials").at(0).at("plan").at("under"), with.at("with").at("under"));
    EXPECT_EQ(
        ask("owner", "GET", "/api/stocks/what-if?lost=v-1").at("materials").at(0).at("changed").at("under"),
        alone);
    const auto more = ask("owner", "GET", "/api/stocks/what-if?use=100&material=gas").at("materials").at(0);
    EXPECT_LE(std::string(more.at("changed").at("under").as_string()),
              std::string(with.at("with").at("under").as_string()));
    EXPECT_EQ(more.at("changed").at("values").as_array().size(), 181U);
    ask("owner", "GET", "/api/stocks/what-if?use=2000", {}, 400);
    const auto planned = ask("owner", "GET", "/api/stocks?formula=planned");
    EXPECT_EQ(gas(planned).at("light").as_string(), "unknown");
}

TEST_F(Stocks, ABrokenIdentityIsTakenAndNamed) {
    fill();
    const auto answer = tell("east", row("east", months[0], 7990, 3000, 3100, 7900));
    EXPECT_EQ(answer.at("changed").as_int64(), 1);
    const auto& found = answer.at("findings").as_array();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].at("kind").as_string(), "carry");
    EXPECT_EQ(found[0].at("site").as_string(), "east");
    EXPECT_EQ(found[0].at("period").as_string(), months[0]);
    EXPECT_EQ(found[0].at("difference").as_int64(), -10);
    EXPECT_EQ(found[1].at("kind").as_string(), "sum");
    EXPECT_EQ(ask("owner", "GET", "/api/stocks/findings").at("findings").as_array().size(), 2U);
    EXPECT_TRUE(ask("south", "GET", "/api/stocks/findings").at("findings").as_array().empty());
    EXPECT_TRUE(
        tell("east", row("east", months[0], 8000, 3000, 3100, 7900)).at("findings").as_array().empty());
    EXPECT_TRUE(ask("owner", "GET", "/api/stocks/findings").at("findings").as_array().empty());
}

TEST_F(Stocks, TheSameAgainChangesNothingAndWhatWasSeenIsHeld) {
    fill();
    const auto head = house.registry().view().head().seq;
    EXPECT_EQ(tell("east", row("east", months[0], 8000, 3000, 3100, 7900)).at("unchanged").as_int64(), 1);
    EXPECT_EQ(house.registry().view().head().seq, head);
    auto stale = row("east", months[0], 8000, 3000, 3200, 7800);
    stale.insert(stale.size() - 1, R"(,"seen":1)");
    EXPECT_EQ(tell("east", stale, {}, 409).at("code").as_string(), "stock-changed");
    const auto listed =
        tell("east", row("east", "2026-Q1", 1, 1, 1, 1) + "," + row("east", months[1], -5, 1, 1, 1),
             R"(,"check":true)");
    EXPECT_EQ(listed.at("errors").as_array().size(), 2U);
    EXPECT_EQ(house.registry().view().head().seq, head);
    tell("east", row("east", tracking::print_day(today).substr(0, 7), 1, 1, 1, 1), {}, 400);  // has not ended
    ask("east", "POST", "/api/stocks/withdrawals",
        R"({"material":"gas","site":"east","period":")" + months[0] + R"(","reason":"誤填"})");
    ask("east", "POST", "/api/stocks/withdrawals",
        R"({"material":"gas","site":"east","period":")" + months[0] + R"(","reason":"誤填"})", 404);
}

TEST_F(Stocks, WhoIsLate) {
    tell("east", row("east", months[3], 2000, 0, 100, 1900));
    const auto all = ask("owner", "GET", "/api/stocks/duties").at("duties").as_array();
    std::map<std::string, int> late;
    for (const auto& each : all)
        if (each.at("owed").at("state").as_string() == "late")
            ++late[std::string(each.at("site").as_string())];
    EXPECT_GE(late["south"], 3);
    EXPECT_EQ(late["south"], late["east"] + 1);
    const auto duties_answer = ask("east", "GET", "/api/stocks/duties?mine=true");
    for (const auto& each : duties_answer.at("duties").as_array())
        EXPECT_EQ(each.at("site").as_string(), "east");
}

TEST_F(Stocks, BySheetWithErrorsCellByCell) {
    const auto form = send("east", "GET", "/api/stocks/sheet?format=csv").body;
    EXPECT_THAT(form, HasSubstr("品項代碼"));
    EXPECT_THAT(form, HasSubstr(months[0]));
    EXPECT_THAT(form, Not(HasSubstr("south")));
    const std::string header = "品項代碼,據點代碼,期間,期初存量,進貨,出貨,期末存量\n";
    const auto bad =
        ask("east", "POST", "/api/stocks/sheet?name=a.csv",
            header + "gas,east," + months[1] + ",2000,abc,3000,2000\ngas,south," + months[1] +
                ",2000,3000,3000,2000\ngas,east,2020-01,1,1,1,1\ngas,east," + months[0] + ",2000,,,\n");
    EXPECT_EQ(bad.at("changed").as_int64(), 0);
    EXPECT_EQ(bad.at("blank").as_int64(), 1);
    const auto& errors = bad.at("errors").as_array();
    ASSERT_EQ(errors.size(), 3U) << print_json(bad);
    EXPECT_EQ(errors[0].at("column").as_string(), "進貨");
    EXPECT_THAT(std::string(errors[0].at("cell").as_string()), HasSubstr("2"));
    EXPECT_EQ(errors[1].at("column").as_string(), "據點代碼");
    EXPECT_EQ(errors[2].at("column").as_string(), "期間");
    const std::string good = header + "gas,east," + months[1] + ",2000,3000,3000,2000\n";
    EXPECT_EQ(ask("east", "POST", "/api/stocks/sheet?name=a.csv", good).at("changed").as_int64(), 1);
    EXPECT_EQ(ask("east", "POST", "/api/stocks/sheet?name=a.csv", good).at("unchanged").as_int64(), 1);
    ask("east", "POST", "/api/stocks/sheet?name=a.csv", "a,b\n1,2\n", 400);
    // The marked sheet comes back as a workbook; what was downloaded can be read back.
    EXPECT_EQ(
        send("east", "POST", "/api/stocks/sheet?name=a.csv&reply=sheet", header + "gas,east,x,1,1,1,1\n")
            .body.substr(0, 2),
        "PK");
    for (const char* format : {"xlsx", "ods"}) {
        const auto bytes = send("east", "GET", std::string("/api/stocks/sheet?format=") + format).body;
        const auto back = ask("east", "POST", std::string("/api/stocks/sheet?name=a.") + format, bytes);
        EXPECT_EQ(back.at("changed").as_int64(), 0);
        EXPECT_TRUE(back.at("errors").as_array().empty()) << print_json(back);
    }
}

TEST_F(Stocks, AShortageGoesItsWay) {
    const std::string id(
        ask("south", "POST", "/api/stocks/shortages",
            R"({"material":"gas","site":"south","agency":"南灣公司","severity":"high","reason":"氣化器故障"})",
            201)
            .at("id")
            .as_string());
    const std::string path = "/api/stocks/shortages/" + id;
    ask("south", "POST", path, R"({"to":"assessed","reason":"不是我的事"})", 403);
    ask("elsewhere", "GET", path, {}, 404);
    ask("owner", "POST", path, R"({"to":"handled","reason":"太早"})", 409);
    ask("owner", "POST", path,
        R"({"to":"assessed","severity":"medium","substitute":"增加東濱供氣","expected_end":"2027-01-15","reason":"查證屬實"})");
    ask("owner", "POST", path, R"({"to":"handled","reason":"已修復"})");
    const auto view = ask("south", "GET", path).at("shortage");
    EXPECT_EQ(view.at("state").as_string(), "handled");
    EXPECT_EQ(view.at("severity").as_string(), "medium");
    ASSERT_EQ(view.at("steps").as_array().size(), 3U);
    EXPECT_EQ(view.at("steps").at(1).at("by").as_string(), "owner");
    EXPECT_EQ(view.at("steps").at(1).at("reason").as_string(), "查證屬實");
    ask("owner", "POST", path, R"({"to":"assessed","reason":"再度短缺"})");
    ask("nobody", "POST", "/api/stocks/shortages", R"({"item":"x","owner":"能源局","reason":"y"})", 401);
    ask("reader", "POST", "/api/stocks/shortages", R"({"item":"點滴","owner":"衛生局","reason":"缺貨"})",
        201);
    EXPECT_EQ(ask("elsewhere", "GET", "/api/stocks/shortages").at("shortages").as_array().size(), 1U);
}

TEST_F(Stocks, AnExerciseNeverTouchesWhatIsReal) {
    fill();
    const auto real = send("owner", "GET", "/api/stocks/materials/gas").body;
    ask("east", "POST", "/api/stocks/exercises", R"({"name":"x"})", 403);
    const std::string id(
        ask("owner", "POST", "/api/stocks/exercises", R"({"name":"萬安","scenario":"封鎖"})", 201)
            .at("id")
            .as_string());
    const std::string of = "?exercise=" + id;
    const auto told =
        tell("east", row("east", months[0], 8000, 0, 7900, 100), R"(,"exercise":")" + id + "\"");
    EXPECT_EQ(told.at("mark").as_string(), "演習");
    ask("east", "PUT", "/api/stocks/shipments/v-9",
        R"({"exercise":")" + id + R"(","shipment":{"material":"gas","site":"east","quantity":5,"eta":")" +
            tracking::print_day(today + 5) + R"("}})");
    ask("south", "POST", "/api/stocks/shortages",
        R"({"exercise":")" + id + R"(","material":"gas","reason":"想定"})", 201);
    // Marked everywhere: the answer, its header, files, messages.
    const auto drill = send("owner", "GET", "/api/stocks/materials/gas" + of);
    EXPECT_EQ(std::string(drill.header("Gangmu-Exercise")), id);
    const auto view = House::parsed(drill);
    EXPECT_EQ(view.at("mark").as_string(), "演習");
    EXPECT_EQ(view.at("stock").to_number<double>(), 8000);
    EXPECT_EQ(view.at("shipments").as_array().size(), 1U);
    EXPECT_THAT(std::string(view.at("shortage_cases").at(0).at("item").as_string()), HasSubstr("演習"));
    const auto file = send("owner", "GET", "/api/stocks/export" + of + "&what=returns&format=csv");
    EXPECT_THAT(std::string(file.header("Content-Disposition")), HasSubstr(http::encode_percent("演習")));
    EXPECT_THAT(file.body, HasSubstr("演習：萬安"));
    const auto duties_answer = ask("owner", "GET", "/api/stocks/duties" + of);
    for (const auto& each : duties_answer.at("duties").as_array())
        EXPECT_THAT(std::string(each.at("message").at("zh").as_string()), HasSubstr("【演習】"));
    EXPECT_THAT(send("owner", "GET", "/api/ledger/events?limit=1000").body, HasSubstr("【演習】"));
    // What is real is byte for byte what it was.
    EXPECT_EQ(send("owner", "GET", "/api/stocks/materials/gas").body, real);
    EXPECT_TRUE(ask("owner", "GET", "/api/stocks/shortages").at("shortages").as_array().empty());
    ask("nobody", "GET", "/api/stocks" + of, {}, 404);
    ask("owner", "POST", "/api/stocks/exercises/" + id + "/end", R"({"reason":"演習結束"})");
    tell("east", row("east", months[0], 8000, 0, 7900, 100), R"(,"exercise":")" + id + "\"", 409);
    EXPECT_EQ(ask("owner", "GET", "/api/stocks/materials/gas" + of).at("stock").to_number<double>(), 8000);
}

TEST_F(Stocks, TheirSettingsAreLookedAt) {
    const auto code = [&](const std::string& body) {
        return std::string(
            ask("owner", "PUT", "/api/stocks/materials/lng", body, 400).at("code").as_string());
    };
    EXPECT_EQ(code(R"({"material":{"name":"x","unit":"y","owner":"能源局","measure":"weeks"}})"),
              "json-member");
    EXPECT_EQ(code(R"({"material":{"name":"x","unit":"","owner":"能源局"}})"), "material-unit");
    EXPECT_EQ(
        code(
            R"({"material":{"name":"x","unit":"y","owner":"能源局","duty":{"every":"twice_week","weekdays":[2]}}})"),
        "duty-days");
    EXPECT_EQ(code(R"({"material":4})"), "member-invalid");
    ask("owner", "PUT", "/api/stocks/materials/nothing/sites/x", R"({"holding":{"name":"x","agency":"y"}})",
        404);
}

}  // namespace
}  // namespace gangmu::api::testing_api
