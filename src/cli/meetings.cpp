// gangmu meetings: groups and their meetings, and what they decided for somebody to do.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct MeetingsOptions {
    std::string plan, group, meeting, agency, state, format = "table";
    std::string id, text;
    bool json = false;
};

// The query of those options that are set; `plan` by its whole id.
Result<std::string> query_of(const Context& context, const MeetingsOptions& options) {
    std::string query;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent(value);
    };
    if (!options.plan.empty()) {
        TRY(const std::string plan, find_plan_id(context, options.plan));
        add("plan", plan);
    }
    add("group", options.group);
    add("meeting", options.meeting);
    add("agency", options.agency);
    add("state", options.state);
    return query;
}

Result<json::value> answer(const Context& context, const std::string& target) {
    TRY(DeskApi api, DeskApi::open(context));
    return api.ask("GET", target);
}

std::string number_of(const json::value& value, const char* key) {
    return std::to_string(value.at(key).as_int64());
}

int list(const Context& context, const MeetingsOptions& options) {
    const auto query = query_of(context, options);
    if (!query) return report(query.error());
    const auto reply = answer(context, "/api/meetings" + *query);
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    Rows rows{{say({"號", "no."}), say({"日期", "day"}), say({"會議", "meeting"}), say({"狀態", "state"}),
               say({"列管中", "open"}), say({"逾期", "late"})}};
    for (const auto& each : reply->at("meetings").as_array())
        rows.push_back(
            {number_of(each, "id"), text_of(each, "day"),
             say({fmt::format("{} 第 {} 次", text_of(each, "group_name"), number_of(each, "number")),
                  fmt::format("{}, no. {}", text_of(each, "group_name"), number_of(each, "number"))}),
             text_of(each, "state"), number_of(each, "open"), number_of(each, "late")});
    fmt::print("{}", rows.size() > 1 ? align(rows) : say({"沒有會議。\n", "There are no meetings.\n"}));
    return 0;
}

int groups(const Context& context, const MeetingsOptions& options) {
    const auto query = query_of(context, options);
    if (!query) return report(query.error());
    const auto reply = answer(context, "/api/groups" + *query);
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    Rows rows{{say({"號", "no."}), say({"小組", "group"}), say({"上次", "last"}),
               say({"下次期限", "next by"}), say({"列管中", "open"}), say({"逾期", "late"})}};
    for (const auto& each : reply->at("groups").as_array()) {
        const auto* next = each.get_object().if_contains("next");
        rows.push_back({number_of(each, "id"), text_of(each, "name"), text_of(each, "last"),
                        next == nullptr ? "" : text_of(*next, "due"), number_of(each, "open"),
                        number_of(each, "late")});
    }
    fmt::print("{}", rows.size() > 1 ? align(rows) : say({"沒有小組。\n", "There are no groups.\n"}));
    return 0;
}

// The minutes as plain text.
int show(const Context& context, const MeetingsOptions& options) {
    const auto reply = answer(context, "/api/meetings/" + percent(options.id));
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    fmt::print(
        "{}\n",
        say({fmt::format("{}第 {} 次會議紀錄", text_of(*reply, "group_name"), number_of(*reply, "number")),
             fmt::format("{}: minutes of meeting {}", text_of(*reply, "group_name"),
                         number_of(*reply, "number"))}));
    fmt::print("{} {} {}\n", text_of(*reply, "day"), text_of(*reply, "time"), text_of(*reply, "place"));
    std::size_t at = 0;
    for (const auto& each : reply->at("agenda").as_array()) {
        ++at;
        fmt::print("{}\n", say({fmt::format("案由{}：{}", at, text_of(each, "title")),
                                fmt::format("{}. {}", at, text_of(each, "title"))}));
        if (const auto resolved = text_of(each, "resolution"); !resolved.empty())
            fmt::print("{}{}\n", say({"  決議：", "  resolved: "}), resolved);
    }
    for (const auto& each : reply->at("actions").as_array())
        fmt::print("#{} {} {} {} {}\n", number_of(each, "id"), text_of(each, "due"), text_of(each, "agency"),
                   text_of(each, "state"), text_of(each, "text"));
    return 0;
}

// 1 when something that was asked for is late.
int actions(const Context& context, const MeetingsOptions& options) {
    const auto query = query_of(context, options);
    if (!query) return report(query.error());
    if (options.format == "csv") {
        auto api = DeskApi::open(context);
        if (!api) return report(api.error());
        const auto bytes =
            api->bytes("GET", "/api/actions" + *query + (query->empty() ? "?" : "&") + "format=csv");
        if (!bytes) return report(bytes.error());
        std::fwrite(bytes->data(), 1, bytes->size(), stdout);
        return 0;
    }
    const auto reply = answer(context, "/api/actions" + *query);
    if (!reply) return report(reply.error());
    bool late = false;
    Rows rows{{say({"號", "no."}), say({"期限", "by"}), say({"機關", "agency"}), say({"狀態", "state"}),
               say({"應辦事項", "to be done"})}};
    for (const auto& each : reply->at("actions").as_array()) {
        late |= each.at("late").as_bool();
        rows.push_back({number_of(each, "id"), text_of(each, "due"), text_of(each, "agency"),
                        each.at("late").as_bool() ? say({"逾期", "late"}) : text_of(each, "state"),
                        text_of(each, "text")});
    }
    if (options.format == "json")
        fmt::print("{}\n", print_json(*reply));
    else
        fmt::print("{}",
                   rows.size() > 1 ? align(rows) : say({"沒有列管事項。\n", "There are no actions.\n"}));
    return late ? 1 : 0;
}

int step(const Context& context, const MeetingsOptions& options, const std::string& act) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    JsonWriter body;
    body.object().member("act", act).member_if("text", options.text).end();
    const auto done = api->ask("POST", "/api/actions/" + percent(options.id), body.take());
    return done ? 0 : report(done.error());
}

}  // namespace

void add_meetings(CLI::App& app, Context& context) {
    auto options = std::make_shared<MeetingsOptions>();
    CLI::App* command = app.add_subcommand(
        "meetings", say({"小組、會議與列管決議", "groups, meetings, and what they decided"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu meetings groups --plan p-1a2b\n"
        "  gangmu meetings list --plan p-1a2b\n"
        "  gangmu meetings show 128\n"
        "  gangmu meetings actions --state late --format csv\n"
        "  gangmu meetings confirm 130");
    const auto add = [&](const char* name, Message about, auto run) {
        CLI::App* sub = command->add_subcommand(name, say(about));
        sub->callback([options, run, &context] { context.exit = run(context, *options); });
        return sub;
    };
    const auto of_plan = [&](CLI::App* sub) {
        sub->add_option("--plan", options->plan, say({"計畫", "of this plan"}));
        return sub;
    };
    const auto with_json = [&](CLI::App* sub) {
        sub->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
        return sub;
    };
    with_json(of_plan(add("groups", {"小組與下次開會的期限", "groups, and by when they meet"}, groups)));
    with_json(of_plan(add("list", {"會議", "meetings"}, list)))
        ->add_option("--group", options->group, say({"小組號", "of this group"}));
    with_json(add("show", {"一次會議的紀錄", "the minutes of one"}, show))
        ->add_option("MEETING", options->id, say({"會議號", "its number"}))
        ->required();
    CLI::App* acting = of_plan(
        add("actions", {"列管事項；有逾期時結束碼為 1", "what is to be done; exits 1 when some is late"},
            actions));
    acting->add_option("--group", options->group, say({"小組號", "of this group"}));
    acting->add_option("--meeting", options->meeting, say({"會議號", "of this meeting"}));
    acting->add_option("--agency", options->agency, say({"辦理機關", "of this agency"}));
    acting->add_option("--state", options->state, "open, claimed, done, cancelled, late, unfinished");
    acting->add_option("--format", options->format, "table, json, csv")
        ->check(CLI::IsMember({"table", "json", "csv"}));
    const std::pair<const char*, Message> steps[] = {{"note", {"填辦理情形", "note progress"}},
                                                     {"claim", {"報請解除列管", "say that it is done"}},
                                                     {"confirm", {"解除列管", "confirm that it is done"}},
                                                     {"return", {"繼續列管", "not done yet"}},
                                                     {"reopen", {"恢復列管", "open it again"}},
                                                     {"cancel", {"停止列管", "cancel it"}}};
    for (const auto& [name, about] : steps) {
        CLI::App* sub =
            add(name, about, [what = std::string(name)](const Context& c, const MeetingsOptions& o) {
                return step(c, o, what);
            });
        sub->add_option("ACTION", options->id, say({"列管事項號", "its number"}))->required();
        sub->add_option("--text", options->text, say({"說明", "what is to be said about it"}));
    }
}

}  // namespace gangmu::cli
