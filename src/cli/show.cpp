// gangmu show PLAN [ITEM]: all that is known of one item, with its sources; without ITEM, of the plan.
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

struct ShowOptions : Dates {
    std::string plan;
    std::string node;
    bool json = false;
};

void line(const Message& name, const std::string& text) {
    if (!text.empty()) fmt::print("{}: {}\n", say(name), text);
}

std::string target_text(const model::Target& target) {
    std::string figure;
    if (target.value) {
        figure = fmt::format(" = {}{}", model::to_string(target.comparator), target.value->str());
        if (target.value_max) figure += "~" + target.value_max->str();
        figure += " " + target.unit;
    }
    return fmt::format("    {:<10} {}{}", target.period, target.text, figure);
}

void print_plan(const state::PlanView& plan) {
    const auto& header = plan.content().header();
    const auto counts = plan.content().counts();
    fmt::print("{}\n", header.title);
    line({"代碼", "id"}, header.id);
    line({"發布機關", "issuer"}, header.issuer);
    line({"期程", "period"}, header.start.empty() ? "" : header.start + " ~ " + header.end);
    line({"版次", "edition"}, plan.is_draft() ? say({"草案", "draft"}) : std::to_string(plan.edition()));
    line({"施行日", "in force from"}, plan.effective());
    for (const auto& document : header.documents)
        line({"文件", "document"}, document.name + "  SHA-256 " + document.sha256);
    std::string kinds;
    for (const auto& kind : plan.content().kinds())
        kinds += fmt::format("{}{} {}", kinds.empty() ? "" : "、", kind.kind, kind.count);
    line({"項目", "items"}, fmt::format("{}（{}）", counts.nodes, kinds));
    line({"指標", "indicators"}, fmt::format("{}", counts.indicators));
    line({"經費", "budgets"}, fmt::format("{}", counts.budgets));
    line({"成果數據", "facts"}, fmt::format("{}", counts.facts));
    line({"檢核", "findings"}, fmt::format("{}", counts.findings));
}

void print_node(const state::Content& content, state::Row row) {
    const model::Node& node = content.node(row);
    std::string path;
    for (const auto above : content.ancestors(row))
        path += content.node(above).title + " › ";
    fmt::print("{}{} {}\n", path, node.label, node.title);
    line({"代碼", "id"}, node.id);
    line({"類別", "kind"}, node.kind);
    line({"其他編號", "other labels"}, joined(node.labels));
    line({"主辦", "lead"}, joined(node.lead));
    line({"協辦", "co"}, joined(node.co));
    line({"單位", "units"}, joined(node.units));
    line({"期程", "schedule"}, schedule_text(node.schedule));
    line({"內容", "text"}, node.text);
    for (const auto* indicator : content.indicators(row)) {
        fmt::print("{} {} {}\n", say({"指標", "indicator"}), indicator->label, indicator->title);
        for (const auto& target : indicator->targets)
            fmt::print("{}\n", target_text(target));
    }
    for (const auto* budget : content.budgets(row))
        line({"經費", "budget"}, fmt::format("{} {} {} = {}", budget->period, budget->title, budget->printed,
                                             budget->amount.str()));
    for (const auto* fact : content.facts(row))
        line({"成果", "fact"},
             fmt::format("{} {}", fact->figure ? fact->figure->str() + fact->unit : "", fact->text));
    for (const auto* finding : content.findings(row))
        line({"檢核", "finding"}, say(finding->message));
    for (const auto below : content.children(row))
        line({"下層", "child"}, fmt::format("{}  {} {}", content.node(below).id, content.node(below).label,
                                            content.node(below).title));
    for (const auto& source : node.source)
        line({"出處", "source"}, source_text(content.header(), source));
}

std::string as_json(const state::Content& content, state::Row row, const ledger::Head& head) {
    JsonWriter out;
    out.object().key("node");
    model::write_json(out, content.node(row));
    const auto list = [&](const char* name, const auto& items) {
        out.key(name).array();
        for (const auto* item : items)
            model::write_json(out, *item);
        out.end();
    };
    list("indicators", content.indicators(row));
    list("budgets", content.budgets(row));
    list("facts", content.facts(row));
    list("findings", content.findings(row));
    out.key("children").array();
    for (const auto below : content.children(row))
        out.value(content.node(below).id);
    out.end().member("head", head_text(head)).end();
    return out.take();
}

int show(const Context& context, const ShowOptions& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    auto view = (*registry)->view(options.as_of, options.on);
    if (!view) return report(view.error());
    auto plan = find_plan(*view, options.plan);
    if (!plan) return report(plan.error());
    if (auto there = plan->readable(); !there) return report(there.error());
    if (options.node.empty()) {
        if (options.json) {
            JsonWriter out;
            out.object().key("plan");
            model::write_json(out, plan->content().header());
            out.member("head", head_text(view->head())).end();
            fmt::print("{}\n", out.take());
        } else {
            print_plan(*plan);
        }
        return 0;
    }
    const auto row = plan->content().find(options.node);
    if (!row)
        return report(fail(
            Fault::not_found, "node-unknown", {"計畫中沒有這個項目", "The plan has no such item"},
            {"執行 gangmu tree 查看，或以 gangmu find 搜尋", "See gangmu tree, or search with gangmu find"},
            options.node));
    if (options.json)
        fmt::print("{}\n", as_json(plan->content(), *row, view->head()));
    else
        print_node(plan->content(), *row);
    return 0;
}

}  // namespace

void add_show(CLI::App& app, Context& context) {
    auto options = std::make_shared<ShowOptions>();
    CLI::App* command = app.add_subcommand(
        "show", say({"顯示一個計畫，或其中一項及其出處", "show a plan, or an item of it with its sources"}));
    command->footer("  gangmu show p-1a2b3c4d5e6f 3/1-1/2/2.1");
    command->add_option("PLAN", options->plan, say({"計畫：代碼或名稱", "a plan: id or title"}))->required();
    command->add_option("ITEM", options->node,
                        say({"項目代碼，見 tree --json", "the item's id, as in tree --json"}));
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    add_dates(*command, *options);
    command->callback([options, &context] { context.exit = show(context, *options); });
}

}  // namespace gangmu::cli
