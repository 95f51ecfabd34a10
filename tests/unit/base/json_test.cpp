#include "base/json.hpp"

#include <gtest/gtest.h>

namespace gangmu {
namespace {

TEST(Json, WritesNumbersAsPeopleDo) {
    JsonWriter w;
    w.object().member("a", 3.5).member("b", Decimal(9345, 2)).member("c", std::int64_t{-7}).member("d", true);
    w.member_if("e", "").key("f").array().value("甲\n\"\x01").null().end().end();
    EXPECT_EQ(w.take(), R"({"a":3.5,"b":93.45,"c":-7,"d":true,"f":["甲\n\"\u0001",null]})");
}

TEST(Json, MendsBadUtf8) {
    std::string out;
    append_json_string(out, "a\xFFz\xE4\xB8");
    EXPECT_EQ(out, "\"a\uFFFDz\uFFFD\uFFFD\"");
}

TEST(Json, ReadsAndPrintsBack) {
    const std::string text = R"({"x":[1,2.25,"丙",{"y":null}],"z":false})";
    auto value = parse_json(text);
    ASSERT_TRUE(value);
    EXPECT_EQ(print_json(*value), text);
}

TEST(Json, SaysWhereTheSyntaxBreaks) {
    auto value = parse_json(R"({"x":1,})");
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, "json-syntax");
    EXPECT_FALSE(value.error().where.empty());
    EXPECT_EQ(parse_json(std::string(100, '[')).error().code, "json-depth");
}

}  // namespace
}  // namespace gangmu
