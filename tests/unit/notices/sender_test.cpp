// The sender against a mail server and a receiver of webhooks on real sockets.
#include "notices/sender.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/json.hpp"
#include "ledger/chain.hpp"
#include "sinks/sinks.hpp"

namespace gangmu::notices {
namespace {

using testing_sinks::HttpSink;
using testing_sinks::parse_mail;
using testing_sinks::SmtpSink;
using testing_sinks::Tls;

constexpr std::int64_t minute_us = 60'000'000;

class Post : public testing::Test {
  protected:
    Post() {
        std::string folder = (std::filesystem::temp_directory_path() / "gangmu-post-XXXXXX").string();
        if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
        folder_ = folder;
        reopen();
    }
    ~Post() override {
        sender.reset();
        outbox.reset();
        std::filesystem::remove_all(folder_);
    }
    void reopen() {
        sender.reset();
        outbox.reset();
        outbox = std::move(*Outbox::open(folder_ + "/outbox.db"));
        outbox->subscribe([this](std::string_view) {
            return hook.url.empty() ? std::vector<std::string>{} : std::vector<std::string>{"w-1"};
        });
        Directory directory;
        directory.mailbox = [this](const std::string& account) -> std::optional<Mailbox> {
            const auto found = boxes.find(account);
            return found == boxes.end() ? std::nullopt : std::optional(found->second);
        };
        directory.server = [this] { return server; };
        directory.base_url = [] { return std::string("https://gangmu.example.gov.tw"); };
        directory.hook = [this](const std::string&) { return std::optional(hook); };
        sender = std::make_unique<Sender>(*outbox, directory, Sender::Idle());
    }
    void serve_with(const SmtpSink& sink) {
        server.emplace();
        server->url = sink.url();
        server->from = "gangmu@example.gov.tw";
        server->from_name = "綱目";
        server->ca_file = sink.ca_file();
        server->seconds = 5;
    }
    void tell(const std::string& key, std::vector<std::string> to, bool urgent = false) {
        Notice out;
        out.to = std::move(to);
        out.kind = "report.returned";
        out.key = key;
        out.subject = {"退回補正：" + key, "Came back: " + key};
        out.text = {"意見：進度請補充", "It says: more on progress"};
        out.link = "/reports/p-1/q-2026-Q1/1";
        out.data = R"({"plan":"p-1"})";
        out.urgent = urgent;
        ASSERT_TRUE(outbox->enqueue(out));
    }

    std::string folder_;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Sender> sender;
    std::map<std::string, Mailbox> boxes{{"wang", {"wang@example.gov.tw", "王小明", false, false, 8}},
                                         {"lee", {"lee@example.gov.tw", "Lee", true, false, 8}}};
    std::optional<MailServer> server;
    Hook hook;
};

TEST_F(Post, EachInTheirLanguageWithALinkAndOnlyOnce) {
    SmtpSink sink;
    serve_with(sink);
    tell("步道", {"wang", "lee"});
    EXPECT_EQ(sender->pass(ledger::clock_us()), 2u);
    EXPECT_EQ(sender->pass(ledger::clock_us()), 0u);
    reopen();
    EXPECT_EQ(sender->pass(ledger::clock_us()), 0u);
    const auto mails = sink.mails();
    ASSERT_EQ(mails.size(), 2u);
    for (const auto& mail : mails) {
        const bool english = mail.to == "lee@example.gov.tw";
        const auto read = parse_mail(mail.data);
        EXPECT_EQ(mail.from, "gangmu@example.gov.tw");
        EXPECT_TRUE(read.ascii);
        EXPECT_LE(read.longest_line, 78u);
        EXPECT_EQ(read.header("Subject"), english ? "[Gangmu] Came back: 步道" : "〔綱目〕退回補正：步道");
        ASSERT_EQ(read.parts.size(), 2u);
        EXPECT_NE(read.parts[0].bytes.find("https://gangmu.example.gov.tw/reports/p-1/q-2026-Q1/1"),
                  std::string::npos);
        EXPECT_EQ(read.parts[0].bytes.find("進度請補充") == std::string::npos, english);
        EXPECT_NE(read.parts[1].bytes.find("<a href=\"https://"), std::string::npos);
    }
}

TEST_F(Post, ManyAtOnceAreOneLetter) {
    SmtpSink sink;
    serve_with(sink);
    for (int i = 0; i < 30; ++i)
        tell("第" + std::to_string(i) + "項", {"wang"});
    EXPECT_EQ(sender->pass(ledger::clock_us()), 30u);
    ASSERT_EQ(sink.mails().size(), 1u);
    const auto read = parse_mail(sink.mails()[0].data);
    EXPECT_EQ(read.header("Subject"), "〔綱目〕30 則通知：退回補正：第0項");
    EXPECT_NE(read.parts[0].bytes.find("第29項"), std::string::npos);
}

TEST_F(Post, ADailyDigestWaitsForItsHourAndUrgentOnesDoNot) {
    SmtpSink sink;
    serve_with(sink);
    boxes["wang"].daily = true;
    const std::int64_t now_us = ledger::clock_us();
    // An hour that is not the one about to come, whenever the test runs.
    boxes["wang"].hour = static_cast<int>((now_us / 3'600'000'000 + 8 + 5) % 24);
    tell("甲", {"wang"});
    tell("乙", {"wang"});
    tell("急", {"wang"}, true);
    EXPECT_EQ(sender->pass(ledger::clock_us()), 1u);
    EXPECT_EQ(sender->pass(ledger::clock_us() + 60 * minute_us), 0u);
    const std::int64_t hour_us = Sender::next_hour_us(now_us, boxes["wang"].hour);
    EXPECT_EQ(sender->pass(hour_us - 1), 0u);
    EXPECT_EQ(sender->pass(hour_us + 1), 2u);
    ASSERT_EQ(sink.mails().size(), 2u);
    EXPECT_EQ(parse_mail(sink.mails()[1].data).header("Subject"), "〔綱目〕2 則通知：退回補正：甲");
}

TEST_F(Post, WhatIsPutOffIsTriedAgainWithBackOff) {
    SmtpSink sink;
    serve_with(sink);
    sink.refuse(2, 451);
    tell("甲", {"wang"});
    const std::int64_t now_us = ledger::clock_us();
    EXPECT_EQ(sender->pass(now_us), 0u);
    EXPECT_EQ(sender->pass(now_us + minute_us / 2), 0u);
    EXPECT_EQ(sink.connections(), 1u) << "not before its time";
    EXPECT_EQ(sender->pass(now_us + minute_us), 0u);
    EXPECT_EQ(sender->pass(now_us + 2 * minute_us), 0u) << "twice as long";
    EXPECT_EQ(sender->pass(now_us + 3 * minute_us), 1u);
    EXPECT_EQ(sink.mails().size(), 1u);
    EXPECT_EQ((*outbox->states())[0].sent, 1u);
}

TEST_F(Post, WhatWillNeverDoIsGivenUpAndSaysWhy) {
    SmtpSink sink;
    serve_with(sink);
    sink.refuse(1, 550);
    tell("甲", {"wang"});
    EXPECT_EQ(sender->pass(ledger::clock_us()), 0u);
    const auto state = (*outbox->states())[0];
    EXPECT_EQ(state.failed, 1u);
    EXPECT_EQ(state.last_error.substr(0, 3), "550");
}

TEST_F(Post, AServerThatIsDownIsAskedOnceAMinuteNotOnceALetter) {
    server.emplace();
    server->url = "smtp+plain://127.0.0.1:1";
    server->from = "gangmu@example.gov.tw";
    tell("甲", {"wang", "lee"});
    const std::int64_t now_us = ledger::clock_us();
    EXPECT_EQ(sender->pass(now_us), 0u);
    SmtpSink sink;
    serve_with(sink);
    EXPECT_EQ(sender->pass(now_us + 2 * minute_us), 2u);
}

TEST_F(Post, StarttlsAndTlsWithAPasswordOnACheckedCertificate) {
    for (const Tls tls : {Tls::starttls, Tls::from_the_start}) {
        SmtpSink sink(tls);
        serve_with(sink);
        server->user = "gangmu";
        server->password = "p\xC3\xA4ss word";
        tell("甲" + sink.url(), {"wang"});
        EXPECT_EQ(sender->pass(ledger::clock_us()), 1u) << (*outbox->states())[0].last_error;
        ASSERT_EQ(sink.mails().size(), 1u);
        EXPECT_TRUE(sink.mails()[0].encrypted);
        EXPECT_EQ(sink.mails()[0].signed_in, "gangmu p\xC3\xA4ss word");
        server->ca_file.clear();
        const auto outcome = send_mail(*server, "wang@example.gov.tw", "x\r\n");
        EXPECT_FALSE(outcome.accepted) << "a certificate of nobody's was believed";
        EXPECT_FALSE(outcome.reached);
    }
}

TEST_F(Post, WithoutEncryptionNothingGoesWhereItWasAskedFor) {
    SmtpSink sink;
    serve_with(sink);
    server->url.replace(0, std::string("smtp+plain").size(), "smtp");  // STARTTLS, which this server has not
    const auto outcome = send_mail(*server, "wang@example.gov.tw", "x\r\n");
    EXPECT_FALSE(outcome.accepted);
    EXPECT_TRUE(sink.mails().empty());
    server->url = "smtp+plain://mail.example.gov.tw:25";
    server->user = "gangmu";
    EXPECT_EQ(check_server(*server).error().code, "mail-plain-password");
}

TEST_F(Post, AWrongPasswordIsTheServersMatterAndIsNotTold) {
    SmtpSink sink;
    serve_with(sink);
    server->user = "gangmu";
    server->password = "wrong-secret";
    tell("甲", {"wang"});
    EXPECT_EQ(sender->pass(ledger::clock_us()), 0u);
    const auto state = (*outbox->states())[0];
    EXPECT_EQ(state.failed, 0u) << "a mended password sends it";
    EXPECT_EQ(state.last_error.find("wrong-secret"), std::string::npos) << state.last_error;
}

TEST_F(Post, NobodyWantsItNobodyGetsIt) {
    SmtpSink sink;
    serve_with(sink);
    boxes["wang"].address.clear();
    tell("甲", {"wang", "gone"});
    EXPECT_EQ(sender->pass(ledger::clock_us()), 0u);
    EXPECT_EQ(sink.connections(), 0u);
    boxes["wang"].address = "wang@example.gov.tw";
    EXPECT_EQ(sender->pass(ledger::clock_us() + 600 * minute_us), 0u) << "not the past either";
}

TEST_F(Post, WebhooksAreSignedAndTriedAgain) {
    HttpSink sink;
    hook = {sink.url(), "key"};
    reopen();
    sink.answer(503);
    tell("甲", {});
    const std::int64_t now_us = ledger::clock_us();
    EXPECT_EQ(sender->pass(now_us), 0u);
    sink.answer(204);
    EXPECT_EQ(sender->pass(now_us + minute_us), 1u);
    const auto posts = sink.posts();
    ASSERT_EQ(posts.size(), 2u);
    EXPECT_EQ(posts[0].header("Gangmu-Delivery"), posts[1].header("Gangmu-Delivery"));
    EXPECT_EQ(posts[1].header("Content-Type"), "application/json");
    EXPECT_EQ(posts[1].header("Gangmu-Signature"),
              "sha256=" + hmac_sha256_hex("key", posts[1].header("Gangmu-Timestamp") + "." + posts[1].body));
    const auto body = parse_json(posts[1].body);
    ASSERT_TRUE(body) << posts[1].body;
    EXPECT_EQ(body->at("subject").at("zh").as_string(), "退回補正：甲");
    EXPECT_EQ(body->at("link").as_string(), "https://gangmu.example.gov.tw/reports/p-1/q-2026-Q1/1");
    EXPECT_EQ(body->at("data").at("plan").as_string(), "p-1");
    sink.answer(410);
    tell("乙", {});
    EXPECT_EQ(sender->pass(now_us + minute_us), 0u);
    EXPECT_EQ((*outbox->states())[1].failed, 1u);
}

// RFC 4231, test case 2.
TEST(Hmac, AsTheStandardSays) {
    EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_F(Post, TheThreadSendsByItself) {
    SmtpSink sink;
    serve_with(sink);
    sender.reset();
    Directory directory;
    directory.mailbox = [this](const std::string& account) { return std::optional(boxes.at(account)); };
    directory.server = [this] { return server; };
    directory.base_url = [] { return std::string(); };
    directory.hook = [](const std::string&) { return std::nullopt; };
    Sender running(*outbox, directory);
    tell("甲", {"wang"});
    EXPECT_EQ(sink.wait_for(1), 1u);
}

}  // namespace
}  // namespace gangmu::notices
