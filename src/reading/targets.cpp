#include "reading/targets.hpp"

#include "reading/draft.hpp"
#include "text/dates.hpp"
#include "text/numerals.hpp"
#include "text/units.hpp"
#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

std::string trimmed(std::string_view text) {
    return std::string(text::trim(text));
}

}  // namespace

model::Comparator comparator_of(text::Compare compare) {
    switch (compare) {
        case text::Compare::at_least:
            return model::Comparator::at_least;
        case text::Compare::at_most:
            return model::Comparator::at_most;
        case text::Compare::about:
            return model::Comparator::about;
        case text::Compare::equal:
            break;
    }
    return model::Comparator::equal;
}

bool is_blank_target(std::string_view cell) {
    const auto runes = text::to_runes(cell);
    for (const auto& rune : runes)
        if (rune.c != '-' && rune.c != '/' && rune.c != '*' && rune.c != 0x2022) {
            // 無, N/A
            const auto whole = text::slice(cell, runes, 0, runes.size());
            return whole == "無" || whole == "N/A" || whole == "n/a" || whole == "不適用" || whole == "…";
        }
    return true;
}

model::Target make_target(std::string_view cell, model::Period period, const model::Sources& source,
                          std::string_view unit) {
    model::Target target;
    target.period = std::move(period);
    target.text = trimmed(cell);
    target.source = source;
    auto promise = text::read_promise(target.text);
    if (promise.figures.empty())
        for (std::string_view word : {"(cumulative)", "(累計)", "（累計）", "(累積)", "（累積）"})
            if (target.text.size() > word.size() && target.text.ends_with(word)) {
                // a bare number, and that it counts from the start: 40 (cumulative)
                promise = text::read_promise(
                    trimmed(std::string_view(target.text).substr(0, target.text.size() - word.size())));
                if (!promise.figures.empty()) promise.cumulative = true;
            }
    target.cumulative = promise.cumulative;
    target.every = promise.every;
    target.due = promise.due;
    auto unit_of = [&](const text::Measured& figure) {
        return figure.unit.empty() ? std::string(unit) : figure.unit;
    };
    if (promise.figures.size() == 1) {
        const auto& figure = promise.figures.front();
        target.value = figure.value;
        target.value_max = figure.value_max;
        target.unit = unit_of(figure);
        target.comparator = comparator_of(figure.compare);
    } else {
        for (const auto& figure : promise.figures)
            target.parts.push_back({figure.text, figure.value, figure.value_max, unit_of(figure),
                                    comparator_of(figure.compare), figure.cumulative});
    }
    return target;
}

Labelled split_label(std::string_view cell) {
    const auto runes = text::to_runes(cell);
    const auto whole = [&] { return Labelled{{}, trimmed(cell)}; };
    if (runes.empty()) return whole();
    auto cut = [&](std::size_t label_end, std::size_t rest) {
        if (rest >= runes.size()) return whole();
        return Labelled{text::slice(cell, runes, 0, label_end), trimmed(cell.substr(runes[rest].begin))};
    };
    auto digit = [&](std::size_t i) { return i < runes.size() && text::is_digit(runes[i].c); };
    // KPI-1, KPI 3, 指標1, A-1
    std::size_t i = 0;
    for (const auto word : {U"KPI", U"指標", U"Indicator", U"Target"})
        if (text::stands(runes, 0, word)) {
            std::size_t k = std::u32string_view(word).size();
            if (k < runes.size() && runes[k].c == '-') ++k;
            const auto digits = k;
            while (digit(k) || (k > digits && k < runes.size() && (runes[k].c == '.' || runes[k].c == '-') &&
                                digit(k + 1)))
                ++k;
            if (k == digits || k >= runes.size()) break;
            const auto end = k;
            if (runes[k].c == ':' || runes[k].c == '.' || runes[k].c == U'、') ++k;
            return cut(end, k);
        }
    if (runes[0].c >= 'A' && runes[0].c <= 'Z' && runes.size() > 3 && (runes[1].c == '-' || digit(1))) i = 1;
    // 1.1.1, 1-1-1
    std::size_t levels = 0;
    std::size_t k = i;
    if (i == 1 && runes[1].c == '-') k = 2;
    while (digit(k)) {
        const auto start = k;
        while (digit(k) && (k == start || !runes[k].space))
            ++k;
        if (k - start > 3) return whole();
        ++levels;
        if (k < runes.size() && (runes[k].c == '.' || runes[k].c == '-') && !runes[k].space && digit(k + 1) &&
            !runes[k + 1].space)
            ++k;
        else
            break;
    }
    if (i == 1 && levels > 0 && k < runes.size() &&
        (runes[k].space || runes[k].c == '.' || runes[k].c == ':'))
        return cut(k, runes[k].space ? k : k + 1);
    if (i == 0 && levels >= 2 && k < runes.size()) {
        std::size_t rest = k;
        if (runes[k].c == '.' || runes[k].c == ':' || runes[k].c == U'、') ++rest;
        const bool counted = levels == 2 && (text::unit_length(runes, k) > 0 || runes[k].c == '~');
        const bool apart =
            rest < runes.size() && (runes[rest].space || rest > k || !text::is_letter(runes[rest].c));
        if (!counted && apart) return cut(k, rest);
        return whole();
    }
    // 1. 1、 (1) ① 一、
    if (levels == 1 && i == 0 && k + 1 < runes.size() &&
        ((runes[k].c == '.' && !digit(k + 1)) || runes[k].c == U'、' || runes[k].c == ')'))
        return cut(k, k + 1);
    if (runes[0].c == '(' || text::chinese_digit(runes[0].c) > 0 || runes[0].c == U'十') {
        std::size_t n = runes[0].c == '(' ? 1 : 0;
        const auto start = n;
        while (n < runes.size() && n < start + 3 &&
               (digit(n) || text::chinese_digit(runes[n].c) >= 0 || runes[n].c == U'十'))
            ++n;
        if (n > start && n + 1 < runes.size()) {
            if (start == 1 && runes[n].c == ')') return cut(n + 1, n + 1);
            if (start == 0 && runes[n].c == U'、') return cut(n, n + 1);
        }
    }
    if (text::enclosed_number(runes[0].c) && runes.size() > 1) return cut(1, 1);
    return whole();
}

std::string compared(std::string_view cell) {
    std::string out;
    for (const auto& rune : text::to_runes(cell)) {
        const char32_t c = rune.c;
        if (c < 0x80 && !text::is_digit(c) && !text::is_letter(c) && c != '%' && c != '+' && c != '~')
            continue;
        if (c == U'，' || c == U'。' || c == U'、' || c == U'；' || c == U'：' || c == U'「' || c == U'」' ||
            c == U'·' || c == U'•' || c == U'・')
            continue;
        text::append(out, c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    return out;
}

std::vector<model::ScheduleEntry> parse_schedule(std::string_view text) {
    std::vector<model::ScheduleEntry> entries;
    for (auto& item : text::read_schedule(text))
        entries.push_back(
            {std::move(item.start), std::move(item.end), std::move(item.phase), std::move(item.text)});
    return entries;
}

model::Period parse_period(std::string_view text) {
    return text::read_period(text);
}

}  // namespace gangmu::reading
