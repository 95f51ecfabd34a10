// gangmu account import, gangmu agency import: from a sheet, looked at first.
#include "cli/import.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/file.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct ImportOptions {
    std::string file;
    std::string out;
    std::string format = "xlsx";
    std::string marked;
    bool apply = false;
};

int outcome(const json::value& reply, bool apply) {
    const auto of = [&](const char* key) { return reply.at(key).as_int64(); };
    const auto& errors = reply.at("errors").as_array();
    fmt::print("{}\n", say({fmt::format("{} 列：新增 {}，更改 {}，不變 {}", of("rows"), of("made"),
                                        of("changed"), of("unchanged")),
                            fmt::format("{} rows: {} new, {} changed, {} as they were", of("rows"),
                                        of("made"), of("changed"), of("unchanged"))}));
    for (const auto& each : errors)
        fmt::print("{} {} {}：{}\n", text_of(each, "cell"), text_of(each, "column"), text_of(each, "key"),
                   text_of(each, english() ? "en" : "zh"));
    for (const auto& each : reply.at("passwords").as_array())
        fmt::print("{}\t{}\n", text_of(each, "name"), text_of(each, "password"));
    if (!errors.empty())
        fmt::print("{}\n", say({"未作任何變更", "Nothing was changed"}));
    else if (!apply)
        fmt::print("{}\n", say({"只檢核，未變更；加 --apply 套用", "Only looked at; --apply does it"}));
    return errors.empty() ? 0 : 1;
}

int take(const Context& context, const ImportOptions& options, const std::string& what) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    const std::string target =
        "/api/imports/" + what + "?name=" + percent(std::filesystem::path(options.file).filename().string());
    if (!options.marked.empty())
        if (const int failed =
                save(api->send_file("POST", target + "&reply=sheet", options.file), options.marked))
            return failed;
    auto reply = api->send_file("POST", target + (options.apply ? "&apply=true" : ""), options.file);
    auto value = reply ? parse_json(*reply) : Result<json::value>(reply.error());
    if (!value) return report(value.error());
    return outcome(*value, options.apply);
}

int sheet(const Context& context, const ImportOptions& options, const std::string& what) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    return save(api->bytes("GET", "/api/imports/" + what + "?format=" + percent(options.format)),
                options.out);
}

}  // namespace

void add_imports(CLI::App& command, Context& context, const std::string& what) {
    auto options = std::make_shared<ImportOptions>();
    CLI::App* importing = command.add_subcommand(
        "import", say({"由試算表（XLSX、ODS、CSV）匯入；全部或全不，同一份再匯入不會改變",
                       "from a sheet (XLSX, ODS, CSV): all or none; the same sheet again changes nothing"}));
    importing->add_option("FILE", options->file, say({"試算表", "the sheet"}))->required();
    importing->add_flag("--apply", options->apply,
                        say({"套用；不給則只檢核", "do it; without it the sheet is only looked at"}));
    importing->add_option("--marked", options->marked,
                          say({"另存標示錯誤的試算表", "keep the sheet with its errors marked"}));
    importing->callback([options, what, &context] { context.exit = take(context, *options, what); });
    CLI::App* sheeting = command.add_subcommand(
        "sheet", say({"下載現有的成試算表，可增列後匯入", "what there is as a sheet, to be added to"}));
    sheeting->add_option("-o,--output", options->out,
                         say({"檔案；- 為標準輸出", "the file; -: standard output"}));
    sheeting->add_option("--format", options->format, "xlsx, ods, csv")
        ->check(CLI::IsMember({"xlsx", "ods", "csv"}));
    sheeting->callback([options, what, &context] { context.exit = sheet(context, *options, what); });
}

void add_agency(CLI::App& app, Context& context) {
    CLI::App* command =
        app.add_subcommand("agency", say({"機關名冊的試算表", "the register of agencies as a sheet"}));
    command->require_subcommand(1);
    command->footer("  gangmu agency sheet -o 機關.xlsx\n  gangmu agency import 機關.xlsx --apply");
    add_imports(*command, context, "agencies");
}

}  // namespace gangmu::cli
