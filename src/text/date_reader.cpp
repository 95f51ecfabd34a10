#include "text/date_reader.hpp"

#include <fmt/format.h>

#include <array>

#include "text/numerals.hpp"

namespace gangmu::text {

namespace {

int gregorian(int printed) {
    return printed < 200 ? printed + 1911 : printed;
}
bool plausible(int year) {
    return year >= 1900 && year <= 2200;
}

int days_in(int year, int month) {
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

}  // namespace

std::string period_of(const Date& date) {
    if (date.day) return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    if (date.month) return fmt::format("{:04}-{:02}", date.year, date.month);
    if (date.quarter) return fmt::format("{:04}-Q{}", date.year, date.quarter);
    if (date.half) return fmt::format("{:04}-H{}", date.year, date.half);
    return fmt::format("{:04}", date.year);
}

std::optional<Date> DateReader::date(std::size_t at, const Date* inherit) const {
    if (auto english = english_date(at)) return english;
    if (auto date = with_year(at, inherit != nullptr)) return date;
    const int year = inherit ? inherit->year : options_.year;
    if (year == 0) return std::nullopt;
    return without_year(at, year, inherit);
}

std::optional<int> DateReader::number(std::size_t& at, std::size_t most) const {
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

std::optional<Date> DateReader::with_year(std::size_t at, bool second) const {
    if (at > 0 && has(at) && !runes_[at].space) {
        const char32_t before = runes_[at - 1].c;
        if (is_digit(c(at)) && (is_digit(before) || is_letter(before) || before == '#')) return std::nullopt;
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

bool DateReader::years_follow(std::size_t i) const {
    if (c(i) != '-' && c(i) != '~' && c(i) != U'至' && c(i) != U'到') return false;
    std::size_t k = i + 1;
    const auto year = number(k, 3);
    return year && *year >= 80 && *year <= 199 && c(k) == U'年';
}

bool DateReader::words_fiscal(std::size_t& i) const {
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

bool DateReader::ends_word(std::size_t i, bool second) const {
    if (!has(i)) return true;
    const char32_t next = c(i);
    if (runes_[i].space) return true;
    if (second && is_han(next)) return true;
    if (next == ',' || next == '.') return !(has(i + 1) && is_digit(c(i + 1)) && glued(i + 1));
    return next == '-' || next == '~' || next == U'至' || next == ')' || next == '/' || next == U'，' ||
           next == U'、' || next == U'。' || next == U'；' || next == ':' || next == ']' || next == ';' ||
           next == U'前' || next == U'起' || next == U'」' || next == U'"';
}

bool DateReader::joined_parts(Date& date, int digits) const {
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

void DateReader::within_year(Date& date) const {
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

bool DateReader::month_of(Date& date, std::size_t i) const {
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

void DateReader::month_tail(Date& date) const {
    for (const auto word : {U"上旬", U"中旬", U"下旬", U"底", U"初", U"末"})
        if (stands(runes_, date.last, word)) {
            date.last += std::u32string_view(word).size();
            return;
        }
}

std::optional<Date> DateReader::without_year(std::size_t at, int year, const Date* inherit) const {
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
    if (!inherit->month && !inherit->quarter && i - at == 2 && year >= 2000 && year % 100 < *number_here &&
        !is_han(c(i)) && inherit->year_printed) {
        date.year = year / 100 * 100 + *number_here;
        date.last = i;
        return date;
    }
    return std::nullopt;
}

// "–June 2026", "to 30 June 2026": the year that stands behind the second half
// of a range.
std::optional<int> DateReader::year_after_range(std::size_t at) const {
    std::size_t i = at;
    if (c(i) == '-' || c(i) == '~')
        ++i;
    else if (std::size_t after = 0;
             words_stand(runes_, i, U"to", &after) || words_stand(runes_, i, U"and", &after))
        i = after;
    else
        return std::nullopt;
    if (!has(i) || !(is_digit(c(i)) || is_letter(c(i)))) return std::nullopt;
    const auto second = english_date(i);
    return second && second->month ? std::optional(second->year) : std::nullopt;
}

std::optional<Date> DateReader::english_date(std::size_t at) const {
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
        const std::size_t stop = k;
        auto year = number(k, 4);
        if (!year || !plausible(*year)) {
            // "January to June 2026": the year comes later
            year = year_after_range(stop);
            k = stop;
            if (!year) return std::nullopt;
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

}  // namespace gangmu::text
