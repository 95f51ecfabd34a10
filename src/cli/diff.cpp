// gangmu diff PLAN [FROM] [TO]: what differs between two editions, or an edition and the draft.
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "cli/command.hpp"
#include "cli/diff_text.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"
#include "comparing/diff.hpp"

namespace gangmu::cli {
namespace {

struct Options {
    std::string plan;
    std::string from;
    std::string to;
    std::string from_as_of;
    std::string to_as_of;
    bool json = false;
};

struct Side {
    std::string side;
    std::uint32_t edition = 0;
    std::string as_of;
    state::ContentPtr content;
    std::vector<std::string> uncertain;
};

Error no_side(const std::string& plan, const std::string& side) {
    return fail(Fault::not_found, "edition-unknown",
                {"這項計畫沒有版次「" + side + "」", "The plan has no edition '" + side + "'"},
                {"請用 draft 或版次的數字；gangmu plans 列出最新版次",
                 "Say draft or an edition's number; gangmu plans shows the latest"},
                plan);
}

Result<Side> draft_of(const state::Plan& plan, const std::string& as_of) {
    if (!plan.draft)
        return fail(Fault::conflict, "plan-no-draft", {"此計畫沒有草案", "The plan has no draft"},
                    {"以兩個版次比較，例如 gangmu diff 計畫 1 2", "Compare editions: gangmu diff PLAN 1 2"},
                    plan.id);
    return Side{"draft", 0, as_of, plan.draft->content, plan.draft->uncertain};
}

Result<Side> named(const state::Plan& plan, const std::string& side, const std::string& as_of) {
    if (side == "draft") return draft_of(plan, as_of);
    std::uint32_t number = 0;
    std::from_chars(side.data(), side.data() + side.size(), number);
    for (const auto& each : plan.editions)
        if (std::to_string(each->number) == side) return Side{"edition", number, as_of, each->content, {}};
    return no_side(plan.id, side);
}

// The plan as it was known on a day; empty: now.
Result<state::View> view_at(services::Registry& registry, const std::string& as_of) {
    return as_of.empty() ? Result<state::View>(registry.view()) : registry.view(as_of, {});
}

Result<Side> to_side(const state::Plan& plan, const Options& options) {
    if (!options.to.empty()) return named(plan, options.to, options.to_as_of);
    if (plan.draft) return draft_of(plan, options.to_as_of);
    const auto* latest = plan.latest();
    if (latest == nullptr) return no_side(plan.id, "1");
    return Side{"edition", latest->number, options.to_as_of, latest->content, {}};
}

Result<Side> from_side(const state::Plan& plan, const Options& options, const Side& to) {
    if (!options.from.empty()) return named(plan, options.from, options.from_as_of);
    const state::Edition* chosen = nullptr;
    for (const auto& each : plan.editions)
        if (!each->withdrawn &&
            (to.side != "edition" || !options.from_as_of.empty() || each->number < to.edition))
            chosen = each.get();
    if (chosen == nullptr && !options.from_as_of.empty()) return draft_of(plan, options.from_as_of);
    if (chosen == nullptr)
        return fail(Fault::not_found, "edition-unknown",
                    {"沒有更早的版次可以比較", "There is no earlier edition to compare with"},
                    {"請指定 FROM，或先讀入新版次（gangmu ingest --plan）",
                     "Name FROM, or read a newer edition first (gangmu ingest --plan)"},
                    plan.id);
    return Side{"edition", chosen->number, options.from_as_of, chosen->content, {}};
}

void write_side(JsonWriter& out, std::string_view key, const Side& side) {
    out.key(key).object().member("side", side.side);
    if (side.edition != 0) out.member("edition", side.edition);
    out.member_if("as_of", side.as_of).end();
}

Result<std::string> compare(services::Registry& registry, const Options& options) {
    TRY(const state::PlanView found, find_plan(registry.view(), options.plan));
    const std::string& id = found.id();
    TRY(const state::View to_view, view_at(registry, options.to_as_of));
    TRY(const state::View from_view, view_at(registry, options.from_as_of));
    const auto* to_plan = to_view->plan(id);
    const auto* from_plan = from_view->plan(id);
    if (to_plan == nullptr || from_plan == nullptr)
        return fail(Fault::not_found, "plan-unknown",
                    {"當日尚無這項計畫", "The plan was not there on that day"}, {}, id);
    TRY(const Side to, to_side(*to_plan, options));
    TRY(const Side from, from_side(*from_plan, options, to));
    if (!to.content || !from.content)
        return fail(Fault::conflict, "content-erased", {"內容已依紀錄移除", "The content was erased"}, {},
                    id);
    const auto before = from.content->to_plan();
    const auto after = to.content->to_plan();
    std::vector<std::pair<std::string, std::string>> merged;
    to.content->aliases().each(
        [&](const std::string& gone, const std::string& survivor) { merged.emplace_back(gone, survivor); });
    const auto diff =
        comparing::diff(before, after, comparing::match_ids(before, after), merged, to.uncertain);
    JsonWriter out;
    out.object().member("plan", id);
    write_side(out, "from", from);
    write_side(out, "to", to);
    comparing::write_members(out, diff, before, after);
    out.end();
    return out.take();
}

int diff(const Context& context, const Options& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    const auto text = compare(**registry, options);
    if (!text) return report(text.error());
    if (options.json) {
        fmt::print("{}\n", *text);
        return 0;
    }
    const auto value = parse_json(*text);
    if (!value) return report(value.error());
    fmt::print("{}", diff_text(value->get_object()));
    return 0;
}

}  // namespace

void add_diff(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "diff", say({"比較計畫的兩個版次或草案", "what differs between two editions, or the draft"}));
    command->footer(
        say({"FROM、TO 是版次的數字或 draft。不寫時比較最新版次與草案；沒有草案就比較最後兩版。\n"
             "＋新增、－刪除、~ 修改、> 移動。項目的編號（id）跨版次不變，所以改名、重編號後仍認得。\n",
             "FROM and TO are an edition's number or draft. Left out: the latest edition and the draft, or "
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
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    command->callback([options, &context] { context.exit = diff(context, *options); });
}

}  // namespace gangmu::cli
