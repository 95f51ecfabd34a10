// gangmu calendar: the working days that due dates are reckoned by.
#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct CalendarOptions {
    std::string file;
    std::string day;
    std::string note;
    std::string from;
    int days = 0;
    bool work = false;
    bool remove = false;
};

int load(const Context& context, const CalendarOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->send_file("POST", "/api/calendar", options.file);
    auto read = reply ? parse_json(*reply) : Result<json::value>(reply.error());
    if (!read) return report(read.error());
    for (const auto& year : read->at("years").as_array())
        fmt::print("{}\n",
                   say({fmt::format("已載入 {} 年（民國 {} 年）", year.as_int64(), year.as_int64() - 1911),
                        fmt::format("Loaded {}", year.as_int64())}));
    return 0;
}

int set(const Context& context, const CalendarOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    JsonWriter body;
    body.object().member("off", !options.work).member("note", options.note).end();
    const std::string target = "/api/calendar/days/" + percent(options.day);
    auto done = options.remove ? api->ask("DELETE", target) : api->ask("PUT", target, body.take());
    return done ? 0 : report(done.error());
}

int reckon(const Context& context, const CalendarOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->ask("GET", "/api/calendar/reckon?from=" + percent(options.from) +
                                     "&days=" + std::to_string(options.days));
    if (!reply) return report(reply.error());
    const bool known = reply->at("known").as_bool();
    fmt::print("{}{}\n", text_of(*reply, "day"),
               known ? ""
                     : say({"（有年度未載入辦公日曆，僅依週末推算）",
                            " (by weekends only: a year's calendar is not loaded)"}));
    return 0;
}

}  // namespace

void add_calendar(CLI::App& app, Context& context) {
    auto options = std::make_shared<CalendarOptions>();
    CLI::App* command = app.add_subcommand(
        "calendar", say({"工作日：辦公日曆表與颱風停班日", "working days: office calendars, typhoon days"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu calendar load 115年中華民國政府行政機關辦公日曆表.csv\n"
        "  gangmu calendar day 2026-09-28 --note 颱風\n"
        "  gangmu calendar reckon 2026-04-01 10");
    CLI::App* loading = command->add_subcommand(
        "load", say({"載入行政機關辦公日曆表（CSV）", "load an office calendar (CSV)"}));
    loading->add_option("FILE", options->file, say({"檔案", "the file"}))->required();
    loading->callback([options, &context] { context.exit = load(context, *options); });
    CLI::App* setting = command->add_subcommand("day", say({"設定一天停止上班", "make one day a day off"}));
    setting->add_option("DAY", options->day, "2026-09-28")->required();
    setting->add_option("--note", options->note, say({"原因", "why"}));
    setting->add_flag("--work", options->work, say({"改為上班（補班）", "a working day instead"}));
    setting->add_flag("--remove", options->remove, say({"取消特別設定", "take it back"}));
    setting->callback([options, &context] { context.exit = set(context, *options); });
    CLI::App* reckoning = command->add_subcommand(
        "reckon", say({"推算幾個工作日之後的日期", "the day so many working days away"}));
    reckoning->add_option("FROM", options->from, "2026-04-01")->required();
    reckoning->add_option("DAYS", options->days, say({"工作日數", "working days"}))->required();
    reckoning->callback([options, &context] { context.exit = reckon(context, *options); });
}

}  // namespace gangmu::cli
