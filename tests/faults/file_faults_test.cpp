// Blob and checkpoint files when the system refuses: every call of every kind fails once, and the store stays
// good.
#include <gtest/gtest.h>

#include <cerrno>

#include "base/sha256.hpp"
#include "ledger/checkpoint_file.hpp"
#include "ledger/memory.hpp"
#include "ledger/sqlite/open.hpp"
#include "unit/ledger/scratch.hpp"

namespace gangmu::ledger {
namespace {

enum class Call { open, write, short_write, fsync, rename, mkdir };

class FaultySystem : public System {
  public:
    void arm(Call call, int nth, int number) {
        call_ = call;
        left_ = nth;
        errno_ = number;
    }
    bool disarm() {  // whether it struck
        left_ = 0;
        return std::exchange(struck_, false);
    }

    int open(const char* path, int flags, mode_t mode) override {
        return strikes(Call::open) ? -1 : System::open(path, flags, mode);
    }
    ssize_t write(int file, const void* bytes, std::size_t count) override {
        if (strikes(Call::write)) return -1;
        if (count > 1 && strikes(Call::short_write)) {  // half now, the rest of the disk is gone
            const ssize_t written = System::write(file, bytes, count / 2);
            arm(Call::write, 1, errno_);
            return written;
        }
        return System::write(file, bytes, count);
    }
    int fsync(int file) override { return strikes(Call::fsync) ? -1 : System::fsync(file); }
    int rename(const char* from, const char* to) override {
        return strikes(Call::rename) ? -1 : System::rename(from, to);
    }
    int mkdir(const char* path, mode_t mode) override {
        return strikes(Call::mkdir) ? -1 : System::mkdir(path, mode);
    }

  private:
    bool strikes(Call call) {
        if (left_ <= 0 || call != call_ || --left_ > 0) return false;
        struck_ = true;
        errno = errno_;
        return true;
    }
    Call call_ = Call::open;
    int left_ = 0;
    int errno_ = 0;
    bool struck_ = false;
};

struct Case {
    const char* name;
    Call call;
    int number;
    const char* code;
};
class FileFaults : public testing::TestWithParam<Case> {};

const auto cases = testing::Values(
    Case{"open", Call::open, EIO, "store-io"}, Case{"too_many_files", Call::open, EMFILE, "store-io"},
    Case{"write_full", Call::write, ENOSPC, "disk-full"},
    Case{"write_quota", Call::write, EDQUOT, "disk-full"}, Case{"write_error", Call::write, EIO, "store-io"},
    Case{"short_write", Call::short_write, ENOSPC, "disk-full"}, Case{"fsync", Call::fsync, EIO, "store-io"},
    Case{"rename", Call::rename, EIO, "store-io"}, Case{"mkdir_full", Call::mkdir, ENOSPC, "disk-full"});
const auto case_name = [](const auto& param) { return std::string(param.param.name); };

int files_in(const std::string& folder) {
    int count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        count += entry.is_regular_file();
    return count;
}

TEST_P(FileFaults, ABlobIsWholeOrAbsent) {
    const std::string bytes(100'000, 'b'), name = sha256_hex(bytes);
    int met = 0;
    for (int nth = 1; nth < 100; ++nth) {
        Scratch scratch;
        FaultySystem system;
        {
            const auto ledger =
                open_sqlite(scratch.path(), Access::read_write, {.vfs = {}, .system = &system}).value();
            system.arm(GetParam().call, nth, GetParam().number);
            const auto put = ledger->put_blob(bytes);
            const bool struck = system.disarm();
            met += struck ? 1 : 0;
            ASSERT_EQ(put.has_value(), !struck);
            if (struck) {
                EXPECT_EQ(put.error().code, GetParam().code);
                EXPECT_FALSE(ledger->has_blob(name).value());
                EXPECT_EQ(ledger->blob(name).error().code, "blob-unknown");
                EXPECT_EQ(files_in(scratch.path() + "/blobs/tmp"), 0);
                EXPECT_TRUE(ledger->verify(true)->good);
            }
            EXPECT_EQ(ledger->put_blob(bytes).value(), name) << "the next one works";
            EXPECT_EQ(ledger->blob(name).value(), bytes);
            if (!struck) break;
        }
        const auto again = open_sqlite(scratch.path(), Access::read_write).value();
        EXPECT_EQ(again->blob(name).value(), bytes);
        EXPECT_TRUE(again->verify(true)->good);
    }
    EXPECT_GE(met, 1);
}

TEST_P(FileFaults, ACheckpointIsWholeOrAbsent) {
    int met = 0;
    for (int nth = 1; nth < 100; ++nth) {
        Scratch scratch;
        std::filesystem::create_directories(scratch.path());
        FaultySystem system;
        MemoryLedger ledger;
        const std::vector<NewEvent> two(2, {"note", "chen", "", "{}"});
        const auto events = ledger.append(two).value();
        Checkpoints checkpoints(scratch.path(), 1, system);
        system.arm(GetParam().call, nth, GetParam().number);
        const auto saved = checkpoints.save({1, events[0].hash}, std::string(100'000, 'c'));
        const bool struck = system.disarm();
        met += struck ? 1 : 0;
        ASSERT_EQ(saved.has_value(), !struck);
        if (struck) {
            EXPECT_EQ(saved.error().code, GetParam().code);
        }
        std::vector<Message> removed;
        EXPECT_TRUE(checkpoints.load(ledger, 2, &removed));
        EXPECT_TRUE(removed.empty()) << "a half-written checkpoint must never bear a checkpoint's name";
        EXPECT_TRUE(checkpoints.save({2, events[1].hash}, "next"));
        EXPECT_EQ(checkpoints.load(ledger, 2).value()->content, "next");
        if (!struck) break;
    }
    EXPECT_GE(met, 1);
}

INSTANTIATE_TEST_SUITE_P(Ledger, FileFaults, cases, case_name);

TEST(FileFaults, AStoreWhereNoFolderCanBe) {
    EXPECT_EQ(open_sqlite("/proc/gangmu/store", Access::read_write).error().code, "store-io");
    EXPECT_EQ(open_sqlite("/dev/null/store", Access::read_write).error().code, "store-io");
    EXPECT_EQ(open_sqlite("/dev/null/store", Access::read_only).error().code, "store-missing");
}

}  // namespace
}  // namespace gangmu::ledger
