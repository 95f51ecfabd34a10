// The audit view, the review of accounts, and the history of a report's fields.
#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "api/tracking_json.hpp"
#include "exchange/csv.hpp"
#include "ledger/chain.hpp"
#include "services/audit.hpp"
#include "state/calendar.hpp"
#include "state/events.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::AuditRow;

constexpr std::size_t most_exported = 100'000;
constexpr std::int64_t day_us = std::int64_t{86'400} * 1'000'000;

services::AuditFilter filter_of(const Call& call) {
    services::AuditFilter out;
    out.actor = call.text("actor");
    out.type = call.text("type");
    out.plan = call.text("plan");
    out.subject = call.text("subject");
    if (const auto end = state::day_end_us(call.text("from"))) out.from_us = *end - day_us + 1;
    if (const auto end = state::day_end_us(call.text("to"))) out.until_us = *end;
    return out;
}

std::string words(const json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : print_json(value);
}

void write_changes(JsonWriter& out, const AuditRow& row) {
    out.key("changes").array();
    for (const auto& each : row.changes) {
        out.object().member("field", each.field);
        if (const auto kind = tracking::field_kind(each.field))
            write_title(out, "title", tracking::field_title(each.field));
        if (each.before) out.member("before", *each.before);
        out.member("after", each.after).end();
    }
    out.end();
}

void write_row(JsonWriter& out, const AuditRow& row) {
    const auto& event = row.event;
    const Message summary = state::summary(event);
    out.object().member("seq", event.seq).member("recorded", taipei_time(event.recorded_us));
    out.member_if("effective", event.effective).member("actor", event.actor).member("type", event.type);
    out.member_if("plan", row.plan).member("subject", row.subject);
    write_title(out, "summary", summary);
    write_changes(out, row);
    out.member("hash", event.hash);
    if (event.erased) out.member("erased", true);
    out.end();
}

void write_head(JsonWriter& out, const ledger::Head& head) {
    out.key("head").object().member("seq", head.seq).member("hash", head.hash).end();
}

Result<Reply> get_audit(Call& call) {
    auto filter = filter_of(call);
    filter.before = static_cast<ledger::Sequence>(call.number("before", 0));
    filter.limit = static_cast<std::size_t>(call.number("limit", 100));
    TRY(const auto found, call.registry.audit().find(filter, call.view.head().seq));
    JsonWriter out;
    out.object();
    write_head(out, call.view.head());
    out.member("matching", found.matching).key("events").array();
    for (const auto& row : found.rows)
        write_row(out, row);
    out.end().end();
    return Reply::json(std::move(out));
}

// One line a field; events without fields have one as well. Each line's own hash stands in the chain, and the
// last line names the head that all of it was read from: gangmu verify --head proves either.
std::string audit_csv(const std::vector<AuditRow>& rows, const ledger::Head& head, bool english) {
    exchange::Table table;
    for (const char* key : {"seq", "recorded", "actor", "type", "plan", "subject", "summary", "field",
                            "before", "after", "head"})
        table.columns.push_back({key, {key, key}});
    for (const auto& row : rows) {
        const auto& event = row.event;
        const Message summary = state::summary(event);
        const auto line = [&](const std::string& field, const std::string& before, const std::string& after) {
            table.rows.push_back({std::to_string(event.seq), taipei_time(event.recorded_us), event.actor,
                                  event.type, row.plan, row.subject, english ? summary.en : summary.zh, field,
                                  before, after, std::to_string(event.seq) + ":" + event.hash});
        };
        for (const auto& each : row.changes)
            line(each.field, each.before ? words(*each.before) : std::string(), words(each.after));
        if (row.changes.empty()) line({}, {}, {});
    }
    std::vector<exchange::Value> last(table.columns.size());
    last[6] = std::string(english ? "Ledger head of this export" : "本匯出檔的帳本序號");
    last[10] = std::to_string(head.seq) + ":" + head.hash;
    table.rows.push_back(std::move(last));
    return exchange::to_csv(table);
}

Result<Reply> get_export(Call& call) {
    auto filter = filter_of(call);
    filter.limit = most_exported;
    TRY(const auto found, call.registry.audit().find(filter, call.view.head().seq));
    if (found.matching > most_exported)
        return fail(Fault::too_large, "audit-large",
                    {"事件太多，無法一次匯出", "Too many events for one export"},
                    {"請以日期、計畫或類別縮小範圍", "Narrow it by day, plan or type"});
    const std::string format(call.text("format").empty() ? "csv" : call.text("format"));
    Reply reply;
    if (format == "csv") {
        reply.body = std::make_shared<const std::string>(
            audit_csv(found.rows, call.view.head(), call.language == Language::en));
        reply.media_type = "text/csv; charset=utf-8";
    } else {
        JsonWriter out;
        out.object();
        write_head(out, call.view.head());
        out.member("matching", found.matching).key("events").array();
        for (const auto& row : found.rows)
            write_row(out, row);
        out.end().end();
        reply = Reply::json(std::move(out));
    }
    reply.extra.add(
        "Content-Disposition",
        "attachment; filename*=UTF-8''" +
            http::encode_percent("稽核紀錄 " + std::to_string(call.view.head().seq) + "." + format));
    return reply;
}

// ---- accounts to be looked at

Result<Reply> get_review(Call& call) {
    const std::int64_t now_s = ledger::clock_us() / 1'000'000;
    const std::int64_t days = call.number("days", 90);
    std::vector<std::shared_ptr<const state::Account>> accounts;
    for (const auto& [name, account] : call.view->accounts)
        accounts.push_back(account);
    std::sort(accounts.begin(), accounts.end(),
              [](const auto& a, const auto& b) { return a->name < b->name; });
    JsonWriter out;
    out.object();
    write_head(out, call.view.head());
    out.member("days", days).key("accounts").array();
    for (const auto& account : accounts) {
        out.object().member("name", account->name).member("display", account->display).key("roles").array();
        bool bound = false;
        for (const auto& grant : account->grants) {
            bound |= !grant.agency.empty();
            out.object().member("role", state::to_string(grant.role)).member_if("agency", grant.agency).end();
        }
        out.end().member("disabled", account->disabled);
        out.member("created", taipei_time(account->created.recorded_us))
            .member("created_by", account->created.by);
        const std::int64_t last = call.registry.last_sign_in(account->name);
        if (last != 0) out.member("last_sign_in", taipei_time(last * 1'000'000));
        const std::int64_t since = last != 0 ? last : account->created.recorded_us / 1'000'000;
        out.member("idle", !account->disabled && now_s - since > days * 86'400);
        out.member("without_agency", !bound);
        TRY(const auto changed,
            call.registry.audit().newest("account/" + account->name, {"role.granted", "role.revoked"},
                                         call.view.head().seq));
        if (changed != 0) {
            TRY(const auto rows, call.registry.audit().rows({changed}));
            out.key("role_changed");
            write_row(out, rows.front());
        }
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

// ---- a report's fields

Result<Reply> get_report_history(Call& call) {
    const auto& snapshot = call.view.snapshot();
    const auto today = services::day_of(call.view);
    TRY(const auto cycle, services::find_cycle(snapshot, call.path[0], call.path[1], today));
    const auto& content = *cycle.edition->content;
    const auto row = content.find(call.path[2]);
    const auto unknown = [&] {
        return fail(Fault::not_found, "report-unknown",
                    {"這個項目還沒有填報", "There is no report on this item"}, {}, call.path[2]);
    };
    if (!row) return unknown();
    const auto& node = content.node(*row);
    const auto who = tracking::owner_of(node, cycle.settings->item(node.id), [&](const std::string& name) {
        return services::name_now(snapshot, name);
    });
    const auto* report = snapshot.tracking.report(cycle.plan->id, cycle.cycle.id, node.id);
    if (!who || report == nullptr) return unknown();
    const services::TrackingRights rights(snapshot, call.actor(), today);
    const services::Standing standing{rights.may_see(*who, *cycle.settings, cycle.issuer, report), {}};
    CHECK(services::allowed(standing, call.actor(), Action::read_reports));
    TRY(const auto rows, call.registry.audit().rows(report->history));
    JsonWriter out;
    out.object();
    write_head(out, call.view.head());
    out.key("events").array();
    for (auto each = rows.rbegin(); each != rows.rend(); ++each)
        write_row(out, *each);
    out.end().end();
    return Reply::json(std::move(out));
}

std::vector<Field> filters() {
    return {{.name = "actor", .about = {"帳號", "Who"}, .maximum = 100},
            {.name = "type",
             .about = {"類別的開頭，例如 report. 或 role.", "The type's beginning: report. or role."}},
            {.name = "plan", .about = {"計畫", "The plan"}, .maximum = 100},
            {.name = "subject", .about = {"對象所含的文字", "Part of what it is about"}},
            {.name = "from", .type = Type::date, .about = {"自這一天", "From this day"}},
            {.name = "to", .type = Type::date, .about = {"至這一天（含）", "To this day, included"}}};
}

}  // namespace

std::vector<Endpoint> audit_endpoints() {
    constexpr std::int64_t most = std::int64_t{1} << 53;
    auto paged = filters();
    paged.push_back({.name = "before",
                     .type = Type::integer,
                     .about = {"此序號之前", "Before this number"},
                     .maximum = most});
    paged.push_back({.name = "limit",
                     .type = Type::integer,
                     .about = {"筆數", "How many"},
                     .minimum = 1,
                     .maximum = 500});
    auto exported = filters();
    exported.push_back(
        {.name = "format", .type = Type::choice, .about = {"格式", "Format"}, .choices = {"csv", "json"}});
    return {
        {.method = http::Method::get,
         .path = "/api/audit",
         .access = Action::read_events,
         .summary = {"稽核：誰在何時把什麼從什麼改成什麼",
                     "Audit: who changed what, when, from what to what"},
         .handle = get_audit,
         .answer = {200, "Audit"},
         .query = std::move(paged),
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/audit/export",
         .access = Action::read_events,
         .summary = {"匯出稽核紀錄，附帳本序號", "The audit as a file, with the ledger's head"},
         .handle = get_export,
         .answer = {200, "Audit"},
         .query = std::move(exported),
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/accounts/review",
         .access = Action::manage_accounts,
         .summary = {"帳號清查：久未登入、角色異動、未綁機關",
                     "Accounts to be looked at: not signed in for long, roles changed, without an agency"},
         .handle = get_review,
         .answer = {200, "AccountReview"},
         .query = {{.name = "days",
                    .type = Type::integer,
                    .about = {"多少天未登入", "Not signed in for so many days"},
                    .minimum = 1,
                    .maximum = 3650}},
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/report-history/{plan}/{cycle}/{node*}",
         .access = Action::read_reports,
         .summary = {"一份辦理情形每個欄位的沿革", "The history of a report, field by field"},
         .handle = get_report_history,
         .answer = {200, "ReportHistory"},
         .work = Work::slow}};
}

}  // namespace gangmu::api
