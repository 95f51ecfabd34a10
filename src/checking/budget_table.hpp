// The rows of budget tables, put together again from a plan's list of amounts.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::checking {

struct BudgetRow {
    std::string title;
    std::string node;
    bool total = false;  // a row of totals
    std::vector<const model::Budget*> cells;
    const model::Budget* of(std::string_view period) const;
};

struct BudgetTable {
    std::vector<BudgetRow> rows;
};

// Runs of rows that stand together in the list; single amounts (sentences) are not among them.
std::vector<BudgetTable> budget_tables(const model::Plan& plan);
// Amounts that are in no table.
std::vector<const model::Budget*> budget_sentences(const model::Plan& plan);

// Half a unit of the last printed digit of each summand: what rounding alone can make.
Decimal rounding(const std::vector<const model::Budget*>& summands);

}  // namespace gangmu::checking
