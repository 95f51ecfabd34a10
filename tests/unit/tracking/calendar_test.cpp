#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

#include "tracking/calendar_csv.hpp"

namespace gangmu::tracking {
namespace {

Day day(std::string_view iso) {
    return parse_day(iso).value();
}

TEST(Days, APeriodHasItsFirstAndLastDay) {
    const auto days = [](std::string_view period) {
        const auto span = span_of(period);
        return span ? print_day(span->first) + " " + print_day(span->last) : "none";
    };
    EXPECT_EQ(days("2024"), "2024-01-01 2024-12-31");
    EXPECT_EQ(days("2024-H2"), "2024-07-01 2024-12-31");
    EXPECT_EQ(days("2024-Q1"), "2024-01-01 2024-03-31");
    EXPECT_EQ(days("2024-02"), "2024-02-01 2024-02-29");
    EXPECT_EQ(days("2026-W01"), "2025-12-29 2026-01-04");
    EXPECT_EQ(days("2020-W53"), "2020-12-28 2021-01-03");
    EXPECT_EQ(days("2021/2024"), "2021-01-01 2024-12-31");
    EXPECT_EQ(days("2021-Q3/2022-02"), "2021-07-01 2022-02-28");
    for (const char* wrong : {"", "overall", "2021-Q5", "2021-Q0", "2021-H3", "2021-13", "2021-00",
                              "2021-W54", "2021-W00", "2021-02-30", "2024/2021", "20211", "2021-"})
        EXPECT_EQ(days(wrong), "none") << wrong;
}

TEST(Days, PeriodsAreShownInTheRocCalendar) {
    EXPECT_EQ(period_label("2026-Q1").zh, "民國115年第1季");
    EXPECT_EQ(period_label("2026-H2").zh, "民國115年下半年");
    EXPECT_EQ(period_label("2026-03").zh, "民國115年3月");
    EXPECT_EQ(period_label("2026-W05").zh, "民國115年第5週");
    EXPECT_EQ(period_label("2026").zh, "民國115年");
    EXPECT_EQ(period_label("2026-03-31").zh, "民國115年3月31日");
    EXPECT_EQ(period_label("overall").zh, "overall");
}

// A year in which weekends are off, and what `off` and `work` name besides.
std::string csv_of(int year, std::vector<std::string> off = {}, std::vector<std::string> work = {},
                   bool with_header = true) {
    static const char* const names[] = {"日", "一", "二", "三", "四", "五", "六"};
    std::string out = with_header ? "西元日期,星期,是否放假,備註\r\n" : "";
    const auto has = [](const auto& list, const std::string& iso) {
        return std::find(list.begin(), list.end(), iso) != list.end();
    };
    for (Day each = first_of_year(year); each < first_of_year(year + 1); ++each) {
        const std::string iso = print_day(each);
        bool is_off = weekday(each) % 6 == 0;
        if (has(off, iso)) is_off = true;
        if (has(work, iso)) is_off = false;
        std::string digits = iso;
        digits.erase(std::remove(digits.begin(), digits.end(), '-'), digits.end());
        out += fmt::format("{},{},{},{}\r\n", digits, names[weekday(each)], is_off ? 2 : 0,
                           has(off, iso)    ? "放假之紀念日"
                           : has(work, iso) ? "補行上班"
                                            : "");
    }
    return out;
}

Calendar calendar_of(const std::string& csv) {
    Calendar out;
    const auto years = read_calendar(csv);
    EXPECT_TRUE(years) << years.error().code << " " << years.error().where;
    if (years)
        for (const auto& year : *years)
            out = out.with_year(year);
    return out;
}

TEST(CalendarFile, WorkingDaysFollowTheTable) {
    const auto calendar =
        calendar_of(csv_of(2026, {"2026-01-01", "2026-02-16", "2026-02-17"}, {"2026-02-07"}));
    EXPECT_TRUE(calendar.knows(2026));
    EXPECT_FALSE(calendar.working(day("2026-01-01")));
    EXPECT_EQ(calendar.note(day("2026-01-01")), "放假之紀念日");
    EXPECT_TRUE(calendar.working(day("2026-02-07")));  // a Saturday that is made up
    EXPECT_FALSE(calendar.working(day("2026-02-08")));
    // Friday the 13th, then the weekend, Monday and Tuesday off.
    EXPECT_EQ(calendar.move(day("2026-02-13"), 1), (Reckoned{day("2026-02-18"), true}));
    EXPECT_EQ(calendar.move(day("2026-02-18"), -1), (Reckoned{day("2026-02-13"), true}));
    EXPECT_EQ(calendar.move(day("2026-02-14"), 0), (Reckoned{day("2026-02-18"), true}));
    EXPECT_EQ(calendar.between(day("2026-02-06"), day("2026-02-13")), 6);  // with the made-up Saturday
}

TEST(CalendarFile, AYearNobodyLoadedIsReckonedByWeekendsAndSaysSo) {
    const auto calendar = calendar_of(csv_of(2026));
    EXPECT_EQ(calendar.move(day("2026-12-31"), 1), (Reckoned{day("2027-01-01"), false}));
    EXPECT_EQ(calendar.move(day("2026-12-30"), 1), (Reckoned{day("2026-12-31"), true}));
    EXPECT_EQ(Calendar().move(day("2027-01-01"), 1), (Reckoned{day("2027-01-04"), false}));
}

TEST(CalendarFile, ATyphoonDayStandsOverTheTable) {
    const auto calendar = calendar_of(csv_of(2026));
    const auto stormy = calendar.with_special(day("2026-09-28"), {true, "颱風", 1});
    EXPECT_EQ(calendar.move(day("2026-09-25"), 1).day, day("2026-09-28"));
    EXPECT_EQ(stormy.move(day("2026-09-25"), 1).day, day("2026-09-29"));
    EXPECT_EQ(stormy.note(day("2026-09-28")), "颱風");
    EXPECT_EQ(stormy.without_special(day("2026-09-28")).move(day("2026-09-25"), 1).day, day("2026-09-28"));
}

TEST(CalendarFile, OtherWaysOfWritingIt) {
    const auto years = [](std::string header, const char* format, const char* off, const char* work,
                          char comma) {
        std::string out = std::move(header);
        for (Day each = first_of_year(2025); each < first_of_year(2026); ++each) {
            const int month = static_cast<int>(month_of(each));
            const int of_month = each - *day_from(2025, static_cast<unsigned>(month), 1) + 1;
            out += fmt::format(fmt::runtime(format), 2025, month, of_month, 2025 - 1911) + comma +
                   (weekday(each) % 6 == 0 ? off : work) + "\n";
        }
        return read_calendar(out);
    };
    for (const auto& made : {years("日期,是否放假\n", "{0}/{1}/{2}", "是", "否", ','),
                             years("date\tisHoliday\n", "{0}-{1:02}-{2:02}", "Y", "N", '\t'),
                             years("日期;放假\n", "{3}{1:02}{2:02}", "2", "0", ';'),
                             years("\xEF\xBB\xBF西元日期,是否放假\n", "{0}年{1}月{2}日", "放假", "", ',')}) {
        ASSERT_TRUE(made) << made.error().code << made.error().where;
        ASSERT_EQ(made->size(), 1u);
        EXPECT_EQ(made->front()->year, 2025);
        EXPECT_EQ(std::count(made->front()->off.begin(), made->front()->off.end(), true), 104);
    }
    // Big5, as the file was published for years: 西元日期,星期,是否放假,備註 and 開國紀念日.
    std::string big5 =
        "\xA6\xE8\xA4\xB8\xA4\xE9\xB4\xC1,\xAC\xB4\xB4\xC1,\xAC\x4F\xA7\x5F\xA9\xF1\xB0\xB2,"
        "\xB3\xC6\xB5\xF9\n";
    std::string rest = csv_of(2025, {"2025-01-01"}, {}, false);
    const std::string note = "放假之紀念日";
    rest.replace(rest.find(note), note.size(), "\xB6\x7D\xB0\xEA\xAC\xF6\xA9\xC0\xA4\xE9");
    for (const auto& [utf8, bytes] : std::vector<std::pair<std::string, std::string>>{{"日", "\xA4\xE9"},
                                                                                      {"一", "\xA4\x40"},
                                                                                      {"二", "\xA4\x47"},
                                                                                      {"三", "\xA4\x54"},
                                                                                      {"四", "\xA5\x7C"},
                                                                                      {"五", "\xA4\xAD"},
                                                                                      {"六", "\xA4\xBB"}})
        for (std::size_t at; (at = rest.find(utf8)) != std::string::npos;)
            rest.replace(at, utf8.size(), bytes);
    const auto read = read_calendar(big5 + rest);
    ASSERT_TRUE(read) << read.error().code << read.error().where;
    ASSERT_EQ(read->front()->notes.size(), 1u);
    EXPECT_EQ(read->front()->notes.front().second, "開國紀念日");
}

TEST(CalendarFile, WhatIsWrongIsNamedWithItsLine) {
    EXPECT_EQ(read_calendar("").error().code, "calendar-header");
    EXPECT_EQ(read_calendar("a,b\n1,2\n").error().code, "calendar-header");
    EXPECT_EQ(read_calendar("西元日期,是否放假\n").error().code, "calendar-empty");
    const auto date = read_calendar("西元日期,是否放假\n20260101,2\n20261301,0\n");
    EXPECT_EQ(date.error().code, "calendar-date");
    EXPECT_THAT(date.error().where, testing::HasSubstr("3"));
    EXPECT_EQ(read_calendar("西元日期,是否放假\n20260101,maybe\n").error().code, "calendar-off");
    EXPECT_EQ(read_calendar("西元日期,是否放假\n20260101,2\n20260101,0\n").error().code, "calendar-twice");
    const auto gap = read_calendar("西元日期,是否放假\n20260101,2\n20260103,0\n");
    EXPECT_EQ(gap.error().code, "calendar-gap");
    EXPECT_EQ(gap.error().where, "2026-01-02");
}

// Any calendar: a table for 2025 and 2026 with random days off and random days set by hand.
Calendar any_calendar() {
    Calendar out;
    for (const int year : {2025, 2026}) {
        if (*rc::gen::arbitrary<bool>()) continue;
        auto made = std::make_shared<CalendarYear>();
        made->year = year;
        for (Day each = first_of_year(year); each < first_of_year(year + 1); ++each)
            made->off.push_back(*rc::gen::inRange(0, 3) == 0);
        out = out.with_year(made);
    }
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i)
        out = out.with_special(first_of_year(2025) + *rc::gen::inRange(0, 730),
                               {*rc::gen::arbitrary<bool>(), "x", 1});
    return out;
}

RC_GTEST_PROP(CalendarProperties, MovingForwardAndBackMeets, ()) {
    const auto calendar = any_calendar();
    const Day from = first_of_year(2025) + *rc::gen::inRange(0, 700);
    const int n = *rc::gen::inRange(1, 40);
    const auto reached = calendar.move(from, n);
    RC_ASSERT(calendar.working(reached.day));
    RC_ASSERT(calendar.between(from, reached.day) == n);
    // From a working day the way back ends where it began.
    if (calendar.working(from)) RC_ASSERT(calendar.move(reached.day, -n).day == from);
    // Another day off never brings the day nearer.
    const Day storm = from + *rc::gen::inRange(1, 30);
    RC_ASSERT(calendar.with_special(storm, {true, "x", 1}).move(from, n).day >= reached.day);
    // Step by step is the same way.
    Day step = from;
    for (int i = 0; i < n; ++i)
        step = calendar.move(step, 1).day;
    RC_ASSERT(step == reached.day);
}

}  // namespace
}  // namespace gangmu::tracking
