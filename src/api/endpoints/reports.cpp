// One report: reading, saving, submitting, review, evidence.
#include <algorithm>

#include "api/call.hpp"
#include "api/definition_json.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "api/tracking_json.hpp"
#include "base/file.hpp"
#include "services/registry_tracking.hpp"
#include "services/rhythms.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::PlanCycle;
using services::ReportKey;
using tracking::Day;

// A report's place, for reading.
struct Place {
    PlanCycle cycle;
    state::Row row = 0;
    tracking::Obligation who;
    const tracking::Report* report = nullptr;

    const state::Content& content() const { return *cycle.edition->content; }
    const model::Node& node() const { return content().node(row); }
};

Error unknown_node(const std::string& node) {
    return fail(Fault::not_found, "node-unknown", {"計畫中沒有這個節點", "There is no such node in the plan"},
                {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, node);
}

Result<Place> find_place(const Call& call) {
    Place out;
    const auto& snapshot = call.view.snapshot();
    TRY(out.cycle, services::find_cycle(snapshot, call.path[0], call.path[1], services::day_of(call.view)));
    const auto row = out.content().find(call.path[2]);
    if (!row) return unknown_node(call.path[2]);
    out.row = *row;
    auto who =
        tracking::owner_of(out.node(), out.cycle.settings->item(out.node().id),
                           [&](const std::string& name) { return services::name_now(snapshot, name); });
    if (!who)
        return fail(Fault::not_found, "node-not-owed",
                    {"這個項目沒有主辦機關，不需填報", "Nobody leads this item: no report is owed"},
                    {"請計畫主政機關指定負責機關", "The plan's office can name who answers for it"},
                    out.node().id);
    out.who = std::move(*who);
    out.report = snapshot.tracking.report(out.cycle.plan->id, out.cycle.cycle.id, out.node().id);
    return out;
}

ReportKey key_of(const Call& call) {
    return {call.path[0], call.path[1], call.path[2]};
}

std::optional<std::uint64_t> version_of(const Call& call, std::string_view name) {
    const auto* value = call.body.if_contains(name);
    if (value == nullptr || !value->is_int64()) return std::nullopt;
    return static_cast<std::uint64_t>(value->get_int64());
}

// ---- reading

void write_fields(JsonWriter& out, const tracking::Report* report) {
    out.key("fields").object();
    if (report != nullptr)
        for (const auto& [name, field] : report->fields) {
            out.key(name).object().key("value");
            tracking::write_field(out, field);
            out.member("version", field.stamp.seq);
            write_stamp(out, field.stamp);
            out.end();
        }
    out.end();
}

void write_money(JsonWriter& out, const tracking::Report* report) {
    out.key("money").array();
    if (report != nullptr)
        for (const auto& [source, money] : tracking::money_of(*report)) {
            out.object().member("source", source);
            if (money.available) out.member("available", *money.available);
            if (money.spent) out.member("spent", *money.spent);
            if (const auto rate = money.rate()) out.member("rate", *rate);
            out.end();
        }
    out.end();
}

void write_faults(JsonWriter& out, const std::vector<tracking::FieldFault>& faults) {
    out.key("faults").array();
    for (const auto& fault : faults)
        out.object()
            .member("field", fault.field)
            .member("zh", fault.what.zh)
            .member("en", fault.what.en)
            .end();
    out.end();
}

void write_way(JsonWriter& out, const tracking::Report* report) {
    out.key("comments").array();
    if (report != nullptr)
        for (const auto& each : report->comments) {
            out.object().member("id", each.id).member_if("field", each.field).member("text", each.text);
            out.member("round", each.round);
            write_stamp(out, each.stamp);
            out.end();
        }
    out.end().key("steps").array();
    if (report != nullptr)
        for (const auto& each : report->steps) {
            out.object().member("act", each.act).member("stage", each.stage).member_if("note", each.note);
            out.member_if("on_behalf", each.on_behalf);
            write_stamp(out, each.stamp);
            out.end();
        }
    out.end().key("history").array();
    if (report != nullptr)
        for (const auto seq : report->history)
            out.value(seq);
    out.end();
}

// Whoever sees this cycle's report need not see another's: it may not be approved yet.
bool shows(const Place& place, const services::TrackingRights& rights, const tracking::Report* report) {
    return report != nullptr && rights.may_see(place.who, *place.cycle.settings, place.cycle.issuer, report);
}

// The newest value that an earlier cycle holds for the indicator, of the reports that are shown.
struct LastValue {
    const PlanCycle* cycle = nullptr;
    const tracking::FieldValue* value = nullptr;
};

LastValue last_value(const std::vector<PlanCycle>& cycles, const Place& place,
                     const state::Snapshot& snapshot, const services::TrackingRights& rights,
                     const std::string& indicator) {
    LastValue out;
    for (const auto& each : cycles) {
        if (each.cycle.span.last >= place.cycle.cycle.span.first) continue;
        if (out.cycle != nullptr && each.cycle.span.last <= out.cycle->cycle.span.last) continue;
        const auto* report = snapshot.tracking.report(each.plan->id, each.cycle.id, place.node().id);
        if (!shows(place, rights, report)) continue;
        const auto* value = report->field("observation/" + indicator);
        if (value != nullptr && !value->empty()) out = {&each, value};
    }
    return out;
}

// Indicators of the node, and of those under it that are not asked for a report of their own.
void write_indicators(JsonWriter& out, const Place& place, const state::Snapshot& snapshot,
                      const services::TrackingRights& rights, Day today) {
    const auto duties = services::duties(snapshot, place.cycle);
    const auto cycles = services::all_cycles(snapshot, *place.cycle.plan, today);
    out.key("indicators").array();
    place.content().walk(
        [&](state::Row row) {
            if (row != place.row && duties->find(place.content().node(row).id) != nullptr) return;
            for (const auto* indicator : place.content().indicators(row)) {
                out.object().key("indicator");
                write_indicator(out, place.content(), *indicator);
                if (const auto last = last_value(cycles, place, snapshot, rights, indicator->id);
                    last.cycle != nullptr) {
                    out.key("last").object().member("cycle", last.cycle->cycle.id);
                    out.member("period", last.cycle->cycle.period);
                    if (last.value->number) out.member("value", *last.value->number);
                    out.member_if("text", last.value->text).end();
                }
                out.end();
            }
        },
        place.row);
    out.end();
}

// The same item one period earlier: its text is at hand.
void write_previous(JsonWriter& out, const Place& place, const state::Snapshot& snapshot,
                    const services::TrackingRights& rights) {
    const std::string period =
        tracking::period_at(place.cycle.rhythm.every, place.cycle.cycle.span.first - 1);
    const std::string cycle = services::previous_cycle(snapshot, place.cycle);
    const auto* report = snapshot.tracking.report(place.cycle.plan->id, cycle, place.node().id);
    if (!shows(place, rights, report)) return;
    out.key("previous").object().member("cycle", cycle).member("period", period);
    out.member("state", tracking::to_string(report->state)).key("fields").object();
    for (const auto& [name, field] : report->fields)
        if (!field.empty() && tracking::field_kind(name) != tracking::FieldKind::evidence)
            tracking::write_field(out.key(name), field);
    out.end().end();
}

void write_may(JsonWriter& out, const Place& place, const services::TrackingRights& rights) {
    const auto* report = place.report;
    const bool by_hand = place.cycle.marks != nullptr && place.cycle.marks->locked;
    const bool returned = report != nullptr && report->state == tracking::ReportState::returned;
    const bool open = place.cycle.phase == tracking::Phase::open ||
                      place.cycle.phase == tracking::Phase::grace ||
                      (place.cycle.phase == tracking::Phase::locked && !by_hand && returned);
    const bool writable = open && tracking::can_save(report).has_value();
    const bool files = rights.may_file(place.who).allowed;
    bool reviews = false;
    if (report != nullptr && report->state == tracking::ReportState::submitted) {
        const auto& stages = place.cycle.settings->review();
        const auto& stage = stages[std::min<std::size_t>(report->stage, stages.size() - 1)];
        reviews = rights.may_review(stage, place.who.agency, place.cycle.issuer).allowed;
    }
    out.key("may").object().member("file", writable && files).key("contribute").array();
    if (writable)
        for (const auto& agency : rights.may_contribute(place.who))
            out.value(agency);
    out.end().member("review", reviews);
    out.member("withdraw", files && open && report != nullptr && tracking::can_withdraw(report).has_value())
        .end();
}

Result<Reply> get_report(Call& call) {
    TRY(const Place place, find_place(call));
    const auto& snapshot = call.view.snapshot();
    const Day today = services::day_of(call.view);
    const services::TrackingRights rights(snapshot, call.actor(), today);
    const bool seen = rights.may_see(place.who, *place.cycle.settings, place.cycle.issuer, place.report);
    CHECK(services::allowed({seen, {}}, call.actor(), Action::read_reports));
    const auto standing = standing_of(place.who, place.cycle, snapshot, today);
    const auto& node = place.node();
    JsonWriter out;
    out.object().member("plan", place.cycle.plan->id).key("cycle");
    write_cycle(out, place.cycle);
    out.key("node").object().member("id", node.id).member_if("label", node.label).member("title", node.title);
    out.member_if("kind", node.kind).end().key("obligation");
    write_obligation(out, place.who, node, place.cycle, standing, true, rights.mine(place.who));
    const auto* report = place.report;
    out.member("state", report == nullptr ? std::string_view("none") : tracking::to_string(report->state));
    out.member("version", report == nullptr ? 0 : report->version);
    out.member("edition", report == nullptr ? place.cycle.edition->number : report->edition);
    out.member("round", report == nullptr ? 0 : report->round);
    write_who(out, place.who, report, place.cycle);
    write_may(out, place, rights);
    write_fields(out, report);
    write_money(out, report);
    write_faults(out, report == nullptr ? std::vector<tracking::FieldFault>() : tracking::faults_of(*report));
    write_way(out, report);
    write_indicators(out, place, snapshot, rights, today);
    write_previous(out, place, snapshot, rights);
    write_redefined(out, "redefined",
                    report == nullptr ? std::vector<services::Redefined>()
                                      : services::redefined(*place.cycle.plan, *report));
    out.end();
    return Reply::json(std::move(out));
}

// ---- writing

// problem+json with further members: what is at odds, or missing.
template <class F>
Reply refused(const Call& call, const Error& error, F&& more) {
    JsonWriter plain;
    write_problem(plain, error, call.language);
    std::string text = plain.take();
    JsonWriter extra;
    extra.object();
    more(extra);
    std::string members = extra.end().take();
    text.pop_back();
    text += "," + members.substr(1);
    Reply reply;
    reply.status = status_of(error.fault);
    reply.body = std::make_shared<const std::string>(std::move(text));
    reply.media_type = "application/problem+json";
    return reply;
}

void write_conflicts(JsonWriter& out, const std::vector<services::FieldConflict>& conflicts) {
    out.key("conflicts").array();
    for (const auto& each : conflicts) {
        out.object().member("field", each.field).key("yours");
        tracking::write_field(out, each.yours);
        tracking::write_field(out.key("theirs"), each.theirs);
        out.member("version", each.theirs.stamp.seq);
        write_stamp(out, each.theirs.stamp);
        out.end();
    }
    out.end();
}

Result<Reply> put_report(Call& call) {
    const auto* given = call.body.at("fields").if_object();
    if (given == nullptr)
        return fail(Fault::invalid, "member-invalid", {"fields 應為物件", "fields should be an object"}, {},
                    "/fields");
    tracking::Fields fields;
    for (const auto& member : *given) {
        TRY(auto value, tracking::read_field(member.key(), member.value()));
        fields.emplace(member.key(), std::move(value));
    }
    TRY(const services::Saved saved,
        call.registry.tracking().save(call.actor(), key_of(call), fields, version_of(call, "seen")));
    if (!saved.conflicts.empty())
        return refused(
            call,
            fail(Fault::conflict, "report-changed",
                 {"他人已修改相同的欄位，尚未儲存",
                  "Somebody else changed the same fields; nothing was saved"},
                 {"請比較兩者後再儲存", "Compare the two and save again"}, saved.conflicts.front().field),
            [&](JsonWriter& out) {
                out.member("version", saved.version);
                write_conflicts(out, saved.conflicts);
            });
    JsonWriter out;
    out.object().member("version", saved.version).key("saved").array();
    for (const auto& name : saved.saved)
        out.value(name);
    out.end();
    write_conflicts(out, {});
    out.end();
    return Reply::json(std::move(out));
}

Result<services::Decided> act_of(Call& call) {
    auto tracking = call.registry.tracking();
    const std::string_view act = call.member("act"), note = call.member("note");
    const auto version = version_of(call, "version");
    if (act == "submit") return tracking.submit(call.actor(), key_of(call), version, note);
    if (act == "withdraw") return tracking.withdraw(call.actor(), key_of(call), note);
    if (act == "approve") return tracking.approve(call.actor(), key_of(call), version, note);
    if (act == "comment")
        return tracking.comment(call.actor(), key_of(call), call.member("field"), call.member("text"));
    std::vector<std::pair<std::string, std::string>> comments;
    if (const auto* list = call.body.if_contains("comments"))
        for (const auto& each : list->get_array()) {
            const auto text = [&](std::string_view key) {
                const auto* value = each.get_object().if_contains(key);
                return value == nullptr ? std::string() : std::string(value->get_string());
            };
            comments.emplace_back(text("field"), text("text"));
        }
    return tracking.send_back(call.actor(), key_of(call), version, note, comments);
}

Result<Reply> post_report(Call& call) {
    TRY(const services::Decided decided, act_of(call));
    if (!decided.faults.empty())
        return refused(call,
                       fail(Fault::invalid, "report-incomplete",
                            {"尚有欄位未填妥：" + decided.faults.front().what.zh,
                             "Something is missing: " + decided.faults.front().what.en},
                            {}, decided.faults.front().field),
                       [&](JsonWriter& out) {
                           out.member("version", decided.version);
                           write_faults(out, decided.faults);
                       });
    call.view = call.registry.view();
    TRY(const Place place, find_place(call));
    JsonWriter out;
    out.object().member("version", decided.version).member("state", tracking::to_string(decided.state));
    write_who(out, place.who, place.report, place.cycle);
    write_faults(out, {});
    out.end();
    return Reply::json(std::move(out));
}

Result<Reply> post_approvals(Call& call) {
    std::vector<std::string> nodes;
    if (const auto* list = call.body.if_contains("nodes"))
        for (const auto& each : list->get_array())
            nodes.emplace_back(each.get_string());
    TRY(const services::Bulk bulk, call.registry.tracking().approve_many(
                                       call.actor(), call.path[0], call.path[1], nodes, call.member("note")));
    JsonWriter out;
    out.object().key("approved").array();
    for (const auto& node : bulk.done)
        out.value(node);
    out.end().key("passed_over").array();
    for (const auto& [node, why] : bulk.passed_over)
        out.object().member("node", node).member("zh", why.zh).member("en", why.en).end();
    out.end().end();
    return Reply::json(std::move(out));
}

// ---- evidence

constexpr std::size_t largest_evidence = std::size_t{100} << 20;

// Services decide; but a large file is not even read for those who have nothing to add.
Status may_add_evidence(const Call& call) {
    TRY(const Place place, find_place(call));
    const services::TrackingRights rights(call.view.snapshot(), call.actor(), services::day_of(call.view));
    auto standing = rights.may_file(place.who);
    standing.allowed = standing.allowed || !rights.may_contribute(place.who).empty();
    return services::allowed(standing, call.actor(), Action::file_report);
}

Result<Reply> put_evidence(Call& call) {
    CHECK(may_add_evidence(call));
    std::string bytes;
    if (!call.request.upload.empty()) {
        TRY(bytes, read_file(call.request.upload, largest_evidence));
    }
    if (bytes.empty()) return fail(Fault::invalid, "evidence-empty", {"檔案是空的", "The file is empty"});
    std::string name(call.text("name"));
    if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    TRY(const std::string sha256, call.registry.tracking().attach(call.actor(), key_of(call), name, bytes));
    call.view = call.registry.view();
    TRY(const Place place, find_place(call));
    JsonWriter out;
    out.object()
        .member("sha256", sha256)
        .member("version", place.report == nullptr ? 0 : place.report->version)
        .end();
    return Reply::json(std::move(out));
}

Result<Reply> get_evidence(Call& call) {
    TRY(const Place place, find_place(call));
    const services::TrackingRights rights(call.view.snapshot(), call.actor(), services::day_of(call.view));
    const bool seen = rights.may_see(place.who, *place.cycle.settings, place.cycle.issuer, place.report);
    CHECK(services::allowed({seen, {}}, call.actor(), Action::read_reports));
    const std::string sha256(call.text("file"));
    const auto* file = place.report == nullptr ? nullptr : place.report->field("evidence/" + sha256);
    if (file == nullptr || file->empty())
        return fail(Fault::not_found, "evidence-unknown",
                    {"這份辦理情形沒有這個檔案", "The report has no such file"}, {}, sha256);
    TRY(std::string bytes, call.registry.document_bytes(sha256));
    Reply reply;
    reply.body = std::make_shared<const std::string>(std::move(bytes));
    reply.media_type = "application/octet-stream";  // never shown as a page of ours
    reply.extra.add("Content-Disposition",
                    "attachment; filename*=UTF-8''" + http::encode_percent(file->text));
    return reply;
}

Field version_field(std::string_view name, Message about) {
    return {
        .name = name, .type = Type::integer, .about = std::move(about), .minimum = 0, .maximum = INT64_MAX};
}
Field text_field(std::string_view name, Message about, std::int64_t most) {
    return {.name = name, .about = std::move(about), .maximum = most};
}

constexpr std::string_view path = "/api/reports/{plan}/{cycle}/{node*}";
constexpr std::string_view evidence_path = "/api/evidence/{plan}/{cycle}/{node*}";

}  // namespace

std::vector<Endpoint> report_endpoints() {
    using http::Method;
    std::vector<Endpoint> out;
    out.push_back({.method = Method::get,
                   .path = path,
                   .access = Action::read_reports,
                   .summary = {"一個節點在一個週期的辦理情形", "One node's report in one cycle"},
                   .handle = get_report,
                   .answer = {200, "Report"},
                   .work = Work::slow});
    out.push_back(
        {.method = Method::put,
         .path = path,
         .access = Access::account(),  // services decide: one may stand in for a reporter
         .summary = {"儲存欄位（草稿）；他人改過的欄位不會被蓋掉",
                     "Saves fields (a draft); what others changed is not overwritten"},
         .handle = put_report,
         .answer = {200, "ReportSaved"},
         .body = {BodyKind::json,
                  {{.name = "fields",
                    .type = Type::any,
                    .about = {"{欄位: 值}", "{field: value}"},
                    .required = true},
                   version_field("seen", {"讀取時的版本", "The report's version when it was read"})}},
         .work = Work::slow});
    out.push_back(
        {.method = Method::post,
         .path = path,
         .access = Access::account(),
         .summary = {"送出、收回、退回、核可、提出意見", "Submits, withdraws, returns, approves, comments"},
         .handle = post_report,
         .answer = {200, "ReportDecided"},
         .body = {BodyKind::json,
                  {{.name = "act",
                    .type = Type::choice,
                    .about = {"要做什麼", "What to do"},
                    .required = true,
                    .choices = {"submit", "withdraw", "return", "approve", "comment"}},
                   version_field("version",
                                 {"所見的版本；已變更則 409", "The version seen; 409 when it changed"}),
                   text_field("note", {"說明", "A note"}, 2000),
                   text_field("field", {"意見所指的欄位", "The field that the comment is about"}, 400),
                   text_field("text", {"意見", "The comment"}, 2000),
                   {.name = "comments",
                    .type = Type::list,
                    .about = {"退回時各欄位的意見", "Comments at fields, when it is returned"},
                    .maximum = 100,
                    .fields = {text_field("field", {"欄位", "The field"}, 400),
                               {.name = "text",
                                .about = {"意見", "The comment"},
                                .required = true,
                                .minimum = 1,
                                .maximum = 2000}}}}},
         .work = Work::slow});
    out.push_back(
        {.method = Method::post,
         .path = "/api/plans/{plan}/cycles/{cycle}/approvals",
         .access = Access::account(),  // services decide: one may stand in for a reviewer
         .summary = {"一次核可多份；未指定時為無異狀者",
                     "Approves many at once; all unremarkable ones when none is named"},
         .handle = post_approvals,
         .answer = {200, "BulkApproved"},
         .body = {BodyKind::json,
                  {{.name = "nodes", .type = Type::list, .about = {"節點", "Nodes"}, .maximum = 5000},
                   text_field("note", {"說明", "A note"}, 2000)}},
         .work = Work::slow});
    out.push_back({.method = Method::put,
                   .path = evidence_path,
                   .access = Access::account(),  // as with the report's fields
                   .summary = {"上傳佐證檔案", "Adds a file of evidence"},
                   .handle = put_evidence,
                   .answer = {200, "EvidenceKept"},
                   .query = {{.name = "name",
                              .about = {"檔名", "The file's name"},
                              .required = true,
                              .minimum = 1,
                              .maximum = 255}},
                   .body = {BodyKind::upload},
                   .work = Work::slow});
    out.push_back({.method = Method::get,
                   .path = evidence_path,
                   .access = Action::read_reports,
                   .summary = {"下載佐證檔案", "A file of evidence, as a download"},
                   .handle = get_evidence,
                   .answer = {200, {}, "application/octet-stream"},
                   .query = {{.name = "file",
                              .about = {"檔案的 SHA-256", "The file's SHA-256"},
                              .required = true,
                              .minimum = 64,
                              .maximum = 64}},
                   .work = Work::slow});
    return out;
}

}  // namespace gangmu::api
