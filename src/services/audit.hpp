// The ledger as an auditor reads it: every event by who, what, which plan and day, with each field before and
// after. An index of a few numbers an event is made when it is first asked for (one read of the ledger) and
// grows with it: about 40 bytes an event, derived, in memory only. What a field was before is read from the
// earlier events on the same subject, to which the index leads; at most `most_steps` of them are looked at.
// Threads: any.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/ledger.hpp"
#include "state/event_changes.hpp"

namespace gangmu::services {

struct AuditFilter {
    std::string actor = {};    // whole
    std::string type = {};     // its beginning: "report." or "account.created"
    std::string plan = {};     // whole
    std::string subject = {};  // part of it
    std::int64_t from_us = 0, until_us = INT64_MAX;
    ledger::Sequence before = 0;  // only earlier ones; 0: from the newest
    std::size_t limit = 100;
};

struct AuditChange {
    std::string field;
    std::optional<json::value> before;  // nothing: it was not set before, or that is not known
    json::value after;
};

struct AuditRow {
    ledger::Event event;
    std::string plan, subject;
    std::vector<AuditChange> changes;
};

struct AuditFound {
    std::vector<AuditRow> rows;  // newest first
    std::uint64_t matching = 0;  // how many there are in all, before `before` is looked at
};

class AuditLog {
  public:
    explicit AuditLog(const ledger::Ledger& ledger) : ledger_(ledger) {}

    // Of events up to `head`. Errors: those of the ledger.
    Result<AuditFound> find(const AuditFilter& filter, ledger::Sequence head);
    // These events, in the order given.
    Result<std::vector<AuditRow>> rows(const std::vector<ledger::Sequence>& events);
    // The newest event of one of these types about the subject; 0: none.
    Result<ledger::Sequence> newest(const std::string& subject, const std::vector<std::string>& types,
                                    ledger::Sequence head);
    void forget();  // after bytes were erased

    static constexpr std::size_t most_steps = 1000;

  private:
    struct Entry {
        std::int64_t recorded_us = 0;
        ledger::Sequence previous = 0;  // on the same subject
        std::uint32_t type = 0, actor = 0, plan = 0, subject = 0;
    };
    class Words {  // texts by number
      public:
        std::uint32_t number(const std::string& word);
        const std::string& word(std::uint32_t number) const { return words_[number]; }
        std::optional<std::uint32_t> find(const std::string& word) const;
        std::size_t size() const { return words_.size(); }

      private:
        std::vector<std::string> words_;
        std::unordered_map<std::string, std::uint32_t> numbers_;
    };

    Status grow(ledger::Sequence head);
    Result<AuditRow> row(const ledger::Event& event);

    const ledger::Ledger& ledger_;
    std::mutex mutex_;
    std::vector<Entry> entries_;  // of event i + 1
    Words types_, actors_, plans_, subjects_;
    std::vector<ledger::Sequence> last_;  // by subject
};

}  // namespace gangmu::services
