#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "exchange/export.hpp"
#include "services/read_plan.hpp"
#include "state/events.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

// A draft as the list of drafts shows it: the plan's members, and what there is to do.
void write_draft(JsonWriter& out, const Call& call, const state::PlanView& draft) {
    JsonWriter plan;
    write_plan(plan, draft, false, true);
    std::string text = plan.take();
    const auto& of = *draft.draft_of();
    JsonWriter more;
    more.object();
    const auto from = of.matched != 0 ? of.matched : of.from_edition;
    if (from != 0) more.member("from_edition", from);
    more.member("corrections", static_cast<std::uint64_t>(of.corrections.size()));
    more.key("uncertain").array();
    for (const auto& id : of.uncertain)
        more.value(id);
    more.end().key("resembles").array();
    if (draft.plan().latest() == nullptr)
        for (const auto& each :
             services::resembling(call.view.snapshot(), call.actor(), draft->header().title, draft.id()))
            more.object().member("plan", each.plan).member("title", each.title).end();
    std::uint64_t open = 0;
    for (const auto& finding : draft->findings())
        if (finding && draft.dismissed(*finding) == nullptr) ++open;
    more.end().member("open", open).end();
    text.pop_back();
    out.raw(text + "," + more.take().substr(1));
}

Result<Reply> get_drafts(Call& call) {
    CHECK(auth::allow(call.actor(), Action::read_drafts, call.view.snapshot()));
    JsonWriter out;
    out.object().key("plans").array();
    for (const auto& id : call.view->plan_order)
        if (const auto draft = call.view.draft(id); draft && call.sees_draft(*draft))
            write_draft(out, call, *draft);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_plans(Call& call) {
    if (call.text("status") == "drafts") return get_drafts(call);
    const bool drafts = call.may(Action::read_drafts);
    JsonWriter out;
    out.object().key("plans").array();
    for (const auto& plan : call.plans())
        write_plan(out, plan, false, drafts);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_plan(Call& call) {
    TRY(const state::PlanView plan, call.plan());
    JsonWriter out;
    write_plan(out, plan, true, call.may(Action::read_drafts, plan->header().issuer));
    return Reply::json(std::move(out));
}

Result<Reply> get_outline(Call& call) {
    TRY(const state::PlanView plan, call.plan());
    JsonWriter out;
    write_outline(out, plan.content());
    return Reply::json(std::move(out));
}

Result<Reply> get_node(Call& call) {
    TRY(const state::PlanView plan, call.plan());
    const auto row = plan->find(call.path[1]);
    if (!row)
        return fail(Fault::not_found, "node-unknown",
                    {"計畫中沒有這個節點", "There is no such node in the plan"},
                    {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, call.path[1]);
    JsonWriter out;
    write_node_page(out, plan, *row);
    return Reply::json(std::move(out));
}

template <void (*Write)(JsonWriter&, const state::PlanView&)>
Result<Reply> get_items(Call& call) {
    TRY(const state::PlanView plan, call.plan());
    JsonWriter out;
    Write(out, plan);
    return Reply::json(std::move(out));
}

// "Content-Disposition" for a name in any script.
std::string attachment(std::string_view name) {
    return "attachment; filename*=UTF-8''" + http::encode_percent(name);
}

Result<Reply> get_export(Call& call) {
    TRY(const state::PlanView plan, call.plan());
    CHECK(plan.readable());
    const auto& head = call.view.head();
    exchange::ExportOptions options;
    options.format = call.text("format");
    if (!call.text("table").empty()) options.table = call.text("table");
    options.head = std::to_string(head.seq) + ":" + head.hash;
    options.as_of = call.view.as_of();
    options.on = call.view.on();
    options.english = call.language == Language::en;
    options.demo = call.view->settings.demo;
    TRY(exchange::Exported file, exchange::export_plan(plan->to_plan(), options));
    Reply reply;
    reply.body = std::make_shared<const std::string>(std::move(file.bytes));
    reply.extra.add("Content-Type", file.media_type);
    reply.media_type = {};
    const std::string& title = plan->header().title;
    reply.extra.add("Content-Disposition",
                    attachment((title.empty() ? plan.id() : title) + "." + file.extension));
    return reply;
}

Result<Reply> get_history(Call& call) {
    TRY(const state::PlanView plan, call.plan());
    const bool officer = call.may(Action::read_drafts, plan->header().issuer);
    JsonWriter out;
    out.object().key("events").array();
    for (const state::Sequence seq : plan.plan().history) {
        TRY(const auto events, call.registry.ledger().read(seq - 1, 1));
        if (events.empty()) continue;
        const ledger::Event& event = events.front();
        // What happened to a draft is the officers' business until it is published.
        const bool open =
            event.type == state::event::plan_published || event.type == state::event::plan_withdrawn;
        if (!open && !officer) continue;
        const Message summary = state::summary(event);
        out.object().member("seq", event.seq).member("recorded", taipei_time(event.recorded_us));
        out.member_if("effective", event.effective).member("actor", event.actor).member("type", event.type);
        out.key("summary").object().member("zh", summary.zh).member("en", summary.en).end().end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

const Field draft_field{.name = "draft",
                        .type = Type::boolean,
                        .about = {"true：修訂中的草案（承辦人員）", "true: the draft under work (officers)"}};

const Field edition_field{
    .name = "edition",
    .about = {"版次，或 draft：修訂中的草案，或 revision-N：修正案 N 的結果",
              "An edition's number, draft, or revision-N: what revision N would make of it"},
    .minimum = 1,
    .maximum = 20};

Endpoint read(std::string_view path, Message summary, Result<Reply> (*handle)(Call&), std::string_view schema,
              Work work) {
    return {.method = http::Method::get,
            .path = path,
            .access = Action::read_plans,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .query = {draft_field, edition_field},
            .work = work,
            .keep = Keep::plan};
}

}  // namespace

std::vector<Endpoint> plan_endpoints() {
    std::vector<Endpoint> out;
    out.push_back(
        {.method = http::Method::get,
         .path = "/api/plans",
         .access = Action::read_plans,
         .summary = {"所有計畫", "All plans"},
         .handle = get_plans,
         .answer = {200, "Plans"},
         .query = {{.name = "status",
                    .type = Type::choice,
                    .about = {"drafts：修訂中的草案（承辦人員）", "drafts: those under work (officers)"},
                    .choices = {"drafts"}}},
         .keep = Keep::snapshot});
    out.push_back(read("/api/plans/{plan}", {"一項計畫與其版次", "One plan and its editions"}, get_plan,
                       "Plan", Work::quick));
    out.push_back(read("/api/plans/{plan}/outline", {"整棵樹，以欄表示", "The whole tree, in columns"},
                       get_outline, "Outline", Work::slow));
    out.push_back(read("/api/plans/{plan}/nodes/{node*}",
                       {"一個節點與其上下左右", "One node with all around it"}, get_node, "NodePage",
                       Work::quick));
    out.push_back(read("/api/plans/{plan}/indicators",
                       {"計畫的指標與目標值", "The plan's indicators with their targets"},
                       get_items<write_indicators>, "Indicators", Work::slow));
    out.push_back(read("/api/plans/{plan}/budgets", {"計畫的經費", "The plan's budgets"},
                       get_items<write_budgets>, "Budgets", Work::slow));
    out.push_back(read("/api/plans/{plan}/facts", {"計畫所述的實績", "What the plan states as achieved"},
                       get_items<write_facts>, "Facts", Work::slow));
    out.push_back(read("/api/plans/{plan}/findings", {"計畫的檢核結果", "What checking found in the plan"},
                       get_items<write_findings>, "Findings", Work::slow));
    Endpoint file =
        read("/api/plans/{plan}/export", {"下載計畫", "The plan as a file"}, get_export, {}, Work::slow);
    file.answer = {200, {}, "application/octet-stream"};
    file.keep = Keep::no;
    file.query.push_back({.name = "format",
                          .type = Type::choice,
                          .about = {"檔案格式", "The file's format"},
                          .required = true,
                          .choices = {"json", "csv", "xlsx"}});
    file.query.push_back(
        {.name = "table", .about = {"CSV：哪一張表", "CSV: which table"}, .minimum = 1, .maximum = 40});
    out.push_back(std::move(file));
    Endpoint history = read("/api/plans/{plan}/history", {"計畫的沿革", "What happened to the plan"},
                            get_history, "Events", Work::slow);
    out.push_back(std::move(history));
    return out;
}

}  // namespace gangmu::api
