// The registry: ledger + writer + state + accounts in one. Everything that changes goes through a command
// here: right → validation against the newest state → events in one durable commit → fold → published. Reads
// take a View.
//
// Threads: every member from any thread. Commands wait for their commit (tens of microseconds to a few
// milliseconds). Errors every command can give: auth-sign-in, auth-no-right, store-read-only, writer-busy,
// writer-stopped and those of the ledger (disk-full, store-io).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/rights.hpp"
#include "auth/sessions.hpp"
#include "base/json.hpp"
#include "documents/open.hpp"
#include "ledger/clock.hpp"
#include "ledger/ledger.hpp"
#include "ledger/writer.hpp"
#include "notices/outbox.hpp"
#include "notices/transport.hpp"
#include "services/audit.hpp"
#include "services/jobs.hpp"
#include "state/view.hpp"

namespace gangmu::services {

using auth::Actor;
using ledger::Sequence;

struct Options {
    std::string folder;  // of the store
    ledger::Access access = ledger::Access::read_write;
    documents::Limits limits;
    std::size_t jobs = 2;        // read at the same time
    std::size_t job_queue = 64;  // wait at most
    auth::SessionLimits sessions;
    bool first_administrator = true;  // make one when a writable store has no account
    std::string admin_password;       // their password; empty: random
    std::uint64_t checkpoint_events = 10'000;
    notices::MailServer mail;  // of the command line; an empty url: as the settings say
    std::string base_url;      // likewise
    bool in_child = true;      // documents are parsed in a child process; false in tests
    // Not 0: a new store that is a demonstration (示範), with a clock that stands at this time until
    // demo_clock() moves it. Any other store has the machine's clock; a demonstration that is opened again
    // goes on from its last event.
    std::int64_t demo_from_us = 0;
    std::function<std::int64_t()> clock;  // microseconds since 1970, for early warning; empty: the machine's
};

// Progress of long work: step ("parse", "read", "check", "save"), done of total; false: stop ("cancelled").
using Progress = std::function<bool(std::string_view step, std::uint64_t done, std::uint64_t total)>;

struct FileBytes {
    std::string name;
    std::string bytes;
};

struct Received {
    std::string sha256;
    bool known = false;              // these bytes were there already: nothing changed
    std::vector<std::string> plans;  // read from it
};

struct IngestRequest {
    std::vector<FileBytes> files;  // one plan out of all (text + annexes), in this order
    std::string plan;              // an existing plan that this is a new edition of; empty: by the documents
    bool publish = false;          // at once, marked 未經校對
    std::string effective;         // when published; empty: the plan's first day, or today when it names none
};

struct Resembling {  // a plan of which something is evidently another edition
    std::string plan;
    std::string title;
};

struct Ingested {
    std::string plan;
    std::vector<std::string> documents;
    bool known = false;         // the same bytes again: nothing changed
    std::uint32_t edition = 0;  // 0: a draft
    state::Counts counts;
    std::uint32_t matched = 0;          // the edition whose ids were taken over; 0: none
    std::size_t uncertain = 0;          // of them on weak evidence
    std::vector<Resembling> resembles;  // when no plan was named: those that it could be an edition of
};

struct PublishRequest {
    std::string plan;
    std::string effective;  // ISO date; empty: as in IngestRequest
    bool proofread = false;
    std::optional<Sequence>
        version;  // of the plan as the caller saw it; another one: plan-changed (conflict)
};

struct Corrected {
    Sequence version = 0;            // of the plan now
    std::vector<std::string> nodes;  // ids that the operations made or touched, in order
};

struct NewAccount {
    std::string name;  // a-z 0-9 . _ - @, 2 to 64 characters
    std::string display;
    std::string password;  // empty: a random one
    std::vector<state::Grant> roles;
    std::string hash = {};  // argon2id in libsodium's text form, in place of a password
};

struct SignedIn {
    std::string token;  // for the cookie
    std::string csrf;
    Actor actor;
};

struct Authenticated {
    Actor actor;
    std::string csrf;
    std::string token_id;  // of a program's token; empty: a session
};

struct NewToken {
    std::string account;
    std::string label;  // what it is for
    std::string until;  // ISO date, its last day; empty: until it is revoked
};

struct MadeToken {
    std::string token;  // kept nowhere: who asked must keep it
    std::string id;
};

class Registry {
  public:
    // Opens (read_write: creates) the store: the newest good checkpoint, then the ledger's tail.
    // Errors: those of ledger::open_sqlite; store-newer when an event is of a later version; demo-taken when
    // a demonstration should begin where something is already.
    static Result<std::unique_ptr<Registry>> open(Options options);
    ~Registry();  // a clean stop: jobs cancelled, writer drained, checkpoint written

    // ---- reads
    state::View view() const;
    // as_of, on: ISO dates or empty. Errors: date-invalid.
    Result<state::View> view(std::string_view as_of, std::string_view on) const;
    bool writable() const;
    ledger::SimulatedClock* demo_clock();  // null: not a demonstration, or not the one who opened it first
    const ledger::Ledger& ledger() const;
    ledger::WriterStats writer_stats() const;
    // Read-only stores: takes in what another process has written since; quick when nothing has.
    Status refresh();
    AuditLog& audit() const;

    Result<std::string> document_bytes(std::string_view sha256) const;
    // Its blocks; parsed when first asked, a few are kept. Errors: those of documents::open and Ledger::blob.
    Result<std::shared_ptr<const documents::Document>> document(std::string_view sha256) const;
    Result<ledger::Verification> verify(bool blobs, const ledger::Progress& progress = {}) const;

    // ---- documents and plans
    Result<Received> receive_document(const Actor& actor, std::string_view name, std::string_view bytes);
    // Reads, checks and drafts (and publishes if asked). The same documents again: `known`, nothing changes.
    // Of a plan that is there the items keep their ids. Errors also: plan-has-draft when somebody has
    // corrected the draft that this would replace.
    Result<Ingested> ingest(const Actor& actor, IngestRequest request, const Progress& progress = {});
    // The same in the background. The job's result is {"plan","document","known","edition"}, and "matched",
    // "uncertain", "resembles":[{"plan","title"}] where there is something to say.
    Result<std::string> start_ingest(const Actor& actor, IngestRequest request);
    Jobs& jobs();

    // Operations: see state/corrections.hpp. A plan without a draft gets one from its latest edition.
    // `version` as in PublishRequest. All operations or none. Errors: plan-unknown, plan-changed,
    // correction-… (its place in `where`).
    Result<Corrected> correct(const Actor& actor, std::string_view plan, std::optional<Sequence> version,
                              const json::array& operations, std::string_view note = {});
    Result<std::uint32_t> publish(const Actor& actor, const PublishRequest& request);  // the edition's number
    // edition 0: the draft. Errors: edition-unknown, plan-no-draft.
    Status withdraw(const Actor& actor, std::string_view plan, std::uint32_t edition,
                    std::string_view reason);
    Status dismiss_finding(const Actor& actor, std::string_view plan, std::string_view finding,
                           std::string_view reason);
    // Takes the bytes of a document, of blobs or of events' payloads out for good; hash and reason stay. With
    // a document goes whatever was read from it: every draft and edition, also past ones, that names it.
    struct Erase {
        std::vector<std::string> blobs;  // SHA-256
        std::vector<Sequence> events;
        std::string reason;
        bool keep_readings = false;  // only what is named: plans that stand on the documents stay readable
    };
    Status erase(const Actor& actor, const Erase& what);

    // ---- accounts
    // The account and its random password, at the first start only (nothing: somebody has taken it, or it was
    // given).
    struct FirstAdministrator {
        std::string name;
        std::string password;
    };
    std::optional<FirstAdministrator> take_first_administrator();

    // Errors: auth-wrong (name or password), auth-throttled (unavailable, with the seconds in `where`),
    // auth-disabled.
    Result<SignedIn> sign_in(std::string_view name, std::string_view password, std::string_view address);
    void sign_out(std::string_view token);
    // A session's token or a program's. Nothing: no such session or token, it has ended, the account was
    // disabled, or (of a session) its password changed.
    std::optional<Authenticated> authenticate(std::string_view token) const;

    // Tokens of programs: as good as the account's rights are at the moment of use. One's own, or with
    // manage_accounts anybody's. Errors: account-unknown, token-label, token-many, date-invalid, date-past.
    Result<MadeToken> create_token(const Actor& actor, const NewToken& wanted);
    Status revoke_token(const Actor& actor, std::string_view account, std::string_view id);  // token-unknown
    std::int64_t token_last_used(std::string_view id) const;  // seconds since 1970; 0: never

    Result<std::string> create_account(const Actor& actor, const NewAccount& account);  // the password
    Status change_own_password(const Actor& actor, std::string_view old_password,
                               std::string_view new_password);
    Result<std::string> reset_password(const Actor& actor, std::string_view name);  // the new password
    Status rename_account(const Actor& actor, std::string_view name, std::string_view display);
    Status disable_account(const Actor& actor, std::string_view name, bool disabled);
    Status grant(const Actor& actor, std::string_view name, const state::Grant& grant);
    Status revoke(const Actor& actor, std::string_view name, const state::Grant& grant);
    std::int64_t last_sign_in(std::string_view name) const;  // seconds since 1970; 0: not known

    // ---- rereading, attaching, the log of corrections, rules: services/registry_desk.hpp
    class Desk;
    Desk desk();

    // ---- cycles, reports, review, the calendar: services/registry_tracking.hpp
    class Tracking;
    Tracking tracking();
    // A sheet that was filled in, as blocks; nothing of it is kept. Errors: those of documents::open.
    Result<documents::Document> parse_sheet(std::string_view name, std::string_view bytes) const;

    // ---- thresholds, weights, overridden lights, legal acts: services/registry_evaluation.hpp
    class Evaluation;
    Evaluation evaluation();

    // ---- what people and programs are told: notices/outbox.hpp. Null: read-only.
    notices::Outbox* outbox() const;
    // How accounts hear of things, mail, webhooks, calendar feeds: services/registry_notices.hpp
    class Notices;
    Notices notices();
    // ---- proposed changes to an edition, and what became of them: services/registry_revision.hpp
    class Revisions;
    Revisions revisions();

    // ---- groups, meetings and what was decided: services/registry_meetings.hpp
    class Meetings;
    Meetings meetings();

    // ---- elements, reporting units, values: services/registry_measure.hpp
    class Measure;
    Measure measure();

    // ---- accounts and agencies from a sheet: services/registry_import.hpp
    class Import;
    Import imports();

    // ---- materials, sites, returns, ships, shortages, exercises: services/registry_stocks.hpp
    class Stocks;
    Stocks stocks();

    // ---- rules of early warning, alerts: services/registry_warning.hpp
    class Warning;
    Warning warning();

    // ---- register and settings
    Status register_agency(const Actor& actor, const state::Agency& agency);  // replaces the one of this name
    Status remove_agency(const Actor& actor, std::string_view name);
    // {"public_reading":bool,"rules_off":[…]}; keys that are not there stay as they are. Errors:
    // settings-unknown.
    Status change_settings(const Actor& actor, const json::object& changes);

  private:
    struct Parts;
    explicit Registry(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace gangmu::services
