#include "text/dates.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "text/numerals.hpp"

namespace gangmu::text {

namespace {

struct Date {
    std::size_t first = 0, last = 0;  // runes
    int year = 0, half = 0, quarter = 0, month = 0, day = 0;
    bool year_printed = false;
    bool plain_number = false;  // only digits: 110, 2025
};

int gregorian(int printed) {
    return printed < 200 ? printed + 1911 : printed;
}
bool plausible(int year) {
    return year >= 1900 && year <= 2200;
}

std::string period_of(const Date& date) {
    if (date.day) return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    if (date.month) return fmt::format("{:04}-{:02}", date.year, date.month);
    if (date.quarter) return fmt::format("{:04}-Q{}", date.year, date.quarter);
    if (date.half) return fmt::format("{:04}-H{}", date.year, date.half);
    return fmt::format("{:04}", date.year);
}

int days_in(int year, int month) {
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

// A reader of one date over runes; `at` moves only when something was read.
class Reader {
  public:
    Reader(const Runes& runes, const DateOptions& options) : runes_(runes), options_(options) {}

    // A date from `at`. `inherit` gives the year for dates without one (0: a year must be printed).
    std::optional<Date> date(std::size_t at, const Date* inherit) const {
        if (auto english = english_date(at)) return english;
        if (auto date = with_year(at, inherit != nullptr)) return date;
        const int year = inherit ? inherit->year : options_.year;
        if (year == 0) return std::nullopt;
        return without_year(at, year, inherit);
    }

    std::optional<Date> yearless(std::size_t at) const { return without_year(at, 0, nullptr); }

  private:
    bool has(std::size_t i) const { return i < runes_.size(); }
    char32_t c(std::size_t i) const { return has(i) ? runes_[i].c : 0; }
    bool glued(std::size_t i) const { return has(i) && !runes_[i].space; }

    // up to `most` ASCII digits or Chinese digits as a small number
    std::optional<int> number(std::size_t& at, std::size_t most) const {
        std::size_t i = at;
        int value = 0;
        while (has(i) && is_digit(c(i)) && (i == at || glued(i)) && i - at < most + 1)
            value = value * 10 + static_cast<int>(c(i++) - '0');
        if (i > at) {
            if (i - at > most) return std::nullopt;
            at = i;
            return value;
        }
        if (chinese_digit(c(i)) < 0 && rank_of(c(i)) != 10 && rank_of(c(i)) != 100) return std::nullopt;
        const auto chinese = scan_number(runes_, i);
        if (!chinese || !chinese->chinese || chinese->value > Decimal(2200)) return std::nullopt;
        at = chinese->last;
        return static_cast<int>(chinese->value.digits());
    }

    std::optional<Date> with_year(std::size_t at, bool second) const {
        if (at > 0 && has(at) && !runes_[at].space) {
            const char32_t before = runes_[at - 1].c;
            if (is_digit(c(at)) && (is_digit(before) || is_letter(before) || before == '#'))
                return std::nullopt;
            if (is_digit(c(at)) && (before == '.' || before == ',') && at > 1 && is_digit(runes_[at - 2].c))
                return std::nullopt;
            if (is_digit(c(at)) && before == U'第') return std::nullopt;
        }
        Date date;
        date.first = at;
        std::size_t i = at;
        bool era = false;
        int offset = 0;
        bool fiscal = false;
        for (const auto& [word, years] : {std::pair{U"中華民國", 1911},
                                          {U"民國", 1911},
                                          {U"令和", 2018},
                                          {U"平成", 1988},
                                          {U"昭和", 1925},
                                          {U"西元", 0},
                                          {U"公元", 0}})
            if (stands(runes_, i, word)) {
                i += std::u32string_view(word).size();
                era = true;
                offset = years;
                break;
            }
        if (!era && (words_fiscal(i))) fiscal = true;
        std::size_t begin = i;
        std::optional<int> printed;
        if (era && c(i) == U'元') {
            printed = 1;
            ++i;
        } else {
            printed = number(i, 4);
        }
        if (!printed) return std::nullopt;
        const bool ascii = is_digit(c(begin));
        const int digits = static_cast<int>(i - begin);
        if (era && offset > 0) {
            if (*printed < 1 || *printed > 199) return std::nullopt;
            date.year = *printed + offset;
        } else {
            const bool roc = digits <= 3 && *printed >= 80 && *printed <= 199;
            const bool western = (ascii ? digits == 4 : digits == 4) && plausible(*printed);
            if (!roc && !western) return std::nullopt;
            date.year = gregorian(*printed);
        }
        bool suffix = false;
        for (const auto word : {U"會計年度", U"學年度", U"年度", U"年"})
            if (stands(runes_, i, word)) {
                i += std::u32string_view(word).size();
                suffix = true;
                break;
            }
        date.year_printed = true;
        date.last = i;
        if (suffix) {
            if (c(i) == U'期' || c(i) == U'級' || c(i) == U'齡') return std::nullopt;
            within_year(date);
            return date;
        }
        // 110/12, 2021-12-31, 113.12.31
        if (ascii && joined_parts(date, digits)) return date;
        if (stands(runes_, i, U"第") || c(i) == 'Q' || c(i) == 'H') {
            Date more = date;
            within_year(more);
            if (more.last > date.last && (more.quarter || more.half)) return more;
        }
        if (era || fiscal) return date;
        if (!ascii) return std::nullopt;
        date.plain_number = true;
        if (options_.bare)
            return digits >= 3 && !(is_letter(c(i)) && glued(i)) ? std::optional(date) : std::nullopt;
        const bool accepted = digits == 4 ? *printed >= 1990 && *printed <= 2100 && ends_word(i, second)
                                          : digits == 3 && years_follow(i);
        return accepted ? std::optional(date) : std::nullopt;
    }

    // 110-113年, 106至109年度: the word 年 stands once, after the second year
    bool years_follow(std::size_t i) const {
        if (c(i) != '-' && c(i) != '~' && c(i) != U'至' && c(i) != U'到') return false;
        std::size_t k = i + 1;
        const auto year = number(k, 3);
        return year && *year >= 80 && *year <= 199 && c(k) == U'年';
    }

    bool words_fiscal(std::size_t& i) const {
        if (c(i) == 'F' && c(i + 1) == 'Y' && (i == 0 || runes_[i].space || !is_letter(runes_[i - 1].c))) {
            i += 2;
            return true;
        }
        std::size_t after = 0;
        if (words_stand(runes_, i, U"fiscal year", &after)) {
            i = after;
            return true;
        }
        return false;
    }

    // a bare year must not be a quantity: 2021 展, 2025-2028, "by 2030."
    bool ends_word(std::size_t i, bool second) const {
        if (!has(i)) return true;
        const char32_t next = c(i);
        if (runes_[i].space) return true;
        if (second && is_han(next)) return true;
        if (next == ',' || next == '.') return !(has(i + 1) && is_digit(c(i + 1)) && glued(i + 1));
        return next == '-' || next == '~' || next == U'至' || next == ')' || next == '/' || next == U'，' ||
               next == U'、' || next == U'。' || next == U'；' || next == ':' || next == ']' || next == ';' ||
               next == U'前' || next == U'起' || next == U'」' || next == U'"';
    }

    // after the year's digits: separators and month, day
    bool joined_parts(Date& date, int digits) const {
        std::size_t i = date.last;
        const char32_t separator = c(i);
        if (separator != '/' && separator != '.' && separator != '-') return false;
        if (!glued(i) || !glued(i + 1) || !is_digit(c(i + 1))) return false;
        std::size_t j = i + 1;
        const auto month = number(j, 2);
        const auto length = j - i - 1;
        if (!month || *month < 1 || *month > 12 || is_digit(c(j))) return false;
        if (separator == '-' && digits == 4 && length != 2) return false;
        if (separator == '-' && digits == 3 && length != 2) return false;
        std::size_t k = j + 1;
        if (c(j) == separator && glued(j) && glued(k) && is_digit(c(k))) {
            const auto before = k;
            const auto day = number(k, 2);
            if (day && *day >= 1 && *day <= days_in(date.year, *month) && !(is_digit(c(k)) && glued(k)) &&
                c(k) != '/' && before < k) {
                date.month = *month;
                date.day = *day;
                date.last = k;
                if (c(k) == U'日') date.last = k + 1;
                return true;
            }
            if (separator != '-') return false;
        }
        if (separator == '.' && !options_.bare) return false;  // 113.12 in a sentence is a number
        if (separator == '-' && !options_.bare && digits == 3) return false;
        date.month = *month;
        date.last = j;
        if (c(j) == U'月') date.last = j + 1;
        month_tail(date);
        return true;
    }

    // after 年: quarter, half, month and day, 底
    void within_year(Date& date) const {
        std::size_t i = date.last;
        if (c(i) == U'之' || c(i) == U'的') ++i;
        std::size_t k = i;
        if (c(k) == U'第') ++k;
        std::size_t after = k;
        if (const auto quarter = number(after, 1); quarter && *quarter >= 1 && *quarter <= 4 &&
                                                   (c(after) == U'季' || stands(runes_, after, U"四半期"))) {
            date.quarter = *quarter;
            date.last = after + (c(after) == U'季' ? 1 : 3);
            return;
        }
        // 第1季 of a range "110年第1~3季" keeps its number
        if (c(i) == U'第' && (c(after) == '~' || c(after) == '-' || c(after) == U'至')) {
            std::size_t later = after + 1;
            if (c(later) == U'第') ++later;
            const auto first = number(k, 1);
            const auto second = number(later, 1);
            if (first && second && *first >= 1 && *second <= 4 && c(later) == U'季') {
                date.quarter = *first;
                date.last = after;
                return;
            }
        }
        if ((c(i) == 'Q' || c(i) == 'q') && c(i + 1) >= '1' && c(i + 1) <= '4' && !is_digit(c(i + 2))) {
            date.quarter = static_cast<int>(c(i + 1) - '0');
            date.last = i + 2;
            return;
        }
        if (c(i) == 'H' && (c(i + 1) == '1' || c(i + 1) == '2') && !is_digit(c(i + 2))) {
            date.half = static_cast<int>(c(i + 1) - '0');
            date.last = i + 2;
            return;
        }
        for (const auto& [word, half] : {std::pair{U"上半年", 1},
                                         {U"下半年", 2},
                                         {U"上半期", 1},
                                         {U"下半期", 2},
                                         {U"前半", 1},
                                         {U"後半", 2}})
            if (stands(runes_, i, word)) {
                date.half = half;
                date.last = i + std::u32string_view(word).size();
                return;
            }
        month_of(date, i);
        if (date.month == 0 && (c(i) == U'底' || c(i) == U'末') && c(i + 1) != U'層') date.last = i + 1;
        if (date.month == 0 && (c(i) == U'初' || c(i) == U'中') && c(i + 1) != U'期' && c(i + 1) != U'央' &&
            c(i + 1) != U'小' && options_.bare)
            date.last = i + 1;
    }

    // "12月31日", "12月底", and "1~6月" whose 月 comes later
    bool month_of(Date& date, std::size_t i) const {
        std::size_t k = i;
        const auto month = number(k, 2);
        if (!month || *month < 1 || *month > 12) return false;
        if (c(k) == U'月') {
            date.month = *month;
            date.last = k + 1;
            if (c(date.last) == U'份') ++date.last;
            std::size_t d = date.last;
            if (const auto day = number(d, 2);
                day && *day >= 1 && date.year && *day <= days_in(date.year, *month) && c(d) == U'日') {
                date.day = *day;
                date.last = d + 1;
            } else {
                month_tail(date);
            }
            return true;
        }
        if ((c(k) == '~' || c(k) == '-' || c(k) == U'至') && has(k + 1) && is_digit(c(k + 1))) {
            std::size_t later = k + 1;
            const auto second = number(later, 2);
            if (second && *second > *month && *second <= 12 && c(later) == U'月') {
                date.month = *month;
                date.last = k;
                return true;
            }
        }
        return false;
    }

    void month_tail(Date& date) const {
        for (const auto word : {U"上旬", U"中旬", U"下旬", U"底", U"初", U"末"})
            if (stands(runes_, date.last, word)) {
                date.last += std::u32string_view(word).size();
                return;
            }
    }

    std::optional<Date> without_year(std::size_t at, int year, const Date* inherit) const {
        if (at > 0 && has(at) && !runes_[at].space && is_digit(c(at)) &&
            (is_digit(runes_[at - 1].c) || runes_[at - 1].c == '.' || is_letter(runes_[at - 1].c)))
            return std::nullopt;
        Date date;
        date.first = date.last = at;
        date.year = year;
        Date more = date;
        within_year(more);
        if (more.quarter || more.half || more.month) return more;
        if (!inherit || !is_digit(c(at))) return std::nullopt;
        // the second half of a range: 111/9-12, 110-113, 2025-28, 第1~3季
        std::size_t i = at;
        const auto number_here = number(i, 2);
        if (!number_here || (is_digit(c(i)) && glued(i))) return std::nullopt;
        if (inherit->month && !inherit->day && *number_here > inherit->month && *number_here <= 12) {
            date.month = *number_here;
            date.last = i;
            if (c(i) == '/' && glued(i) && is_digit(c(i + 1))) return std::nullopt;
            if (c(i) == U'月') date.last = i + 1;
            month_tail(date);
            return date;
        }
        if (inherit->quarter && *number_here > inherit->quarter && *number_here <= 4 && c(i) == U'季') {
            date.quarter = *number_here;
            date.last = i + 1;
            return date;
        }
        if (!inherit->month && !inherit->quarter && i - at == 2 && year >= 2000 &&
            year % 100 < *number_here && !is_han(c(i)) && inherit->year_printed) {
            date.year = year / 100 * 100 + *number_here;
            date.last = i;
            return date;
        }
        return std::nullopt;
    }

    // March 2026, 31 March 2026, Q1 2026, H2 2025
    std::optional<Date> english_date(std::size_t at) const {
        static constexpr std::array<std::u32string_view, 12> months{
            U"january", U"february", U"march",     U"april",   U"may",      U"june",
            U"july",    U"august",   U"september", U"october", U"november", U"december"};
        if (!has(at)) return std::nullopt;
        Date date;
        date.first = at;
        std::size_t i = at;
        if ((c(i) == 'Q' || c(i) == 'H') && has(i + 1) && is_digit(c(i + 1)) &&
            (i == 0 || runes_[i].space || !is_letter(runes_[i - 1].c))) {
            const int part = static_cast<int>(c(i + 1) - '0');
            if (part < 1 || part > (c(i) == 'Q' ? 4 : 2)) return std::nullopt;
            std::size_t k = i + 2;
            std::size_t of = 0;
            if (words_stand(runes_, k, U"of", &of)) k = of;
            const auto year = number(k, 4);
            (c(i) == 'Q' ? date.quarter : date.half) = part;
            if (!year || !plausible(*year)) return std::nullopt;
            date.year = *year;
            date.year_printed = true;
            date.last = k;
            return date;
        }
        int day = 0;
        if (is_digit(c(i)) && (i == 0 || runes_[i].space)) {
            const auto number_here = number(i, 2);
            if (!number_here || *number_here < 1 || *number_here > 31 || !has(i) || !runes_[i].space)
                return std::nullopt;
            day = *number_here;
        }
        for (std::size_t m = 0; m < months.size(); ++m) {
            std::size_t after = 0;
            bool found = words_stand(runes_, i, months[m], &after);
            if (!found && months[m].size() > 3) {
                found = words_stand(runes_, i, months[m].substr(0, 3), &after);
                if (found && c(after) == '.') ++after;
            }
            if (!found) continue;
            std::size_t k = after;
            if (day == 0 && has(k) && is_digit(c(k))) {
                std::size_t d = k;
                const auto number_here = number(d, 2);
                if (number_here && *number_here <= 31 && c(d) == ',') {
                    day = *number_here;
                    k = d + 1;
                }
            }
            if (c(k) == ',') ++k;
            const auto year = number(k, 4);
            if (!year || !plausible(*year)) {
                // "January to June 2026": the year comes later
                return std::nullopt;
            }
            date.year = *year;
            date.year_printed = true;
            date.month = static_cast<int>(m) + 1;
            if (day > days_in(*year, date.month)) return std::nullopt;
            date.day = day;
            date.last = k;
            return date;
        }
        return std::nullopt;
    }

    const Runes& runes_;
    const DateOptions& options_;
};

// words between the two dates of a range; 0 when there are none
std::size_t range_mark(const Runes& runes, std::size_t at) {
    std::size_t i = at;
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
    for (const auto word : {U"by the end of", U"by end of", U"until the end of", U"by", U"before", U"until",
                            U"up to", U"no later than"})
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

}  // namespace

std::vector<TimeRange> find_dates(std::string_view, const Runes& runes, const DateOptions& options) {
    std::vector<TimeRange> found;
    const Reader reader(runes, options);
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
        if (const auto mark = range_mark(runes, last)) {
            second = reader.date(mark, &*first);
            // a bare number after a dash must be a year after the first one
            if (second && period_of(*second).substr(0, 4) < period_of(*first).substr(0, 4)) {
                if (second->plain_number || second->last == mark) second.reset();
            }
            if (second && second->plain_number && !options.bare && !first->year_printed) second.reset();
        }
        if (!second && split_year(runes, *first, last)) {  // 2025/26
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
        const bool from = !before && !second && (open_end || starts_from(runes, tail));
        if (before || from) last = tail;
        if (second) {
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
