// The specs by topic; endpoints() puts them together.
#pragma once

#include <vector>

#include "api/endpoint.hpp"

namespace gangmu::api {

std::vector<Endpoint> about_endpoints();    // the API itself, health
std::vector<Endpoint> session_endpoints();  // signing in and out
std::vector<Endpoint> plan_endpoints();     // reading plans
std::vector<Endpoint> change_endpoints();   // drafts, editions, findings
std::vector<Endpoint> desk_endpoints();     // differences, reading again, the log of corrections, rules
std::vector<Endpoint> agency_endpoints();
std::vector<Endpoint> search_endpoints();
std::vector<Endpoint> document_endpoints();
std::vector<Endpoint> job_endpoints();
std::vector<Endpoint> account_endpoints();              // the administrator's
std::vector<Endpoint> token_endpoints();                // of programs
std::vector<Endpoint> register_endpoints();             // agencies and settings
std::vector<Endpoint> calendar_endpoints();             // of working days; standing in (tracking)
std::vector<Endpoint> cycle_endpoints();                // rhythms, cycles, obligations, items (tracking)
std::vector<Endpoint> report_endpoints();               // and their review (tracking)
std::vector<Endpoint> sheet_endpoints();                // to fill in and back; the summary (tracking)
std::vector<Endpoint> work_endpoints();                 // my work, the board (tracking)
std::vector<Endpoint> evaluation_endpoints();           // lights
std::vector<Endpoint> evaluation_settings_endpoints();  // what was set about them
std::vector<Endpoint> act_endpoints();                  // 核定, 核備, 備查, 核准
std::vector<Endpoint> element_endpoints();              // what is counted, and who reports it
std::vector<Endpoint> value_endpoints();
std::vector<Endpoint> rollup_endpoints();
std::vector<Endpoint> notice_endpoints();       // what I was told; mail, webhooks
std::vector<Endpoint> feed_endpoints();         // calendar feeds
std::vector<Endpoint> audit_endpoints();        // audit, review of accounts, history of fields
std::vector<Endpoint> import_endpoints();       // accounts and agencies from a sheet
std::vector<Endpoint> revision_endpoints();     // 修正案
std::vector<Endpoint> meeting_endpoints();      // groups and meetings
std::vector<Endpoint> action_endpoints();       // what they decided
std::vector<Endpoint> stock_endpoints();        // the board, what if, shortages, duties
std::vector<Endpoint> stock_write_endpoints();  // returns, ships, materials, exercises
std::vector<Endpoint> stock_sheet_endpoints();
Field exercise_field();                   // whose figures: of stocks
std::vector<Endpoint> alert_endpoints();  // early warning
std::vector<Endpoint> ledger_endpoints();

}  // namespace gangmu::api
