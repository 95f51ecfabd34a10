// One date as it is printed, read by a small grammar over runes. Inside this room: the door is dates.hpp.
#pragma once

#include <optional>
#include <string>

#include "text/dates.hpp"
#include "text/runes.hpp"

namespace gangmu::text {

struct Date {
    std::size_t first = 0, last = 0;  // runes
    int year = 0, half = 0, quarter = 0, month = 0, day = 0;
    bool year_printed = false;
    bool plain_number = false;  // only digits: 110, 2025
};

// "2021", "2021-H1", "2021-Q1", "2021-12", "2021-12-31", with the precision as printed
std::string period_of(const Date& date);

// A reader of one date over runes; `at` moves only when something was read.
class DateReader {
  public:
    DateReader(const Runes& runes, const DateOptions& options) : runes_(runes), options_(options) {}

    // A date from `at`. `inherit` gives the year for dates without one (0: a year must be printed).
    std::optional<Date> date(std::size_t at, const Date* inherit) const;

    std::optional<Date> yearless(std::size_t at) const { return without_year(at, 0, nullptr); }

  private:
    bool has(std::size_t i) const { return i < runes_.size(); }
    char32_t c(std::size_t i) const { return has(i) ? runes_[i].c : 0; }
    bool glued(std::size_t i) const { return has(i) && !runes_[i].space; }

    // up to `most` ASCII digits or Chinese digits as a small number
    std::optional<int> number(std::size_t& at, std::size_t most) const;

    std::optional<Date> with_year(std::size_t at, bool second) const;

    // 110-113年, 106至109年度: the word 年 stands once, after the second year
    bool years_follow(std::size_t i) const;

    bool words_fiscal(std::size_t& i) const;

    // a bare year must not be a quantity: 2021 展, 2025-2028, "by 2030."
    bool ends_word(std::size_t i, bool second) const;

    // after the year's digits: separators and month, day
    bool joined_parts(Date& date, int digits) const;

    // after 年: quarter, half, month and day, 底
    void within_year(Date& date) const;

    // "12月31日", "12月底", and "1~6月" whose 月 comes later
    bool month_of(Date& date, std::size_t i) const;

    void month_tail(Date& date) const;

    std::optional<Date> without_year(std::size_t at, int year, const Date* inherit) const;

    std::optional<int> year_after_range(std::size_t at) const;

    // March 2026, 31 March 2026, Q1 2026, H2 2025
    std::optional<Date> english_date(std::size_t at) const;

    const Runes& runes_;
    const DateOptions& options_;
};

}  // namespace gangmu::text
