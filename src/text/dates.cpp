#include "text/dates.hpp"

#include <algorithm>
#include <optional>

#include "text/date_reader.hpp"
#include "text/han_dates.hpp"
#include "text/numerals.hpp"

namespace gangmu::text {

namespace {

// 令和6年度（2024年度）から…: behind the same date in another calendar; `at` where there is none
std::size_t behind_other_calendar(const Runes& runes, std::size_t at) {
    constexpr std::size_t longest = 12;
    if (at >= runes.size() || runes[at].c != '(') return at;
    bool digits = false;
    for (std::size_t i = at + 1; i < runes.size() && i < at + longest; ++i) {
        if (runes[i].c == ')') return digits ? i + 1 : at;
        digits = digits || is_digit(runes[i].c);
    }
    return at;
}

// words between the two dates of a range; 0 when there are none
std::size_t range_mark(const Runes& runes, std::size_t at) {
    std::size_t i = behind_other_calendar(runes, at);
    while (i < runes.size() && (runes[i].c == U'起' || runes[i].c == U',' || runes[i].c == U'，')) {
        if (runes[i].c == U'起' &&
            (stands(runes, i, U"起至") || stands(runes, i, U"起，至") || stands(runes, i, U"起,至") ||
             stands(runes, i, U"起到") || stands(runes, i, U"起~")))
            ++i;
        else if (runes[i].c != U'起' && i > at)
            ++i;
        else
            break;
    }
    std::size_t after = 0;
    for (const auto word : {U"~", U"--", U"-", U"至", U"到", U"迄", U"から", U"→"})
        if (stands(runes, i, word)) return i + std::u32string_view(word).size();
    for (const auto word : {U"through to", U"to", U"through", U"until", U"till", U"and"})
        if (words_stand(runes, i, word, &after)) {
            if (std::u32string_view(word) == U"and") {
                if (!words_stand_before(runes, at, U"between")) continue;
            }
            return after;
        }
    return 0;
}

bool ends_before(const Runes& runes, std::size_t& at) {
    for (const auto word : {U"以前", U"之前", U"前", U"底前", U"底以前", U"止", U"為止", U"底止", U"までに",
                            U"まで", U"末まで", U"末までに"})
        if (stands(runes, at, word)) {
            const auto next = at + std::u32string_view(word).size();
            if (std::u32string_view(word) == U"前" && next < runes.size() &&
                (runes[next].c == U'瞻' || runes[next].c == U'置' || runes[next].c == U'期' ||
                 runes[next].c == U'述' || runes[next].c == U'往'))
                return false;
            at = next;
            return true;
        }
    return false;
}

bool starts_from(const Runes& runes, std::size_t& at) {
    for (const auto word : {U"起", U"以後", U"以降", U"之後", U"から", U"開始"})
        if (stands(runes, at, word)) {
            at += std::u32string_view(word).size();
            return true;
        }
    std::size_t after = 0;
    for (const auto word : {U"onwards", U"onward", U"and onwards", U"and onward", U"and beyond", U"and after",
                            U"- ongoing", U"-ongoing", U"- onwards", U"- present"})
        if (words_stand(runes, at, word, &after)) {
            at = after;
            return true;
        }
    return false;
}

// 2025/26: the year after the first, in two digits
bool split_year(const Runes& runes, const Date& date, std::size_t at) {
    if (date.month || date.quarter || date.half || at + 2 >= runes.size() || runes[at].c != '/') return false;
    if (!is_digit(runes[at + 1].c) || !is_digit(runes[at + 2].c) || runes[at + 1].space) return false;
    if (at + 3 < runes.size() && (is_digit(runes[at + 3].c) || runes[at + 3].c == '/') &&
        !runes[at + 3].space)
        return false;
    const int next = static_cast<int>(runes[at + 1].c - '0') * 10 + static_cast<int>(runes[at + 2].c - '0');
    return next == (date.year + 1) % 100 && date.last - date.first >= 4;
}

enum class Lead { none, from, until, at };

Lead lead_before(const Runes& runes, std::size_t at, std::size_t& first) {
    for (const auto word : {U"截至", U"直至", U"迄至", U"至", U"迄", U"到"})
        if (stands_before(runes, at, word)) {
            first = at - std::u32string_view(word).size();
            return Lead::until;
        }
    if (at > 0 && runes[at - 1].c == '~' && (at == 1 || runes[at - 1].space || runes[at - 1].line)) {
        first = at - 1;
        return Lead::until;
    }
    for (const auto word : {U"自", U"從", U"由"})
        if (stands_before(runes, at, word)) {
            first = at - std::u32string_view(word).size();
            return Lead::from;
        }
    for (const auto word : {U"於", U"在"})
        if (stands_before(runes, at, word)) {
            first = at - std::u32string_view(word).size();
            return Lead::at;
        }
    std::size_t start = 0;
    for (const auto word : {U"by the end of", U"by end of", U"until the end of", U"by end", U"by", U"before",
                            U"until", U"up to", U"no later than"})
        if (words_stand_before(runes, at, word, &start)) {
            first = start;
            return Lead::until;
        }
    for (const auto word : {U"from", U"since", U"starting in", U"starting", U"between"})
        if (words_stand_before(runes, at, word, &start)) {
            first = start;
            return Lead::from;
        }
    for (const auto word : {U"at the end of", U"the end of", U"end of"})
        if (words_stand_before(runes, at, word, &start)) {
            first = start;
            return Lead::at;
        }
    if (words_stand_before(runes, at, U"in", &start)) {
        first = start;
        return Lead::at;
    }
    return Lead::none;
}

bool may_start(const Runes& runes, std::size_t i) {
    const char32_t c = runes[i].c;
    return is_digit(c) || is_letter(c) || chinese_digit(c) >= 0 || rank_of(c) == 100 || rank_of(c) == 10 ||
           c == U'第' || c == U'民' || c == U'中' || c == U'令' || c == U'平' || c == U'昭' || c == U'西' ||
           c == U'公' || c == U'上' || c == U'下';
}

std::vector<TimeRange> dates_in(const Runes& runes, const DateOptions& options) {
    std::vector<TimeRange> found;
    const DateReader reader(runes, options);
    for (std::size_t i = 0; i < runes.size();) {
        if (!may_start(runes, i)) {
            ++i;
            continue;
        }
        auto first = reader.date(i, nullptr);
        if (!first) {
            ++i;
            continue;
        }
        TimeRange range;
        range.first = i;
        std::size_t lead_first = i;
        const Lead lead = lead_before(runes, i, lead_first);
        std::size_t last = first->last;
        std::optional<Date> second;
        const bool split = split_year(runes, *first, last);  // 2025/26
        const std::size_t behind = split ? last + 3 : last;
        if (const auto mark = range_mark(runes, behind)) {
            second = reader.date(mark, &*first);
            if (second && split_year(runes, *second, second->last)) {  // 2026/27 to 2029/30
                ++second->year;
                second->last += 3;
            }
            // a bare number after a dash must be a year after the first one
            if (second && period_of(*second).substr(0, 4) < period_of(*first).substr(0, 4)) {
                if (second->plain_number || second->last == mark) second.reset();
            }
            if (second && second->plain_number && !options.bare && !first->year_printed) second.reset();
        }
        const bool range_printed = second.has_value();
        if (!second && split) {
            second = first;
            ++second->year;
            second->last = last + 3;
        }
        bool open_end = false;  // 110/1~
        if (second)
            last = second->last;
        else if (last < runes.size() && runes[last].c == '~')
            open_end = last + 1 == runes.size() || !may_start(runes, last + 1);
        range.range = second.has_value();
        std::size_t tail = last;
        const bool before = ends_before(runes, tail);
        const bool years = second && !range_printed;  // 2026/27 onwards
        const bool from = !before && (!second || years) && (open_end || starts_from(runes, tail));
        if (before || from) last = tail;
        if (second && !from) {
            range.start = period_of(*first);
            range.end = period_of(*second);
            range.marked = true;
        } else if (from || (lead == Lead::from && !before)) {
            range.start = period_of(*first);
            range.marked = true;
        } else if (before || lead == Lead::until) {
            range.end = period_of(*first);
            range.before = true;
            range.marked = true;
        } else {
            range.start = range.end = period_of(*first);
            range.marked = lead == Lead::at;
        }
        if (lead != Lead::none && (found.empty() || found.back().last <= lead_first))
            range.first = lead_first;
        if (!range.marked && last > 0 && (runes[last - 1].c == U'底')) range.marked = true;
        range.last = last;
        range.begin = runes[range.first].begin;
        range.end_byte = runes[last - 1].end;
        found.push_back(std::move(range));
        i = last;
    }
    return found;
}

}  // namespace

std::vector<TimeRange> find_dates(std::string_view, const Runes& runes, const DateOptions& options) {
    const bool han = std::any_of(runes.begin(), runes.end(), [](const Rune& rune) {
        return rune.c == U'十' || rune.c == U'百' || rune.c == U'〇' || rune.c == U'零';
    });
    if (!han) return dates_in(runes, options);
    const DigitRunes digits = with_digits(runes);
    if (!digits.changed) return dates_in(runes, options);
    std::vector<TimeRange> found = dates_in(digits.runes, options);
    for (TimeRange& range : found) {
        range.first = digits.from[range.first];
        range.last = digits.from[range.last];
    }
    return found;
}

}  // namespace gangmu::text
