#include "tracking/calendar_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "text/encoding.hpp"

namespace gangmu::tracking {
namespace {

using Line = std::vector<std::string>;

std::string trimmed(std::string_view text) {
    static constexpr std::string_view wide_space = "\xE3\x80\x80";
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    for (bool again = true; again && !text.empty();) {
        again = true;
        if (blank(text.front()))
            text.remove_prefix(1);
        else if (blank(text.back()))
            text.remove_suffix(1);
        else if (text.substr(0, 3) == wide_space)
            text.remove_prefix(3);
        else if (text.size() >= 3 && text.substr(text.size() - 3) == wide_space)
            text.remove_suffix(3);
        else
            again = false;
    }
    return std::string(text);
}

// Lines of cells; quotes as RFC 4180 has them.
std::vector<Line> cells_of(std::string_view text) {
    const auto first = text.substr(0, text.find('\n'));
    char comma = ',';
    for (const char each : {'\t', ';'})
        if (first.find(',') == std::string_view::npos && first.find(each) != std::string_view::npos)
            comma = each;
    std::vector<Line> lines(1);
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : '\n';
        if (quoted && i < text.size()) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == '"' && trimmed(cell).empty()) {
            cell.clear();
            quoted = true;
        } else if (c == comma || c == '\n') {
            lines.back().push_back(trimmed(cell));
            cell.clear();
            if (c == '\n') lines.emplace_back();
        } else {
            cell += c;
        }
    }
    lines.pop_back();
    return lines;
}

std::optional<int> whole(std::string_view text) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// 20260101, 2026/1/1, 2026-01-01, 2026年1月1日, and the same with ROC years (1150101, 115/1/1).
std::optional<Day> date_of(const std::string& cell) {
    std::vector<std::string> numbers(1);
    for (const char c : cell) {
        if (c >= '0' && c <= '9')
            numbers.back() += c;
        else if (!numbers.back().empty())
            numbers.emplace_back();
        if (c == ' ') break;  // a time may follow
    }
    if (numbers.back().empty()) numbers.pop_back();
    if (numbers.size() == 1 && (numbers[0].size() == 7 || numbers[0].size() == 8)) {
        const std::string all = numbers[0];
        const std::size_t year = all.size() - 4;
        numbers = {all.substr(0, year), all.substr(year, 2), all.substr(year + 2)};
    }
    if (numbers.size() < 3) return std::nullopt;
    auto year = whole(numbers[0]);
    const auto month = whole(numbers[1]), day = whole(numbers[2]);
    if (!year || !month || !day) return std::nullopt;
    if (*year < 1000) *year += 1911;
    return day_from(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::optional<bool> off_of(const std::string& cell) {
    for (const char* word : {"2", "是", "Y", "y", "放假", "true", "TRUE", "O", "o"})
        if (cell == word) return true;
    for (const char* word : {"0", "", "否", "N", "n", "上班", "false", "FALSE", "X", "x"})
        if (cell == word) return false;
    return std::nullopt;
}

struct Columns {
    std::size_t date = SIZE_MAX, off = SIZE_MAX, note = SIZE_MAX;
};

std::optional<Columns> header(const Line& line) {
    Columns out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto has = [&](const char* word) { return line[i].find(word) != std::string::npos; };
        if (has("放假") || has("isHoliday") || has("holiday"))
            out.off = i;
        else if (has("日期") || has("date") || has("Date"))
            out.date = i;
        else if (has("備註") || has("說明") || has("note") || has("description"))
            out.note = i;
    }
    if (out.date == SIZE_MAX || out.off == SIZE_MAX) return std::nullopt;
    return out;
}

Error at_line(const char* code, Message what, Message mend, std::size_t line) {
    return fail(Fault::invalid, code, std::move(what), std::move(mend),
                fmt::format("第 {} 行 (line {})", line, line));
}

struct Entry {
    bool off = false;
    std::string note;
};

Result<std::shared_ptr<const CalendarYear>> year_from(int year, const std::map<Day, Entry>& days) {
    auto out = std::make_shared<CalendarYear>();
    out->year = year;
    const Day first = first_of_year(year), next = first_of_year(year + 1);
    for (Day day = first; day < next; ++day) {
        const auto found = days.find(day);
        if (found == days.end())
            return fail(Fault::invalid, "calendar-gap",
                        {fmt::format("辦公日曆表缺少 {}", print_day(day)),
                         fmt::format("The calendar has no line for {}", print_day(day))},
                        {"一個年度的每一天都要有一列；請重新下載完整的檔案",
                         "Every day of a year needs its line; download the whole file again"},
                        print_day(day));
        out->off.push_back(found->second.off);
        if (!found->second.note.empty()) out->notes.emplace_back(day, found->second.note);
    }
    return std::shared_ptr<const CalendarYear>(std::move(out));
}

}  // namespace

Result<std::vector<std::shared_ptr<const CalendarYear>>> read_calendar(std::string_view bytes) {
    const auto lines = cells_of(text::decode(bytes).text);
    std::size_t at = 0;
    std::optional<Columns> columns;
    while (at < lines.size() && at < 10 && !columns)
        columns = header(lines[at++]);
    if (!columns)
        return fail(
            Fault::invalid, "calendar-header",
            {"這不是行政機關辦公日曆表：找不到「西元日期」與「是否放假」兩欄",
             "This is no office calendar: there are no columns for the date (西元日期) and for days off "
             "(是否放假)"},
            {"請使用行政院人事行政總處公開的 CSV 檔", "Use the CSV file of the DGPA"});
    std::map<Day, Entry> days;
    for (; at < lines.size(); ++at) {
        const Line& line = lines[at];
        const auto cell = [&](std::size_t column) {
            return column < line.size() ? line[column] : std::string();
        };
        if (cell(columns->date).empty()) continue;
        const auto day = date_of(cell(columns->date));
        if (!day)
            return at_line("calendar-date",
                           {"日期無法辨認：" + cell(columns->date), "Not a date: " + cell(columns->date)},
                           {"請以 20260101 的形式表示", "Write it as 20260101"}, at + 1);
        const auto off = off_of(cell(columns->off));
        if (!off)
            return at_line("calendar-off",
                           {"「是否放假」的值無法辨認：" + cell(columns->off),
                            "The day-off column has an unknown value: " + cell(columns->off)},
                           {"0 為上班，2 為放假", "0 is a working day, 2 a day off"}, at + 1);
        const auto [found, fresh] = days.try_emplace(*day, Entry{*off, cell(columns->note)});
        if (!fresh && found->second.off != *off)
            return at_line(
                "calendar-twice",
                {print_day(*day) + " 出現兩次且不一致", print_day(*day) + " stands there twice and differs"},
                {"請刪除其中一列", "Take one of the lines out"}, at + 1);
    }
    if (days.empty())
        return fail(Fault::invalid, "calendar-empty", {"辦公日曆表沒有任何日期", "The calendar has no days"});
    std::vector<std::shared_ptr<const CalendarYear>> years;
    for (int year = year_of(days.begin()->first); year <= year_of(days.rbegin()->first); ++year) {
        TRY(auto made, year_from(year, days));
        years.push_back(std::move(made));
    }
    return years;
}

}  // namespace gangmu::tracking
