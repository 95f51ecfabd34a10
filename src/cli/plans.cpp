// gangmu plans: what is in the store.
#include <fmt/format.h>

#include <memory>

#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"
#include "model/plan_json.hpp"

namespace gangmu::cli {
namespace {

struct PlansOptions : Dates {
    bool json = false;
};

void write_counts(JsonWriter& out, const state::Counts& counts) {
    out.object()
        .member("nodes", static_cast<std::uint64_t>(counts.nodes))
        .member("indicators", static_cast<std::uint64_t>(counts.indicators))
        .member("targets", static_cast<std::uint64_t>(counts.targets))
        .member("budgets", static_cast<std::uint64_t>(counts.budgets))
        .member("facts", static_cast<std::uint64_t>(counts.facts))
        .member("findings", static_cast<std::uint64_t>(counts.findings))
        .member("agencies", static_cast<std::uint64_t>(counts.agencies))
        .end();
}

std::string as_json(const state::View& view) {
    JsonWriter out;
    out.object().key("plans").array();
    for (const auto& plan : view.plans(state::Drafts::shown)) {
        out.object().key("plan");
        model::write_json(out, plan.content().header());
        out.member("state", plan.is_draft() ? "draft" : "published").member("edition", plan.edition());
        out.member("proofread", plan.proofread()).member_if("effective", plan.effective());
        out.key("counts");
        write_counts(out, plan.content().counts());
        out.end();
    }
    out.end().member("head", head_text(view.head())).end();
    return out.take();
}

Message state_of(const state::PlanView& plan) {
    if (plan.is_draft()) return {"草案", "draft"};
    const std::string number = std::to_string(plan.edition());
    if (plan.proofread()) return {"第" + number + "版", "edition " + number};
    return {"第" + number + "版（未經校對）", "edition " + number + " (not proofread)"};
}

std::string as_table(const state::View& view) {
    std::vector<std::vector<std::string>> rows{
        {say({"代碼", "id"}), say({"狀態", "state"}), say({"期程", "period"}), say({"項目", "items"}),
         say({"指標", "indicators"}), say({"檢核", "findings"}), say({"名稱", "title"})}};
    for (const auto& plan : view.plans(state::Drafts::shown)) {
        const auto& header = plan.content().header();
        const auto counts = plan.content().counts();
        rows.push_back({header.id, say(state_of(plan)),
                        header.start.empty() ? "" : header.start + "~" + header.end,
                        std::to_string(counts.nodes), std::to_string(counts.indicators),
                        std::to_string(counts.findings), header.title});
    }
    if (rows.size() == 1)
        return say({"還沒有計畫。以 gangmu ingest 檔案 讀入。",
                    "There are no plans yet: gangmu ingest FILE."}) +
               "\n";
    return align(rows);
}

int plans(const Context& context, const PlansOptions& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    auto view = (*registry)->view(options.as_of, options.on);
    if (!view) return report(view.error());
    fmt::print("{}", options.json ? as_json(*view) + "\n" : as_table(*view));
    return 0;
}

}  // namespace

void add_plans(CLI::App& app, Context& context) {
    auto options = std::make_shared<PlansOptions>();
    CLI::App* command =
        app.add_subcommand("plans", say({"列出儲存庫中的計畫", "list the plans in the store"}));
    add_dates(*command, *options);
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    command->callback([options, &context] { context.exit = plans(context, *options); });
}

}  // namespace gangmu::cli
