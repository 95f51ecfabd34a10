#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "base/sha256.hpp"
#include "ledger/chain.hpp"
#include "ledger/ledger.hpp"
#include "unit/ledger/scratch.hpp"

namespace gangmu::ledger {
namespace {

std::unique_ptr<Ledger> open(const std::string& folder, Access access = Access::read_write) {
    auto ledger = open_sqlite(folder, access);
    if (!ledger) throw std::runtime_error(ledger.error().code + " " + ledger.error().where);
    return std::move(*ledger);
}

NewEvent note(const std::string& payload) {
    return {"note", "chen", "2021-01-01", payload};
}

std::vector<Event> fill(Ledger& ledger, int count) {
    std::vector<NewEvent> events;
    for (int i = 1; i <= count; ++i)
        events.push_back(note("{\"number\":" + std::to_string(i) + "}"));
    return ledger.append(events).value();
}

TEST(SqliteLedger, KeepsEventsOverAReopening) {
    Scratch scratch;
    std::vector<Event> made;
    {
        const auto ledger = open(scratch.path());
        EXPECT_EQ(ledger->head().value(), Head());
        made = fill(*ledger, 5);
    }
    const auto ledger = open(scratch.path());
    const auto events = ledger->read(0, 100).value();
    ASSERT_EQ(events.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(events[i].seq, i + 1);
        EXPECT_EQ(events[i].hash, made[i].hash);
        EXPECT_EQ(events[i].payload, made[i].payload);
        EXPECT_EQ(events[i].actor, "chen");
        EXPECT_EQ(events[i].type, "note");
        EXPECT_EQ(events[i].effective, "2021-01-01");
        EXPECT_EQ(events[i].recorded_us, made[i].recorded_us);
        EXPECT_FALSE(events[i].erased);
    }
    EXPECT_EQ(ledger->read(3, 1)->front().seq, 4U);
    EXPECT_TRUE(ledger->read(5, 10)->empty());
    EXPECT_EQ(ledger->head().value(), (Head{5, made[4].hash}));
    EXPECT_EQ(ledger->head_at(2).value(), (Head{2, made[1].hash}));
    EXPECT_EQ(ledger->head_at(0).value(), Head());
    EXPECT_EQ(ledger->head_at(6).error().code, "event-unknown");
    const auto verification = ledger->verify(true).value();
    EXPECT_TRUE(verification.good);
    EXPECT_EQ(verification.head.seq, 5U);
    EXPECT_EQ(fill(*ledger, 1).front().seq, 6U);
}

TEST(SqliteLedger, FindsTheLastEventOfAnInstant) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    EXPECT_EQ(ledger->last_at(clock_us()).value(), 0U);
    Chain chain;
    std::vector<Event> events;
    for (std::int64_t now : {10, 20, 20, 20, 30})
        events.push_back(chain.extend(note("{}"), now));
    ASSERT_TRUE(ledger->commit(events));
    EXPECT_EQ(ledger->last_at(9).value(), 0U);
    EXPECT_EQ(ledger->last_at(10).value(), 1U);
    EXPECT_EQ(ledger->last_at(19).value(), 1U);
    EXPECT_EQ(ledger->last_at(20).value(), 4U);
    EXPECT_EQ(ledger->last_at(29).value(), 4U);
    EXPECT_EQ(ledger->last_at(1'000).value(), 5U);
}

TEST(SqliteLedger, RefusesEventsThatDoNotFollow) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    fill(*ledger, 2);
    Chain other;
    const std::vector<Event> stale{other.extend(note("{}"))};
    EXPECT_EQ(ledger->commit(stale).error().code, "ledger-moved");
    Chain chain = ledger->chain().value();
    std::vector<Event> gap{chain.extend(note("{}")), chain.extend(note("{}"))};
    gap.erase(gap.begin());
    EXPECT_EQ(ledger->commit(gap).error().code, "ledger-moved");
    EXPECT_EQ(ledger->head()->seq, 2U);
    EXPECT_TRUE(ledger->append({}).value().empty());
}

// docs/ledger.md tells how to check the chain with sqlite3 and sha256sum: SQLite's JSON must be the text we
// hash.
TEST(SqliteLedger, CanBeCheckedWithSqliteAlone) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    const std::vector<NewEvent> events{{"plan.published", "陳「大」\"文\"", "2021-01-01", "{}"},
                                       {"note", "back\\slash\ttab\nline", "", "x"}};
    const auto made = ledger->append(events).value();
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((scratch.path() + "/ledger.db").c_str(), &database), SQLITE_OK);
    sqlite3_stmt* rows = nullptr;
    sqlite3_prepare_v2(
        database, "SELECT json_array(seq, recorded_us, effective, actor, type, payload_hash) FROM events", -1,
        &rows, nullptr);
    for (const Event& event : made) {
        ASSERT_EQ(sqlite3_step(rows), SQLITE_ROW);
        EXPECT_EQ(reinterpret_cast<const char*>(sqlite3_column_text(rows, 0)), canonical(event));
    }
    sqlite3_finalize(rows);
    sqlite3_close(database);
}

// ---- who may open

TEST(SqliteLedger, IsMissingUntilAWriterMadeIt) {
    Scratch scratch;
    EXPECT_EQ(open_sqlite(scratch.path(), Access::read_only).error().code, "store-missing");
    EXPECT_FALSE(std::filesystem::exists(scratch.path()));
}

TEST(SqliteLedger, LetsOneWriterIn) {
    Scratch scratch;
    auto first = open(scratch.path());
    const auto second = open_sqlite(scratch.path(), Access::read_write);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "store-locked");
    EXPECT_NE(second.error().what.en.find(std::to_string(::getpid())), std::string::npos)
        << "names the process";
    first.reset();
    EXPECT_TRUE(open_sqlite(scratch.path(), Access::read_write));
}

TEST(SqliteLedger, IsReadBesideItsWriter) {
    Scratch scratch;
    const auto writer = open(scratch.path());
    fill(*writer, 1);
    const auto reader = open(scratch.path(), Access::read_only);
    EXPECT_EQ(reader->head()->seq, 1U);
    fill(*writer, 1);
    EXPECT_EQ(reader->head()->seq, 2U);
    EXPECT_TRUE(reader->verify(true)->good);
    EXPECT_EQ(reader->append(std::vector<NewEvent>{note("{}")}).error().code, "store-read-only");
    EXPECT_EQ(reader->put_blob("x").error().code, "store-read-only");
    EXPECT_EQ(reader->erase_payload(1).error().code, "store-read-only");
}

TEST(SqliteLedger, ReadsInManyThreadsWhileItWrites) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    std::atomic<bool> stop = false;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            while (!stop) {
                const auto events = ledger->read(0, 1'000).value();
                EXPECT_EQ(events.size() % 3, 0U) << "a batch is seen whole or not at all";
            }
        });
    for (int i = 0; i < 60; ++i)
        fill(*ledger, 3);
    stop = true;
    for (auto& reader : readers)
        reader.join();
    EXPECT_EQ(ledger->head()->seq, 180U);
}

TEST(SqliteLedger, RefusesAStoreOfANewerVersion) {
    Scratch scratch;
    { fill(*open(scratch.path()), 1); }
    tamper(scratch.path(), "PRAGMA user_version = 2");
    const std::string before = slurp(scratch.path() + "/ledger.db");
    EXPECT_EQ(open_sqlite(scratch.path(), Access::read_write).error().code, "store-newer");
    EXPECT_EQ(open_sqlite(scratch.path(), Access::read_only).error().code, "store-newer");
    EXPECT_EQ(slurp(scratch.path() + "/ledger.db"), before) << "and changes nothing";
}

TEST(SqliteLedger, RefusesWhatIsNoStore) {
    Scratch scratch;
    std::filesystem::create_directories(scratch.path("foreign"));
    tamper(scratch.path("foreign"), "CREATE TABLE mine (a)");
    EXPECT_EQ(open_sqlite(scratch.path("foreign"), Access::read_write).error().code, "store-foreign");
    std::filesystem::create_directories(scratch.path("text"));
    spill(scratch.path("text") + "/ledger.db", std::string(9'000, 'x'));
    EXPECT_EQ(open_sqlite(scratch.path("text"), Access::read_write).error().code, "store-corrupt");
    EXPECT_EQ(open_sqlite(scratch.path("text"), Access::read_only).error().code, "store-corrupt");
    spill(scratch.path("file"), "x");
    EXPECT_EQ(open_sqlite(scratch.path("file"), Access::read_write).error().code, "store-io");
}

// ---- verify

struct Tampering {
    const char* name;
    const char* sql;
    Sequence first_bad;
};
class Tampered : public testing::TestWithParam<Tampering> {};

TEST_P(Tampered, IsNamedByVerify) {
    Scratch scratch;
    { fill(*open(scratch.path()), 3'000); }
    tamper(scratch.path(), GetParam().sql);
    const auto verification = open(scratch.path(), Access::read_only)->verify(true).value();
    EXPECT_FALSE(verification.good);
    ASSERT_TRUE(verification.first_bad);
    EXPECT_EQ(*verification.first_bad, GetParam().first_bad);
    EXPECT_EQ(verification.head.seq, GetParam().first_bad - 1);
    EXPECT_NE(verification.reason.find('\n'), std::string::npos) << verification.reason;
}

INSTANTIATE_TEST_SUITE_P(
    SqliteLedger, Tampered,
    testing::Values(
        Tampering{"payload", "UPDATE payloads SET bytes = '{}' WHERE seq = 2345", 2345},
        Tampering{"payload_gone", "DELETE FROM payloads WHERE seq = 1", 1},
        Tampering{"payload_swapped",
                  "UPDATE payloads SET seq = -1 WHERE seq = 7;"
                  "UPDATE payloads SET seq = 7 WHERE seq = 8;"
                  "UPDATE payloads SET seq = 8 WHERE seq = -1",
                  7},
        Tampering{"actor", "UPDATE events SET actor = 'lin' WHERE seq = 100", 100},
        Tampering{"type", "UPDATE events SET type = 'other' WHERE seq = 1024", 1024},
        Tampering{"effective", "UPDATE events SET effective = '2020-01-01' WHERE seq = 1025", 1025},
        Tampering{"time", "UPDATE events SET recorded_us = recorded_us + 1 WHERE seq = 3000", 3000},
        Tampering{"hash", "UPDATE events SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 50",
                  50},
        Tampering{"payload_hash", "UPDATE events SET payload_hash = hash WHERE seq = 51", 51},
        Tampering{"missing", "DELETE FROM events WHERE seq = 2000", 2000},
        Tampering{"first_missing", "DELETE FROM events WHERE seq = 1", 1},
        Tampering{
            "renumbered",
            "DELETE FROM events WHERE seq = 10; DELETE FROM payloads WHERE seq = 10;"
            "UPDATE events SET seq = -seq WHERE seq > 10; UPDATE events SET seq = -seq - 1 WHERE seq < 0;"
            "UPDATE payloads SET seq = -seq WHERE seq > 10;"
            "UPDATE payloads SET seq = -seq - 1 WHERE seq < 0",
            10},
        Tampering{"reordered",
                  "UPDATE events SET seq = -1 WHERE seq = 30; UPDATE events SET seq = 30 WHERE seq = 31;"
                  "UPDATE events SET seq = 31 WHERE seq = -1",
                  30},
        Tampering{"duplicated",
                  "INSERT INTO events SELECT 3001, recorded_us, effective, actor, type, payload_hash, hash "
                  "FROM events WHERE seq = 3000",
                  3001},
        Tampering{"forged_tail", "INSERT INTO events VALUES (3001, 9e15, '', 'x', 'x', 'x', 'x')", 3001}),
    [](const auto& param) { return std::string(param.param.name); });

TEST(SqliteLedger, ATruncatedTailIsFoundByAKnownHead) {
    Scratch scratch;
    Head known;
    { known = Head{20, fill(*open(scratch.path()), 20).back().hash}; }
    tamper(scratch.path(), "DELETE FROM events WHERE seq > 18; DELETE FROM payloads WHERE seq > 18");
    const auto ledger = open(scratch.path());
    EXPECT_TRUE(ledger->verify(true)->good) << "the chain itself cannot know";
    EXPECT_EQ(prove_head(*ledger, known).error().code, "head-ahead");
    fill(*ledger, 5);
    EXPECT_EQ(prove_head(*ledger, known).error().code, "head-unknown") << "another history has grown over it";
}

TEST(SqliteLedger, VerifyTellsItsProgressAndStops) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    fill(*ledger, 2'500);
    (void)ledger->put_blob("x").value();
    std::uint64_t last = 0, total = 0;
    EXPECT_TRUE(ledger
                    ->verify(true,
                             [&](std::uint64_t done, std::uint64_t all) {
                                 EXPECT_GE(done, last);
                                 last = done;
                                 total = all;
                                 return true;
                             })
                    ->good);
    EXPECT_EQ(total, 2'501U);
    EXPECT_GE(last, 2'500U);
    EXPECT_EQ(ledger->verify(false, [](auto, auto) { return false; }).error().code, "cancelled");
}

// ---- blobs

TEST(SqliteLedger, KeepsBlobsUnderTheirHash) {
    Scratch scratch;
    const std::string bytes("a\0b", 3), name = sha256_hex(bytes);
    {
        const auto ledger = open(scratch.path());
        EXPECT_EQ(ledger->put_blob(bytes).value(), name);
        EXPECT_EQ(ledger->put_blob(bytes).value(), name);
        EXPECT_EQ(ledger->put_blob("").value(), sha256_hex(""));
    }
    const auto ledger = open(scratch.path());
    EXPECT_EQ(ledger->blob(name).value(), bytes);
    EXPECT_EQ(ledger->blob(sha256_hex("")).value(), "");
    EXPECT_TRUE(ledger->has_blob(name).value());
    EXPECT_FALSE(ledger->has_blob(sha256_hex("other")).value());
    EXPECT_EQ(ledger->blob(sha256_hex("other")).error().code, "blob-unknown");
    EXPECT_EQ(ledger->blob("../../etc/passwd").error().code, "blob-unknown");
    EXPECT_EQ(slurp(scratch.path() + "/blobs/" + name.substr(0, 2) + "/" + name.substr(2)), bytes);
    EXPECT_TRUE(ledger->verify(true)->good);
}

TEST(SqliteLedger, VerifyNamesBadBlobsAndPuttingThemAgainMends) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    const auto changed = ledger->put_blob("one").value(), lost = ledger->put_blob("two").value();
    (void)ledger->put_blob("three").value();
    spill(scratch.path() + "/blobs/" + changed.substr(0, 2) + "/" + changed.substr(2), "One");
    std::filesystem::remove(scratch.path() + "/blobs/" + lost.substr(0, 2) + "/" + lost.substr(2));
    EXPECT_EQ(ledger->blob(changed).error().code, "blob-corrupt");
    EXPECT_EQ(ledger->blob(lost).error().code, "blob-corrupt");
    const auto verification = ledger->verify(true).value();
    EXPECT_FALSE(verification.good);
    EXPECT_FALSE(verification.first_bad);
    std::vector<std::string> expected{changed, lost};
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(verification.bad_blobs, expected);
    EXPECT_TRUE(ledger->verify(false)->good);
    (void)ledger->put_blob("one").value();
    (void)ledger->put_blob("two").value();
    EXPECT_TRUE(ledger->verify(true)->good);
}

TEST(SqliteLedger, ClearsAwayHalfWrittenBlobs) {
    Scratch scratch;
    { (void)open(scratch.path())->put_blob("one").value(); }
    spill(scratch.path() + "/blobs/tmp/left-by-a-crash", "on");
    { open(scratch.path()); }
    EXPECT_FALSE(std::filesystem::exists(scratch.path() + "/blobs/tmp/left-by-a-crash"));
}

// ---- erasing

bool stands_on_disk(const std::string& folder, const std::string& bytes) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && slurp(entry.path()).find(bytes) != std::string::npos) return true;
    return false;
}

TEST(SqliteLedger, ErasesPayloadsFromTheDiskAndTheChainHolds) {
    Scratch scratch;
    const auto ledger = open(scratch.path());
    const std::string secret = "A123456789";
    for (const std::string& payload : {"{\"id\":\"" + secret + "\"}", secret + std::string(20'000, 'y')})
        (void)ledger->append(std::vector<NewEvent>{note(payload), note("{}")}).value();
    ASSERT_TRUE(stands_on_disk(scratch.path(), secret));
    ASSERT_TRUE(ledger->erase_payload(1));
    ASSERT_TRUE(ledger->erase_payload(3));
    EXPECT_FALSE(stands_on_disk(scratch.path(), secret));
    const auto event = ledger->read(0, 1)->front();
    EXPECT_TRUE(event.erased);
    EXPECT_EQ(event.payload, "");
    EXPECT_EQ(event.payload_hash, sha256_hex("{\"id\":\"" + secret + "\"}"));
    const auto verification = ledger->verify(true).value();
    EXPECT_TRUE(verification.good);
    EXPECT_EQ(verification.erased, (std::vector<Sequence>{1, 3}));
    EXPECT_TRUE(ledger->erase_payload(1)) << "a second time changes nothing";
    EXPECT_EQ(ledger->erase_payload(9).error().code, "event-unknown");
}

TEST(SqliteLedger, ErasesBlobsAndDoesNotTakeThemAgain) {
    Scratch scratch;
    const std::string secret = "A123456789", name = sha256_hex(secret);
    {
        const auto ledger = open(scratch.path());
        (void)ledger->put_blob(secret).value();
        ASSERT_TRUE(ledger->erase_blob(name));
        EXPECT_FALSE(stands_on_disk(scratch.path(), secret));
        EXPECT_EQ(ledger->blob(name).error().code, "blob-erased");
        EXPECT_EQ(ledger->put_blob(secret).error().code, "blob-erased");
        EXPECT_FALSE(ledger->has_blob(name).value());
        EXPECT_EQ(ledger->erase_blob(sha256_hex("other")).error().code, "blob-unknown");
        const auto verification = ledger->verify(true).value();
        EXPECT_TRUE(verification.good);
        EXPECT_EQ(verification.erased_blobs, std::vector<std::string>{name});
    }
    // As if the machine had stopped between the mark and the removal.
    spill(scratch.path() + "/blobs/" + name.substr(0, 2) + "/" + name.substr(2), secret);
    { open(scratch.path()); }
    EXPECT_FALSE(stands_on_disk(scratch.path(), secret));
}

}  // namespace
}  // namespace gangmu::ledger
