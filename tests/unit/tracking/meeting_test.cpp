#include "tracking/meeting.hpp"

#include <gtest/gtest.h>

namespace gangmu::tracking {
namespace {

Group half_yearly(const char* since) {
    Group group;
    group.every = Every::half_year;
    group.first.recorded_us = std::int64_t{*parse_day(since)} * 24 * 3600 * 1'000'000;
    return group;
}

MeetingPtr meeting(const char* day, MeetingState state) {
    auto made = std::make_shared<Meeting>();
    made->day = day;
    made->state = state;
    return made;
}

Day day(const char* iso) {
    return *parse_day(iso);
}

TEST(NextMeeting, IsDueByTheEndOfThePeriod) {
    const auto next = next_meeting(half_yearly("2026-02-01"), {}, day("2026-03-05"));
    ASSERT_TRUE(next);
    EXPECT_EQ(next->period, "2026-H1");
    EXPECT_EQ(print_day(next->due), "2026-06-30");
    EXPECT_EQ(next->missed, "");  // the group was not there yet
}

TEST(NextMeeting, IsOfTheNextPeriodOnceThisOneHadIts) {
    const auto next = next_meeting(
        half_yearly("2025-01-01"),
        {meeting("2025-11-02", MeetingState::confirmed), meeting("2026-04-02", MeetingState::held)},
        day("2026-05-05"));
    EXPECT_EQ(next->period, "2026-H2");
    EXPECT_EQ(print_day(next->due), "2026-12-31");
    EXPECT_EQ(next->missed, "");
}

TEST(NextMeeting, SaysWhichPeriodWentByWithoutOne) {
    const auto next = next_meeting(
        half_yearly("2024-01-01"),
        {meeting("2025-09-01", MeetingState::cancelled), meeting("2026-06-20", MeetingState::planned)},
        day("2026-05-05"));
    EXPECT_EQ(next->missed, "2025-H2");
    EXPECT_EQ(next->scheduled, "2026-06-20");
    EXPECT_EQ(next->period, "2026-H1");  // planned is not held
}

TEST(NextMeeting, IsNoneOfAGroupThatMeetsAsNeededOrHasEnded) {
    auto group = half_yearly("2024-01-01");
    group.ended = true;
    EXPECT_FALSE(next_meeting(group, {}, day("2026-05-05")));
    group.ended = false;
    group.every.reset();
    EXPECT_FALSE(next_meeting(group, {}, day("2026-05-05")));
}

}  // namespace
}  // namespace gangmu::tracking
