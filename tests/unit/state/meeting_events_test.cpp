#include "state/meeting_events.hpp"

#include <gtest/gtest.h>

namespace gangmu::state {
namespace {

using tracking::ActionState;
using tracking::MeetingState;

class MeetingFold : public testing::Test {
  protected:
    bool fold(std::string_view type, const std::string& payload) {
        ledger::Event event;
        event.seq = ++seq;
        event.recorded_us = static_cast<std::int64_t>(seq) * 1'000'000;
        event.actor = "officer";
        event.type = type;
        return fold_meeting(all, event, parse_json(payload)->get_object());
    }
    // A group #101, its meeting #102, an action #103.
    void set_up() {
        ASSERT_TRUE(fold(event::group_set, R"({"name":"推動小組","kind":"steering","every":"half-year",
            "members":[{"agency":"經濟部","role":"chair"}]})"));
        ASSERT_TRUE(fold(event::meeting_set, R"({"group":101,"number":2,"day":"2026-05-04","held":true,
            "agenda":[{"title":"進度","resolution":"洽悉","nodes":["1/2"]}],"attended":["甲","乙"]})"));
        ASSERT_TRUE(fold(event::action_set, R"({"meeting":102,"item":1,"text":"補件","agency":"經濟部",
            "due":"2026-06-30","plan":"p","node":"1/2"})"));
    }
    const tracking::ActionItem& action() { return *all.action(103); }
    bool step(std::string_view type, const char* text = "x") {
        return fold(type, std::string(R"({"action":103,"text":")") + text + "\"}");
    }

    tracking::Meetings all;
    ledger::Sequence seq = 100;
};

TEST_F(MeetingFold, KeepsWhatWasSet) {
    set_up();
    EXPECT_EQ(all.group(101)->members.front().agency, "經濟部");
    EXPECT_EQ(all.group(101)->every, tracking::Every::half_year);
    EXPECT_EQ(all.meeting(102)->state, MeetingState::held);
    EXPECT_EQ(all.meeting(102)->agenda.front().nodes, std::vector<std::string>{"1/2"});
    EXPECT_EQ(action().item, 1u);
    EXPECT_TRUE(action().late("2026-07-01"));
    EXPECT_FALSE(action().late("2026-06-30"));
}

TEST_F(MeetingFold, WhatIsSetAgainKeepsWhenItCame) {
    set_up();
    ASSERT_TRUE(fold(event::action_noted, R"({"action":103,"text":"已函請補件"})"));
    ASSERT_TRUE(fold(event::action_set,
                     R"({"action":103,"meeting":102,"text":"補件","agency":"經濟部","due":"2026-09-30"})"));
    EXPECT_EQ(action().first.seq, 103u);
    EXPECT_EQ(action().due, "2026-09-30");
    EXPECT_EQ(action().notes.size(), 3u);  // set, noted, set
    EXPECT_EQ(action().version, seq);
}

TEST_F(MeetingFold, AnActionIsDoneWhenTheOfficeSaysSo) {
    set_up();
    ASSERT_TRUE(step(event::action_claimed));
    EXPECT_EQ(action().state, ActionState::claimed);
    EXPECT_FALSE(action().late("2027-01-01"));  // it waits for the office
    ASSERT_TRUE(step(event::action_returned, "缺附件"));
    EXPECT_EQ(action().state, ActionState::open);
    ASSERT_TRUE(step(event::action_confirmed));
    EXPECT_EQ(action().state, ActionState::done);
    ASSERT_TRUE(step(event::action_reopened));
    EXPECT_TRUE(action().open());
    ASSERT_TRUE(step(event::action_cancelled));
    EXPECT_EQ(action().state, ActionState::cancelled);
}

TEST_F(MeetingFold, MinutesAreSettledAndOpenedAgain) {
    set_up();
    ASSERT_TRUE(fold(event::meeting_confirmed, R"({"meeting":102})"));
    EXPECT_EQ(all.meeting(102)->state, MeetingState::confirmed);
    EXPECT_EQ(all.meeting(102)->confirmed.by, "officer");
    ASSERT_TRUE(fold(event::meeting_reopened, R"({"meeting":102,"reason":"漏列"})"));
    EXPECT_EQ(all.meeting(102)->state, MeetingState::held);
    EXPECT_EQ(all.meeting(102)->reason, "漏列");
}

TEST_F(MeetingFold, WhatNamesNothingThatIsThereDoesNotFit) {
    set_up();
    EXPECT_FALSE(fold(event::meeting_set, R"({"group":999,"day":"2026-01-01"})"));
    EXPECT_FALSE(fold(event::action_set, R"({"meeting":999,"text":"x"})"));
    EXPECT_FALSE(fold(event::action_noted, R"({"action":999,"text":"x"})"));
    EXPECT_FALSE(fold(event::group_set, R"({"group":999,"name":"x"})"));
    EXPECT_FALSE(fold(event::group_ended, R"({"group":999,"reason":"x"})"));
}

TEST_F(MeetingFold, ComesBackFromACheckpointAsItWas) {
    set_up();
    ASSERT_TRUE(step(event::action_claimed, "完成"));
    ASSERT_TRUE(fold(event::meeting_confirmed, R"({"meeting":102})"));
    ASSERT_TRUE(fold(event::group_ended, R"({"group":101,"reason":"任務完成"})"));
    JsonWriter out;
    tracking::write(out, all);
    const auto text = out.take();
    const auto again = tracking::read_meetings(parse_json(text)->get_object());
    ASSERT_NE(again.action(103), nullptr);
    EXPECT_EQ(*again.group(101), *all.group(101));
    EXPECT_EQ(*again.meeting(102), *all.meeting(102));
    EXPECT_EQ(*again.action(103), *all.action(103));
}

TEST(MeetingSummary, NamesTheThing) {
    const auto said =
        meeting_summary(event::action_claimed, parse_json(R"({"action":7,"text":"已完成"})")->get_object());
    ASSERT_TRUE(said);
    EXPECT_EQ(said->zh, "決議 #7 報請解除列管：已完成");
    EXPECT_TRUE(is_meeting_event(event::group_set));
    EXPECT_FALSE(is_meeting_event("plan.published"));
}

}  // namespace
}  // namespace gangmu::state
