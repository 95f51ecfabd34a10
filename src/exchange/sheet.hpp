// Spreadsheets (XLSX) of tables: one sheet each, frozen header, filter, and a first sheet that says what this
// is.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "exchange/table.hpp"

namespace gangmu::exchange {

// `about`: lines of the first sheet, as label and text (plan, period, ledger head, date). `english`: headers.
// Errors: sheet-too-large (over 1,048,575 rows), sheet-io (the temporary file could not be written).
Result<std::string> to_xlsx(std::span<const Table> tables,
                            const std::vector<std::pair<std::string, std::string>>& about, bool english);

}  // namespace gangmu::exchange
