#include "checking/budget_table.hpp"

#include <algorithm>

#include "checking/support.hpp"
#include "text/runes.hpp"

namespace gangmu::checking {

namespace {

bool total_title(std::string_view title) {
    const auto plain = words(title);
    return plain.ends_with("計") || plain.ends_with("total") || plain.ends_with("総額") || plain == "總額" ||
           plain == "総計";
}

std::vector<BudgetRow> rows_of(const model::Plan& plan) {
    std::vector<BudgetRow> rows;
    for (const auto& budget : plan.budgets) {
        const bool same =
            !rows.empty() && rows.back().title == budget.title && rows.back().node == budget.node &&
            rows.back().cells.back()->currency == budget.currency && !rows.back().of(budget.period);
        if (!same) rows.push_back({budget.title, budget.node, false, {}});
        rows.back().cells.push_back(&budget);
    }
    for (auto& row : rows)
        row.total = row.node.empty() && total_title(row.title) &&
                    std::all_of(row.cells.begin(), row.cells.end(),
                                [](const model::Budget* cell) { return cell->total; });
    return rows;
}

bool table_row(const BudgetRow& row) {
    return row.cells.size() >= 2;
}

}  // namespace

const model::Budget* BudgetRow::of(std::string_view period) const {
    for (const auto* cell : cells)
        if (cell->period == period) return cell;
    return nullptr;
}

std::vector<BudgetTable> budget_tables(const model::Plan& plan) {
    std::vector<BudgetTable> tables;
    bool open = false;
    for (auto& row : rows_of(plan)) {
        if (!table_row(row)) {
            open = false;
            continue;
        }
        if (!open) tables.emplace_back();
        open = true;
        const bool last = row.total && words(row.title).find("小計") == std::string::npos;
        tables.back().rows.push_back(std::move(row));
        if (last) open = false;
    }
    return tables;
}

std::vector<const model::Budget*> budget_sentences(const model::Plan& plan) {
    std::vector<const model::Budget*> single;
    for (const auto& row : rows_of(plan))
        if (!table_row(row)) single.insert(single.end(), row.cells.begin(), row.cells.end());
    return single;
}

Decimal rounding(const std::vector<const model::Budget*>& summands) {
    std::optional<Decimal> all = Decimal(0);
    for (const auto* budget : summands) {
        // the last printed digit: 93.45 億元 is exact to 0.01 億
        const auto runes = text::to_runes(budget->printed);
        std::string number;
        for (const auto& rune : runes) {
            if (!text::is_digit(rune.c) && rune.c != '.' && rune.c != ',') break;
            if (rune.c != ',') number += static_cast<char>(rune.c);
        }
        const auto value = Decimal::parse(number);
        if (!value || value->digits() == 0 || budget->amount.digits() == 0) continue;
        const auto dot = number.find('.');
        const int places = dot == std::string::npos ? 0 : static_cast<int>(number.size() - dot - 1);
        // unit = amount / number
        const double unit = budget->amount.approximate() / value->approximate();
        double step = unit / 2;
        for (int i = 0; i < places; ++i)
            step /= 10;
        all = all ? all->plus(Decimal(static_cast<std::int64_t>(step + 0.5))) : all;
    }
    return all.value_or(Decimal(0));
}

}  // namespace gangmu::checking
