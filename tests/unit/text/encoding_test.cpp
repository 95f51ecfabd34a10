#include "text/encoding.hpp"

#include <gtest/gtest.h>

#include "text/utf8.hpp"

namespace gangmu::text {
namespace {

std::string utf16(std::u16string_view text, bool big) {
    std::string out;
    for (char16_t c : text) {
        const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
        out += big ? high : low;
        out += big ? low : high;
    }
    return out;
}

TEST(Encoding, MarksAndUtf16WithoutThem) {
    EXPECT_EQ(decode("\xEF\xBB\xBF甲").text, "甲");
    EXPECT_EQ(decode("\xFF\xFE" + utf16(u"甲𠮷", false)).text, "甲𠮷");
    EXPECT_EQ(decode("\xFE\xFF" + utf16(u"甲\n", true)).encoding, "UTF-16BE");
    const std::u16string_view plain = u"一、計畫目標 110 年\n二、一般事項\n";
    EXPECT_EQ(decode(utf16(plain, false)).text, "一、計畫目標 110 年\n二、一般事項\n");
    EXPECT_EQ(decode(utf16(plain, true)).encoding, "UTF-16BE");
    EXPECT_EQ(decode("\xFF\xFE" + utf16(u"甲", false) + "x").bad, 1u);
}

TEST(Encoding, LegacyEncodingsAreTold) {
    // 中華民國110年度施政計畫\n一、目標
    EXPECT_EQ(decode("\xA4\xA4\xB5\xD8\xA5\xC1\xB0\xEA"
                     "110\xA6~\xAB\xD7\xACI\xAC"
                     "F\xADp\xB5"
                     "e\n\xA4@\xA1"
                     "B\xA5\xD8\xBC\xD0")
                  .encoding,
              "Big5");
    // 中华人民共和国 经济发展计划
    EXPECT_EQ(decode("\xD6\xD0\xBB\xAA\xC8\xCB\xC3\xF1\xB9\xB2\xBA\xCD\xB9\xFA "
                     "\xBE\xAD\xBC\xC3\xB7\xA2\xD5\xB9\xBC\xC6\xBB\xAE")
                  .encoding,
              "GB18030");
    // 計画の概要について
    EXPECT_EQ(decode("\x8Cv\x89\xE6\x82\xCC\x8A"
                     "T\x97v\x82\xC9\x82\xC2\x82\xA2\x82\xC4")
                  .text,
              "計画の概要について");
    EXPECT_EQ(decode("\xA4\xA4\xA4\xE5", "big5").text, "中文");
    EXPECT_EQ(decode("caf\xE9", "iso-8859-1").text, "café");
    EXPECT_EQ(decode("甲乙", "big5").text, "甲乙") << "valid UTF-8 is stronger than what is declared";
}

TEST(Encoding, SignsOfEtenInBig5AreNotPrivate) {
    const Decoded decoded =
        decode("\xA4\xA4\xA4\xE5\xC6\xA1\xC6\xB5\xC6\xE7\xC7\x7B\xC7\xF3\xC8\x57\xC6\xDE\xA4\xE5\xA6\x72");
    EXPECT_EQ(decoded.text, "中文①ⅰぁァАв〃文字");
    EXPECT_EQ(decoded.bad, 0u);
}

TEST(Encoding, WesternTextAndIso2022) {
    EXPECT_EQ(
        decode("The county\x92s plan \x96 2025: caf\xE9, na\xEFve, \x93quoted\x94 words of a text").text,
        "The county’s plan – 2025: café, naïve, “quoted” words of a text");
    EXPECT_EQ(decode("\x1B$B7W2h\x1B(B 2025").text, "計画 2025");
}

TEST(Encoding, BadBytesAreCountedWithTheirLines) {
    std::string text;
    for (int i = 0; i < 50; ++i)
        text += "甲乙丙丁\n";
    text += "戊\xE4\xB8\n";
    const Decoded cut = decode(text);
    EXPECT_EQ(cut.encoding, "UTF-8");
    EXPECT_EQ(cut.bad, 1u) << "a cut-off character is one fault";
    EXPECT_EQ(cut.bad_lines, std::vector<std::size_t>{51});
    EXPECT_TRUE(cut.text.ends_with("戊\uFFFD\n"));
    const Decoded made = decode("\xB1\xC0\xB0\xCA\xAD\xAB\xC2I\xA4u\xA7@\xB6\xB5\xA5\xD8\n\xFA@", "big5");
    EXPECT_EQ(made.bad, 1u) << "a character of the writer's own font";
    EXPECT_EQ(made.bad_lines, std::vector<std::size_t>{2});
}

TEST(Utf8, WhatIsNoCharacterIsOneByteOfReplacement) {
    for (std::string_view bad :
         {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\xFF"}) {
        std::size_t at = 0;
        EXPECT_EQ(next(bad, at), replacement);
        EXPECT_EQ(at, 1u);
        EXPECT_FALSE(valid(bad));
    }
    const std::string_view text = "a甲𠮷";
    std::size_t at = text.size();
    EXPECT_EQ(previous(text, at), U'𠮷');
    EXPECT_EQ(previous(text, at), U'甲');
    EXPECT_EQ(previous(text, at), U'a');
    EXPECT_EQ(at, 0u);
    EXPECT_EQ(count(text), 3u);
    EXPECT_EQ(trim("\u3000 甲\u00A0\n"), "甲");
    EXPECT_EQ(trim(" \u3000"), "");
}

}  // namespace
}  // namespace gangmu::text
