#include "cli/terminal.hpp"

#include <gtest/gtest.h>

namespace gangmu::cli {
namespace {

TEST(Terminal, ChineseTakesTwoCells) {
    EXPECT_EQ(display_width("綱目 Gangmu"), 11u);
    EXPECT_EQ(display_width("e\u0301"), 1u);
    EXPECT_EQ(cut("離岸風電產業", 7), "離岸風…");
    EXPECT_EQ(cut("離岸", 4), "離岸");
}

TEST(Terminal, ColumnsLineUp) {
    EXPECT_EQ(align({{"甲", "x", "末"}, {"abcd", "yy", "尾"}}), "甲    x   末\nabcd  yy  尾\n");
}

TEST(Terminal, EveryFaultHasItsExitCode) {
    EXPECT_EQ(exit_code(Fault::invalid), 2);
    EXPECT_EQ(exit_code(Fault::forbidden), 3);
    EXPECT_EQ(exit_code(Fault::not_found), 4);
    EXPECT_EQ(exit_code(Fault::conflict), 5);
    EXPECT_EQ(exit_code(Fault::unavailable), 6);
    EXPECT_EQ(exit_code(Fault::corrupt), 7);
}

}  // namespace
}  // namespace gangmu::cli
