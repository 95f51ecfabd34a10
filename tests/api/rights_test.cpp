// Who sees and does what beyond their role: other people's reports, other offices' documents, what a token
// and a stand-in may do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "house.hpp"
#include "services/duties.hpp"
#include "tracking/days.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

class Rights : public testing::Test {
  protected:
    json::value ask(const std::string& role, const char* method, const std::string& target,
                    const std::string& body = {}, unsigned status = 200, http::ClientHeaders headers = {}) {
        const auto reply = house.send(role, method, target, body, std::move(headers));
        EXPECT_EQ(reply.status, status) << role << " " << method << " " << target << " " << reply.body;
        return House::parsed(reply);
    }
    // Two years of reports stand open.
    void track() {
        ask("officer", "POST", plan + "/cycles", R"({"every":"year"})");
        for (const char* cycle : {"y-2022", "y-2023"})
            ask("officer", "POST", plan + "/cycles/" + cycle + "/reopen",
                R"({"until":"2999-12-31","reason":"補填"})");
        const auto owed = ask("officer", "GET", plan + "/cycles/y-2023/obligations");
        const auto before = ask("officer", "GET", plan + "/cycles/y-2022/obligations");
        for (const auto& each : owed.at("obligations").as_array())
            for (const auto& other : before.at("obligations").as_array())
                if (each.at("node") == other.at("node")) node = std::string(each.at("node").as_string());
        ASSERT_FALSE(node.empty());
    }
    std::string report(const char* cycle) const {
        return "/api/reports/" + house.published + "/" + cycle + "/" + node;
    }
    std::string evidence() const { return "/api/evidence/" + house.published + "/y-2023/" + node; }
    void approve(const char* cycle) {
        ask("reporter", "PUT", report(cycle),
            R"({"fields":{"planned":50,"actual":50,"text":"已核可的","highlights":"亮點","next":"下年"}})");
        ask("reporter", "POST", report(cycle), R"({"act":"submit"})");
        for (const char* role : {"reviewer", "officer"})
            ask(role, "POST", report(cycle), R"({"act":"approve"})");
    }
    // Another office's officer, with a cookie to send; the store's own roles are of all agencies.
    http::ClientHeaders stranger() {
        const auto made = house.registry().create_account(
            auth::local_actor("tests"),
            {"stranger", "別縣承辦", House::password, {{state::Role::officer, "別縣政府"}}});
        EXPECT_TRUE(made);
        const auto reply =
            house.send("nobody", "POST", "/api/session",
                       R"({"name":"stranger","password":")" + std::string(House::password) + R"("})");
        std::string cookie(reply.header("Set-Cookie"));
        cookie.erase(cookie.find(';'));
        return {{"Cookie", cookie},
                {"X-CSRF-Token", std::string(House::parsed(reply).at("csrf").as_string())}};
    }
    void name_issuer(const std::string& id, const std::string& issuer) {
        const auto operations = parse_json(R"([{"op":"plan","field":"issuer","value":")" + issuer + R"("}])");
        const auto made =
            house.registry().correct(auth::local_actor("tests"), id, std::nullopt, operations->as_array());
        ASSERT_TRUE(made) << made.error().what.en;
    }
    std::string delegate(const std::string& role, const std::string& to) {
        const auto day = [](int n) { return tracking::print_day(services::today() + n); };
        const auto made = ask(role, "POST", "/api/delegations",
                              R"({"to":")" + to + R"(","start":")" + day(-1) + R"(","end":")" + day(2) +
                                  R"(","reason":"休假"})");
        return std::string(made.at("id").as_string());
    }
    http::ClientHeaders token(const std::string& role) {
        const auto made =
            ask(role, "POST", "/api/accounts/the-" + role + "/tokens", R"({"label":"程式"})", 201);
        return {{"Authorization", "Bearer " + std::string(made.at("token").as_string())}};
    }

    House house;
    const std::string plan = "/api/plans/" + house.published;
    std::string node;
};

TEST_F(Rights, AnApprovedReportDoesNotShowTheOneBeforeItWhenThatIsNotApproved) {
    track();
    ask("reporter", "PUT", report("y-2022"), R"({"fields":{"planned":50,"actual":7,"text":"尚未核可"}})");
    approve("y-2023");
    EXPECT_TRUE(ask("officer", "GET", report("y-2023")).as_object().contains("previous"));
    const auto seen = house.send("reader", "GET", report("y-2023"));
    EXPECT_THAT(seen.body, HasSubstr("已核可的"));
    EXPECT_THAT(seen.body, Not(HasSubstr("尚未核可")));
    EXPECT_FALSE(House::parsed(seen).as_object().contains("previous"));
    approve("y-2022");
    EXPECT_TRUE(ask("reader", "GET", report("y-2023")).as_object().contains("previous"));
}

TEST_F(Rights, TheBoardsLateListShowsProgressOnlyToThoseWhoSeeTheReport) {
    track();
    ask("reporter", "PUT", report("y-2022"), R"({"fields":{"planned":50,"actual":7}})");
    const auto late = [&](const char* role) -> json::object {
        const auto board = ask(role, "GET", plan + "/board?cycle=y-2022");
        for (const auto& each : board.at("late").as_array())
            if (each.at("node").as_string() == node) return each.as_object();
        ADD_FAILURE() << print_json(board);
        return {};
    };
    EXPECT_TRUE(late("officer").contains("actual"));
    for (const char* member : {"planned", "actual", "behind"})
        EXPECT_FALSE(late("reader").contains(member)) << member;
}

TEST_F(Rights, ADraftWithoutIssuerDoesNotOpenAPublishedPlan) {
    name_issuer(house.draft, "海安縣政府");
    ASSERT_TRUE(house.registry().publish(auth::local_actor("tests"), {house.draft, "", true, std::nullopt}));
    name_issuer(house.draft, "");
    const auto view = house.registry().view();
    ASSERT_TRUE(view->plan(house.draft)->draft);
    ASSERT_EQ(view->plan(house.draft)->draft->content->header().issuer, "");
    const auto other = stranger();
    const std::string of = "/api/plans/" + house.draft;
    ask("officer", "GET", of + "?draft=true");
    ask("nobody", "GET", of + "?draft=true", {}, 403, other);
    ask("nobody", "GET", of + "/diff?from=1&to=draft", {}, 403, other);
    ask("nobody", "POST", of + "/publish", "{}", 403, other);
}

TEST_F(Rights, OverAllPlansAnotherOfficesAnswersWithWhatWasApproved) {
    name_issuer(house.draft, "海安縣政府");
    ASSERT_TRUE(house.registry().publish(auth::local_actor("tests"), {house.draft, "", true, std::nullopt}));
    const auto other = stranger();
    ask("nobody", "GET", "/api/plans/" + house.draft + "/evaluation?basis=filed", {}, 403, other);
    const auto all = ask("nobody", "GET", "/api/overview?basis=filed", {}, 200, other);
    std::map<std::string, std::string> basis;
    for (const auto& each : all.at("plans").as_array())
        basis[std::string(each.at("plan").at("id").as_string())] = std::string(each.at("basis").as_string());
    EXPECT_EQ(basis.at(house.draft), "approved");
}

TEST_F(Rights, AReadingTakesOnlyDocumentsThatTheOfficerSees) {
    name_issuer(house.draft, "海安縣政府");
    const auto other = stranger();
    services::IngestRequest request;
    request.files.push_back({"別縣.md", "# 別縣道路計畫（112至115年）\n\n## 壹、推動策略\n\n一、道路養護\n"});
    const auto made = house.registry().ingest(auth::local_actor("tests"), request);
    ASSERT_TRUE(made);
    name_issuer(made->plan, "別縣政府");
    const std::string again = "/api/plans/" + made->plan + "/reread";
    const auto add = [](std::string_view sha256) { return R"({"add":[")" + std::string(sha256) + R"("]})"; };
    const auto refused = ask("nobody", "POST", again, add(house.draft_document), 404, other);
    EXPECT_EQ(refused.at("code").as_string(), "document-unknown");
    ask("nobody", "POST", again, add(house.document), 202, other);  // published: everybody's
    const auto annex =
        ask("nobody", "PUT", "/api/documents?name=annex.md", "# 附件\n\n一、補充\n", 200, other);
    ask("nobody", "POST", again, add(annex.at("sha256").as_string()), 202, other);  // their own
}

TEST_F(Rights, ATokenMakesNoRightsThatOutliveIt) {
    const auto admin = token("admin"), reporter = token("reporter");
    const auto refused = [&](const char* method, const char* target, const std::string& body,
                             const http::ClientHeaders& with) {
        EXPECT_EQ(ask("nobody", method, target, body, 403, with).at("code").as_string(), "token-by-token");
    };
    const std::string account = R"({"name":"second","display":"乙","roles":[{"role":"admin"}]})";
    refused("POST", "/api/accounts", account, admin);
    refused("PATCH", "/api/accounts/the-reader", R"({"roles":[{"role":"admin"}]})", admin);
    refused("POST", "/api/delegations",
            R"({"to":"the-reader","start":"2026-01-01","end":"2999-12-31","reason":"代理"})", reporter);
    ask("admin", "POST", "/api/accounts", account, 201);  // signed in: as ever
    ask("nobody", "GET", "/api/accounts", {}, 200, admin);
}

TEST_F(Rights, WhoStandsInNeedsNoRoleOfTheirOwn) {
    track();
    const std::string bulk = plan + "/cycles/y-2023/approvals", draft = R"({"fields":{"text":"代填"}})";
    const std::string sheet = plan + "/cycles/y-2023/sheet?format=csv";
    ask("reader", "PUT", report("y-2023"), draft, 403);
    ask("reader", "PUT", evidence() + "?name=a.txt", "附件", 403);
    EXPECT_EQ(house.send("reader", "GET", sheet).status, 403u);
    ask("reader", "POST", bulk, "{}", 403);
    const std::string first = delegate("reporter", "the-reader");
    ask("reader", "PUT", report("y-2023"), draft);
    ask("reader", "PUT", evidence() + "?name=a.txt", "附件");
    EXPECT_EQ(house.send("reader", "GET", sheet).status, 200u);
    ask("reader", "POST", bulk, "{}", 403);  // it was a reporter's right
    delegate("reviewer", "the-reader");
    ask("reader", "POST", bulk, "{}");
    ask("reporter", "DELETE", "/api/delegations/" + first);
    ask("reader", "PUT", report("y-2023"), draft, 403);
}

}  // namespace
}  // namespace gangmu::api::testing_api
