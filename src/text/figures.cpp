#include "text/figures.hpp"

#include <algorithm>

#include "text/clauses.hpp"
#include "text/figure_words.hpp"
#include "text/numerals.hpp"
#include "text/units.hpp"
#include "text/utf8.hpp"

namespace gangmu::text {

using namespace words;

std::vector<Measured> find_figures(std::string_view text, const Runes& runes,
                                   const std::vector<TimeRange>& dates) {
    std::vector<Measured> figures;
    const auto inside = parentheses(runes);
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (in_dates(dates, i)) continue;
        if (const auto marker = i + 1 < runes.size() ? list_marker(runes, i) : 0; marker > 1) {
            i += marker - 1;
            continue;
        }
        const bool digit = is_digit(runes[i].c);
        if (!digit && chinese_digit(runes[i].c) < 0 && rank_of(runes[i].c) != 10) continue;
        // a number torn by a line: "8 00 億元" can only be 800
        auto number = scan_number(runes, i);
        std::size_t torn = 0;
        if (number && digit && !number->mixed && number->value.scale() == 0 &&
            number->last + 1 < runes.size() && runes[number->last].space && runes[number->last].c == '0' &&
            is_digit(runes[number->last + 1].c) && !runes[number->last + 1].space) {
            std::string digits = number->value.str();
            std::size_t k = number->last;
            while (k < runes.size() && is_digit(runes[k].c) && (k == number->last || !runes[k].space))
                digits += static_cast<char>(runes[k++].c);
            if (const auto joined = Decimal::parse(digits)) {
                number->value = *joined;
                torn = k;
            }
        }
        if (!number) {
            while (i + 1 < runes.size() && is_digit(runes[i].c) &&
                   (is_digit(runes[i + 1].c) || runes[i + 1].c == '.' || runes[i + 1].c == ',') &&
                   !runes[i + 1].space)
                ++i;
            continue;
        }
        if (torn) number->last = torn;
        const std::size_t first = i;
        const std::size_t skip = number->last - 1;
        if (first > 0 &&
            (runes[first - 1].c == U'第' || runes[first - 1].c == U'-' ? runes[first - 1].c == U'第'
                                                                       : false)) {
            i = skip;
            continue;
        }
        if (digit && names_standard(runes, first)) {
            i = skip;
            continue;
        }
        if (number->chinese) {
            // 一個 is an article, 三大 and 八號 are names; only a counted thing is a figure
            const bool single = number->last == first + 1;
            const bool one = single && runes[first].c == U'一';
            if (one && !ends_with(runes, first, {U"至少", U"達", U"累計", U"最少", U"各", U"每年", U"共"})) {
                i = skip;
                continue;
            }
            if (runes[first].c == U'零' || runes[first].c == U'〇') {
                i = skip;
                continue;
            }
            if (first > 0 && is_han(runes[first - 1].c) &&
                ends_with(runes, first,
                          {U"唯", U"同", U"統", U"擇", U"單", U"之", U"某", U"任", U"萬", U"十", U"專", U"九",
                           U"初", U"週", U"周", U"禮拜", U"星期", U"再", U"另"})) {
                i = skip;
                continue;
            }
        }
        Measured figure;
        figure.value = number->value;
        figure.first = first;
        const auto before = look_before(runes, first);
        if (before.compare)
            figure.compare = *before.compare;
        else if (at_least_before(runes, before.first))
            figure.compare = Compare::at_least;
        std::size_t at = number->last;
        // between number and unit: (含), 餘, 多
        bool loose = false;
        for (int guard = 0; guard < 3; ++guard) {
            if (stands(runes, at, U"(含)"))
                at += 3;
            else if (stands(runes, at, U"餘") || (stands(runes, at, U"多") && !stands(runes, at, U"多元"))) {
                loose = true;
                ++at;
            } else
                break;
        }
        auto parse_unit = [&](std::size_t place, bool& money) {
            auto length = unit_length(runes, place, &money);
            for (const auto gas : {U"CO2eq", U"CO2e", U"CO2"})  // 50,000 t CO2e
                if (length > 0 && words_stand(runes, place, U"t") && stands(runes, place + length, gas))
                    return length + std::u32string_view(gas).size();
            if (length == 0 && place < runes.size() && (is_letter(runes[place].c)) && runes[place].space)
                length = english_unit(runes, place);
            return length;
        };
        // a range: 2~3 家, 60%-70%, 3 至 6 個
        std::optional<Numeral> upper;
        std::size_t separator = at;
        auto range_from = [&](std::size_t place) -> std::optional<Numeral> {
            std::size_t k = 0;
            if (place < runes.size() && (runes[place].c == '~' || runes[place].c == '-' ||
                                         runes[place].c == U'至' || runes[place].c == U'到'))
                k = place + 1;
            else if (place < runes.size() && words_stand(runes, place, U"to"))
                k = place + 2;
            if (k == 0 || k >= runes.size() || in_dates(dates, k)) return std::nullopt;
            auto next = scan_number(runes, k);
            if (!next && is_digit(runes[k].c)) {  // a dash glued between digits is no minus here
                Runes rest(runes.begin() + static_cast<std::ptrdiff_t>(k), runes.end());
                rest[0].space = true;
                next = scan_number(rest, 0);
                if (next) {
                    next->first += k;
                    next->last += k;
                }
            }
            if (!next || next->chinese != number->chinese) return std::nullopt;
            return next;
        };
        upper = range_from(at);
        bool money = false;
        std::size_t length = 0;
        if (upper && upper->value > figure.value) {
            separator = at;
            at = upper->last;
            if (stands(runes, at, U"(含)")) at += 3;
            length = parse_unit(at, money);
        } else {
            upper.reset();
            length = parse_unit(at, money);
            if (length > 0) {
                const auto next = range_from(at + length);
                if (next && next->value > figure.value) {
                    bool second_money = false;
                    const auto second = unit_length(runes, next->last, &second_money);
                    if (second == length && slice(text, runes, at, at + length) ==
                                                slice(text, runes, next->last, next->last + second)) {
                        upper = next;
                        separator = at + length;
                        at = next->last;
                    }
                }
            }
        }
        bool spread = false;
        if (upper) {
            // 從 10 到 20: the first is where it starts
            if ((ends_with(runes, first, {U"由", U"從", U"自"}) ||
                 words_stand_before(runes, first, U"from")) &&
                runes[separator].c != '~' && runes[separator].c != '-') {
                figure.value = upper->value;
            } else {
                figure.value_max = upper->value;
                spread = true;
            }
        }
        Tail tail{std::nullopt, at};
        if (length == 0) {
            tail = look_after(runes, at);  // 300 以上案場
            if (tail.compare) {
                const auto more = parse_unit(tail.last, money);
                if (more > 0) {
                    at = tail.last;
                    length = more;
                }
            }
        }
        const bool alone = length == 0;
        if (alone) {
            // a cell that is a number and nothing else
            const std::size_t end = tail.compare ? tail.last : at;
            // 50 (25%): what stands in brackets explains the number before them
            const bool explained = digit && end > 0 && end < runes.size() && runes[end].c == '(' &&
                                   runes.back().c == ')' && inside[end] &&
                                   std::all_of(inside.begin() + static_cast<std::ptrdiff_t>(end),
                                               inside.end(), [](bool in) { return in; });
            const bool whole = before.first == 0 && (end == runes.size() || explained);
            if (!whole && !(before.currency)) {
                i = std::max(skip, upper && spread ? at - 1 : skip);
                continue;
            }
            figure.last = tail.compare ? tail.last : at;
        } else {
            figure.unit = slice(text, runes, at, at + length);
            for (const std::string_view word : {"new ", "additional ", "more ", "further "})
                if (figure.unit.starts_with(word)) figure.unit.erase(0, word.size());
            if (figure.unit.front() == '\\') figure.unit = "%";  // of a formula: \%
            // 三億六千萬元 is money, 二元 is not
            const bool sum = money && number->last > first + 1;
            if (number->chinese && !sum && !counts(runes, at, length)) {
                i = skip;
                continue;
            }
            if (is_han(runes[at].c)) std::erase(figure.unit, ' ');
            figure.last = at + length;
            if (!tail.compare) tail = look_after(runes, figure.last);
        }
        if (tail.compare)
            figure.compare = *tail.compare;
        else if (loose && figure.compare == Compare::equal)
            figure.compare = Compare::at_least;
        if (before.currency) {
            money = true;
            std::string word;
            if (before.currency_word.find(U"臺幣") == std::u32string::npos &&
                before.currency_word.find(U"台幣") == std::u32string::npos)
                for (char32_t c : before.currency_word)
                    append(word, c);
            if (!word.empty() && word != "NT$" && word != "NTD" && word != "TWD" &&
                figure.unit.find("元") == std::string::npos)
                figure.unit = figure.unit.empty() ? word : word + " " + figure.unit;
            else if (figure.unit.empty() && !word.empty())
                figure.unit = word;
        }
        figure.money = money;
        figure.in_parentheses = inside[first];
        figure.reference =
            refers(runes, before.first, dates) || refers(runes, first, dates) || attributive(runes, figure);
        // 由 85% 提升至 90%
        if (!spread && !upper && ends_with(runes, before.first, {U"由", U"從"})) {
            for (std::size_t k = figure.last;
                 k < runes.size() && k < figure.last + 14 && !clause_end(runes, k); ++k)
                if (runes[k].c == U'至' || runes[k].c == U'到' || runes[k].c == U'為') figure.baseline = true;
        }
        figures.push_back(std::move(figure));
        i = std::max(skip, figures.back().last - 1);
    }

    assign_clauses(text, runes, figures);
    return figures;
}

bool is_unit(std::string_view text) {
    const auto runes = to_runes(text);
    for (const auto gas : {U"CO2eq", U"CO2e", U"CO2"})  // t CO2e
        if (words_stand(runes, 0, U"t") && stands(runes, 1, gas)) return true;
    return !runes.empty() && runes.size() <= 12 && unit_length(runes, 0) == runes.size();
}

}  // namespace gangmu::text
