// The sheet of returns that a reporter owes: made to be filled in anywhere and read back. Rows are known by
// material, site and period; columns by their titles in either language, in any order. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "api/stock_json.hpp"
#include "documents/document.hpp"
#include "services/registry_stocks.hpp"

namespace gangmu::api {

// What this reporter owes and what was told last; `material` empty: of all.
exchange::Table stock_form(const StockScope& scope, std::string_view material);

struct StockSheetFault {
    std::size_t row = 0, column = 0;  // in the table
    std::string cell, column_name;
    Message what;
};
struct StockSheet {
    exchange::Table table;                 // as it came, for giving it back with marks
    std::vector<services::StockRow> rows;  // that can be read
    std::vector<std::size_t> row_of;       // of each of them, its row in the table
    std::vector<StockSheetFault> faults;
    std::size_t blank = 0;  // rows in which nothing was filled

    void fault(std::size_t row, std::string_view field, Message what);  // field: as in StockFault
    std::map<std::string, std::size_t> column_of;                       // field → column
    std::vector<std::vector<std::string>> cells;                        // the names of the table's cells
};
// Errors: sheet-header when no table has the columns.
Result<StockSheet> read_stock_sheet(const documents::Document& document);

}  // namespace gangmu::api
