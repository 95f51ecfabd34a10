// gangmu tree PLAN: its items, indented.
#include <fmt/format.h>

#include <memory>

#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/outline_text.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"
#include "model/plan_json.hpp"

namespace gangmu::cli {
namespace {

struct TreeOptions : Dates {
    std::string plan;
    OutlineOptions outline;
    bool json = false;
};

int tree(const Context& context, const TreeOptions& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    auto view = (*registry)->view(options.as_of, options.on);
    if (!view) return report(view.error());
    auto plan = find_plan(*view, options.plan);
    if (!plan) return report(plan.error());
    if (auto there = plan->readable(); !there) return report(there.error());
    const model::Plan value = plan->content().to_plan();
    if (!options.json) {
        fmt::print("{}  {}\n{}", value.plan.title, value.plan.id, outline_text(value, options.outline));
        return 0;
    }
    JsonWriter out;
    out.object().key("nodes").array();
    for (const auto& node : value.nodes)
        if (options.outline.levels == 0 || node.level < options.outline.levels) model::write_json(out, node);
    out.end().member("head", head_text(view->head())).end();
    fmt::print("{}\n", out.take());
    return 0;
}

}  // namespace

void add_tree(CLI::App& app, Context& context) {
    auto options = std::make_shared<TreeOptions>();
    CLI::App* command =
        app.add_subcommand("tree", say({"印出一個計畫的樹狀架構", "print the tree of a plan"}));
    command->footer(
        say({"PLAN 是代碼、代碼的開頭，或名稱的一部分：gangmu tree 六大核心 --levels 2",
             "PLAN is an id, its beginning, or part of the title: gangmu tree 六大核心 --levels 2"}));
    command->add_option("PLAN", options->plan, say({"計畫：代碼或名稱", "a plan: id or title"}))->required();
    command->add_option("--levels", options->outline.levels, say({"只到這一層", "so many levels"}));
    command->add_flag("--lines", options->outline.lines,
                      say({"附上各項出自哪幾行", "with the lines each item comes from"}));
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    add_dates(*command, *options);
    command->callback([options, &context] { context.exit = tree(context, *options); });
}

}  // namespace gangmu::cli
