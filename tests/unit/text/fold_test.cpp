#include "text/fold.hpp"

#include <gtest/gtest.h>

namespace gangmu::text {
namespace {

TEST(Fold, WidthCaseAndCompatibility) {
    EXPECT_EQ(fold("５Ｇ　ＡＩｏＴ"), "5g aiot");
    EXPECT_EQ(fold("ｶﾞｲﾄﾞ"), "ガイド");
    EXPECT_EQ(fold("㈱①Ⅳ㎡"), "(株)1ivm2");
    EXPECT_EQ(fold("Straße ÉCOLE école"), "strasse ecole ecole");
}

TEST(Fold, VariantsOfOneCharacter) {
    EXPECT_EQ(fold("臺北"), fold("台北"));
    EXPECT_EQ(fold("爲"), fold("為"));
    EXPECT_EQ(fold("戶户"), "戶戶");
    EXPECT_EQ(fold("\uF9DB"), fold("率"));  // a compatibility ideograph
    EXPECT_EQ(fold("⼈"), "人");            // a radical
    EXPECT_NE(fold("計劃"), fold("計畫"));
}

TEST(Fold, KanaAccentsCompose) {
    EXPECT_EQ(fold("か\u3099"), "が");
    EXPECT_EQ(fold("が"), "が");
}

TEST(Fold, InvisibleMarksGo) {
    EXPECT_EQ(fold("智\u200B慧\uFEFF城\u00AD市"), "智慧城市");
}

TEST(Fold, ShapesTellWordsFromCjkAndSigns) {
    EXPECT_EQ(shape_of(U'a'), Shape::word);
    EXPECT_EQ(shape_of(U'5'), Shape::word);
    EXPECT_EQ(shape_of(U'市'), Shape::cjk);
    EXPECT_EQ(shape_of(U'ー'), Shape::cjk);
    EXPECT_EQ(shape_of(U'、'), Shape::separator);
    EXPECT_EQ(shape_of(U'\u3000'), Shape::space);
    EXPECT_EQ(shape_of(U'\n'), Shape::separator);
    EXPECT_EQ(shape_of(U'𠮷'), Shape::cjk);
}

TEST(Fold, SameLeavesOutSpaces) {
    EXPECT_TRUE(same("經濟部 （能源局）", "經濟部(能源局)"));
    EXPECT_FALSE(same("經濟部", "經濟部能源局"));
}

}  // namespace
}  // namespace gangmu::text
