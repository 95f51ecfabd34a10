// The power fails at a sync: what was written since a file's last sync is lost, wholly or in parts. The store
// that is left must open and verify, and hold every event that was acknowledged. (kill -9 cannot show this:
// there the system keeps what it was given.)
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <map>
#include <mutex>
#include <random>
#include <vector>

#include "faults/fault_vfs.hpp"
#include "ledger/sqlite/open.hpp"
#include "ledger/writer.hpp"
#include "unit/ledger/scratch.hpp"

namespace gangmu::ledger {
namespace {

constexpr std::size_t sector = 512;
enum class Lost { all, parts };

// Keeps, for every file, the bytes that are surely on the disk and the changes that are not yet.
class PowerCut : public DiskWatch {
  public:
    PowerCut(int at_sync, Lost lost, unsigned seed) : syncs_left_(at_sync), lost_(lost), random_(seed) {}

    int write(const std::string& path, const void* bytes, int count, long long at) override {
        std::lock_guard lock(mutex_);
        if (dark_) return SQLITE_IOERR_WRITE;
        const std::string text(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
        files_[path].pending.push_back({static_cast<std::size_t>(at), text, false});
        return SQLITE_OK;
    }
    int truncate(const std::string& path, long long size) override {
        std::lock_guard lock(mutex_);
        if (dark_) return SQLITE_IOERR_TRUNCATE;
        files_[path].pending.push_back({static_cast<std::size_t>(size), {}, true});
        return SQLITE_OK;
    }
    int sync(const std::string& path) override {
        std::lock_guard lock(mutex_);
        if (dark_) return SQLITE_IOERR_FSYNC;
        if (--syncs_left_ <= 0) {
            dark_ = true;
            return SQLITE_IOERR_FSYNC;
        }
        File& file = files_[path];
        for (const Change& change : file.pending)
            apply(file.surely, change);
        file.pending.clear();
        return SQLITE_OK;
    }
    int remove(const std::string& path) override {
        std::lock_guard lock(mutex_);
        if (dark_) return SQLITE_IOERR_DELETE;
        files_.erase(path);
        return SQLITE_OK;
    }

    bool dark() const { return dark_; }

    // The files as they are found when the power is back.
    void leave_in(const std::string& folder) {
        std::filesystem::create_directories(folder);
        for (auto& [path, file] : files_) {
            std::string bytes = file.surely;
            if (lost_ == Lost::parts)
                for (const Change& change : file.pending)
                    apply_in_part(bytes, change);
            spill(folder + "/" + std::filesystem::path(path).filename().string(), bytes);
        }
    }

  private:
    struct Change {
        std::size_t at;
        std::string bytes;
        bool truncates;
    };
    struct File {
        std::string surely;
        std::vector<Change> pending;
    };

    static void apply(std::string& file, const Change& change) {
        if (change.truncates) {
            file.resize(change.at);
        } else {
            file.resize(std::max(file.size(), change.at + change.bytes.size()));
            file.replace(change.at, change.bytes.size(), change.bytes);
        }
    }
    // Each sector of a write comes to the disk or does not, whatever came before it.
    void apply_in_part(std::string& file, const Change& change) {
        if (change.truncates) {
            if (random_() % 2) apply(file, change);
            return;
        }
        for (std::size_t from = 0; from < change.bytes.size(); from += sector)
            if (random_() % 2) apply(file, {change.at + from, change.bytes.substr(from, sector), false});
    }

    std::mutex mutex_;
    std::map<std::string, File> files_;
    int syncs_left_;
    bool dark_ = false;
    Lost lost_;
    std::mt19937 random_;
};

class Nothing : public Book {
  public:
    Status apply(std::span<const Event>) override { return {}; }
    void publish(const Head&) override {}
    void discard() override {}
};

// Works until the power fails or 60 commands are done; returns the acknowledged events.
std::vector<Head> work(const std::string& folder, std::mt19937& random) {
    std::vector<Head> acknowledged;
    const auto ledger = open_sqlite(folder, Access::read_write, {.vfs = FaultVfs::name});
    if (!ledger) return acknowledged;
    Nothing book;
    Writer writer(**ledger, book);
    for (int i = 0; i < 60; ++i) {
        // Now and then a large one, so that the WAL is copied into the file again and again.
        const std::size_t size = random() % 12 == 0 ? 700'000 : random() % 9'000;
        const auto events = writer.run([&]() -> Result<std::vector<NewEvent>> {
            return std::vector<NewEvent>(1 + random() % 3, {"load", "chen", "", std::string(size, 'x')});
        });
        if (!events) break;
        for (const Event& event : *events)
            acknowledged.push_back({event.seq, event.hash});
        if (random() % 10 == 0 && !(*ledger)->erase_payload(events->front().seq)) break;
    }
    return acknowledged;
}

class PowerCuts : public testing::TestWithParam<Lost> {};

TEST_P(PowerCuts, LoseNothingAcknowledged) {
    FaultVfs::install();
    std::mt19937 random(GetParam() == Lost::all ? 11 : 12);
    int cuts = 0, with_events = 0;
    for (int round = 0; round < 36; ++round) {
        Scratch scratch;
        // Every one of the first syncs (the making of the store), then further and further.
        PowerCut cut(round < 12 ? round + 1 : round * 3 - 24, GetParam(), random());
        FaultVfs::watch(&cut);
        const auto acknowledged = work(scratch.path(), random);
        FaultVfs::watch(nullptr);
        cuts += cut.dark();
        with_events += cut.dark() && !acknowledged.empty();
        if (!cut.dark()) continue;

        cut.leave_in(scratch.path("after"));
        const auto ledger = open_sqlite(scratch.path("after"), Access::read_write);
        ASSERT_TRUE(ledger) << round << " " << ledger.error().code << " " << ledger.error().what.en;
        const auto verification = (*ledger)->verify(false).value();
        EXPECT_TRUE(verification.good) << round << " " << verification.reason;
        for (const Head& head : acknowledged)
            EXPECT_TRUE(prove_head(**ledger, head)) << "round " << round << " lost event " << head.seq;
        EXPECT_TRUE((*ledger)->append(std::vector<NewEvent>{{"note", "chen", "", "{}"}}));
    }
    EXPECT_GE(cuts, 30);
    EXPECT_GE(with_events, 15);
}

INSTANTIATE_TEST_SUITE_P(Ledger, PowerCuts, testing::Values(Lost::all, Lost::parts),
                         [](const auto& param) { return param.param == Lost::all ? "all" : "parts"; });

}  // namespace
}  // namespace gangmu::ledger
