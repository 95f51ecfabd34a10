// A whole quarter over real HTTP: two agencies, their planning units and the plan's office.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "api/router.hpp"
#include "house.hpp"
#include "schema_check.hpp"
#include "services/duties.hpp"
#include "tracking/days.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* issuer = "海安縣政府";

// Of a plan that runs now, in the words of the genre.
std::string running_plan() {
    const int roc = tracking::year_of(services::today()) - 1911;
    const auto year = [&](int n) { return std::to_string(roc + n); };
    const std::string whole = year(-2) + "/1-" + year(1) + "/12";
    return "# 海安縣濱海廊道計畫（" + year(-2) + "至" + year(1) +
           "年）\n\n## 壹、前言\n\n本計畫由海安縣政府研擬。\n\n## 貳、推動策略\n\n"
           "### 策略一、步道串聯\n\n#### 措施1-1 濱海步道整建\n\n#### 措施1-2 解說牌汰換\n\n"
           "### 策略二、棲地復育\n\n#### 措施2-1 紅樹林補植\n\n## 參、分工與期程\n\n"
           "| 措施 | 主辦機關 | 協辦機關 | 起訖時程 |\n|---|---|---|---|\n"
           "| 1-1 濱海步道整建 | 港務局 | 環境保護局 | " +
           whole +
           " |\n"
           "| 1-2 解說牌汰換 | 港務局 | 資訊處 | " +
           whole +
           " |\n"
           "| 2-1 紅樹林補植 | 環境保護局 | 港務局 | " +
           whole +
           " |\n\n## 肆、績效指標\n\n"
           "| 指標 | 全期目標 | " +
           year(-2) + "年 | " + year(-1) + "年 | " + year(0) + "年 | " + year(1) +
           "年 |\n|---|---|---|---|---|---|\n| 1.1.1 步道整建長度 | 累計12公里 | 3公里 | 3公里 | 3公里 | "
           "3公里 |\n";
}

class Quarter : public testing::Test {
  protected:
    void SetUp() override {
        const auto local = auth::local_actor("tests");
        services::IngestRequest request;
        request.files.push_back({"濱海.md", running_plan()});
        const auto made = house.registry().ingest(local, request);
        ASSERT_TRUE(made) << made.error().what.zh;
        plan = made->plan;
        const auto named =
            parse_json(R"([{"op":"plan","field":"issuer","value":")" + std::string(issuer) + R"("}])");
        ASSERT_TRUE(house.registry().correct(local, plan, std::nullopt, named->as_array()));
        ASSERT_TRUE(house.registry().publish(local, {plan, "", true, std::nullopt}));
        // The quarter that holds the day three months ago ended by now.
        period = tracking::period_at(tracking::Every::quarter, services::today() - 95);
        cycle = "q-" + period;
    }

    // Made and signed in when a test first needs them: passwords are slow on purpose.
    void sign_in(const std::string& name) {
        static const std::map<std::string, std::pair<state::Role, const char*>> all{
            {"harbour", {state::Role::reporter, "港務局"}},
            {"harbour2", {state::Role::reporter, "港務局"}},
            {"green", {state::Role::reporter, "環境保護局"}},
            {"harbour-desk", {state::Role::reviewer, "港務局"}},
            {"green-desk", {state::Role::reviewer, "環境保護局"}},
            {"office", {state::Role::officer, issuer}},
            {"elsewhere", {state::Role::officer, "別縣政府"}}};
        const auto known = all.find(name);
        if (known != all.end() && people.count(name) == 0)
            add(name, known->second.first, known->second.second);
    }

    void add(const std::string& name, state::Role role, const std::string& agency) {
        const auto made = house.registry().create_account(
            auth::local_actor("tests"), {name, "測試 " + name, House::password, {{role, agency}}});
        ASSERT_TRUE(made) << made.error().what.zh;
        const auto reply =
            house.send("nobody", "POST", "/api/session",
                       R"({"name":")" + name + R"(","password":")" + House::password + R"("})");
        ASSERT_EQ(reply.status, 200u) << reply.body;
        std::string cookie(reply.header("Set-Cookie"));
        cookie.erase(cookie.find(';'));
        people[name] = {cookie, std::string(House::parsed(reply).at("csrf").as_string())};
    }

    // Sends as one of the accounts (or one of the house's roles) and holds a good reply against its schema.
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
        for (const auto m : {http::Method::post, http::Method::put, http::Method::patch, http::Method::del})
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

    // A quarterly rhythm; the quarter that ended is open and not due yet.
    void open_quarter() {
        ask("office", "POST", "/api/plans/" + plan + "/cycles", R"({"every":"quarter"})");
        const std::string day = tracking::print_day(services::today() + 20);
        ask("office", "POST", "/api/plans/" + plan + "/cycles/" + cycle + "/due",
            R"({"day":")" + day + R"(","reason":"延長"})");
    }

    std::string at(const std::string& node) const {
        return "/api/reports/" + plan + "/" + cycle + "/" + node;
    }

    // Node ids by their title.
    std::map<std::string, std::string> nodes() {
        std::map<std::string, std::string> out;
        const auto all = ask("office", "GET", "/api/plans/" + plan + "/cycles/" + cycle + "/obligations");
        for (const auto& each : all.at("obligations").as_array())
            out[std::string(each.at("title").as_string())] = std::string(each.at("node").as_string());
        return out;
    }

    static std::vector<std::string> names(const json::value& list, const char* key) {
        std::vector<std::string> out;
        for (const auto& each : list.as_array())
            out.emplace_back(each.at(key).as_string());
        return out;
    }

    House house;
    std::map<std::string, SignedIn> people;
    std::string plan, period, cycle;
};

constexpr const char* good =
    R"({"fields":{"text":"完成三公里","planned":60,"actual":60,"highlights":"提前開放","next":"辦理驗收","money/公務預算/available":1000000,"money/公務預算/spent":"400,000"}})";

TEST_F(Quarter, FromOpeningToTheLastApproval) {
    open_quarter();
    const auto items = nodes();
    ASSERT_THAT(items, SizeIs(3));
    const std::string walk = items.at("濱海步道整建"), trees = items.at("紅樹林補植");

    // Who owes what: each agency its own.
    auto work = ask("harbour", "GET", "/api/work");
    EXPECT_THAT(names(work.at("owe"), "agency"), ElementsAre("港務局", "港務局"));
    EXPECT_THAT(names(work.at("contribute"), "node"), ElementsAre(trees));
    EXPECT_THAT(ask("green", "GET", "/api/work").at("owe").as_array(), SizeIs(1));
    EXPECT_THAT(ask("office", "GET", "/api/work").at("owe").as_array(), IsEmpty());

    // A draft; what is missing is said field by field when it is submitted.
    ask("harbour", "PUT", at(walk), R"({"fields":{"planned":60,"actual":40}})");
    const auto refused = ask("harbour", "POST", at(walk), R"({"act":"submit"})", 400);
    std::vector<std::string> missing = names(refused.at("faults"), "field");
    EXPECT_THAT(missing, ElementsAre("text", "behind_reason", "measures"));
    ask("harbour", "PUT", at(walk), good);
    // The co agency adds its part, and nothing else.
    ask("green", "PUT", at(walk), R"({"fields":{"contribution/環境保護局":"協助環境監測"}})");
    ask("green", "PUT", at(walk), R"({"fields":{"text":"別人的欄位"}})", 403);
    ask("green", "POST", at(walk), R"({"act":"submit"})", 403);
    // An indicator of the item, with its target beside it.
    const auto page = ask("harbour", "GET", at(walk));
    EXPECT_EQ(page.at("money").as_array().at(0).at("rate").to_number<double>(), 40.0);
    EXPECT_TRUE(page.at("may").at("file").as_bool());
    ask("harbour", "POST", at(walk), R"({"act":"submit","note":"請審核"})");

    // Under review: nobody writes; the agency's unit decides, then the plan's office.
    ask("harbour", "PUT", at(walk), R"({"fields":{"text":"改"}})", 409);
    work = ask("harbour-desk", "GET", "/api/work");
    EXPECT_THAT(names(work.at("waiting"), "node"), ElementsAre(walk));
    EXPECT_THAT(ask("office", "GET", "/api/work").at("waiting").as_array(), IsEmpty());
    ask("green-desk", "POST", at(walk), R"({"act":"approve"})", 403);
    ask("office", "POST", at(walk), R"({"act":"approve"})", 403);                     // not at its stage yet
    ask("harbour-desk", "POST", at(walk), R"({"act":"return","comments":[]})", 400);  // without a reason
    ask("harbour-desk", "POST", at(walk),
        R"({"act":"return","note":"請補充","comments":[{"field":"text","text":"哪三公里？"}]})");
    work = ask("harbour", "GET", "/api/work");
    EXPECT_THAT(names(work.at("returned"), "node"), ElementsAre(walk));
    auto report = ask("harbour", "GET", at(walk));
    EXPECT_EQ(report.at("comments").as_array().at(0).at("field").as_string(), "text");
    ask("harbour", "PUT", at(walk), R"({"fields":{"text":"完成北段三公里"}})");
    ask("harbour", "POST", at(walk), R"({"act":"submit"})");
    const auto passed = ask("harbour-desk", "POST", at(walk), R"({"act":"approve"})");
    EXPECT_EQ(passed.at("who").at("agency").as_string(), issuer);
    ask("harbour", "POST", at(walk), R"({"act":"withdraw"})", 409);
    const auto last = ask("office", "POST", at(walk), R"({"act":"approve","note":"同意"})");
    EXPECT_EQ(last.at("state").as_string(), "approved");
    ask("harbour", "PUT", at(walk), R"({"fields":{"text":"改"}})", 409);  // locked on approval

    // What is approved is read by all who work here; what is not, by nobody else.
    ask("elsewhere", "GET", at(walk));
    ask("green", "PUT", at(trees), R"({"fields":{"text":"補植"}})");
    ask("elsewhere", "GET", at(trees), {}, 403);
    ask("reader", "GET", at(trees), {}, 403);
    ask("nobody", "GET", at(walk), {}, 401);

    const auto state = ask("office", "GET", "/api/plans/" + plan + "/cycles/" + cycle);
    EXPECT_EQ(state.at("counts").at("owed").as_int64(), 3);
    EXPECT_EQ(state.at("counts").at("approved").as_int64(), 1);
    EXPECT_EQ(state.at("counts").at("draft").as_int64(), 1);
    report = ask("office", "GET", at(walk));
    std::vector<std::string> acts = names(report.at("steps"), "act");
    EXPECT_THAT(acts, ElementsAre("submitted", "returned", "submitted", "approved", "approved"));
    EXPECT_EQ(report.at("fields").at("contribution/環境保護局").at("value").as_string(), "協助環境監測");
}

TEST_F(Quarter, TwoPeopleOnOneReport) {
    open_quarter();
    const std::string node = nodes().at("濱海步道整建");
    const auto first = ask("harbour", "PUT", at(node), R"({"fields":{"text":"甲","planned":50},"seen":0})");
    const auto seen = std::to_string(first.at("version").as_int64());
    ask("harbour2", "PUT", at(node), R"({"fields":{"text":"乙"},"seen":)" + seen + "}");
    // The first one has not seen that: told what changed, nothing is saved.
    const auto told =
        ask("harbour", "PUT", at(node), R"({"fields":{"text":"丙","next":"驗收"},"seen":)" + seen + "}", 409);
    EXPECT_EQ(told.at("code").as_string(), "report-changed");
    const auto& conflict = told.at("conflicts").as_array().at(0);
    EXPECT_EQ(conflict.at("field").as_string(), "text");
    EXPECT_EQ(conflict.at("theirs").as_string(), "乙");
    EXPECT_EQ(conflict.at("yours").as_string(), "丙");
    EXPECT_EQ(conflict.at("by").as_string(), "harbour2");
    auto fields = ask("harbour", "GET", at(node)).at("fields").as_object();
    EXPECT_EQ(fields.at("text").at("value").as_string(), "乙");
    EXPECT_FALSE(fields.contains("next"));
    // Another field is no conflict; and having seen it, one may overwrite.
    ask("harbour", "PUT", at(node), R"({"fields":{"next":"驗收"},"seen":)" + seen + "}");
    const auto now = std::to_string(told.at("version").as_int64());
    ask("harbour", "PUT", at(node), R"({"fields":{"text":"乙丙"},"seen":)" + now + "}");
    // The same once more changes nothing.
    const auto head = house.registry().view().head().seq;
    const auto again = ask("harbour", "PUT", at(node), R"({"fields":{"text":"乙丙"},"seen":0})");
    EXPECT_THAT(again.at("saved").as_array(), IsEmpty());
    EXPECT_EQ(house.registry().view().head().seq, head);
    // An approval of what has changed since is refused.
    ask("harbour", "PUT", at(node), R"({"fields":{"actual":50}})");
    ask("harbour", "POST", at(node), R"({"act":"submit","version":)" + now + "}", 409);
}

TEST_F(Quarter, BulkBySheetInEveryFormat) {
    open_quarter();
    const auto items = nodes();
    const std::string walk = items.at("濱海步道整建"), signs = items.at("解說牌汰換");
    const std::string sheet = "/api/plans/" + plan + "/cycles/" + cycle + "/sheet";
    // The agency's own keys: a column of theirs.
    ask("harbour", "PUT", "/api/plans/" + plan + "/keys/" + http::encode_percent("港務局"),
        R"({"column":"施政編號","keys":{"HB-01":")" + walk + R"(","HB-02":")" + signs + R"("}})");
    ask("green", "PUT", "/api/plans/" + plan + "/keys/" + http::encode_percent("港務局"),
        R"({"column":"x","keys":{}})", 403);
    const auto given = send("harbour", "GET", sheet + "?format=csv");
    EXPECT_THAT(given.body, HasSubstr(cycle + "|" + walk));
    EXPECT_THAT(given.body, HasSubstr("HB-01"));
    EXPECT_THAT(given.body, Not(HasSubstr("紅樹林")));  // another agency's
    send("reader", "GET", sheet + "?format=csv", {}, 403);

    // By their own keys, with one cell that is wrong.
    const std::string filled =
        "施政編號,預定進度（%）,實際進度（%）,辦理情形,可支用數（公務預算）,實支數（公務預算）\r\n"
        "HB-01,60,60%,\"完成\n三公里\",\"1,000,000\",400000\r\n"
        "HB-02,50,一半,汰換中,,\r\n"
        "HB-09,1,1,x,,\r\n";
    const std::string up = sheet + "?submit=true&name=" + http::encode_percent("填報.csv");
    auto filed = ask("harbour", "POST", up, filled);
    EXPECT_EQ(filed.at("rows").as_int64(), 2);
    EXPECT_EQ(filed.at("changed").as_int64(), 1);
    EXPECT_EQ(filed.at("submitted").as_int64(), 1);
    EXPECT_THAT(names(filed.at("errors"), "column"),
                testing::UnorderedElementsAre("實際進度（%）", "施政編號"));
    EXPECT_EQ(ask("harbour", "GET", at(walk)).at("fields").at("text").at("value").as_string(),
              "完成\n三公里");
    EXPECT_EQ(ask("harbour", "GET", at(signs)).at("state").as_string(),
              "none");  // a row with a fault is not saved
    // The same sheet again changes nothing.
    const auto head = house.registry().view().head().seq;
    filed = ask("harbour", "POST", up, filled);
    EXPECT_EQ(filed.at("changed").as_int64(), 0);
    EXPECT_EQ(filed.at("unchanged").as_int64(), 1);
    EXPECT_EQ(house.registry().view().head().seq, head);

    // The sheet comes back with its errors marked, as the carriers' own readers see it; and what was
    // downloaded can be uploaded as it is, in every format.
    const auto marked = send("harbour", "POST", up + "&reply=sheet", filled);
    EXPECT_EQ(marked.body.substr(0, 2), "PK");
    for (const char* format : {"xlsx", "ods", "csv"}) {
        const auto file = send("harbour", "GET", sheet + "?format=" + format);
        const auto back = ask("harbour", "POST", sheet + "?name=x." + format, file.body);
        EXPECT_EQ(back.at("rows").as_int64(), 2) << format;
        EXPECT_EQ(back.at("changed").as_int64(), 0) << format;
        EXPECT_THAT(back.at("errors").as_array(), IsEmpty()) << format << print_json(back);
    }
    EXPECT_EQ(house.registry().view().head().seq, head);
    send("harbour", "POST", sheet + "?name=x.csv", "a,b\r\n1,2\r\n", 400);
    // Indicators stand in a table of their own.
    const auto values = send("harbour", "GET", sheet + "?format=csv&table=indicators");
    EXPECT_THAT(values.body, HasSubstr("本期值"));
    // Another agency's rows are nobody else's.
    const auto foreign = ask("green", "POST", sheet + "?name=x.csv",
                             "綱目鍵值,辦理情形\r\n" + cycle + "|" + walk + ",冒名\r\n");
    EXPECT_THAT(foreign.at("errors").as_array(), SizeIs(1));
    EXPECT_EQ(foreign.at("changed").as_int64(), 0);
}

TEST_F(Quarter, BulkApprovalTakesTheUnremarkable) {
    open_quarter();
    for (const auto& [title, node] : nodes()) {
        const std::string who = title == "紅樹林補植" ? "green" : "harbour";
        ask(who, "PUT", at(node), good);
        if (title == "解說牌汰換")
            ask(who, "PUT", at(node),
                R"({"fields":{"actual":20,"behind_reason":"缺料","measures":"改採購"}})");
        ask(who, "POST", at(node), R"({"act":"submit"})");
    }
    const std::string bulk = "/api/plans/" + plan + "/cycles/" + cycle + "/approvals";
    auto done = ask("harbour-desk", "POST", bulk, "{}");
    EXPECT_THAT(done.at("approved").as_array(), SizeIs(1));  // the other is behind; the third is not theirs
    ASSERT_THAT(done.at("passed_over").as_array(), SizeIs(1));
    EXPECT_EQ(done.at("passed_over").as_array().at(0).at("zh").as_string(), "進度落後");
    done = ask("harbour-desk", "POST", bulk, R"({"nodes":[")" + nodes().at("解說牌汰換") + R"("]})");
    EXPECT_THAT(done.at("approved").as_array(), SizeIs(1));
    const auto board = ask("office", "GET", "/api/plans/" + plan + "/board?cycle=" + cycle);
    EXPECT_THAT(names(board.at("behind"), "title"), ElementsAre("解說牌汰換"));
    const auto summary = ask("office", "GET",
                             "/api/plans/" + plan + "/cycles/" + cycle +
                                 "/summary?by=agency&column=agency&column=item&column=actual&column=rate");
    ASSERT_THAT(summary.at("rows").as_array(), SizeIs(3));
    EXPECT_EQ(summary.at("rows").as_array().at(0).at(3).to_number<double>(), 40.0);
    // Those who see more than what was approved have lights of it: the one that is behind comes first.
    const auto lights =
        ask("office", "GET",
            "/api/plans/" + plan + "/cycles/" + cycle + "/summary?by=light&column=item&column=light");
    EXPECT_EQ(lights.at("rows").as_array().at(0).at(0).as_string(), "解說牌汰換");
    EXPECT_EQ(lights.at("rows").as_array().at(0).at(1).as_string(), "落後");
    for (const char* format : {"xlsx", "ods"})
        EXPECT_EQ(
            send("office", "GET", "/api/plans/" + plan + "/cycles/" + cycle + "/summary?format=" + format)
                .body.substr(0, 2),
            "PK");
    ask("office", "GET", "/api/plans/" + plan + "/cycles/" + cycle + "/summary?column=nonsense", {}, 400);
}

TEST_F(Quarter, CyclesLockAndReopenWithAReason) {
    open_quarter();
    const std::string node = nodes().at("濱海步道整建");
    const std::string of = "/api/plans/" + plan + "/cycles/" + cycle;
    ask("harbour", "PUT", at(node), good);
    ask("harbour", "POST", of + "/lock", R"({"reason":"結束"})", 403);
    ask("elsewhere", "POST", of + "/lock", R"({"reason":"結束"})",
        403);  // an officer of another plan's issuer
    ask("office", "POST", of + "/lock", "{}", 400);
    ask("office", "POST", of + "/lock", R"({"reason":"提前結束"})");
    EXPECT_EQ(ask("harbour", "PUT", at(node), R"({"fields":{"text":"改"}})", 409).at("code").as_string(),
              "cycle-closed");
    EXPECT_EQ(ask("harbour", "POST", at(node), R"({"act":"submit"})", 409).at("code").as_string(),
              "cycle-closed");
    const std::string until = tracking::print_day(services::today() + 3);
    ask("office", "POST", of + "/reopen", R"({"until":")" + until + R"(","reason":"補件"})");
    ask("harbour", "POST", at(node), R"({"act":"submit"})");
    const auto state = ask("office", "GET", of);
    EXPECT_EQ(state.at("cycle").at("marks").at("reason").as_string(), "補件");
    EXPECT_EQ(state.at("cycle").at("phase").as_string(), "open");
    // A cycle that is not there yet takes nothing.
    const std::string next = "q-" + tracking::period_at(tracking::Every::quarter, services::today());
    ask("harbour", "PUT", "/api/reports/" + plan + "/" + next + "/" + node, R"({"fields":{"text":"早"}})",
        409);
    ask("harbour", "PUT", "/api/reports/" + plan + "/q-1999-Q1/" + node, R"({"fields":{"text":"無"}})", 404);
}

TEST_F(Quarter, ARhythmIsChangedAndEndedAndWhatHasBegunStays) {
    open_quarter();
    const std::string node = nodes().at("濱海步道整建"), top = "/api/plans/" + plan;
    ask("harbour", "PUT", at(node), good);
    ask("harbour", "POST", at(node), R"({"act":"submit"})");
    const auto rhythms = [&] { return ask("office", "GET", top + "/cycles").at("rhythms").as_array(); };
    const auto due = [&](const std::string& id) {
        return std::string(ask("office", "GET", top + "/cycles/" + id).at("cycle").at("due").as_string());
    };
    std::string next;  // the first that has not opened
    const auto all = ask("office", "GET", top + "/cycles");
    for (const auto& each : all.at("cycles").as_array())
        if (next.empty() && each.at("cycle").at("phase").as_string() == "planned")
            next = each.at("cycle").at("period").as_string();
    const auto first = *tracking::span_of(next);
    const std::string before = due(cycle), late = due("q-" + next);

    // Wrong things: no reason, nobody, unknown, an end that would take reports away.
    const std::string change = R"({"every":"quarter","due_after":20)";
    EXPECT_EQ(ask("office", "PUT", top + "/rhythms/q", change + "}", 400).at("code").as_string(),
              "reason-missing");
    ask("harbour", "PUT", top + "/rhythms/q", change + R"(,"reason":"x"})", 403);
    ask("office", "DELETE", top + "/rhythms/zz", R"({"reason":"x"})", 404);
    EXPECT_EQ(ask("office", "DELETE", top + "/rhythms/q", R"({"reason":"x","until":"2024-12-31"})", 409)
                  .at("code")
                  .as_string(),
              "rhythm-reports");
    ASSERT_THAT(rhythms(), SizeIs(1));

    // A change: the quarter that is open keeps its day, the next one has another.
    EXPECT_EQ(ask("office", "PUT", top + "/rhythms/q", change + R"(,"reason":"年底作業較多"})")
                  .at("rhythm")
                  .as_string(),
              "q2");
    EXPECT_EQ(due(cycle), before);
    ask("office", "GET", top + "/cycles/q-" + next, {}, 404);
    EXPECT_GT(due("q2-" + next), late);
    const auto both = rhythms();
    ASSERT_THAT(both, SizeIs(2));
    EXPECT_EQ(both[0].at("until").as_string(), tracking::print_day(first.first - 1));
    EXPECT_EQ(both[1].at("from").as_string(), tracking::print_day(first.first));
    const auto head = house.registry().view().head().seq;
    ask("office", "PUT", top + "/rhythms/q2",
        change + R"(,"from":")" + tracking::print_day(first.first) + R"(","reason":"x"})");
    EXPECT_EQ(house.registry().view().head().seq, head);  // the same again
    // Last quarter's text is at hand across the change.
    ask("office", "POST", top + "/cycles/q2-" + next + "/open",
        R"({"day":")" + tracking::print_day(services::today()) + R"(","reason":"提前"})");
    const auto report = ask("harbour", "GET", "/api/reports/" + plan + "/q2-" + next + "/" + node);
    EXPECT_EQ(report.at("previous").at("cycle").as_string(), cycle);

    // The end: what has opened is still there, with its reports; later periods are not.
    ask("office", "DELETE", top + "/rhythms/q2", R"({"reason":"計畫併入他案"})");
    EXPECT_EQ(ask("harbour", "GET", at(node)).at("state").as_string(), "submitted");
    ask("office", "GET", top + "/cycles/q2-" + next);
    ask("office", "GET", top + "/cycles/q2-" + tracking::period_at(tracking::Every::quarter, first.last + 1),
        {}, 404);
    EXPECT_EQ(
        ask("office", "DELETE", top + "/rhythms/q2", R"({"reason":"再一次"})", 409).at("code").as_string(),
        "rhythm-ended");
    bool told = false;
    const auto log = ask("admin", "GET", "/api/ledger/events?limit=1000");
    for (const auto& event : log.at("events").as_array())
        told =
            told || event.at("summary").at("zh").as_string().find("計畫併入他案") != std::string_view::npos;
    EXPECT_TRUE(told);
}

TEST_F(Quarter, ARhythmOfWhichNothingHasComeGoesWhole) {
    ask("office", "POST", "/api/plans/" + plan + "/cycles",
        R"({"every":"year","from":"2032-01-01","until":"2033-12-31"})");
    ask("office", "PUT", "/api/plans/" + plan + "/rhythms/y",
        R"({"every":"year","from":"2032-01-01","until":"2033-12-31","due_after":30,"reason":"改"})");
    const auto rhythms = [&] {
        return ask("office", "GET", "/api/plans/" + plan + "/cycles").at("rhythms").as_array();
    };
    ASSERT_THAT(rhythms(), SizeIs(1));
    EXPECT_EQ(rhythms()[0].at("due_after").as_int64(), 30);
    ask("office", "DELETE", "/api/plans/" + plan + "/rhythms/y", R"({"reason":"誤設"})");
    EXPECT_THAT(rhythms(), SizeIs(0));
}

TEST_F(Quarter, WorkingDaysComeFromTheCalendar) {
    ask("office", "POST", "/api/plans/" + plan + "/cycles", R"({"every":"month","due_after":3,"grace":2})");
    const int year = tracking::year_of(services::today());
    std::string csv = "西元日期,星期,是否放假,備註\n";
    for (auto day = tracking::first_of_year(year); day < tracking::first_of_year(year + 1); ++day) {
        std::string iso = tracking::print_day(day);
        iso.erase(std::remove(iso.begin(), iso.end(), '-'), iso.end());
        csv += iso + ",x," + (tracking::weekday(day) % 6 == 0 ? "2" : "0") + ",\n";
    }
    ask("office", "POST", "/api/calendar", csv, 403);
    EXPECT_THAT(ask("admin", "POST", "/api/calendar", csv).at("years").as_array(),
                ElementsAre(json::value(year)));
    const auto head = house.registry().view().head().seq;
    ask("admin", "POST", "/api/calendar", csv);
    EXPECT_EQ(house.registry().view().head().seq, head);  // the same file again
    ask("admin", "POST", "/api/calendar", "no calendar", 400);
    const std::string name = "m-" + std::to_string(year) + "-03";
    const auto due = [&] {
        return std::string(
            ask("office", "GET", "/api/plans/" + plan + "/cycles/" + name).at("cycle").at("due").as_string());
    };
    const std::string before = due();
    EXPECT_TRUE(
        ask("office", "GET", "/api/plans/" + plan + "/cycles/" + name).at("cycle").at("known").as_bool());
    // A typhoon on the due day puts it off to the next working day; taken back, it is as before.
    ask("admin", "PUT", "/api/calendar/days/" + before, R"({"note":"颱風"})");
    EXPECT_GT(due(), before);
    ask("admin", "DELETE", "/api/calendar/days/" + before);
    EXPECT_EQ(due(), before);
}

TEST_F(Quarter, ItemsAreAssignedReleasedAndHandedOver) {
    open_quarter();
    const auto items = nodes();
    const std::string walk = items.at("濱海步道整建");
    const std::string item = "/api/plans/" + plan + "/items/" + walk;
    ask("harbour", "PUT", item, R"({"level":"yuan"})", 403);
    for (const char* name : {"harbour2", "green"})
        sign_in(name);
    ask("office", "PUT", item, R"({"level":"yuan","shares":{"港務局":0.5,"環境保護局":"0.6"}})", 400);
    ask("office", "PUT", item,
        R"({"level":"yuan","officer":"harbour2","shares":{"港務局":0.4,"環境保護局":"0.6"},"reason":"院列管"})");
    // Who holds an item is the one who owes it.
    EXPECT_THAT(ask("harbour", "GET", "/api/work").at("owe").as_array(), SizeIs(1));
    EXPECT_THAT(ask("harbour2", "GET", "/api/work").at("owe").as_array(), SizeIs(2));
    ask("green-desk", "POST", "/api/plans/" + plan + "/hand-over",
        R"({"from":"harbour2","to":"green","reason":"異動"})", 403);
    const auto moved = ask("harbour-desk", "POST", "/api/plans/" + plan + "/hand-over",
                           R"({"from":"harbour2","to":"harbour","reason":"職務異動"})");
    EXPECT_EQ(moved.at("items").as_int64(), 1);
    EXPECT_THAT(ask("harbour", "GET", "/api/work").at("owe").as_array(), SizeIs(2));
    // Release: asked for by the agency, decided by the plan's office.
    ask("green", "POST", item, R"({"act":"ask","reason":"已完成"})", 403);
    ask("harbour", "POST", item, R"({"act":"ask","reason":"已完成"})");
    ask("harbour", "POST", item, R"({"act":"grant","reason":"自行同意"})", 403);
    EXPECT_THAT(names(ask("office", "GET", "/api/work").at("releases"), "node"), ElementsAre(walk));
    ask("office", "POST", item, R"({"act":"grant","reason":"同意解除"})");
    ask("office", "POST", item, R"({"act":"grant","reason":"再一次"})", 409);
    const auto current = "q-" + tracking::period_at(tracking::Every::quarter, services::today());
    const auto now = ask("office", "GET", "/api/plans/" + plan + "/cycles/" + current + "/obligations");
    EXPECT_THAT(names(now.at("obligations"), "node"), Not(Contains(walk)));
    const auto before = ask("office", "GET", "/api/plans/" + plan + "/cycles/" + cycle + "/obligations");
    EXPECT_THAT(names(before.at("obligations"), "node"), Contains(walk));  // what was owed stays owed
}

TEST_F(Quarter, SomebodyStandsInForAReviewer) {
    open_quarter();
    const std::string node = nodes().at("濱海步道整建");
    sign_in("harbour-desk");
    ask("harbour", "PUT", at(node), good);
    ask("harbour", "POST", at(node), R"({"act":"submit"})");
    ask("green-desk", "POST", at(node), R"({"act":"approve"})", 403);
    const auto day = [](int n) { return tracking::print_day(services::today() + n); };
    ask("harbour-desk", "POST", "/api/delegations",
        R"({"to":"green-desk","start":")" + day(5) + R"(","end":")" + day(9) + R"(","reason":"休假"})");
    ask("green-desk", "POST", at(node), R"({"act":"approve"})", 403);  // not yet
    const auto made =
        ask("harbour-desk", "POST", "/api/delegations",
            R"({"to":"green-desk","start":")" + day(-1) + R"(","end":")" + day(2) + R"(","reason":"出差"})");
    ask("green-desk", "POST", at(node), R"({"act":"approve"})");
    const auto report = ask("office", "GET", at(node));
    const auto& step = report.at("steps").as_array().back();
    EXPECT_EQ(step.at("by").as_string(), "green-desk");
    EXPECT_EQ(step.at("on_behalf").as_string(), "harbour-desk");
    const std::string id(made.at("id").as_string());
    ask("harbour", "DELETE", "/api/delegations/" + id, {}, 404);  // not theirs
    ask("harbour-desk", "DELETE", "/api/delegations/" + id);
    ask("harbour-desk", "POST", "/api/delegations",
        R"({"from":"office","to":"harbour-desk","start":")" + day(0) + R"(","end":")" + day(1) +
            R"(","reason":"越權"})",
        403);
}

// A deputy without a role of their own hands over what the one on leave may hand over, and nothing after.
TEST_F(Quarter, AStandInWithoutARoleHandsOver) {
    open_quarter();
    for (const char* name : {"harbour", "harbour2", "harbour-desk"})
        sign_in(name);
    const std::string to = "/api/plans/" + plan + "/hand-over";
    const std::string body = R"({"agency":"港務局","to":"harbour2","reason":"職務異動"})";
    ask("reader", "POST", to, body, 403);
    ask("reader", "POST", to, R"({"from":"nobody-holds","to":"harbour2","reason":"無此項"})", 403);
    const auto day = [](int n) { return tracking::print_day(services::today() + n); };
    const auto made =
        ask("harbour-desk", "POST", "/api/delegations",
            R"({"to":"the-reader","start":")" + day(-1) + R"(","end":")" + day(2) + R"(","reason":"休假"})");
    EXPECT_GT(ask("reader", "POST", to, body).at("items").as_int64(), 0);
    ask("reader", "POST", to, R"({"agency":"環境保護局","to":"harbour2","reason":"越權"})", 403);
    ask("reader", "DELETE", "/api/delegations/" + std::string(made.at("id").as_string()));
    ask("reader", "POST", to, R"({"agency":"港務局","to":"harbour","reason":"職務異動"})", 403);
}

TEST_F(Quarter, ColleaguesAreShownToThoseWhoWork) {
    for (const char* name : {"harbour", "harbour-desk"})
        sign_in(name);
    ask("reader", "GET", "/api/colleagues", {}, 403);
    const auto shown = ask("harbour", "GET", "/api/colleagues").at("colleagues");
    EXPECT_THAT(names(shown, "name"), Contains("harbour-desk"));
    EXPECT_THAT(names(shown, "name"), Not(Contains("the-reader")));
}

TEST_F(Quarter, TheStagesOfReviewCanBeSet) {
    open_quarter();
    const std::string node = nodes().at("紅樹林補植");
    ask("harbour", "PUT", "/api/plans/" + plan + "/review", R"({"stages":[]})", 403);
    ask("office", "PUT", "/api/plans/" + plan + "/review", R"({"stages":[{"name":"會辦","scope":"named"}]})",
        400);
    ask("office", "PUT", "/api/plans/" + plan + "/review",
        R"({"stages":[{"name":"會辦港務局","scope":"named","agency":"港務局"}]})");
    ask("green", "PUT", at(node), good);
    ask("green", "POST", at(node), R"({"act":"submit"})");
    ask("green-desk", "POST", at(node), R"({"act":"approve"})", 403);
    EXPECT_EQ(ask("harbour-desk", "POST", at(node), R"({"act":"approve"})").at("state").as_string(),
              "approved");
}

TEST_F(Quarter, EvidenceIsKeptAndShownToThoseWhoMaySeeIt) {
    open_quarter();
    const std::string node = nodes().at("濱海步道整建");
    const std::string of = "/api/evidence/" + plan + "/" + cycle + "/" + node;
    send("green-desk", "PUT", of + "?name=a.txt", "x", 403);
    const auto kept = ask("harbour", "PUT", of + "?name=" + http::encode_percent("驗收.txt"), "已驗收");
    const std::string sha256(kept.at("sha256").as_string());
    const auto file = send("harbour-desk", "GET", of + "?file=" + sha256);
    EXPECT_EQ(file.body, "已驗收");
    EXPECT_THAT(std::string(file.header("Content-Disposition")), HasSubstr("attachment"));
    send("elsewhere", "GET", of + "?file=" + sha256, {}, 403);
    send("harbour", "GET", of + "?file=" + std::string(64, '0'), {}, 404);
    // By its hash alone it is nobody's document.
    EXPECT_EQ(house.send("officer", "GET", "/api/documents/" + sha256).status, 404u);
}

// The bytes of a file are uploaded; naming the hash of something else in the store opens nothing.
TEST_F(Quarter, AHashAloneIsNoEvidence) {
    open_quarter();
    const std::string node = nodes().at("解說牌汰換");
    const auto plans = House::parsed(house.send("nobody", "GET", "/api/plans/" + plan));
    const std::string other(plans.at("documents").as_array().at(0).at("sha256").as_string());
    const auto refused =
        ask("harbour", "PUT", at(node), R"({"fields":{"evidence/)" + other + R"(":"計畫.md"}})", 400);
    EXPECT_EQ(refused.at("code").as_string(), "report-field");
    ask("office", "GET", "/api/evidence/" + plan + "/" + cycle + "/" + node + "?file=" + other, {}, 404);
}

TEST_F(Quarter, WhatIsLockedIsNotTakenBack) {
    open_quarter();
    const std::string node = nodes().at("解說牌汰換");
    ask("harbour", "PUT", at(node), good);
    ask("harbour", "POST", at(node), R"({"act":"submit"})");
    ask("office", "POST", "/api/plans/" + plan + "/cycles/" + cycle + "/lock", R"({"reason":"截止"})");
    EXPECT_FALSE(ask("harbour", "GET", at(node)).at("may").at("withdraw").as_bool());
    ask("harbour", "POST", at(node), R"({"act":"withdraw"})", 409);
    EXPECT_EQ(ask("harbour", "GET", at(node)).at("state").as_string(), "submitted");
}

TEST_F(Quarter, LightsFollowTheCalendarAtOnce) {
    ask("office", "POST", "/api/plans/" + plan + "/cycles",
        R"({"every":"quarter","due_after":1,"opens_after":1,"grace":0})");
    const std::string of = "/api/plans/" + plan + "/evaluation";
    const auto due = [&] {
        return std::string(ask("office", "GET", "/api/plans/" + plan + "/cycles/" + cycle)
                               .at("cycle")
                               .at("due")
                               .as_string());
    };
    const std::string before_due = due();
    const auto why = [&] {
        return House::parsed(send("office", "GET", of + "/" + nodes().at("解說牌汰換")))
            .at("progress")
            .at("because")
            .at("zh");
    };
    const auto before = why();
    // The due day and those after it are days off: it moves, and so does what the light says.
    send("admin", "PUT", "/api/calendar/days/" + before_due, R"({"off":true,"note":"颱風"})");
    ASSERT_NE(due(), before_due);
    EXPECT_NE(why(), before);
}

TEST_F(Quarter, WhatWasFiledIsThereAfterARestartAndAsOfBefore) {
    open_quarter();
    const std::string node = nodes().at("濱海步道整建");
    ask("harbour", "PUT", at(node), good);
    ask("harbour", "POST", at(node), R"({"act":"submit"})");
    services::Options options;
    options.folder = house.folder();
    options.access = ledger::Access::read_only;
    options.in_child = false;
    const auto other = services::Registry::open(options);
    ASSERT_TRUE(other) << other.error().what.en;
    const auto there = (*other)->view();
    const auto here = house.registry().view();
    const auto* mine = here->tracking.report(plan, cycle, node);
    const auto* theirs = there->tracking.report(plan, cycle, node);
    ASSERT_TRUE(mine != nullptr && theirs != nullptr);
    EXPECT_EQ(*mine, *theirs);
    const auto yesterday = tracking::print_day(services::today() - 1);
    EXPECT_TRUE((*house.registry().view(yesterday, ""))->tracking.reports.empty());
}

TEST_F(Quarter, ManyOfficersAtOnceAreEachAnsweredDurably) {
    open_quarter();
    const auto items = nodes();
    std::vector<std::string> ids;
    for (const auto& [title, node] : items)
        if (title != "紅樹林補植") ids.push_back(node);
    sign_in("harbour");
    sign_in("harbour2");
    constexpr int writers = 6, each = 25;
    std::atomic<int> good_replies{0};
    std::vector<std::thread> threads;
    for (int w = 0; w < writers; ++w)
        threads.emplace_back([&, w] {
            const SignedIn& who = people.at(w % 2 == 0 ? "harbour" : "harbour2");
            auto client = http::Client::network(house.address());
            for (int i = 0; i < each; ++i) {
                const std::string body = R"({"fields":{"money/來源)" + std::to_string(w) + R"(/spent":)" +
                                         std::to_string(i + 1) + "}}";
                const auto reply = client.send("PUT", at(ids[static_cast<std::size_t>(i) % ids.size()]), body,
                                               {{"Cookie", who.cookie}, {"X-CSRF-Token", who.csrf}});
                if (reply && reply->status == 200) ++good_replies;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(good_replies, writers * each);
    const auto view = house.registry().view();
    for (std::size_t n = 0; n < ids.size(); ++n) {
        const auto* report = view->tracking.report(plan, cycle, ids[n]);
        ASSERT_NE(report, nullptr);
        // The last amount of each writer on this item is there.
        const int last = n == static_cast<std::size_t>(each - 1) % ids.size() ? each : each - 1;
        for (int w = 0; w < writers; ++w)
            EXPECT_EQ(report->number("money/來源" + std::to_string(w) + "/spent"), Decimal(last));
    }
}

}  // namespace
}  // namespace gangmu::api::testing_api
