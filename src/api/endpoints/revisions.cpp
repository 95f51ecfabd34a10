// Revisions (修正案) of a plan: listed, drafted, edited, proposed, decided.
#include "api/act_json.hpp"
#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "api/revision_json.hpp"
#include "api/tracking_json.hpp"
#include "services/registry_revision.hpp"
#include "state/payload.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::RevisionKey;
using services::Sequence;

Result<const state::Plan*> plan_of(const Call& call) {
    const auto* plan = call.view->plan(call.path[0]);
    if (plan == nullptr || plan->latest() == nullptr)
        return fail(Fault::not_found, "plan-unknown",
                    {"查無這項已發布的計畫", "There is no such published plan"},
                    {"請從計畫清單選取", "Choose one from the list of plans"}, call.path[0]);
    return plan;
}

std::uint32_t number_of(const Call& call) {
    std::uint32_t number = 0;
    for (const char c : call.path[1]) {
        if (c < '0' || c > '9' || number > 100'000) return 0;
        number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return number;
}

RevisionKey key_of(const Call& call) {
    RevisionKey key{call.path[0], number_of(call), std::nullopt};
    if (call.body.contains("version")) key.version = state::number(call.body, "version");
    return key;
}

services::RevisionText text_of(const Call& call) {
    return {std::string(call.member("title")), std::string(call.member("reason")),
            std::string(call.member("effective"))};
}

Result<json::array> operations_of(const Call& call) {
    const auto* given = call.body.if_contains("operations");
    if (given == nullptr) return json::array();
    if (given->is_array()) return given->get_array();
    return fail(Fault::invalid, "member-invalid", {"operations 應為清單", "operations should be a list"}, {},
                "/operations");
}

Result<Reply> get_revisions(Call& call) {
    TRY(const auto* plan, plan_of(call));
    const auto& snapshot = call.view.snapshot();
    const auto wanted = call.text("state");
    JsonWriter out;
    out.object().member("plan", plan->id);
    out.member("may_draft", call.actor().anybody() && call.may(Action::propose_revision));
    out.member("office", services::runs_plan(call.actor(), snapshot, *plan)).key("revisions").array();
    if (const auto* list = snapshot.revisions.find(plan->id))
        for (std::size_t i = list->size(); i-- > 0;) {  // newest first
            const auto& each = *(*list)[i];
            const bool in =
                wanted.empty() || (wanted == "open" ? each.open() : to_string(each.state) == wanted);
            if (in && services::sees_revision(call.actor(), snapshot, *plan, each))
                write_revision_entry(out, snapshot, *plan, each);
        }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_revision(Call& call) {
    TRY(const auto* plan, plan_of(call));
    const auto& snapshot = call.view.snapshot();
    const auto* revision = state::find_revision(snapshot.revisions, plan->id, number_of(call));
    if (revision == nullptr || !services::sees_revision(call.actor(), snapshot, *plan, *revision))
        return services::revision_unknown(number_of(call));
    TRY(const auto standing, services::standing_of(*plan, *revision));
    JsonWriter out;
    write_revision(out, call, *plan, *revision, standing);
    return Reply::json(std::move(out));
}

Result<Reply> post_revision(Call& call) {
    TRY(const auto operations, operations_of(call));
    TRY(const auto made, call.registry.revisions().draft(call.actor(), call.path[0], text_of(call),
                                                         operations, state::flag(call.body, "from_draft")));
    JsonWriter out;
    out.object().member("number", made.number).member("version", made.version).end();
    return Reply::json(std::move(out));
}

Reply turned(Sequence version, std::uint32_t edition = 0) {
    JsonWriter out;
    out.object().member("version", version);
    if (edition != 0) out.member("edition", edition);
    out.end();
    return Reply::json(std::move(out));
}

Result<Reply> put_revision(Call& call) {
    TRY(const auto version, call.registry.revisions().describe(call.actor(), key_of(call), text_of(call)));
    return turned(version);
}

Result<Reply> post_operations(Call& call) {
    TRY(const auto operations, operations_of(call));
    std::optional<std::size_t> at;
    if (call.body.contains("at")) at = state::number(call.body, "at");
    TRY(const auto result, call.registry.revisions().edit(call.actor(), key_of(call), operations, at));
    JsonWriter out;
    out.object().member("version", result.version).key("nodes").array();
    for (const auto& node : result.nodes)
        out.value(node);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> approve(Call& call) {
    services::Approval approval;
    approval.effective = call.member("effective");
    approval.note = call.member("note");
    if (call.body.contains("proofread")) approval.proofread = state::flag(call.body, "proofread");
    if (const auto* act = call.body.if_contains("record"); act != nullptr && act->is_object())
        approval.act = read_act(act->get_object());
    TRY(const auto edition, call.registry.revisions().approve(call.actor(), key_of(call), approval));
    return turned(call.registry.view().head().seq, edition);
}

Result<Reply> act_on_revision(Call& call) {
    auto revisions = call.registry.revisions();
    const auto act = call.member("act"), note = call.member("note");
    if (act == "approve") return approve(call);
    const auto key = key_of(call);
    const auto made = act == "propose"  ? revisions.propose(call.actor(), key, note)
                      : act == "return" ? revisions.send_back(call.actor(), key, note)
                      : act == "rebase" ? revisions.rebase(call.actor(), key)
                                        : revisions.withdraw(call.actor(), key, note);
    if (!made) return made.error();
    return turned(*made);
}

Field version_field() {
    return {.name = "version",
            .type = Type::integer,
            .about = {"所見的修正案版本；已被他人更動則拒絕",
                      "The revision's version as seen; refused when it has changed since"},
            .maximum = std::int64_t{1} << 53};
}

Field operations_field(bool required) {
    return {.name = "operations",
            .type = Type::any,
            .about = {"修正的清單，與更正草案的相同", "The changes, as corrections of a draft"},
            .required = required};
}

std::vector<Field> text_fields() {
    return {{.name = "title", .about = {"修正案名稱", "Its title"}, .required = true, .minimum = 1},
            {.name = "reason", .about = {"修正理由", "Why"}, .required = true, .minimum = 1, .maximum = 600},
            {.name = "effective", .type = Type::date, .about = {"希望的生效日", "Wished to take effect on"}}};
}

Endpoint read(std::string_view path, Message summary, Result<Reply> (*handle)(Call&), std::string_view schema,
              std::vector<Field> query = {}) {
    return {.method = http::Method::get,
            .path = path,
            .access = Action::read_plans,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .query = std::move(query),
            .work = Work::slow};
}

Endpoint command(http::Method method, std::string_view path, Message summary, Result<Reply> (*handle)(Call&),
                 std::string_view schema, std::vector<Field> fields) {
    return {.method = method,
            .path = path,
            .access = Action::propose_revision,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .body = {BodyKind::json, std::move(fields)},
            .work = Work::slow};
}

std::vector<Field> draft_fields() {
    auto fields = text_fields();
    fields.push_back(operations_field(false));
    fields.push_back({.name = "from_draft",
                      .type = Type::boolean,
                      .about = {"以草案與最新版次的差異為內容，草案撤回",
                                "What the draft would change; the draft is withdrawn"}});
    return fields;
}

std::vector<Field> described_fields() {
    auto fields = text_fields();
    fields.push_back(version_field());
    return fields;
}

std::vector<Field> turn_fields() {
    return {{.name = "act",
             .type = Type::choice,
             .about = {"提出、退回、調整到最新版次、撤回、定案",
                       "propose, return, rebase (onto the newest edition), withdraw, approve"},
             .required = true,
             .choices = {"propose", "return", "rebase", "withdraw", "approve"}},
            {.name = "note", .about = {"意見或原因", "A note, or why"}, .maximum = 2000},
            {.name = "effective", .type = Type::date, .about = {"定案：生效日", "approve: in force from"}},
            {.name = "proofread", .type = Type::boolean, .about = {"定案：已校對", "approve: proofread"}},
            {.name = "record",
             .type = Type::object,
             .about = {"定案：依據的核定、核備、備查或核准", "approve: the legal act that it rests on"},
             .fields = act_fields(false)},
            version_field()};
}

}  // namespace

std::vector<Endpoint> revision_endpoints() {
    using http::Method;
    return {
        read("/api/plans/{plan}/revisions", {"計畫的修正案", "A plan's revisions"}, get_revisions,
             "Revisions",
             {{.name = "state",
               .type = Type::choice,
               .about = {"狀態；open 為尚未定案的", "How it stands; open: not decided yet"},
               .choices = {"open", "draft", "proposed", "returned", "withdrawn", "approved"}}}),
        command(Method::post, "/api/plans/{plan}/revisions", {"草擬修正案", "Drafts a revision"},
                post_revision, "RevisionMade", draft_fields()),
        read(
            "/api/plans/{plan}/revisions/{revision}",
            {"一件修正案：內容、與最新版次是否相合", "A revision: its changes, and whether they still apply"},
            get_revision, "Revision"),
        command(Method::put, "/api/plans/{plan}/revisions/{revision}",
                {"修改名稱、理由與生效日", "Changes its title, reason and day"}, put_revision,
                "RevisionTurned", described_fields()),
        command(
            Method::post, "/api/plans/{plan}/revisions/{revision}/operations",
            {"修改內容：自第 at 項起換成這些", "Changes what it changes: from number `at` on"},
            post_operations, "Corrected",
            {operations_field(true),
             {.name = "at",
              .type = Type::integer,
              .about = {"自第幾項（0 起）；不寫為加在最後", "From this one on, from 0; left out: at the end"},
              .maximum = 10'000},
             version_field()}),
        command(Method::post, "/api/plans/{plan}/revisions/{revision}",
                {"提出、退回、調整、撤回或定案", "Proposes, returns, rebases, withdraws or approves it"},
                act_on_revision, "RevisionTurned", turn_fields()),
    };
}

}  // namespace gangmu::api
