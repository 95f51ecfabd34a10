#include "state/checkpoint.hpp"

#include <atomic>
#include <thread>

#include "base/varint.hpp"
#include "measure/pack.hpp"
#include "state/corrections.hpp"
#include "state/measure_events.hpp"
#include "state/payload.hpp"
#include "stocks/json.hpp"
#include "tracking/json.hpp"

namespace gangmu::state {
namespace {

// ---- writing

void write(JsonWriter& out, std::string_view key, const Stamp& stamp) {
    out.key(key).array().value(std::uint64_t{stamp.seq}).value(stamp.recorded_us).value(stamp.by).end();
}

void write(JsonWriter& out, std::string_view key, const Erasure& erasure) {
    out.key(key).object();
    write(out, "stamp", erasure.stamp);
    out.member("reason", erasure.reason).end();
}

void write(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
    out.key(key).array();
    for (const auto& each : texts)
        out.value(each);
    out.end();
}

void write(JsonWriter& out, std::string_view key, const PersistentVector<Sequence>& numbers) {
    out.key(key).array();
    for (const auto each : numbers)
        out.value(std::uint64_t{each});
    out.end();
}

void write(JsonWriter& out, std::string_view key, const PersistentMap<std::string, Dismissal>& reasons) {
    out.key(key).object();
    reasons.each([&](const std::string& name, const Dismissal& dismissal) {
        write(out, name, Erasure{dismissal.stamp, dismissal.reason});
    });
    out.end();
}

void write(JsonWriter& out, const Edition& edition) {
    out.object().member("number", edition.number).member("effective", edition.effective);
    write(out, "stamp", edition.stamp);
    out.member("proofread", edition.proofread).member("blob", edition.blob);
    out.member("withdrawn", edition.withdrawn).member("reason", edition.withdrawn_reason).end();
}

void write(JsonWriter& out, const Plan& plan) {
    out.object().member("id", plan.id);
    if (plan.draft) {
        out.key("draft").object();
        write(out, "stamp", plan.draft->stamp);
        out.member("blob", plan.draft->blob).member("from_edition", plan.draft->from_edition);
        out.member("matched", plan.draft->matched);
        write(out, "uncertain", plan.draft->uncertain);
        write(out, "corrections", plan.draft->corrections);
        out.end();
    }
    out.key("editions").array();
    for (const auto& edition : plan.editions)
        write(out, *edition);
    out.end();
    write(out, "dismissals", plan.dismissals);
    write(out, "rules_off", plan.rules_off);
    write(out, "history", plan.history);
    write(out, "documents", plan.documents);
    out.end();
}

void write(JsonWriter& out, const Document& document) {
    out.object().member("sha256", document.sha256).member("name", document.name);
    out.member("media_type", document.media_type).member("bytes", document.bytes);
    out.member("pages", document.pages).member("lines", document.lines);
    write(out, "stamp", document.stamp);
    write(out, "plans", document.plans);
    if (document.erased) write(out, "erased", *document.erased);
    out.end();
}

void write(JsonWriter& out, const Account& account) {
    out.object().member("name", account.name).member("display", account.display);
    out.member("password", account.password_hash).key("roles").array();
    for (const auto& grant : account.grants)
        out.object().member("role", to_string(grant.role)).member("agency", grant.agency).end();
    out.end().member("disabled", account.disabled);
    write(out, "created", account.created);
    out.member("version", account.version).member("password_seq", account.password_seq).end();
}

void write(JsonWriter& out, const Agency& agency) {
    out.object().member("name", agency.name).member("parent", agency.parent);
    out.member("from", agency.from).member("to", agency.to).member("successor", agency.successor);
    out.key("names").array();
    for (const auto& each : agency.names)
        out.object().member("name", each.name).member("from", each.from).member("to", each.to).end();
    out.end();
    write(out, "stamp", agency.stamp);
    out.end();
}

// ---- reading

Stamp read_stamp(const json::object& object, std::string_view key) {
    const auto& parts = array(object, key);
    Stamp stamp;
    if (parts.size() != 3 || !parts[0].is_int64() || !parts[1].is_int64() || !parts[2].is_string())
        return stamp;
    stamp.seq = static_cast<Sequence>(parts[0].get_int64());
    stamp.recorded_us = parts[1].get_int64();
    stamp.by = std::string(parts[2].get_string());
    return stamp;
}

Erasure read_erasure(const json::value& value) {
    if (!value.is_object()) return {};
    return {read_stamp(value.get_object(), "stamp"), text(value.get_object(), "reason")};
}

PersistentVector<Sequence> read_numbers(const json::object& object, std::string_view key) {
    PersistentVector<Sequence>::Builder all;
    for (const auto& each : array(object, key))
        if (each.is_int64()) all.push_back(static_cast<Sequence>(each.get_int64()));
    return all.take();
}

template <class F>
void members(const json::object& object, std::string_view key, F&& each) {
    const auto* value = object.if_contains(key);
    if (value == nullptr || !value->is_object()) return;
    for (const auto& member : value->get_object())
        each(std::string(member.key()), member.value());
}

PersistentMap<std::string, Dismissal> read_reasons(const json::object& object, std::string_view key) {
    PersistentMap<std::string, Dismissal>::Builder all;
    members(object, key, [&](std::string name, const json::value& value) {
        const auto read = read_erasure(value);
        all.set(std::move(name), {read.stamp, read.reason});
    });
    return all.take();
}

class Reader {
  public:
    Reader(const json::object& object, const ledger::Ledger& ledger, Contents& contents)
        : object_(object), ledger_(ledger), contents_(contents) {}

    Result<Snapshot> read() {
        state_.head = {number(object_, "seq"), text(object_, "hash")};
        state_.recorded_us = static_cast<std::int64_t>(number(object_, "recorded"));
        state_.gaps = flag(object_, "gaps");
        for (auto& read : read_plans()) {
            TRY(auto plan, std::move(read));
            state_.plan_order = state_.plan_order.push_back(plan->id);
            state_.plans = state_.plans.set(plan->id, plan);
        }
        for (const auto& each : array(object_, "documents"))
            if (each.is_object()) read_document(each.get_object());
        for (const auto& each : array(object_, "accounts"))
            if (each.is_object()) read_account(each.get_object());
        state_.tokens = read_tokens(array(object_, "tokens"));
        for (const auto& each : array(object_, "agencies"))
            if (each.is_object()) read_agency(each.get_object());
        members(object_, "erased", [&](std::string key, const json::value& value) {
            state_.erased = state_.erased.set(std::move(key), read_erasure(value));
        });
        state_.settings = {flag(object_, "public_reading"), texts(object_, "rules_off"),
                           number(object_, "settings_version"), read_reasons(object_, "rule_reasons"),
                           flag(object_, "demo")};
        if (const auto* all = object_.if_contains("evaluation"); all != nullptr && all->is_object())
            state_.evaluation = evaluation::read_settings(all->get_object());
        if (const auto* all = object_.if_contains("warnings"); all != nullptr && all->is_object())
            state_.warnings = read_warnings(all->get_object());
        if (const auto* all = object_.if_contains("acts"); all != nullptr && all->is_object())
            state_.acts = read_acts(all->get_object());
        if (const auto* all = object_.if_contains("notices"); all != nullptr && all->is_object())
            state_.notices = read_notice_settings(all->get_object());
        if (const auto* all = object_.if_contains("revisions"); all != nullptr && all->is_object())
            state_.revisions = read_revisions(all->get_object());
        if (const auto* all = object_.if_contains("meetings"); all != nullptr && all->is_object())
            state_.meetings = tracking::read_meetings(all->get_object());
        if (const auto* all = object_.if_contains("tracking"); all != nullptr && all->is_object()) {
            TRY(state_.tracking, tracking::read_tracking(all->get_object()));
        }
        if (const auto* all = object_.if_contains("stocks"); all != nullptr && all->is_object()) {
            TRY(auto read, stocks::read_stocks(all->get_object()));
            state_.stocks = std::make_shared<const stocks::Stocks>(std::move(read));
        }
        return std::move(state_);
    }

  private:
    // Nearly all the time goes into the contents, and plans have nothing to do with each other: two threads.
    std::vector<Result<std::shared_ptr<const Plan>>> read_plans() {
        std::vector<const json::object*> objects;
        for (const auto& each : array(object_, "plans"))
            if (each.is_object()) objects.push_back(&each.get_object());
        using Read = Result<std::shared_ptr<const Plan>>;
        std::vector<Read> plans(objects.size(), Read(std::shared_ptr<const Plan>()));
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < objects.size(); i = next++)
                plans[i] = read_plan(*objects[i]);
        };
        std::vector<std::jthread> helpers;
        if (objects.size() > 1) helpers.emplace_back(work);
        work();
        helpers.clear();
        return plans;
    }

    Result<std::shared_ptr<const Draft>> read_draft(const json::object& object) {
        auto draft = std::make_shared<Draft>();
        draft->stamp = read_stamp(object, "stamp");
        draft->blob = text(object, "blob");
        draft->from_edition = static_cast<std::uint32_t>(number(object, "from_edition"));
        draft->matched = static_cast<std::uint32_t>(number(object, "matched"));
        draft->uncertain = texts(object, "uncertain");
        draft->corrections = read_numbers(object, "corrections");
        TRY(draft->content, contents_.load(draft->blob));
        for (const Sequence seq : draft->corrections) {
            if (!draft->content) break;
            TRY(const auto events, ledger_.read(seq - 1, 1));
            if (events.empty() || events.front().erased) continue;
            TRY(const auto payload, parse_json(events.front().payload));
            json::array operations = array(payload.get_object(), "operations");
            TRY(draft->content, apply_corrections(*draft->content, operations, seq));
        }
        return std::shared_ptr<const Draft>(std::move(draft));
    }

    Result<std::shared_ptr<const Plan>> read_plan(const json::object& object) {
        auto plan = std::make_shared<Plan>();
        plan->id = text(object, "id");
        for (const auto& each : array(object, "editions")) {
            const auto& from = each.get_object();
            auto edition = std::make_shared<Edition>();
            edition->number = static_cast<std::uint32_t>(number(from, "number"));
            edition->effective = text(from, "effective");
            edition->stamp = read_stamp(from, "stamp");
            edition->proofread = flag(from, "proofread");
            edition->blob = text(from, "blob");
            edition->withdrawn = flag(from, "withdrawn");
            edition->withdrawn_reason = text(from, "reason");
            TRY(edition->content, contents_.load(edition->blob));
            plan->editions.push_back(std::move(edition));
        }
        // After the editions: they hold the content that the draft began with, so that it is read only once
        // and its nodes are shared.
        if (const auto* draft = object.if_contains("draft"); draft != nullptr && draft->is_object()) {
            TRY(plan->draft, read_draft(draft->get_object()));
        }
        plan->dismissals = read_reasons(object, "dismissals");
        plan->rules_off = read_reasons(object, "rules_off");
        plan->history = read_numbers(object, "history");
        plan->documents = texts(object, "documents");
        if (!plan->history.empty()) plan->version = plan->history.back();
        return std::shared_ptr<const Plan>(std::move(plan));
    }

    void read_document(const json::object& object) {
        auto document = std::make_shared<Document>();
        document->sha256 = text(object, "sha256");
        document->name = text(object, "name");
        document->media_type = text(object, "media_type");
        document->bytes = number(object, "bytes");
        document->pages = static_cast<std::uint32_t>(number(object, "pages"));
        document->lines = static_cast<std::uint32_t>(number(object, "lines"));
        document->stamp = read_stamp(object, "stamp");
        document->plans = texts(object, "plans");
        if (const auto* erased = object.if_contains("erased")) document->erased = read_erasure(*erased);
        state_.document_order = state_.document_order.push_back(document->sha256);
        state_.documents = state_.documents.set(document->sha256, document);
    }

    void read_account(const json::object& object) {
        auto account = std::make_shared<Account>();
        account->name = text(object, "name");
        account->display = text(object, "display");
        account->password_hash = text(object, "password");
        for (const auto& each : array(object, "roles"))
            if (const auto role = parse_role(text(each.get_object(), "role")))
                account->grants.push_back({*role, text(each.get_object(), "agency")});
        account->disabled = flag(object, "disabled");
        account->created = read_stamp(object, "created");
        account->version = number(object, "version");
        account->password_seq = number(object, "password_seq");
        state_.accounts = state_.accounts.set(account->name, account);
    }

    void read_agency(const json::object& object) {
        auto agency = std::make_shared<Agency>();
        agency->name = text(object, "name");
        agency->parent = text(object, "parent");
        agency->from = text(object, "from");
        agency->to = text(object, "to");
        agency->successor = text(object, "successor");
        for (const auto& each : array(object, "names"))
            agency->names.push_back({text(each.get_object(), "name"), text(each.get_object(), "from"),
                                     text(each.get_object(), "to")});
        agency->stamp = read_stamp(object, "stamp");
        state_.agency_names = state_.agency_names.set(agency->name, agency->name);
        for (const auto& each : agency->names)
            state_.agency_names = state_.agency_names.set(each.name, agency->name);
        state_.agencies = state_.agencies.set(agency->name, agency);
    }

    const json::object& object_;
    const ledger::Ledger& ledger_;
    Contents& contents_;
    Snapshot state_;
};

}  // namespace

std::string write_checkpoint(const Snapshot& snapshot) {
    JsonWriter out;
    out.object().member("seq", snapshot.head.seq).member("hash", snapshot.head.hash);
    out.member("recorded", snapshot.recorded_us).member("gaps", snapshot.gaps);
    out.key("plans").array();
    for (const auto& id : snapshot.plan_order)
        write(out, *snapshot.plan(id));
    out.end().key("documents").array();
    for (const auto& sha256 : snapshot.document_order)
        write(out, *snapshot.document(sha256));
    out.end().key("accounts").array();
    snapshot.accounts.each([&](const std::string&, const auto& account) { write(out, *account); });
    out.end().key("tokens");
    write(out, snapshot.tokens);
    out.key("agencies").array();
    snapshot.agencies.each([&](const std::string&, const auto& agency) { write(out, *agency); });
    out.end().key("erased").object();
    snapshot.erased.each([&](const std::string& key, const Erasure& erasure) { write(out, key, erasure); });
    out.end().member("public_reading", snapshot.settings.public_reading);
    if (snapshot.settings.demo) out.member("demo", true);
    write(out, "rules_off", snapshot.settings.rules_off);
    write(out, "rule_reasons", snapshot.settings.rule_reasons);
    out.member("settings_version", snapshot.settings.version).key("evaluation");
    evaluation::write(out, snapshot.evaluation);
    out.key("acts");
    write(out, snapshot.acts);
    out.key("notices");
    write(out, snapshot.notices);
    out.key("revisions");
    write(out, snapshot.revisions);
    out.key("meetings");
    tracking::write(out, snapshot.meetings);
    out.key("warnings");
    write(out, snapshot.warnings);
    out.key("tracking");
    tracking::write(out, snapshot.tracking);
    const auto& cubes = snapshot.measure->cubes();
    if (!cubes.empty()) {
        out.key("rollups").array();
        for (const auto& cube : cubes)
            write(out, cube->spec());
        out.end();
    }
    if (snapshot.stocks) {
        out.key("stocks");
        stocks::write(out, *snapshot.stocks);
    }
    out.end();
    // What is measured follows as bytes, when there is any: a zero, the length of the JSON, the JSON, the
    // bytes.
    std::string text = out.take();
    if (snapshot.measure->elements() == 0 && snapshot.measure->units() == 0) return text;
    std::string framed(1, '\0');
    put_varint(framed, text.size());
    framed += text;
    framed += measure::pack(*snapshot.measure);
    return framed;
}

Result<Snapshot> read_checkpoint(std::string_view text, const ledger::Ledger& ledger, Contents& contents) {
    const auto bad = [] {
        return fail(Fault::corrupt, "checkpoint-bad", {"檢查點損壞", "the checkpoint is damaged"});
    };
    std::string_view measured;
    if (text.starts_with('\0')) {
        VarintReader frame(text.substr(1));
        const auto size = static_cast<std::size_t>(frame.next());
        const std::string_view json = frame.take(size);
        if (!frame.good()) return bad();
        measured = frame.take(frame.left());
        text = json;
    }
    TRY(const auto value, parse_json(text));
    if (!value.is_object()) return bad();
    TRY(Snapshot snapshot, Reader(value.get_object(), ledger, contents).read());
    if (!measured.empty()) {
        TRY(auto measure, measure::unpack(measured));
        snapshot.measure = std::make_shared<const measure::Measure>(std::move(measure));
        restore_cubes(snapshot, array(value.get_object(), "rollups"));
    }
    return snapshot;
}

}  // namespace gangmu::state
