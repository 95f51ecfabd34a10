#include "notices/message.hpp"

#include <gtest/gtest.h>

#include "sinks/sinks.hpp"

namespace gangmu::notices {
namespace {

using testing_sinks::parse_mail;

Letter letter() {
    Letter out;
    out.from = "gangmu@example.gov.tw";
    out.from_name = "綱目";
    out.to = "wang@example.gov.tw";
    out.to_name = "王小明";
    out.subject = "退回補正：濱海步道整建與沿線解說牌汰換、紅樹林補植等三項措施之民國一一五年第一季辦理情形";
    out.text = "第一行\n第二行\n";
    out.id = "gangmu.1";
    out.now_us = std::int64_t{1'774'917'000} * 1'000'000;
    return out;
}

TEST(Message, ChineseHeadersAreEncodedAndComeBack) {
    const auto data = message_of(letter());
    const auto read = parse_mail(data);
    EXPECT_TRUE(read.ascii);
    EXPECT_TRUE(read.crlf);
    EXPECT_LE(read.longest_line, 78u);
    EXPECT_EQ(read.header("Subject"), letter().subject);
    EXPECT_EQ(read.header("From"), "綱目 <gangmu@example.gov.tw>");
    EXPECT_EQ(read.header("To"), "王小明 <wang@example.gov.tw>");
    EXPECT_EQ(read.header("Message-ID"), "<gangmu.1@example.gov.tw>");
    EXPECT_EQ(read.header("Date"), "Tue, 31 Mar 2026 08:30:00 +0800");
    ASSERT_EQ(read.parts.size(), 1u);
    EXPECT_EQ(read.parts[0].type, "text/plain; charset=utf-8");
    EXPECT_EQ(read.parts[0].bytes, "第一行\r\n第二行\r\n");
}

TEST(Message, NoEncodedWordIsLongerThan75NorSplitsACharacter) {
    const auto words = encoded_words(letter().subject, 9);
    for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find("\r\n ", at), words.size());
        const auto word = words.substr(at, end - at);
        EXPECT_LE(word.size(), 75u);
        const auto bytes = testing_sinks::decode_base64(word.substr(10, word.size() - 12));
        EXPECT_NE(static_cast<unsigned char>(bytes[0]) & 0xC0U, 0x80U) << "begins within a character";
        at = end + 3;
    }
}

TEST(Message, WhatIsTypedIntoANameOrSubjectMakesNoHeader) {
    auto bad = letter();
    bad.subject = "x\r\nBcc: all@example.gov.tw";
    bad.to_name = "a\"\r\nBcc: b@example.gov.tw";
    const auto read = parse_mail(message_of(bad));
    EXPECT_EQ(read.header("Bcc"), "");
    EXPECT_NE(read.header("Subject").find("Bcc"), std::string::npos);
}

TEST(Message, AlternativesAndAttachments) {
    auto all = letter();
    all.html = "<p>粗</p>";
    all.attachments = {{"第一季彙整表（港務局及環境保護局）與其附件清單.ods",
                        "application/vnd.oasis.opendocument.spreadsheet", std::string(1000, '\7')}};
    const auto read = parse_mail(message_of(all));
    EXPECT_LE(read.longest_line, 78u);
    ASSERT_EQ(read.parts.size(), 3u);
    EXPECT_EQ(read.parts[1].bytes, "<p>粗</p>");
    EXPECT_EQ(read.parts[2].bytes, std::string(1000, '\7'));
    EXPECT_NE(read.parts[2].disposition.find("filename*0*=UTF-8''%E7%AC%AC"), std::string::npos);
}

TEST(Message, AddressesThatWouldEndACommandAreRefused) {
    EXPECT_TRUE(check_email("wang.1+x@example.gov.tw"));
    for (const char* bad :
         {"", "wang", "@x", "wang@", "a b@x.tw", "a@x.tw>\r\nRCPT TO:<b@x.tw", "王@x.tw", "a@b@c", "-f@x"})
        EXPECT_FALSE(check_email(bad)) << bad;
}

TEST(Message, Base64OfEachLength) {
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foob"), "Zm9vYg==");
}

}  // namespace
}  // namespace gangmu::notices
