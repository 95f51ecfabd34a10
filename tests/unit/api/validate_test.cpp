#include "api/validate.hpp"

#include <gtest/gtest.h>

namespace gangmu::api {
namespace {

const std::vector<Field> fields{
    {.name = "q", .about = {}, .required = true, .minimum = 1, .maximum = 4},
    {.name = "limit", .type = Type::integer, .about = {}, .minimum = 1, .maximum = 100},
    {.name = "on", .type = Type::date, .about = {}},
    {.name = "format", .type = Type::choice, .about = {}, .choices = {"json", "csv"}},
    {.name = "kind", .type = Type::list, .about = {}, .maximum = 2},
    {.name = "deep", .type = Type::boolean, .about = {}},
};

std::string query(std::string_view text) {
    auto result = validate_query(text, fields);
    return result ? print_json(*result) : result.error().code + " " + result.error().where;
}

TEST(Validate, QueriesBecomeTyped) {
    EXPECT_EQ(query("q=%E7%B6%B1&limit=7&on=2024-02-29&format=csv&kind=a&kind=b&deep=true"),
              R"({"q":"綱","limit":7,"on":"2024-02-29","format":"csv","kind":["a","b"],"deep":true})");
}

TEST(Validate, QueriesAreRefusedWithTheName) {
    EXPECT_EQ(query(""), "parameter-missing q");
    EXPECT_EQ(query("q="), "parameter-invalid q");
    EXPECT_EQ(query("q=abcde"), "parameter-invalid q");
    EXPECT_EQ(query("q=a&limits=3"), "parameter-unknown limits");
    EXPECT_EQ(query("q=a&q=b"), "parameter-repeated q");
    EXPECT_EQ(query("q=a&limit=0"), "parameter-invalid limit");
    EXPECT_EQ(query("q=a&limit=1.5"), "parameter-invalid limit");
    EXPECT_EQ(query("q=a&limit=99999999999999999999"), "parameter-invalid limit");
    EXPECT_EQ(query("q=a&on=2023-02-29"), "parameter-invalid on");
    EXPECT_EQ(query("q=a&format=xml"), "parameter-invalid format");
    EXPECT_EQ(query("q=a&kind=1&kind=2&kind=3"), "parameter-invalid kind");
    EXPECT_EQ(query("q=%ff%"), "query-encoding ");
}

TEST(Validate, Dates) {
    EXPECT_TRUE(is_date("2000-02-29"));
    for (const char* bad : {"1900-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-01T",
                            "2024/01/01", "202a-01-01"})
        EXPECT_FALSE(is_date(bad)) << bad;
}

const std::vector<Field> account{
    {.name = "name", .about = {}, .required = true, .minimum = 1, .maximum = 10},
    {.name = "disabled", .type = Type::boolean, .about = {}},
    {.name = "roles",
     .type = Type::list,
     .about = {},
     .maximum = 2,
     .choices = {},
     .fields = {{.name = "role", .type = Type::choice, .about = {}, .required = true, .choices = {"officer"}},
                {.name = "agency", .about = {}}}},
};

std::string body(std::string_view text) {
    auto result = validate_body(text, account);
    return result ? "good" : result.error().code + " " + result.error().where;
}

TEST(Validate, BodiesAreHeldAgainstTheSpecToTheLastMember) {
    EXPECT_EQ(body(R"({"name":"a","roles":[{"role":"officer","agency":"甲"}]})"), "good");
    EXPECT_EQ(body(R"([1])"), "body-not-object ");
    EXPECT_EQ(body(R"({"name":"a")").substr(0, 11), "json-syntax");
    EXPECT_EQ(body(R"({})"), "member-missing /name");
    EXPECT_EQ(body(R"({"name":7})"), "member-invalid /name");
    EXPECT_EQ(body(R"({"name":"a","admin":true})"), "member-unknown /admin");
    EXPECT_EQ(body(R"({"name":"a","disabled":"no"})"), "member-invalid /disabled");
    EXPECT_EQ(body(R"({"name":"a","roles":[{"role":"king"}]})"), "member-invalid /roles/0/role");
    EXPECT_EQ(body(R"({"name":"a","roles":[{"agency":"x"}]})"), "member-missing /roles/0/role");
    EXPECT_EQ(body(R"({"name":"a","roles":[1]})"), "member-invalid /roles/0");
    EXPECT_EQ(body(R"({"name":"a","roles":[{"role":"officer"},{"role":"officer"},{"role":"officer"}]})"),
              "member-invalid /roles");
}

}  // namespace
}  // namespace gangmu::api
