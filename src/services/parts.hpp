// What the registry is made of. For the files of this room only.
#pragma once

#include <condition_variable>
#include <list>
#include <thread>

#include "auth/last_used.hpp"
#include "auth/password.hpp"
#include "auth/throttle.hpp"
#include "notices/outbox.hpp"
#include "services/proposals.hpp"
#include "services/rechecker.hpp"
#include "services/registry.hpp"
#include "services/watcher.hpp"
#include "state/book.hpp"

namespace gangmu::services {

struct Registry::Parts {
    explicit Parts(Options given);
    ~Parts();

    Status open();
    Status refresh();

    // One command: `produce` runs on the writer's thread against the newest state.
    using Validate = std::function<Result<std::vector<ledger::NewEvent>>(const state::Snapshot&)>;
    Result<std::vector<ledger::Event>> run(const Validate& validate);
    std::vector<std::string> webhooks_for(std::string_view kind) const;
    Status record(const Validate& validate);  // the same, when its events are of no interest

    std::shared_ptr<const state::Snapshot> now() const { return current.get(); }
    std::int64_t clock_us() const;  // now
    std::optional<Authenticated> authenticate_program(std::string_view token) const;

    // Registry::correct, and as a correction that takes the one of event `undoes` back.
    Result<Corrected> correct(const Actor& actor, std::string_view plan, std::optional<Sequence> version,
                              const json::array& operations, std::string_view note, Sequence undoes = 0);

    // Folds everything anew from the first event: after bytes were erased.
    Status rebuild();
    Status erase_bytes(const state::Snapshot& snapshot);

    const Options options;
    std::optional<ledger::SimulatedClock> clock;  // of a demonstration; outlives whatever asks the time
    std::unique_ptr<ledger::Ledger> ledger;
    std::unique_ptr<ledger::Checkpoints> checkpoints;
    std::unique_ptr<state::Contents> contents;
    std::unique_ptr<state::Past> past;
    published<state::Snapshot> current;
    std::unique_ptr<state::StateBook> book;
    std::unique_ptr<ledger::Writer> writer;  // null: read-only
    std::unique_ptr<auth::Sessions> sessions;
    std::unique_ptr<auth::LastUsed> tokens_used;
    std::unique_ptr<auth::LastUsed> accounts_used;  // last sign-ins: sessions forget them when they end
    std::unique_ptr<AuditLog> audit;
    auth::PasswordPool passwords;
    auth::Throttle throttle;
    std::unique_ptr<Jobs> jobs;
    std::unique_ptr<Rechecker> rechecker;     // null: read-only
    std::unique_ptr<notices::Outbox> outbox;  // null: read-only
    std::unique_ptr<Watcher> watcher;         // null: read-only
    Proposals proposals;
    std::optional<FirstAdministrator> first;
    std::mutex first_mutex;

    std::mutex parsed_mutex;  // of the documents that were parsed for reading, newest first
    std::list<std::pair<std::string, std::shared_ptr<const documents::Document>>> parsed;

  private:
    Result<state::Snapshot> load();
    Result<state::Snapshot> load_before(ledger::Sequence until);
    Status set_clock(const state::Snapshot& snapshot);
    Status begin_demo();
    Status first_administrator();
    void tend();  // the housekeeper's thread: merges the index, writes checkpoints
    void merge_index();
    void tend_checkpoints();
    void checkpoint(const state::Snapshot& snapshot);

    std::mutex refresh_mutex;
    std::mutex tend_mutex;
    std::condition_variable tend_wake;
    bool stopping = false;
    std::thread housekeeper;
    // Of checkpoints, checkpointed and checkpoint_month; held through a rebuild, so that no checkpoint of
    // what was before an erasure is written after it. Never taken by the writer's thread.
    std::mutex checkpoint_mutex;
    ledger::Sequence checkpointed = 0;
    std::string checkpoint_month;
};

// ---- what commands share

ledger::NewEvent new_event(std::string_view type, const Actor& actor, std::string payload,
                           std::string effective = {});
Error plan_unknown(std::string_view plan);
Error account_unknown(std::string_view name);
Status check_account_name(std::string_view name);  // account-name
// One line of ordinary length. Errors: text-control, text-long (with the field in `where`).
Status check_text(std::string_view text, std::string_view field);
Actor actor_of(const state::Account& account);
// Whether anything but checking has touched the plan since a caller saw it at `version`.
bool edited_since(const ledger::Ledger& ledger, const state::Plan& plan, Sequence version);
// Somebody else was quicker; says who and what.
Error plan_changed(const ledger::Ledger& ledger, const state::Plan& plan);
std::string issuer_of(const state::Plan& plan);
Error content_erased(std::string_view plan);
// A reason is given, and not too long. Errors: reason-missing, reason-long.
Status check_reason(std::string_view reason);
// An officer's corrections would be lost if the plan were drafted anew. Errors: plan-has-draft.
Status check_replaceable(const ledger::Ledger& ledger, const state::Plan& plan);

struct DraftedBy {  // members of plan.drafted
    std::string plan;
    std::string blob;
    std::vector<std::string> documents;
    std::uint32_t matched = 0;
    std::vector<std::string> uncertain;
    bool reread = false;
    const std::vector<Conflict>* conflicts = nullptr;
};
std::string drafted_payload(const DraftedBy& drafted);
std::string published_payload(const std::string& plan, std::uint32_t edition, const std::string& blob,
                              bool proofread);
std::uint32_t next_edition(const state::Plan* plan);
// Findings are Gangmu's to say, not a caller's. Errors: correction-invalid.
Status check_operations(const json::array& operations);
// What a legal act says must hold. Errors: act-agency, date-invalid, act-number, edition-unknown,
// revision-unknown, document-unknown, report-unknown.
Status check_act(const state::Snapshot& newest, const state::Plan& plan, const state::Act& act);
void write_act_members(JsonWriter& out, const state::Act& act);  // of its event

}  // namespace gangmu::services
