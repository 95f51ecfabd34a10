// Files that a failing disk or a careless hand has changed: a store either opens with exactly the events that
// were written (or the first of them), or the damage is named. Never other events under a good verification.
#include <gtest/gtest.h>

#include "ledger/chain.hpp"
#include "unit/ledger/scratch.hpp"

namespace gangmu::ledger {
namespace {

constexpr int batches = 40;

struct Image {
    std::string database, wal;
    std::vector<Event> events;
    Head head() const { return {events.back().seq, events.back().hash}; }
};

// The files of a store as a crash leaves them; with a WAL that holds `in_wal` of the batches.
Image image(int in_wal) {
    Scratch scratch;
    Image out;
    auto ledger = open_sqlite(scratch.path(), Access::read_write).value();
    for (int i = 0; i < batches; ++i) {
        if (i == batches - in_wal) {
            ledger.reset();  // closing copies the WAL into the file
            ledger = open_sqlite(scratch.path(), Access::read_write).value();
        }
        const std::vector<NewEvent> batch(
            3, {"note", "chen", "", std::string(static_cast<std::size_t>(i) * 37, 'n')});
        const auto events = ledger->append(batch).value();
        out.events.insert(out.events.end(), events.begin(), events.end());
    }
    if (in_wal == 0) ledger.reset();
    out.database = slurp(scratch.path() + "/ledger.db");
    out.wal = slurp(scratch.path() + "/ledger.db-wal");
    return out;
}

enum class Found { whole, shorter, named, wrong };

// Opens these bytes as a store and says what came of it.
Found open_image(const std::string& database, const std::string& wal, const Image& original) {
    Scratch scratch;
    std::filesystem::create_directories(scratch.path());
    spill(scratch.path() + "/ledger.db", database);
    if (!wal.empty()) spill(scratch.path() + "/ledger.db-wal", wal);
    const auto opened = open_sqlite(scratch.path(), Access::read_write);
    if (!opened) return opened.error().what.zh.empty() ? Found::wrong : Found::named;
    const auto verification = (*opened)->verify(true);
    if (!verification) return Found::named;
    if (!verification->good) return verification->reason.empty() ? Found::wrong : Found::named;
    const auto events = (*opened)->read(0, 10'000);
    if (!events || events->size() > original.events.size()) return Found::wrong;
    for (std::size_t i = 0; i < events->size(); ++i)
        if ((*events)[i].hash != original.events[i].hash ||
            (*events)[i].payload != original.events[i].payload)
            return Found::wrong;
    const bool proven = prove_head(**opened, original.head()).has_value();
    if (events->size() == original.events.size()) return proven ? Found::whole : Found::wrong;
    return proven ? Found::wrong : Found::shorter;  // a known head tells that the tail is missing
}

TEST(Torn, AnUntouchedImageIsWhole) {
    const Image with_wal = image(20), without = image(0);
    ASSERT_GT(with_wal.wal.size(), 20'000U);
    EXPECT_EQ(open_image(with_wal.database, with_wal.wal, with_wal), Found::whole);
    EXPECT_EQ(open_image(without.database, "", without), Found::whole);
    EXPECT_EQ(open_image(with_wal.database, "", with_wal), Found::shorter);
}

TEST(Torn, ATruncatedWalLosesItsTailAndAKnownHeadTells) {
    const Image given = image(20);
    int shorter = 0;
    for (std::size_t size = 0; size < given.wal.size(); size += 4'001) {
        const Found found = open_image(given.database, given.wal.substr(0, size), given);
        EXPECT_TRUE(found == Found::shorter) << "cut at " << size;
        shorter += found == Found::shorter;
    }
    EXPECT_GT(shorter, 10);
}

TEST(Torn, AFlippedBitInTheWalNeverMakesOtherEvents) {
    const Image given = image(20);
    for (std::size_t at = 0; at < given.wal.size(); at += 3'037) {
        std::string wal = given.wal;
        wal[at] = static_cast<char>(wal[at] ^ 0x10);
        EXPECT_NE(open_image(given.database, wal, given), Found::wrong) << "at " << at;
    }
}

TEST(Torn, AFlippedBitInTheDatabaseIsNamedOrHarmless) {
    const Image given = image(0);
    int named = 0, tried = 0;
    for (std::size_t at = 3; at < given.database.size(); at += at < 100 ? 3 : 467, ++tried) {
        std::string database = given.database;
        database[at] = static_cast<char>(database[at] ^ 0x04);
        const Found found = open_image(database, "", given);
        EXPECT_TRUE(found == Found::named || found == Found::whole) << "at " << at;
        named += found == Found::named;
    }
    EXPECT_GT(named, tried / 4);
}

TEST(Torn, ATruncatedOrZeroedDatabaseIsNamed) {
    const Image given = image(0);
    for (std::size_t size = 4'096; size < given.database.size(); size += 4'096)
        EXPECT_EQ(open_image(given.database.substr(0, size), "", given), Found::named) << size;
    for (std::size_t page = 0; page + 4'096 <= given.database.size(); page += 4'096) {
        std::string database = given.database;
        database.replace(page, 4'096, 4'096, '\0');
        const Found found = open_image(database, "", given);
        // The list of blobs is empty here: its page alone may look as before.
        EXPECT_TRUE(found == Found::named || found == Found::whole) << "page " << page / 4'096;
    }
}

}  // namespace
}  // namespace gangmu::ledger
