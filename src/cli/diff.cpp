// gangmu diff PLAN [FROM] [TO]: what differs between two editions, days, the draft, a revision.
#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/diff_text.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct DiffOptions {
    std::string plan;
    std::string from;
    std::string to;
    std::string from_as_of;
    std::string to_as_of;
    std::string from_on;
    std::string to_on;
    std::string node;
    bool json = false;
};

int diff(const Context& context, const DiffOptions& options) {
    auto plan = find_plan_id(context, options.plan);
    if (!plan) return report(plan.error());
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    std::string target = "/api/plans/" + *plan + "/diff";
    char mark = '?';
    for (const auto& [name, value] : {std::pair("from", &options.from),
                                      {"to", &options.to},
                                      {"from_as_of", &options.from_as_of},
                                      {"to_as_of", &options.to_as_of},
                                      {"from_on", &options.from_on},
                                      {"to_on", &options.to_on},
                                      {"node", &options.node}})
        if (!value->empty()) {
            target += mark + std::string(name) + "=" + percent(*value);
            mark = '&';
        }
    auto reply = api->ask("GET", target);
    if (!reply) return report(reply.error());
    if (options.json)
        fmt::print("{}\n", print_json(*reply));
    else
        fmt::print("{}", diff_text(reply->get_object()));
    return 0;
}

}  // namespace

void add_diff(CLI::App& app, Context& context) {
    auto options = std::make_shared<DiffOptions>();
    CLI::App* command = app.add_subcommand(
        "diff", say({"比較計畫的兩個版次或草案", "what differs between two editions, or the draft"}));
    command->footer(
        say({"FROM、TO 是版次的數字、draft，或修正案 "
             "revision-號。不寫時比較最新版次與草案；沒有草案就比較最後兩版。\n"
             "＋新增、－刪除、~ 修改、> 移動。項目的編號（id）跨版次不變，所以改名、重編號後仍認得。\n",
             "FROM and TO are an edition's number, draft, or revision-N. Left out: the latest edition and "
             "the draft, or "
             "the last\ntwo editions. + added, - removed, ~ changed, > moved. Ids stay with their items, so "
             "renamed and\nrenumbered ones are known again.\n"}) +
        "  gangmu diff 智慧港務\n"
        "  gangmu diff p-1a2b 1 2\n"
        "  gangmu diff p-1a2b --from-as-of 2026-01-31 --json | jq .counts");
    command
        ->add_option(
            "PLAN", options->plan,
            say({"計畫的代碼、代碼的開頭，或名稱的一部分", "an id, its beginning, or part of the title"}))
        ->required();
    command->add_option("FROM", options->from, say({"draft 或版次", "draft or an edition"}));
    command->add_option("TO", options->to, say({"draft 或版次", "draft or an edition"}));
    command->add_option(
        "--from-as-of", options->from_as_of,
        say({"FROM 取這天結束時已知的內容（YYYY-MM-DD）", "FROM, as known at the end of this day"}));
    command->add_option(
        "--to-as-of", options->to_as_of,
        say({"TO 取這天結束時已知的內容（YYYY-MM-DD）", "TO, as known at the end of this day"}));
    command->add_option("--from-on", options->from_on,
                        say({"FROM 取這天有效的版次", "FROM: the edition in force on this day"}));
    command->add_option("--to-on", options->to_on,
                        say({"TO 取這天有效的版次", "TO: the edition in force on this day"}));
    command->add_option("--node", options->node,
                        say({"只比較這個項目以下", "only this item and what is under it"}));
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    command->callback([options, &context] { context.exit = diff(context, *options); });
}

}  // namespace gangmu::cli
