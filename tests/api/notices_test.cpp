// Notices from the event to the letter: a quarter over real HTTP, the watcher, and a mail server on a real
// socket.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "house.hpp"
#include "ledger/chain.hpp"
#include "schema_check.hpp"
#include "services/duties.hpp"
#include "services/notifier.hpp"
#include "services/registry_notices.hpp"
#include "sinks/sinks.hpp"
#include "state/stock_events.hpp"
#include "stocks/duty.hpp"
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
constexpr std::int64_t day_us = std::int64_t{86'400} * 1'000'000;

std::string plan_that_runs() {
    const int roc = tracking::year_of(services::today()) - 1911;
    const std::string from = std::to_string(roc - 2), to = std::to_string(roc + 1);
    const std::string whole = from + "/1-" + to + "/12";
    return "# 海安縣濱海廊道計畫（" + from + "至" + to +
           "年）\n\n## 壹、前言\n\n本計畫由海安縣政府研擬。\n\n## 貳、推動策略\n\n### 策略一、步道串聯\n\n"
           "#### 措施1-1 濱海步道整建\n\n#### 措施1-2 紅樹林補植\n\n## 參、分工與期程\n\n"
           "| 措施 | 主辦機關 | 協辦機關 | 起訖時程 |\n|---|---|---|---|\n| 1-1 濱海步道整建 | 港務局 | "
           "資訊處 | " +
           whole + " |\n| 1-2 紅樹林補植 | 環境保護局 | 港務局 | " + whole + " |\n";
}

class Told : public testing::Test {
  protected:
    void SetUp() override {
        const auto local = auth::local_actor("tests");
        auto& registry = house.registry();
        services::IngestRequest request;
        request.files.push_back({"濱海.md", plan_that_runs()});
        plan = registry.ingest(local, request)->plan;
        const auto named =
            parse_json(R"([{"op":"plan","field":"issuer","value":")" + std::string(issuer) + R"("}])");
        ASSERT_TRUE(registry.correct(local, plan, std::nullopt, named->as_array()));
        ASSERT_TRUE(registry.publish(local, {plan, "", true, std::nullopt}));
        cycle = "q-" + tracking::period_at(tracking::Every::quarter, services::today() - 95);
        notifier = std::make_unique<services::Notifier>(registry, services::Notifier::Idle());
        ASSERT_TRUE(notifier->look_at_events());  // from here on
        add("harbour", state::Role::reporter, "港務局");
        add("harbour-desk", state::Role::reviewer, "港務局");
        add("office", state::Role::officer, issuer);
        ask("office", "POST", "/api/plans/" + plan + "/cycles", R"({"every":"quarter"})");
        due = services::today() + 20;
        ask("office", "POST", "/api/plans/" + plan + "/cycles/" + cycle + "/due",
            R"({"day":")" + tracking::print_day(due) + R"(","reason":"延長"})");
    }

    void add(const std::string& name, state::Role role, const std::string& agency) {
        ASSERT_TRUE(house.registry().create_account(
            auth::local_actor("tests"), {name, "測試 " + name, House::password, {{role, agency}}}));
        const auto reply =
            house.send("nobody", "POST", "/api/session",
                       R"({"name":")" + name + R"(","password":")" + House::password + R"("})");
        std::string cookie(reply.header("Set-Cookie"));
        cookie.erase(cookie.find(';'));
        people[name] = {cookie, std::string(House::parsed(reply).at("csrf").as_string())};
    }
    json::value ask(const std::string& who, std::string_view method, const std::string& target,
                    std::string_view body = {}, unsigned status = 200) {
        http::ClientHeaders headers;
        const auto found = people.find(who);
        if (found != people.end()) {
            headers.emplace_back("Cookie", found->second.cookie);
            headers.emplace_back("X-CSRF-Token", found->second.csrf);
        }
        const auto reply = house.send(found != people.end() ? "nobody" : who, method, target, body, headers);
        EXPECT_EQ(reply.status, status) << who << " " << method << " " << target << "\n" << reply.body;
        return House::parsed(reply);
    }
    void look(std::int64_t later_us = 0) {
        ASSERT_TRUE(notifier->look_at_events());
        // Noon of the day: reminders come from eight on.
        const std::int64_t noon = (std::int64_t{services::today()} * 86'400 + 4 * 3'600) * 1'000'000;
        ASSERT_TRUE(notifier->look_at_day(noon + later_us));
    }
    std::vector<std::string> kinds(const std::string& who) {
        std::vector<std::string> out;
        const auto answer = ask(who, "GET", "/api/notices");
        for (const auto& each : answer.at("notices").as_array())
            out.emplace_back(each.at("kind").as_string());
        return out;
    }
    std::string walk() {
        const auto answer = ask("office", "GET", "/api/plans/" + plan + "/cycles/" + cycle + "/obligations");
        for (const auto& each : answer.at("obligations").as_array())
            if (each.at("agency").as_string() == "港務局") return std::string(each.at("node").as_string());
        return {};
    }

    House house;
    std::unique_ptr<services::Notifier> notifier;
    std::map<std::string, SignedIn> people;
    std::string plan, cycle;
    services::Day due = 0;
};

TEST_F(Told, WhoeverItConcernsAndNobodyTwice) {
    look();
    EXPECT_THAT(kinds("harbour"), ElementsAre("cycle.opened", "cycle.moved"));
    EXPECT_THAT(kinds("harbour-desk"), IsEmpty());
    EXPECT_THAT(kinds("office"), IsEmpty()) << "nobody is told of what they did";
    const std::string report = "/api/reports/" + plan + "/" + cycle + "/" + walk();
    ask("harbour", "PUT", report,
        R"({"fields":{"text":"完成三公里","planned":60,"actual":60,"highlights":"無","next":"驗收"}})");
    ask("harbour", "POST", report, R"({"act":"submit"})");
    look();
    EXPECT_THAT(kinds("harbour-desk"), ElementsAre("report.waits"));
    ask("harbour-desk", "POST", report,
        R"({"act":"return","note":"請補充","comments":[{"field":"text","text":"哪三公里？"}]})");
    look();
    const auto returned = ask("harbour", "GET", "/api/notices").at("notices").as_array().at(0);
    EXPECT_EQ(returned.at("kind").as_string(), "report.returned");
    EXPECT_THAT(std::string(returned.at("text").at("zh").as_string()), HasSubstr("哪三公里？"));
    EXPECT_THAT(std::string(returned.at("link").as_string()), HasSubstr("/reports/" + plan + "/"));
    ask("harbour", "POST", report, R"({"act":"submit"})");
    ask("harbour-desk", "POST", report, R"({"act":"approve"})");
    look();
    EXPECT_THAT(kinds("office"), ElementsAre("report.waits"));
    ask("office", "POST", report, R"({"act":"approve"})");
    look();
    EXPECT_EQ(kinds("harbour").front(), "report.approved");
    // Once more, and by one who starts anew: nothing.
    const auto told = [&] {  // but for what the day's forecast says, which the approval has changed
        auto all = kinds("harbour");
        std::erase_if(all, [](const std::string& kind) { return kind.starts_with("forecast."); });
        return all;
    };
    const auto before = told();
    look();
    notifier = std::make_unique<services::Notifier>(house.registry(), services::Notifier::Idle());
    look();
    EXPECT_EQ(told(), before);
    EXPECT_EQ(house.parsed(house.send("reader", "GET", "/api/notices")).at("all").as_int64(), 0);
}

TEST_F(Told, RemindedOnTheDayAndWhenItIsOverToldTheOfficeAsWell) {
    const auto count = [&](const char* who, const char* kind) {
        const auto all = kinds(who);
        return std::count(all.begin(), all.end(), kind);
    };
    look(18 * day_us);
    look(19 * day_us);
    look(20 * day_us);
    EXPECT_EQ(count("harbour", "cycle.due_soon"), 1);
    EXPECT_EQ(count("harbour", "cycle.overdue"), 0);
    EXPECT_EQ(count("office", "cycle.overdue"), 0);
    look(21 * day_us);
    look(22 * day_us);
    EXPECT_EQ(count("harbour", "cycle.overdue"), 1);
    ASSERT_EQ(count("office", "cycle.overdue"), 1);
    const auto answer = ask("office", "GET", "/api/notices");
    for (const auto& each : answer.at("notices").as_array()) {
        if (each.at("kind").as_string() != "cycle.overdue") continue;
        EXPECT_THAT(std::string(each.at("text").at("zh").as_string()), HasSubstr("港務局：1"));
        EXPECT_THAT(std::string(each.at("subject").at("zh").as_string()), HasSubstr("民國"));
    }
}

TEST_F(Told, WhatAMeetingDecidedAndIsLate) {
    const auto count = [&](const char* who) {
        const auto all = kinds(who);
        return std::count(all.begin(), all.end(), "action.late");
    };
    const auto id = [](const json::value& made) { return std::to_string(made.at("id").to_number<int>()); };
    const auto group = ask("office", "POST", "/api/groups",
                           R"({"name":"濱海推動小組","kind":"steering","plan":")" + plan + R"("})");
    const auto meeting = ask("office", "POST", "/api/meetings",
                             R"({"group":)" + id(group) + R"(,"day":")" +
                                 tracking::print_day(services::today()) + R"(","held":true})");
    const auto decided = [&](int days) {
        return ask("office", "POST", "/api/actions",
                   R"({"meeting":)" + id(meeting) + R"(,"text":"提出趕工計畫","agency":"港務局","due":")" +
                       tracking::print_day(services::today() + days) + R"("})");
    };
    const auto late = decided(3), done = decided(3);
    ask("harbour", "POST", "/api/actions/" + id(done), R"({"act":"claim","text":"已函送"})");
    look(3 * day_us);
    EXPECT_EQ(count("harbour"), 0) << "its day is not over yet";
    look(4 * day_us);
    look(5 * day_us);
    EXPECT_EQ(count("harbour"), 1);
    EXPECT_EQ(count("office"), 1);
    EXPECT_EQ(count("harbour-desk"), 0);
    const auto told = ask("harbour", "GET", "/api/notices").at("notices").as_array().at(0);
    EXPECT_THAT(std::string(told.at("text").at("zh").as_string()),
                HasSubstr("濱海推動小組 第 1 次會議：提出趕工計畫"));
    EXPECT_THAT(std::string(told.at("link").as_string()), HasSubstr("/meetings/" + id(meeting)));
}

TEST_F(Told, ReturnsOfStocksThatFallDueAndAreOverdue) {
    add("energy", state::Role::officer, "能源局");
    add("east", state::Role::reporter, "東濱公司");
    const auto count = [&](const char* who, const char* kind) {
        const auto all = kinds(who);
        return std::count(all.begin(), all.end(), kind);
    };
    const auto today = services::today();
    const auto month = tracking::span_of(tracking::period_at(tracking::Every::month, today));
    ask("energy", "PUT", "/api/stocks/materials/gas",
        R"({"material":{"name":{"zh":"天然氣","en":"Natural gas"},"unit":"公噸","owner":"能源局",
            "duty":{"every":"month","due_after":5,"remind_before":2}}})");
    ask("energy", "PUT", "/api/stocks/materials/gas/sites/east",
        R"({"holding":{"name":"東站","agency":"東濱公司","from":")" + tracking::print_day(month->first) +
            R"("}})");
    const auto view = house.registry().view();
    const auto& stocks = state::stocks_of(view.snapshot());
    const auto& site = *stocks.holding("gas", "east");
    const auto owed = stocks::owed(stocks::duty_of(*stocks.material("gas"), site), site, {},
                                   view->tracking.calendar, month->last + 1, 1);
    ASSERT_THAT(owed, SizeIs(1));
    look((owed[0].remind - 1 - today) * day_us);
    EXPECT_EQ(count("east", "stock.due_soon"), 0);
    look((owed[0].remind - today) * day_us);
    look((owed[0].due - today) * day_us);
    EXPECT_EQ(count("east", "stock.due_soon"), 1);
    EXPECT_EQ(count("east", "stock.overdue"), 0);
    EXPECT_EQ(count("energy", "stock.due_soon"), 0);
    look((owed[0].due + 1 - today) * day_us);
    look((owed[0].due + 2 - today) * day_us);
    EXPECT_EQ(count("east", "stock.overdue"), 1);
    EXPECT_EQ(count("energy", "stock.overdue"), 1);
    EXPECT_EQ(count("harbour", "stock.overdue"), 0) << "stocks are told to whom they concern";
    const auto told = ask("energy", "GET", "/api/notices");
    for (const auto& each : told.at("notices").as_array()) {
        EXPECT_THAT(std::string(each.at("text").at("zh").as_string()), HasSubstr("東濱公司：天然氣，東站"));
    }
}

TEST_F(Told, StandInsHearOfItToo) {
    add("deputy", state::Role::reader, "");
    const std::string today = tracking::print_day(services::today());
    ask("harbour", "POST", "/api/delegations",
        R"({"to":"deputy","start":")" + today + R"(","end":")" + today + R"(","reason":"休假"})");
    look();
    EXPECT_THAT(kinds("deputy"), Contains("delegation.made"));
    EXPECT_THAT(kinds("deputy"), Contains("cycle.moved"));
    EXPECT_THAT(kinds("harbour"), Not(Contains("delegation.made")));
}

TEST_F(Told, ByEmailAsEachHasChosenAndTheAdministratorHasSet) {
    testing_sinks::SmtpSink sink;
    const std::string set =
        R"({"base_url":"https://gangmu.example.gov.tw/","server":")" + sink.url() +
        R"(","from":"gangmu@example.gov.tw","user":"gangmu","password":"s3cret-of-mail"})";
    const auto mail = ask("admin", "PUT", "/api/mail", set);
    EXPECT_TRUE(mail.at("password").as_bool());
    EXPECT_EQ(print_json(mail).find("s3cret-of-mail"), std::string::npos);
    EXPECT_EQ(mail.at("in_force").as_string(), sink.url());
    const auto events = house.send("admin", "GET", "/api/ledger/events?limit=1000").body;
    EXPECT_EQ(events.find("s3cret-of-mail"), std::string::npos);
    ask("admin", "POST", "/api/mail/test", R"({"to":"admin@example.gov.tw"})");
    ASSERT_EQ(sink.wait_for(1), 1u);
    EXPECT_EQ(sink.mails()[0].signed_in, "gangmu s3cret-of-mail");

    ask("harbour", "PUT", "/api/accounts/harbour/notices", R"({"email":"not an address"})", 400);
    ask("harbour", "PUT", "/api/accounts/office/notices", R"({"email":"x@example.gov.tw"})", 403);
    const auto choice = ask("harbour", "PUT", "/api/accounts/harbour/notices",
                            R"({"email":"harbour@example.gov.tw","digest":"now","language":"en"})");
    EXPECT_TRUE(choice.at("mail").as_bool());
    look();
    EXPECT_EQ(notifier->sender().pass(ledger::clock_us()), 2u);
    ASSERT_THAT(sink.mails(), SizeIs(2));
    EXPECT_EQ(sink.mails()[1].to, "harbour@example.gov.tw");
    const auto read = testing_sinks::parse_mail(sink.mails()[1].data);
    EXPECT_THAT(read.header("Subject"), HasSubstr("[Gangmu] 2 notices: The due day is now"));
    EXPECT_THAT(read.parts.at(0).bytes, HasSubstr("https://gangmu.example.gov.tw/work"));

    ask("harbour", "PUT", "/api/accounts/harbour/notices", R"({"digest":"off"})");
    look(21 * day_us);
    EXPECT_EQ(notifier->sender().pass(ledger::clock_us()), 0u);
    EXPECT_THAT(sink.mails(), SizeIs(2));
    EXPECT_THAT(kinds("harbour"), Contains("cycle.overdue")) << "on the page all the same";
}

TEST_F(Told, ReadAndUnread) {
    look();
    EXPECT_EQ(ask("harbour", "GET", "/api/notices/count").at("unread").as_int64(), 2);
    const auto list = ask("harbour", "GET", "/api/notices?limit=1").at("notices").as_array();
    const std::string id = std::to_string(list.at(0).at("id").as_int64());
    EXPECT_EQ(ask("office", "POST", "/api/notices/read", R"({"id":)" + id + "}").at("unread").as_int64(), 0);
    EXPECT_EQ(ask("harbour", "POST", "/api/notices/read", R"({"id":)" + id + "}").at("unread").as_int64(), 1);
    EXPECT_THAT(ask("harbour", "GET", "/api/notices?unread=true").at("notices").as_array(), SizeIs(1));
    EXPECT_THAT(ask("harbour", "GET", "/api/notices?before=" + id).at("notices").as_array(), SizeIs(1));
    EXPECT_EQ(ask("harbour", "POST", "/api/notices/read", "{}").at("unread").as_int64(), 0);
}

TEST_F(Told, WebhooksHearWhatTheyAskedFor) {
    testing_sinks::HttpSink sink;
    ask("admin", "POST", "/api/webhooks", R"({"url":"ftp://x"})", 400);
    ask("admin", "PUT", "/api/webhooks/w-none", R"({"off":true})", 404);
    const auto made =
        ask("admin", "POST", "/api/webhooks", R"({"url":")" + sink.url() + R"(","kinds":["cycle."]})", 201);
    const std::string key(made.at("key").as_string()), id(made.at("id").as_string());
    EXPECT_EQ(house.send("admin", "GET", "/api/webhooks").body.find(key), std::string::npos);
    EXPECT_EQ(house.send("admin", "GET", "/api/ledger/events?limit=1000").body.find(key), std::string::npos);
    ask("admin", "POST", "/api/webhooks/" + id + "/test");
    ASSERT_EQ(sink.wait_for(1), 1u);
    look();
    EXPECT_GE(notifier->sender().pass(ledger::clock_us()), 2u);
    const auto posts = sink.posts();
    for (const auto& post : posts)
        EXPECT_EQ(
            post.header("Gangmu-Signature"),
            "sha256=" + notices::hmac_sha256_hex(key, post.header("Gangmu-Timestamp") + "." + post.body));
    EXPECT_THAT(posts.back().body, HasSubstr(R"("kind":"cycle.)"));
    ask("admin", "DELETE", "/api/webhooks/" + id);
    ask("admin", "DELETE", "/api/webhooks/" + id, {}, 404);
}

TEST_F(Told, DueDatesInACalendarBehindASecretAddress) {
    ask("harbour", "POST", "/api/feeds", R"({"plan":"p-none"})", 404);
    const auto made = ask("harbour", "POST", "/api/feeds", "{}", 201);
    const std::string path(made.at("path").as_string()), id(made.at("id").as_string());
    const auto got = house.send("nobody", "GET", path);
    ASSERT_EQ(got.status, 200u);
    EXPECT_THAT(std::string(got.header("Content-Type")), HasSubstr("text/calendar"));
    std::string day = tracking::print_day(due);
    day.erase(std::remove(day.begin(), day.end(), '-'), day.end());
    EXPECT_THAT(got.body, HasSubstr("DTSTART;VALUE=DATE:" + day + "\r\n"));
    EXPECT_THAT(got.body, HasSubstr("UID:due/" + plan + "/" + cycle + "@gangmu"));
    // The office owes nothing: an empty calendar; the plan's own has it.
    const auto office = ask("office", "POST", "/api/feeds", "{}", 201);
    EXPECT_THAT(house.send("nobody", "GET", std::string(office.at("path").as_string())).body,
                Not(HasSubstr("VEVENT")));
    const auto whole = ask("office", "POST", "/api/feeds", R"({"plan":")" + plan + R"("})", 201);
    EXPECT_THAT(house.send("nobody", "GET", std::string(whole.at("path").as_string())).body,
                HasSubstr("VEVENT"));
    EXPECT_EQ(house.send("admin", "GET", "/api/ledger/events?limit=1000").body.find(path.substr(11, 43)),
              std::string::npos);
    ask("office", "DELETE", "/api/feeds/" + id, {}, 404);  // another's
    ask("harbour", "DELETE", "/api/feeds/" + id);
    EXPECT_EQ(house.send("nobody", "GET", path).status, 404u);
    // Of a disabled account neither.
    ASSERT_TRUE(house.registry().disable_account(auth::local_actor("tests"), "office", true));
    EXPECT_EQ(house.send("nobody", "GET", std::string(whole.at("path").as_string())).status, 404u);
}

TEST_F(Told, TheAuditSaysWhatWasBeforeAndItsExportIsProved) {
    const std::string node = walk(), report = "/api/reports/" + plan + "/" + cycle + "/" + node;
    ask("harbour", "PUT", report, R"({"fields":{"actual":40}})");
    ask("harbour", "PUT", report, R"({"fields":{"actual":55,"text":"完成"}})");
    const auto rows = ask("admin", "GET", "/api/audit?type=report.&actor=harbour").at("events").as_array();
    ASSERT_THAT(rows, SizeIs(2));
    const auto& changes = rows[0].at("changes").as_array();
    const auto of = [&](const char* field) -> const json::value& {
        for (const auto& each : changes)
            if (each.at("field").as_string() == field) return each;
        return changes[0];
    };
    EXPECT_EQ(print_json(of("actual").at("before")), "40");
    EXPECT_EQ(print_json(of("actual").at("after")), "55");
    EXPECT_EQ(of("actual").at("title").at("zh").as_string(), "實際進度（%）");
    EXPECT_FALSE(of("text").as_object().contains("before"));
    // Each line's head, and the export's own, stand in the chain.
    const auto csv = house.send("admin", "GET", "/api/audit/export?format=csv&type=report.");
    EXPECT_THAT(csv.body, HasSubstr("actual"));
    const auto state = ask("admin", "GET", "/api/ledger").at("head");
    const std::string head =
        std::to_string(state.at("seq").as_int64()) + ":" + std::string(state.at("hash").as_string());
    EXPECT_THAT(csv.body, HasSubstr(head));
    const std::string line =
        std::to_string(rows[0].at("seq").as_int64()) + ":" + std::string(rows[0].at("hash").as_string());
    EXPECT_THAT(csv.body, HasSubstr(line));
    EXPECT_TRUE(ask("reader", "GET", "/api/ledger/verify?head=" + line).at("good").as_bool());
    EXPECT_EQ(House::parsed(house.send("admin", "GET", "/api/audit/export?format=json&type=report."))
                  .at("matching")
                  .as_int64(),
              2);
    ask("harbour", "GET", "/api/audit", {}, 403);
    // The report's own history, for those who see the report.
    const std::string history = "/api/report-history/" + plan + "/" + cycle + "/" + node;
    EXPECT_THAT(ask("harbour", "GET", history).at("events").as_array(), SizeIs(2));
    ask("reader", "GET", history, {}, 403);
    ask("nobody", "GET", history, {}, 401);
}

TEST_F(Told, AccountsToBeLookedAt) {
    ASSERT_TRUE(
        house.registry().grant(auth::local_actor("tests"), "harbour", {state::Role::reviewer, "港務局"}));
    const auto all = ask("admin", "GET", "/api/accounts/review?days=30").at("accounts").as_array();
    bool seen = false;
    for (const auto& each : all) {
        if (each.at("name").as_string() == "the-reader") {
            EXPECT_TRUE(each.at("without_agency").as_bool());
        }
        if (each.at("name").as_string() != "harbour") continue;
        seen = true;
        EXPECT_FALSE(each.at("without_agency").as_bool());
        EXPECT_FALSE(each.at("idle").as_bool());
        EXPECT_TRUE(each.as_object().contains("last_sign_in"));
        EXPECT_EQ(each.at("role_changed").at("actor").as_string(), "local:tests");
    }
    EXPECT_TRUE(seen);
    // Signing out forgets the session, not when it began.
    ask("harbour", "DELETE", "/api/session");
    const auto answer = ask("admin", "GET", "/api/accounts/review");
    for (const auto& each : answer.at("accounts").as_array())
        if (each.at("name").as_string() == "harbour") {
            EXPECT_TRUE(each.as_object().contains("last_sign_in"));
        }
}

}  // namespace
}  // namespace gangmu::api::testing_api
