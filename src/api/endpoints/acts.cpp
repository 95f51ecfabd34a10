// The legal acts of a plan: 核定, 核備, 備查, 核准, each with its agency, day, number and letter.
#include "api/act_json.hpp"
#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "base/file.hpp"
#include "http/message.hpp"
#include "services/registry_evaluation.hpp"
#include "services/revisions.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

// What is not published yet is told to nobody by its acts either.
bool hidden(const Call& call, const state::Plan& plan, const state::Act& act) {
    const auto& snapshot = call.view.snapshot();
    const auto* revision = state::find_revision(snapshot.revisions, plan.id, act.revision);
    return revision != nullptr && !services::sees_revision(call.actor(), snapshot, plan, *revision);
}

Result<Reply> get_acts(Call& call) {
    TRY(const auto plan, call.plan());
    JsonWriter out;
    out.object().member("plan", plan.id()).key("acts").array();
    const auto& snapshot = call.view.snapshot();
    if (const auto* acts = snapshot.acts.find(plan.id()))
        for (std::size_t i = acts->size(); i-- > 0;)  // newest first
            if (!hidden(call, plan.plan(), (*acts)[i])) write_act(out, (*acts)[i], snapshot);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_act(Call& call) {
    const auto act = read_act(call.body);
    TRY(const auto seq, call.registry.evaluation().record_act(call.actor(), call.path[0], act));
    JsonWriter out;
    out.object().member("seq", seq).end();
    return Reply::json(std::move(out));
}

constexpr std::size_t largest_letter = std::size_t{50} << 20;

Error act_unknown(const std::string& act) {
    return fail(Fault::not_found, "act-unknown", {"沒有這項紀錄", "There is no such record"}, {}, act);
}

std::uint64_t act_of(const Call& call) {
    std::uint64_t seq = 0;
    for (const char c : call.path[1]) {
        if (c < '0' || c > '9' || seq >= 1'000'000'000'000) return 0;
        seq = seq * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return seq;
}

Result<Reply> delete_act(Call& call) {
    const auto seq = act_of(call);
    if (seq == 0) return act_unknown(call.path[1]);
    CHECK(call.registry.evaluation().withdraw_act(call.actor(), call.path[0], seq, call.member("reason")));
    return written(call);
}

Result<Reply> put_letter(Call& call) {
    const auto seq = act_of(call);
    if (seq == 0) return act_unknown(call.path[1]);
    std::string bytes;
    if (!call.request.upload.empty()) {
        TRY(bytes, read_file(call.request.upload, largest_letter));
    }
    std::string name(call.text("name"));
    if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    CHECK(call.registry.evaluation().attach_letter(call.actor(), call.path[0], seq, name, bytes));
    return written(call);
}

Result<Reply> get_letter(Call& call) {
    TRY(const auto plan, call.plan());
    const auto seq = act_of(call);
    const auto* acts = call.view->acts.find(plan.id());
    const state::Act* found = nullptr;
    for (std::size_t i = 0; acts != nullptr && i < acts->size(); ++i)
        if ((*acts)[i].seq == seq && !(*acts)[i].file_name.empty()) found = &(*acts)[i];
    if (found == nullptr || hidden(call, plan.plan(), *found)) return act_unknown(call.path[1]);
    TRY(std::string bytes, call.registry.document_bytes(found->file));
    Reply reply;
    reply.body = std::make_shared<const std::string>(std::move(bytes));
    reply.media_type = "application/octet-stream";  // never shown as a page of ours
    reply.extra.add("Content-Disposition",
                    "attachment; filename*=UTF-8''" + http::encode_percent(found->file_name));
    reply.extra.add("Content-Security-Policy", "sandbox; default-src 'none'");
    return reply;
}

}  // namespace

std::vector<Endpoint> act_endpoints() {
    return {{.method = http::Method::get,
             .path = "/api/plans/{plan}/acts",
             .access = Action::read_plans,
             .summary = {"計畫的核定、核備、備查與核准", "A plan's legal acts: 核定, 核備, 備查, 核准"},
             .handle = get_acts,
             .answer = {200, "Acts"}},
            {.method = http::Method::post,
             .path = "/api/plans/{plan}/acts",
             .access = Action::manage_cycles,
             .summary = {"記錄一項核定、核備、備查或核准", "Records one of them"},
             .handle = post_act,
             .answer = {200, "Done"},
             .body = {BodyKind::json, act_fields(true)}},
            {.method = http::Method::del,
             .path = "/api/plans/{plan}/acts/{act}",
             .access = Action::manage_cycles,
             .summary = {"撤回記錯的一項；紀錄仍保留", "Takes a mistaken record back; it stays to be seen"},
             .handle = delete_act,
             .answer = {200, "Done"},
             .body = {BodyKind::json,
                      {{.name = "reason",
                        .about = {"原因", "Why"},
                        .required = true,
                        .minimum = 1,
                        .maximum = 600}}}},
            {.method = http::Method::put,
             .path = "/api/plans/{plan}/acts/{act}/letter",
             .access = Action::manage_cycles,
             .summary = {"附上公文檔案（不解讀，原樣保存）", "Attaches the letter itself, kept as it came"},
             .handle = put_letter,
             .answer = {200, "Done"},
             .query = {{.name = "name",
                        .about = {"檔名", "The file's name"},
                        .required = true,
                        .minimum = 1,
                        .maximum = 255}},
             .body = {BodyKind::upload},
             .work = Work::slow},
            {.method = http::Method::get,
             .path = "/api/plans/{plan}/acts/{act}/letter",
             .access = Action::read_reports,
             .summary = {"下載公文檔案", "The letter, as a download"},
             .handle = get_letter,
             .answer = {200, {}, "application/octet-stream"},
             .work = Work::slow}};
}

}  // namespace gangmu::api
