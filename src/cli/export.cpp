// gangmu export PLAN: a plan from the store as JSON, CSV or XLSX, with the ledger head it was computed from.
#include "exchange/export.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct ExportOptions : Dates {
    std::string plan;
    std::string format = "json";
    std::string table = "nodes";
    std::string out;
    bool pretty = false;
};

int run_export(const Context& context, const ExportOptions& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    auto view = (*registry)->view(options.as_of, options.on);
    if (!view) return report(view.error());
    auto plan = find_plan(*view, options.plan);
    if (!plan) return report(plan.error());
    if (auto there = plan->readable(); !there) return report(there.error());
    exchange::ExportOptions how;
    how.format = options.format;
    how.table = options.table;
    how.head = head_text(view->head());
    how.as_of = options.as_of;
    how.on = options.on;
    how.english = english();
    how.pretty = options.pretty;
    how.demo = (*view)->settings.demo;
    auto made = exchange::export_plan(plan->content().to_plan(), how);
    if (!made) return report(made.error());
    if (!options.out.empty()) {
        auto written = write_file(options.out, made->bytes);
        return written ? 0 : report(written.error());
    }
    if (options.format == "xlsx")
        return report(fail(Fault::invalid, "export-needs-file",
                           {"試算表需要輸出檔名", "A spreadsheet needs a file to go to"},
                           {"請加上 -o 檔名.xlsx", "Add -o FILE.xlsx"}));
    std::fwrite(made->bytes.data(), 1, made->bytes.size(), stdout);
    return 0;
}

}  // namespace

void add_export(CLI::App& app, Context& context) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = app.add_subcommand(
        "export", say({"把計畫寫成 JSON、CSV 或 XLSX", "write a plan as JSON, CSV or XLSX"}));
    command->footer(say({"匯出檔載明它所依據的帳本位置；日後以 gangmu verify --head 證明。\n",
                         "The export names the ledger head it was computed from; gangmu verify --head proves "
                         "it later.\n"}) +
                    "  gangmu export 六大核心 > plan.json\n"
                    "  gangmu export p-1a2b --format csv --table indicators\n"
                    "  gangmu export p-1a2b --format xlsx -o plan.xlsx --as-of 2026-03-31");
    command->add_option("PLAN", options->plan, say({"計畫：代碼或名稱", "a plan: id or title"}))->required();
    command->add_option("-f,--format", options->format, say({"格式：json、csv、xlsx", "json, csv, xlsx"}))
        ->capture_default_str();
    command
        ->add_option("--table", options->table,
                     say({"csv 的表：nodes、indicators、budgets、facts、findings",
                          "csv: nodes, indicators, budgets, facts, findings"}))
        ->capture_default_str();
    command->add_option("-o,--out", options->out, say({"寫到這個檔案", "write to this file"}));
    command->add_flag("--pretty", options->pretty, say({"縮排的 JSON", "indented JSON"}));
    add_dates(*command, *options);
    command->callback([options, &context] { context.exit = run_export(context, *options); });
}

}  // namespace gangmu::cli
