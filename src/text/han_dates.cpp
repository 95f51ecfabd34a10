#include "text/han_dates.hpp"

#include <string>

#include "text/numerals.hpp"

namespace gangmu::text {

namespace {

constexpr std::size_t longest = 7;  // 一百一十四, 二〇二五

bool is_numeral(char32_t c) {
    return chinese_digit(c) >= 0 || c == U'十' || c == U'百' || c == U'零' || c == U'〇';
}

// 一百一十四, 二〇二五, 十二; -1 when it is no number.
int value_of(const Runes& runes, std::size_t first, std::size_t last) {
    bool ranks = false;
    for (std::size_t i = first; i < last; ++i)
        ranks = ranks || runes[i].c == U'十' || runes[i].c == U'百';
    int total = 0, digit = -1;
    for (std::size_t i = first; i < last; ++i) {
        const char32_t c = runes[i].c;
        if (!ranks) {
            const int one = c == U'零' || c == U'〇' ? 0 : chinese_digit(c);
            total = total * 10 + one;
        } else if (c == U'百' || c == U'十') {
            total += (digit < 0 ? 1 : digit) * (c == U'百' ? 100 : 10);
            digit = -1;
        } else {
            digit = c == U'零' || c == U'〇' ? -1 : chinese_digit(c);
        }
    }
    return ranks ? total + (digit > 0 ? digit : 0) : total;
}

bool is_year(int value, std::size_t digits, bool era) {
    if (value >= 1900 && value <= 2199) return digits == 4;
    return era ? value >= 1 && value <= 160 : value >= 101 && value <= 160;
}

}  // namespace

DigitRunes with_digits(const Runes& runes) {
    DigitRunes out;
    bool dated = false;  // a year, or a month of one, stands directly before
    for (std::size_t i = 0; i < runes.size();) {
        std::size_t last = i;
        while (last < runes.size() && last < i + longest && is_numeral(runes[last].c))
            ++last;
        const char32_t unit = last < runes.size() ? runes[last].c : 0;
        const bool counts = unit == U'年' || unit == U'月' || unit == U'日' || unit == U'季';
        const bool inside = i > 0 && is_numeral(runes[i - 1].c);
        const bool era = stands_before(runes, i, U"民國") || stands_before(runes, i, U"令和");
        int value = -1;
        if (last > i && counts && !inside) value = value_of(runes, i, last);
        bool date = false;
        if (unit == U'年')
            date = value >= 0 && is_year(value, last - i, era);
        else
            date =
                value >= 1 && value <= 31 && (dated || (unit == U'季' && stands_before(runes, i, U"年第")));
        if (date) {
            const std::string digits = std::to_string(value);
            for (std::size_t k = 0; k < digits.size(); ++k) {
                Rune rune = runes[i];
                rune.c = static_cast<char32_t>(digits[k]);
                rune.end = runes[last - 1].end;
                rune.space = k == 0 && runes[i].space;
                rune.line = k == 0 && runes[i].line;
                out.runes.push_back(rune);
                out.from.push_back(i);
            }
            out.runes.push_back(runes[last]);
            out.from.push_back(last);
            out.changed = true;
            i = last + 1;
            dated = unit == U'年' || unit == U'月';
            continue;
        }
        // behind a range mark a month may stand without its year: 一百一十四年一月至三月
        const bool mark =
            runes[i].c == U'至' || runes[i].c == '~' || runes[i].c == '-' || runes[i].c == U'起';
        dated = dated && mark;
        out.runes.push_back(runes[i]);
        out.from.push_back(i);
        ++i;
    }
    out.from.push_back(runes.size());
    return out;
}

}  // namespace gangmu::text
