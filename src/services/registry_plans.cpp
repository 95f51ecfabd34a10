// Commands about documents and plans.
#include <algorithm>
#include <chrono>
#include <limits>
#include <set>
#include <thread>

#include "base/sha256.hpp"
#include "services/parts.hpp"
#include "services/read_plan.hpp"
#include "state/calendar.hpp"
#include "state/corrections.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using auth::Action;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t max_files = 100;
constexpr std::size_t max_reason = 2000;  // bytes

// Adds the contents of all drafts and editions that were ever read from one of these documents: a content
// names its documents, so it is the one that holds a hash of theirs.
Status add_readings(const ledger::Ledger& ledger, const std::vector<std::string>& documents,
                    std::set<std::string>& blobs) {
    constexpr std::size_t step = 1000;
    for (Sequence after = 0;;) {
        TRY(const auto events, ledger.read(after, step));
        if (events.empty()) return {};
        after = events.back().seq;
        for (const auto& each : events) {
            if (each.erased || (each.type != event::plan_drafted && each.type != event::plan_published))
                continue;
            TRY(const json::value payload, parse_json(each.payload));
            const auto* content = payload.is_object() ? payload.as_object().if_contains("content") : nullptr;
            if (content == nullptr || !content->is_string()) continue;
            const std::string blob(content->as_string());
            TRY(const bool there, ledger.has_blob(blob));
            if (!there || blobs.count(blob) != 0) continue;
            TRY(const std::string bytes, ledger.blob(blob));
            if (std::any_of(documents.begin(), documents.end(),
                            [&](const auto& name) { return bytes.find(name) != std::string::npos; }))
                blobs.insert(blob);
        }
    }
}

std::string received_payload(const model::DocumentInfo& info, std::size_t bytes) {
    JsonWriter out;
    out.object().member("v", state::payload_version).member("sha256", info.sha256).member("name", info.name);
    out.member("media_type", info.media_type).member("bytes", static_cast<std::uint64_t>(bytes));
    out.member("pages", info.pages).member("lines", info.lines).end();
    return out.take();
}

// The day from which an edition is in force when nobody says: the plan's first day, or today.
std::string effective_day(const std::string& asked, const model::PlanHeader& header) {
    if (!asked.empty()) return asked;
    if (header.start.size() == 7) return header.start + "-01";
    return state::day_of(ledger::clock_us());
}

Status check_date(const std::string& date) {
    if (date.empty() || state::is_date(date)) return {};
    return fail(Fault::invalid, "date-invalid", {"日期格式不正確", "This is not a date"},
                {"請以 2024-12-31 的形式表示", "Write it as 2024-12-31"}, date);
}

// The plan that was made of exactly these documents, if there is one.
const state::Plan* known_plan(const state::Snapshot& snapshot, const std::vector<std::string>& documents) {
    for (const auto& sha256 : documents) {
        const auto* document = snapshot.document(sha256);
        if (document == nullptr) return nullptr;
        for (const auto& id : document->plans) {
            const auto* plan = snapshot.plan(id);
            if (plan == nullptr || plan->withdrawn()) continue;
            const auto there = [&](const std::string& each) {
                return std::find(plan->documents.begin(), plan->documents.end(), each) !=
                       plan->documents.end();
            };
            if (std::all_of(documents.begin(), documents.end(), there)) return plan;
        }
    }
    return nullptr;
}

Ingested ingested(const state::Plan& plan, std::vector<std::string> documents) {
    Ingested result;
    result.plan = plan.id;
    result.documents = std::move(documents);
    const auto* edition = plan.latest();
    if (edition != nullptr) result.edition = edition->number;
    const auto& content = edition != nullptr ? edition->content
                          : plan.draft       ? plan.draft->content
                                             : state::ContentPtr();
    if (content) result.counts = content->counts();
    return result;
}

}  // namespace

std::string published_payload(const std::string& plan, std::uint32_t edition, const std::string& blob,
                              bool proofread) {
    JsonWriter out;
    out.object().member("v", state::payload_version).member("plan", plan).member("edition", edition);
    out.member("content", blob).member("proofread", proofread).end();
    return out.take();
}

std::uint32_t next_edition(const state::Plan* plan) {
    return plan == nullptr || plan->editions.empty() ? 1 : plan->editions.back()->number + 1;
}

Status check_operations(const json::array& operations) {
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const auto* operation = operations[i].if_object();
        const auto* op = operation == nullptr ? nullptr : operation->if_contains("op");
        if (op != nullptr && op->is_string() && op->get_string() == "findings")
            return fail(
                Fault::invalid, "correction-invalid",
                {"檢核結果由系統產生，不能更正", "findings are made by checking and are not corrected"},
                {"請改正內容，或不採納該項結果", "correct the content, or dismiss the finding"},
                std::to_string(i) + ": findings");
    }
    return {};
}

Result<Received> Registry::receive_document(const Actor& actor, std::string_view name,
                                            std::string_view bytes) {
    const auto snapshot = parts_->now();
    CHECK(auth::allow(actor, Action::receive_document, *snapshot));
    Received received;
    received.sha256 = sha256_hex(bytes);
    if (const auto* known = snapshot->document(received.sha256)) {
        received.known = true;
        received.plans = known->plans;
        return received;
    }
    auto document = parts_->options.in_child ? documents::open(name, bytes, parts_->options.limits)
                                             : documents::parse(name, bytes, parts_->options.limits);
    if (!document) return std::move(document).error();
    document->info.sha256 = received.sha256;
    document->info.name = name;
    CHECK(parts_->ledger->put_blob(bytes));
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        if (newest.document(received.sha256) != nullptr) return Events();
        return Events{
            new_event(event::document_received, actor, received_payload(document->info, bytes.size()))};
    });
    CHECK(recorded);
    return received;
}

Result<Ingested> Registry::ingest(const Actor& actor, IngestRequest request, const Progress& progress) {
    const auto before = parts_->now();
    CHECK(auth::allow(actor, Action::receive_document, *before));
    if (request.publish) CHECK(auth::allow(actor, Action::publish_plan, *before));
    CHECK(check_date(request.effective));
    if (request.files.empty() || request.files.size() > max_files)
        return fail(Fault::invalid, "files-number", {"請提供 1 至 100 個文件", "Give 1 to 100 documents"});
    if (!request.plan.empty() && before->plan(request.plan) == nullptr) return plan_unknown(request.plan);
    std::vector<std::string> documents;
    for (const auto& file : request.files)
        documents.push_back(sha256_hex(file.bytes));
    // The same bytes again: nothing is read; a draft that waits is published when that is asked.
    const auto known_already = [&](const state::Plan& same) -> Result<Ingested> {
        auto result = ingested(same, documents);
        result.known = true;
        if (!request.publish || result.edition != 0 || !same.draft) return result;
        TRY(result.edition, publish(actor, {same.id, request.effective, false, std::nullopt}));
        return result;
    };
    if (const auto* same = known_plan(*before, documents)) return known_already(*same);
    // A first document that is known makes the plan that it made before, now with its annexes.
    const std::string id = !request.plan.empty() ? request.plan : "p-" + documents.front().substr(0, 12);
    Known known;
    const auto* plan = before->plan(id);
    if (plan != nullptr && !plan->withdrawn()) {
        CHECK(auth::allow(actor, Action::receive_document, *before, issuer_of(*plan)));
        CHECK(check_replaceable(*parts_->ledger, *plan));
        known = known_of(*plan);
    }
    TRY(ReadPlan made,
        read_plan(parts_->options, request.files, id, known, before->settings.rules_off, *before, progress));
    if (!tell(progress, "save", 0, 1)) return cancelled();
    for (const auto& file : request.files)
        CHECK(parts_->ledger->put_blob(file.bytes));
    DraftedBy drafted{id, {}, documents, made.matched, made.uncertain, false, nullptr};
    TRY(drafted.blob, parts_->ledger->put_blob(state::content_text(*made.content)));
    parts_->contents->remember(drafted.blob, made.content);
    const Sequence seen = plan != nullptr ? plan->version : 0;
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* now = newest.plan(id);
        if (now != nullptr && now->version != seen && edited_since(*parts_->ledger, *now, seen))
            return plan_changed(*parts_->ledger, *now);
        Events events;
        for (std::size_t i = 0; i < request.files.size(); ++i)
            if (newest.document(documents[i]) == nullptr)
                events.push_back(
                    new_event(event::document_received, actor,
                              received_payload(made.documents[i], request.files[i].bytes.size())));
        events.push_back(new_event(event::plan_drafted, actor, drafted_payload(drafted)));
        if (request.publish)
            events.push_back(
                new_event(event::plan_published, actor,
                          published_payload(id, next_edition(newest.plan(id)), drafted.blob, false),
                          effective_day(request.effective, made.content->header())));
        return events;
    });
    if (!recorded && recorded.error().code == "plan-changed") {
        // Perhaps somebody else gave the same documents; what they wrote is seen when it is on the disk.
        for (int attempt = 0; attempt < 10; ++attempt) {
            const auto newest = parts_->now();
            if (const auto* same = known_plan(*newest, documents)) return known_already(*same);
            std::this_thread::sleep_for(std::chrono::milliseconds(1 << std::min(attempt, 5)));
        }
    }
    CHECK(recorded);
    parts_->proposals.drop(id);
    auto result = ingested(*parts_->now()->plan(id), std::move(documents));
    if (!request.publish) result.edition = 0;
    result.counts = made.content->counts();
    result.matched = made.matched;
    result.uncertain = made.uncertain.size();
    if (!known.content)
        result.resembles = resembling(*parts_->now(), actor, made.content->header().title, id);
    return result;
}

Result<std::string> Registry::start_ingest(const Actor& actor, IngestRequest request) {
    CHECK(auth::allow(actor, Action::receive_document, *parts_->now()));
    auto shared = std::make_shared<IngestRequest>(std::move(request));
    return parts_->jobs->start(actor.name,
                               [this, actor, shared](const Jobs::Tell& told) -> Result<json::value> {
                                   TRY(const Ingested done, ingest(actor, std::move(*shared), told));
                                   json::object result;
                                   result["plan"] = done.plan;
                                   result["document"] = done.documents.front();
                                   result["known"] = done.known;
                                   result["edition"] = done.edition;
                                   if (done.matched != 0) {
                                       result["matched"] = done.matched;
                                       result["uncertain"] = done.uncertain;
                                   }
                                   json::array plans;
                                   for (const auto& each : done.resembles)
                                       plans.push_back({{"plan", each.plan}, {"title", each.title}});
                                   if (!plans.empty()) result["resembles"] = std::move(plans);
                                   return json::value(std::move(result));
                               });
}

Result<Corrected> Registry::correct(const Actor& actor, std::string_view plan,
                                    std::optional<Sequence> version, const json::array& operations,
                                    std::string_view note) {
    return parts_->correct(actor, plan, version, operations, note);
}

Result<Corrected> Registry::Parts::correct(const Actor& actor, std::string_view plan,
                                           std::optional<Sequence> version, const json::array& operations,
                                           std::string_view note, Sequence undoes) {
    if (note.size() > max_reason)
        return fail(Fault::too_large, "reason-long", {"說明過長", "The note is too long"}, {}, "note");
    CHECK(check_operations(operations));
    // Without a version the caller takes whatever is newest: if somebody comes between, it is done again on
    // that.
    for (int attempt = 0;; ++attempt) {
        const auto snapshot = now();
        const auto* known = snapshot->plan(plan);
        if (known == nullptr || known->withdrawn()) return plan_unknown(plan);
        CHECK(auth::allow(actor, Action::correct_draft, *snapshot, issuer_of(*known)));
        if (version && edited_since(*ledger, *known, *version)) return plan_changed(*ledger, *known);
        const Sequence seen = known->version;
        const auto& content = known->draft ? known->draft->content : known->latest()->content;
        if (!content) return content_erased(known->id);
        json::array completed = operations;
        Corrected result;
        TRY(const auto corrected, state::apply_corrections(*content, completed, 0, &result.nodes));
        const bool at_once = corrected->counts().nodes <= checked_at_once;
        if (at_once) completed.push_back(findings_operation(*corrected, snapshot->settings.rules_off));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("plan", plan);
        out.key("operations").value(json::value(std::move(completed)));
        out.member_if("note", note);
        if (undoes != 0) out.member("undoes", undoes);
        out.end();
        const std::string payload = out.take();
        bool late = false;
        auto events = run([&](const state::Snapshot& newest) -> Result<Events> {
            const auto* at = newest.plan(plan);
            late = at == nullptr || at->version != seen;
            if (late) return plan_changed(*ledger, at != nullptr ? *at : *known);
            return Events{new_event(event::plan_corrected, actor, payload)};
        });
        if (!events) {
            if (late && attempt < 20) {
                // What came between may still be on its way to the disk, and is not in now() before it is
                // there.
                std::this_thread::sleep_for(std::chrono::milliseconds(1 << std::min(attempt, 5)));
                continue;
            }
            return std::move(events).error();
        }
        if (!at_once) rechecker->look(std::string(plan));
        result.version = events->back().seq;
        return result;
    }
}

Result<std::uint32_t> Registry::publish(const Actor& actor, const PublishRequest& request) {
    CHECK(check_date(request.effective));
    auto snapshot = parts_->now();
    const auto* plan = snapshot->plan(request.plan);
    if (plan == nullptr) return plan_unknown(request.plan);
    CHECK(auth::allow(actor, Action::publish_plan, *snapshot, issuer_of(*plan)));
    // An edition says what checking found in it: a draft that waits for that is checked now.
    if (parts_->rechecker) CHECK(parts_->rechecker->check(plan->id));
    snapshot = parts_->now();
    plan = snapshot->plan(request.plan);
    if (request.version && edited_since(*parts_->ledger, *plan, *request.version))
        return plan_changed(*parts_->ledger, *plan);
    if (!plan->draft || !plan->draft->content)
        return fail(Fault::conflict, "plan-no-draft",
                    {"此計畫沒有可發布的草案", "The plan has no draft to publish"},
                    {"請先讀入文件或更正內容", "Read a document or correct the plan first"}, plan->id);
    const auto content = plan->draft->content;
    if (!content->findings_current()) return plan_changed(*parts_->ledger, *plan);  // corrected while checked
    TRY(const std::string blob, parts_->ledger->put_blob(state::content_text(*content)));
    parts_->contents->remember(blob, content);
    const std::string effective = effective_day(request.effective, content->header());
    std::uint32_t edition = 0;
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* at = newest.plan(request.plan);
        if (at == nullptr || at->version != plan->version)
            return plan_changed(*parts_->ledger, at != nullptr ? *at : *plan);
        edition = next_edition(at);
        return Events{new_event(event::plan_published, actor,
                                published_payload(plan->id, edition, blob, request.proofread), effective)};
    });
    CHECK(recorded);
    return edition;
}

Status Registry::withdraw(const Actor& actor, std::string_view plan, std::uint32_t edition,
                          std::string_view reason) {
    CHECK(check_reason(reason));
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* at = newest.plan(plan);
        if (at == nullptr) return plan_unknown(plan);
        CHECK(auth::allow(actor, Action::publish_plan, newest, issuer_of(*at)));
        if (edition == 0 && !at->draft)
            return fail(Fault::conflict, "plan-no-draft", {"此計畫沒有草案", "The plan has no draft"}, {},
                        at->id);
        if (edition != 0 && std::none_of(at->editions.begin(), at->editions.end(), [&](const auto& each) {
                return each->number == edition && !each->withdrawn;
            }))
            return fail(Fault::not_found, "edition-unknown", {"查無此版次", "There is no such edition"}, {},
                        std::to_string(edition));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("plan", plan).member("edition", edition);
        out.member("reason", reason).end();
        return Events{new_event(event::plan_withdrawn, actor, out.take())};
    });
    return recorded;
}

Status Registry::dismiss_finding(const Actor& actor, std::string_view plan, std::string_view finding,
                                 std::string_view reason) {
    CHECK(check_reason(reason));
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* at = newest.plan(plan);
        if (at == nullptr) return plan_unknown(plan);
        CHECK(auth::allow(actor, Action::dismiss_finding, newest, issuer_of(*at)));
        const auto in = [&](const state::ContentPtr& content) {
            return content && content->finding(finding);
        };
        const auto* edition = at->latest();
        if (!(at->draft && in(at->draft->content)) && !(edition != nullptr && in(edition->content)))
            return fail(Fault::not_found, "finding-unknown", {"查無此檢核結果", "There is no such finding"},
                        {}, std::string(finding));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("plan", plan).member("finding", finding);
        out.member("reason", reason).end();
        return Events{new_event(event::finding_dismissed, actor, out.take())};
    });
    return recorded;
}

Status Registry::erase(const Actor& actor, const Erase& what) {
    CHECK(check_reason(what.reason));
    CHECK(auth::allow(actor, Action::erase_content, *parts_->now()));
    if (what.blobs.empty() && what.events.empty())
        return fail(Fault::invalid, "erase-nothing",
                    {"沒有指定要刪除的內容", "Nothing was named to be erased"});
    std::set<std::string> blobs;
    std::vector<std::string> documents;
    for (const auto& each : what.blobs) {
        TRY(const bool there, parts_->ledger->has_blob(each));
        if (!there)
            return fail(Fault::not_found, "blob-unknown", {"查無此內容", "There is no such content"}, {},
                        each);
        blobs.insert(each);
        if (parts_->now()->document(each) != nullptr) documents.push_back(each);
    }
    if (!documents.empty() && !what.keep_readings) CHECK(add_readings(*parts_->ledger, documents, blobs));
    JsonWriter out;
    out.object().member("v", state::payload_version).key("blobs").array();
    for (const auto& each : blobs)
        out.value(each);
    out.end().key("events").array();
    for (const auto each : what.events) {
        TRY(const auto events, parts_->ledger->read(each - 1, 1));
        // What took something out must itself stay, or it would come back.
        if (each == 0 || events.empty() || events.front().type == event::content_erased)
            return fail(Fault::invalid, "event-unknown", {"此事件不能刪除", "This event cannot be erased"},
                        {}, std::to_string(each));
        out.value(std::uint64_t{each});
    }
    out.end().member("reason", what.reason).end();
    const std::string payload = out.take();
    const Status recorded = parts_->record([&](const state::Snapshot&) -> Result<Events> {
        return Events{new_event(event::content_erased, actor, payload)};
    });
    CHECK(recorded);
    CHECK(parts_->erase_bytes(*parts_->now()));
    CHECK(parts_->rebuild());
    parts_->rechecker->look_at_stale();
    return {};
}

}  // namespace gangmu::services
