// Replies that are given again without asking the endpoint: they must be the same, and end with what they
// were about.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "api/house.hpp"

namespace gangmu::api::testing_api {
namespace {

using testing::HasSubstr;
using testing::Not;

auto without_date(http::ClientResponse reply) {
    reply.headers.erase(std::remove_if(reply.headers.begin(), reply.headers.end(),
                                       [](const auto& header) { return header.first == "Date"; }),
                        reply.headers.end());
    std::sort(reply.headers.begin(), reply.headers.end());
    return reply;
}

TEST(Standing, TheSecondReplyIsTheFirst) {
    House house;
    for (const std::string& target : {std::string("/api/plans"), "/api/plans/" + house.published,
                                      "/api/plans/" + house.published + "/outline"}) {
        for (const char* coding : {"identity", "gzip"}) {
            const auto ask = [&](const char* method) {
                return without_date(house.send("nobody", method, target, {}, {{"Accept-Encoding", coding}}));
            };
            const auto first = ask("GET");
            ASSERT_EQ(first.status, 200u) << target;
            const auto second = ask("GET");
            EXPECT_EQ(second.headers, first.headers) << target;
            EXPECT_EQ(second.body, first.body) << target;
            const auto head = ask("HEAD");
            EXPECT_EQ(head.headers, first.headers) << target;
            EXPECT_EQ(head.body, "");
        }
    }
}

TEST(Standing, EndsWithTheEventThatChangesIt) {
    House house;
    const auto plans = [&](const char* role) { return house.send(role, "GET", "/api/plans"); };
    plans("nobody");
    EXPECT_THAT(plans("nobody").body, Not(HasSubstr(house.draft)));
    EXPECT_THAT(plans("officer").body, HasSubstr(house.draft)) << "who is known has an answer of their own";
    ASSERT_TRUE(
        house.registry().publish(auth::local_actor("tester"), {house.draft, {}, false, std::nullopt}));
    EXPECT_THAT(plans("nobody").body, HasSubstr(house.draft));
}

TEST(Standing, EndsWithTheRightToReadIt) {
    House house;
    const std::string target = "/api/plans/" + house.published;
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(house.send("nobody", "GET", target).status, 200u);
    ASSERT_TRUE(house.registry().change_settings(auth::local_actor("tester"), {{"public_reading", false}}));
    EXPECT_EQ(house.send("nobody", "GET", target).status, 401u);
    EXPECT_EQ(house.send("reader", "GET", target).status, 200u);
}

}  // namespace
}  // namespace gangmu::api::testing_api
