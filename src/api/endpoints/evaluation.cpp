// Lights: of a plan's tree, of one node, of an agency, and one screen over all plans; and what is set about
// them.
#include <algorithm>

#include "api/call.hpp"
#include "api/definition_json.hpp"
#include "api/endpoints/all.hpp"
#include "api/evaluation_json.hpp"
#include "api/plan_views.hpp"
#include "services/registry_evaluation.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::Basis;
using services::PlanEvaluation;
namespace e = evaluation;

constexpr std::size_t most_columns = 40;  // of the picture of lights
constexpr std::size_t most_listed = 200;  // of one kind on the overview; how many there are is said

// The plan's own office and its reviewers see what waits for them; others what was approved.
bool sees_filed(const Call& call, const state::PlanView& plan) {
    const auto& issuer = plan.content().header().issuer;
    return call.may(Action::manage_cycles, issuer) || call.may(Action::review_report, issuer);
}

Result<Basis> basis_of(const Call& call, const state::PlanView& plan) {
    const bool filed = sees_filed(call, plan);
    const auto asked = call.text("basis");
    if (asked == "filed" && !filed)
        return fail(Fault::forbidden, "auth-no-right",
                    {"只有計畫主政機關可看尚未核可的填報",
                     "Reports that are not approved are the plan office's to see"},
                    {"請改用 basis=approved", "Ask with basis=approved"}, "basis");
    return asked == "approved" || !filed ? Basis::approved : Basis::filed;
}

// Over all plans: of those that are another office's what was approved, whatever is asked.
Basis basis_among_all(const Call& call, const state::PlanView& plan) {
    return call.text("basis") == "approved" || !sees_filed(call, plan) ? Basis::approved : Basis::filed;
}

Result<std::shared_ptr<const PlanEvaluation>> evaluation_of(const Call& call, const state::PlanView& plan) {
    TRY(const auto basis, basis_of(call, plan));
    return services::evaluate(call.view, plan, call.text("cycle"), basis);
}

Result<Reply> get_evaluation(Call& call) {
    TRY(const auto plan, call.plan());
    TRY(const auto evaluated, evaluation_of(call, plan));
    JsonWriter out;
    out.object().member("plan", plan.id()).member_if("cycle", call.text("cycle"));
    write_evaluation(out, *evaluated);
    out.end();
    return Reply::json(std::move(out));
}

Result<Reply> get_node(Call& call) {
    TRY(const auto plan, call.plan());
    TRY(const auto evaluated, evaluation_of(call, plan));
    const auto row = plan.content().find(call.path[1]);
    const auto place = row ? evaluated->places.find(plan.content().node(*row).id) : evaluated->places.end();
    if (place == evaluated->places.end())
        return fail(Fault::not_found, "node-unknown",
                    {"計畫中沒有這個節點", "There is no such node in the plan"},
                    {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, call.path[1]);
    JsonWriter out;
    out.object().member("plan", plan.id()).member_if("cycle", call.text("cycle"));
    write_node_evaluation(out, *evaluated, place->second);
    // What its light stands on may have been filed under an earlier definition.
    std::vector<services::Redefined> redefined;
    const bool filed = evaluated->basis == services::Basis::filed;
    for (const auto* indicator : plan.content().indicators(*row))
        for (auto& each : services::redefined(
                 call.view.snapshot(), plan.plan(), indicator->id, [&](const tracking::Report& report) {
                     return report.state == tracking::ReportState::approved ||
                            (filed && report.state == tracking::ReportState::submitted);
                 }))
            redefined.push_back(each);
    write_redefined(out, "redefined", redefined);
    out.end();
    return Reply::json(std::move(out));
}

// The cycles of a picture of lights: of one rhythm over the whole plan, those that are over, the last ones.
std::vector<services::PlanCycle> cycles_over(const Call& call, const state::PlanView& plan) {
    const auto today = services::day_of(call.view);
    auto all = services::all_cycles(call.view.snapshot(), plan.plan(), today);
    const auto every = [&](tracking::Every wanted) {
        return [wanted](const services::PlanCycle& each) {
            return each.rhythm.every == wanted && each.rhythm.scope.empty();
        };
    };
    auto wanted = tracking::parse_every(call.text("every"));
    if (!wanted) {
        for (const auto usual : {tracking::Every::quarter, tracking::Every::month, tracking::Every::half_year,
                                 tracking::Every::year, tracking::Every::week})
            if (!wanted && std::any_of(all.begin(), all.end(), every(usual))) wanted = usual;
        if (!wanted) return {};
    }
    const auto kept = every(*wanted);
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const auto& each) { return !kept(each) || each.cycle.span.last >= today; }),
              all.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.cycle.span.last < b.cycle.span.last; });
    if (all.size() > most_columns)
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most_columns));
    return all;
}

// One letter a node: its place in `legend`.
std::string letters(const services::LightRow& row) {
    std::string out;
    for (const auto light : row.lights)
        out += static_cast<char>('a' + static_cast<int>(light));
    return out;
}

Result<Reply> get_lights(Call& call) {
    TRY(const auto plan, call.plan());
    TRY(const auto basis, basis_of(call, plan));
    TRY(const auto now, services::lights(call.view, plan, {}, basis));
    JsonWriter out;
    out.object().member("plan", plan.id()).member("today", e::print_day(services::day_of(call.view)));
    out.member("basis", basis == Basis::filed ? "filed" : "approved").key("legend").array();
    for (const auto light : e::all_lights)
        out.value(e::to_string(light));
    out.end().key("id").array();
    for (const auto row : now->rows)
        out.value(now->content->node(row).id);
    out.end().key("cycles").array();
    for (const auto& each : cycles_over(call, plan)) {
        TRY(const auto then, services::lights(call.view, plan, each.cycle.id, basis));
        out.object().member("id", each.cycle.id).member("period", each.cycle.period);
        out.member("lights", letters(*then)).end();
    }
    out.end().member("now", letters(*now)).end();
    return Reply::json(std::move(out));
}

Result<Reply> get_agency(Call& call) {
    const auto name = services::name_now(call.view.snapshot(), call.path[0]);
    JsonWriter out;
    out.object().member("agency", name).key("plans").array();
    bool any = call.view->agency(name) != nullptr;
    for (const auto& plan : call.plans()) {
        if (plan.is_draft() || plan.erased() != nullptr) continue;
        const Basis basis = basis_among_all(call, plan);
        TRY(const auto evaluated, services::evaluate(call.view, plan, {}, basis));
        for (const auto& agency : evaluated->agencies) {
            if (agency.agency != name) continue;
            any = true;
            out.object().member("plan", plan.id()).member("title", plan.content().header().title);
            out.key("evaluation");
            write_agency(out, *evaluated, agency, true);
            out.end();
        }
    }
    if (!any)
        return fail(Fault::not_found, "agency-unknown", {"查無此機關", "There is no such agency"},
                    {"請從機關清單選取", "Choose one from the list of agencies"}, call.path[0]);
    out.end().end();
    return Reply::json(std::move(out));
}

void write_list(JsonWriter& out, std::string_view key, const PlanEvaluation& plan,
                const std::vector<std::uint32_t>& places) {
    out.key(key).object().member("count", std::uint64_t(places.size())).key("items").array();
    for (std::size_t i = 0; i < std::min(places.size(), most_listed); ++i)
        write_board_item(out, plan, places[i]);
    out.end().end();
}

Result<Reply> get_overview(Call& call) {
    JsonWriter out;
    out.object().member("today", e::print_day(services::day_of(call.view))).key("plans").array();
    for (const auto& plan : call.plans()) {
        if (plan.is_draft() || plan.erased() != nullptr) continue;
        const Basis basis = basis_among_all(call, plan);
        TRY(const auto evaluated, services::evaluate(call.view, plan, {}, basis));
        const auto& board = evaluated->board;
        out.object().key("plan");
        write_plan_name(out, plan);
        out.member("basis", basis == Basis::filed ? "filed" : "approved").key("whole").object();
        write_summary(out, evaluated->result.whole(), evaluated->result.context().rules, false);
        out.end();
        write_list(out, "behind", *evaluated, board.behind);
        write_list(out, "late", *evaluated, board.late);
        write_list(out, "at_risk", *evaluated, board.at_risk);
        write_list(out, "unowned", *evaluated, board.unowned);
        write_list(out, "without_target", *evaluated, board.without_target);
        write_list(out, "not_started", *evaluated, board.not_begun);
        write_list(out, "warned", *evaluated, board.warned);
        out.key("agencies").array();
        for (const auto& agency : evaluated->agencies)
            write_agency(out, *evaluated, agency, false);
        out.end().end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_override(Call& call) {
    services::Overriding what;
    what.node = call.path[1];
    what.indicator = call.member("indicator");
    what.period = call.member("period");
    what.reason = call.member("reason");
    if (const auto name = call.member("light"); !name.empty()) what.light = e::parse_light(name);
    CHECK(call.registry.evaluation().override_light(call.actor(), call.path[0], what));
    return written(call);
}

Result<Reply> put_rules(Call& call) {
    static const json::object defaults;
    const auto* rules = call.body.if_contains("rules");
    CHECK(call.registry.evaluation().set_rules(
        call.actor(), call.path[0], rules != nullptr && rules->is_object() ? rules->get_object() : defaults));
    return written(call);
}

Result<Reply> put_definition(Call& call) {
    CHECK(call.registry.evaluation().define(call.actor(), call.path[0], call.path[1], call.body));
    return written(call);
}

Result<Reply> put_weight(Call& call) {
    std::optional<Decimal> weight;
    if (const auto* given = call.body.if_contains("weight"); given != nullptr && !given->is_null()) {
        weight = e::decimal_of(*given);
        if (!weight)
            return fail(Fault::invalid, "weight-value", {"權重須是數", "A weight is a number"}, {}, "weight");
    }
    CHECK(call.registry.evaluation().weigh(call.actor(), call.path[0], call.path[1], weight));
    return written(call);
}

const std::vector<Field>& asked() {
    static const std::vector<Field> fields{
        {.name = "cycle", .about = {"週期；省略時為現在", "The cycle; else now"}, .maximum = 40},
        {.name = "basis",
         .type = Type::choice,
         .about = {"採計的填報：已核可，或已送出", "Which reports count: approved, or filed"},
         .choices = {"approved", "filed"}}};
    return fields;
}

std::vector<Field> lights_asked() {
    return {
        {.name = "every",
         .type = Type::choice,
         .about = {"哪一種週期；省略時為季（或計畫所用者）", "Which rhythm; else by quarter, or what it has"},
         .choices = {"week", "month", "quarter", "half-year", "year"}},
        asked().back()};
}

}  // namespace

std::vector<Endpoint> evaluation_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/plans/{plan}/evaluation",
         .access = Action::read_reports,
         .summary = {"計畫各節點的燈號、理由、達成率與件數（欄式）",
                     "The lights of a plan's tree, with reasons, achievement and counts, in columns"},
         .handle = get_evaluation,
         .answer = {200, "Evaluation"},
         .query = asked(),
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/plans/{plan}/lights",
         .access = Action::read_reports,
         .summary = {"計畫各節點在已結束各週期與現在的燈號，每節點一個字母",
                     "The lights of a plan's nodes at the end of each cycle and now, a letter a node"},
         .handle = get_lights,
         .answer = {200, "LightPicture"},
         .query = lights_asked(),
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/plans/{plan}/evaluation/{node*}",
         .access = Action::read_reports,
         .summary = {"一個節點的燈號由何而來", "What one node's light comes from"},
         .handle = get_node,
         .answer = {200, "NodeEvaluation"},
         .query = asked(),
         .work = Work::slow},
        {.method = http::Method::post,
         .path = "/api/plans/{plan}/evaluation/{node*}",
         .access = Action::manage_cycles,
         .summary =
             {"以人工燈號取代計算的燈號，並記下原因；不給 light 即恢復",
              "A light in place of the computed one, with its reason; without light: the computed one again"},
         .handle = post_override,
         .answer = {200, "Done"},
         .body =
             {BodyKind::json,
              {{.name = "light",
                .type = Type::choice,
                .about = {"燈號", "The light"},
                .choices = {"done", "on-track", "not-due", "at-risk", "not-reported", "behind"}},
               {.name = "reason", .about = {"原因", "Why"}, .required = true, .minimum = 1, .maximum = 600},
               {.name = "indicator",
                .about = {"只改這個指標的燈號", "Of this indicator only"},
                .maximum = 400},
               {.name = "period",
                .about = {"只在這個期間有效；省略時至收回為止",
                          "For this period only; else until it is taken back"},
                .maximum = 40}}}},
        {.method = http::Method::put,
         .path = "/api/plans/{plan}/evaluation-rules",
         .access = Action::manage_cycles,
         .summary = {"設定評核門檻；未給的回到預設", "Thresholds; what is not given is at its default"},
         .handle = put_rules,
         .answer = {200, "Done"},
         .body = {BodyKind::json,
                  {{.name = "rules", .type = Type::any, .about = {"門檻", "Thresholds"}, .required = true}}}},
        {.method = http::Method::put,
         .path = "/api/plans/{plan}/definitions/{indicator*}",
         .access = Action::manage_cycles,
         .summary =
             {"設定指標的讀法、方向、權重與分季預定值",
              "How an indicator is read: what its numbers are, which way is good, weight, planned values"},
         .handle = put_definition,
         .answer = {200, "Done"},
         .body = {BodyKind::json,
                  {{.name = "reading",
                    .type = Type::choice,
                    .about = {"填報的數是什麼", "What a reported number is"},
                    .choices = {"automatic", "increment", "year-to-date", "to-date", "level"}},
                   {.name = "direction",
                    .type = Type::choice,
                    .about = {"方向", "Which way is good"},
                    .choices = {"automatic", "rising", "falling", "range", "milestone"}},
                   {.name = "meaning",
                    .type = Type::choice,
                    .about = {"目標的數是什麼", "What a target's number is"},
                    .choices = {"automatic", "period", "to-date", "level", "either"}},
                   {.name = "weight", .type = Type::any, .about = {"權重", "Weight"}},
                   {.name = "planned",
                    .type = Type::any,
                    .about = {"各期預定值，例如 {\"2026-Q1\": 25}", "Planned values by period"}}}}},
        {.method = http::Method::put,
         .path = "/api/plans/{plan}/weights/{node*}",
         .access = Action::manage_cycles,
         .summary = {"設定節點在同層中的權重；不給即與同層相等",
                     "A node's weight among its siblings; none: as they"},
         .handle = put_weight,
         .answer = {200, "Done"},
         .body = {BodyKind::json, {{.name = "weight", .type = Type::any, .about = {"權重", "Weight"}}}}},
        {.method = http::Method::get,
         .path = "/api/agencies/{name}/evaluation",
         .access = Action::read_reports,
         .summary = {"一個機關在各計畫的燈號，依分攤比例", "An agency's lights in all plans, by its shares"},
         .handle = get_agency,
         .answer = {200, "AgencyEvaluation"},
         .query = {asked()[1]},
         .work = Work::slow},
        {.method = http::Method::get,
         .path = "/api/overview",
         .access = Action::read_reports,
         .summary = {"首長一頁：落後、逾期、有風險、無人負責、無目標、未啟動",
                     "One screen: behind, late, at risk, unowned, without target, not started"},
         .handle = get_overview,
         .answer = {200, "Overview"},
         .query = {asked()[1]},
         .work = Work::slow}};
}

}  // namespace gangmu::api
