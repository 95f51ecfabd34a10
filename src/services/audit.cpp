#include "services/audit.hpp"

#include <algorithm>

namespace gangmu::services {

std::uint32_t AuditLog::Words::number(const std::string& word) {
    const auto [found, fresh] = numbers_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
    if (fresh) words_.push_back(word);
    return found->second;
}

std::optional<std::uint32_t> AuditLog::Words::find(const std::string& word) const {
    const auto found = numbers_.find(word);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

void AuditLog::forget() {
    std::lock_guard lock(mutex_);
    entries_.clear();
    last_.clear();
    types_ = actors_ = plans_ = subjects_ = Words();
}

// With mutex_ held.
Status AuditLog::grow(ledger::Sequence head) {
    while (entries_.size() < head) {
        TRY(const auto events, ledger_.read(entries_.size(), 1000));
        if (events.empty()) return {};
        for (const auto& event : events) {
            const auto said = state::changes_of(event);
            Entry entry;
            entry.recorded_us = event.recorded_us;
            entry.type = types_.number(event.type);
            entry.actor = actors_.number(event.actor);
            entry.plan = plans_.number(said.plan);
            entry.subject = subjects_.number(said.subject);
            last_.resize(subjects_.size());
            entry.previous = last_[entry.subject];
            last_[entry.subject] = event.seq;
            entries_.push_back(entry);
        }
    }
    return {};
}

// What was before stands in the events before: each field's in the last that set it.
Result<AuditRow> AuditLog::row(const ledger::Event& event) {
    auto said = state::changes_of(event);
    AuditRow out{event, std::move(said.plan), std::move(said.subject), {}};
    for (auto& each : said.changes)
        out.changes.push_back({std::move(each.field), std::nullopt, std::move(each.after)});
    if (!said.follows) return out;
    std::size_t open = out.changes.size(), steps = 0;
    for (auto seq = entries_[event.seq - 1].previous; seq != 0 && open > 0 && steps < most_steps;
         seq = entries_[seq - 1].previous, ++steps) {
        TRY(const auto earlier, ledger_.read(seq - 1, 1));
        if (earlier.empty()) break;
        const auto before = state::changes_of(earlier.front());
        if (!before.follows) continue;
        for (auto& change : out.changes) {
            if (change.before) continue;
            for (const auto& each : before.changes)
                if (each.field == change.field) {
                    change.before = each.after;
                    --open;
                    break;
                }
        }
    }
    return out;
}

Result<AuditFound> AuditLog::find(const AuditFilter& filter, ledger::Sequence head) {
    std::lock_guard lock(mutex_);
    CHECK(grow(head));
    AuditFound out;
    const auto actor = actors_.find(filter.actor), plan = plans_.find(filter.plan);
    if ((!filter.actor.empty() && !actor) || (!filter.plan.empty() && !plan)) return out;
    std::vector<char> type_fits(types_.size()), subject_fits(subjects_.size());
    for (std::size_t i = 0; i < type_fits.size(); ++i)
        type_fits[i] = types_.word(static_cast<std::uint32_t>(i)).rfind(filter.type, 0) == 0 ? 1 : 0;
    for (std::size_t i = 0; i < subject_fits.size(); ++i)
        subject_fits[i] =
            subjects_.word(static_cast<std::uint32_t>(i)).find(filter.subject) != std::string::npos ? 1 : 0;
    std::vector<ledger::Sequence> chosen;
    for (auto seq = std::min<ledger::Sequence>(head, entries_.size()); seq > 0; --seq) {
        const Entry& entry = entries_[seq - 1];
        const bool fits = type_fits[entry.type] != 0 && subject_fits[entry.subject] != 0 &&
                          (filter.actor.empty() || entry.actor == *actor) &&
                          (filter.plan.empty() || entry.plan == *plan) &&
                          entry.recorded_us >= filter.from_us && entry.recorded_us <= filter.until_us;
        if (!fits) continue;
        ++out.matching;
        if ((filter.before == 0 || seq < filter.before) && chosen.size() < filter.limit)
            chosen.push_back(seq);
    }
    for (const auto seq : chosen) {
        TRY(const auto events, ledger_.read(seq - 1, 1));
        if (events.empty()) continue;
        TRY(auto made, row(events.front()));
        out.rows.push_back(std::move(made));
    }
    return out;
}

Result<std::vector<AuditRow>> AuditLog::rows(const std::vector<ledger::Sequence>& events) {
    std::lock_guard lock(mutex_);
    std::vector<AuditRow> out;
    if (events.empty()) return out;
    CHECK(grow(*std::max_element(events.begin(), events.end())));
    for (const auto seq : events) {
        TRY(const auto read, ledger_.read(seq - 1, 1));
        if (read.empty()) continue;
        TRY(auto made, row(read.front()));
        out.push_back(std::move(made));
    }
    return out;
}

Result<ledger::Sequence> AuditLog::newest(const std::string& subject, const std::vector<std::string>& types,
                                          ledger::Sequence head) {
    std::lock_guard lock(mutex_);
    CHECK(grow(head));
    const auto number = subjects_.find(subject);
    if (!number) return ledger::Sequence{0};
    for (auto seq = last_[*number]; seq != 0; seq = entries_[seq - 1].previous)
        if (seq <= head &&
            std::find(types.begin(), types.end(), types_.word(entries_[seq - 1].type)) != types.end())
            return seq;
    return ledger::Sequence{0};
}

}  // namespace gangmu::services
