// Many at once: in order, none lost, none more, and what goes wrong is heard.
#include "cli/batch.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>

namespace gangmu::cli {
namespace {

TEST(Batch, ResultsComeInOrderWhateverThreadsDo) {
    for (std::size_t threads : {1u, 2u, 5u}) {
        std::atomic<int> running = 0, most = 0;
        std::vector<std::string> seen;
        in_order(
            97, threads,
            [&](std::size_t i) {
                const int now = ++running;
                for (int before = most; before < now && !most.compare_exchange_weak(before, now);) {
                }
                if (i % 7 == 0) std::this_thread::yield();
                --running;
                return std::to_string(i);
            },
            [&](std::size_t i, const std::string& text) {
                EXPECT_EQ(i, seen.size());
                seen.push_back(text);
            });
        ASSERT_EQ(seen.size(), 97u);
        EXPECT_EQ(seen[96], "96");
        EXPECT_LE(most, static_cast<int>(threads));
    }
}

TEST(Batch, NothingRunsFarAheadOfWhatIsTaken) {
    std::atomic<std::size_t> done = 0, taken = 0, furthest = 0;
    in_order(
        60, 2,
        [&](std::size_t i) {
            if (i > taken + furthest) furthest = i - taken;
            return ++done;
        },
        [&](std::size_t, std::size_t) { ++taken; });
    EXPECT_EQ(done, 60u);
    EXPECT_LE(furthest, 9u);
}

TEST(Batch, AnExceptionIsThrownWhereItIsAskedFor) {
    const auto fails = [](std::size_t i) -> int {
        if (i == 5) throw std::runtime_error("five");
        return 0;
    };
    EXPECT_THROW(in_order(50, 3, fails, [](std::size_t, int) {}), std::runtime_error);
    EXPECT_THROW(
        in_order(
            50, 3, [](std::size_t) { return 0; }, [](std::size_t, int) { throw std::runtime_error("take"); }),
        std::runtime_error);
    in_order(0, 2, fails, [](std::size_t, int) { FAIL(); });
}

}  // namespace
}  // namespace gangmu::cli
