// gangmu read FILE...: documents to plan JSON, without touching a store.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "base/file.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/outline_text.hpp"
#include "cli/plans_of_files.hpp"
#include "cli/terminal.hpp"
#include "model/plan_json.hpp"

namespace gangmu::cli {
namespace {

struct ReadOptions : FileOptions {
    std::string out;
    bool pretty = false;
    bool tree = false;
    OutlineOptions outline;
};

std::string as_json(const std::vector<model::Plan>& plans, bool pretty) {
    JsonWriter json(pretty);
    json.object().key("plans").array();
    for (const auto& plan : plans)
        model::write_json(json, plan);
    json.end().end();
    return json.take() + "\n";
}

int read(const ReadOptions& options) {
    PlansOfFiles read = read_plans(options);
    if (read.plans.empty()) return read.exit;
    std::string text;
    if (options.tree)
        for (const auto& plan : read.plans)
            text += plan.plan.title + "\n" + outline_text(plan, options.outline);
    else
        text = as_json(read.plans, options.pretty);
    if (options.out.empty()) {
        std::fwrite(text.data(), 1, text.size(), stdout);
    } else if (auto written = write_file(options.out, text); !written) {
        return report(written.error());
    }
    return read.exit;
}

}  // namespace

void add_read(CLI::App& app, Context& context) {
    auto options = std::make_shared<ReadOptions>();
    CLI::App* command =
        app.add_subcommand("read", say({"讀文件，印出其中的計畫（計畫 JSON）",
                                        "read documents and print the plans in them as plan JSON"}));
    command->footer(say({"不動儲存庫。印出 {\"plans\":[…]}（docs/plan-json.md）。\n",
                         "Touches no store. Prints {\"plans\":[…]} (docs/plan-json.md).\n"}) +
                    "  gangmu read plan.pdf | jq '.plans[0].indicators | length'\n"
                    "  gangmu read --as-one text.odt annex.xlsx\n"
                    "  gangmu read --tree --levels 3 plan.docx");
    add_file_options(*command, *options);
    command->add_option("-o,--out", options->out,
                        say({"寫到這個檔案，不寫標準輸出", "write to this file instead of standard output"}));
    command->add_flag("--pretty", options->pretty, say({"縮排的 JSON", "indented JSON"}));
    command->add_flag("--tree", options->tree,
                      say({"印出樹狀架構，不印 JSON", "print the tree instead of JSON"}));
    command->add_option("--levels", options->outline.levels,
                        say({"配合 --tree：只到這一層", "with --tree: so many levels"}));
    command->add_flag(
        "--lines", options->outline.lines,
        say({"配合 --tree：附上各項出自哪幾行", "with --tree: with the lines each item comes from"}));
    command->callback([options, &context] { context.exit = read(*options); });
}

}  // namespace gangmu::cli
