// A disk that is really full: a small file system in memory, mounted for the test. Needs root; skips visibly
// without.
#include <gtest/gtest.h>
#include <sys/mount.h>

#include "ledger/chain.hpp"
#include "ledger/writer.hpp"
#include "unit/ledger/scratch.hpp"

namespace gangmu::ledger {
namespace {

class SmallDisk {
  public:
    explicit SmallDisk(std::string path) : path_(std::move(path)) {
        std::filesystem::create_directories(path_);
        mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, "size=3m") == 0;
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    bool mounted() const { return mounted_; }

  private:
    std::string path_;
    bool mounted_ = false;
};

class Nothing : public Book {
  public:
    Status apply(std::span<const Event>) override { return {}; }
    void publish(const Head&) override {}
    void discard() override {}
};

Result<std::vector<NewEvent>> produce() {
    return std::vector<NewEvent>{{"load", "chen", "", std::string(30'000, 'x')}};
}

TEST(FullDisk, IsReportedReadsGoOnAndSoDoesWorkWhenThereIsSpace) {
    Scratch scratch;
    const SmallDisk disk(scratch.path("disk"));
    if (!disk.mounted()) GTEST_SKIP() << "mounting a small file system needs root";
    const std::string store = scratch.path("disk/store"), ballast = scratch.path("disk/ballast");
    spill(ballast, std::string(600'000, 'b'));

    Head last;
    {
        const auto ledger = open_sqlite(store, Access::read_write).value();
        Nothing book;
        Writer writer(*ledger, book);
        for (;;) {
            const auto events = writer.run(produce);
            if (!events) {
                EXPECT_EQ(events.error().code, "disk-full");
                EXPECT_EQ(events.error().fault, Fault::unavailable);
                break;
            }
            last = {events->back().seq, events->back().hash};
        }
        EXPECT_GT(last.seq, 10U);
        EXPECT_EQ(ledger->head().value(), last) << "nothing half-applied";
        EXPECT_EQ(ledger->put_blob(std::string(600'000, 'y')).error().code, "disk-full");
        EXPECT_TRUE(ledger->verify(true)->good);
    }
    {
        const auto ledger = open_sqlite(store, Access::read_write);
        ASSERT_TRUE(ledger) << "a full disk must not keep anybody from reading: " << ledger.error().code;
        EXPECT_TRUE(prove_head(**ledger, last));
    }
    std::filesystem::remove(ballast);
    const auto ledger = open_sqlite(store, Access::read_write).value();
    EXPECT_EQ(ledger->append(std::vector<NewEvent>{{"note", "chen", "", "{}"}})->front().seq, last.seq + 1);
    EXPECT_TRUE(prove_head(*ledger, last));
    EXPECT_TRUE(ledger->verify(true)->good);
}

}  // namespace
}  // namespace gangmu::ledger
