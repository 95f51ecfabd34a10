#include "text/clauses.hpp"

#include <algorithm>

#include "text/figure_words.hpp"

namespace gangmu::text::words {

std::vector<bool> parentheses(const Runes& runes) {
    std::vector<bool> inside(runes.size());
    int depth = 0;
    for (std::size_t i = 0; i < runes.size(); ++i) {
        if (runes[i].c == '(' && i + 2 < runes.size() &&
            !(runes[i + 1].c == U'含' && runes[i + 2].c == ')') && !list_marker(runes, i))
            ++depth;
        inside[i] = depth > 0;
        if (runes[i].c == ')' && depth > 0) --depth;
    }
    if (depth > 0) {  // never closed: says nothing
        for (auto&& flag : inside)
            flag = false;
    }
    return inside;
}

std::vector<bool> numbered_parentheses(const Runes& runes) {
    auto inside = parentheses(runes);
    for (std::size_t i = 0; i < runes.size();) {
        if (!inside[i]) {
            ++i;
            continue;
        }
        std::size_t end = i;
        bool digits = false;
        for (; end < runes.size() && inside[end]; ++end)
            digits = digits || is_digit(runes[end].c);
        if (!digits)
            std::fill(inside.begin() + static_cast<std::ptrdiff_t>(i),
                      inside.begin() + static_cast<std::ptrdiff_t>(end), false);
        i = end;
    }
    return inside;
}

bool hard_break(const Runes& runes, std::size_t i) {  // before rune i
    return i == 0 || runes[i].line || runes[i - 1].c == U'。' || runes[i - 1].c == U'；' ||
           runes[i - 1].c == ';' || list_marker(runes, i) > 0;
}

namespace {

std::size_t weak_break(const Runes& runes, std::size_t from, std::size_t to) {
    // the best place to part two figures that share a sentence
    for (std::size_t i = to; i > from; --i)
        if (runes[i - 1].c == U'，' || (runes[i - 1].c == ',' && i < runes.size() && !is_digit(runes[i].c)))
            return i;
    for (std::size_t i = to; i > from; --i)
        if (runes[i - 1].c == U'、') return i;
    for (std::size_t i = to; i > from; --i)
        if (runes[i - 1].c == U'並' || runes[i - 1].c == U'及' || runes[i - 1].c == U'與' ||
            runes[i - 1].c == U'和')
            return i - 1;
    return from;
}

}  // namespace

bool clause_mark(char32_t c) {
    return c == U'，' || c == U'、' || c == U'。' || c == U'；' || c == ';' || c == ',' || c == ':' ||
           c == '.';
}

void assign_clauses(std::string_view text, const Runes& runes, std::vector<Measured>& figures) {
    const auto aside = numbered_parentheses(runes);
    for (std::size_t n = 0; n < figures.size(); ++n) {
        auto& figure = figures[n];
        std::size_t begin = figure.first;
        const std::size_t floor = n > 0 ? figures[n - 1].last : 0;
        while (begin > floor && !hard_break(runes, begin))
            --begin;
        if (begin == floor && n > 0 && !hard_break(runes, begin))
            begin = weak_break(runes, floor, figure.first);
        std::size_t end = figure.last;
        const std::size_t ceiling = n + 1 < figures.size() ? figures[n + 1].first : runes.size();
        while (end < ceiling && !hard_break(runes, end))
            ++end;
        if (end == ceiling && n + 1 < figures.size() && !hard_break(runes, end))
            end = weak_break(runes, figure.last, ceiling);
        if (const auto marker = begin < figure.first ? list_marker(runes, begin) : 0;
            marker > 0 && begin + marker <= figure.first)
            begin += marker;
        while (begin < figure.first && clause_mark(runes[begin].c))
            ++begin;
        while (end > figure.last && clause_mark(runes[end - 1].c))
            --end;
        figure.text = slice(text, runes, begin, end);
        // 累計 and 每年 say it for their clause
        std::size_t from = figure.first;
        while (from > begin && runes[from - 1].c != U'，' && runes[from - 1].c != U'、')
            --from;
        std::size_t to = figure.last;
        while (to < end && runes[to].c != U'，' && runes[to].c != U'、')
            ++to;
        bool total = false;
        bool yearly = false;
        for (std::size_t k = from; k < to; ++k) {
            if (aside[k] && !figure.in_parentheses) continue;
            total = total || stands(runes, k, U"累計") || stands(runes, k, U"累積") ||
                    words_stand(runes, k, U"cumulative") || words_stand(runes, k, U"cumulatively") ||
                    stands(runes, k, U"累计");
            yearly = yearly || stands(runes, k, U"每年") || stands(runes, k, U"新增") ||
                     stands(runes, k, U"毎年") || words_stand(runes, k, U"per year") ||
                     words_stand(runes, k, U"each year") || words_stand(runes, k, U"every year") ||
                     words_stand(runes, k, U"annually") || words_stand(runes, k, U"a year") ||
                     stands(runes, k, U"逐年新增");
        }
        if (total != yearly) figure.cumulative = total;
    }
}

}  // namespace gangmu::text::words
