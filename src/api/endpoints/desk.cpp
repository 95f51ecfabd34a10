// The officer's desk: differences, reading again, the log of corrections, rules. docs/api.md has the shapes.
#include "services/registry_desk.hpp"

#include <algorithm>
#include <set>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "api/sides.hpp"
#include "checking/check.hpp"
#include "comparing/diff.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::Sequence;

std::optional<Sequence> version_of(const Call& call) {
    const auto* value = call.body.if_contains("version");
    if (value == nullptr) return std::nullopt;
    return static_cast<Sequence>(value->get_int64());
}

Reply corrected(const services::Corrected& result) {
    JsonWriter out;
    out.object().member("version", result.version).key("nodes").array();
    for (const auto& node : result.nodes)
        out.value(node);
    out.end().end();
    return Reply::json(std::move(out));
}

// The plan, for those who may see its draft; for others there is none.
Result<const state::Plan*> drafted(const Call& call) {
    CHECK(auth::allow(call.actor(), Action::read_drafts, call.view.snapshot()));
    const auto* plan = call.view->plan(call.path[0]);
    if (plan == nullptr || plan->withdrawn() || !call.may(Action::read_drafts, issuer_for_rights(*plan)))
        return fail(Fault::not_found, "plan-unknown", {"查無這個計畫", "There is no such plan"},
                    {"請從計畫清單選取", "Choose one from the list of plans"}, call.path[0]);
    return plan;
}

// ---- differences

// Only the node, what is under it, and what hangs on that. False: there is no such node.
bool keep_below(model::Plan& plan, std::string_view root) {
    std::set<std::string, std::less<>> kept;
    for (const auto& node : plan.nodes)
        if (node.id == root || kept.count(node.parent) != 0) kept.insert(node.id);
    const auto drop = [&](auto& items, auto node_of) {
        items.erase(std::remove_if(items.begin(), items.end(),
                                   [&](const auto& item) { return kept.count(node_of(item)) == 0; }),
                    items.end());
    };
    drop(
        plan.nodes, [](const model::Node& node) -> const auto& { return node.id; });
    const auto hangs_on = [](const auto& item) -> const auto& {
        return item.node;
    };
    drop(plan.indicators, hangs_on);
    drop(plan.budgets, hangs_on);
    drop(plan.facts, hangs_on);
    return !kept.empty();
}

Result<Reply> get_diff(Call& call) {
    TRY(const Side to, side_to(call));
    TRY(const Side from, side_from(call, to));
    auto before = from.content->to_plan();
    auto after = to.content->to_plan();
    const auto node = call.text("node");
    if (!node.empty()) {
        const bool was = keep_below(before, node), is = keep_below(after, node);
        if (!was && !is)
            return fail(Fault::not_found, "node-unknown",
                        {"兩邊都沒有這個項目", "Neither side has this item"},
                        {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, std::string(node));
        before.plan = after.plan;  // the plan's own fields are above it
    }
    std::vector<std::pair<std::string, std::string>> merged;
    to.content->aliases().each(
        [&](const std::string& id, const std::string& survivor) { merged.emplace_back(id, survivor); });
    const auto diff =
        comparing::diff(before, after, comparing::match_ids(before, after), merged, to.uncertain);
    JsonWriter out;
    out.object().member("plan", call.path[0]).member_if("node", node);
    write_side(out, "from", from);
    write_side(out, "to", to);
    comparing::write_members(out, diff, before, after);
    out.end();
    return Reply::json(std::move(out));
}

// ---- reading again

Result<Reply> post_reread(Call& call) {
    CHECK(drafted(call));
    std::vector<std::string> add;
    if (const auto* given = call.body.if_contains("add"))
        for (const auto& each : given->get_array()) {
            std::string sha256(std::string_view(each.get_string()));
            const auto* document = call.view->document(sha256);
            if (document == nullptr || !sees(call, *document)) return document_unknown(sha256);
            add.push_back(std::move(sha256));
        }
    TRY(const std::string job, call.registry.desk().start_reread(call.actor(), call.path[0], add));
    JsonWriter out;
    out.object().member("job", job).end();
    return Reply::json(std::move(out), 202);
}

Result<Reply> get_proposal(Call& call) {
    TRY(const state::Plan* plan, drafted(call));
    auto desk = call.registry.desk();
    const auto proposal = desk.proposal(plan->id);
    const auto& content = plan->draft ? plan->draft->content : plan->latest()->content;
    if (!proposal || !content) return proposal_missing(plan->id);
    const auto before = content->to_plan();
    const auto after = proposal->content->to_plan();
    JsonWriter out;
    out.object().member("plan", plan->id).member("version", proposal->version);
    out.member("made", taipei_time(proposal->made_us)).member("by", proposal->by).key("documents").array();
    for (const auto& sha256 : proposal->documents)
        out.value(sha256);
    out.end();
    comparing::write_counts(out, comparing::diff(before, after, comparing::match_ids(before, after)));
    const auto beyond = [](const state::Content& these, const state::Content& those) {
        std::uint64_t count = 0;
        for (const auto& finding : these.findings())
            if (finding && those.finding(finding->id) == nullptr) ++count;
        return count;
    };
    out.key("findings").object().member("added", beyond(*proposal->content, *content));
    out.member("removed", beyond(*content, *proposal->content)).end();
    std::size_t kept = 0;
    for (const auto& step : proposal->steps)
        kept += step.operations.size();
    out.member("corrections", static_cast<std::uint64_t>(kept)).key("conflicts").array();
    for (const auto& conflict : proposal->conflicts) {
        out.object().member("seq", conflict.seq).member("operation", json::value(conflict.operation));
        out.key("reason").object().member("zh", conflict.reason.zh).member("en", conflict.reason.en).end();
        out.member("applied", conflict.applied).end();
    }
    out.end().member("stale", desk.stale(*proposal)).end();
    return Reply::json(std::move(out));
}

Result<Reply> accept_proposal(Call& call) {
    CHECK(drafted(call));
    TRY(const auto result, call.registry.desk().accept(call.actor(), call.path[0], version_of(call)));
    return corrected(result);
}

Result<Reply> delete_proposal(Call& call) {
    CHECK(drafted(call));
    CHECK(call.registry.desk().refuse(call.actor(), call.path[0]));
    return written(call);
}

Result<Reply> post_attach(Call& call) {
    CHECK(drafted(call));
    TRY(const auto attached,
        call.registry.desk().attach(call.actor(), call.path[0], call.member("to"), version_of(call)));
    JsonWriter out;
    out.object().member("plan", attached.plan).member("version", attached.version).end();
    return Reply::json(std::move(out));
}

// ---- the log of corrections

Result<Reply> get_corrections(Call& call) {
    TRY(const state::Plan* plan, drafted(call));
    TRY(const auto log, call.registry.desk().corrections(plan->id));
    JsonWriter out;
    out.object().member("version", plan->version).key("corrections").array();
    for (const auto& logged : log) {
        const auto& step = logged.step;
        out.object().member("seq", step.seq).member("recorded", taipei_time(step.recorded_us));
        out.member("actor", step.by).member_if("note", step.note);
        out.member("operations", json::value(step.operations));
        if (step.undoes != 0) out.member("undoes", step.undoes);
        if (logged.undone_by != 0) out.member("undone_by", logged.undone_by);
        out.member("current", logged.current).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_undo(Call& call) {
    CHECK(drafted(call));
    Sequence seq = 0;
    for (const char c : call.path[1]) {
        if (c < '0' || c > '9' || seq > (std::uint64_t{1} << 53U))
            return fail(Fault::not_found, "correction-gone", {"沒有這筆更正", "There is no such correction"},
                        {}, call.path[1]);
        seq = seq * 10 + static_cast<unsigned>(c - '0');
    }
    TRY(const auto result, call.registry.desk().undo(call.actor(), call.path[0], seq, version_of(call)));
    return corrected(result);
}

// ---- findings and rules

void write_reason(JsonWriter& out, const state::Dismissal& dismissal) {
    out.member("reason", dismissal.reason).member("by", dismissal.stamp.by);
    out.member("recorded", taipei_time(dismissal.stamp.recorded_us));
}

Result<Reply> get_dismissals(Call& call) {
    TRY(const state::Plan* plan, drafted(call));
    JsonWriter out;
    out.object().key("dismissals").array();
    plan->dismissals.each([&](const std::string& finding, const state::Dismissal& dismissal) {
        out.object().member("finding", finding);
        write_reason(out, dismissal);
        out.end();
    });
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> delete_dismissal(Call& call) {
    CHECK(drafted(call));
    CHECK(call.registry.desk().restore_finding(call.actor(), call.path[0], call.path[1]));
    return written(call);
}

void write_rules(JsonWriter& out, const state::Settings& settings, const state::Plan* plan) {
    out.object().key("rules").array();
    for (const auto& rule : checking::rules()) {
        const std::string id(rule.id);
        out.object().member("rule", id).key("title").object();
        out.member("zh", rule.title.zh).member("en", rule.title.en).end();
        const auto* reason = settings.rule_reasons.find(id);
        const bool store =
            reason != nullptr ||
            std::find(settings.rules_off.begin(), settings.rules_off.end(), id) != settings.rules_off.end();
        const auto* own = plan != nullptr ? plan->rules_off.find(id) : nullptr;
        if (const auto* why = own != nullptr ? own : reason; why != nullptr) {
            out.key("off").object();
            write_reason(out, *why);
            out.end();
        } else if (store) {  // by the settings, which know no reason
            out.key("off").object().member("reason", "").member("by", "").member("recorded", "").end();
        }
        if (plan != nullptr && store) out.member("store", true);
        out.end();
    }
    out.end().end();
}

Result<Reply> get_rules(Call& call) {
    JsonWriter out;
    write_rules(out, call.view->settings, nullptr);
    return Reply::json(std::move(out));
}

Result<Reply> get_plan_rules(Call& call) {
    TRY(const state::Plan* plan, drafted(call));
    JsonWriter out;
    write_rules(out, call.view->settings, plan);
    return Reply::json(std::move(out));
}

bool off_of(const Call& call) {
    return call.body.at("off").get_bool();
}

Result<Reply> put_rule(Call& call) {
    CHECK(call.registry.desk().switch_rule(call.actor(), {}, call.path[0], off_of(call),
                                           call.member("reason")));
    return written(call);
}

Result<Reply> put_plan_rule(Call& call) {
    CHECK(drafted(call));
    CHECK(call.registry.desk().switch_rule(call.actor(), call.path[0], call.path[1], off_of(call),
                                           call.member("reason")));
    return written(call);
}

// ---- specs

constexpr std::int64_t most = std::int64_t{1} << 53;

Field version_field() {
    return {.name = "version",
            .type = Type::integer,
            .about = {"所見的計畫版本；已被他人更動則拒絕",
                      "The plan's version as seen; refused when it has changed since"},
            .maximum = most};
}

Field side_field(std::string_view name, Message about) {
    return {.name = name, .about = std::move(about), .minimum = 1, .maximum = 20};
}

Field date_field(std::string_view name, Message about) {
    return {.name = name, .type = Type::date, .about = std::move(about)};
}

Endpoint look(std::string_view path, Access access, Message summary, Result<Reply> (*handle)(Call&),
              std::string_view schema, std::vector<Field> query = {}) {
    return {.method = http::Method::get,
            .path = path,
            .access = access,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .query = std::move(query),
            .work = Work::slow};
}

Endpoint command(http::Method method, std::string_view path, Action action, Message summary,
                 Result<Reply> (*handle)(Call&), Answer answer, std::vector<Field> fields = {}) {
    return {.method = method,
            .path = path,
            .access = action,
            .summary = std::move(summary),
            .handle = handle,
            .answer = answer,
            .body = method == http::Method::del ? Body{} : Body{BodyKind::json, std::move(fields)},
            .work = Work::slow};
}

std::vector<Field> rule_fields() {
    return {{.name = "off", .type = Type::boolean, .about = {"true：停用", "true: off"}, .required = true},
            {.name = "reason", .about = {"停用的原因", "Why it is switched off"}, .maximum = 600}};
}

}  // namespace

std::vector<Endpoint> desk_endpoints() {
    using http::Method;
    return {
        look("/api/plans/{plan}/diff", Action::read_plans,
             {"兩個版次、草案或重新讀取結果的差異", "What differs between editions, the draft, the proposal"},
             get_diff, "Diff",
             {side_field("from",
                         {"draft、proposal、版次或 revision-N", "draft, proposal, an edition or revision-N"}),
              side_field("to",
                         {"draft、proposal、版次或 revision-N", "draft, proposal, an edition or revision-N"}),
              date_field("from_on", {"from 取當日有效的版次", "from: the edition in force on that day"}),
              date_field("to_on", {"to 取當日有效的版次", "to: the edition in force on that day"}),
              {.name = "node", .about = {"只比較這個項目以下", "Only this item and below"}, .maximum = 400},
              date_field("from_as_of", {"from 取當日已知的內容", "from, as known at that day's end"}),
              date_field("to_as_of", {"to 取當日已知的內容", "to, as known at that day's end"})}),
        command(
            Method::post, "/api/plans/{plan}/reread", Action::correct_draft,
            {"以今日的讀法重讀原始文件，成為待確認的提案", "Reads the kept bytes again into a proposal"},
            post_reread, {202, "JobStarted"},
            {{.name = "add",
              .type = Type::list,
              .about = {"併入的文件（附件）的 SHA-256", "SHA-256 of documents to be read with it: annexes"},
              .maximum = 50}}),
        look("/api/plans/{plan}/proposal", Action::read_drafts,
             {"待確認的重新讀取結果", "The new reading that waits"}, get_proposal, "Proposal"),
        command(Method::post, "/api/plans/{plan}/proposal/accept", Action::correct_draft,
                {"接受重新讀取的結果，成為草案", "The proposal becomes the draft"}, accept_proposal,
                {200, "Corrected"}, {version_field()}),
        command(Method::del, "/api/plans/{plan}/proposal", Action::correct_draft,
                {"放棄重新讀取的結果", "Drops the proposal"}, delete_proposal, {200, "Done"}),
        command(Method::post, "/api/plans/{plan}/attach", Action::correct_draft,
                {"把草案併為另一項計畫的新版次", "Makes the draft another plan's next edition"}, post_attach,
                {200, "Attached"},
                {{.name = "to",
                  .about = {"那項計畫", "That plan"},
                  .required = true,
                  .minimum = 1,
                  .maximum = 100},
                 version_field()}),
        look("/api/plans/{plan}/corrections", Action::read_drafts, {"更正紀錄", "The log of corrections"},
             get_corrections, "Corrections"),
        command(Method::post, "/api/plans/{plan}/corrections/{seq}/undo", Action::correct_draft,
                {"撤銷一筆更正", "Takes a correction back"}, post_undo, {200, "Corrected"},
                {version_field()}),
        look("/api/plans/{plan}/dismissals", Action::read_drafts,
             {"不採納的檢核結果", "Findings that somebody dismissed"}, get_dismissals, "Dismissals"),
        command(Method::del, "/api/plans/{plan}/dismissals/{finding*}", Action::dismiss_finding,
                {"恢復一項檢核結果", "Takes a dismissal back"}, delete_dismissal, {200, "Done"}),
        look("/api/rules", Action::read_drafts, {"檢核規則", "The rules of checking"}, get_rules, "Rules"),
        command(Method::put, "/api/rules/{rule}", Action::change_settings,
                {"全站停用或啟用一條規則", "Switches a rule off or on for the whole store"}, put_rule,
                {200, "Done"}, rule_fields()),
        look("/api/plans/{plan}/rules", Action::read_drafts,
             {"這項計畫的檢核規則", "The rules of checking for this plan"}, get_plan_rules, "Rules"),
        command(Method::put, "/api/plans/{plan}/rules/{rule}", Action::dismiss_finding,
                {"為這項計畫停用或啟用一條規則", "Switches a rule off or on for this plan"}, put_plan_rule,
                {200, "Done"}, rule_fields()),
    };
}

}  // namespace gangmu::api
