// What a plan's content came from: the reading of documents that it began with, and the corrections since,
// through editions. Threads: any.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "ledger/ledger.hpp"
#include "state/snapshot.hpp"

namespace gangmu::services {

using ledger::Sequence;

struct Step {  // one event of corrections, without what checking found
    Sequence seq = 0;
    std::int64_t recorded_us = 0;
    std::string by;
    std::string note;
    json::array operations;
    Sequence undoes = 0;  // the correction that this one takes back; 0: none
};

struct Lineage {
    std::string blob;  // of the content that reading gave; empty: its event was erased
    std::vector<Step> steps;
    std::size_t before_draft = 0;  // so many of them are of the edition that the draft began from
};

// Of the draft under work, or if there is none of the latest edition. Errors: those of the ledger.
Result<Lineage> lineage_of(const ledger::Ledger& ledger, const state::Plan& plan);

// All corrections of the plan that were ever made, oldest first, those of replaced and withdrawn drafts too.
Result<std::vector<Step>> all_corrections(const ledger::Ledger& ledger, const state::Plan& plan);

// The corrections that do not stand: those that were taken back, and what took them back (taking that back
// again lets them stand). `also`: as if this one were taken back, too.
std::set<Sequence> taken_back(const std::vector<Step>& steps, Sequence also = 0);

}  // namespace gangmu::services
