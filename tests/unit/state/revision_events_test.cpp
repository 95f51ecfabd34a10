#include "state/revision_events.hpp"

#include <gtest/gtest.h>

namespace gangmu::state {
namespace {

ledger::Event event_of(ledger::Sequence seq, std::string_view type, std::string_view actor = "officer") {
    ledger::Event event;
    event.seq = seq;
    event.recorded_us = static_cast<std::int64_t>(seq) * 1'000'000;
    event.actor = actor;
    event.type = type;
    return event;
}

json::object object(const char* text) {
    return parse_json(text)->get_object();
}

class RevisionFold : public testing::Test {
  protected:
    bool fold(std::string_view type, const char* payload, std::string_view actor = "officer") {
        return fold_revision(all, event_of(++seq, type, actor), object(payload));
    }
    const Revision& first() { return *find_revision(all, "p", 1); }
    void drafted() {
        ASSERT_TRUE(fold(
            event::revision_drafted,
            R"({"plan":"p","edition":1,"title":"展延","reason":"工期","effective":"2027-01-01"})", "lead"));
    }
    void edited(const char* payload) { ASSERT_TRUE(fold(event::revision_edited, payload)); }

    Revisions all;
    ledger::Sequence seq = 10;
};

TEST_F(RevisionFold, NumbersThemFromOneWithinAPlan) {
    drafted();
    drafted();
    ASSERT_TRUE(fold(event::revision_drafted, R"({"plan":"q","edition":3,"title":"a","reason":"b"})"));
    EXPECT_EQ(first().number, 1u);
    EXPECT_EQ(find_revision(all, "p", 2)->number, 2u);
    EXPECT_EQ(find_revision(all, "q", 1)->edition, 3u);
    EXPECT_EQ(find_revision(all, "p", 3), nullptr);
    EXPECT_EQ(find_revision(all, "p", 0), nullptr);
    EXPECT_EQ(first().proposer(), "lead");
    EXPECT_EQ(first().effective, "2027-01-01");
}

TEST_F(RevisionFold, ReplacesOperationsFromANumberOn) {
    drafted();
    edited(R"({"plan":"p","revision":1,"at":0,"operations":[{"op":"a"},{"op":"b"},{"op":"c"}]})");
    edited(R"({"plan":"p","revision":1,"at":1,"operations":[{"op":"c"}]})");
    ASSERT_EQ(first().operations->size(), 2u);
    EXPECT_EQ(first().operations->at(1).at("op").as_string(), "c");
    EXPECT_FALSE(fold(event::revision_edited, R"({"plan":"p","revision":1,"at":3,"operations":[]})"));
}

TEST_F(RevisionFold, KeepsWhatARebaseDropped) {
    drafted();
    edited(R"({"plan":"p","revision":1,"at":0,"edition":2,"operations":[],
               "dropped":[{"operation":{},"reason":"甲"},{"operation":{},"reason":"乙"}]})");
    EXPECT_EQ(first().edition, 2u);
    EXPECT_EQ(first().steps.back().act, "rebased");
    EXPECT_EQ(first().steps.back().note, "甲；乙");
}

TEST_F(RevisionFold, GoesItsWayToAnEdition) {
    drafted();
    ASSERT_TRUE(fold(event::revision_proposed, R"({"plan":"p","revision":1})"));
    EXPECT_EQ(first().state, RevisionState::proposed);
    ASSERT_TRUE(fold(event::revision_returned, R"({"plan":"p","revision":1,"note":"補理由"})"));
    EXPECT_EQ(first().state, RevisionState::returned);
    EXPECT_TRUE(first().open());
    ASSERT_TRUE(fold(event::revision_approved, R"({"plan":"p","revision":1,"edition":4})"));
    EXPECT_EQ(first().became, 4u);
    EXPECT_FALSE(first().open());
    EXPECT_EQ(first().version, seq);
    EXPECT_FALSE(fold(event::revision_proposed, R"({"plan":"p","revision":9})"));
}

TEST_F(RevisionFold, ComesBackFromACheckpointAsItWas) {
    drafted();
    edited(R"({"plan":"p","revision":1,"at":0,"operations":[{"op":"set","node":"1","value":["經濟部"]}]})");
    ASSERT_TRUE(fold(event::revision_withdrawn, R"({"plan":"p","revision":1,"note":"改以他案"})"));
    JsonWriter out;
    write(out, all);
    const auto text = out.take();
    const auto again = read_revisions(parse_json(text)->get_object());
    ASSERT_NE(find_revision(again, "p", 1), nullptr);
    EXPECT_EQ(*find_revision(again, "p", 1), first());
}

TEST(RevisionSummary, SaysWhichAndWhy) {
    const auto said =
        revision_summary(event::revision_returned, object(R"({"plan":"p","revision":3,"note":"缺公文"})"));
    ASSERT_TRUE(said);
    EXPECT_EQ(said->zh, "退回修正案 3：缺公文");
    EXPECT_EQ(said->en, "Returned revision 3: 缺公文");
    EXPECT_FALSE(revision_summary("plan.published", {}));
    EXPECT_TRUE(is_revision_event(event::revision_edited));
    EXPECT_FALSE(is_revision_event("report.saved"));
}

}  // namespace
}  // namespace gangmu::state
