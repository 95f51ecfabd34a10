#pragma once

#include "cli/command.hpp"

namespace gangmu::cli {

// Hangs `import` and `sheet` of accounts or agencies on a command.
void add_imports(CLI::App& command, Context& context, const std::string& what);

}  // namespace gangmu::cli
