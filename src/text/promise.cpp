// What a target's cell promises: the figures left of it, how often, and by when.
#include <algorithm>

#include "text/clauses.hpp"
#include "text/figure_words.hpp"
#include "text/figures.hpp"

namespace gangmu::text {

using namespace words;

namespace {

struct Said {
    bool total = false, yearly = false;
    std::string every;
    bool several = false;
};

Said what_it_says(const Runes& runes, const std::vector<bool>& skip) {
    Said said;
    auto every = [&](std::string_view word) {
        if (!said.every.empty() && said.every != word) said.several = true;
        said.every = word;
    };
    for (std::size_t k = 0; k < runes.size(); ++k) {
        if (skip[k]) continue;
        if (stands(runes, k, U"累計") || stands(runes, k, U"累積") || words_stand(runes, k, U"cumulative") ||
            words_stand(runes, k, U"cumulatively"))
            said.total = true;
        if (stands(runes, k, U"新增")) said.yearly = true;
        if (stands(runes, k, U"每年") || stands(runes, k, U"毎年") || stands(runes, k, U"每一年") ||
            words_stand(runes, k, U"per year") || words_stand(runes, k, U"each year") ||
            words_stand(runes, k, U"every year") || words_stand(runes, k, U"annually") ||
            words_stand(runes, k, U"a year") || words_stand(runes, k, U"per annum")) {
            said.yearly = true;
            every("year");
        }
        if (k > 0 && stands(runes, k, U"/年") && !is_digit(runes[k - 1].c)) every("year");  // 3 件/年
        if (stands(runes, k, U"每季") || words_stand(runes, k, U"each quarter") ||
            words_stand(runes, k, U"quarterly") || words_stand(runes, k, U"per quarter"))
            every("quarter");
        if (stands(runes, k, U"每月") || stands(runes, k, U"每個月") || stands(runes, k, U"毎月") ||
            words_stand(runes, k, U"each month") || words_stand(runes, k, U"monthly") ||
            words_stand(runes, k, U"per month"))
            every("month");
    }
    if (said.several) said.every.clear();
    return said;
}

bool whole_in_parentheses(const Runes& runes, const TimeRange& date) {
    std::size_t i = date.first;
    while (i > 0 && runes[i - 1].c != '(')
        --i;
    return starts_with(runes, i, {U"本項", U"本案", U"全案", U"預計於", U"期限"}) > 0;
}

// the date by which the cell promises: at its start, or with 前, 底, 於, 迄 … beside it; only where it is one
std::string due_of(const Runes& runes, const std::vector<TimeRange>& dates) {
    const auto inside = parentheses(runes);
    std::string due;
    for (const auto& date : dates) {
        if (date.end.empty()) continue;
        // in parentheses another part of the promise may be dated: only one that is of the whole counts
        if (inside[date.first] && !whole_in_parentheses(runes, date)) continue;
        const bool ensured = ends_with(runes, date.first, {U"確保"}) > 0;
        const bool past = ends_with(runes, date.first, {U"已", U"業", U"曾", U"截"}) > 0;
        if (past) continue;
        const bool first =
            date.first == 0 || clause_mark(runes[date.first - 1].c) || runes[date.first - 1].c == '(' ||
            runes[date.first].line || (date.first > 1 && hard_break(runes, date.first)) ||
            ends_with(runes, date.first, {U"•", U"●", U"■"}) || list_marker(runes, date.first - 1);
        if (!date.marked && !first && !ensured) {
            // a list's marker before it
            bool marker = false;
            for (std::size_t back = 2; back <= 4 && back <= date.first; ++back)
                marker = marker || list_marker(runes, date.first - back) == back;
            if (!marker) continue;
        }
        if (!due.empty() && due != date.end) return {};
        due = date.end;
    }
    return due;
}

}  // namespace

Promise read_promise(std::string_view cell) {
    Promise promise;
    if (cell.size() > 20000) return promise;
    const auto runes = to_runes(cell);
    const auto dates = find_dates(cell, runes, {});
    auto figures = find_figures(cell, runes, dates);
    std::erase_if(figures, [](const Measured& figure) { return figure.reference || figure.baseline; });
    // what stands in parentheses explains the figure before them
    const bool outside = std::any_of(figures.begin(), figures.end(),
                                     [](const Measured& figure) { return !figure.in_parentheses; });
    if (outside) std::erase_if(figures, [](const Measured& figure) { return figure.in_parentheses; });
    assign_clauses(cell, runes, figures);
    // 3 件(累計 10 件): what stands in parentheses says nothing about the figure before them
    const auto said =
        what_it_says(runes, outside ? numbered_parentheses(runes) : std::vector<bool>(runes.size()));
    if (!figures.empty() && said.total != said.yearly) promise.cumulative = said.total;
    promise.every = said.every;
    promise.due = due_of(runes, dates);
    promise.figures = std::move(figures);
    return promise;
}

}  // namespace gangmu::text
