// Readings that wait for an officer's word: what today's reader makes of a plan's documents, with the kept
// corrections on top. They are derived from the ledger and its blobs, so they live in memory only (decision
// 0131): a restart drops them, and reading again makes them again. Threads: any.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "services/rebase.hpp"

namespace gangmu::services {

struct Proposal {
    std::string plan;
    Sequence version = 0;  // of the plan from which it was made
    std::int64_t made_us = 0;
    std::string by;
    std::vector<std::string> documents;  // SHA-256
    std::vector<std::string> uncertain;  // node ids that were found again on weak evidence
    std::uint32_t matched = 0;
    state::ContentPtr base;     // the reading alone
    std::vector<Step> steps;    // corrections that still apply
    json::object findings;      // what checking says after them: an operation
    state::ContentPtr content;  // the reading, the corrections and the findings
    std::vector<Conflict> conflicts;
};
using ProposalPtr = std::shared_ptr<const Proposal>;

class Proposals {
  public:
    static constexpr std::size_t max_kept = 32;  // the oldest makes room

    void put(ProposalPtr proposal);  // in the place of the plan's last one
    ProposalPtr get(std::string_view plan) const;
    bool drop(std::string_view plan);  // false: there was none
    void clear();                      // after an erasure: they hold what was read from documents

  private:
    mutable std::mutex mutex_;
    std::list<ProposalPtr> kept_;  // newest first
};

}  // namespace gangmu::services
