// Groups and their meetings: who sits in them, when they meet, what was on the agenda and resolved.
#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/meeting_json.hpp"
#include "services/registry_meetings.hpp"
#include "state/payload.hpp"

namespace gangmu::api {
namespace {

using auth::Action;
using services::Sequence;

Sequence id_of(const std::string& text) {
    Sequence id = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || id >= 1'000'000'000'000) return 0;
        id = id * 10 + static_cast<Sequence>(c - '0');
    }
    return id;
}

std::optional<Sequence> version_of(const Call& call) {
    if (!call.body.contains("version")) return std::nullopt;
    return state::number(call.body, "version");
}

Reply made(const Call& call, Sequence id) {
    JsonWriter out;
    out.object().member("id", id).member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

MeetingSight sight_of(const Call& call) {
    return MeetingSight(call, services::day_of(call.view));
}

// Of the plan asked for; those of the whole store with it.
bool of_plan(const Call& call, const std::string& plan) {
    const auto asked = call.text("plan");
    return asked.empty() || plan == asked;
}

Result<Reply> get_groups(Call& call) {
    const auto sight = sight_of(call);
    JsonWriter out;
    out.object().member("today", sight.today);
    out.member("may_make", services::runs_group(call.actor(), sight.snapshot, call.text("plan"), {}));
    out.key("groups").array();
    for (const auto& each : sight.snapshot.meetings.all_groups())
        if (of_plan(call, each->plan)) write_group(out, sight, *each);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Sequence> save_group(Call& call, Sequence id) {
    auto group = tracking::read_group(call.body);
    group.id = id;
    return call.registry.meetings().set_group(call.actor(), group, version_of(call));
}

Result<Reply> post_group(Call& call) {
    TRY(const auto id, save_group(call, 0));
    return made(call, id);
}

Result<Reply> put_group(Call& call) {
    const auto asked = id_of(call.path[0]);
    if (asked == 0) return services::group_unknown(call.path[0]);
    TRY(const auto id, save_group(call, asked));
    return made(call, id);
}

Result<Reply> delete_group(Call& call) {
    CHECK(call.registry.meetings().end_group(call.actor(), id_of(call.path[0]), call.member("reason")));
    return written(call);
}

Result<Reply> get_meetings(Call& call) {
    const auto sight = sight_of(call);
    const auto group = id_of(std::string(call.text("group")));
    JsonWriter out;
    out.object().member("today", sight.today).key("meetings").array();
    for (const auto& each : sight.snapshot.meetings.all_groups()) {
        if (group != 0 && each->id != group) continue;
        const auto all = sight.snapshot.meetings.of(each->id);
        for (auto meeting = all.rbegin(); meeting != all.rend(); ++meeting)
            if (of_plan(call, each->plan) || of_plan(call, (*meeting)->plan))
                write_meeting_entry(out, sight, **meeting);
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_meeting(Call& call) {
    const auto sight = sight_of(call);
    const auto* meeting = sight.snapshot.meetings.meeting(id_of(call.path[0]));
    if (meeting == nullptr || sight.group_of(*meeting) == nullptr)
        return services::meeting_unknown(call.path[0]);
    JsonWriter out;
    write_meeting(out, sight, *meeting);
    return Reply::json(std::move(out));
}

Result<Reply> post_meeting(Call& call) {
    const auto meeting = tracking::read_meeting(call.body);
    TRY(const auto id, call.registry.meetings().set_meeting(
                           call.actor(), meeting, state::flag(call.body, "held"), version_of(call)));
    return made(call, id);
}

Result<Reply> put_meeting(Call& call) {
    auto meeting = tracking::read_meeting(call.body);
    meeting.id = id_of(call.path[0]);
    if (meeting.id == 0) return services::meeting_unknown(call.path[0]);
    TRY(const auto id, call.registry.meetings().set_meeting(
                           call.actor(), meeting, state::flag(call.body, "held"), version_of(call)));
    return made(call, id);
}

Result<Reply> turn_meeting(Call& call) {
    using Turn = services::Registry::Meetings::Turn;
    const auto act = call.member("act");
    const Turn turn = act == "confirm" ? Turn::confirm : act == "reopen" ? Turn::reopen : Turn::cancel;
    CHECK(call.registry.meetings().turn_meeting(call.actor(), id_of(call.path[0]), turn,
                                                call.member("reason")));
    return written(call);
}

Field line(std::string_view name, Message about, bool required = false) {
    return {.name = name, .about = std::move(about), .required = required, .minimum = required ? 1 : 0};
}

Field plan_field() {
    return {.name = "plan", .about = {"計畫；不寫為全部", "The plan; left out: all"}, .maximum = 100};
}

Field version_field() {
    return {.name = "version",
            .type = Type::integer,
            .about = {"所見的版本；已被他人更動則拒絕", "As seen; refused when it has changed since"},
            .maximum = std::int64_t{1} << 53};
}

Field reason_field(bool required) {
    return {.name = "reason",
            .about = {"原因", "Why"},
            .required = required,
            .minimum = required ? 1 : 0,
            .maximum = 600};
}

std::vector<Field> group_fields() {
    return {
        line("name", {"名稱", "Its name"}, true),
        {.name = "kind",
         .type = Type::choice,
         .about = {"推動小組 steering、分組 division、諮詢委員會 advisory", "Steering, division, advisory"},
         .required = true,
         .choices = {"steering", "division", "advisory", "other"}},
        line("plan", {"計畫；不寫為全部計畫共同的", "The plan; left out: of the whole store"}),
        line("agency", {"幕僚機關", "The agency that runs it"}),
        {.name = "every",
         .type = Type::choice,
         .about = {"多久開一次會；不寫為不定期", "How often it meets; left out: as needed"},
         .choices = {"week", "month", "quarter", "half-year", "year"}},
        {.name = "members",
         .type = Type::list,
         .about = {"成員：帳號、機關或姓名", "Members: accounts, agencies or names"},
         .maximum = 300,
         .fields = {line("account", {"帳號", "An account"}),
                    line("agency", {"機關", "An agency"}),
                    line("name", {"姓名職稱", "A name"}),
                    {.name = "role",
                     .type = Type::choice,
                     .about = {"召集人、副召集人、執行秘書、委員", "chair, vice, secretary, member"},
                     .required = true,
                     .choices = {"chair", "vice", "secretary", "member"}}}},
        version_field()};
}

std::vector<Field> meeting_fields(bool fresh) {
    std::vector<Field> fields{
        {.name = "number",
         .type = Type::integer,
         .about = {"第幾次；不寫為下一次", "Its number; left out: the next"},
         .minimum = 1,
         .maximum = 10'000},
        line("plan", {"議案所指的計畫", "The plan that its items point into"}),
        line("title", {"會議名稱；不寫為小組名稱與次數", "Its title; left out: the group's and its number"}),
        {.name = "day", .type = Type::date, .about = {"開會日期", "The day"}, .required = true},
        line("time", {"時間", "The time"}),
        line("place", {"地點", "The place"}),
        line("chair", {"主席", "In the chair"}),
        line("recorder", {"紀錄", "Who keeps the minutes"}),
        {.name = "attended", .type = Type::list, .about = {"出席者", "Who attended"}, .maximum = 300},
        {.name = "absent", .type = Type::list, .about = {"請假者", "Who sent apologies"}, .maximum = 300},
        {.name = "agenda",
         .type = Type::list,
         .about = {"議程：案由、說明、決議", "The agenda: items with what was resolved"},
         .maximum = 200,
         .fields = {line("title", {"案由", "The item"}, true),
                    {.name = "text", .about = {"說明", "What it is about"}, .maximum = 6000},
                    line("proposer", {"提案單位", "Whose item it is"}),
                    {.name = "resolution", .about = {"決議", "What was resolved"}, .maximum = 6000},
                    {.name = "nodes", .type = Type::list, .about = {"相關項目", "Nodes"}, .maximum = 100}}},
        {.name = "held", .type = Type::boolean, .about = {"已召開", "It has taken place"}},
        version_field()};
    if (fresh)
        fields.push_back({.name = "group",
                          .type = Type::integer,
                          .about = {"小組", "The group"},
                          .required = true,
                          .minimum = 1,
                          .maximum = std::int64_t{1} << 53});
    return fields;
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

Endpoint command(http::Method method, std::string_view path, Message summary, Result<Reply> (*handle)(Call&),
                 std::string_view schema, std::vector<Field> fields) {
    return {.method = method,
            .path = path,
            .access = Action::manage_meetings,
            .summary = std::move(summary),
            .handle = handle,
            .answer = {200, schema},
            .body = {BodyKind::json, std::move(fields)},
            .work = Work::slow};
}

}  // namespace

std::vector<Endpoint> meeting_endpoints() {
    using http::Method;
    return {
        read("/api/groups", {"推動小組、分組與諮詢委員會", "Groups, and when they meet next"}, get_groups,
             "Groups", {plan_field()}),
        command(Method::post, "/api/groups", {"設立小組", "Makes a group"}, post_group, "Made",
                group_fields()),
        command(Method::put, "/api/groups/{group}", {"修改小組", "Changes a group"}, put_group, "Made",
                group_fields()),
        command(Method::del, "/api/groups/{group}", {"裁撤小組；會議仍在", "Ends a group; its meetings stay"},
                delete_group, "Done", {reason_field(true)}),
        read("/api/meetings", {"會議", "Meetings"}, get_meetings, "Meetings",
             {plan_field(), {.name = "group", .about = {"小組", "The group"}, .maximum = 20}}),
        command(Method::post, "/api/meetings", {"登錄會議", "Records a meeting"}, post_meeting, "Made",
                meeting_fields(true)),
        read("/api/meetings/{meeting}", {"一次會議：議程、決議與列管事項", "A meeting with its minutes"},
             get_meeting, "Meeting"),
        command(Method::put, "/api/meetings/{meeting}", {"修改會議", "Changes a meeting"}, put_meeting,
                "Made", meeting_fields(false)),
        command(Method::post, "/api/meetings/{meeting}",
                {"紀錄定稿、重新開啟、取消會議", "Settles the minutes, opens them again, cancels it"},
                turn_meeting, "Done",
                {{.name = "act",
                  .type = Type::choice,
                  .about = {"定稿、重新開啟、取消", "confirm, reopen, cancel"},
                  .required = true,
                  .choices = {"confirm", "reopen", "cancel"}},
                 reason_field(false)}),
    };
}

}  // namespace gangmu::api
