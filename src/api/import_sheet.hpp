// Sheets of accounts and of agencies: made to be filled in anywhere and read back. Columns are known by their
// titles in either language, in any order; a column that is not there changes nothing. Pure.
#pragma once

#include <string>
#include <vector>

#include "documents/document.hpp"
#include "exchange/table.hpp"
#include "services/registry_import.hpp"
#include "state/snapshot.hpp"

namespace gangmu::api {

exchange::Table account_table(const state::Snapshot& snapshot);
exchange::Table agency_table(const state::Snapshot& snapshot);

struct ImportFault {
    std::size_t row = 0, column = 0;  // in ImportSheet::table
    std::string cell, column_name, key;
    Message what;
};

// A sheet as it came. One of the two lists is filled, in the order of the table's rows.
struct ImportSheet {
    exchange::Table table;  // as uploaded, for giving it back with marks
    std::vector<services::AccountRow> accounts;
    std::vector<state::Agency> agencies;
    std::vector<ImportFault> faults;               // of reading
    std::vector<std::vector<std::string>> places;  // by row and column: B7, L12
    std::vector<std::string> fields;               // by column; empty: not known

    void fault(std::size_t row, const std::string& field, Message what);
};

// Errors: sheet-header when no table has a column of names.
Result<ImportSheet> read_accounts(const documents::Document& document);
// What a blank cell or a missing column leaves as it is comes from the snapshot.
Result<ImportSheet> read_agencies(const documents::Document& document, const state::Snapshot& snapshot);

}  // namespace gangmu::api
