// gangmu report: one report, the sheet of a cycle and back, the summary.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct ReportOptions {
    std::string plan;
    std::string cycle;
    std::string node;
    std::string file;
    std::string agency;
    std::string format = "xlsx";
    std::string by;
    bool submit = false;
    std::string marked;
};

struct Asked {
    std::string plan;
    DeskApi api;
};

Result<Asked> open(const Context& context, const ReportOptions& options) {
    std::string id;
    {
        TRY(const auto registry, open_to_read(context));
        TRY(const auto plan, find_plan(registry->view(), options.plan));
        id = plan.id();
    }
    TRY(DeskApi api, DeskApi::open(context));
    return Asked{std::move(id), std::move(api)};
}

std::string cycle_path(const Asked& asked, const ReportOptions& options, const char* what) {
    return "/api/plans/" + asked.plan + "/cycles/" + percent(options.cycle) + "/" + what;
}

int show(const Context& context, const ReportOptions& options) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    std::string node = percent(options.node);
    auto reply =
        asked->api.ask("GET", "/api/reports/" + asked->plan + "/" + percent(options.cycle) + "/" + node);
    if (!reply) return report(reply.error());
    fmt::print("{}\n", print_json(*reply));
    return 0;
}

int sheet(const Context& context, const ReportOptions& options) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    std::string target = cycle_path(*asked, options, "sheet") + "?format=" + percent(options.format);
    if (!options.agency.empty()) target += "&agency=" + percent(options.agency);
    return save(asked->api.bytes("GET", target), options.file);
}

int summary(const Context& context, const ReportOptions& options) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    std::string target = cycle_path(*asked, options, "summary") + "?format=" + percent(options.format);
    if (!options.by.empty()) target += "&by=" + percent(options.by);
    return save(asked->api.bytes("GET", target), options.file);
}

// Prints what became of the rows; 1 when some have errors.
int outcome(const json::value& reply) {
    const auto of = [&](const char* key) { return reply.at(key).as_int64(); };
    fmt::print("{}\n", say({fmt::format("{} 列：{} 列更新，{} 列不變，送出 {} 份", of("rows"), of("changed"),
                                        of("unchanged"), of("submitted")),
                            fmt::format("{} rows: {} changed, {} unchanged, {} submitted", of("rows"),
                                        of("changed"), of("unchanged"), of("submitted"))}));
    for (const auto& each : reply.at("errors").as_array())
        fmt::print("{} {} {}：{}\n", text_of(each, "table"), text_of(each, "cell"), text_of(each, "key"),
                   text_of(each, english() ? "en" : "zh"));
    return reply.at("errors").as_array().empty() ? 0 : 1;
}

int file(const Context& context, const ReportOptions& options) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    std::string target = cycle_path(*asked, options, "sheet") +
                         "?name=" + percent(std::filesystem::path(options.file).filename().string());
    if (!options.agency.empty()) target += "&agency=" + percent(options.agency);
    if (options.submit) target += "&submit=true";
    // With --marked the same file is sent once more, which changes nothing, for the sheet with its errors.
    auto reply = asked->api.send_file("POST", target, options.file);
    auto value = reply ? parse_json(*reply) : Result<json::value>(reply.error());
    if (!value) return report(value.error());
    const int code = outcome(*value);
    if (options.marked.empty()) return code;
    const int saved =
        save(asked->api.send_file("POST", target + "&reply=sheet", options.file), options.marked);
    return saved != 0 ? saved : code;
}

}  // namespace

void add_report(CLI::App& app, Context& context) {
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = app.add_subcommand("report", say({"辦理情形：一份、整批試算表、彙整表",
                                                          "reports: one, the sheet and back, the summary"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu report sheet p-1a2b q-2026-Q1 --agency 經濟部 -o 填報.xlsx\n"
        "  gangmu report file p-1a2b q-2026-Q1 填報.xlsx --submit\n"
        "  gangmu report summary p-1a2b q-2026-Q1 --by agency --format ods -o 彙整表.ods");
    const auto add = [&](const char* name, Message about, int (*run)(const Context&, const ReportOptions&)) {
        CLI::App* sub = command->add_subcommand(name, say(about));
        sub->add_option("PLAN", options->plan, say({"計畫", "the plan"}))->required();
        sub->add_option("CYCLE", options->cycle, "q-2026-Q1")->required();
        sub->callback([options, run, &context] { context.exit = run(context, *options); });
        return sub;
    };
    CLI::App* showing = add("show", {"一個節點的辦理情形（JSON）", "one node's report, as JSON"}, show);
    showing->add_option("NODE", options->node, say({"節點", "the node"}))->required();
    CLI::App* sheeting = add("sheet", {"下載應填報的試算表", "the sheet of all that is owed"}, sheet);
    CLI::App* filing = add("file", {"上傳填妥的試算表", "take a sheet that was filled in"}, file);
    CLI::App* summing = add("summary", {"季彙整表", "the summary of the cycle"}, summary);
    for (CLI::App* sub : {sheeting, summing}) {
        sub->add_option("--format", options->format, "xlsx, ods, csv");
        sub->add_option("-o,--output", options->file,
                        say({"存成檔案；省略時印出", "into this file; else printed"}));
    }
    for (CLI::App* sub : {sheeting, filing})
        sub->add_option("--agency", options->agency, say({"主辦機關", "the agency"}));
    filing->add_option("FILE", options->file, say({"檔案", "the file"}))->required();
    filing->add_flag("--submit", options->submit, say({"填妥者一併送出", "submit what is complete"}));
    filing->add_option("--marked", options->marked,
                       say({"標出錯誤的試算表存到這裡", "where the sheet with its errors goes"}));
    summing->add_option("--by", options->by, "agency, level, state");
}

}  // namespace gangmu::cli
