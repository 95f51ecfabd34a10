// Rows and columns of a budget table against the totals that it prints.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "checking/budget_table.hpp"
#include "checking/rules/rules.hpp"

namespace gangmu::checking::rule {

namespace {

using Cells = std::vector<const model::Budget*>;

std::optional<Decimal> sum(const Cells& cells) {
    std::optional<Decimal> total = Decimal(0);
    for (const auto* cell : cells)
        total = total ? total->plus(cell->amount) : total;
    return total;
}

std::string terms(const Cells& cells) {
    std::string text;
    for (const auto* cell : cells)
        text += (text.empty() ? "" : "＋") + cell->printed;
    return text;
}

// The sum in the unit that `like` is printed in: 6,400 千元 → "6500 千元".
std::string shown_in(const Decimal& amount, const model::Budget& like) {
    std::string number;
    std::size_t end = 0;
    for (const char c : like.printed) {
        if ((c < '0' || c > '9') && c != '.' && c != ',') break;
        if (c != ',') number += c;
        ++end;
    }
    const auto value = Decimal::parse(number);
    if (value && value->digits() != 0)
        for (int places = 0; places <= 12; ++places) {
            const auto scaled = like.amount.times(Decimal(1, places));
            if (!scaled || *scaled != *value) continue;
            const auto in_unit = amount.times(Decimal(1, places));
            if (in_unit) return in_unit->str() + like.printed.substr(end);
        }
    return amount.str() + (like.currency.empty() ? " 元" : " " + like.currency);
}

Decimal distance(const Decimal& left, const Decimal& right) {
    const auto difference = left > right ? left.minus(right) : right.minus(left);
    return difference.value_or(Decimal(0));
}

void compare(const std::string& what, const std::string& what_en, const Cells& cells,
             const model::Budget& total, Findings& found) {
    const auto computed = sum(cells);
    if (!computed || *computed == total.amount) return;
    Cells all = cells;
    all.push_back(&total);
    const bool rounded = distance(*computed, total.amount) <= rounding(all);
    model::Sources source = total.source;
    std::vector<std::string> nodes;
    if (!total.node.empty()) nodes.push_back(total.node);
    found.push_back(finding(
        "budget-sum", rounded ? Severity::note : Severity::error,
        {fmt::format("經費表{}：{} 合計為 {}，表列為 {}{}。", what, terms(cells), shown_in(*computed, total),
                     total.printed, rounded ? "，差額可能為四捨五入所致" : "，兩者不符"),
         fmt::format("Budget table, {}: the parts add up to {}, printed is {}{}.", what_en,
                     shown_in(*computed, total), total.printed, rounded ? " (rounding may explain it)" : "")},
        std::move(nodes), std::move(source)));
}

void check_rows(const BudgetTable& table, Findings& found) {
    for (const auto& row : table.rows) {
        const auto* total = row.of("overall");
        if (!total || !total->total) continue;
        Cells years;
        for (const auto* cell : row.cells)
            if (cell != total && cell->period.size() == 4) years.push_back(cell);
        if (years.size() < 2 || years.size() + 1 != row.cells.size()) continue;
        compare(fmt::format("「{}」一列", row.title), fmt::format("row {}", row.title), years, *total, found);
    }
}

bool holds_with_row_sums(const BudgetTable& table, const model::Budget& total) {
    std::optional<Decimal> all = Decimal(0);
    for (const auto& row : table.rows) {
        if (row.total) continue;
        Cells years;
        for (const auto* cell : row.cells)
            if (cell->period.size() == 4) years.push_back(cell);
        const auto own = sum(years);
        all = all && own ? all->plus(*own) : std::nullopt;
    }
    return all && *all == total.amount;
}

void check_columns(const BudgetTable& table, Findings& found) {
    std::set<std::string> periods;
    for (const auto& row : table.rows)
        for (const auto* cell : row.cells)
            periods.insert(cell->period);
    for (const auto& period : periods) {
        Cells since;   // rows since the last total
        Cells plain;   // all rows that are no totals
        Cells totals;  // totals so far
        for (const auto& row : table.rows) {
            const auto* cell = row.of(period);
            if (!row.total) {
                if (cell) {
                    since.push_back(cell);
                    plain.push_back(cell);
                }
                continue;
            }
            if (!cell) continue;
            const auto fits = [&](const Cells& cells) {
                return !cells.empty() && sum(cells) == cell->amount;
            };
            Cells totals_and_rest = totals;
            totals_and_rest.insert(totals_and_rest.end(), since.begin(), since.end());
            // a row whose own total is wrong is told there; with its right sum the column may hold
            if (period == "overall" && holds_with_row_sums(table, *cell)) {
                totals.push_back(cell);
                since.clear();
                continue;
            }
            if (!fits(since) && !fits(plain) && !fits(totals) && !fits(totals_and_rest)) {
                const auto& parts = totals.empty() ? plain : since.empty() ? totals : since;
                if (parts.size() >= 2)
                    compare(fmt::format("{}「{}」", printed(period), row.title),
                            fmt::format("{} {}", period, row.title), parts, *cell, found);
            }
            totals.push_back(cell);
            since.clear();
        }
    }
}

}  // namespace

Findings budget_sums(const model::Plan& plan) {
    Findings found;
    for (const auto& table : budget_tables(plan)) {
        check_rows(table, found);
        check_columns(table, found);
    }
    return found;
}

}  // namespace gangmu::checking::rule
