// Full disks, short writes and failing fsyncs under the writer: the command that meets one reports it and
// leaves nothing, the next one works, and the store verifies, now and when it is opened again.
#include <gtest/gtest.h>

#include <set>

#include "faults/fault_vfs.hpp"
#include "ledger/sqlite/open.hpp"
#include "ledger/writer.hpp"
#include "unit/ledger/scratch.hpp"

namespace gangmu::ledger {
namespace {

// What readers would see: which events there are.
class Hashes : public Book {
  public:
    Status apply(std::span<const Event> events) override {
        for (const Event& event : events)
            tentative.emplace(event.seq, event.hash);
        return {};
    }
    void publish(const Head&) override { readers = tentative; }
    void discard() override { tentative = readers; }
    std::set<std::pair<Sequence, Hash>> tentative, readers;
};

std::set<std::pair<Sequence, Hash>> stored(const Ledger& ledger) {
    std::set<std::pair<Sequence, Hash>> out;
    const auto events = ledger.read(0, 100'000);
    if (!events) throw std::runtime_error(events.error().code);
    for (const Event& event : *events)
        out.emplace(event.seq, event.hash);
    return out;
}

Produce command(std::size_t bytes, std::size_t events = 2) {
    return [=]() -> Result<std::vector<NewEvent>> {
        return std::vector<NewEvent>(events, {"load", "chen", "", std::string(bytes, 'x')});
    };
}

std::unique_ptr<Ledger> open(const std::string& folder) {
    FaultVfs::install();
    auto ledger = open_sqlite(folder, Access::read_write, {.vfs = FaultVfs::name});
    if (!ledger) throw std::runtime_error(ledger.error().code);
    return std::move(*ledger);
}

struct Case {
    DiskFault fault;
    std::size_t bytes;  // of a payload
    int stride;         // of the nth call that fails
    bool lasting;
};

class CommitFaults : public testing::TestWithParam<Case> {};

// One store, one fault at the nth call. False when the command needed fewer calls than that.
bool survives(const Case& given, int nth) {
    Scratch scratch;
    Sequence seq = 0;
    std::set<std::pair<Sequence, Hash>> expected;
    int failed = 0;
    {
        const auto ledger = open(scratch.path());
        Hashes book;
        Writer writer(*ledger, book);
        EXPECT_TRUE(writer.run(command(10)));
        const auto before = book.readers;
        FaultVfs::arm(given.fault, nth, given.lasting);
        const auto outcome = writer.run(command(given.bytes));
        failed = FaultVfs::disarm();
        if (outcome) {
            EXPECT_TRUE(failed == 0 || given.bytes > 1'000'000)
                << "only a checkpoint may fail behind a good commit";
        } else {
            EXPECT_TRUE(outcome.error().code == "disk-full" || outcome.error().code == "store-io")
                << outcome.error().code;
            EXPECT_EQ(book.readers, before);
            EXPECT_EQ(stored(*ledger), before) << "nothing half-applied";
        }
        const auto next = writer.run(command(10));
        EXPECT_TRUE(next) << "the next command works";
        if (next) seq = next->back().seq;
        expected = book.readers;
        EXPECT_EQ(stored(*ledger), expected);
        EXPECT_TRUE(ledger->verify(true)->good);
        writer.stop();
    }
    const auto again = open(scratch.path());
    EXPECT_EQ(stored(*again), expected);
    EXPECT_EQ(again->head()->seq, seq);
    EXPECT_TRUE(again->verify(true)->good);
    return failed > 0;
}

TEST_P(CommitFaults, AreReportedAndLeaveNothing) {
    int nth = 1, met = 0;
    while (nth < 100'000 && survives(GetParam(), nth)) {
        ++met;
        nth += GetParam().stride;
        if (HasFailure()) break;
    }
    EXPECT_GE(met, 1) << "the fault was never met: the test shows nothing";
    RecordProperty("faults_met", met);
}

INSTANTIATE_TEST_SUITE_P(
    Ledger, CommitFaults,
    testing::Values(
        Case{DiskFault::full, 20'000, 1, false}, Case{DiskFault::full, 20'000, 3, true},
        Case{DiskFault::write_error, 20'000, 1, false}, Case{DiskFault::write_error, 20'000, 3, true},
        Case{DiskFault::short_write, 20'000, 1, false}, Case{DiskFault::short_write, 20'000, 3, true},
        Case{DiskFault::sync_error, 20'000, 1, false}, Case{DiskFault::sync_error, 20'000, 1, true},
        // 5 MB: the WAL grows over its mark and is copied into the file behind the commit
        Case{DiskFault::full, 2'500'000, 397, false}, Case{DiskFault::short_write, 2'500'000, 397, false},
        Case{DiskFault::write_error, 2'500'000, 397, true}, Case{DiskFault::sync_error, 2'500'000, 1, false}),
    [](const auto& param) {
        return std::string(name_of(param.param.fault)) + (param.param.bytes > 1'000'000 ? "_large" : "") +
               (param.param.lasting ? "_lasting" : "");
    });

// A batch of many commands fails as one.
TEST(CommitFaults, AWholeBatchHearsOfTheFullDisk) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    Hashes book;
    std::atomic<int> full = 0, good = 0;
    Writer writer(*ledger, book);
    FaultVfs::arm(DiskFault::full, 1, true);
    for (int i = 0; i < 50; ++i)
        ASSERT_TRUE(writer.submit(command(100), [&](auto result) {
            if (!result && result.error().code == "disk-full") ++full;
        }));
    EXPECT_EQ(writer.run(command(100)).error().code, "disk-full");
    FaultVfs::disarm();
    EXPECT_EQ(full, 50);
    EXPECT_TRUE(book.readers.empty());
    for (int i = 0; i < 50; ++i)
        ASSERT_TRUE(writer.submit(command(100), [&](auto result) { good += result ? 1 : 0; }));
    writer.stop();
    EXPECT_EQ(good, 50);
    EXPECT_EQ(ledger->head()->seq, 100U);
    EXPECT_TRUE(ledger->verify(true)->good);
}

class CreateFaults : public testing::TestWithParam<DiskFault> {};

// A store that could not be made can be made later; nothing of the attempt is in the way.
TEST_P(CreateFaults, LeaveAFolderThatOpensLater) {
    FaultVfs::install();
    int met = 0;
    for (int nth = 1; nth < 1'000; ++nth) {
        Scratch scratch;
        FaultVfs::arm(GetParam(), nth);
        const auto opened =
            open_sqlite(scratch.path(), Access::read_write, {.vfs = FaultVfs::name}).has_value();
        const int failed = FaultVfs::disarm();
        met += failed;
        const auto ledger = open(scratch.path());
        EXPECT_TRUE(ledger->append(std::vector<NewEvent>{{"note", "chen", "", "{}"}}));
        EXPECT_TRUE(ledger->verify(true)->good);
        if (opened && failed == 0) break;
    }
    EXPECT_GE(met, 2);
}
INSTANTIATE_TEST_SUITE_P(Ledger, CreateFaults,
                         testing::Values(DiskFault::full, DiskFault::write_error, DiskFault::short_write,
                                         DiskFault::sync_error),
                         [](const auto& param) { return std::string(name_of(param.param)); });

class EraseFaults : public testing::TestWithParam<DiskFault> {};

TEST_P(EraseFaults, AreReportedAndASecondAttemptCleansTheDisk) {
    int met = 0;
    for (int nth = 1; nth < 100; ++nth) {
        Scratch scratch;
        const auto ledger = open(scratch.path());
        (void)ledger->append(std::vector<NewEvent>{{"note", "chen", "", "A123456789"}}).value();
        FaultVfs::arm(GetParam(), nth);
        const auto erased = ledger->erase_payload(1);
        const int failed = FaultVfs::disarm();
        met += failed;
        EXPECT_EQ(erased.has_value(), failed == 0)
            << "an erasure is not called done before the bytes are gone";
        ASSERT_TRUE(ledger->erase_payload(1));
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path()))
            if (entry.is_regular_file()) {
                EXPECT_EQ(slurp(entry.path()).find("A123456789"), std::string::npos);
            }
        EXPECT_TRUE(ledger->verify(true)->good);
        EXPECT_TRUE(ledger->read(0, 1)->front().erased);
        if (failed == 0) break;
    }
    EXPECT_GE(met, 1);
}
INSTANTIATE_TEST_SUITE_P(Ledger, EraseFaults,
                         testing::Values(DiskFault::full, DiskFault::write_error, DiskFault::short_write,
                                         DiskFault::sync_error, DiskFault::truncate_error),
                         [](const auto& param) { return std::string(name_of(param.param)); });

}  // namespace
}  // namespace gangmu::ledger
