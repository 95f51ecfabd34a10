// The overall target against the yearly ones. A row may print increments, running totals (累計) or both, or a
// level that is held each year; only what fits none of the readings is reported.
#include <algorithm>

#include <fmt/format.h>

#include "checking/rules/rules.hpp"
#include "text/dates.hpp"

namespace gangmu::checking::rule {

namespace {

constexpr std::string_view id = "targets-sum";

bool is_year(std::string_view period) {
    return period.size() == 4;
}

struct Row {
    const model::Target* overall = nullptr;
    std::vector<const model::Target*> years;  // ascending
};

// The row when it is plain enough to be added up: one figure in each cell, all in one unit.
bool plain_row(const model::Indicator& indicator, Row& row) {
    for (const auto& target : indicator.targets) {
        if (!target.parts.empty()) return false;
        if (target.period == "overall") {
            if (row.overall) return false;
            row.overall = &target;
        } else if (is_year(target.period)) {
            if (!target.value) continue;  // a milestone in words
            row.years.push_back(&target);
        } else {
            return false;
        }
    }
    if (!row.overall || !row.overall->value || row.years.empty()) return false;
    for (const auto* year : row.years)
        if (!year->unit.empty() && !row.overall->unit.empty() && !same_unit(year->unit, row.overall->unit))
            return false;
    std::sort(row.years.begin(), row.years.end(), [](const model::Target* left, const model::Target* right) {
        return left->period < right->period;
    });
    for (std::size_t i = 1; i < row.years.size(); ++i)
        if (row.years[i]->period == row.years[i - 1]->period) return false;
    return true;
}

std::string list(const Row& row) {
    std::string text;
    for (const auto* year : row.years)
        text += (text.empty() ? "" : "、") + printed(year->period) +
                (year->cumulative == true ? "累計 " : " ") + printed(*year);
    return text;
}

// Can the overall promise and a total of [least, most] both hold?
bool agree(const model::Target& overall, const Decimal& least, const Decimal& most, bool open_above) {
    switch (overall.comparator) {
        case model::Comparator::at_least:
            return most >= low(overall) || open_above;
        case model::Comparator::at_most:
            return least <= high(overall);
        case model::Comparator::about:
            return true;
        default:
            break;
    }
    if (open_above) return high(overall) >= least;
    return most >= low(overall) && least <= high(overall);
}

bool open_above(const model::Target& target) {
    return target.comparator == model::Comparator::at_least;
}

}  // namespace

Findings targets_sum(const model::Plan& plan) {
    Findings found;
    for (const auto& indicator : plan.indicators) {
        Row row;
        if (indicator.role != "kpi" || !plain_row(indicator, row)) continue;
        const auto& overall = *row.overall;
        const auto& last = *row.years.back();
        // promised for later than the table goes
        if (!overall.due.empty() && overall.due.substr(0, 4) > last.period) continue;
        auto report = [&](const std::string& zh, const std::string& en, Severity severity) {
            auto nodes = indicator.node.empty() ? std::vector<std::string>{}
                                                : std::vector<std::string>{indicator.node};
            found.push_back(finding(id, severity, {zh, en}, std::move(nodes), indicator.source));
        };
        if (overall.every == "year") {  // 每年 10 項: each year must hold it
            for (const auto* year : row.years)
                if (year->cumulative != true && !agree(overall, low(*year), high(*year), open_above(*year)))
                    report(
                        fmt::format("{}的全期目標為每年 {}，但 {} 訂為 {}，請確認何者正確。", name(indicator),
                                    printed(overall), printed(year->period), printed(*year)),
                        fmt::format("{}: overall every year {}, but {} says {}.", name_en(indicator),
                                    printed(overall), year->period, printed(*year)),
                        Severity::warning);
            continue;
        }
        if (last.cumulative == true) {
            if (!agree(overall, low(last), high(last), open_above(last)))
                report(fmt::format("{}的全期目標為 {}，但 {} 的分年目標累計為 {}，兩者不符（各年：{}）。",
                                   name(indicator), printed(overall), printed(last.period), printed(last),
                                   list(row)),
                       fmt::format("{}: overall {}, but the cumulative target of {} is {}.",
                                   name_en(indicator), printed(overall), last.period, printed(last)),
                       Severity::error);
            continue;
        }
        const bool mixed = std::any_of(row.years.begin(), row.years.end(),
                                       [](const model::Target* year) { return year->cumulative == true; });
        if (mixed || row.years.size() < 2 || !adds_up(overall.unit.empty() ? indicator.unit : overall.unit))
            continue;
        std::optional<Decimal> least = Decimal(0);
        std::optional<Decimal> most = Decimal(0);
        bool open = false;
        bool held = false;
        for (const auto* year : row.years) {
            least = least ? least->plus(low(*year)) : least;
            most = most ? most->plus(high(*year)) : most;
            open = open || open_above(*year) || year->comparator == model::Comparator::about;
            // one year's number alone may be the whole: a level, or an unmarked running total
            held = held || agree(overall, low(*year), high(*year), open_above(*year));
        }
        if (!least || !most || agree(overall, *least, *most, open)) continue;
        const bool stated_sum = overall.cumulative == true;
        if (held && !stated_sum) continue;
        if (!stated_sum && overall.comparator == model::Comparator::none) continue;
        const auto sum = least == most ? least->str() : least->str() + "～" + most->str();
        report(fmt::format("{}的全期目標為{} {}，但各年目標合計為 {} {}（{}），兩者不符。", name(indicator),
                           stated_sum ? "累計" : "", printed(overall), sum, overall.unit, list(row)),
               fmt::format("{}: overall {}, but the yearly targets add up to {} {}.", name_en(indicator),
                           printed(overall), sum, overall.unit),
               stated_sum ? Severity::error : Severity::warning);
    }
    return found;
}

}  // namespace gangmu::checking::rule
