// gangmu elements, units and values: what is counted, who reports it, and the figures.
#pragma once

#include "cli/command.hpp"

namespace gangmu::cli {

void add_elements(CLI::App& app, Context& context);
void add_units(CLI::App& app, Context& context);
void add_values(CLI::App& app, Context& context);

}  // namespace gangmu::cli
