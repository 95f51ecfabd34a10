// Tokens of programs, from their making to their end.
#include <gtest/gtest.h>

#include "house.hpp"

namespace gangmu::api::testing_api {
namespace {

struct Made {
    std::string id;
    http::ClientHeaders header;
};

Made make(House& house, const std::string& role, const std::string& account, std::string_view more = "") {
    const auto reply = house.send(role, "POST", "/api/accounts/" + account + "/tokens",
                                  R"({"label":"月報上傳")" + std::string(more) + "}");
    EXPECT_EQ(reply.status, 201u) << reply.body;
    const auto body = House::parsed(reply);
    const std::string token(body.at("token").as_string());
    EXPECT_EQ(token.rfind("gangmu_", 0), 0u);
    return {std::string(body.at("id").as_string()), {{"Authorization", "Bearer " + token}}};
}

std::string listed(House& house, const std::string& role, const std::string& account) {
    const auto reply = house.send(role, "GET", "/api/accounts/" + account + "/tokens");
    EXPECT_EQ(reply.status, 200u) << reply.body;
    return reply.body;
}

TEST(Tokens, HaveTheRightsOfTheirAccountAndNoMore) {
    House house;
    const auto [id, header] = make(house, "officer", "the-officer");
    const auto who = House::parsed(house.send("nobody", "GET", "/api/session", "", header));
    EXPECT_EQ(who.at("account").at("name").as_string(), "the-officer");
    EXPECT_EQ(house.send("nobody", "GET", "/api/plans/" + house.draft, "", header).status, 200u);
    EXPECT_EQ(house.send("nobody", "GET", "/api/plans/" + house.draft).status, 404u);
    EXPECT_EQ(house.send("nobody", "GET", "/api/accounts", "", header).status, 403u);
    // A program has no page that another site could misuse: it writes without the CSRF token.
    const auto published =
        house.send("nobody", "POST", "/api/plans/" + house.draft + "/publish", "{}", header);
    EXPECT_LT(published.status, 300u) << published.body;
    const auto list = listed(house, "officer", "the-officer");
    EXPECT_NE(list.find("last_used"), std::string::npos) << list;
    EXPECT_NE(list.find("月報上傳"), std::string::npos);
    EXPECT_EQ(list.find("gangmu_"), std::string::npos) << "shown once";
    const auto events = house.send("admin", "GET", "/api/ledger/events?limit=100");
    EXPECT_NE(events.body.find("token.created"), std::string::npos);
    EXPECT_EQ(events.body.find("\"hash\":\"" + id), std::string::npos);
}

TEST(Tokens, AreOnesOwnOrTheAdministratorsBusiness) {
    House house;
    const auto mine = make(house, "reporter", "the-reporter");
    EXPECT_EQ(house.send("reader", "GET", "/api/accounts/the-reporter/tokens").status, 403u);
    EXPECT_EQ(house.send("reader", "POST", "/api/accounts/the-reporter/tokens", R"({"label":"x"})").status,
              403u);
    EXPECT_EQ(house.send("reader", "DELETE", "/api/accounts/the-reporter/tokens/" + mine.id).status, 403u);
    EXPECT_EQ(house.send("nobody", "GET", "/api/accounts/the-reporter/tokens").status, 401u);
    EXPECT_NE(listed(house, "admin", "the-reporter").find(mine.id), std::string::npos);
    EXPECT_EQ(listed(house, "reporter", "the-reporter").find("the-admin"), std::string::npos);
    EXPECT_EQ(house.send("admin", "DELETE", "/api/accounts/the-reporter/tokens/" + mine.id).status, 200u);
    EXPECT_EQ(house.send("admin", "DELETE", "/api/accounts/the-reporter/tokens/" + mine.id).status, 404u);
    EXPECT_EQ(house.send("nobody", "GET", "/api/work", "", mine.header).status, 401u) << "revoked";
    EXPECT_EQ(house.send("admin", "POST", "/api/accounts/no-one/tokens", R"({"label":"x"})").status, 404u);
}

TEST(Tokens, CannotMakeTokens) {
    House house;
    const auto [id, header] = make(house, "admin", "the-admin");
    const auto more =
        house.send("nobody", "POST", "/api/accounts/the-admin/tokens", R"({"label":"another"})", header);
    EXPECT_EQ(more.status, 403u);
    EXPECT_NE(more.body.find("token-by-token"), std::string::npos);
    EXPECT_EQ(house.send("nobody", "DELETE", "/api/accounts/the-admin/tokens/" + id, "", header).status,
              403u);
}

TEST(Tokens, EndWithTheirDayAndWithTheirAccount) {
    House house;
    EXPECT_EQ(house
                  .send("reader", "POST", "/api/accounts/the-reader/tokens",
                        R"({"label":"x","until":"2001-01-01"})")
                  .status,
              400u);
    const auto [id, header] = make(house, "reader", "the-reader", R"(,"until":"2999-12-31")");
    EXPECT_EQ(house.send("nobody", "GET", "/api/jobs/x", "", header).status, 404u);
    ASSERT_EQ(house.send("admin", "PATCH", "/api/accounts/the-reader", R"({"disabled":true})").status, 200u);
    EXPECT_EQ(house.send("nobody", "GET", "/api/jobs/x", "", header).status, 401u);
    ASSERT_EQ(house.send("admin", "PATCH", "/api/accounts/the-reader", R"({"disabled":false})").status, 200u);
    EXPECT_EQ(house.send("nobody", "GET", "/api/jobs/x", "", header).status, 404u);
}

}  // namespace
}  // namespace gangmu::api::testing_api
