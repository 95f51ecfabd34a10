#include "stocks/identity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "sample.hpp"

namespace gangmu::stocks {
namespace {

using namespace testing_stocks;

std::string period(int index) {
    const auto day = tracking::day_from(2024 + index / 12, static_cast<unsigned>(index % 12 + 1), 1);
    return tracking::period_at(tracking::Every::month, *day);
}

TEST(Identity, HoldsForAChain) {
    const auto book =
        book_of(terminal(), {month("2026-01", 1000, 300, 350), month("2026-02", 950, 400, 330)});
    EXPECT_TRUE(breaks(terminal(), book.series("gas", "yongan")).empty());
}

TEST(Identity, ASumThatDoesNotHoldNamesSitePeriodAndFigures) {
    auto bad = month("2026-01", 1000, 300, 350);
    bad.closing = Decimal(960);
    const auto found = breaks_within(terminal(), bad);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, BreakKind::sum);
    EXPECT_EQ(found[0].site, "yongan");
    EXPECT_EQ(found[0].period, "2026-01");
    EXPECT_EQ(found[0].expected, Decimal(950));
    EXPECT_EQ(found[0].difference, Decimal(10));
    EXPECT_EQ(words(found[0], terminal(), gas()).zh,
              "天然氣 永安接收站 民國115年1月：期末 960，但期初＋進－出＋盤差＝950，差 10");
}

TEST(Identity, AStocktakingDifferenceHasItsPlace) {
    auto found = month("2026-01", 1000, 300, 350);
    found.adjust = *Decimal::parse("-0.5");
    found.closing = *Decimal::parse("949.5");
    EXPECT_TRUE(breaks_within(terminal(), found).empty());
}

TEST(Identity, AGapBreaksNothingButNeighboursMustAgree) {
    const auto gap = book_of(terminal(), {month("2026-01", 1000, 0, 100), month("2026-03", 500, 0, 100)});
    EXPECT_TRUE(breaks(terminal(), gap.series("gas", "yongan")).empty());
    const auto next = book_of(terminal(), {month("2026-01", 1000, 0, 100), month("2026-02", 880, 0, 100)});
    const auto found = breaks(terminal(), next.series("gas", "yongan"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, BreakKind::carry);
    EXPECT_EQ(found[0].earlier, "2026-01");
    EXPECT_EQ(found[0].difference, Decimal(-20));
}

TEST(Identity, CapacityAndParts) {
    auto full = month("2026-01", 4000, 1500, 100);
    full.contract = Decimal(1000);
    full.spot = Decimal(600);
    full.use = Decimal(120);
    const auto found = breaks_within(terminal(), full);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].kind, BreakKind::capacity);
    EXPECT_EQ(found[1].kind, BreakKind::parts);
    EXPECT_EQ(found[2].stated, Decimal(120));
}

struct Said {
    int index = 0, opening = 0, in = 0, out = 0, off = 0;
};

Return said(const Said& each, Sequence seq) {
    auto made = month(period(each.index).c_str(), each.opening, each.in, each.out, seq);
    made.closing = *made.closing.plus(Decimal(each.off));
    return made;
}

std::vector<Said> sequence() {
    const auto one = rc::gen::map(
        rc::gen::tuple(rc::gen::inRange(0, 8), rc::gen::inRange(500, 504), rc::gen::inRange(0, 3),
                       rc::gen::inRange(0, 3), rc::gen::weightedElement<int>({{8, 0}, {1, 1}, {1, -2}})),
        [](const std::tuple<int, int, int, int, int>& t) {
            return Said{std::get<0>(t), std::get<1>(t), std::get<2>(t), std::get<3>(t), std::get<4>(t)};
        });
    return *rc::gen::container<std::vector<Said>>(one);
}

// After any sequence of returns and corrections, in any order, what is found is what a plain look at the last
// word on each period finds.
RC_GTEST_PROP(Identity, FindsExactlyWhatIsBrokenAfterAnyCorrections, ()) {
    const auto all = sequence();
    Series series;
    std::map<int, Said> last;
    Sequence seq = 0;
    for (const auto& each : all) {
        series = with(series, said(each, ++seq));
        last[each.index] = each;
    }
    std::size_t sums = 0, carries = 0;
    const Said* before = nullptr;
    for (const auto& [index, each] : last) {
        sums += each.off != 0 ? 1 : 0;
        if (before != nullptr && before->index + 1 == index)
            carries += before->opening + before->in - before->out + before->off != each.opening ? 1 : 0;
        before = &each;
    }
    std::size_t found_sums = 0, found_carries = 0;
    for (const auto& each : breaks(terminal(), series)) {
        found_sums += each.kind == BreakKind::sum ? 1 : 0;
        found_carries += each.kind == BreakKind::carry ? 1 : 0;
        RC_ASSERT(*each.stated.minus(each.expected) == each.difference);
    }
    RC_ASSERT(found_sums == sums);
    RC_ASSERT(found_carries == carries);
    RC_ASSERT(series.size() == last.size());
}

// The same last words in another order make the same series, corrections counted or not.
RC_GTEST_PROP(Identity, OrderDoesNotMatter, ()) {
    const auto all = sequence();
    std::map<int, Said> last;
    for (const auto& each : all)
        last[each.index] = each;
    Series forward, backward;
    for (auto i = last.begin(); i != last.end(); ++i)
        forward = with(forward, said(i->second, 1));
    for (auto i = last.rbegin(); i != last.rend(); ++i)
        backward = with(backward, said(i->second, 1));
    RC_ASSERT(forward.size() == backward.size());
    for (std::size_t i = 0; i < forward.size(); ++i) {
        RC_ASSERT(forward[i]->period == backward[i]->period);
        RC_ASSERT(forward[i]->same_figures(*backward[i]));
    }
    RC_ASSERT(breaks(terminal(), forward) == breaks(terminal(), backward));
}

// Where nothing is broken, the last closing is the first opening and all that came and went between.
RC_GTEST_PROP(Identity, AnUnbrokenChainAddsUp, ()) {
    const auto moves = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 50), rc::gen::inRange(0, 40)));
    Series series;
    int stock = 1000, index = 0;
    std::int64_t moved = 0;
    for (const auto& [in, out] : moves) {
        if (index == 60 || stock - out < 0 || stock + in > 5000) break;
        series = with(series, month(period(index++).c_str(), stock, in, out));
        stock += in - out;
        moved += in - out;
    }
    RC_ASSERT(breaks(terminal(), series).empty());
    if (!series.empty()) RC_ASSERT(series.back()->closing == Decimal(1000 + moved));
}

TEST(Series, ACorrectionKeepsWhenItWasFirstSaid) {
    auto series = with(Series(), month("2026-01", 10, 0, 1, 5));
    series = with(series, month("2026-01", 10, 0, 2, 9));
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(series[0]->first.seq, 5U);
    EXPECT_EQ(series[0]->stamp.seq, 9U);
    EXPECT_EQ(series[0]->corrections, 1U);
    EXPECT_TRUE(without(series, "2026-01").empty());
}

}  // namespace
}  // namespace gangmu::stocks
