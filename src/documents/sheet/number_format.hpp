#pragma once

#include <string>
#include <string_view>

namespace gangmu::documents::sheet {

// A number as a cell with this format code shows it: "0.0%", "#,##0", "yyyy/mm/dd", "[$-404]e/m/d". General
// and what is not understood give the shortest form. `date_1904`: the workbook counts days from 1904.
std::string format_cell_number(double value, std::string_view code, bool date_1904);

// The code of a built-in format (numFmtId below 164); empty: General.
std::string_view built_in_format(long id);

}  // namespace gangmu::documents::sheet
