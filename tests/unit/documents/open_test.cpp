// The worker process: its answers, and what becomes of documents that are too much for it.
#include "documents/open.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "documents/child.hpp"
#include "documents/wire.hpp"
#include "documents/worker.hpp"

namespace gangmu::documents {
namespace {

constexpr std::string_view text = "# 計畫\n\n甲\t乙\t丙\n1\t\t3\n\n- 項目\n";

TEST(Open, AnswersAsParseDoes) {
    ASSERT_TRUE(worker_is_ready());
    const auto direct = parse("計畫.md", text), through = open("計畫.md", text);
    ASSERT_TRUE(direct && through);
    EXPECT_EQ(*direct, *through);
    EXPECT_EQ(through->info.name, "計畫.md");
    EXPECT_EQ(through->info.sha256.size(), 64u);
}

TEST(Open, RefusalsComeThroughWhole) {
    const auto direct = parse("a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."),
               through = open("a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....");
    ASSERT_FALSE(through);
    EXPECT_EQ(through.error().code, "document-old-format");
    EXPECT_EQ(through.error().what, direct.error().what);
    EXPECT_EQ(through.error().mend, direct.error().mend);
    EXPECT_EQ(through.error().where, "a.doc");
    EXPECT_EQ(open("a", "").error().code, "document-empty");
}

TEST(Open, MemoryOverTheLimitIsNamed) {
    std::string big;
    while (big.size() < (24u << 20))
        big += "一二三四五六七八九十\n";
    Limits limits;
    limits.memory_bytes = 160u << 20;
    const auto result = open("big.txt", big, limits);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "document-memory") << result.error().what.en;
#endif
}

TEST(Open, TimeOverTheLimitIsNamed) {
    Limits limits;
    limits.time = std::chrono::seconds(0);
    const auto result = open("a.txt", text, limits);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "document-timeout");
    EXPECT_FALSE(result.error().mend.zh.empty());
}

TEST(Open, ManyAtOnce) {
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int k = 0; k < 3; ++k)
                good += open("a.txt", text).has_value();
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(good, 24);
}

TEST(Child, IsKilledWithItsGroupWhenTimeIsOver) {
    Child child;
    child.program = "sh";
    child.arguments = {"-c", "echo begun; sleep 30 & sleep 30"};
    child.time = std::chrono::seconds(2);  // enough for a busy machine to say "begun"
    const auto start = std::chrono::steady_clock::now();
    const ChildEnd end = run_child(child);
    EXPECT_TRUE(end.timed_out);
    EXPECT_EQ(end.output, "begun\n");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(25));
}

TEST(Child, OutputHasALimitAndTheEndIsTold) {
    Child child;
    child.program = "sh";
    child.arguments = {"-c", "yes"};
    child.output_bytes = 1000;
    EXPECT_TRUE(run_child(child).too_much);
    child.arguments = {"-c", "exit 3"};
    EXPECT_EQ(run_child(child).exit_code, 3);
    child.arguments = {"-c", "kill -SEGV $$"};
    EXPECT_EQ(run_child(child).signal, 11);
    child.program = "/no/such/program";
    const ChildEnd end = run_child(child);
    EXPECT_TRUE(!end.started || end.exit_code == 127);
}

TEST(Wire, CutOrChangedBytesAreRefusedAndNeverRead) {
    const std::string whole = pack(parse("a.md", text));
    Result<Document> result{Document{}};
    EXPECT_TRUE(unpack(whole, result));
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(unpack(std::string_view(whole).substr(0, length), result)) << length;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0xFF);
        (void)unpack(changed, result);  // any answer, no crash
    }
}

}  // namespace
}  // namespace gangmu::documents
