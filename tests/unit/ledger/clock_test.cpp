#include "ledger/clock.hpp"

#include <gtest/gtest.h>

#include "ledger/chain.hpp"

namespace gangmu::ledger {
namespace {

constexpr std::int64_t some_day = 1'700'000'000'000'000;

TEST(ClockTest, ASimulatedClockStandsUntilItIsMovedAndNeverGoesBack) {
    EXPECT_FALSE(SimulatedClock::exists());
    {
        SimulatedClock clock(some_day, SimulatedClock::Pace::standing);
        EXPECT_TRUE(SimulatedClock::exists());
        EXPECT_EQ(clock_us(), some_day);
        clock.set(some_day + 5);
        EXPECT_EQ(clock_us(), some_day + 5);
        clock.set(some_day);
        EXPECT_EQ(clock_us(), some_day + 5);
        EXPECT_EQ(Chain().extend({"a.b", "x", "", "{}"}).recorded_us, some_day + 5);
    }
    EXPECT_FALSE(SimulatedClock::exists());
    EXPECT_GT(clock_us(), some_day);
}

TEST(ClockTest, ARunningOneGoesOnAsTheMachinesDoes) {
    const SimulatedClock clock(some_day, SimulatedClock::Pace::running);
    const auto first = clock_us();
    EXPECT_GE(first, some_day);
    EXPECT_LT(first, some_day + 60'000'000);
    while (clock_us() == first) {
    }
    EXPECT_GT(clock_us(), first);
}

}  // namespace
}  // namespace gangmu::ledger
