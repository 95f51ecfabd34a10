// Revisions, legal acts and meetings over HTTP, as an agency, the plan's office and a reader use them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/house.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

class RevisionApi : public testing::Test {
  protected:
    void SetUp() override {
        const auto outline = got("reader", plan + "/outline");
        const auto& titles = outline.at("title").as_array();
        for (std::size_t i = 0; i < titles.size(); ++i)
            if (std::string_view(titles[i].as_string()).find("船席排程系統") != std::string_view::npos)
                node = std::string(outline.at("id").as_array()[i].as_string());
        ASSERT_FALSE(node.empty());
    }
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
    json::object done(const char* role, const char* method, const std::string& target,
                      const std::string& body, unsigned status = 200) {
        const auto reply = send(role, method, target, body);
        EXPECT_EQ(reply.status, status) << method << " " << target << " " << reply.body;
        const auto value = House::parsed(reply);
        return value.is_object() ? value.get_object() : json::object();
    }
    std::string code(const char* role, const char* method, const std::string& target,
                     const std::string& body) {
        const auto value = House::parsed(send(role, method, target, body));
        const auto* found = value.is_object() ? value.get_object().if_contains("code") : nullptr;
        return found == nullptr ? "none" : std::string(found->as_string());
    }
    // By the reporter, of everything: the number of the first revision, with one change.
    void drafted(const std::string& to = "智慧船席排程") {
        const auto made =
            done("reporter", "POST", plan + "/revisions",
                 R"({"title":"改名","reason":"與系統名稱一致","operations":[{"op":"set","node":")" + node +
                     R"(","field":"title","value":")" + to + R"("}]})");
        ASSERT_EQ(made.at("number").to_number<int>(), 1);
    }
    static constexpr const char* record =
        R"("record":{"act":"decided","agency":"行政院","day":"2026-12-20","number":"院臺字第1號"})";

    House house;
    const std::string plan = "/api/plans/" + house.published;
    const std::string first = plan + "/revisions/1";
    std::string node;
};

TEST_F(RevisionApi, FromDraftToEdition) {
    drafted();
    const auto seen = got("reporter", first);
    EXPECT_EQ(seen.at("state").as_string(), "draft");
    EXPECT_TRUE(seen.at("may").at("edit").as_bool());
    EXPECT_EQ(seen.at("agencies").as_array()[0].as_string(), "港務局");
    EXPECT_EQ(send("reader", "GET", first).status, 404u);
    EXPECT_EQ(send("nobody", "GET", first).status, 404u);
    done("reporter", "POST", first, R"({"act":"propose"})");
    EXPECT_EQ(code("reporter", "POST", first, R"({"act":"approve"})"), "auth-no-right");
    EXPECT_EQ(code("officer", "POST", first, R"({"act":"approve"})"), "revision-act");
    const auto made = done("officer", "POST", first,
                           std::string(R"({"act":"approve","effective":"2030-01-01",)") + record + "}");
    EXPECT_EQ(made.at("edition").to_number<int>(), 2);
    EXPECT_THAT(send("nobody", "GET", plan + "/nodes/" + node).body, HasSubstr("智慧船席排程"));
    EXPECT_THAT(send("nobody", "GET", plan + "/nodes/" + node + "?on=2029-12-31").body,
                Not(HasSubstr("智慧船席排程")));
    const auto after = got("nobody", first);
    EXPECT_EQ(after.at("became").to_number<int>(), 2);
    EXPECT_EQ(after.at("acts").as_array()[0].at("number").as_string(), "院臺字第1號");
    EXPECT_THAT(send("officer", "GET", plan + "/history").body, HasSubstr("修正案 1 定案"));
}

TEST_F(RevisionApi, WhatIsNotPublishedIsShownToWhomItConcernsOnly) {
    drafted("機密的新名稱");
    done("reporter", "POST", first, R"({"act":"propose"})");
    done("officer", "POST", plan + "/acts",
         R"({"act":"granted","agency":"行政院","day":"2026-12-20","number":"院密字第1號","revision":1})");
    for (const char* role : {"nobody", "reader"}) {
        for (const auto& target :
             {plan + "/outline?edition=revision-1", plan + "/nodes/" + node + "?edition=revision-1",
              plan + "/diff?to=revision-1", plan + "/revisions", plan + "/acts", first})
            EXPECT_THAT(send(role, "GET", target).body, Not(HasSubstr("機密的新名稱"))) << role << target;
        EXPECT_THAT(send(role, "GET", plan + "/acts").body, Not(HasSubstr("院密字第1號")));
    }
    // and after those who may have looked: what was kept for them is not given to others
    for (const char* role : {"reporter", "officer"})
        EXPECT_THAT(send(role, "GET", plan + "/outline?edition=revision-1").body, HasSubstr("機密的新名稱"))
            << role;
    for (const char* role : {"nobody", "reader"})
        EXPECT_EQ(send(role, "GET", plan + "/outline?edition=revision-1").status, 404u) << role;
}

TEST_F(RevisionApi, SaysWhatItWouldChange) {
    drafted();
    const auto diff = got("officer", plan + "/diff?to=revision-1");
    ASSERT_EQ(diff.at("nodes").as_array().size(), 1u);
    EXPECT_EQ(diff.at("to").at("revision").to_number<int>(), 1);
    EXPECT_EQ(diff.at("from").at("edition").to_number<int>(), 1);
    const auto edited = done("reporter", "POST", first + "/operations", R"({"operations":[],"at":0})");
    EXPECT_GT(edited.at("version").to_number<int>(), 0);
    EXPECT_EQ(got("officer", plan + "/diff?to=revision-1").at("nodes").as_array().size(), 0u);
    EXPECT_EQ(code("officer", "GET", plan + "/diff?to=revision-9", ""), "revision-unknown");
    EXPECT_EQ(code("officer", "GET", plan + "/diff?to=revision-x", ""), "revision-unknown");
}

TEST_F(RevisionApi, AnyTwoDaysAndOneItem) {
    drafted();
    done("reporter", "POST", first, R"({"act":"propose"})");
    done("officer", "POST", first,
         std::string(R"({"act":"approve","effective":"2030-01-01",)") + record + "}");
    const auto days = got("reader", plan + "/diff?from_on=2029-12-31&to_on=2030-01-01");
    EXPECT_EQ(days.at("from").at("edition").to_number<int>(), 1);
    EXPECT_EQ(days.at("to").at("edition").to_number<int>(), 2);
    EXPECT_EQ(days.at("to").at("on").as_string(), "2030-01-01");
    EXPECT_EQ(days.at("nodes").as_array().size(), 1u);
    EXPECT_EQ(got("reader", plan + "/diff?from=1&to=2&node=" + node).at("nodes").as_array().size(), 1u);
    const auto other = got("reader", plan + "/outline").at("id").as_array()[0].as_string();
    EXPECT_EQ(
        got("reader", plan + "/diff?from=1&to=2&node=" + std::string(other)).at("nodes").as_array().size(),
        0u);
    EXPECT_EQ(code("reader", "GET", plan + "/diff?from=1&to=2&node=nowhere", ""), "node-unknown");
    EXPECT_EQ(code("reader", "GET", plan + "/diff?from_on=1999-01-01&to=2", ""), "edition-unknown");
}

TEST_F(RevisionApi, ALetterIsAttachedAsItCame) {
    const auto act =
        done("officer", "POST", plan + "/acts",
             R"({"act":"noted","agency":"行政院","day":"2026-12-20","number":"院臺字第2號","edition":1})");
    const auto letter = plan + "/acts/" + std::to_string(act.at("seq").to_number<int>()) + "/letter";
    const auto put = [&](const char* role) {
        return house.send(role, "PUT", letter + "?name=%E5%85%AC%E6%96%87.pdf", "a scan that nobody reads",
                          {{"Content-Type", "application/octet-stream"}});
    };
    EXPECT_EQ(put("reporter").status, 403u);
    EXPECT_EQ(send("reader", "GET", letter).status, 404u);
    EXPECT_EQ(put("officer").status, 200u);
    const auto got_back = send("reader", "GET", letter);
    EXPECT_EQ(got_back.body, "a scan that nobody reads");
    EXPECT_THAT(std::string(got_back.header("Content-Disposition")), HasSubstr("attachment"));
    EXPECT_EQ(send("nobody", "GET", letter).status, 401u);
    EXPECT_TRUE(got("nobody", plan + "/acts").at("acts").as_array()[0].at("attached").as_bool());
}

// ---- meetings

class MeetingApi : public RevisionApi {
  protected:
    void SetUp() override {
        RevisionApi::SetUp();
        group = made(done("officer", "POST", "/api/groups",
                          R"({"name":"智慧港務推動小組","kind":"steering","plan":")" + house.published +
                              R"(","every":"half-year","members":[{"name":"王縣長","role":"chair"}]})"));
        meeting =
            made(done("officer", "POST", "/api/meetings",
                      R"({"group":)" + group + R"(,"day":"2026-05-04","held":true,"chair":"王縣長",)" +
                          R"("agenda":[{"title":"船席排程進度","resolution":"機密決議：請趕辦","nodes":[")" +
                          node + R"("]}]})"));
        action =
            made(done("officer", "POST", "/api/actions",
                      R"({"meeting":)" + meeting + R"(,"item":1,"text":"提出趕工計畫","agency":"港務局",)" +
                          R"("due":"2026-06-30","node":")" + node + R"("})"));
    }
    static std::string made(const json::object& reply) {
        const auto* id = reply.if_contains("id");
        return id == nullptr ? "0" : std::to_string(id->to_number<int>());
    }
    std::size_t in_work(const char* role, const char* section) {
        return got(role, "/api/work").at(section).as_array().size();
    }
    std::string group, meeting, action;
};

TEST_F(MeetingApi, WhatWasDecidedIsFollowedToItsEnd) {
    const std::string at = "/api/actions/" + action;
    EXPECT_EQ(in_work("reporter", "decisions"), 1u);
    EXPECT_EQ(in_work("reader", "decisions"), 0u);
    const auto listed = got("reporter", "/api/actions?plan=" + house.published + "&state=late&mine=true");
    ASSERT_EQ(listed.at("actions").as_array().size(), 1u);
    EXPECT_TRUE(listed.at("actions").as_array()[0].at("late").as_bool());
    done("reporter", "POST", at, R"({"act":"note","text":"已召開工地會議"})");
    EXPECT_EQ(code("reporter", "POST", at, R"({"act":"confirm"})"), "auth-no-right");
    EXPECT_EQ(code("reporter", "POST", at, R"({"act":"claim"})"), "reason-missing");
    done("reporter", "POST", at, R"({"act":"claim","text":"計畫已函送"})");
    EXPECT_EQ(in_work("reporter", "decisions"), 0u);
    EXPECT_EQ(in_work("officer", "confirmations"), 1u);
    done("officer", "POST", at, R"({"act":"return","text":"缺經費來源"})");
    EXPECT_EQ(in_work("reporter", "decisions"), 1u);
    done("reporter", "POST", at, R"({"act":"claim","text":"已補"})");
    done("officer", "POST", at, R"({"act":"confirm"})");
    EXPECT_EQ(code("officer", "POST", at, R"({"act":"confirm"})"), "action-state");
    EXPECT_EQ(got("officer", "/api/actions?state=done").at("actions").as_array().size(), 1u);
    EXPECT_EQ(got("officer", "/api/actions?state=unfinished").at("actions").as_array().size(), 0u);
    const auto csv = send("officer", "GET", "/api/actions?format=csv");
    EXPECT_THAT(csv.body, HasSubstr("提出趕工計畫"));
    EXPECT_THAT(csv.body, HasSubstr("done"));
}

TEST_F(MeetingApi, ResolutionsAreToldOnceTheMinutesAreSettled) {
    const std::string at = "/api/meetings/" + meeting;
    EXPECT_THAT(send("reader", "GET", at).body, Not(HasSubstr("機密決議")));
    EXPECT_THAT(send("reader", "GET", at).body, HasSubstr("船席排程進度"));
    EXPECT_EQ(got("reader", "/api/actions").at("actions").as_array().size(), 0u);
    EXPECT_THAT(send("officer", "GET", at).body, HasSubstr("機密決議"));
    EXPECT_EQ(send("nobody", "GET", at).status, 401u);
    done("reporter", "POST", at, R"({"act":"confirm"})", 403);
    done("officer", "POST", at, R"({"act":"confirm"})");
    EXPECT_THAT(send("reader", "GET", at).body, HasSubstr("機密決議"));
    EXPECT_EQ(got("reader", "/api/actions").at("actions").as_array().size(), 1u);
    EXPECT_EQ(code("officer", "PUT", at, R"({"day":"2026-05-05"})"), "meeting-settled");
    EXPECT_EQ(code("officer", "POST", at, R"({"act":"reopen"})"), "reason-missing");
    done("officer", "POST", at, R"({"act":"reopen","reason":"漏列出席"})");
    done("officer", "PUT", at, R"({"day":"2026-05-05","held":true})");
}

TEST_F(MeetingApi, LateDecisionsStandOnTheBoard) {
    done("officer", "POST", plan + "/cycles", R"({"every":"year"})");
    const auto board = got("officer", plan + "/board?cycle=y-2022");
    ASSERT_EQ(board.at("decisions").as_array().size(), 1u);
    EXPECT_EQ(board.at("decisions").as_array()[0].at("agency").as_string(), "港務局");
    EXPECT_EQ(got("reader", plan + "/board?cycle=y-2022").at("decisions").as_array().size(), 0u);
}

TEST_F(MeetingApi, GroupsSayWhenTheyMeetNext) {
    const auto groups = got("reader", "/api/groups?plan=" + house.published);
    const auto& one = groups.at("groups").as_array()[0].as_object();
    EXPECT_EQ(one.at("next").at("period").as_string().find("-H") != json::string::npos, true);
    EXPECT_EQ(one.at("last").as_string(), "2026-05-04");
    EXPECT_FALSE(one.at("may").as_bool());
    EXPECT_EQ(code("reporter", "POST", "/api/groups", R"({"name":"x","kind":"other"})"), "auth-no-right");
    EXPECT_EQ(code("officer", "POST", "/api/groups",
                   R"({"name":"x","kind":"other","members":[{"role":"member"}]})"),
              "group-member");
    EXPECT_EQ(code("officer", "POST", "/api/groups", R"({"name":"x","kind":"other","plan":"p-0"})"),
              "auth-no-right");
    EXPECT_EQ(code("officer", "POST", "/api/meetings", R"({"group":999999,"day":"2026-05-04"})"),
              "group-unknown");
    EXPECT_EQ(code("officer", "POST", "/api/actions",
                   R"({"meeting":)" + meeting + R"(,"text":"x","due":"2026-01-01"})"),
              "action-who");
    EXPECT_EQ(code("officer", "POST", "/api/actions",
                   R"({"meeting":)" + meeting +
                       R"(,"text":"x","agency":"港務局","due":"2026-01-01","node":"nowhere"})"),
              "node-unknown");
    done("officer", "DELETE", "/api/groups/" + group, R"({"reason":"任務完成"})");
    EXPECT_TRUE(got("reader", "/api/groups").at("groups").as_array()[0].at("ended").as_bool());
}

TEST_F(MeetingApi, IsKnownAsItWasThen) {
    EXPECT_EQ(got("officer", "/api/meetings?as_of=2001-01-01").at("meetings").as_array().size(), 0u);
    EXPECT_EQ(got("officer", "/api/meetings").at("meetings").as_array().size(), 1u);
}

}  // namespace
}  // namespace gangmu::api::testing_api
