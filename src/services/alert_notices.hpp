// Whom an alert concerns, and what they are told. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "notices/notice.hpp"
#include "state/snapshot.hpp"

namespace gangmu::services {

// Accounts behind names of accounts and agencies: of an agency, whoever reports or decides for it. Those that
// are disabled are left out.
std::set<std::string> people_of(const state::Snapshot& snapshot, const std::vector<std::string>& names);

// Of alert.opened and alert.stepped; of every other event none.
std::vector<notices::Notice> notices_of(const ledger::Event& event, const state::Snapshot& snapshot);

}  // namespace gangmu::services
