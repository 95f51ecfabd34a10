// Values from a sheet (CSV, XLSX, ODS): one row a value, columns by their titles in either language or their
// keys, in any order; a column with another title is the dimension of that name. Pure.
#pragma once

#include "documents/document.hpp"
#include "services/registry_measure.hpp"

namespace gangmu::api {

// Numbers are read as they are shown. Errors: sheet-header when no table has the columns element, unit,
// period and value; value-number with the cell.
Result<std::vector<services::GivenValue>> read_value_sheet(const documents::Document& document);

}  // namespace gangmu::api
