#include "demo/calendar.hpp"

#include <fmt/format.h>

#include "tracking/days.hpp"

namespace gangmu::demo {
namespace {

struct Holiday {
    unsigned month, day;
    const char* name;
};
constexpr Holiday fixed[] = {{1, 1, "開國紀念日"}, {2, 28, "和平紀念日"}, {4, 4, "兒童節"},
                             {4, 5, "民族掃墓節"}, {5, 1, "勞動節"},      {10, 10, "國慶日"}};

// Lunar new year's day of 2020 to 2035.
constexpr Holiday new_years[] = {{1, 25, ""}, {2, 12, ""}, {2, 1, ""},  {1, 22, ""}, {2, 10, ""}, {1, 29, ""},
                                 {2, 17, ""}, {2, 6, ""},  {1, 26, ""}, {2, 13, ""}, {2, 3, ""},  {1, 23, ""},
                                 {2, 11, ""}, {1, 31, ""}, {2, 19, ""}, {2, 8, ""}};
constexpr int first_new_year = 2020;

std::string holiday(tracking::Day day, int year) {
    for (const auto& each : fixed)
        if (*tracking::day_from(year, each.month, each.day) == day) return each.name;
    const int at = year - first_new_year;
    if (at < 0 || at >= static_cast<int>(std::size(new_years))) return {};
    const auto& spring = new_years[at];
    const int after = day - *tracking::day_from(year, spring.month, spring.day);
    if (after == -1) return "農曆除夕";
    return after >= 0 && after <= 2 ? "春節" : std::string();
}

}  // namespace

std::string office_calendar(int year) {
    std::string out = "西元日期,星期,是否放假,備註\n";
    const auto first = tracking::first_of_year(year), next = tracking::first_of_year(year + 1);
    for (auto day = first; day < next; ++day) {
        const int weekday = tracking::weekday(day);
        const std::string name = holiday(day, year);
        std::string date = tracking::print_day(day);
        std::erase(date, '-');
        const bool off = weekday == 0 || weekday == 6 || !name.empty();
        static constexpr const char* names[] = {"日", "一", "二", "三", "四", "五", "六"};
        out += fmt::format("{},{},{},{}\n", date, names[weekday], off ? 2 : 0, name);
    }
    return out;
}

}  // namespace gangmu::demo
