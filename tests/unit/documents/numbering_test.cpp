#include "documents/numbering.hpp"

#include <gtest/gtest.h>

namespace gangmu::documents {
namespace {

TEST(Numbering, StylesAsShown) {
    using enum NumberStyle;
    EXPECT_EQ(format_number(decimal, 12), "12");
    EXPECT_EQ(format_number(decimal_zero, 3), "03");
    EXPECT_EQ(format_number(decimal_full, 12), "１２");
    EXPECT_EQ(format_number(circled, 20), "⑳");
    EXPECT_EQ(format_number(circled, 99), "99");
    EXPECT_EQ(format_number(lower_letter, 28), "bb");
    EXPECT_EQ(format_number(upper_roman, 1994), "MCMXCIV");
    EXPECT_EQ(format_number(lower_roman, 4), "iv");
    EXPECT_EQ(format_number(chinese, 10), "十");
    EXPECT_EQ(format_number(chinese, 12), "十二");
    EXPECT_EQ(format_number(chinese, 20), "二十");
    EXPECT_EQ(format_number(chinese, 103), "一百零三");
    EXPECT_EQ(format_number(chinese, 110), "一百一十");
    EXPECT_EQ(format_number(chinese_digits, 10), "一〇");
    EXPECT_EQ(format_number(chinese_legal, 3), "參");
    EXPECT_EQ(format_number(chinese_legal, 11), "壹拾壹");
    EXPECT_EQ(format_number(heavenly_stems, 3), "丙");
    EXPECT_EQ(format_number(heavenly_stems, 11), "11");
    EXPECT_EQ(format_number(none, 3), "");
    EXPECT_EQ(format_number(legal_simplified, 13), "壹拾叁");
    EXPECT_EQ(format_number(legal_japanese, 12), "壱拾弐");
    EXPECT_EQ(format_number(aiueo, 6), "カ");
    EXPECT_EQ(format_number(iroha, 7), "ト");
    EXPECT_EQ(format_number(full_stop, 3), "⒊");
    EXPECT_EQ(format_number(circled_han, 10), "㊉");
    EXPECT_EQ(format_number(ordinal, 12), "12th");
    EXPECT_EQ(format_number(ordinal, 22), "22nd");
    EXPECT_EQ(format_number(ordinal_text, 21), "21st");
    EXPECT_EQ(format_number(cardinal_text, 20), "Twenty");
    EXPECT_EQ(format_number(hangul_digits, 12), "십이");
    EXPECT_EQ(format_number(hexadecimal, 31), "1F");
}

}  // namespace
}  // namespace gangmu::documents
