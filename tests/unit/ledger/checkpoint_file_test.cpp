#include "ledger/checkpoint_file.hpp"

#include <gtest/gtest.h>

#include "ledger/chain.hpp"
#include "ledger/memory.hpp"
#include "unit/ledger/scratch.hpp"

namespace gangmu::ledger {
namespace {

class CheckpointFile : public testing::Test {
  protected:
    CheckpointFile() {
        std::filesystem::create_directories(store);
        const std::vector<NewEvent> ten(10, {"note", "chen", "", "{}"});
        events = ledger.append(ten).value();
    }
    Head at(Sequence seq) const { return {seq, events[seq - 1].hash}; }
    std::string file(Sequence seq) const {
        for (const auto& entry : std::filesystem::directory_iterator(store + "/checkpoints"))
            if (std::stoull(entry.path().filename()) == seq) return entry.path();
        return {};
    }
    Sequence newest(Sequence limit, std::vector<Message>* removed = nullptr) {
        const auto loaded = checkpoints.load(ledger, limit, removed).value();
        return loaded ? loaded->head.seq : 0;
    }

    Scratch scratch;
    std::string store = scratch.path();
    MemoryLedger ledger;
    std::vector<Event> events;
    Checkpoints checkpoints{store, 1};
};

TEST_F(CheckpointFile, LoadsTheNewestAtOrBefore) {
    EXPECT_EQ(newest(10), 0U);
    for (const Sequence seq : {3U, 7U, 10U})
        ASSERT_TRUE(checkpoints.save(at(seq), "state " + std::to_string(seq)));
    EXPECT_EQ(checkpoints.list(), (std::vector<Head>{at(3), at(7), at(10)}));
    const auto loaded = checkpoints.load(ledger, 9).value();
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->head, at(7));
    EXPECT_EQ(loaded->content, "state 7");
    EXPECT_EQ(newest(10), 10U);
    EXPECT_EQ(newest(2), 0U);
    ASSERT_TRUE(checkpoints.save(at(7), "state 7"));  // again: no harm
    EXPECT_EQ(checkpoints.list().size(), 3U);
}

TEST_F(CheckpointFile, KeepsAnyBytes) {
    const std::string content("\n\0{}\n\xff", 6);
    ASSERT_TRUE(checkpoints.save(at(4), content));
    EXPECT_EQ(checkpoints.load(ledger, 4).value()->content, content);
    ASSERT_TRUE(checkpoints.save(at(5), ""));
    EXPECT_EQ(checkpoints.load(ledger, 5).value()->content, "");
}

TEST_F(CheckpointFile, RemovesBadOnesAndTakesTheOneBefore) {
    const auto damage = [&](auto change) {
        for (const Sequence seq : {3U, 7U})
            ASSERT_TRUE(checkpoints.save(at(seq), "state"));
        std::string bytes = slurp(file(7));
        change(bytes);
        spill(file(7), bytes);
        std::vector<Message> removed;
        EXPECT_EQ(newest(10, &removed), 3U);
        EXPECT_EQ(removed.size(), 1U);
        EXPECT_EQ(checkpoints.list(), std::vector<Head>{at(3)});
    };
    damage([](std::string& bytes) { bytes.back() ^= 1; });
    damage([](std::string& bytes) { bytes.pop_back(); });
    damage([](std::string& bytes) { bytes += "x"; });
    damage([](std::string& bytes) { bytes.clear(); });
    damage([](std::string& bytes) { bytes[2] ^= 1; });
}

TEST_F(CheckpointFile, RemovesThoseThatTheLedgerDoesNotKnow) {
    ASSERT_TRUE(checkpoints.save(at(3), "state"));
    ASSERT_TRUE(checkpoints.save({5, at(4).hash}, "of another history"));
    std::vector<Message> removed;
    EXPECT_EQ(newest(10, &removed), 3U);
    EXPECT_EQ(removed.size(), 1U);
    ASSERT_TRUE(checkpoints.save({12, at(4).hash}, "beyond the end"));
    EXPECT_EQ(newest(20, &removed), 3U);
    EXPECT_EQ(removed.size(), 2U);
}

TEST_F(CheckpointFile, RemovesThoseOfAnotherFormat) {
    ASSERT_TRUE(checkpoints.save(at(3), "state"));
    Checkpoints newer(store, 2);
    EXPECT_FALSE(newer.load(ledger, 10).value());
    EXPECT_TRUE(newer.list().empty());
}

TEST_F(CheckpointFile, KeepsThoseThatAreWanted) {
    for (const Sequence seq : {1U, 3U, 5U, 7U, 9U})
        ASSERT_TRUE(checkpoints.save(at(seq), "state"));
    ASSERT_TRUE(checkpoints.keep({2, 5}));
    EXPECT_EQ(checkpoints.list(), (std::vector<Head>{at(3), at(5), at(9)}));
    ASSERT_TRUE(checkpoints.remove_all());
    EXPECT_TRUE(checkpoints.list().empty());
}

TEST_F(CheckpointFile, StrangeFilesAreLeftAlone) {
    ASSERT_TRUE(checkpoints.save(at(3), "state"));
    spill(store + "/checkpoints/notes.txt", "mine");
    spill(store + "/checkpoints/tmp", "half");
    EXPECT_EQ(checkpoints.list().size(), 1U);
    ASSERT_TRUE(checkpoints.remove_all());
    EXPECT_TRUE(std::filesystem::exists(store + "/checkpoints/notes.txt"));
    ASSERT_TRUE(checkpoints.save(at(4), "state"));
    EXPECT_EQ(newest(10), 4U);
}

}  // namespace
}  // namespace gangmu::ledger
