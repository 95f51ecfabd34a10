// Scenarios over real HTTP: request, status, what the reply must hold and what it must not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <set>

#include "api/endpoint.hpp"
#include "api/router.hpp"
#include "house.hpp"
#include "schema_check.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Scenario {
    std::string name;
    std::string role;
    std::string method;
    std::string target;  // {P} {D} published plan and draft, {doc} {ddoc} their documents
    std::string body;
    unsigned status = 200;
    std::vector<std::string> holds = {};
    std::vector<std::string> lacks = {};
};

std::string filled(std::string text, const House& house) {
    const std::pair<const char*, const std::string*> names[] = {{"{P}", &house.published},
                                                                {"{D}", &house.draft},
                                                                {"{doc}", &house.document},
                                                                {"{ddoc}", &house.draft_document}};
    for (const auto& [name, value] : names)
        for (std::size_t at; (at = text.find(name)) != std::string::npos;)
            text.replace(at, std::strlen(name), *value);
    return text;
}

// A reply of JSON must have the shape that its spec promises (or a problem's).
void check_shape(const Scenario& scenario, const std::string& target, const http::ClientResponse& reply) {
    static const Router router(endpoints());
    http::Method method = http::Method::get;
    for (const auto m : {http::Method::post, http::Method::put, http::Method::patch, http::Method::del})
        if (http::to_string(m) == scenario.method) method = m;
    const Match match = router.find(method, std::string_view(target).substr(0, target.find('?')));
    std::string schema = "Problem";
    if (reply.status < 400) {
        ASSERT_NE(match.endpoint, nullptr);
        schema = match.endpoint->answer.schema;
        EXPECT_EQ(reply.status, match.endpoint->answer.status);
    } else {
        EXPECT_EQ(reply.header("Content-Type"), "application/problem+json");
    }
    if (schema.empty()) return;
    const auto value = parse_json(reply.body);
    ASSERT_TRUE(value) << reply.body.substr(0, 300);
    EXPECT_EQ(misfit(*value, {{"$ref", "#/components/schemas/" + schema}}, ""), "")
        << reply.body.substr(0, 600);
}

void play(House& house, const Scenario& scenario) {
    SCOPED_TRACE(scenario.name);
    const std::string target = filled(scenario.target, house);
    const auto reply = house.send(scenario.role, scenario.method, target, filled(scenario.body, house));
    EXPECT_EQ(reply.status, scenario.status) << reply.body.substr(0, 400);
    for (const auto& text : scenario.holds)
        EXPECT_THAT(reply.body, HasSubstr(filled(text, house)));
    for (const auto& text : scenario.lacks)
        EXPECT_THAT(reply.body, Not(HasSubstr(filled(text, house))));
    check_shape(scenario, target, reply);
}

const std::string secret = House::secret;

TEST(Scenarios, Reading) {
    const std::vector<Scenario> scenarios{
        {"health", "nobody", "GET", "/api/health", "", 200, {"\"ok\"", "\"seq\":"}},
        {"nobody's session",
         "nobody",
         "GET",
         "/api/session",
         "",
         200,
         {"\"account\":null", "\"public_reading\":true"}},
        {"a reader's session",
         "reader",
         "GET",
         "/api/session",
         "",
         200,
         {"\"the-reader\"", "\"role\":\"reader\""},
         {"argon2"}},
        {"plans hide drafts",
         "nobody",
         "GET",
         "/api/plans",
         "",
         200,
         {"{P}", "海安縣智慧港務計畫"},
         {"{D}", "漁村再生", secret}},
        {"readers see no drafts", "reviewer", "GET", "/api/plans", "", 200, {"{P}"}, {"{D}", secret}},
        {"officers see drafts", "officer", "GET", "/api/plans", "", 200, {"{P}", "{D}"}},
        {"a plan",
         "nobody",
         "GET",
         "/api/plans/{P}",
         "",
         200,
         {"\"editions\":[{\"edition\":1", "\"proofread\":false"}},
        {"a draft is not there for readers",
         "reader",
         "GET",
         "/api/plans/{D}",
         "",
         404,
         {"plan-unknown"},
         {secret, "漁村再生"}},
        {"nor its outline", "nobody", "GET", "/api/plans/{D}/outline", "", 404, {}, {secret}},
        {"nor its history", "nobody", "GET", "/api/plans/{D}/history", "", 404, {}, {secret}},
        {"nor its export", "nobody", "GET", "/api/plans/{D}/export?format=json", "", 404, {}, {secret}},
        {"asking for drafts needs the right",
         "nobody",
         "GET",
         "/api/plans/{D}?draft=true",
         "",
         401,
         {},
         {secret}},
        {"and an account is not enough", "reader", "GET", "/api/plans/{D}?draft=true", "", 403, {}, {secret}},
        {"a draft for officers", "officer", "GET", "/api/plans/{D}", "", 200, {"\"state\":\"draft\""}},
        {"its outline", "officer", "GET", "/api/plans/{D}/outline", "", 200, {secret}},
        {"outline",
         "nobody",
         "GET",
         "/api/plans/{P}/outline",
         "",
         200,
         {"船席排程", "\"parent\":[-1", "港務局"}},
        {"indicators", "nobody", "GET", "/api/plans/{P}/indicators", "", 200, {"\"items\":["}},
        {"budgets", "nobody", "GET", "/api/plans/{P}/budgets", "", 200, {"\"items\":["}},
        {"facts", "nobody", "GET", "/api/plans/{P}/facts", "", 200, {"\"items\":["}},
        {"findings", "nobody", "GET", "/api/plans/{P}/findings", "", 200, {"\"items\":["}},
        {"history", "nobody", "GET", "/api/plans/{P}/history", "", 200, {"plan.published"}, {"plan.drafted"}},
        {"history for officers", "officer", "GET", "/api/plans/{P}/history", "", 200, {"plan.published"}},
        {"no such plan",
         "nobody",
         "GET",
         "/api/plans/p-000000000000",
         "",
         404,
         {"查無這個計畫", "There is no such plan"}},
        {"no such node", "nobody", "GET", "/api/plans/{P}/nodes/99/99", "", 404, {"node-unknown", "99/99"}},
        {"agencies", "nobody", "GET", "/api/agencies", "", 200, {"港務局", "環境保護局"}, {"漁業處"}},
        {"agencies for officers", "officer", "GET", "/api/agencies", "", 200, {"漁業處"}},
        {"an agency", "nobody", "GET", "/api/agencies/%E6%B8%AF%E5%8B%99%E5%B1%80", "", 200, {"船席排程"}},
        {"an agency of drafts only",
         "nobody",
         "GET",
         "/api/agencies/%E6%BC%81%E6%A5%AD%E8%99%95",
         "",
         404,
         {"agency-unknown"}},
        {"search",
         "nobody",
         "GET",
         "/api/search?q=%E8%88%B9%E5%B8%AD",
         "",
         200,
         {"\"exact\":true", "船席", "\"hit\":true"}},
        {"search does not find drafts",
         "reader",
         "GET",
         "/api/search?q=%E6%A9%9F%E5%AF%86",
         "",
         200,
         {"\"total\":0"},
         {"草案用語"}},
        {"officers' search does", "officer", "GET", "/api/search?q=%E6%A9%9F%E5%AF%86", "", 200, {"{D}"}},
        {"search by type",
         "nobody",
         "GET",
         "/api/search?q=&type=plan&limit=5",
         "",
         200,
         {"\"type\":\"plan\""}},
        {"search by a wrong type",
         "nobody",
         "GET",
         "/api/search?q=a&type=cat",
         "",
         400,
         {"parameter-invalid"}},
        {"documents",
         "nobody",
         "GET",
         "/api/documents",
         "",
         200,
         {"{doc}", "港務.md"},
         {"{ddoc}", "漁村.md"}},
        {"documents for officers", "officer", "GET", "/api/documents", "", 200, {"{doc}", "{ddoc}"}},
        {"a document", "nobody", "GET", "/api/documents/{doc}", "", 200, {"\"blocks\":"}},
        {"a draft's document",
         "nobody",
         "GET",
         "/api/documents/{ddoc}",
         "",
         404,
         {"document-unknown"},
         {"漁村"}},
        {"nor its raw bytes", "reader", "GET", "/api/documents/{ddoc}/raw", "", 404, {}, {secret}},
        {"nor its lines", "nobody", "GET", "/api/documents/{ddoc}/lines", "", 404, {}, {secret}},
        {"nor its blocks", "nobody", "GET", "/api/documents/{ddoc}/blocks", "", 404, {}, {secret}},
        {"nor what was read", "nobody", "GET", "/api/documents/{ddoc}/read", "", 404, {}, {secret}},
        {"lines",
         "nobody",
         "GET",
         "/api/documents/{doc}/lines?from=1&to=1",
         "",
         200,
         {"\"from\":1", "# 海安縣智慧港務計畫"},
         {"前言"}},
        {"lines past the end",
         "nobody",
         "GET",
         "/api/documents/{doc}/lines?from=100000",
         "",
         200,
         {"\"lines\":[]"}},
        {"blocks", "nobody", "GET", "/api/documents/{doc}/blocks", "", 200, {"\"heading\"", "\"table\":{"}},
        {"what was read",
         "nobody",
         "GET",
         "/api/documents/{doc}/read",
         "",
         200,
         {"\"type\":\"node\"", "{P}"}},
        {"raw", "nobody", "GET", "/api/documents/{doc}/raw", "", 200, {"# 海安縣"}},
        {"export",
         "nobody",
         "GET",
         "/api/plans/{P}/export?format=json",
         "",
         200,
         {"\"plan\":", "\"nodes\":"}},
        {"export as csv", "nobody", "GET", "/api/plans/{P}/export?format=csv", "", 200, {"船席排程"}},
        {"export in no format", "nobody", "GET", "/api/plans/{P}/export", "", 400, {"parameter-missing"}},
        {"the ledger", "nobody", "GET", "/api/ledger", "", 200, {"\"events\":"}},
        {"events",
         "admin",
         "GET",
         "/api/ledger/events?after=0&limit=5",
         "",
         200,
         {"account.created"},
         {"argon2", "$"}},
        {"accounts", "admin", "GET", "/api/accounts", "", 200, {"the-officer"}, {"argon2", "password"}},
        {"register", "admin", "GET", "/api/register", "", 200, {"\"agencies\":["}},
        {"settings", "admin", "GET", "/api/settings", "", 200, {"\"public_reading\":true"}},
        {"an unknown job",
         "reader",
         "GET",
         "/api/jobs/0123456789abcdef0123456789abcdef",
         "",
         404,
         {"job-unknown"}},
        {"a day before everything",
         "nobody",
         "GET",
         "/api/plans?as_of=2001-01-01",
         "",
         200,
         {"\"plans\":[]"}},
        {"in force on a day", "nobody", "GET", "/api/plans?on=2112-01-01", "", 200, {"{P}"}},
        {"in force before", "nobody", "GET", "/api/plans?on=1999-01-01", "", 200, {}, {"{P}"}},
        {"a misspelt parameter",
         "nobody",
         "GET",
         "/api/plans?as-of=2001-01-01",
         "",
         400,
         {"parameter-unknown", "as_of"}},
        {"a wrong date", "nobody", "GET", "/api/plans?as_of=2001-02-30", "", 400, {"parameter-invalid"}},
        {"a broken path", "nobody", "GET", "/api/plans/%E6%B8", "", 404, {"plan-unknown"}},
        {"no such endpoint", "nobody", "GET", "/api/nothing", "", 404, {"path-unknown"}},
    };
    for (const auto& scenario : scenarios)
        play(House::shared(), scenario);
}

TEST(Scenarios, NodesHaveTheirPlace) {
    House& house = House::shared();
    const auto outline =
        House::parsed(house.send("nobody", "GET", "/api/plans/" + house.published + "/outline"));
    const auto& ids = outline.at("id").as_array();
    ASSERT_GT(ids.size(), 4u);
    for (const auto& id : ids) {
        const std::string path = http::encode_percent(std::string(id.as_string()), "/");
        play(house, {"node " + path,
                     "nobody",
                     "GET",
                     "/api/plans/{P}/nodes/" + path,
                     "",
                     200,
                     {"\"ancestors\":[", "\"plan\":{\"id\":\"{P}\""}});
    }
}

TEST(Scenarios, RepliesSayWhereTheyCameFrom) {
    House& house = House::shared();
    const std::string head =
        std::to_string(house.registry().view().head().seq) + ":" + house.registry().view().head().hash;
    const auto plan = house.send("nobody", "GET", "/api/plans/" + house.published);
    EXPECT_EQ(plan.header("Gangmu-Ledger-Head"), head);
    play(house,
         {"a true head", "nobody", "GET", "/api/ledger/verify?head=" + head, "", 200, {"\"good\":true"}});
    play(house, {"a shortened head",
                 "nobody",
                 "GET",
                 "/api/ledger/verify?head=" + head.substr(0, head.find(':') + 13),
                 "",
                 200,
                 {"\"good\":true"}});
    std::string false_head = head;
    false_head.back() = false_head.back() == '0' ? '1' : '0';
    play(house, {"a false head",
                 "nobody",
                 "GET",
                 "/api/ledger/verify?head=" + false_head,
                 "",
                 200,
                 {"\"good\":false"}});
    play(house, {"a head to come",
                 "nobody",
                 "GET",
                 "/api/ledger/verify?head=99999999:" + std::string(64, 'a'),
                 "",
                 200,
                 {"\"good\":false"}});
    play(house, {"no head", "nobody", "GET", "/api/ledger/verify?head=12:ab", "", 400, {"head-invalid"}});
}

TEST(Scenarios, KeptRepliesAnswerWith304AndGzip) {
    House& house = House::shared();
    const std::string target = "/api/plans/" + house.published + "/outline";
    const auto first = house.send("nobody", "GET", target);
    const std::string tag(first.header("ETag"));
    ASSERT_FALSE(tag.empty());
    EXPECT_EQ(first.header("Cache-Control"), "private, no-cache");
    const auto again = house.send("nobody", "GET", target);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("ETag"), tag);
    const auto same = house.send("nobody", "GET", target, {}, {{"If-None-Match", tag}});
    EXPECT_EQ(same.status, 304u);
    EXPECT_EQ(same.body, "");
    const auto packed = house.send("nobody", "GET", "/api", {}, {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
    // Officers have replies of their own.
    const auto officer = house.send(
        "officer", "GET", "/api/plans", {},
        {{"If-None-Match", std::string(house.send("nobody", "GET", "/api/plans").header("ETag"))}});
    EXPECT_EQ(officer.status, 200u);
    EXPECT_THAT(house.send("nobody", "GET", "/api/plans").body, Not(HasSubstr(house.draft)));
    const auto head = house.send("nobody", "HEAD", target);
    EXPECT_EQ(head.status, 200u);
    EXPECT_EQ(head.header("Content-Length"), std::to_string(first.body.size()));
}

TEST(Scenarios, EveryReplyCarriesTheSecurityHeaders) {
    House& house = House::shared();
    for (const char* target : {"/", "/api/plans", "/api/nothing", "/nothing.js", "/plans/p-1/nodes/1"}) {
        const auto reply = house.send("nobody", "GET", target);
        EXPECT_THAT(std::string(reply.header("Content-Security-Policy")), HasSubstr("default-src 'self'"))
            << target;
        EXPECT_THAT(std::string(reply.header("Content-Security-Policy")), Not(HasSubstr("unsafe"))) << target;
        EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff") << target;
    }
    EXPECT_EQ(house.send("nobody", "GET", "/nothing.js").status, 404u);
    const auto page = house.send("nobody", "GET", "/plans/p-1/nodes/1");
    EXPECT_EQ(page.status, 200u);
    EXPECT_THAT(std::string(page.header("Content-Type")), HasSubstr("text/html"));
    EXPECT_EQ(house.send("nobody", "POST", "/plans").status, 404u);
    EXPECT_EQ(house.send("nobody", "PATCH", "/api/plans", "{}").status, 405u);
    EXPECT_EQ(house.send("nobody", "PATCH", "/api/plans", "{}").header("Allow"), "GET, POST");
}

TEST(Scenarios, ProblemsSpeakTheReadersLanguage) {
    House& house = House::shared();
    const auto zh = house.send("nobody", "GET", "/api/plans/p-x");
    EXPECT_EQ(House::parsed(zh).at("detail").as_string(), "查無這個計畫");
    const auto en = house.send("nobody", "GET", "/api/plans/p-x", {}, {{"Accept-Language", "en-GB"}});
    EXPECT_EQ(House::parsed(en).at("detail").as_string(), "There is no such plan");
    EXPECT_EQ(House::parsed(en).at("where").as_string(), "p-x");
}

TEST(Scenarios, SigningInAndOut) {
    House house;
    play(house, {"a wrong password",
                 "nobody",
                 "POST",
                 "/api/session",
                 R"({"name":"the-reader","password":"no"})",
                 401,
                 {"auth-wrong"},
                 {"argon2"}});
    play(house, {"an unknown account",
                 "nobody",
                 "POST",
                 "/api/session",
                 R"({"name":"who","password":"no"})",
                 401,
                 {"auth-wrong"}});
    const auto reply =
        house.send("nobody", "POST", "/api/session",
                   std::string(R"({"name":"the-reader","password":")") + House::password + "\"}");
    ASSERT_EQ(reply.status, 200u);
    const std::string cookie(reply.header("Set-Cookie"));
    EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
    EXPECT_THAT(cookie, HasSubstr("SameSite=Lax"));
    EXPECT_THAT(cookie, Not(HasSubstr("Secure")));  // plain loopback
    EXPECT_EQ(reply.header("Cache-Control"), "no-store");
    const auto foreign =
        house.send("nobody", "POST", "/api/session", "{}", {{"Origin", "https://elsewhere.example"}});
    EXPECT_EQ(foreign.status, 403u);
    const auto site = house.send("reader", "DELETE", "/api/session", {}, {{"Sec-Fetch-Site", "cross-site"}});
    EXPECT_EQ(site.status, 403u);
    play(house, {"signing out", "reader", "DELETE", "/api/session", "", 200, {"\"account\":null"}});
    play(house, {"the session has ended", "reader", "GET", "/api/session", "", 200, {"\"account\":null"}});
    // A bearer token needs no CSRF token: no browser adds it by itself.
    const std::string token = house.session("officer").cookie.substr(std::string("gangmu_session=").size());
    auto client = http::Client::network(house.address());
    EXPECT_EQ(client.send("GET", "/api/ledger/events", {}, {{"Authorization", "Bearer " + token}})->status,
              200u);
}

TEST(Scenarios, PasswordsChangeAndOldSessionsEnd) {
    House house;
    const SignedIn before = house.session("reporter");
    const std::string body = std::string(R"({"old":")") + House::password + R"(","new":"another-Passw0rd"})";
    const auto reply = house.send("reporter", "PUT", "/api/session/password", body);
    ASSERT_EQ(reply.status, 200u) << reply.body;
    const auto old_session = house.send("reporter", "GET", "/api/session");
    EXPECT_THAT(old_session.body, HasSubstr("\"account\":null"));
    std::string cookie(reply.header("Set-Cookie"));
    house.session("reporter").cookie = cookie.substr(0, cookie.find(';'));
    play(house, {"the new session", "reporter", "GET", "/api/session", "", 200, {"the-reporter"}});
}

TEST(Scenarios, UploadsBecomeDraftsAndEditions) {
    House house;
    const std::string text =
        "# 海安縣防災計畫（113至116年）\n\n## 壹、策略\n\n### 策略一、預警系統\n\n#### 措施1-1 "
        "雨量站\n\n主辦機關：消防局。期程：113年。\n";
    const auto refused = house.send("reader", "POST", "/api/documents?name=a.md", text);
    EXPECT_EQ(refused.status, 403u);
    const auto started =
        house.send("officer", "POST", "/api/documents?name=%2Fhome%2Fme%2F%E9%98%B2%E7%81%BD.md", text);
    ASSERT_EQ(started.status, 202u) << started.body;
    const json::value job = house.finished("officer", started);
    ASSERT_EQ(job.at("state").as_string(), "done") << print_json(job);
    EXPECT_EQ(misfit(job, {{"$ref", "#/components/schemas/Job"}}, ""), "") << print_json(job);
    const std::string plan(job.at("result").at("plan").as_string());
    const std::string job_id(job.at("id").as_string());
    play(house, {"another's job", "admin", "GET", "/api/jobs/" + job_id, "", 404, {"job-unknown"}});
    play(house, {"not yet public", "nobody", "GET", "/api/plans/" + plan, "", 404, {"plan-unknown"}});
    play(house, {"publishing",
                 "officer",
                 "POST",
                 "/api/plans/" + plan + "/publish",
                 R"({"effective":"2024-01-01"})",
                 200,
                 {"\"edition\":1"}});
    play(house, {"now public",
                 "nobody",
                 "GET",
                 "/api/plans/" + plan,
                 "",
                 200,
                 {"防災", "\"effective\":\"2024-01-01\""}});
    play(house,
         {"its document's name", "nobody", "GET", "/api/documents", "", 200, {"防災.md"}, {"/home/me"}});
    play(house,
         {"found at once", "nobody", "GET", "/api/search?q=%E9%9B%A8%E9%87%8F%E7%AB%99", "", 200, {plan}});
    const json::value again =
        house.finished("officer", house.send("officer", "POST", "/api/documents?name=b.md", text));
    EXPECT_TRUE(again.at("result").at("known").as_bool()) << print_json(again);
    const json::value empty =
        house.finished("officer", house.send("officer", "POST", "/api/documents?name=c.md", ""));
    EXPECT_EQ(empty.at("state").as_string(), "failed");
    EXPECT_EQ(empty.at("error").at("code").as_string(), "document-empty") << print_json(empty);
    play(house,
         {"publishing without a draft", "officer", "POST", "/api/plans/" + plan + "/publish", "{}", 409, {}});
    const auto large = house.send("officer", "POST", "/api/documents?name=d.md", std::string(6u << 20, 'x'));
    EXPECT_EQ(large.status, 413u);
    play(house, {"withdrawing",
                 "officer",
                 "POST",
                 "/api/plans/" + plan + "/withdraw",
                 R"({"edition":1,"reason":"誤植"})",
                 200,
                 {"\"seq\":"}});
    play(house, {"gone", "nobody", "GET", "/api/plans/" + plan, "", 404, {}, {"防災"}});
}

TEST(Scenarios, SeveralDocumentsMakeOnePlan) {
    House house;
    const auto keep = [&](const char* name, const std::string& text) {
        const auto reply = house.send("officer", "PUT", std::string("/api/documents?name=") + name, text);
        EXPECT_EQ(reply.status, 200u) << reply.body;
        return std::string(House::parsed(reply).at("sha256").as_string());
    };
    const std::string a =
        keep("a.md", "# 海安縣圖書館計畫（113至116年）\n\n## 壹、策略\n\n### 策略一、分館\n");
    const std::string b = keep("b.md", "# 附表\n\n| 指標 | 113年 |\n|---|---|\n| 新設分館 | 2館 |\n");
    const auto started = house.send("officer", "POST", "/api/plans",
                                    R"({"documents":[")" + a + R"(",")" + b + R"("],"publish":true})");
    ASSERT_EQ(started.status, 202u) << started.body;
    const json::value job = house.finished("officer", started);
    ASSERT_EQ(job.at("state").as_string(), "done") << print_json(job);
    play(house, {"both",
                 "nobody",
                 "GET",
                 "/api/plans/" + std::string(job.at("result").at("plan").as_string()),
                 "",
                 200,
                 {a, b}});
}

TEST(Scenarios, TheAdministratorsWork) {
    House house;
    const auto made =
        house.send("admin", "POST", "/api/accounts",
                   R"({"name":"lin","display":"林","roles":[{"role":"officer","agency":"港務局"}]})");
    ASSERT_EQ(made.status, 201u) << made.body;
    const std::string password(House::parsed(made).at("password").as_string());
    EXPECT_EQ(misfit(House::parsed(made), {{"$ref", "#/components/schemas/AccountSaved"}}, ""), "");
    play(house, {"the password works",
                 "nobody",
                 "POST",
                 "/api/session",
                 R"({"name":"lin","password":")" + password + "\"}",
                 200,
                 {"港務局"}});
    play(house, {"twice", "admin", "POST", "/api/accounts", R"({"name":"lin"})", 409, {}});
    play(house, {"roles",
                 "admin",
                 "PATCH",
                 "/api/accounts/lin",
                 R"({"roles":[{"role":"reader"}],"display":"林小姐"})",
                 200,
                 {"\"reader\"", "林小姐"},
                 {"officer", "password"}});
    play(house, {"a role that is none",
                 "admin",
                 "PATCH",
                 "/api/accounts/lin",
                 R"({"roles":[{"role":"king"}]})",
                 400,
                 {"member-invalid", "/roles/0/role"}});
    play(house, {"disabling",
                 "admin",
                 "PATCH",
                 "/api/accounts/lin",
                 R"({"disabled":true})",
                 200,
                 {"\"disabled\":true"}});
    play(house, {"no sign-in",
                 "nobody",
                 "POST",
                 "/api/session",
                 R"({"name":"lin","password":")" + password + "\"}",
                 403,
                 {"auth-disabled"}});
    play(house,
         {"nobody of that name", "admin", "PATCH", "/api/accounts/who", "{}", 404, {"account-unknown"}});
    play(house, {"registering",
                 "admin",
                 "PUT",
                 "/api/register/%E6%B8%AF%E5%8B%99%E5%B1%80",
                 R"({"names":[{"name":"海安港務局","to":"2020-12-31"}],"parent":"海安縣政府"})",
                 200,
                 {"海安港務局"}});
    play(house, {"it is known by its former name",
                 "nobody",
                 "GET",
                 "/api/agencies/%E6%B5%B7%E5%AE%89%E6%B8%AF%E5%8B%99%E5%B1%80",
                 "",
                 200,
                 {"\"name\":\"港務局\"", "海安縣政府"}});
    play(house, {"taking it off",
                 "admin",
                 "DELETE",
                 "/api/register/%E6%B8%AF%E5%8B%99%E5%B1%80",
                 "",
                 200,
                 {"\"seq\""}});
    play(house, {"a setting that is none",
                 "admin",
                 "PATCH",
                 "/api/settings",
                 R"({"color":"red"})",
                 400,
                 {"member-unknown"}});
}

TEST(Scenarios, TheLocalSocketIsTheAdministrator) {
    House& house = House::shared();
    EXPECT_EQ(house.send_locally("GET", "/api/accounts").status, 200u);
    EXPECT_THAT(house.send_locally("GET", "/api/session").body, HasSubstr("\"local:"));
    EXPECT_EQ(house.send_locally("GET", "/api/plans/" + house.draft).status, 200u);
    EXPECT_EQ(house.send_locally("GET", "/api/ledger/events").status, 200u);
}

TEST(Scenarios, TheDescriptionIsWhole) {
    const json::value document = House::parsed(House::shared().send("nobody", "GET", "/api"));
    EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
    std::size_t operations = 0;
    for (const auto& path : document.at("paths").as_object())
        operations += path.value().as_object().size();
    EXPECT_EQ(operations, endpoints().size());
    std::set<std::string> ids;
    for (const auto& path : document.at("paths").as_object())
        for (const auto& operation : path.value().as_object())
            EXPECT_TRUE(ids.insert(std::string(operation.value().at("operationId").as_string())).second);
}

}  // namespace
}  // namespace gangmu::api::testing_api
