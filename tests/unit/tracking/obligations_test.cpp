#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "tracking/obligations.hpp"

namespace gangmu::tracking {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Day day(std::string_view iso) {
    return parse_day(iso).value();
}

// A plan built node by node; parents before children.
struct Builder {
    std::vector<std::unique_ptr<model::Node>> nodes;
    Plan plan;

    Builder() {
        plan.id = "p";
        plan.start = "2025-01";
        plan.end = "2028-12";
    }
    Builder& add(std::string id, std::string parent, std::vector<std::string> lead,
                 std::vector<std::string> co = {}, std::string start = {}, std::string end = {},
                 std::size_t indicators = 0) {
        auto node = std::make_unique<model::Node>();
        node->id = std::move(id);
        node->parent = parent;
        node->kind = node->id.size() == 1 ? "策略" : "措施";
        node->lead = std::move(lead);
        node->co = std::move(co);
        if (!start.empty() || !end.empty()) node->schedule.push_back({start, end, {}, {}});
        Item item;
        item.node = node.get();
        item.indicators = indicators;
        item.targets = indicators > 0;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (nodes[i]->id == parent) item.parent = i;
        plan.items.push_back(item);
        nodes.push_back(std::move(node));
        return *this;
    }
};

Cycle quarter(std::string period, std::string scope = {}) {
    Cycle out;
    out.id = "q-" + period;
    out.period = period;
    out.span = *span_of(period);
    out.scope = std::move(scope);
    return out;
}

std::string same(const std::string& name) {
    return name;
}

std::vector<std::string> owing(const Builder& builder, const Cycle& cycle, const PlanTracking& settings = {},
                               const std::vector<std::string>& kinds = {}) {
    std::vector<std::string> out;
    for (const auto& each : obligations(builder.plan, cycle, kinds, settings, same))
        out.push_back(each.node);
    return out;
}

PlanTracking with(const std::string& node, ItemSettings item) {
    PlanTracking out;
    out.items = out.items.set(node, std::make_shared<const ItemSettings>(std::move(item)));
    return out;
}

TEST(Obligations, FollowTheSchedule) {
    Builder b;
    b.add("1", "", {})
        .add("1/1", "1", {"甲"}, {}, "2026-04", "2026-12")
        .add("1/2", "1", {"乙"})
        .add("1/3", "1", {});
    EXPECT_THAT(owing(b, quarter("2026-Q1")), ElementsAre("1/2"));
    EXPECT_THAT(owing(b, quarter("2026-Q2")), ElementsAre("1/1", "1/2"));
    EXPECT_THAT(owing(b, quarter("2027-Q1")), ElementsAre("1/2"));
    EXPECT_THAT(owing(b, quarter("2029-Q1")), IsEmpty());  // after the plan
    b.add("2", "", {"丙"}, {}, "2027", "").add("2/1", "2", {"丁"});
    EXPECT_THAT(owing(b, quarter("2026-Q4")), ElementsAre("1/1", "1/2"));  // 2/1 takes its ancestor's time
    EXPECT_THAT(owing(b, quarter("2030-Q1")), ElementsAre("2", "2/1"));    // an open end stays open
}

TEST(Obligations, WhatIsReportedBelowIsNotAskedForAgainAbove) {
    Builder b;
    b.add("1", "", {"甲"}).add("1/1", "1", {"甲"}).add("1/2", "1", {"乙"});
    EXPECT_THAT(owing(b, quarter("2026-Q1")), ElementsAre("1/1", "1/2"));
    Builder own;
    own.add("1", "", {"甲"}, {}, {}, {}, 1).add("1/1", "1", {"甲"});
    EXPECT_THAT(owing(own, quarter("2026-Q1")), ElementsAre("1", "1/1"));
    Builder other;
    other.add("1", "", {"丙"}).add("1/1", "1", {"甲"});
    EXPECT_THAT(owing(other, quarter("2026-Q1")), ElementsAre("1", "1/1"));
    // Below it is not due yet: then the one above answers.
    Builder later;
    later.add("1", "", {"甲"}).add("1/1", "1", {"甲"}, {}, "2027", "2028");
    EXPECT_THAT(owing(later, quarter("2026-Q1")), ElementsAre("1"));
    EXPECT_THAT(owing(later, quarter("2027-Q1")), ElementsAre("1/1"));
}

TEST(Obligations, ARhythmMayAskForKindsAndForAPart) {
    Builder b;
    b.add("1", "", {"甲"}).add("1/1", "1", {"甲"}).add("2", "", {"乙"}).add("2/1", "2", {"乙"});
    EXPECT_THAT(owing(b, quarter("2026-Q1"), {}, {"策略"}), ElementsAre("1", "2"));
    EXPECT_THAT(owing(b, quarter("2026-Q1", "2")), ElementsAre("2/1"));
    EXPECT_THAT(owing(b, quarter("2026-Q1", "9")), IsEmpty());
}

TEST(Obligations, WhoAnswersWhoHelps) {
    Builder b;
    b.add("1", "", {"科技部", "乙"}, {"丙", "乙"});
    b.nodes[0]->units = {"科技部(一司)", "丙(二科)"};
    const auto now = [](const std::string& name) { return name == "科技部" ? std::string("國科會") : name; };
    const auto owed = obligations(b.plan, quarter("2026-Q1"), {}, {}, now);
    ASSERT_EQ(owed.size(), 1u);
    EXPECT_EQ(owed[0].agency, "國科會");
    EXPECT_THAT(owed[0].joint, ElementsAre("乙"));
    EXPECT_THAT(owed[0].co, ElementsAre("丙"));
    EXPECT_THAT(owed[0].units, ElementsAre("一司"));
    ItemSettings set;
    set.holder = "乙";
    set.officer = "wang";
    set.level = Level::yuan;
    const auto moved = obligations(b.plan, quarter("2026-Q1"), {}, with("1", set), now);
    EXPECT_EQ(moved[0].agency, "乙");
    EXPECT_THAT(moved[0].joint, ElementsAre("國科會"));
    EXPECT_EQ(moved[0].officer, "wang");
    EXPECT_EQ(moved[0].level, Level::yuan);
}

TEST(Obligations, AReleasedItemOwesNothingFromThenOn) {
    Builder b;
    b.add("1", "", {"甲"});
    ItemSettings item;
    item.release = Release::released;
    item.release_decided.recorded_us =
        (static_cast<std::int64_t>(day("2026-05-10")) * 24 + 4) * 3600 * 1'000'000;
    const auto settings = with("1", item);
    EXPECT_THAT(owing(b, quarter("2026-Q1"), settings), ElementsAre("1"));
    EXPECT_THAT(owing(b, quarter("2026-Q2"), settings), IsEmpty());
    EXPECT_THAT(owing(b, quarter("2026-Q3"), settings), IsEmpty());
    item.release = Release::asked;
    EXPECT_THAT(owing(b, quarter("2026-Q3"), with("1", item)), ElementsAre("1"));
}

TEST(Obligations, TheBoardSeesWhatNobodyDoes) {
    Builder b;
    b.add("1", "", {})
        .add("1/1", "1", {}, {}, "2026", "2026")
        .add("1/2", "1", {"甲"})
        .add("2", "", {}, {}, "2027", "2027");
    b.add("3", "", {"乙"}, {}, {}, {}, 1).add("3/1", "3", {"丙"});
    const auto names = [&](const std::vector<std::size_t>& places) {
        std::vector<std::string> out;
        for (const auto place : places)
            out.push_back(b.plan.items[place].node->id);
        return out;
    };
    EXPECT_THAT(names(unowned(b.plan, *span_of("2026-Q1"), {})), ElementsAre("1/1"));
    EXPECT_THAT(names(unowned(b.plan, *span_of("2027-Q1"), {})), ElementsAre("2"));
    const auto owed = obligations(b.plan, quarter("2026-Q1"), {}, {}, same);
    EXPECT_THAT(names(without_target(b.plan, owed)), ElementsAre("1/2"));
}

// Any tree of up to 30 nodes with leads, schedules and indicators.
Builder any_plan() {
    Builder b;
    static const std::vector<std::string> agencies{"甲", "乙", "丙", "丁"};
    const int count = *rc::gen::inRange(1, 30);
    for (int i = 0; i < count; ++i) {
        const int parent = *rc::gen::inRange(-1, i);
        std::vector<std::string> lead, co;
        for (const auto& agency : agencies) {
            const int part = *rc::gen::inRange(0, 6);
            if (part == 0) lead.push_back(agency);
            if (part == 1) co.push_back(agency);
        }
        std::string start, end;
        if (*rc::gen::inRange(0, 3) == 0) {
            const int first = *rc::gen::inRange(2024, 2030);
            start = std::to_string(first);
            end = std::to_string(first + *rc::gen::inRange(0, 3));
        }
        b.add("n" + std::to_string(i), parent < 0 ? "" : "n" + std::to_string(parent), lead, co, start, end,
              *rc::gen::inRange(0, 4) == 0 ? 1 : 0);
    }
    return b;
}

RC_GTEST_PROP(ObligationProperties, EveryDutyHasALeadAndLiesInItsTime, ()) {
    const auto b = any_plan();
    const auto cycle = quarter(std::to_string(*rc::gen::inRange(2024, 2031)) + "-Q" +
                               std::to_string(*rc::gen::inRange(1, 5)));
    std::set<std::string> seen;
    for (const auto& each : obligations(b.plan, cycle, {}, {}, same)) {
        const auto& node = *b.plan.items[each.item].node;
        RC_ASSERT(seen.insert(each.node).second);
        RC_ASSERT(node.id == each.node);
        RC_ASSERT(std::find(node.lead.begin(), node.lead.end(), each.agency) != node.lead.end());
        RC_ASSERT(std::find(each.co.begin(), each.co.end(), each.agency) == each.co.end());
        RC_ASSERT(schedule_of(b.plan, each.item)->span.meets(cycle.span));
    }
}

RC_GTEST_PROP(ObligationProperties, NoLeadWhoseTimeHasComeIsForgotten, ()) {
    // Whoever leads something due is asked for at least one report: by that node or by one under it.
    const auto b = any_plan();
    const auto cycle = quarter(std::to_string(*rc::gen::inRange(2024, 2031)) + "-Q2");
    const auto owed = obligations(b.plan, cycle, {}, {}, same);
    const auto is_under = [&](std::size_t low, std::size_t high) {
        for (; low != Item::npos; low = b.plan.items[low].parent)
            if (low == high) return true;
        return false;
    };
    for (std::size_t i = 0; i < b.plan.items.size(); ++i) {
        const auto schedule = schedule_of(b.plan, i);
        if (!schedule || !schedule->span.meets(cycle.span)) continue;
        for (const auto& lead : b.plan.items[i].node->lead)
            RC_ASSERT(std::any_of(owed.begin(), owed.end(), [&](const Obligation& each) {
                return is_under(each.item, i) &&
                       (each.agency == lead ||
                        std::find(each.joint.begin(), each.joint.end(), lead) != each.joint.end());
            }));
    }
}

RC_GTEST_PROP(ObligationProperties, APartOwesWhatTheWholeOwesThere, ()) {
    const auto b = any_plan();
    const std::size_t root = *rc::gen::inRange<std::size_t>(0, b.plan.items.size());
    const auto whole = owing(b, quarter("2026-Q2"));
    const auto part = owing(b, quarter("2026-Q2", b.plan.items[root].node->id));
    for (const auto& each : part)
        RC_ASSERT(std::find(whole.begin(), whole.end(), each) != whole.end());
}

// ---- cycles

TEST(Cycles, AQuarterOpensAfterItsEndAndIsDueInWorkingDays) {
    Rhythm rhythm;
    rhythm.id = "q";
    const auto cycles = cycles_of(rhythm, "2025-01", "2025-12", {}, day("2026-01-01"));
    ASSERT_EQ(cycles.size(), 4u);
    const auto& first = cycles[0];
    EXPECT_EQ(first.id, "q-2025-Q1");
    EXPECT_EQ(print_day(first.opens), "2025-04-01");
    EXPECT_EQ(print_day(first.due), "2025-04-15");
    EXPECT_EQ(print_day(first.remind), "2025-04-10");
    EXPECT_EQ(print_day(first.grace_until), "2025-04-22");
    EXPECT_FALSE(first.known);
    EXPECT_EQ(phase_of(first, nullptr, rhythm, day("2025-03-31")), Phase::planned);
    EXPECT_EQ(phase_of(first, nullptr, rhythm, day("2025-04-01")), Phase::open);
    EXPECT_EQ(phase_of(first, nullptr, rhythm, day("2025-04-15")), Phase::open);
    EXPECT_EQ(phase_of(first, nullptr, rhythm, day("2025-04-16")), Phase::grace);
    EXPECT_EQ(phase_of(first, nullptr, rhythm, day("2025-04-23")), Phase::locked);
    CycleMarks marks;
    marks.reopened_until = day("2025-06-30");
    EXPECT_EQ(phase_of(first, &marks, rhythm, day("2025-06-30")), Phase::grace);
    EXPECT_EQ(phase_of(first, &marks, rhythm, day("2025-07-01")), Phase::locked);
    marks = {};
    marks.locked = true;
    EXPECT_EQ(phase_of(first, &marks, rhythm, day("2025-04-02")), Phase::locked);
    marks = {};
    marks.due = day("2025-05-02");
    const auto put_off = marked(first, marks, rhythm, {});
    EXPECT_EQ(phase_of(put_off, &marks, rhythm, day("2025-05-02")), Phase::open);
    EXPECT_EQ(print_day(put_off.grace_until), "2025-05-09");
}

TEST(Cycles, EveryRhythmCoversThePlanWithoutGapOrOverlap) {
    for (const Every every : all_rhythms) {
        Rhythm rhythm;
        rhythm.id = "x";
        rhythm.every = every;
        const auto cycles = cycles_of(rhythm, "2025-01", "2028-12", {}, day("2026-01-01"));
        ASSERT_FALSE(cycles.empty());
        for (std::size_t i = 1; i < cycles.size(); ++i)
            EXPECT_EQ(cycles[i].span.first, cycles[i - 1].span.last + 1) << cycles[i].id;
        EXPECT_LE(cycles.front().span.first, day("2025-01-01"));
        EXPECT_GE(cycles.back().span.last, day("2028-12-31"));
        for (const auto& cycle : cycles) {
            const auto found = cycle_of(rhythm, cycle.period, "2025-01", "2028-12", {}, day("2026-01-01"));
            ASSERT_TRUE(found) << cycle.id;
            EXPECT_EQ(found->due, cycle.due);
            EXPECT_EQ(period_at(every, cycle.span.last), cycle.period);
        }
    }
    Rhythm half;
    half.id = "h";
    half.every = Every::quarter;
    half.from = "2025-02-01";
    half.until = "2025-10-31";
    const auto cut = cycles_of(half, "2025-01", "2028-12", {}, day("2026-01-01"));
    ASSERT_EQ(cut.size(), 2u);  // what its own dates cut is left out
    EXPECT_EQ(cut[0].period, "2025-Q2");
    EXPECT_EQ(cut[1].period, "2025-Q3");
    EXPECT_FALSE(cycle_of(half, "2025-Q1", "2025-01", "2028-12", {}, 0));
    EXPECT_FALSE(cycle_of(half, "2025-04", "2025-01", "2028-12", {}, 0));
    EXPECT_FALSE(cycle_of(half, "nonsense", "2025-01", "2028-12", {}, 0));
}

TEST(Rhythms, YearsOfFiveDigitsAreNeverReached) {
    Rhythm rhythm;
    rhythm.id = "y";
    rhythm.every = Every::year;
    rhythm.from = "2026-01-01";
    rhythm.until = "2030-12-31";
    EXPECT_TRUE(check(rhythm));
    rhythm.until = "9999-12-31";
    ASSERT_FALSE(check(rhythm));
    EXPECT_EQ(check(rhythm).error().where, "until");
    // A plan may say so itself.
    rhythm.from.clear(), rhythm.until.clear();
    const auto cycles = cycles_of(rhythm, "2995-01", "9999-12", {}, day("2026-01-01"));
    ASSERT_FALSE(cycles.empty());
    EXPECT_EQ(cycles.back().period, "2999");
}

}  // namespace
}  // namespace gangmu::tracking
