// A diff (docs/api.md) as lines for a terminal.
#pragma once

#include <string>

#include "base/json.hpp"

namespace gangmu::cli {

// One line for each item that differs, its fields indented under it, and a line that counts them. From the
// JSON, so that it is the same whether this process or a server compared.
std::string diff_text(const json::object& diff);

// "新增 2、刪除 1、…": the counts in one line; empty when nothing differs.
std::string diff_counts(const json::object& diff);

}  // namespace gangmu::cli
