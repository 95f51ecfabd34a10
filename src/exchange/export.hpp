// A plan in the formats people take it away in.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/plan.hpp"

namespace gangmu::exchange {

struct Exported {
    std::string bytes;
    std::string media_type;
    std::string extension;  // "json"
};

struct ExportOptions {
    std::string format = "json";  // json, csv, xlsx
    std::string table = "nodes";  // csv: which table
    std::string head;             // "SEQ:HASH" of the ledger it was computed from; empty: from no store
    std::string as_of;            // the dates it was asked for, if any
    std::string on;
    bool english = false;
    bool pretty = false;  // json
    bool demo = false;    // from a demonstration: it says so
};

// Errors: export-format, export-table (both list what there is), and those of to_xlsx.
Result<Exported> export_plan(const model::Plan& plan, const ExportOptions& options);

}  // namespace gangmu::exchange
