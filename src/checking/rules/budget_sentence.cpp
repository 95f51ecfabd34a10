// What a sentence says the plan costs in a year, in some years or in all, against the totals of the budget
// table.
#include <fmt/format.h>

#include "checking/budget_table.hpp"
#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

// The table's total for a period: printed for it, or the sum of its years.
std::optional<Decimal> total_of(const BudgetRow& row, std::string_view period) {
    if (const auto* cell = row.of(period)) return cell->amount;
    if (period.size() != 9 || period[4] != '/') return std::nullopt;
    const int first = std::stoi(std::string(period.substr(0, 4)));
    const int last = std::stoi(std::string(period.substr(5)));
    std::optional<Decimal> total = Decimal(0);
    for (int year = first; year <= last && year - first < 50; ++year) {
        const auto* cell = row.of(std::to_string(year));
        if (!cell) return std::nullopt;
        total = total ? total->plus(cell->amount) : total;
    }
    return total;
}

}  // namespace

Findings budget_sentence(const model::Plan& plan) {
    Findings found;
    const auto tables = budget_tables(plan);
    if (tables.size() != 1) return found;  // with several, whose total a sentence means is not certain
    const BudgetRow* totals = nullptr;
    for (const auto& row : tables.front().rows)
        if (row.total) totals = &row;
    if (!totals) return found;
    for (const auto* sentence : budget_sentences(plan)) {
        if (!sentence->node.empty() || sentence->currency != totals->cells.front()->currency) continue;
        const auto total = total_of(*totals, sentence->period);
        if (!total || *total == sentence->amount) continue;
        const auto difference =
            *total > sentence->amount ? total->minus(sentence->amount) : sentence->amount.minus(*total);
        if (difference && *difference <= rounding({sentence}))
            continue;  // the sentence is rounder than the table
        const auto in_table = total->times(Decimal(1, 8));
        const auto table_text =
            in_table && sentence->currency.empty() ? in_table->str() + " 億元" : total->str();
        found.push_back(finding("budget-sentence", Severity::error,
                                {fmt::format("內文稱{}經費為 {}（「{}」），經費表「{}」為 {}，兩者不符。",
                                             printed(sentence->period), sentence->printed,
                                             cut(sentence->title, 40), totals->title, table_text),
                                 fmt::format("The text says {} for {}, the budget table {}.",
                                             sentence->printed, sentence->period, table_text)},
                                {}, places({&sentence->source, &totals->cells.front()->source})));
    }
    return found;
}

}  // namespace gangmu::checking::rule
