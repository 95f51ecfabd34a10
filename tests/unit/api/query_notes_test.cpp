#include "api/query_notes.hpp"

#include <gtest/gtest.h>

namespace gangmu::api {
namespace {

TEST(QueryNotes, AWordIsEnough) {
    for (const char* query :
         {"", "  ", "智慧", "智慧 -氫能", "水 或 電", "\"smart city\"", "機關:經濟部", "(水) -電"})
        EXPECT_TRUE(query_notes(query).notes.empty()) << query;
}

TEST(QueryNotes, SymbolsAndEmptyBracketsFindNothingAndSaySo) {
    for (const char* query : {"。。", "()", "！？", "\"\""}) {
        const auto notes = query_notes(query);
        EXPECT_TRUE(notes.finds_nothing) << query;
        ASSERT_EQ(notes.notes.size(), 1u) << query;
        EXPECT_FALSE(notes.notes[0].en.empty());
    }
}

TEST(QueryNotes, OnlyWhatIsNotWantedIsTold) {
    for (const char* query : {"-補助", "NOT 補助", "-補助 -水", "水 OR -電"}) {
        EXPECT_FALSE(query_notes(query).finds_nothing) << query;
        EXPECT_EQ(query_notes(query).notes.size(), 1u) << query;
    }
}

}  // namespace
}  // namespace gangmu::api
