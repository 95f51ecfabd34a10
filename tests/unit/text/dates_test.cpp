#include "text/dates.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <tuple>

namespace gangmu::text {
namespace {

struct Case {
    const char* cell;
    std::vector<ScheduleItem> expected;
};

TEST(Schedule, one_entry_for_each_printed_range) {
    const std::vector<Case> cases{
        {"109/12~110/4", {{"2020-12", "2021-04", "", ""}}},
        {"１０９／１２～１１０／４", {{"2020-12", "2021-04", "", ""}}},
        {"110-113年", {{"2021", "2024", "", ""}}},
        {"110 年至 113 年", {{"2021", "2024", "", ""}}},
        {"民國110年1月1日至113年12月31日", {{"2021-01-01", "2024-12-31", "", ""}}},
        {"第一期 甲 109/9-109/12 乙 110/1-111/12",
         {{"2020-09", "2020-12", "第一期 甲", ""}, {"2021-01", "2022-12", "乙", ""}}},
        {"至114年8月", {{"", "2025-08", "", ""}}},
        {"113年底前", {{"", "2024", "", ""}}},
        {"113年6月底前", {{"", "2024-06", "", ""}}},
        {"110年起", {{"2021", "", "", ""}}},
        {"自 114 年起", {{"2025", "", "", ""}}},
        {"110/1~", {{"2021-01", "", "", ""}}},
        {"~113/12", {{"", "2024-12", "", ""}}},
        {"111/9-12", {{"2022-09", "2022-12", "", ""}}},
        {"110年1~6月", {{"2021-01", "2021-06", "", ""}}},
        {"111年第1季至第3季", {{"2022-Q1", "2022-Q3", "", ""}}},
        {"111年上半年", {{"2022-H1", "2022-H1", "", ""}}},
        {"113.1-113.12", {{"2024-01", "2024-12", "", ""}}},
        {"113.12.31", {{"2024-12-31", "2024-12-31", "", ""}}},
        {"2025-2028", {{"2025", "2028", "", ""}}},
        {"2025 to 2028", {{"2025", "2028", "", ""}}},
        {"2026 onwards", {{"2026", "", "", ""}}},
        {"From 2026 and beyond", {{"2026", "", "", ""}}},
        {"2026/27 onwards", {{"2026", "", "", ""}}},
        {"2026/27 to 2029/30", {{"2026", "2030", "", ""}}},
        {"2026/27", {{"2026", "2027", "", ""}}},
        {"2027 - ongoing", {{"2027", "", "", ""}}},
        {"by 2030", {{"", "2030", "", ""}}},
        {"2025/26", {{"2025", "2026", "", ""}}},
        {"FY2025/26", {{"2025", "2026", "", ""}}},
        {"2025/12", {{"2025-12", "2025-12", "", ""}}},
        {"End of 2027", {{"2027", "2027", "", ""}}},
        {"March 2026 - June 2027", {{"2026-03", "2027-06", "", ""}}},
        {"平成30年度～令和2年度", {{"2018", "2020", "", ""}}},
        {"全年", {{"", "", "", "全年"}}},
        {"持續辦理", {{"", "", "", "持續辦理"}}},
        {"短程(第1~2年)", {{"", "", "", "短程(第1~2年)"}}},
        {"-", {}},
        {"", {}},
    };
    for (const auto& [cell, expected] : cases)
        EXPECT_EQ(read_schedule(cell), expected) << cell;
}

TEST(Period, of_a_header) {
    const std::vector<std::pair<const char*, const char*>> cases{
        {"110", "2021"},
        {"110年度", "2021"},
        {"2026", "2026"},
        {"Target 2026", "2026"},
        {"FY2025", "2025"},
        {"令和7年度", "2025"},
        {"111年第1季", "2022-Q1"},
        {"Q1 2026", "2026-Q1"},
        {"113年12月", "2024-12"},
        {"110-113年", "2021/2024"},
        {"106至109年度", "2017/2020"},
        {"主辦機關", ""},
        {"5G", ""},
        {"3 年", ""},
        {"第 2 年", ""},
        {"目標值", ""},
    };
    for (const auto& [text, period] : cases)
        EXPECT_EQ(read_period(text), period) << text;
}

TEST(Dates, a_number_that_counts_is_no_date) {
    for (const auto* text : {"2021 件", "1,998 人", "R110", "F-16", "110 件", "3.110", "完成 4 年計畫"}) {
        const auto runes = to_runes(text);
        for (const auto& date : find_dates(text, runes))
            EXPECT_EQ(date.start, "2021") << text;
    }
    const std::string text = "完成 4 年計畫與 110 件";
    EXPECT_TRUE(find_dates(text, to_runes(text)).empty());
}

TEST(Dates, a_year_that_stands_behind_the_range) {
    const std::vector<std::tuple<const char*, const char*, const char*>> cases{
        {"April–June 2026", "2026-04", "2026-06"},
        {"January to March 2027", "2027-01", "2027-03"},
        {"3 May to 30 June 2026", "2026-05-03", "2026-06-30"}};
    for (const auto& [text, start, end] : cases) {
        const auto items = read_schedule(text);
        ASSERT_EQ(items.size(), 1u) << text;
        EXPECT_EQ(items[0].start, start) << text;
        EXPECT_EQ(items[0].end, end) << text;
        EXPECT_EQ(items[0].phase, "") << text;
    }
    EXPECT_TRUE(find_dates("It may rise to 40 by itself", to_runes("It may rise to 40 by itself")).empty());
}

TEST(Months, of_a_period) {
    EXPECT_EQ(first_month("2021"), "2021-01");
    EXPECT_EQ(last_month("2021/2024"), "2024-12");
    EXPECT_EQ(last_month("2022-Q1"), "2022-03");
    EXPECT_EQ(first_month("2022-H2"), "2022-07");
    EXPECT_EQ(last_month("2024-12-31"), "2024-12");
    EXPECT_EQ(first_month("overall"), "");
}

RC_GTEST_PROP(Schedule, takes_any_text, (const std::string& text)) {
    read_schedule(text);
    read_period(text);
}

RC_GTEST_PROP(Schedule, ends_in_order_of_what_is_printed, ()) {
    const auto year = *rc::gen::inRange(100, 120);
    const auto month = *rc::gen::inRange(1, 13);
    const auto items = read_schedule(std::to_string(year) + "/" + std::to_string(month) + "~" +
                                     std::to_string(year + 1) + "/" + std::to_string(month));
    RC_ASSERT(items.size() == 1u);
    RC_ASSERT(items[0].start.substr(0, 4) == std::to_string(year + 1911));
    RC_ASSERT(items[0].end.substr(0, 4) == std::to_string(year + 1912));
}

}  // namespace
}  // namespace gangmu::text
