#include "api/router.hpp"

#include <gtest/gtest.h>

#include "api/reply.hpp"

namespace gangmu::api {
namespace {

Result<Reply> nothing(Call&) {
    return Reply{};
}

const std::vector<Endpoint>& some() {
    static const std::vector<Endpoint> list{
        {.method = http::Method::get,
         .path = "/api",
         .access = Access::everyone(),
         .summary = {},
         .handle = nothing},
        {.method = http::Method::get,
         .path = "/api/plans",
         .access = auth::Action::read_plans,
         .summary = {},
         .handle = nothing},
        {.method = http::Method::get,
         .path = "/api/plans/{plan}",
         .access = auth::Action::read_plans,
         .summary = {},
         .handle = nothing},
        {.method = http::Method::get,
         .path = "/api/plans/{plan}/nodes/{node*}",
         .access = auth::Action::read_plans,
         .summary = {},
         .handle = nothing},
        {.method = http::Method::get,
         .path = "/api/plans/{plan}/outline",
         .access = auth::Action::read_plans,
         .summary = {},
         .handle = nothing},
        {.method = http::Method::post,
         .path = "/api/plans/{plan}/publish",
         .access = auth::Action::publish_plan,
         .summary = {},
         .handle = nothing},
        {.method = http::Method::get,
         .path = "/api/plans/all",
         .access = auth::Action::read_plans,
         .summary = {},
         .handle = nothing},
    };
    return list;
}

std::string at(http::Method method, std::string_view path) {
    const Router router(some());
    const Match match = router.find(method, path);
    if (match.bad_encoding) return "bad";
    if (match.endpoint == nullptr) return match.allowed.empty() ? "none" : "method";
    std::string out(match.endpoint->path);
    for (const auto& value : match.values)
        out += " " + value;
    return out;
}

TEST(Router, FindsFixedParameterAndRest) {
    using http::Method;
    EXPECT_EQ(at(Method::get, "/api"), "/api");
    EXPECT_EQ(at(Method::get, "/api/"), "/api");
    EXPECT_EQ(at(Method::head, "/api/plans"), "/api/plans");
    EXPECT_EQ(at(Method::get, "/api/plans/p-1"), "/api/plans/{plan} p-1");
    EXPECT_EQ(at(Method::get, "/api/plans/all"), "/api/plans/all");  // fixed before a parameter
    EXPECT_EQ(at(Method::get, "/api/plans/all/outline"), "/api/plans/{plan}/outline all");  // and back again
    EXPECT_EQ(at(Method::get, "/api/plans/p-1/nodes/3/1-1/%E7%B6%B1"),
              "/api/plans/{plan}/nodes/{node*} p-1 3/1-1/綱");
    EXPECT_EQ(at(Method::get, "/api/plans/p%2F1"), "/api/plans/{plan} p/1");
}

TEST(Router, SaysWhyNot) {
    using http::Method;
    EXPECT_EQ(at(Method::get, "/api/plans/p-1/nodes"), "none");
    EXPECT_EQ(at(Method::get, "/api/plans/p-1/nodes/"), "none");
    EXPECT_EQ(at(Method::get, "/api//plans"), "none");
    EXPECT_EQ(at(Method::get, "/apix"), "none");
    EXPECT_EQ(at(Method::get, ""), "none");
    EXPECT_EQ(at(Method::get, "/api/plans/%zz"), "bad");
    EXPECT_EQ(at(Method::get, "/api/plans/a%00b"), "bad");
    EXPECT_EQ(at(Method::post, "/api/plans"), "method");
    EXPECT_EQ(at(Method::get, "/api/plans/p/publish"), "method");
}

TEST(Router, NamesOfParameters) {
    EXPECT_EQ(parameter_names("/api/plans/{plan}/nodes/{node*}"),
              (std::vector<std::string_view>{"plan", "node"}));
}

}  // namespace
}  // namespace gangmu::api
