// Rhythms and cycles of a plan, who owes what in them, and what is set on items.
#include <algorithm>
#include <map>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/tracking_json.hpp"
#include "services/registry_tracking.hpp"
#include "tracking/json.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::PlanCycle;
using tracking::Day;

Result<const state::Plan*> plan_of(const Call& call) {
    const auto* plan = call.view->plan(call.path[0]);
    if (plan == nullptr || plan->latest() == nullptr)
        return fail(Fault::not_found, "plan-unknown",
                    {"查無這項已發布的計畫", "There is no such published plan"},
                    {"請從計畫清單選取", "Choose one from the list of plans"}, call.path[0]);
    return plan;
}

Result<PlanCycle> cycle_of(const Call& call) {
    return services::find_cycle(call.view.snapshot(), call.path[0], call.path[1],
                                services::day_of(call.view));
}

Result<Reply> get_cycles(Call& call) {
    TRY(const auto* plan, plan_of(call));
    const Day today = services::day_of(call.view);
    const auto& settings = call.view->tracking.plan(plan->id);
    JsonWriter out;
    out.object().member("today", tracking::print_day(today)).key("rhythms").array();
    for (const auto& rhythm : settings.rhythms)
        tracking::write(out, rhythm);
    out.end().key("stages").array();
    for (const auto& stage : settings.review())
        tracking::write(out, stage);
    out.end().key("cycles").array();
    for (const auto& cycle : services::all_cycles(call.view.snapshot(), *plan, today)) {
        std::uint64_t filed = 0, approved = 0;
        call.view->tracking.of(plan->id, cycle.cycle.id)
            .each([&](const auto&, const tracking::ReportPtr& report) {
                filed += report->round > 0 ? 1 : 0;
                approved += report->state == tracking::ReportState::approved ? 1 : 0;
            });
        out.object().key("cycle");
        write_cycle(out, cycle);
        out.member("filed", filed).member("approved", approved).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> set_rhythm(Call& call, std::string id) {
    json::object from = call.body;
    TRY(auto rhythm, tracking::read_rhythm(from));
    if (!id.empty()) rhythm.id = std::move(id);
    const std::string plan = call.path[0];
    TRY(const std::string made,
        call.registry.tracking().set_rhythm(call.actor(), plan, std::move(rhythm), call.member("reason")));
    const auto view = call.registry.view();
    std::uint64_t count = 0;
    if (const auto* known = view->plan(plan))
        for (const auto& cycle : services::all_cycles(view.snapshot(), *known, services::today()))
            count += cycle.cycle.rhythm == made ? 1 : 0;
    JsonWriter out;
    out.object().member("rhythm", made).member("cycles", count).end();
    return Reply::json(std::move(out));
}

Result<Reply> post_cycles(Call& call) {
    return set_rhythm(call, {});
}
Result<Reply> put_rhythm(Call& call) {
    return set_rhythm(call, call.path[1]);
}

Result<Reply> delete_rhythm(Call& call) {
    CHECK(call.registry.tracking().end_rhythm(call.actor(), call.path[0], call.path[1], call.member("reason"),
                                              tracking::parse_day(call.member("until"))));
    return written(call);
}

template <services::CycleAct Act>
Result<Reply> act_on_cycle(Call& call) {
    const auto day = tracking::parse_day(call.member(Act == services::CycleAct::reopen ? "until" : "day"));
    CHECK(call.registry.tracking().act_on_cycle(call.actor(), call.path[0], call.path[1], Act, day,
                                                call.member("reason")));
    return written(call);
}

Result<Reply> get_cycle(Call& call) {
    TRY(const PlanCycle cycle, cycle_of(call));
    const Day today = services::day_of(call.view);
    const auto duties = services::duties(call.view.snapshot(), cycle);
    TrackingCounts all;
    std::map<std::string, TrackingCounts> agencies;
    for (const auto& owed : duties->owed) {
        const auto standing = standing_of(owed, cycle, call.view.snapshot(), today);
        all.add(standing);
        agencies[owed.agency].add(standing);
    }
    JsonWriter out;
    out.object().key("cycle");
    write_cycle(out, cycle);
    write_counts(out, "counts", all);
    out.key("agencies").array();
    for (const auto& [agency, counts] : agencies) {
        out.object().member("agency", agency);
        write_counts(out, "counts", counts);
        out.end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_obligations(Call& call) {
    TRY(const PlanCycle cycle, cycle_of(call));
    const auto& snapshot = call.view.snapshot();
    const Day today = services::day_of(call.view);
    const auto duties = services::duties(snapshot, cycle);
    const services::TrackingRights rights(snapshot, call.actor(), today);
    const std::string agency = services::name_now(snapshot, std::string(call.text("agency")));
    const std::string_view state = call.text("state");
    const bool only_mine = call.flag("mine");
    JsonWriter out;
    out.object().key("cycle");
    write_cycle(out, cycle);
    out.key("obligations").array();
    for (const auto& owed : duties->owed) {
        if (!agency.empty() && owed.agency != agency) continue;
        const auto standing = standing_of(owed, cycle, snapshot, today);
        const bool is_mine = rights.mine(owed);
        if (only_mine && !is_mine) continue;
        const auto name = standing.report == nullptr ? std::string_view("none")
                                                     : tracking::to_string(standing.report->state);
        if (state == "overdue" ? !standing.overdue : !state.empty() && state != name) continue;
        const bool full = rights.may_see(owed, *cycle.settings, cycle.issuer, standing.report);
        write_obligation(out, owed, duties->node(owed), cycle, standing, full, is_mine);
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> put_review(Call& call) {
    std::vector<tracking::Stage> stages;
    for (const auto& each : call.body.at("stages").get_array()) {
        TRY(auto stage, tracking::read_stage(each.get_object()));
        stages.push_back(std::move(stage));
    }
    CHECK(call.registry.tracking().configure_review(call.actor(), call.path[0], stages));
    return written(call);
}

// ---- items

Result<Reply> get_items(Call& call) {
    TRY(const auto* plan, plan_of(call));
    const auto& content = plan->latest()->content;
    std::map<state::Row, std::pair<std::string, std::shared_ptr<const tracking::ItemSettings>>> items;
    if (content)
        call.view->tracking.plan(plan->id).items.each([&](const std::string& node, const auto& item) {
            if (const auto row = content->find(node)) items[*row] = {node, item};
        });
    JsonWriter out;
    out.object().key("items").array();
    for (const auto& [row, entry] : items) {
        const auto& node = content->node(row);
        const auto& item = *entry.second;
        out.object().member("node", node.id).member_if("label", node.label).member("title", node.title);
        out.member("level", tracking::to_string(item.level)).member_if("officer", item.officer);
        out.member_if("holder", item.holder).key("shares").object();
        for (const auto& [agency, share] : item.shares)
            out.member(agency, share.str());
        out.end().member("release", tracking::to_string(item.release));
        out.member_if("release_reason", item.release_reason).member_if("release_answer", item.release_answer);
        out.member("version", item.version).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> put_item(Call& call) {
    services::ItemChange change;
    if (call.body.contains("level")) change.level = tracking::parse_level(call.member("level"));
    if (call.body.contains("officer")) change.officer = std::string(call.member("officer"));
    if (call.body.contains("holder")) change.holder = std::string(call.member("holder"));
    if (const auto* shares = call.body.if_contains("shares")) {
        const Error bad =
            fail(Fault::invalid, "shares-form",
                 {"分攤比例應為 {機關: 小數} 的形式", "Shares are written {agency: decimal}"}, {}, "shares");
        if (!shares->is_object()) return bad;
        change.shares.emplace();
        for (const auto& member : shares->get_object()) {
            const auto text = member.value().is_string() ? std::string(member.value().get_string())
                                                         : print_json(member.value());
            const auto share = Decimal::parse(text);
            if (!share) return bad;
            change.shares->emplace(services::name_now(call.view.snapshot(), std::string(member.key())),
                                   *share);
        }
    }
    change.reason = call.member("reason");
    CHECK(call.registry.tracking().set_item(call.actor(), call.path[0], call.path[1], change));
    return written(call);
}

Result<Reply> post_item(Call& call) {
    static constexpr std::pair<std::string_view, services::ReleaseAct> acts[] = {
        {"ask", services::ReleaseAct::ask},
        {"grant", services::ReleaseAct::grant},
        {"refuse", services::ReleaseAct::refuse},
        {"resume", services::ReleaseAct::resume}};
    const auto act = std::find_if(std::begin(acts), std::end(acts),
                                  [&](const auto& each) { return each.first == call.member("act"); });
    CHECK(call.registry.tracking().release_item(call.actor(), call.path[0], call.path[1], act->second,
                                                call.member("reason")));
    return written(call);
}

Result<Reply> post_hand_over(Call& call) {
    TRY(const std::size_t count,
        call.registry.tracking().hand_over(call.actor(), call.path[0], std::string(call.member("from")),
                                           std::string(call.member("agency")), std::string(call.member("to")),
                                           call.member("reason")));
    JsonWriter out;
    out.object().member("items", static_cast<std::uint64_t>(count)).end();
    return Reply::json(std::move(out));
}

Result<Reply> get_keys(Call& call) {
    TRY(const auto* plan, plan_of(call));
    const services::TrackingRights rights(call.view.snapshot(), call.actor(), services::day_of(call.view));
    const std::string agency = services::name_now(call.view.snapshot(), call.path[1]);
    auto standing = rights.may(Action::file_report, agency);
    if (!standing.allowed) standing = rights.may(Action::review_report, agency);
    if (!standing.allowed && plan->latest()->content)
        standing = rights.may(Action::manage_cycles, plan->latest()->content->header().issuer);
    CHECK(services::allowed(standing, call.actor(), Action::file_report));
    static const tracking::ForeignKeys nothing;
    const auto* keys = call.view->tracking.plan(plan->id).keys.find(agency);
    JsonWriter out;
    tracking::write(out, keys == nullptr ? nothing : *keys);
    return Reply::json(std::move(out));
}

Result<Reply> put_keys(Call& call) {
    tracking::ForeignKeys keys = tracking::read_keys(call.body);
    if (!call.body.at("keys").is_object() || keys.nodes.size() != call.body.at("keys").get_object().size())
        return fail(Fault::invalid, "keys-form",
                    {"對應表應為 {機關編號: 節點} 的形式", "Keys are written {the agency's key: node}"}, {},
                    "keys");
    CHECK(call.registry.tracking().map_keys(call.actor(), call.path[0], call.path[1], keys));
    return written(call);
}

// ---- specs

Field reason_field() {
    return {
        .name = "reason", .about = {"原因", "The reason"}, .required = true, .minimum = 1, .maximum = 600};
}
Field day_field(std::string_view name, Message about) {
    return {.name = name, .type = Type::date, .about = std::move(about), .required = true};
}
Field days_field(std::string_view name, Message about) {
    return {.name = name, .type = Type::integer, .about = std::move(about), .minimum = 0, .maximum = 120};
}

std::vector<Field> rhythm_fields(bool with_id) {
    std::vector<Field> out;
    if (with_id)
        out.push_back({.name = "id",
                       .about = {"代號；省略時自訂", "Its id; one is made when left out"},
                       .maximum = 12});
    out.push_back({.name = "every",
                   .type = Type::choice,
                   .about = {"頻率", "How often"},
                   .required = true,
                   .choices = {"week", "month", "quarter", "half-year", "year"}});
    out.push_back(
        {.name = "scope",
         .about = {"只含這個節點之下；省略時為整個計畫", "Only under this node; else the whole plan"},
         .maximum = 200});
    out.push_back({.name = "kinds",
                   .type = Type::list,
                   .about = {"只由這些層級填報", "Only nodes of these kinds report"},
                   .maximum = 20});
    out.push_back({.name = "from", .about = {"自這一天起的期間", "Periods from this day on"}, .maximum = 10});
    out.push_back({.name = "until", .about = {"至這一天止的期間", "Periods up to this day"}, .maximum = 10});
    out.push_back(
        days_field("opens_after", {"期末後幾個工作日開放", "Opens so many working days after the period"}));
    out.push_back(
        days_field("due_after", {"開放後幾個工作日到期", "Due so many working days after opening"}));
    out.push_back(
        days_field("remind_before", {"到期前幾個工作日提醒", "Reminds so many working days before"}));
    out.push_back(
        days_field("grace", {"到期後幾個工作日內仍可補送", "Late filing for so many working days"}));
    out.push_back({.name = "auto_lock",
                   .type = Type::boolean,
                   .about = {"寬限後自動鎖定", "Locks by itself after that"}});
    out.push_back({.name = "reason",
                   .about = {"修改的原因；修改時必填", "Why it is changed; needed for a change"},
                   .maximum = 600});
    return out;
}

Endpoint command(http::Method method, std::string_view path, Access access, Message summary,
                 Result<Reply> (*handle)(Call&), std::vector<Field> fields,
                 std::string_view schema = "Done") {
    return {.method = method,
            .path = path,
            .access = access,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .body = {BodyKind::json, std::move(fields)},
            .work = Work::slow};
}

Endpoint read(std::string_view path, Message summary, Result<Reply> (*handle)(Call&), std::string_view schema,
              std::vector<Field> query = {}) {
    return {.method = http::Method::get,
            .path = path,
            .access = Action::read_reports,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .query = std::move(query),
            .work = Work::slow};
}

}  // namespace

std::vector<Endpoint> cycle_endpoints() {
    using http::Method;
    using services::CycleAct;
    std::vector<Endpoint> out;
    out.push_back(read("/api/plans/{plan}/cycles", {"計畫的填報週期", "The plan's cycles of reporting"},
                       get_cycles, "Cycles"));
    out.push_back(command(Method::post, "/api/plans/{plan}/cycles", Action::manage_cycles,
                          {"設定一種填報週期", "Sets a rhythm of reporting"}, post_cycles,
                          rhythm_fields(true), "RhythmSet"));
    out.push_back(command(Method::put, "/api/plans/{plan}/rhythms/{rhythm}", Action::manage_cycles,
                          {"修改填報週期；已開放的期間不變，之後由新的週期接續",
                           "Changes a rhythm: what has opened stays, a new one goes on from there"},
                          put_rhythm, rhythm_fields(false), "RhythmSet"));
    out.push_back(command(
        Method::del, "/api/plans/{plan}/rhythms/{rhythm}", Action::manage_cycles,
        {"停止填報週期；已填的仍在", "Ends a rhythm; what was filed stays"}, delete_rhythm,
        {reason_field(),
         {.name = "until",
          .type = Type::date,
          .about = {"至這一天止；省略時為已開放的期間之後", "After this day; else after what has opened"}}}));
    out.push_back(command(Method::post, "/api/plans/{plan}/cycles/{cycle}/open", Action::manage_cycles,
                          {"提前開放", "Opens a cycle early"}, act_on_cycle<CycleAct::open>,
                          {day_field("day", {"自這一天", "From this day"}), reason_field()}));
    out.push_back(command(Method::post, "/api/plans/{plan}/cycles/{cycle}/due", Action::manage_cycles,
                          {"更改期限", "Moves the due day"}, act_on_cycle<CycleAct::due>,
                          {day_field("day", {"新的期限", "The new due day"}), reason_field()}));
    out.push_back(command(Method::post, "/api/plans/{plan}/cycles/{cycle}/lock", Action::manage_cycles,
                          {"鎖定", "Locks a cycle"}, act_on_cycle<CycleAct::lock>, {reason_field()}));
    out.push_back(
        command(Method::post, "/api/plans/{plan}/cycles/{cycle}/reopen", Action::manage_cycles,
                {"重新開放一段期間", "Reopens a locked cycle for a time"}, act_on_cycle<CycleAct::reopen>,
                {day_field("until", {"開放至這一天（含）", "Until this day, included"}), reason_field()}));
    out.push_back(read("/api/plans/{plan}/cycles/{cycle}",
                       {"一個週期的進展，依機關", "How a cycle stands, by agency"}, get_cycle, "CycleState"));
    out.push_back(read("/api/plans/{plan}/cycles/{cycle}/obligations", {"誰要填什麼", "Who owes what"},
                       get_obligations, "Obligations",
                       {{.name = "agency", .about = {"主辦機關", "The agency that answers"}, .maximum = 100},
                        {.name = "state",
                         .type = Type::choice,
                         .about = {"填報狀態", "How it stands"},
                         .choices = {"none", "draft", "submitted", "returned", "approved", "overdue"}},
                        {.name = "mine", .type = Type::boolean, .about = {"只列我的", "Only mine"}}}));
    out.push_back(command(
        Method::put, "/api/plans/{plan}/review", Action::manage_cycles,
        {"設定審核關卡", "Sets the stages of review"}, put_review,
        {{.name = "stages",
          .type = Type::list,
          .about = {"依序；空的為預設", "In order; empty: the usual ones"},
          .required = true,
          .maximum = 6,
          .fields = {
              {.name = "name", .about = {"名稱", "Name"}, .required = true, .minimum = 1, .maximum = 60},
              {.name = "name_en", .about = {"英文名稱", "English name"}, .maximum = 80},
              {.name = "scope",
               .type = Type::choice,
               .about = {"由誰審", "Who reviews"},
               .required = true,
               .choices = {"agency", "issuer", "named"}},
              {.name = "agency", .about = {"指定的機關", "The named agency"}, .maximum = 100}}}}));
    out.push_back(read("/api/plans/{plan}/items",
                       {"設定過列管資料的項目", "Items on which something was set"}, get_items,
                       "TrackedItems"));
    out.push_back(command(
        Method::put, "/api/plans/{plan}/items/{node*}", Access::account(),
        {"設定列管層級、承辦人、負責機關、分攤", "Sets level of control, officer, holder, shares"}, put_item,
        {{.name = "level",
          .type = Type::choice,
          .about = {"列管層級", "Level of control"},
          .choices = {"none", "own", "ministry", "yuan"}},
         {.name = "officer",
          .about = {"承辦人帳號；空的為取消", "The account that holds it; empty: none"},
          .maximum = 64},
         {.name = "holder",
          .about = {"多機關主辦時負責填報者", "Who answers when several lead"},
          .maximum = 100},
         {.name = "shares",
          .type = Type::any,
          .about = {"{機關: 比例}，合計 1", "{agency: share}, summing to 1"}},
         {.name = "reason", .about = {"原因", "The reason"}, .maximum = 600}}));
    out.push_back(command(
        Method::post, "/api/plans/{plan}/items/{node*}", Access::account(),
        {"解除列管：申請、同意、不同意、恢復", "Release from control: ask, grant, refuse, resume"}, post_item,
        {{.name = "act",
          .type = Type::choice,
          .about = {"要做什麼", "What to do"},
          .required = true,
          .choices = {"ask", "grant", "refuse", "resume"}},
         reason_field()}));
    out.push_back(
        command(Method::post, "/api/plans/{plan}/hand-over",
                Access::account(),  // services decide: one may stand in for a reviewer
                {"移交承辦項目", "Hands a post's items over"}, post_hand_over,
                {{.name = "from", .about = {"原承辦人", "The account that held them"}, .maximum = 64},
                 {.name = "agency", .about = {"機關", "Of this agency"}, .maximum = 100},
                 {.name = "to",
                  .about = {"新承辦人", "The account that takes them"},
                  .required = true,
                  .minimum = 1,
                  .maximum = 64},
                 reason_field()},
                "HandedOver"));
    out.push_back(
        read("/api/plans/{plan}/keys/{agency}", {"機關自有編號", "The agency's own keys"}, get_keys, "Keys"));
    out.push_back(command(
        Method::put, "/api/plans/{plan}/keys/{agency}", Access::account(),
        {"對應機關自有編號與節點", "Maps the agency's own keys to nodes"}, put_keys,
        {{.name = "column",
          .about = {"試算表的欄名", "The column's name in sheets"},
          .required = true,
          .maximum = 60},
         {.name = "keys", .type = Type::any, .about = {"{編號: 節點}", "{key: node}"}, .required = true}}));
    return out;
}

}  // namespace gangmu::api
