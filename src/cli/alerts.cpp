// gangmu alerts: early warning on the command line.
#include <fmt/format.h>

#include <memory>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct AlertsOptions {
    std::string stage = "unresolved";
    std::string level, mode, unit, element;
    std::string id, reason, to, file;
    int hours = 24;
    int limit = 100;
    bool json = false;
};

std::string both(const json::value& value, std::string_view key) {
    const auto* object = value.if_object();
    const auto* message = object != nullptr ? object->if_contains(key) : nullptr;
    return message == nullptr ? std::string() : say({text_of(*message, "zh"), text_of(*message, "en")});
}

int list(const Context& context, const AlertsOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    std::string target = "/api/alerts?limit=" + std::to_string(options.limit);
    for (const auto& [name, value] :
         {std::pair{"stage", options.stage == "all" ? std::string() : options.stage},
          {"level", options.level},
          {"mode", options.mode},
          {"unit", options.unit},
          {"element", options.element}})
        if (!value.empty()) target += std::string("&") + name + "=" + percent(value);
    auto reply = api->ask("GET", target);
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    const auto& alerts = reply->at("alerts").as_array();
    for (const auto& alert : alerts)
        fmt::print("{}  {}  {}  {}\n    {}\n", text_of(alert, "id"), text_of(alert, "level"),
                   text_of(alert, "stage"), both(alert, "headline"), both(alert, "because"));
    if (alerts.empty()) fmt::print("{}\n", say({"沒有符合條件的警示", "No alert fits"}));
    return 0;
}

int show(const Context& context, const AlertsOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->ask("GET", "/api/alerts/" + percent(options.id));
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    fmt::print("{}\n{}\n", both(*reply, "headline"), both(*reply, "because"));
    for (const auto& step : reply->at("steps").as_array()) {
        const auto to = text_of(step, "to");
        fmt::print("  {}  {}{}  {}  {}\n", text_of(step, "at"), both(step, "title"),
                   to.empty() ? "" : " " + to, text_of(step, "by"), both(step, "because"));
    }
    return 0;
}

int act(const Context& context, const AlertsOptions& options, const char* name) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    JsonWriter body;
    body.object().member("act", name).member_if("reason", options.reason).member_if("to", options.to);
    if (std::string_view(name) == "silence") body.member("hours", options.hours);
    body.end();
    auto done = api->ask("POST", "/api/alerts/" + percent(options.id) + "/steps", body.take());
    return done ? 0 : report(done.error());
}

int cap(const Context& context, const AlertsOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->bytes("GET", options.id.empty() ? std::string("/api/alerts/cap")
                                                      : "/api/alerts/" + percent(options.id) + "/cap");
    if (!reply) return report(reply.error());
    fmt::print("{}", *reply);
    return 0;
}

int rules(const Context& context, const AlertsOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->ask("GET", "/api/warnings");
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    for (const auto& each : reply->at("rules").as_array()) {
        const auto& rule = each.at("rule");
        fmt::print("{}  {}  {}  {}  {}\n", text_of(rule, "id"), both(each, "kind"), text_of(rule, "level"),
                   text_of(rule, "element"), both(rule, "name"));
    }
    return 0;
}

int set_rule(const Context& context, const AlertsOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto bytes = read_file(options.file, std::size_t{1} << 20);
    if (!bytes) return report(bytes.error());
    auto rule = parse_json(*bytes);
    if (!rule) return report(rule.error());
    const auto id = text_of(*rule, "id");
    if (id.empty())
        return report(fail(Fault::invalid, "warning-rule-value", {"規則要有 id", "the rule needs an id"}, {},
                           options.file));
    auto done = api->ask("PUT", "/api/warnings/" + percent(id), *bytes);
    return done ? 0 : report(done.error());
}

int end_rule(const Context& context, const AlertsOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    JsonWriter body;
    body.object().member("reason", options.reason).end();
    auto done = api->ask("DELETE", "/api/warnings/" + percent(options.id), body.take());
    return done ? 0 : report(done.error());
}

}  // namespace

void add_alerts(CLI::App& app, Context& context) {
    auto options = std::make_shared<AlertsOptions>();
    CLI::App* command = app.add_subcommand("alerts", say({"警示與警示規則", "alerts and warning rules"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu alerts list --level severe\n"
        "  gangmu alerts resolve a12 --reason 已補足\n"
        "  gangmu alerts set-rule gas.json\n"
        "  gangmu alerts cap a12");
    const auto sub = [&](const char* name, Message about) {
        return command->add_subcommand(name, say(about));
    };
    const auto with_id = [options](CLI::App* of) {
        of->add_option("ALERT", options->id, say({"警示編號", "the alert's id"}))->required();
    };
    CLI::App* listing = sub("list", {"列出警示，新的在前", "list alerts, newest first"});
    listing->add_option("--stage", options->stage, "open, acknowledged, resolved, unresolved, all");
    listing->add_option("--level", options->level, "watch, warning, severe");
    listing->add_option("--mode", options->mode, "actual, exercise, test, system");
    listing->add_option("--unit", options->unit, say({"填報單位", "reporting unit"}));
    listing->add_option("--element", options->element, say({"資料項目", "element"}));
    listing->add_option("--limit", options->limit, say({"至多幾則", "at most so many"}));
    listing->add_flag("--json", options->json, "JSON");
    listing->callback([options, &context] { context.exit = list(context, *options); });
    CLI::App* showing = sub("show", {"一則警示與其經過", "one alert and what happened to it"});
    with_id(showing);
    showing->add_flag("--json", options->json, "JSON");
    showing->callback([options, &context] { context.exit = show(context, *options); });
    struct Act {
        const char* name;
        Message about;
    };
    for (const auto& [name, about] : {Act{"acknowledge", {"知悉", "acknowledge"}},
                                      {"assign", {"指派承辦人", "assign to an account"}},
                                      {"silence", {"暫停通知", "silence for some hours"}},
                                      {"comment", {"附記", "comment"}},
                                      {"resolve", {"結案", "resolve"}}}) {
        CLI::App* one = sub(name, about);
        with_id(one);
        one->add_option("--reason", options->reason, say({"理由", "why"}));
        if (std::string_view(name) == "assign")
            one->add_option("--to", options->to, say({"承辦帳號", "the account"}))->required();
        if (std::string_view(name) == "silence")
            one->add_option("--hours", options->hours, say({"幾小時", "for so many hours"}));
        one->callback([options, &context, name = name] { context.exit = act(context, *options, name); });
    }
    CLI::App* messages =
        sub("cap", {"CAP 1.2 訊息；不給編號時為訂閱清單", "as CAP 1.2; without an id the feed"});
    messages->add_option("ALERT", options->id, say({"警示編號", "the alert's id"}));
    messages->callback([options, &context] { context.exit = cap(context, *options); });
    CLI::App* ruling = sub("rules", {"列出警示規則", "list the rules"});
    ruling->add_flag("--json", options->json, "JSON");
    ruling->callback([options, &context] { context.exit = rules(context, *options); });
    CLI::App* setting = sub("set-rule", {"由 JSON 檔設定規則", "set a rule from a JSON file"});
    setting->add_option("FILE", options->file, say({"檔案", "the file"}))->required();
    setting->callback([options, &context] { context.exit = set_rule(context, *options); });
    CLI::App* ending = sub("end-rule", {"停用一條規則", "end a rule"});
    ending->add_option("RULE", options->id, say({"規則代碼", "the rule's id"}))->required();
    ending->add_option("--reason", options->reason, say({"原因", "why"}))->required();
    ending->callback([options, &context] { context.exit = end_rule(context, *options); });
}

}  // namespace gangmu::cli
