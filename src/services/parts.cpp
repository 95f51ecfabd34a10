#include "services/parts.hpp"

#include <algorithm>

#include "state/calendar.hpp"
#include "state/checkpoint.hpp"
#include "state/events.hpp"
#include "state/fold.hpp"
#include "state/passages.hpp"

namespace gangmu::services {
namespace {

constexpr unsigned index_threads = 2;

Error read_only() {
    return fail(Fault::unavailable, "store-read-only",
                {"儲存庫以唯讀方式開啟", "The store is open for reading only"},
                {"寫入請經由執行中的伺服器", "Write through the running server"});
}

}  // namespace

Registry::Parts::Parts(Options given) : options(std::move(given)) {}

Registry::Parts::~Parts() {
    jobs.reset();
    watcher.reset();
    rechecker.reset();
    {
        std::lock_guard lock(tend_mutex);
        stopping = true;
    }
    tend_wake.notify_all();
    if (housekeeper.joinable()) housekeeper.join();
    if (!writer) return;
    writer->stop();
    const auto snapshot = now();
    if (snapshot && snapshot->head.seq > checkpointed) checkpoint(*snapshot);
}

Status Registry::Parts::open() {
    TRY(ledger, ledger::open_sqlite(options.folder, options.access));
    checkpoints = std::make_unique<ledger::Checkpoints>(options.folder, state::checkpoint_version);
    contents =
        std::make_unique<state::Contents>([this](std::string_view sha256) { return ledger->blob(sha256); });
    past = std::make_unique<state::Past>(*ledger, *checkpoints, *contents);
    TRY(state::Snapshot snapshot, load());
    CHECK(set_clock(snapshot));
    snapshot.index = state::build_index(snapshot, index_threads);
    checkpoint_month = state::day_of(snapshot.recorded_us).substr(0, 7);
    book = std::make_unique<state::StateBook>(std::move(snapshot), current, *contents, *past);
    const bool writable = options.access == ledger::Access::read_write;
    sessions = std::make_unique<auth::Sessions>(options.folder + "/sessions.json", options.sessions);
    tokens_used = std::make_unique<auth::LastUsed>(options.folder + "/tokens-used.json");
    accounts_used = std::make_unique<auth::LastUsed>(options.folder + "/accounts-used.json");
    audit = std::make_unique<AuditLog>(*ledger);
    jobs = std::make_unique<Jobs>(options.jobs, options.job_queue);
    if (!writable) return {};
    TRY(outbox, notices::Outbox::open(options.folder + "/outbox.db"));
    outbox->subscribe([this](std::string_view kind) { return webhooks_for(kind); });
    CHECK(erase_bytes(*now()));
    writer = std::make_unique<ledger::Writer>(*ledger, *book);
    if (options.demo_from_us != 0) CHECK(begin_demo());
    if (options.first_administrator) CHECK(first_administrator());
    housekeeper = std::thread([this] { tend(); });
    rechecker = std::make_unique<Rechecker>(
        [this] { return now(); }, [this](const Rechecker::Produce& produce) { return record(produce); });
    auto watching = std::make_unique<Watcher>(
        [this] { return now(); }, [this](const Watcher::Produce& produce) { return record(produce); },
        *ledger, outbox.get(), [this] { return clock_us(); });
    watching->look();
    watcher = std::move(watching);
    return {};
}

Status Registry::Parts::set_clock(const state::Snapshot& snapshot) {
    using ledger::SimulatedClock;
    if (options.demo_from_us != 0) {
        if (snapshot.head.seq != 0)
            return fail(Fault::conflict, "demo-taken",
                        {"這個儲存庫已有資料，不能改作示範", "There is something in this store already"},
                        {"請為示範指定新的資料夾", "Name a new folder for the demonstration"},
                        options.folder);
        clock.emplace(options.demo_from_us, SimulatedClock::Pace::standing);
    } else if (snapshot.settings.demo) {
        if (!SimulatedClock::exists()) clock.emplace(snapshot.recorded_us, SimulatedClock::Pace::running);
    } else if (SimulatedClock::exists()) {
        return fail(Fault::conflict, "clock-simulated",
                    {"同一程式正在使用模擬時間，不能開啟一般的儲存庫",
                     "This process runs on simulated time: it opens no ordinary store"},
                    {}, options.folder);
    }
    return {};
}

Status Registry::Parts::begin_demo() {
    return record([&](const state::Snapshot&) {
        JsonWriter out;
        out.object().member("v", state::payload_version).member("demo", true).end();
        return std::vector{new_event(state::event::settings_changed, auth::system_actor(), out.take())};
    });
}

Result<state::Snapshot> Registry::Parts::load() {
    TRY(const ledger::Head head, ledger->head());
    return load_before(head.seq);
}

// The newest good checkpoint and the ledger's tail; without one, everything from the first event.
Result<state::Snapshot> Registry::Parts::load_before(ledger::Sequence until) {
    state::Snapshot snapshot;
    TRY(const auto checkpoint, checkpoints->load(*ledger, until));
    if (checkpoint) {
        auto read = state::read_checkpoint(checkpoint->content, *ledger, *contents);
        if (read && read->head == checkpoint->head) {
            snapshot = std::move(*read);
            checkpointed = snapshot.head.seq;
        }
    }
    CHECK(state::fold_tail(snapshot, *ledger, until, *contents, state::Indexing::off));
    return snapshot;
}

// Those that want to hear of this kind.
std::vector<std::string> Registry::Parts::webhooks_for(std::string_view kind) const {
    std::vector<std::string> out;
    now()->notices.webhooks.each([&](const std::string& id, const auto& hook) {
        const auto begins = [&](const std::string& start) { return kind.substr(0, start.size()) == start; };
        const bool wanted =
            hook->kinds.empty() || std::any_of(hook->kinds.begin(), hook->kinds.end(), begins);
        if (!hook->off && wanted) out.push_back(id);
    });
    return out;
}

Status Registry::Parts::refresh() {
    if (writer) return {};
    std::lock_guard lock(refresh_mutex);
    TRY(const ledger::Head head, ledger->head());
    const auto before = now();
    if (head == before->head) return {};
    state::Snapshot next = *before;
    CHECK(state::fold_tail(next, *ledger, head.seq, *contents, state::Indexing::on));
    current.set(std::make_shared<const state::Snapshot>(std::move(next)));
    return {};
}

std::int64_t Registry::Parts::clock_us() const {
    if (options.clock) return options.clock();
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Result<std::vector<ledger::Event>> Registry::Parts::run(const Validate& validate) {
    if (!writer) return read_only();
    auto events = writer->run([&] { return validate(book->tentative()); });
    if (watcher && events && !events->empty()) watcher->look();
    return events;
}

Status Registry::Parts::record(const Validate& validate) {
    auto events = run(validate);
    return events ? Status() : Status(std::move(events).error());
}

// The bytes that events say are erased; also after a crash between the event and the erasing.
Status Registry::Parts::erase_bytes(const state::Snapshot& snapshot) {
    Status result;
    snapshot.erased.each([&](const std::string& key, const state::Erasure&) {
        if (!result) return;
        if (key.front() == '#') {
            const ledger::Sequence seq = std::stoull(key.substr(1));
            const auto events = ledger->read(seq - 1, 1);
            if (events && !events->empty() && !events->front().erased) result = ledger->erase_payload(seq);
        } else if (const auto there = ledger->has_blob(key); there && *there) {
            result = ledger->erase_blob(key);
        }
    });
    return result;
}

Status Registry::Parts::rebuild() {
    const std::lock_guard alone(checkpoint_mutex);
    contents->forget_all();
    past->forget_all();
    proposals.clear();
    audit->forget();
    CHECK(checkpoints->remove_all());
    checkpointed = 0;
    {
        std::lock_guard lock(parsed_mutex);
        parsed.clear();
    }
    TRY(state::Snapshot snapshot, load());
    snapshot.index = state::build_index(snapshot, index_threads);
    // What was written meanwhile is folded on the writer's thread. Commands that wait for the same commit are
    // not in the ledger yet: then it is tried again.
    for (int attempt = 0; attempt < 100; ++attempt) {
        bool replaced = false;
        const auto recorded = writer->run([&]() -> Result<std::vector<ledger::NewEvent>> {
            if (book->tentative().head != now()->head) return std::vector<ledger::NewEvent>();
            CHECK(state::fold_tail(snapshot, *ledger, now()->head.seq, *contents, state::Indexing::on));
            snapshot.rebuilt = now()->rebuilt + 1;
            book->replace(snapshot);
            past->forget_all();  // a day that ended meanwhile was kept as it was before
            replaced = true;
            return std::vector<ledger::NewEvent>();
        });
        CHECK(recorded);
        if (replaced) return {};
    }
    return fail(Fault::unavailable, "writer-busy", {"寫入過於繁忙", "Too much is being written"},
                {"請重新啟動服務以完成刪除", "Restart the server to complete the erasure"});
}

Status Registry::Parts::first_administrator() {
    if (!now()->accounts.empty()) return {};
    FirstAdministrator administrator{"admin", options.admin_password};
    const bool given = !administrator.password.empty();
    if (given)
        CHECK(auth::acceptable_password(administrator.password, administrator.name));
    else
        administrator.password = auth::random_password();
    TRY(const std::string hash, passwords.hash(administrator.password));
    JsonWriter out;
    out.object().member("v", state::payload_version).member("name", administrator.name);
    out.member("display", "管理者").member("password", hash).key("roles").array();
    for (const auto role : {state::Role::admin, state::Role::officer})
        out.object().member("role", state::to_string(role)).member("agency", "").end();
    out.end().end();
    const std::string payload = out.take();
    const Status recorded = record([&](const state::Snapshot&) {
        return std::vector{new_event(state::event::account_created, auth::system_actor(), payload)};
    });
    CHECK(recorded);
    if (!given) first = std::move(administrator);
    return {};
}

// ---- housekeeping

void Registry::Parts::tend() {
    std::unique_lock lock(tend_mutex);
    while (!tend_wake.wait_for(lock, std::chrono::milliseconds(500), [&] { return stopping; })) {
        lock.unlock();
        merge_index();
        tend_checkpoints();
        lock.lock();
    }
}

void Registry::Parts::tend_checkpoints() {
    const std::lock_guard alone(checkpoint_mutex);
    const auto snapshot = now();
    const std::string month = state::day_of(snapshot->recorded_us).substr(0, 7);
    if (snapshot->head.seq < checkpointed + options.checkpoint_events &&
        (month == checkpoint_month || snapshot->head.seq <= checkpointed))
        return;
    checkpoint(*snapshot);
    checkpoint_month = month;
}

void Registry::Parts::merge_index() {
    const auto job = now()->index.merge_job();
    if (!job) return;
    const auto merged = job->run();
    // A full queue means that it is tried again half a second later.
    static_cast<void>(writer->run([&]() -> Result<std::vector<ledger::NewEvent>> {
        book->merge_index(merged);
        return std::vector<ledger::NewEvent>();
    }));
}

void Registry::Parts::checkpoint(const state::Snapshot& snapshot) {
    // Derived: when it cannot be written (a full disk), opening takes longer and nothing else happens.
    if (checkpoints->save(snapshot.head, state::write_checkpoint(snapshot))) checkpointed = snapshot.head.seq;
}

// ---- what commands share

ledger::NewEvent new_event(std::string_view type, const Actor& actor, std::string payload,
                           std::string effective) {
    return {std::string(type), actor.name, std::move(effective), std::move(payload)};
}

Error plan_unknown(std::string_view plan) {
    return fail(Fault::not_found, "plan-unknown", {"查無此計畫", "There is no such plan"}, {},
                std::string(plan));
}

bool edited_since(const ledger::Ledger& ledger, const state::Plan& plan, Sequence version) {
    for (std::size_t i = plan.history.size(); i > 0 && plan.history[i - 1] > version; --i) {
        const auto events = ledger.read(plan.history[i - 1] - 1, 1);
        if (!events || events->empty() || !state::leaves_content(events->front())) return true;
    }
    return version > plan.version;
}

Error plan_changed(const ledger::Ledger& ledger, const state::Plan& plan) {
    Message what{"計畫已被他人更動", "Somebody else has changed the plan"};
    const auto events = ledger.read(plan.version - 1, 1);
    if (events && !events->empty()) {
        const auto& event = events->front();
        const Message said = state::summary(event);
        what.zh += "：" + event.actor + "，" + state::day_of(event.recorded_us) + "，" + said.zh;
        what.en += ": " + event.actor + ", " + state::day_of(event.recorded_us) + ", " + said.en;
    }
    return fail(Fault::conflict, "plan-changed", std::move(what),
                {"請重新載入後再試", "Load it again and repeat your change"},
                plan.id + " #" + std::to_string(plan.version));
}

std::string issuer_of(const state::Plan& plan) {
    // A draft that names no issuer must not open what another office has published.
    if (plan.draft && plan.draft->content && !plan.draft->content->header().issuer.empty())
        return plan.draft->content->header().issuer;
    if (const auto* edition = plan.latest(); edition != nullptr && edition->content)
        return edition->content->header().issuer;
    return {};
}

Error content_erased(std::string_view plan) {
    return fail(Fault::conflict, "content-erased", {"內容已依紀錄移除", "The content was erased"},
                {"請讀入遮蔽後的文件，作為新版本", "Read a redacted document as a new edition"},
                std::string(plan));
}

Status check_reason(std::string_view reason) {
    constexpr std::size_t longest = 2000;  // bytes
    if (reason.empty())
        return fail(Fault::invalid, "reason-missing", {"請說明原因", "Please give the reason"}, {}, "reason");
    if (reason.size() > longest)
        return fail(Fault::too_large, "reason-long", {"原因過長", "The reason is too long"}, {}, "reason");
    return {};
}

Status check_replaceable(const ledger::Ledger& ledger, const state::Plan& plan) {
    if (!plan.draft) return {};
    TRY(const Lineage lineage, lineage_of(ledger, plan));
    const auto own = lineage.steps.size() - std::min(lineage.steps.size(), lineage.before_draft);
    if (own == 0) return {};
    return fail(Fault::conflict, "plan-has-draft",
                {"這項計畫有一份已更正過的草案，讀入新文件會取代它",
                 "The plan has a draft that somebody has corrected, and a new document would replace it"},
                {"請先發布或撤回該草案；若只是重新讀取，請用「重新讀取」，更正會保留",
                 "Publish or withdraw that draft first; to read its documents again use reread, which keeps "
                 "corrections"},
                plan.id);
}

std::string drafted_payload(const DraftedBy& drafted) {
    JsonWriter out;
    out.object().member("v", state::payload_version).member("plan", drafted.plan);
    out.member("content", drafted.blob).key("documents").array();
    for (const auto& each : drafted.documents)
        out.value(each);
    out.end();
    if (drafted.matched != 0) out.member("matched", drafted.matched);
    if (!drafted.uncertain.empty()) {
        out.key("uncertain").array();
        for (const auto& each : drafted.uncertain)
            out.value(each);
        out.end();
    }
    if (drafted.reread) out.member("reread", true);
    if (drafted.conflicts != nullptr && !drafted.conflicts->empty()) {
        out.key("conflicts").array();
        for (const auto& each : *drafted.conflicts)
            if (!each.applied)
                out.object().member("seq", each.seq).member("operation", json::value(each.operation)).end();
        out.end();
    }
    out.end();
    return out.take();
}

}  // namespace gangmu::services
