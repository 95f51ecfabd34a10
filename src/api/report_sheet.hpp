// The sheet of all that an office owes in a cycle: made to be filled in anywhere and read back. Rows are
// known by Gangmu's key ("q-2026-Q1|3/1-1", which no spreadsheet takes for a date) or by the agency's own;
// columns by their titles in either language, in any order. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "documents/document.hpp"
#include "exchange/table.hpp"
#include "services/registry_tracking.hpp"

namespace gangmu::api {

// What the sheet is about.
struct SheetScope {
    const state::Snapshot& snapshot;
    const services::PlanCycle& cycle;
    const services::Duties& duties;
    std::vector<const tracking::Obligation*> owed;  // the rows, in the plan's order
    std::string agency;                             // whose own keys are meant; empty: any
};

// Two tables: the reports, and the values of their indicators.
std::vector<exchange::Table> sheet_tables(const SheetScope& scope);

struct SheetFault {
    std::size_t table = 0, row = 0, column = 0;  // in ReadSheet::tables
    std::string table_name, cell, column_name, key;
    Message what;
};

// A sheet as it came, and what is asked for in it.
struct ReadSheet {
    std::vector<exchange::Table> tables;  // as uploaded, for giving it back with marks
    std::vector<services::Row> rows;      // one a node; none of a node with a fault
    std::vector<SheetFault> faults;
    std::size_t row_count = 0;  // rows that stand for a report
    // Where a field of a node stands; the node's own key under "".
    std::map<std::pair<std::string, std::string>, SheetFault> places;

    void fault(const std::string& node, const std::string& field, Message what);
};

// Errors: sheet-header when no table has the columns of one.
Result<ReadSheet> read_sheet(const documents::Document& document, const SheetScope& scope);

}  // namespace gangmu::api
