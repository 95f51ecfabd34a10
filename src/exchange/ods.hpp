// Spreadsheets in OpenDocument (ODS), the government's format: the same sheets as sheet.hpp makes in XLSX.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "exchange/table.hpp"

namespace gangmu::exchange {

// As to_xlsx. Errors: sheet-too-large (over 1,048,575 rows), sheet-io.
Result<std::string> to_ods(std::span<const Table> tables,
                           const std::vector<std::pair<std::string, std::string>>& about, bool english);

}  // namespace gangmu::exchange
