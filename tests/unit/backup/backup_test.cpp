#include "backup/backup.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "backup/drill.hpp"
#include "base/file.hpp"
#include "ledger/ledger.hpp"
#include "notices/outbox.hpp"
#include "state/content.hpp"
#include "state/events.hpp"

namespace gangmu::backup {
namespace {

namespace fs = std::filesystem;

class BackupTest : public testing::Test {
  protected:
    void SetUp() override {
        top_ = fs::temp_directory_path() / ("gangmu-backup-" + std::to_string(::getpid()) + "-" +
                                            testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(top_);
        fs::create_directories(top_);
        store_ = top_ / "store";
        ledger_ = *ledger::open_sqlite(store_, ledger::Access::read_write);
        publish();
    }
    void TearDown() override {
        ledger_.reset();
        fs::remove_all(top_);
    }
    std::string at(const char* name) const { return top_ / name; }

    void publish() {
        model::Plan plan;
        plan.plan.id = "p-1";
        plan.plan.title = "備份測試計畫";
        model::Node node;
        node.id = "1";
        node.title = "一";
        plan.nodes.push_back(node);
        const auto blob = *ledger_->put_blob(state::content_text(**state::Content::build(plan)));
        const std::string rest = R"("plan":"p-1","content":")" + blob + "\"";
        append(state::event::plan_drafted, "{\"v\":1," + rest + ",\"documents\":[]}");
        append(state::event::plan_published, "{\"v\":1," + rest + ",\"edition\":1,\"proofread\":true}");
    }
    void append(std::string_view type, const std::string& payload) {
        const ledger::NewEvent event{std::string(type), "tester", "2026-01-01", payload};
        ASSERT_TRUE(ledger_->append({&event, 1}));
    }
    void register_agency(int i) {
        append(state::event::agency_registered,
               R"({"v":1,"name":"機關)" + std::to_string(i) + R"(","names":[]})");
    }
    std::string code(const std::string& file, const char* folder) const {
        const auto done = restore(file, at(folder));
        EXPECT_FALSE(fs::exists(at(folder) + ".restoring"));
        EXPECT_EQ(fs::exists(at(folder)), done.has_value());
        return done ? "" : done.error().code;
    }
    static void change(const std::string& file, const std::function<void(std::string&)>& how) {
        std::string bytes = *read_file(file, 1U << 30U);
        how(bytes);
        std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    }

    fs::path top_, store_;
    std::unique_ptr<ledger::Ledger> ledger_;
};

TEST_F(BackupTest, ThereAndBackItIsTheSame) {
    const auto saved = save(store_, at("one.zip"));
    ASSERT_TRUE(saved) << saved.error().code << saved.error().where;
    EXPECT_EQ(saved->head, *ledger_->head());
    EXPECT_EQ(saved->blobs.size(), 1u);
    EXPECT_EQ(saved->outputs.size(), 3u);
    const auto restored = restore(at("one.zip"), at("again"));
    ASSERT_TRUE(restored) << restored.error().code << restored.error().where;
    EXPECT_EQ(restored->state, saved->state);
    const auto again = ledger::open_sqlite(at("again"), ledger::Access::read_write);
    ASSERT_TRUE(again);
    EXPECT_TRUE((*again)->verify(true)->good);
    const ledger::NewEvent event{std::string(state::event::agency_removed), "x", "",
                                 "{\"v\":1,\"name\":\"a\"}"};
    EXPECT_TRUE((*again)->append({&event, 1}));  // it goes on
    for (const char* left : {"one.zip.part", "one.zip.ledger", "again.restoring"})
        EXPECT_FALSE(fs::exists(at(left))) << left;
}

TEST_F(BackupTest, NoticesAndTimesOfSignInGoAlong) {
    auto outbox = std::move(*notices::Outbox::open(store_ / "outbox.db"));
    notices::Notice notice;
    notice.to = {"kai.lin"};
    notice.kind = "report.returned";
    notice.key = "report.returned/2";
    notice.subject = {"退回補正", "Came back"};
    ASSERT_TRUE(outbox->enqueue({&notice, 1}, notices::Cursor{"ledger", 2}));
    ASSERT_TRUE(outbox->set_secret("smtp/password", "hush"));
    std::ofstream(store_ / "accounts-used.json") << R"({"kai.lin":1774917000})";
    std::ofstream(store_ / "sessions.json") << "{}";
    const auto saved = save(store_, at("one.zip"));  // while it is open
    ASSERT_TRUE(saved) << saved.error().code << saved.error().where;
    ASSERT_EQ(saved->companions.size(), 2u);
    EXPECT_EQ(fs::status(at("one.zip")).permissions(), fs::perms(0600));
    notice.key = "report.returned/3";
    ASSERT_TRUE(outbox->enqueue(notice));  // after the backup

    ASSERT_TRUE(restore(at("one.zip"), at("again")));
    EXPECT_FALSE(fs::exists(at("again") + "/sessions.json"));
    EXPECT_EQ(*read_file(at("again") + "/accounts-used.json", 100), R"({"kai.lin":1774917000})");
    EXPECT_EQ(fs::status(at("again") + "/outbox.db").permissions(), fs::perms(0600));
    const auto again = std::move(*notices::Outbox::open(at("again") + "/outbox.db"));
    const auto shown = again->shown("kai.lin", true, 0, 10);
    ASSERT_TRUE(shown);
    ASSERT_EQ(shown->size(), 1u);
    EXPECT_EQ(shown->front().subject.zh, "退回補正");
    EXPECT_EQ(*again->secret("smtp/password"), "hush");
    EXPECT_EQ(**again->cursor("ledger"), 2u);
    EXPECT_EQ(again->states()->front().waiting, 1u);
}

TEST_F(BackupTest, TheDrillLooksIntoWhatGoesAlong) {
    auto outbox = std::move(*notices::Outbox::open(store_ / "outbox.db"));
    notices::Notice notice;
    notice.to = {"kai.lin"};
    notice.kind = "a";
    notice.key = "a/1";
    ASSERT_TRUE(outbox->enqueue({&notice, 1}, notices::Cursor{"ledger", 2}));
    const auto good = drill(store_, top_);
    ASSERT_TRUE(good) << good.error().code;
    EXPECT_TRUE(good->good()) << print(*good, true);
    EXPECT_NE(print(*good, true).find("1 notices, 1 waiting"), std::string::npos) << print(*good, true);
    // Ahead of the ledger: of another store, or of a later day.
    ASSERT_TRUE(outbox->enqueue({}, notices::Cursor{"ledger", 1000}));
    const auto ahead = drill(store_, top_);
    ASSERT_TRUE(ahead);
    EXPECT_FALSE(ahead->good());
    ASSERT_TRUE(outbox->enqueue({}, notices::Cursor{"ledger", 2}));
    std::ofstream(store_ / "accounts-used.json") << "[";
    EXPECT_FALSE(drill(store_, top_)->good());
    fs::remove(store_ / "accounts-used.json");
    // A damaged one is named, and the rest is backed up all the same.
    outbox.reset();
    for (const char* side : {"-wal", "-shm"})
        fs::remove(store_ / (std::string("outbox.db") + side));
    change(store_ / "outbox.db",
           [](std::string& bytes) { std::fill(bytes.begin() + 100, bytes.end(), 'x'); });
    const auto saved = save(store_, at("one.zip"));
    ASSERT_TRUE(saved) << saved.error().code;
    EXPECT_EQ(saved->left_out, std::vector<std::string>{"outbox.db"});
    EXPECT_TRUE(saved->companions.empty());
    EXPECT_EQ(restore(at("one.zip"), at("again"))->left_out, saved->left_out);
    EXPECT_FALSE(drill(at("one.zip"), top_)->good());
    for (const auto& left : fs::directory_iterator(top_))
        EXPECT_EQ(left.path().filename().string().find(".beside"), std::string::npos);
}

TEST_F(BackupTest, ItIsConsistentWhileOthersWrite) {
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int i = 0; !stop; ++i)
            register_agency(i);
    });
    for (int i = 0; i < 3; ++i) {
        const std::string file = at("live.zip") + std::to_string(i), folder = at("live") + std::to_string(i);
        const auto saved = save(store_, file);
        ASSERT_TRUE(saved) << saved.error().code << saved.error().where;
        const auto restored = restore(file, folder);
        EXPECT_TRUE(restored) << restored.error().code << restored.error().where;
    }
    stop = true;
    writer.join();
}

TEST_F(BackupTest, NothingIsEverOverwritten) {
    ASSERT_TRUE(save(store_, at("one.zip")));
    const auto before = *read_file(at("one.zip"), 1U << 30U);
    EXPECT_EQ(save(store_, at("one.zip")).error().code, "backup-exists");
    EXPECT_EQ(*read_file(at("one.zip"), 1U << 30U), before);
    EXPECT_EQ(restore(at("one.zip"), store_).error().code, "restore-not-empty");
    fs::create_directories(at("empty"));
    EXPECT_TRUE(restore(at("one.zip"), at("empty")));
    EXPECT_EQ(save(at("nowhere"), at("two.zip")).error().code, "store-missing");
    EXPECT_FALSE(fs::exists(at("two.zip")));
    EXPECT_EQ(save(store_, at("no/such/folder.zip")).error().code, "backup-folder");
}

TEST_F(BackupTest, DamagedFilesAreNamedAndLeaveNothing) {
    ASSERT_TRUE(save(store_, at("good.zip")));
    EXPECT_EQ(code(at("missing.zip"), "a"), "backup-missing");
    const auto damaged = [&](const std::function<void(std::string&)>& how) {
        fs::copy_file(at("good.zip"), at("bad.zip"), fs::copy_options::overwrite_existing);
        change(at("bad.zip"), how);
        return code(at("bad.zip"), "b");
    };
    EXPECT_EQ(damaged([](std::string& bytes) { bytes.clear(); }), "backup-broken");
    EXPECT_EQ(damaged([](std::string& bytes) { bytes = "not an archive"; }), "backup-broken");
    const auto whole = *read_file(at("good.zip"), 1U << 30U);
    for (std::size_t part = 1; part < 20; ++part)  // cut off anywhere
        EXPECT_EQ(damaged([&](std::string& bytes) { bytes.resize(whole.size() * part / 20); }),
                  "backup-broken")
            << part;
    // One changed byte anywhere: named, or in a place that says nothing (times, attributes).
    for (std::size_t at_byte = 0; at_byte < whole.size(); at_byte += whole.size() / 60 + 1) {
        const auto found =
            damaged([&](std::string& bytes) { bytes[at_byte] = static_cast<char>(bytes[at_byte] ^ 0x55); });
        EXPECT_TRUE(found == "backup-broken" || found == "backup-foreign" || found.empty())
            << at_byte << " " << found;
        fs::remove_all(at("b"));
    }
}

TEST_F(BackupTest, ANewerBackupIsRefused) {
    Manifest manifest;
    manifest.database_sha256 = std::string(64, 'a');
    std::string text = write_manifest(manifest);
    EXPECT_TRUE(read_manifest(text));
    text.replace(text.find("\"format\": 1"), 11, "\"format\": 2");
    EXPECT_EQ(read_manifest(text).error().code, "backup-newer");
    EXPECT_EQ(read_manifest("{}").error().code, "backup-broken");
    EXPECT_EQ(read_manifest("[").error().code, "backup-broken");
    // A hash becomes a path: nothing else may.
    manifest.blobs.push_back({"../../../etc/passwd", 1});
    EXPECT_EQ(read_manifest(write_manifest(manifest)).error().code, "backup-broken");
    manifest.blobs.clear();
    EXPECT_TRUE(read_manifest(write_manifest(manifest)));
    manifest.companions.push_back({"../outbox.db", 1, std::string(64, 'a')});
    EXPECT_EQ(read_manifest(write_manifest(manifest)).error().code, "backup-broken");
}

TEST_F(BackupTest, AStoreThatIsDamagedItselfSaysSo) {
    fs::remove_all(store_ / "blobs");
    EXPECT_EQ(save(store_, at("one.zip")).error().code, "blob-corrupt");
    EXPECT_FALSE(fs::exists(at("one.zip")));
}

TEST_F(BackupTest, CancelledItLeavesNothing) {
    EXPECT_EQ(save(store_, at("one.zip"), [](std::uint64_t, std::uint64_t) { return false; }).error().code,
              "cancelled");
    EXPECT_TRUE(fs::is_empty(top_) ||
                std::distance(fs::directory_iterator(top_), fs::directory_iterator()) == 1);
    ASSERT_TRUE(save(store_, at("one.zip")));
    EXPECT_EQ(
        restore(at("one.zip"), at("a"), [](std::uint64_t, std::uint64_t) { return false; }).error().code,
        "cancelled");
    EXPECT_FALSE(fs::exists(at("a")));
}

TEST_F(BackupTest, TheDrillProvesAFileAndAStore) {
    ASSERT_TRUE(save(store_, at("one.zip")));
    const auto of_file = drill(at("one.zip"), top_);
    ASSERT_TRUE(of_file) << of_file.error().code;
    EXPECT_TRUE(of_file->good()) << print(*of_file, true);
    const auto of_store = drill(store_, top_);
    ASSERT_TRUE(of_store) << of_store.error().code;
    EXPECT_TRUE(of_store->good()) << print(*of_store, true);
    EXPECT_EQ(of_store->steps.size(), of_file->steps.size() + 1);
    EXPECT_NE(print(*of_store, false).find("備份可以還原"), std::string::npos);
    change(at("one.zip"), [](std::string& bytes) { bytes.resize(bytes.size() / 2); });
    const auto broken = drill(at("one.zip"), top_);
    ASSERT_TRUE(broken);
    EXPECT_FALSE(broken->good());
    EXPECT_NE(print(*broken, true).find("FAILED"), std::string::npos);
    for (const auto& left : fs::directory_iterator(top_))
        EXPECT_EQ(left.path().filename().string().find("drill"), std::string::npos);
}

}  // namespace
}  // namespace gangmu::backup
