// CSV as RFC 4180 writes it: UTF-8 with a byte order mark (Excel needs it to see Chinese), CRLF, the keys of
// plan JSON as header. A text that a spreadsheet would run as a formula is written with a leading apostrophe.
#pragma once

#include <string>

#include "exchange/table.hpp"

namespace gangmu::exchange {

std::string to_csv(const Table& table);

}  // namespace gangmu::exchange
