#include "notices/outbox.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "ledger/chain.hpp"

namespace gangmu::notices {
namespace {

class OutboxFile : public testing::Test {
  protected:
    OutboxFile() {
        std::string folder = (std::filesystem::temp_directory_path() / "gangmu-outbox-XXXXXX").string();
        if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
        folder_ = folder;
        reopen();
    }
    ~OutboxFile() override {
        outbox.reset();
        std::filesystem::remove_all(folder_);
    }
    std::string path() const { return folder_ + "/outbox.db"; }
    void reopen() {
        outbox.reset();
        auto opened = Outbox::open(path());
        ASSERT_TRUE(opened) << opened.error().what.en;
        outbox = std::move(*opened);
    }
    static Notice notice(std::string key, std::vector<std::string> to) {
        Notice out;
        out.to = std::move(to);
        out.kind = "report.returned";
        out.key = std::move(key);
        out.subject = {"辦理情形被退回", "A report came back"};
        out.link = "/reports/p-1/q-2026-Q1/1";
        return out;
    }

    std::string folder_;
    std::unique_ptr<Outbox> outbox;
};

TEST_F(OutboxFile, TheSameKeyTellsNobodyTwiceAlsoAfterReopening) {
    EXPECT_EQ(*outbox->enqueue(notice("a", {"wang"})), 2u);  // page and e-mail
    EXPECT_EQ(*outbox->enqueue(notice("a", {"wang"})), 0u);
    reopen();
    EXPECT_EQ(*outbox->enqueue(notice("a", {"wang", "lee"})), 2u);  // lee only
    EXPECT_EQ(outbox->counts("wang")->unread, 1u);
    EXPECT_EQ(outbox->counts("lee")->unread, 1u);
    EXPECT_EQ(outbox->due(Channel::email, ledger::clock_us(), 10)->size(), 2u);
}

TEST_F(OutboxFile, NoticesAndTheCursorAreOneCommit) {
    EXPECT_FALSE(*outbox->cursor("events"));
    const std::vector<Notice> good{notice("a", {"wang"})};
    ASSERT_TRUE(outbox->enqueue(good, Cursor{"events", 7}));
    const std::vector<Notice> bad{notice("b", {"wang"}), notice("", {"wang"})};
    EXPECT_FALSE(outbox->enqueue(bad, Cursor{"events", 9}));
    reopen();
    EXPECT_EQ(**outbox->cursor("events"), 7u);
    EXPECT_EQ(outbox->counts("wang")->all, 1u);
}

// A process that is killed in the middle: whatever the cursor says was looked at is there, once.
TEST_F(OutboxFile, KilledInMidWriteTheCursorNeverLies) {
    outbox.reset();
    for (int round = 0; round < 5; ++round) {
        int progress[2];
        ASSERT_EQ(::pipe(progress), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto mine = Outbox::open(path());
            if (!mine) ::_exit(1);
            auto from = (*mine)->cursor("events");
            for (std::uint64_t seq = from && *from ? **from : 0;; ++seq) {
                const std::vector<Notice> one{notice("event/" + std::to_string(seq + 1), {"wang"})};
                if (!(*mine)->enqueue(one, Cursor{"events", seq + 1})) ::_exit(1);
                if (::write(progress[1], ".", 1) != 1) ::_exit(1);
            }
        }
        // Some are written, however slow the machine; then it is killed in the middle of whatever it does.
        ::close(progress[1]);
        char dot = 0;
        for (int written = 0; written < 5; ++written)
            ASSERT_EQ(::read(progress[0], &dot, 1), 1);
        ::usleep(static_cast<useconds_t>(1'000 * round));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(progress[0]);
    }
    reopen();
    const auto seq = *outbox->cursor("events");
    ASSERT_TRUE(seq);
    EXPECT_GE(*seq, 25u);
    EXPECT_EQ(outbox->counts("wang")->all, *seq);
}

TEST_F(OutboxFile, ReadAndUnread) {
    for (const char* key : {"a", "b", "c"})
        ASSERT_TRUE(outbox->enqueue(notice(key, {"wang"})));
    const auto all = *outbox->shown("wang", false, 0, 10);
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(*outbox->mark_read("lee", all[0].id), 0u);  // not hers
    EXPECT_EQ(*outbox->mark_read("wang", all[0].id), 1u);
    EXPECT_EQ(outbox->shown("wang", true, 0, 10)->size(), 2u);
    EXPECT_EQ(outbox->shown("wang", false, all[1].id, 10)->size(), 1u);
    EXPECT_EQ(*outbox->mark_read("wang", all[0].id, false), 1u);
    EXPECT_EQ(*outbox->mark_read("wang", 0), 3u);
    EXPECT_EQ(outbox->counts("wang")->unread, 0u);
}

TEST_F(OutboxFile, DeliveriesWaitAreSentOrFail) {
    outbox->subscribe([](std::string_view kind) {
        return kind == "report.returned" ? std::vector<std::string>{"w-1"} : std::vector<std::string>{};
    });
    int woken = 0;
    outbox->when_there_is_something([&] { ++woken; });
    Notice one = notice("a", {});
    one.attachments = {{"圖.png", "image/png", std::string("\0\1\2", 3)}};
    EXPECT_EQ(*outbox->enqueue(one), 1u);
    EXPECT_EQ(woken, 1);
    auto due = *outbox->due(Channel::webhook, ledger::clock_us(), 10);
    ASSERT_EQ(due.size(), 1u);
    EXPECT_EQ(due[0].notice.attachments[0].bytes, std::string("\0\1\2", 3));
    const std::int64_t id = due[0].id;
    const std::int64_t later = ledger::clock_us() + 60'000'000;
    ASSERT_TRUE(outbox->postpone(std::span(&id, 1), later, "connection refused", true));
    EXPECT_TRUE(outbox->due(Channel::webhook, later - 1, 10)->empty());
    EXPECT_EQ((*outbox->due(Channel::webhook, later, 10))[0].tries, 1);
    EXPECT_EQ((*outbox->states())[1].waiting, 1u);
    EXPECT_EQ((*outbox->states())[1].last_error, "connection refused");
    ASSERT_TRUE(outbox->sent(std::span(&id, 1)));
    EXPECT_TRUE(outbox->due(Channel::webhook, later, 10)->empty());
    ASSERT_TRUE(outbox->forget_before(later));
    EXPECT_EQ((*outbox->states())[1].sent, 0u);
}

TEST_F(OutboxFile, SecretsStayInAFileOfItsOwner) {
    ASSERT_TRUE(outbox->set_secret("smtp", "hush"));
    EXPECT_EQ(*outbox->secret("smtp"), "hush");
    struct stat info {};
    ASSERT_EQ(::stat(path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    ASSERT_TRUE(outbox->set_secret("smtp", ""));
    EXPECT_EQ(*outbox->secret("smtp"), "");
}

TEST_F(OutboxFile, ADamagedFileIsPutAside) {
    outbox.reset();
    for (const char* side : {"", "-wal", "-shm"})
        std::filesystem::remove(path() + side);
    std::ofstream(path()) << std::string(8192, 'x');
    reopen();
    EXPECT_TRUE(outbox->enqueue(notice("a", {"wang"})));
    EXPECT_TRUE(std::filesystem::exists(path() + ".damaged"));
}

}  // namespace
}  // namespace gangmu::notices
