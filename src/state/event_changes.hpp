// What an event says about fields: the thing it is about, and each field with its new value. Drawn from the
// payload by one rule for all types, so that a new type of event is read without being named here: members
// that identify become the subject, members that explain (reason, note) are left to the summary, and all
// others are fields; of an object each member is one. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::state {

struct FieldChange {
    std::string field;  // "actual", "rhythm.every", "role reporter@經濟部"
    json::value after;
};

struct EventChanges {
    std::string plan;      // empty: of no plan
    std::string subject;   // "report/p-1/q-2026-Q1/3/1-1", "account/wang"
    bool follows = false;  // earlier events on the same subject say what was before
    std::vector<FieldChange> changes;
};

// Passwords and hashes of secrets are never part of it. An erased event has a subject of its type alone.
EventChanges changes_of(const ledger::Event& event);

}  // namespace gangmu::state
