// A set of stocks in one JSON file: materials and sites as the API takes them, returns as rows of figures
// that end with the last period before a day, ships by days from it (examples/reserves/README.md).
#pragma once

#include <cstdint>
#include <string>

#include "cli/desk_api.hpp"

namespace gangmu::cli {

struct StockSetLoaded {
    std::uint64_t materials = 0, sites = 0, returns = 0, ships = 0;
};

// `today`: ISO; empty: the machine's. What was loaded before stays as it is: loading again changes nothing.
// Errors: set-broken (where in the file), those of reading it and of the API.
Result<StockSetLoaded> load_stock_set(DeskApi& api, const std::string& file, const std::string& today);

}  // namespace gangmu::cli
