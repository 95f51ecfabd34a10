// What meetings decided for somebody to do, followed until the office confirms that it is done.
#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/meeting_json.hpp"
#include "exchange/csv.hpp"
#include "services/registry_meetings.hpp"
#include "state/payload.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::Sequence;
using tracking::ActionItem;
using Step = services::Registry::Meetings::Step;

Sequence id_of(std::string_view text) {
    Sequence id = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || id >= 1'000'000'000'000) return 0;
        id = id * 10 + static_cast<Sequence>(c - '0');
    }
    return id;
}

Reply made(const Call& call, Sequence id) {
    JsonWriter out;
    out.object().member("id", id).member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

bool in_state(const ActionItem& action, std::string_view wanted, const std::string& today) {
    if (wanted.empty()) return true;
    if (wanted == "late") return action.late(today);
    if (wanted == "unfinished") return action.open();
    return tracking::to_string(action.state) == wanted;
}

std::vector<tracking::ActionPtr> wanted_actions(const Call& call, const MeetingSight& sight) {
    const auto plan = call.text("plan"), agency = call.text("agency"), state = call.text("state");
    const auto group = id_of(call.text("group")), meeting = id_of(call.text("meeting"));
    const bool mine = call.flag("mine");
    auto all = sight.actions([&](const ActionItem& action) {
        const auto* of = sight.group_of(action);
        if (of == nullptr || (group != 0 && of->id != group)) return false;
        if (meeting != 0 && action.meeting != meeting) return false;
        if (!agency.empty() && services::name_now(sight.snapshot, action.agency) !=
                                   services::name_now(sight.snapshot, std::string(agency)))
            return false;
        if (!plan.empty() && sight.plan_of(action) != plan) return false;
        if (mine && !services::does_action(sight.rights, action)) return false;
        return in_state(action, state, sight.today);
    });
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a->due < b->due; });
    return all;
}

// The names of the JSON, so that a script finds them.
exchange::Table table_of(const MeetingSight& sight, const std::vector<tracking::ActionPtr>& actions) {
    exchange::Table table;
    table.key = "actions";
    table.title = {"列管事項", "Actions"};
    const std::pair<const char*, Message> columns[] = {{"id", {"編號", "No."}},
                                                       {"group", {"小組", "Group"}},
                                                       {"number", {"第幾次", "Meeting"}},
                                                       {"held", {"會議日期", "Held"}},
                                                       {"item", {"案次", "Item"}},
                                                       {"text", {"應辦事項", "To be done"}},
                                                       {"agency", {"辦理機關", "Agency"}},
                                                       {"account", {"承辦人", "Account"}},
                                                       {"due", {"期限", "Due"}},
                                                       {"state", {"狀態", "State"}},
                                                       {"late", {"逾期", "Late"}},
                                                       {"plan", {"計畫", "Plan"}},
                                                       {"node", {"項目", "Node"}},
                                                       {"last_note", {"最近辦理情形", "Last note"}}};
    for (const auto& [key, title] : columns)
        table.columns.push_back({key, title, 14});
    for (const auto& each : actions) {
        const auto* meeting = sight.snapshot.meetings.meeting(each->meeting);
        std::string last;
        for (const auto& note : each->notes)
            if (!note.text.empty()) last = note.text;
        table.rows.push_back(
            {std::to_string(each->id), sight.group_of(*each)->name, std::to_string(meeting->number),
             meeting->day, each->item == 0 ? std::string() : std::to_string(each->item), each->text,
             each->agency, each->account, each->due, std::string(tracking::to_string(each->state)),
             std::string(each->late(sight.today) ? "late" : ""), sight.plan_of(*each), each->node, last});
    }
    return table;
}

Result<Reply> get_actions(Call& call) {
    const MeetingSight sight(call, services::day_of(call.view));
    const auto actions = wanted_actions(call, sight);
    if (call.text("format") == "csv") {
        Reply reply;
        reply.body = std::make_shared<const std::string>(exchange::to_csv(table_of(sight, actions)));
        reply.media_type = "text/csv; charset=utf-8";
        reply.extra.add("Content-Disposition", "attachment; filename=\"actions.csv\"");
        return reply;
    }
    JsonWriter out;
    out.object().member("today", sight.today).key("actions").array();
    for (const auto& each : actions)
        write_action(out, sight, *each);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> save_action(Call& call, Sequence id) {
    auto action = tracking::read_action(call.body);
    action.id = id;
    std::optional<Sequence> version;
    if (call.body.contains("version")) version = state::number(call.body, "version");
    TRY(const auto saved,
        call.registry.meetings().set_action(call.actor(), action, call.member("note"), version));
    return made(call, saved);
}

Result<Reply> post_action(Call& call) {
    return save_action(call, 0);
}

Result<Reply> put_action(Call& call) {
    const auto id = id_of(call.path[0]);
    if (id == 0) return services::action_unknown(call.path[0]);
    return save_action(call, id);
}

Result<Reply> step_action(Call& call) {
    static constexpr std::pair<std::string_view, Step> steps[] = {
        {"note", Step::note},        {"claim", Step::claim},   {"confirm", Step::confirm},
        {"return", Step::send_back}, {"reopen", Step::reopen}, {"cancel", Step::cancel}};
    const auto act = call.member("act");
    const auto* step =
        std::find_if(std::begin(steps), std::end(steps), [&](const auto& each) { return each.first == act; });
    CHECK(call.registry.meetings().step_action(call.actor(), id_of(call.path[0]), step->second,
                                               call.member("text")));
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

constexpr std::int64_t most = std::int64_t{1} << 53;

std::vector<Field> action_fields(bool fresh) {
    std::vector<Field> fields{
        {.name = "item",
         .type = Type::integer,
         .about = {"議程第幾案", "Of this item of the agenda, from 1"},
         .minimum = 1,
         .maximum = 200},
        {.name = "text",
         .about = {"應辦事項", "What is to be done"},
         .required = true,
         .minimum = 1,
         .maximum = 6000},
        {.name = "agency", .about = {"辦理機關", "The agency that does it"}},
        {.name = "account", .about = {"承辦帳號", "The account that does it"}},
        {.name = "due", .type = Type::date, .about = {"期限", "By this day"}, .required = true},
        {.name = "plan", .about = {"計畫", "The plan that it is about"}, .maximum = 100},
        {.name = "node", .about = {"項目", "The node that it is about"}, .maximum = 400},
        {.name = "note", .about = {"修改的原因", "Why it is changed"}, .maximum = 600},
        {.name = "version",
         .type = Type::integer,
         .about = {"所見的版本", "As seen; refused when it has changed since"},
         .maximum = most}};
    if (fresh)
        fields.push_back({.name = "meeting",
                          .type = Type::integer,
                          .about = {"哪一次會議", "The meeting that decided it"},
                          .required = true,
                          .minimum = 1,
                          .maximum = most});
    return fields;
}

Endpoint command(http::Method method, std::string_view path, Access access, Message summary,
                 Result<Reply> (*handle)(Call&), std::string_view schema, std::vector<Field> fields) {
    return {.method = method,
            .path = path,
            .access = access,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .body = {BodyKind::json, std::move(fields)},
            .work = Work::slow};
}

Field text_field(std::string_view name, Message about, std::int64_t longest) {
    return {.name = name, .about = std::move(about), .maximum = longest};
}

}  // namespace

std::vector<Endpoint> action_endpoints() {
    using http::Method;
    return {
        {.method = Method::get,
         .path = "/api/actions",
         .access = Action::read_reports,
         .summary = {"會議決議的列管事項", "What meetings decided for somebody to do"},
         .handle = get_actions,
         .answer = {200, "Actions"},
         .query = {text_field("plan", {"計畫", "Of this plan"}, 100),
                   text_field("group", {"小組", "Of this group"}, 20),
                   text_field("meeting", {"會議", "Of this meeting"}, 20),
                   text_field("agency", {"辦理機關", "Of this agency"}, 100),
                   {.name = "state",
                    .type = Type::choice,
                    .about = {"狀態；late 為逾期，unfinished 為尚未解除",
                              "How it stands; late: its day has passed; unfinished: open or claimed"},
                    .choices = {"open", "claimed", "done", "cancelled", "late", "unfinished"}},
                   {.name = "mine", .type = Type::boolean, .about = {"只列我的", "Only mine"}},
                   {.name = "format",
                    .type = Type::choice,
                    .about = {"json 或 csv", "json or csv"},
                    .choices = {"json", "csv"}}},
         .work = Work::slow},
        command(Method::post, "/api/actions", Action::manage_meetings, {"列管一項決議", "Sets an action"},
                post_action, "Made", action_fields(true)),
        command(Method::put, "/api/actions/{action}", Action::manage_meetings,
                {"修改列管事項", "Changes an action"}, put_action, "Made", action_fields(false)),
        command(
            Method::post, "/api/actions/{action}", Access::account(),
            {"填辦理情形、報請解除、解除、退回、恢復、停止列管",
             "Notes progress, claims or confirms that it is done, returns, reopens, cancels"},
            step_action, "Done",
            {{.name = "act",
              .type = Type::choice,
              .about = {"note 辦理情形、claim 報請解除、confirm 解除、return 退回、reopen 恢復、cancel 停止",
                        "note, claim; and the office: confirm, return, reopen, cancel"},
              .required = true,
              .choices = {"note", "claim", "confirm", "return", "reopen", "cancel"}},
             text_field("text", {"說明", "What is to be said about it"}, 6000)}),
    };
}

}  // namespace gangmu::api
