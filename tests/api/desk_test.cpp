// The officer's desk over real HTTP: a second edition, differences, reading again, taking back, rules; and
// that nobody else sees any of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/endpoint.hpp"
#include "api/router.hpp"
#include "house.hpp"
#include "schema_check.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

class Desk : public testing::Test {
  protected:
    // The reply's JSON, which must have the status and the shape that the spec promises.
    json::value say(const std::string& role, const std::string& method, const std::string& target,
                    const std::string& body = {}, unsigned status = 200) {
        const auto reply = house_.send(role, method, target, body);
        EXPECT_EQ(reply.status, status) << method << " " << target << ": " << reply.body.substr(0, 400);
        static const Router router(endpoints());
        http::Method verb = http::Method::get;
        for (const auto each :
             {http::Method::post, http::Method::put, http::Method::patch, http::Method::del})
            if (http::to_string(each) == method) verb = each;
        const Match match = router.find(verb, std::string_view(target).substr(0, target.find('?')));
        EXPECT_NE(match.endpoint, nullptr) << target;
        const auto value = parse_json(reply.body);
        EXPECT_TRUE(value) << reply.body.substr(0, 300);
        if (!value || match.endpoint == nullptr) return {};
        const std::string schema =
            reply.status < 400 ? std::string(match.endpoint->answer.schema) : "Problem";
        EXPECT_EQ(misfit(*value, {{"$ref", "#/components/schemas/" + schema}}, ""), "")
            << reply.body.substr(0, 600);
        return *value;
    }
    json::value job(const std::string& role, const std::string& method, const std::string& target,
                    const std::string& body) {
        const auto reply = house_.send(role, method, target, body);
        EXPECT_EQ(reply.status, 202u) << reply.body;
        const auto status = house_.finished(role, reply);
        EXPECT_EQ(status.at("state").as_string(), "done") << print_json(status);
        return status.as_object().contains("result") ? status.at("result") : json::value(json::object());
    }
    static std::uint64_t number(const json::value& object, const char* key) {
        return object.at(key).to_number<std::uint64_t>();
    }
    // The first node of the plan's outline whose title holds the words.
    std::string node_of(const std::string& target, std::string_view words) {
        const auto outline = say("officer", "GET", target);
        const auto& titles = outline.at("title").as_array();
        for (std::size_t i = 0; i < titles.size(); ++i)
            if (std::string_view(titles[i].as_string()).find(words) != std::string_view::npos)
                return std::string(outline.at("id").as_array()[i].as_string());
        return {};
    }
    // The published plan's second edition: the same text with a new chapter before everything that is
    // numbered.
    std::string second_edition() const {
        std::string text = plan_text();
        return text + "\n\n## 玖、新增作業\n\n一、建置港區數位雙生\n";
    }

    House house_;
    const std::string plan_ = "/api/plans/" + house_.published;
};

TEST_F(Desk, ASecondEditionIsADraftThatOnlyOfficersCompare) {
    const auto result =
        job("officer", "POST", "/api/documents?name=second.md&plan=" + house_.published, second_edition());
    EXPECT_EQ(result.at("plan").as_string(), house_.published);
    EXPECT_EQ(number(result, "matched"), 1u);
    const auto diff = say("officer", "GET", plan_ + "/diff?from=1&to=draft");
    EXPECT_GE(number(diff.at("counts"), "added"), 1u);
    EXPECT_EQ(number(diff.at("counts"), "removed"), 0u);
    EXPECT_EQ(diff.at("to").at("side").as_string(), "draft");
    const auto same = say("officer", "GET", plan_ + "/diff");
    EXPECT_EQ(print_json(same), print_json(diff));
    for (const char* role : {"nobody", "reader", "reviewer"}) {
        const auto refused = house_.send(role, "GET", plan_ + "/diff?from=1&to=draft");
        EXPECT_EQ(refused.status, std::string(role) == "nobody" ? 401u : 403u);
        EXPECT_THAT(refused.body, Not(HasSubstr("數位雙生")));
        // Without the draft there is one edition, and nothing to compare it with.
        EXPECT_EQ(house_.send(role, "GET", plan_ + "/diff").status, 404u);
        EXPECT_THAT(house_.send(role, "GET", "/api/search?q=數位雙生").body,
                    Not(HasSubstr(house_.published)));
    }
    const auto drafts = say("officer", "GET", "/api/plans?status=drafts");
    EXPECT_EQ(drafts.at("plans").as_array().size(), 2u);
    EXPECT_EQ(house_.send("reader", "GET", "/api/plans?status=drafts").status, 403u);
    EXPECT_EQ(house_.send("nobody", "GET", "/api/plans?status=drafts").status, 401u);
    // The draft beside the edition, by either name.
    EXPECT_EQ(say("officer", "GET", plan_ + "?edition=draft").at("state").as_string(), "draft");
    EXPECT_EQ(say("officer", "GET", plan_ + "?edition=1").at("state").as_string(), "published");
    say("officer", "GET", plan_ + "?edition=7", "", 404);
    EXPECT_EQ(house_.send("reader", "GET", plan_ + "/outline?edition=draft").status, 403u);
    // Published, it is everybody's to compare.
    say("officer", "POST", plan_ + "/publish", R"({"effective":"2030-01-01"})");
    const auto open = say("nobody", "GET", plan_ + "/diff?from=1&to=2");
    EXPECT_EQ(print_json(open.at("counts")), print_json(diff.at("counts")));
    EXPECT_EQ(number(say("nobody", "GET", plan_ + "/diff").at("from"), "edition"), 1u);
    say("nobody", "GET", plan_ + "/diff?from=1&to=9", "", 404);
    say("nobody", "GET", plan_ + "/diff?from=x", "", 400);
    say("nobody", "GET", plan_ + "/diff?from=1&to=2&to_as_of=2001-01-01", "", 404);
}

TEST_F(Desk, ReadingAgainIsProposedAndAccepted) {
    const std::string draft = "/api/plans/" + house_.draft;
    const auto node = node_of(draft + "/outline", "");
    auto corrected =
        say("officer", "POST", draft + "/corrections",
            R"({"operations":[{"op":"set","node":")" + node + R"(","field":"title","value":"改過的名稱"}]})");
    say("officer", "GET", draft + "/proposal", "", 404);
    EXPECT_EQ(house_.send("reader", "POST", draft + "/reread", "{}").status, 403u);
    const auto read = job("officer", "POST", draft + "/reread", "{}");
    EXPECT_TRUE(read.at("same").as_bool());
    auto proposal = say("officer", "GET", draft + "/proposal");
    EXPECT_EQ(number(proposal, "corrections"), 1u);
    EXPECT_FALSE(proposal.at("stale").as_bool());
    EXPECT_EQ(house_.send("reader", "GET", draft + "/proposal").status, 403u);
    say("officer", "GET", draft + "/diff?from=draft&to=proposal");
    const auto version = std::to_string(number(proposal, "version"));
    say("officer", "POST", draft + "/proposal/accept", R"({"version":1})", 409);
    const auto accepted =
        say("officer", "POST", draft + "/proposal/accept", R"({"version":)" + version + "}");
    EXPECT_GT(number(accepted, "version"), number(corrected, "version"));
    EXPECT_THAT(house_.send("officer", "GET", draft + "/outline").body, HasSubstr("改過的名稱"));
    // An annex is proposed too, and refused.
    const auto annex = say("officer", "PUT", "/api/documents?name=annex.md", "# 附件\n\n一、補充說明事項\n");
    job("officer", "POST", draft + "/reread",
        R"({"add":[")" + std::string(annex.at("sha256").as_string()) + R"("]})");
    proposal = say("officer", "GET", draft + "/proposal");
    EXPECT_EQ(proposal.at("documents").as_array().size(), 2u);
    say("officer", "DELETE", draft + "/proposal");
    say("officer", "DELETE", draft + "/proposal", "", 404);
    EXPECT_EQ(house_.send("reader", "GET", draft + "/diff").status, 404u);
}

TEST_F(Desk, TheLogOfCorrectionsTakesBack) {
    const std::string draft = "/api/plans/" + house_.draft;
    const auto node = node_of(draft + "/outline", "");
    const auto before = house_.send("officer", "GET", draft + "/outline").body;
    const auto made = say("officer", "POST", draft + "/corrections",
                          R"({"operations":[{"op":"set","node":")" + node +
                              R"(","field":"title","value":"改過的名稱"}],"note":"依公文"})");
    auto log = say("officer", "GET", draft + "/corrections");
    ASSERT_EQ(log.at("corrections").as_array().size(), 1u);
    const auto& entry = log.at("corrections").as_array().front();
    EXPECT_EQ(number(entry, "seq"), number(made, "version"));
    EXPECT_EQ(entry.at("note").as_string(), "依公文");
    const std::string seq = std::to_string(number(entry, "seq"));
    const std::string undo = draft + "/corrections/" + seq + "/undo";
    EXPECT_EQ(house_.send("reviewer", "POST", undo, "{}").status, 403u);
    say("officer", "POST", undo, R"({"version":1})", 409);
    say("officer", "POST", undo, R"({"version":)" + std::to_string(number(log, "version")) + "}");
    const auto outline = say("officer", "GET", draft + "/outline");
    EXPECT_EQ(print_json(outline.at("title")), print_json(parse_json(before)->at("title")));
    say("officer", "POST", undo, "{}", 409);
    say("officer", "POST", draft + "/corrections/x/undo", "{}", 404);
    EXPECT_EQ(house_.send("reader", "GET", draft + "/corrections").status, 403u);
    EXPECT_EQ(house_.send("reader", "GET", plan_ + "/corrections").status, 403u);
}

TEST_F(Desk, RulesAreSwitchedOffWithAReason) {
    const auto rules = say("officer", "GET", "/api/rules");
    const std::string rule(rules.at("rules").as_array().front().at("rule").as_string());
    const std::string off = R"({"off":true,"reason":"本計畫不適用"})";
    say("officer", "PUT", plan_ + "/rules/" + rule, R"({"off":true})", 400);
    say("officer", "PUT", plan_ + "/rules/no-such-rule", off, 404);
    say("officer", "PUT", plan_ + "/rules/" + rule, off);
    const auto listed = say("officer", "GET", plan_ + "/rules");
    EXPECT_EQ(listed.at("rules").as_array().front().at("off").at("reason").as_string(), "本計畫不適用");
    EXPECT_FALSE(
        say("officer", "GET", "/api/rules").at("rules").as_array().front().as_object().contains("off"));
    EXPECT_EQ(house_.send("officer", "PUT", "/api/rules/" + rule, off).status, 403u);
    say("admin", "PUT", "/api/rules/" + rule, off);
    EXPECT_TRUE(say("officer", "GET", plan_ + "/rules").at("rules").as_array().front().at("store").as_bool());
    EXPECT_EQ(say("admin", "GET", "/api/settings").at("rules_off").as_array().size(), 1u);
    say("admin", "PUT", "/api/rules/" + rule, R"({"off":false})");
    say("officer", "DELETE", plan_ + "/dismissals/nothing", "", 404);
    say("officer", "GET", plan_ + "/dismissals");
}

TEST_F(Desk, ADraftIsAttachedToThePlanItResembles) {
    const auto result = job("officer", "POST", "/api/documents?name=second.md", second_edition());
    ASSERT_TRUE(result.as_object().contains("resembles")) << print_json(result);
    EXPECT_EQ(result.at("resembles").as_array().front().at("plan").as_string(), house_.published);
    const std::string other(result.at("plan").as_string());
    EXPECT_NE(other, house_.published);
    EXPECT_THAT(house_.send("officer", "GET", "/api/plans?status=drafts").body,
                HasSubstr("\"resembles\":[{\"plan\":\"" + house_.published));
    const std::string to = R"({"to":")" + house_.published + R"("})";
    EXPECT_EQ(house_.send("reader", "POST", "/api/plans/" + other + "/attach", to).status, 403u);
    say("officer", "POST", plan_ + "/attach", R"({"to":")" + other + R"("})", 409);  // it is published
    const auto attached = say("officer", "POST", "/api/plans/" + other + "/attach", to);
    EXPECT_EQ(attached.at("plan").as_string(), house_.published);
    say("officer", "GET", "/api/plans/" + other, "", 404);
    EXPECT_GE(number(say("officer", "GET", plan_ + "/diff").at("counts"), "added"), 1u);
}

}  // namespace
}  // namespace gangmu::api::testing_api
