// Early warning: rules, alerts and their life, CAP.
#include <chrono>
#include <map>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "exchange/cap.hpp"
#include "services/registry_warning.hpp"
#include "services/warning_lines.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using warning::Alert;

constexpr std::size_t most_points = 400;
constexpr std::int64_t most_alerts = 500;

warning::Moment now_seconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}
std::string time_of(warning::Moment moment) {
    return exchange::cap_time(moment);
}

void write_both(JsonWriter& out, std::string_view name, const Message& message) {
    out.key(name)
        .object()
        .member("zh", message.zh)
        .member("en", message.en.empty() ? message.zh : message.en)
        .end();
}

void write_said_step(JsonWriter& out, const warning::Step& step) {
    out.object()
        .member("act", warning::to_string(step.act))
        .member("at", time_of(step.at))
        .member_if("by", step.by);
    write_both(out, "title", warning::words(step.act));
    if (!step.reason.empty())
        write_both(out, "because", {step.reason, step.reason_en.empty() ? step.reason : step.reason_en});
    out.member_if("to", step.to);
    if (step.until != 0) out.member("until", time_of(step.until));
    out.end();
}

// Why it is an alert, in its newest words of the rule.
const warning::Step& newest_reason(const Alert& alert) {
    for (std::size_t i = alert.steps.size(); i-- > 0;)
        if (alert.steps[i].by.empty() && alert.steps[i].act != warning::Act::escalate) return alert.steps[i];
    return alert.steps.front();
}

void write_members(JsonWriter& out, const Alert& alert, const state::Snapshot& snapshot) {
    out.member("id", alert.id)
        .member("rule", alert.subject.rule)
        .member("kind", warning::to_string(alert.kind));
    out.member("level", warning::to_string(alert.level)).member("mode", warning::to_string(alert.mode));
    out.member("stage", warning::to_string(alert.stage)).member("holds", alert.holds);
    write_both(out, "headline", alert.headline);
    const auto& reason = newest_reason(alert);
    write_both(out, "because", {reason.reason, reason.reason_en});
    out.member("element", alert.subject.element);
    if (const auto* element = snapshot.measure->element(alert.subject.element))
        write_both(out, "element_name", element->name);
    out.member("unit", alert.subject.unit);
    if (const auto* unit = snapshot.measure->unit(alert.subject.unit)) {
        write_both(out, "unit_name", unit->name);
        out.member_if("agency", snapshot.measure->agency_of(*unit));
    }
    out.key("combination").array();
    for (const auto& each : alert.subject.combination)
        out.value(each);
    out.end();
    if (alert.value) out.member("value", *alert.value);
    if (alert.line) out.member("line", *alert.line);
    out.member_if("unit_of_measure", alert.unit_of_measure).member_if("assignee", alert.assignee);
    out.member("opened", time_of(alert.opened())).member("changed", time_of(alert.steps.back().at));
    if (alert.silent_until > now_seconds()) out.member("silent_until", time_of(alert.silent_until));
    out.member("escalations", alert.escalations);
}

// ---- rules

Result<Reply> get_rules(Call& call) {
    const auto& snapshot = call.view.snapshot();
    std::map<std::string, const warning::Rule*> rules;
    snapshot.warnings.rules.each(
        [&](const std::string& id, const state::RulePtr& rule) { rules[id] = rule.get(); });
    std::map<std::string, std::int64_t> open;
    snapshot.warnings.open.each([&](const std::string&, const std::string& id) {
        if (const auto* alert = snapshot.warnings.alert(id)) ++open[alert->subject.rule];
    });
    JsonWriter out;
    out.object().key("rules").array();
    for (const auto& [id, rule] : rules) {
        JsonWriter one;
        warning::write_rule(one, *rule);
        out.object().key("rule").raw(one.take()).member("open", open[id]);
        write_both(out, "kind", warning::words(rule->kind));
        if (const auto* element = snapshot.measure->element(rule->element))
            write_both(out, "element_name", element->name);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

// The path names the rule; a body that names another is a mistake.
Result<json::object> rule_of(Call& call) {
    json::object rule = call.body;
    if (const auto* id = rule.if_contains("id");
        id != nullptr && (!id->is_string() || id->get_string() != call.path[0]))
        return fail(Fault::invalid, "warning-rule-value", {"id 與路徑不同", "the id is not that of the path"},
                    {}, "id");
    rule["id"] = call.path[0];
    return rule;
}

Result<Reply> put_rule(Call& call) {
    TRY(const auto rule, rule_of(call));
    CHECK(call.registry.warning().set_rule(call.actor(), rule));
    return written(call);
}

Result<Reply> delete_rule(Call& call) {
    CHECK(call.registry.warning().end_rule(call.actor(), call.path[0], call.member("reason")));
    return written(call);
}

Result<Reply> try_rule(Call& call) {
    constexpr std::size_t most = 200;
    TRY(const auto rule, rule_of(call));
    TRY(const auto trials, call.registry.warning().try_rule(call.actor(), rule, most));
    JsonWriter out;
    out.object().key("series").array();
    for (const auto& [subject, verdict] : trials) {
        out.object().member("unit", subject.unit).key("combination").array();
        for (const auto& each : subject.combination)
            out.value(each);
        out.end().member("state", warning::to_string(verdict.state));
        write_both(out, "because", verdict.because);
        if (verdict.value) out.member("value", *verdict.value);
        if (verdict.line) out.member("line", *verdict.line);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

// ---- alerts

bool wanted(const Call& call, const Alert& alert) {
    const auto fits = [&](std::string_view name, std::string_view value) {
        const auto asked = call.text(name);
        return asked.empty() || asked == value;
    };
    const auto stage = call.text("stage");
    const bool unresolved = stage == "unresolved" && alert.stage != warning::Stage::resolved;
    return (unresolved || fits("stage", warning::to_string(alert.stage))) &&
           fits("level", warning::to_string(alert.level)) && fits("mode", warning::to_string(alert.mode)) &&
           fits("rule", alert.subject.rule) && fits("element", alert.subject.element) &&
           fits("unit", alert.subject.unit) && fits("assignee", alert.assignee);
}

Result<Reply> get_alerts(Call& call) {
    const auto& snapshot = call.view.snapshot();
    const auto limit = call.number("limit", 100);
    const auto before = call.text("before");
    std::int64_t count = 0;
    bool from_here = before.empty(), more = false;
    std::int64_t open = 0, acknowledged = 0, resolved = 0;
    JsonWriter items;
    items.array();
    for (std::size_t i = snapshot.warnings.order.size(); i-- > 0;) {
        const auto* alert = snapshot.warnings.alert(snapshot.warnings.order[i]);
        if (alert == nullptr) continue;
        ++(alert->stage == warning::Stage::open           ? open
           : alert->stage == warning::Stage::acknowledged ? acknowledged
                                                          : resolved);
        if (!from_here) {
            from_here = alert->id == before;
            continue;
        }
        if (!wanted(call, *alert)) continue;
        if (count == limit) {
            more = true;
            continue;
        }
        ++count;
        items.object();
        write_members(items, *alert, snapshot);
        items.end();
    }
    items.end();
    JsonWriter out;
    out.object().key("counts").object().member("open", open).member("acknowledged", acknowledged);
    out.member("resolved", resolved).end().member("more", more).key("alerts").raw(items.take()).end();
    return Reply::json(std::move(out));
}

Result<const Alert*> alert_of(const Call& call) {
    if (const auto* alert = call.view.snapshot().warnings.alert(call.path[0])) return alert;
    return fail(Fault::not_found, "alert-unknown", {"查無此警示", "There is no such alert"}, {},
                call.path[0]);
}

void write_chart(JsonWriter& out, const Alert& alert, const state::Snapshot& snapshot) {
    const auto& measure = *snapshot.measure;
    const auto key = services::key_of(measure, alert.subject);
    const auto* rule = snapshot.warnings.rule(alert.subject.rule);
    out.key("points").array();
    if (key) {
        const auto line = services::newest_of(measure, *key, most_points, now_seconds());
        for (const auto& point : line.points) {
            out.object().member("at", time_of(point.at)).member("value", point.value);
            const bool lined = rule != nullptr && (rule->kind == warning::Kind::threshold ||
                                                   rule->kind == warning::Kind::forecast);
            if (lined)
                if (const auto limit = warning::limit_on(*rule, warning::day_of(point.at)))
                    out.member("line", *limit);
            out.end();
        }
    }
    out.end();
}

Result<Reply> get_alert(Call& call) {
    TRY(const auto* alert, alert_of(call));
    const auto& snapshot = call.view.snapshot();
    JsonWriter out;
    out.object();
    write_members(out, *alert, snapshot);
    out.key("steps").array();
    for (const auto& step : alert->steps)
        write_said_step(out, step);
    out.end();
    write_chart(out, *alert, snapshot);
    const auto* unit = snapshot.measure->unit(alert->subject.unit);
    const auto agency = unit != nullptr ? std::string(snapshot.measure->agency_of(*unit)) : std::string();
    out.member("may_handle", call.may(Action::handle_alerts, agency));
    if (const auto* rule = snapshot.warnings.rule(alert->subject.rule)) {
        JsonWriter one;
        warning::write_rule(one, *rule);
        out.key("rule_now").raw(one.take());
    }
    out.end();
    return Reply::json(std::move(out));
}

// So many hours from now; 0: not said.
Result<warning::Moment> until_of(const Call& call) {
    if (const auto* hours = call.body.if_contains("hours"); hours != nullptr && hours->is_int64())
        return now_seconds() + hours->get_int64() * warning::hour;
    return warning::Moment(0);
}

Result<Reply> post_step(Call& call) {
    warning::Step step;
    step.act = *warning::act_from(call.member("act"));
    step.reason = call.member("reason");
    step.to = call.member("to");
    TRY(step.until, until_of(call));
    CHECK(call.registry.warning().step(call.actor(), call.path[0], step));
    return written(call);
}

// ---- CAP

exchange::CapSender sender_of(const Call& call) {
    const std::string host(call.request.header("host"));
    // what a CAP sender may not hold cannot come from a host's name
    std::string plain;
    for (const char c : host)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
            c == '-' || c == ':')
            plain += c;
    if (plain.empty()) plain = "localhost";
    return {"gangmu@" + plain, {"綱目", "Gangmu"}, "https://" + plain};
}

exchange::CapArea area_of(const Alert& alert, const state::Snapshot& snapshot) {
    const auto* unit = snapshot.measure->unit(alert.subject.unit);
    if (unit == nullptr) return {{alert.subject.unit, alert.subject.unit}, {}, {}};
    return {unit->name, unit->latitude, unit->longitude};
}

Reply xml_reply(std::string text, std::string_view media_type) {
    Reply reply;
    reply.body = std::make_shared<const std::string>(std::move(text));
    reply.media_type = media_type;
    return reply;
}

Result<Reply> get_cap(Call& call) {
    TRY(const auto* alert, alert_of(call));
    return xml_reply(exchange::cap_message(*alert, area_of(*alert, call.view.snapshot()), sender_of(call)),
                     "application/cap+xml");
}

Result<Reply> get_feed(Call& call) {
    constexpr std::size_t most = 100;
    const auto& snapshot = call.view.snapshot();
    std::vector<exchange::CapEntry> entries;
    for (std::size_t i = snapshot.warnings.order.size(); i-- > 0 && entries.size() < most;) {
        const auto* alert = snapshot.warnings.alert(snapshot.warnings.order[i]);
        if (alert != nullptr && wanted(call, *alert)) entries.push_back({alert, area_of(*alert, snapshot)});
    }
    return xml_reply(exchange::cap_feed(entries, sender_of(call), now_seconds()), "application/atom+xml");
}

const std::vector<Field>& filters() {
    static const std::vector<Field> all{
        {.name = "stage",
         .type = Type::choice,
         .about = {"階段", "Stage"},
         .choices = {"open", "acknowledged", "resolved", "unresolved"}},
        {.name = "level",
         .type = Type::choice,
         .about = {"等級", "Level"},
         .choices = {"watch", "warning", "severe"}},
        {.name = "mode",
         .type = Type::choice,
         .about = {"實際、演習、測試或系統", "Actual, exercise, test or system"},
         .choices = {"actual", "exercise", "test", "system"}},
        {.name = "rule", .about = {"規則", "Rule"}},
        {.name = "element", .about = {"資料項目", "Element"}},
        {.name = "unit", .about = {"填報單位", "Reporting unit"}},
        {.name = "assignee", .about = {"承辦人", "Assignee"}}};
    return all;
}

std::vector<Field> list_query() {
    auto fields = filters();
    fields.push_back({.name = "limit",
                      .type = Type::integer,
                      .about = {"至多幾則", "At most so many"},
                      .minimum = 1,
                      .maximum = most_alerts});
    fields.push_back({.name = "before", .about = {"這一則之前的", "Older than this one"}, .maximum = 30});
    return fields;
}

// The rule as docs/warning.md says: warning::read_rule checks each member and names the faulty one.
Body rule_body() {
    return {BodyKind::json,
            {{.name = "id", .about = {"規則代碼", "The rule's id"}},
             {.name = "kind", .about = {"種類", "Kind"}},
             {.name = "name", .type = Type::any, .about = {"名稱 {zh,en}", "Name {zh,en}"}},
             {.name = "element", .about = {"資料項目", "Element"}},
             {.name = "units", .type = Type::any, .about = {"單位（含所轄）", "Units and those below"}},
             {.name = "combination", .type = Type::any, .about = {"面向的值", "Members of dimensions"}},
             {.name = "level", .about = {"注意、警戒、嚴重", "watch, warning, severe"}},
             {.name = "category", .about = {"CAP 類別", "CAP category"}},
             {.name = "mode", .about = {"實際、演習、測試、系統", "actual, exercise, test, system"}},
             {.name = "off", .type = Type::boolean, .about = {"停用", "Switched off"}},
             {.name = "closes",
              .type = Type::boolean,
              .about = {"條件解除即結案", "Resolved when its condition is over"}},
             {.name = "side", .about = {"低於、高於、兩者", "under, over, either"}},
             {.name = "limits", .type = Type::any, .about = {"分期門檻", "Lines by day"}},
             {.name = "release", .type = Type::any, .about = {"解除餘裕", "Hysteresis"}},
             {.name = "hold", .type = Type::any, .about = {"持續秒數", "Seconds to last"}},
             {.name = "hold_points", .type = Type::any, .about = {"連續筆數", "Values in a row"}},
             {.name = "change", .type = Type::any, .about = {"變化", "Change"}},
             {.name = "relative", .type = Type::boolean, .about = {"變化為百分比", "Change in percent"}},
             {.name = "span", .type = Type::any, .about = {"比較間隔（秒）", "Seconds to compare over"}},
             {.name = "years", .type = Type::any, .about = {"基線年數", "Years of the baseline"}},
             {.name = "window_days", .type = Type::any, .about = {"基線前後日數", "Days about the season"}},
             {.name = "deviations", .type = Type::any, .about = {"離散度倍數", "Spreads"}},
             {.name = "least_spread", .type = Type::any, .about = {"最小離散度", "Least spread"}},
             {.name = "grace", .type = Type::any, .about = {"寬限秒數", "Grace in seconds"}},
             {.name = "horizon_days", .type = Type::any, .about = {"預估日數", "Days ahead"}},
             {.name = "low", .type = Type::any, .about = {"下限", "Low"}},
             {.name = "high", .type = Type::any, .about = {"上限", "High"}},
             {.name = "stuck_points", .type = Type::any, .about = {"停滯筆數", "Values that stay"}},
             {.name = "tolerance", .type = Type::any, .about = {"容許", "Tolerance"}},
             {.name = "escalate_hours",
              .type = Type::any,
              .about = {"幾小時後升級", "Hours until it is escalated"}},
             {.name = "tell", .type = Type::any, .about = {"通知對象", "Who is told"}},
             {.name = "escalate_to", .type = Type::any, .about = {"升級對象", "Whom it is escalated to"}}}};
}

}  // namespace

std::vector<Endpoint> alert_endpoints() {
    const auto read = Access(Action::read_alerts);
    return {
        {.method = http::Method::get,
         .path = "/api/warnings",
         .access = read,
         .summary = {"警示規則", "Warning rules"},
         .handle = get_rules,
         .answer = {200, "WarningRules"}},
        {.method = http::Method::put,
         .path = "/api/warnings/{rule}",
         .access = Action::define_measures,
         .summary = {"設定一條警示規則", "Sets a warning rule"},
         .handle = put_rule,
         .answer = {200, "Done"},
         .body = rule_body(),
         .work = Work::slow},
        {.method = http::Method::del,
         .path = "/api/warnings/{rule}",
         .access = Action::define_measures,
         .summary = {"停用一條警示規則；其警示仍保留", "Ends a rule; its alerts stay"},
         .handle = delete_rule,
         .answer = {200, "Done"},
         .body =
             {BodyKind::json,
              {{.name = "reason", .about = {"原因", "Why"}, .required = true, .minimum = 1, .maximum = 600}}},
         .work = Work::slow},
        {.method = http::Method::post,
         .path = "/api/warnings/{rule}/try",
         .access = Action::define_measures,
         .summary = {"試算一條規則，不留紀錄", "What a rule would say now; nothing is recorded"},
         .handle = try_rule,
         .answer = {200, "WarningTrial"},
         .body = rule_body(),
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/alerts",
         .access = read,
         .summary = {"警示，新的在前", "Alerts, newest first"},
         .handle = get_alerts,
         .answer = {200, "Alerts"},
         .query = list_query()},
        {.method = http::Method::get,
         .path = "/api/alerts/cap",
         .access = read,
         .summary = {"警示訊息的 Atom 訂閱", "The feed of CAP messages (Atom)"},
         .handle = get_feed,
         .answer = {200, "", "application/atom+xml"},
         .query = filters()},
        {.method = http::Method::get,
         .path = "/api/alerts/{alert}",
         .access = read,
         .summary = {"一則警示：經過、數列與門檻", "One alert: its steps, its series and line"},
         .handle = get_alert,
         .answer = {200, "AlertWhole"}},
        {.method = http::Method::get,
         .path = "/api/alerts/{alert}/cap",
         .access = read,
         .summary = {"CAP 1.2 訊息", "As a CAP 1.2 message"},
         .handle = get_cap,
         .answer = {200, "", "application/cap+xml"}},
        {.method = http::Method::post,
         .path = "/api/alerts/{alert}/steps",
         .access = Action::handle_alerts,
         .summary = {"知悉、指派、暫停通知、附記或結案",
                     "Acknowledges, assigns, silences, comments or resolves"},
         .handle = post_step,
         .answer = {200, "Done"},
         .body = {BodyKind::json,
                  {{.name = "act",
                    .type = Type::choice,
                    .about = {"動作", "What is done"},
                    .required = true,
                    .choices = {"acknowledge", "assign", "silence", "comment", "resolve"}},
                   {.name = "reason", .about = {"理由", "Why"}, .maximum = 600},
                   {.name = "to", .about = {"承辦帳號", "The assignee's account"}, .maximum = 64},
                   {.name = "hours",
                    .type = Type::integer,
                    .about = {"暫停通知幾小時", "Silent for so many hours"},
                    .minimum = 1,
                    .maximum = 8'784}}},
         .work = Work::slow}};
}

}  // namespace gangmu::api
