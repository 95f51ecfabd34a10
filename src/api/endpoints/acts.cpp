// The legal acts of a plan: 核定, 核備, 備查, 核准, each with its agency, day, number and letter.
#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/evaluation_json.hpp"
#include "api/plan_views.hpp"
#include "services/registry_evaluation.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

void write_act(JsonWriter& out, const state::Act& act, const state::Snapshot& snapshot) {
    out.object().member("id", act.seq).member("act", state::to_string(act.kind));
    write_message(out, "title", state::title(act.kind));
    out.member("agency", act.agency).member("day", act.day).member("number", act.number);
    if (act.edition != 0) out.member("edition", act.edition);
    out.member_if("cycle", act.cycle).member_if("node", act.node);
    if (!act.file.empty()) {
        const auto* file = snapshot.document(act.file);
        out.member("file", act.file).member_if("file_name", file != nullptr ? file->name : std::string());
    }
    out.member_if("note", act.note).member("by", act.by).member("recorded", taipei_time(act.recorded_us));
    out.member_if("withdrawn", act.withdrawn).end();
}

Result<Reply> get_acts(Call& call) {
    TRY(const auto plan, call.plan());
    JsonWriter out;
    out.object().member("plan", plan.id()).key("acts").array();
    const auto& snapshot = call.view.snapshot();
    if (const auto* acts = snapshot.acts.find(plan.id()))
        for (std::size_t i = acts->size(); i-- > 0;)  // newest first
            write_act(out, (*acts)[i], snapshot);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_act(Call& call) {
    state::Act act;
    act.kind = *state::parse_act(call.member("act"));
    act.agency = call.member("agency");
    act.day = call.member("day");
    act.number = call.member("number");
    act.cycle = call.member("cycle");
    act.node = call.member("node");
    act.file = call.member("file");
    act.note = call.member("note");
    if (const auto* edition = call.body.if_contains("edition"); edition != nullptr && edition->is_number())
        act.edition = edition->to_number<std::uint32_t>();
    TRY(const auto seq, call.registry.evaluation().record_act(call.actor(), call.path[0], act));
    JsonWriter out;
    out.object().member("seq", seq).end();
    return Reply::json(std::move(out));
}

Result<Reply> delete_act(Call& call) {
    std::uint64_t seq = 0;
    for (const char c : call.path[1]) {
        if (c < '0' || c > '9' || seq >= 1'000'000'000'000)
            return fail(Fault::not_found, "act-unknown", {"沒有這項紀錄", "There is no such record"}, {},
                        call.path[1]);
        seq = seq * 10 + static_cast<std::uint64_t>(c - '0');
    }
    CHECK(call.registry.evaluation().withdraw_act(call.actor(), call.path[0], seq, call.member("reason")));
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> act_endpoints() {
    return {
        {.method = http::Method::get,
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
         .body =
             {BodyKind::json,
              {{.name = "act",
                .type = Type::choice,
                .about = {"核定 decided、核備 endorsed、備查 noted、核准 granted",
                          "decided 核定, endorsed 核備, noted 備查, granted 核准"},
                .required = true,
                .choices = {"decided", "endorsed", "noted", "granted"}},
               {.name = "agency", .about = {"作成的機關", "Whose act it is"}, .required = true, .minimum = 1},
               {.name = "day",
                .type = Type::date,
                .about = {"公文日期", "The letter's day"},
                .required = true},
               {.name = "number", .about = {"文號", "The letter's number"}, .required = true, .minimum = 1},
               {.name = "edition",
                .type = Type::integer,
                .about = {"對象為計畫的版次", "About this edition"},
                .minimum = 1,
                .maximum = 100'000},
               {.name = "cycle", .about = {"對象為填報：週期", "About a report: its cycle"}, .maximum = 40},
               {.name = "node", .about = {"對象為填報：節點", "About a report: its node"}, .maximum = 400},
               {.name = "file",
                .about = {"公文檔案的 SHA-256（先上傳）", "SHA-256 of the letter, uploaded first"},
                .maximum = 64},
               {.name = "note", .about = {"備註", "A note"}, .maximum = 600}}}},
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
                    .maximum = 600}}}}};
}

}  // namespace gangmu::api
