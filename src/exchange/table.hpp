// A plan laid out as plain tables (one per kind of thing), the common ground of CSV and spreadsheets.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/decimal.hpp"
#include "base/result.hpp"
#include "model/plan.hpp"

namespace gangmu::exchange {

using Value = std::variant<std::monostate, std::string, Decimal>;

struct Column {
    std::string key;  // the name in plan JSON; the header of a CSV file
    Message title;    // the header of a spreadsheet
    int width = 12;   // characters
};

// A cell that is wrong, and why: shown in colour with a note.
struct Mark {
    std::size_t row = 0;  // in Table::rows
    std::size_t column = 0;
    std::string note;
};

struct Table {
    std::string key;  // nodes, indicators, budgets, facts, findings
    Message title;
    std::vector<Column> columns;
    std::vector<std::vector<Value>> rows;  // each as long as columns
    std::vector<Mark> marks = {};
};

// The names that `tables` and `table` know.
std::span<const std::string_view> table_names();

std::optional<Table> table(const model::Plan& plan, std::string_view name);
std::vector<Table> tables(const model::Plan& plan);

}  // namespace gangmu::exchange
