#include "exchange/demo_mark.hpp"

#include <gtest/gtest.h>

namespace gangmu::exchange {
namespace {

TEST(DemoMarkTest, JsonObjectsSayItAtTheirEndOnce) {
    const auto json = [](std::string text) { return demo_marked(std::move(text), "application/json"); };
    EXPECT_EQ(json("{\"a\":1}"), "{\"a\":1,\"demo\":true}");
    EXPECT_EQ(json("{}"), "{\"demo\":true}");
    EXPECT_EQ(json("{\n  \"a\": {}\n}\n"), "{\n  \"a\": {},\"demo\":true}\n");
    EXPECT_EQ(json(json("{\"a\":1}")), "{\"a\":1,\"demo\":true}");
    EXPECT_EQ(json("[1]"), "[1]");
    EXPECT_EQ(json(""), "");
}

TEST(DemoMarkTest, EveryRowOfATableSaysIt) {
    const auto csv = [](std::string text) { return demo_marked(std::move(text), "text/csv; charset=utf-8"); };
    EXPECT_EQ(csv("\xEF\xBB\xBFid,title\r\n1,甲\r\n"), "\xEF\xBB\xBFid,title,demo\r\n1,甲,示範\r\n");
    EXPECT_EQ(csv("id\r\n\"a\r\nb\"\"c\"\r\n"), "id,demo\r\n\"a\r\nb\"\"c\",示範\r\n");
    EXPECT_EQ(csv("id\n1"), "id,demo\n1,示範");
    EXPECT_EQ(csv(csv("id\r\n1\r\n")), "id,demo\r\n1,示範\r\n");
}

TEST(DemoMarkTest, WhatSomebodyGaveIsLeftAsItIs) {
    EXPECT_EQ(demo_marked("%PDF", "application/pdf"), "%PDF");
    EXPECT_EQ(demo_name("計畫.csv"), "示範-計畫.csv");
}

}  // namespace
}  // namespace gangmu::exchange
