// Cells and headers of dates: the ranges of a schedule with the words before them, one period, its months.
#include <fmt/format.h>

#include "text/dates.hpp"

namespace gangmu::text {

namespace {

bool is_blank_cell(const Runes& runes) {
    for (const auto& rune : runes)
        if (rune.c != '-' && rune.c != '/' && rune.c != U'無' && rune.c != '*') return false;
    return true;
}

std::string trimmed_phase(std::string_view cell, const Runes& runes, std::size_t first, std::size_t last) {
    auto drop = [](char32_t c) {
        return c == ':' || c == U'、' || c == U'，' || c == ',' || c == ';' || c == U'；' || c == '(' ||
               c == ')' || c == '-' || c == '~' || c == U'。' || c == '.' || c == '[' || c == ']' ||
               c == U'【' || c == U'】' || c == U'●' || c == U'•' || c == '/' || c == U'及' || c == U'與';
    };
    while (first < last && drop(runes[first].c)) {
        // 【第一期】 keeps what the brackets hold
        ++first;
    }
    while (first < last && drop(runes[last - 1].c))
        --last;
    return slice(cell, runes, first, last);
}

}  // namespace

std::vector<ScheduleItem> read_schedule(std::string_view cell) {
    std::vector<ScheduleItem> items;
    if (cell.size() > 20000) cell = cell.substr(0, 20000);
    const auto runes = to_runes(cell);
    if (is_blank_cell(runes)) return items;
    const auto ranges = find_dates(cell, runes, {.bare = true, .year = 0});
    if (ranges.empty()) {
        items.push_back({{}, {}, {}, slice(cell, runes, 0, runes.size())});
        return items;
    }
    std::size_t from = 0;
    for (const auto& range : ranges) {
        ScheduleItem item;
        item.start = range.start;
        item.end = range.end;
        item.phase = trimmed_phase(cell, runes, from, range.first);
        from = range.last;
        items.push_back(std::move(item));
    }
    return items;
}

std::string read_period(std::string_view text) {
    if (text.size() > 2000) return {};
    const auto runes = to_runes(text);
    auto ranges = find_dates(text, runes, {.bare = false, .year = 0});
    if (ranges.empty()) ranges = find_dates(text, runes, {.bare = true, .year = 0});
    if (ranges.size() != 1) return {};
    const auto& range = ranges.front();
    if (range.start.empty() || range.end.empty()) return range.start.empty() ? range.end : range.start;
    return range.start == range.end ? range.start : range.start + "/" + range.end;
}

std::string first_month(std::string_view period) {
    if (const auto slash = period.find('/'); slash != std::string_view::npos)
        period = period.substr(0, slash);
    if (period.size() < 4 || period == "overall") return {};
    std::string year(period.substr(0, 4));
    if (period.size() == 4) return year + "-01";
    if (period[5] == 'H') return year + (period[6] == '1' ? "-01" : "-07");
    if (period[5] == 'Q') return fmt::format("{}-{:02}", year, (period[6] - '1') * 3 + 1);
    return std::string(period.substr(0, 7));
}

std::string last_month(std::string_view period) {
    if (const auto slash = period.find('/'); slash != std::string_view::npos)
        period = period.substr(slash + 1);
    if (period.size() < 4 || period == "overall") return {};
    std::string year(period.substr(0, 4));
    if (period.size() == 4) return year + "-12";
    if (period[5] == 'H') return year + (period[6] == '1' ? "-06" : "-12");
    if (period[5] == 'Q') return fmt::format("{}-{:02}", year, (period[6] - '1') * 3 + 3);
    return std::string(period.substr(0, 7));
}

}  // namespace gangmu::text
