#include "warning/judge.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "evaluation/period.hpp"
#include "unit/warning/given.hpp"
#include "warning/quality.hpp"
#include "warning/threshold.hpp"

namespace gangmu::warning {
namespace {

using given::line;
using given::number;
using given::rule;
using given::start;

std::string shown(const Verdict& verdict) {
    return std::string(to_string(verdict.state)) + " " + std::to_string((verdict.since - start) / day);
}
std::string judged(const Rule& rule, const Line& line, Moment now = start + 100 * day) {
    return shown(judge(rule, line, now));
}

TEST(Threshold, RaisedUnderTheLineAndOverOnlyBeyondTheBand) {
    auto r = rule();
    EXPECT_EQ(judged(r, line({"9", "8"})), "quiet 1") << "at the line is not under it";
    EXPECT_EQ(judged(r, line({"9", "7.9"})), "raised 1");
    r.release = number("0.5");
    EXPECT_EQ(judged(r, line({"9", "7.9", "8.4"})), "raised 1") << "within the band it goes on";
    EXPECT_EQ(judged(r, line({"9", "7.9", "8.5"})), "quiet 2");
    EXPECT_EQ(judged(r, line({"9", "8.4"})), "quiet 1") << "within the band nothing begins";
    EXPECT_EQ(judged(r, line({"7.9", "8.4", "7", "8.5", "7.5"})), "raised 4");
    EXPECT_EQ(
        judge(r, line({"9", "7.9", "8.4"}), 0).because.zh,
        "因為自 115年1月2日 起低於門檻 8 天，115年1月3日 回到 8.4 天，尚未離開解除範圍；回到 8.5 天 才解除");
    EXPECT_EQ(judge(rule(), line({"9", "7.9"}), 0).because.zh,
              "因為自 115年1月2日 起低於門檻 8 天，115年1月2日 為 7.9 天");
    EXPECT_EQ(
        judge(rule(), line({"9", "7.9"}), 0).because.en,
        "Because it has been under the line of 8 天 since 2026-01-02; the value of 2026-01-02 is 7.9 天");
    r.side = Side::over;
    EXPECT_EQ(judged(r, line({"8.1", "7.6"})), "raised 0");
    EXPECT_EQ(judged(r, line({"8.1", "7.5"})), "quiet 1");
}

TEST(Threshold, HoldsForItsDurationAndCount) {
    auto r = rule();
    r.hold = 2 * day;
    EXPECT_EQ(judged(r, line({"9", "7", "7"})), "pending 1");
    EXPECT_EQ(judged(r, line({"9", "7", "7", "7"})), "raised 1");
    EXPECT_EQ(judged(r, line({"9", "7", "7", "8", "7"})), "pending 4") << "begins anew";
    EXPECT_EQ(judged(r, line({"9", "7", "", "7"})), "raised 1") << "a gap is no recovery";
    r.hold_points = 3;
    EXPECT_EQ(judged(r, line({"9", "7", "", "7"})), "pending 1");
    EXPECT_EQ(judged(r, line({"9", "7", "", "7", "7"})), "raised 1");
    EXPECT_EQ(judge(r, line({}), 0).state, State::unknown);
}

TEST(Threshold, FollowsTheLineOfItsDay) {
    auto r = rule();
    r.limits = {{*evaluation::parse_day("2026-01-02"), number("7")},
                {*evaluation::parse_day("2026-01-04"), number("11")}};
    EXPECT_EQ(judge(r, line({"5"}), 0).state, State::unknown) << "before the first day no line holds";
    EXPECT_EQ(judged(r, line({"5", "8", "8"})), "quiet 2");
    EXPECT_EQ(judged(r, line({"5", "8", "8", "8"})), "raised 3");
    EXPECT_EQ(judge(r, line({"5", "8", "8", "8"}), 0).line, number("11"));
}

TEST(Seasonal, AgainstTheSameSeasonOfEarlierYears) {
    Rule r = rule(Kind::seasonal);
    r.side = Side::either;
    Line months;
    months.unit = "公噸";
    months.step = 31 * day;
    // a winter peak, four years of it
    for (int year = 2022; year <= 2025; ++year)
        for (unsigned month = 1; month <= 12; ++month) {
            const auto value = (month <= 2 ? 200 : 100) + year % 3;
            months.points.push_back({Moment(evaluation::day_from(year, month, 28)) * day, Decimal(value)});
        }
    auto now = months;
    now.points.push_back({Moment(evaluation::day_from(2026, 1, 28)) * day, Decimal(202)});
    EXPECT_EQ(judge(r, now, 0).state, State::quiet) << "high, as every winter";
    EXPECT_EQ(judge(r, now, 0).line, Decimal(201));
    now.points.back().value = Decimal(110);
    const auto low = judge(r, now, 0);
    EXPECT_EQ(low.state, State::raised) << "usual in summer only";
    EXPECT_NE(low.because.zh.find("前 3 年同期 3 筆的中位數 201 公噸"), std::string::npos) << low.because.zh;
    r.side = Side::over;
    EXPECT_EQ(judge(r, now, 0).state, State::quiet);
    r.side = Side::under;
    EXPECT_EQ(judge(r, now, 0).state, State::raised);
    now.points.erase(now.points.begin(), now.points.begin() + 30);
    EXPECT_EQ(judge(r, now, 0).state, State::unknown) << "too few years";
}

TEST(Seasonal, OneWildYearDoesNotMoveTheBaseline) {
    Rule r = rule(Kind::seasonal);
    r.side = Side::either;
    r.years = 5;
    Line years;
    years.step = 365 * day;
    for (const auto& [year, value] :
         {std::pair{2020, 100}, {2021, 101}, {2022, 5000}, {2023, 99}, {2024, 100}, {2025, 140}})
        years.points.push_back({Moment(evaluation::day_from(year, 12, 31)) * day, Decimal(value)});
    EXPECT_EQ(judge(r, years, 0).state, State::raised);
    years.points.back().value = Decimal(102);
    EXPECT_EQ(judge(r, years, 0).state, State::quiet);
}

TEST(Seasonal, MinutesAreHeldAgainstTheirHour) {
    Rule r = rule(Kind::seasonal);
    r.side = Side::either;
    r.years = 1;
    Line hours;
    hours.step = hour;
    // warm at noon, cold at night, for a year
    for (int i = 0; i < 366 * 24; ++i)
        hours.points.push_back({start + i * hour, Decimal(i % 24 < 12 ? 20 : 10)});
    const auto last = hours.points.back().value;
    EXPECT_EQ(judge(r, hours, 0).state, State::quiet);
    hours.points.back().value = last == Decimal(20) ? Decimal(10) : Decimal(20);
    EXPECT_EQ(judge(r, hours, 0).state, State::raised);
}

TEST(Rate, AgainstTheValueOfASpanAgo) {
    auto r = rule(Kind::rate);
    r.relative = true;
    r.change = number("10");
    r.span = 2 * day;
    EXPECT_EQ(judged(r, line({"100", "95", "90"})), "raised 2");
    EXPECT_EQ(judged(r, line({"100", "95", "90.1"})), "quiet 2");
    EXPECT_EQ(judged(r, line({"100", "95", "111"})), "quiet 2") << "only what falls";
    r.side = Side::over;
    EXPECT_EQ(judged(r, line({"100", "95", "110"})), "raised 2");
    EXPECT_EQ(judge(r, line({"100", "95", "112"}), 0).because.zh,
              "因為由 115年1月1日 的 100 天 變為 115年1月3日 的 112 天（增加 12 天，+12.0%），達到界限 10%");
    EXPECT_EQ(judge(r, line({"100"}), 0).state, State::unknown);
    EXPECT_EQ(judge(r, line({"0", "", "5"}), 0).state, State::unknown) << "no share of nothing";
    EXPECT_EQ(judge(r, line({"100", "", "", "", "", "", "300"}), 0).state, State::unknown) << "too long ago";
    r.relative = false;
    r.side = Side::either;
    r.change = number("5");
    EXPECT_EQ(judged(r, line({"0", "", "-5"})), "raised 2");
}

TEST(Missing, LateAgainstItsRhythm) {
    auto r = rule(Kind::missing);
    auto l = line({"9", "9"});
    EXPECT_EQ(judge(r, l, start).state, State::unknown) << "no rhythm";
    l.due = start + 3 * day;
    EXPECT_EQ(judge(r, l, start + 3 * day).state, State::quiet);
    EXPECT_EQ(judge(r, l, start + 3 * day + 1).state, State::raised);
    r.grace = day;
    EXPECT_EQ(judge(r, l, start + 4 * day).state, State::quiet);
    EXPECT_EQ(judge(r, l, start + 5 * day).because.zh,
              "因為應於 115年1月4日 前有的數值逾時 2 天未到；最近一筆為 115年1月2日");
    l.points.clear();
    EXPECT_EQ(judge(r, l, start + 9 * day).state, State::raised) << "a value that never came is missing too";
}

TEST(Forecast, TheTrendComesToTheLine) {
    auto r = rule(Kind::forecast);
    r.horizon_days = 10;
    EXPECT_EQ(judged(r, line({"20", "19", "18", "17", "16"})), "raised 4");
    EXPECT_EQ(judge(r, line({"20", "19", "18", "17", "16"}), 0).because.zh,
              "因為依近 5 期趨勢推估，約 115年1月13日 觸及門檻 8 天（現值 16 天）");
    EXPECT_EQ(judged(r, line({"20", "20", "20", "20", "20"})), "quiet 4");
    EXPECT_EQ(judged(r, line({"30", "29", "28", "27", "26"})), "quiet 4");
    EXPECT_EQ(judged(r, line({"20", "19", "18", "2", "16"})), "raised 4") << "one wild value does not matter";
    EXPECT_EQ(judge(r, line({"20", "19"}), 0).state, State::unknown);
    EXPECT_EQ(judged(r, line({"9", "8", "7", "6"})), "raised 3") << "under it already";
}

TEST(Quality, EachCheckSaysWhy) {
    EXPECT_FALSE(range({start, number("5")}, "m", number("0"), number("10")));
    EXPECT_EQ(range({start, number("-1")}, "m", number("0"), number("10"))->because.zh,
              "-1 m 低於合理下限 0 m");
    EXPECT_EQ(range({start, number("11")}, "m", number("0"), number("10"))->because.en,
              "11 m lies above the highest plausible 10 m");
    EXPECT_EQ(stuck(line({"1", "2", "2", "2"}, 600), 3, Decimal(0))->because.zh,
              "自 115年1月1日 08:10 起連續 3 筆都是 2 天");
    EXPECT_FALSE(stuck(line({"1", "2", "2", "2.1"}), 3, Decimal(0)));
    EXPECT_TRUE(stuck(line({"1", "2", "2", "2.1"}), 3, number("0.1")));
    EXPECT_FALSE(spike(line({"10", "10.1", "9.9", "10", "10.1", "10.2"}), number("3.5"), Decimal(0)));
    EXPECT_EQ(spike(line({"10", "10.1", "9.9", "10", "10.1", "99"}), number("3.5"), Decimal(0))->check,
              "spike");
    EXPECT_FALSE(spike(line({"10", "10", "10", "10", "10", "10.2"}), number("3.5"), Decimal(0)))
        << "a quiet line leaves room for small steps";
    const std::vector<Decimal> near{number("10"), number("11"), number("12")};
    EXPECT_FALSE(neighbour({start, number("13")}, "", near, number("2")));
    EXPECT_EQ(neighbour({start, number("13.5")}, "", near, number("2"))->line, number("11"));
    EXPECT_TRUE(neighbour({start, number("8.9")}, "", near, number("2")));
    EXPECT_FALSE(neighbour({start, number("99")}, "", std::span(near).first(1), number("2")));
    auto r = rule(Kind::range);
    r.high = number("10");
    EXPECT_EQ(judge(r, line({"5", "11"}), 0).because.zh, "因為11 天 高於合理上限 10 天");
}

TEST(Rules, ReadAndWrittenTheSame) {
    const auto read = [](std::string_view text) { return read_rule(parse_json(text)->get_object()); };
    const auto r =
        read(R"({"id":"gas","kind":"threshold","name":{"zh":"天然氣","en":"Gas"},"element":"gas.days",
        "level":"severe","mode":"exercise","limits":[{"from":"2021-01-01","value":7},{"from":"2022-01-01","value":8},
        {"from":"2025-01-01","value":"11"}],"release":0.5,"hold":86400,"tell":["moea"],"escalate_hours":4,
        "escalate_to":["ey"],"closes":true})");
    ASSERT_TRUE(r) << r.error().what.en;
    EXPECT_EQ(limit_on(*r, *evaluation::parse_day("2020-12-31")), std::nullopt);
    EXPECT_EQ(limit_on(*r, *evaluation::parse_day("2024-12-31")), number("8"));
    EXPECT_EQ(limit_on(*r, *evaluation::parse_day("2025-01-01")), number("11"));
    JsonWriter out;
    write_rule(out, *r);
    EXPECT_EQ(*read(out.take()), *r);
    const auto where = [&](std::string_view text) {
        const auto made = read(text);
        return made ? std::string("fine") : made.error().where;
    };
    const std::string head = R"({"id":"a","element":"e","name":"n",)";
    EXPECT_EQ(where(head + R"("limits":[{"value":1}]})"), "fine");
    EXPECT_EQ(where(head + R"("kind":"threshold"})"), "limits");
    EXPECT_EQ(where(head + R"("limits":[{"value":"x"}]})"), "limits");
    EXPECT_EQ(where(head + R"("limits":[{"value":1},{"value":2}]})"), "limits");
    EXPECT_EQ(where(head + R"("kind":"range","limits":[{"value":1}]})"), "limits") << "not read by its kind";
    EXPECT_EQ(where(head + R"("kind":"range","low":5,"high":4})"), "high");
    EXPECT_EQ(where(head + R"("kind":"rate"})"), "change");
    EXPECT_EQ(where(head + R"("kind":"oracle"})"), "kind");
    EXPECT_EQ(where(head + R"("limits":[{"value":1}],"side":"either"})"), "side");
    EXPECT_EQ(where(head + R"("limits":[{"value":1}],"hold":-1})"), "hold");
    EXPECT_EQ(where(head + R"("limits":[{"value":1}],"whim":1})"), "whim");
    EXPECT_EQ(where(R"({"id":"a","element":"e","limits":[{"value":1}]})"), "name");
}

// ---- any line

Line any_line() {
    Line made;
    made.unit = "天";
    made.step = day;
    Moment at = start;
    const auto n = *rc::gen::inRange(0, 40);
    for (int i = 0; i < n; ++i) {
        at += day * *rc::gen::inRange(1, 4);
        made.points.push_back({at, Decimal(*rc::gen::inRange(60, 100), 1)});
    }
    return made;
}

Rule any_threshold() {
    auto made = rule();
    made.side = *rc::gen::element(Side::under, Side::over);
    made.release = Decimal(*rc::gen::inRange(0, 10), 1);
    made.hold = day * *rc::gen::inRange(0, 5);
    made.hold_points = *rc::gen::inRange(1, 4);
    if (*rc::gen::arbitrary<bool>())
        made.limits.push_back({day_of(start) + *rc::gen::inRange(0, 60), number("8.5")});
    return made;
}

// What judge.hpp says of an edge, from the whole line at once instead of value by value.
State plain(const Rule& r, const Line& l) {
    if (l.points.empty()) return State::unknown;
    const auto beyond = [&](const Point& p) {
        const auto limit = *limit_on(r, day_of(p.at));
        return r.side == Side::under ? p.value < limit : p.value > limit;
    };
    const auto back = [&](const Point& p) {
        const auto limit = *limit_on(r, day_of(p.at));
        return r.side == Side::under ? p.value >= *limit.plus(r.release) : p.value <= *limit.minus(r.release);
    };
    const auto n = l.points.size();
    // the newest end of a run beyond the line that is long enough, and nothing back since
    for (std::size_t end = n; end-- > 0;) {
        if (!beyond(l.points[end])) continue;
        std::size_t first = end;
        while (first > 0 && beyond(l.points[first - 1]))
            --first;
        if (l.points[end].at - l.points[first].at >= r.hold && int(end - first + 1) >= r.hold_points) {
            for (auto i = end + 1; i < n; ++i)
                if (back(l.points[i])) return beyond(l.points[n - 1]) ? State::pending : State::quiet;
            return State::raised;
        }
    }
    return beyond(l.points[n - 1]) ? State::pending : State::quiet;
}

RC_GTEST_PROP(WarningProperties, AnEdgeIsWhatItsRuleSays, ()) {
    const auto r = any_threshold();
    const auto l = any_line();
    RC_ASSERT(judge(r, l, 0).state == plain(r, l));
}

RC_GTEST_PROP(WarningProperties, ValueByValueEqualsTheWholeLine, ()) {
    const auto r = any_threshold();
    const auto l = any_line();
    Edge edge(r);
    Line grown;
    grown.unit = l.unit;
    grown.step = l.step;
    for (const auto& point : l.points) {
        edge.take(point);
        grown.points.push_back(point);
        RC_ASSERT(judge(r, grown, 0).state == edge.state());
    }
}

RC_GTEST_PROP(WarningProperties, NoFlappingWithinTheBand, ()) {
    auto r = rule();
    r.release = Decimal(1);
    Line l;
    l.step = day;
    // once raised, values within [limit, limit + release) never end it, however they tremble
    l.points.push_back({start, Decimal(7)});
    const auto n = *rc::gen::inRange(1, 30);
    for (int i = 1; i <= n; ++i) {
        l.points.push_back({start + i * day, Decimal(*rc::gen::inRange(70, 90), 1)});
        RC_ASSERT(judge(r, l, 0).state == State::raised);
        RC_ASSERT(judge(r, l, 0).since == start);
    }
}

RC_GTEST_PROP(WarningProperties, EveryJudgementExplainsItself, ()) {
    auto r = rule(*rc::gen::element(Kind::threshold, Kind::seasonal, Kind::rate, Kind::missing,
                                    Kind::forecast, Kind::range, Kind::stuck, Kind::spike));
    r.change = Decimal(1);
    r.low = Decimal(7);
    r.side = *rc::gen::element(Side::under, Side::over);
    auto l = any_line();
    if (*rc::gen::arbitrary<bool>()) l.due = start + day * *rc::gen::inRange(0, 100);
    const auto now = start + day * *rc::gen::inRange(0, 200);
    const auto verdict = judge(r, l, now);
    RC_ASSERT(!verdict.because.zh.empty() && !verdict.because.en.empty());
    RC_ASSERT(judge(r, l, now) == verdict);
    if (verdict.state == State::raised) {
        RC_ASSERT(verdict.because.zh.rfind("因為", 0) == 0);
        RC_ASSERT(verdict.because.en.rfind("Because", 0) == 0);
        if (!l.points.empty() && r.kind != Kind::missing && r.kind != Kind::stuck)
            RC_ASSERT(verdict.because.zh.find(l.points.back().value.str()) != std::string::npos);
    }
}

}  // namespace
}  // namespace gangmu::warning
