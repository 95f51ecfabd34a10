// gangmu reread PLAN: reads the kept documents of a plan with today's reader, shows what would change, and
// with --accept makes it the draft. Beside a running server the server does it.
#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <thread>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/diff_text.hpp"
#include "cli/plans_of_files.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"
#include "comparing/diff.hpp"
#include "services/registry_desk.hpp"

namespace gangmu::cli {
namespace {

struct RereadOptions : LimitOptions {
    std::string plan;
    std::vector<std::string> add;
    bool accept = false;
    bool json = false;
};

struct Outcome {
    std::string plan;
    json::object diff;      // docs/api.md, without from and to
    json::array conflicts;  // {"seq","operation","reason":{"zh","en"},"applied"}
    bool same = false;      // nothing to accept
    bool accepted = false;
};

// ---- in this process

json::array conflicts_of(const services::Proposal& proposal) {
    json::array all;
    for (const auto& each : proposal.conflicts)
        all.push_back({{"seq", each.seq},
                       {"operation", each.operation},
                       {"reason", {{"zh", each.reason.zh}, {"en", each.reason.en}}},
                       {"applied", each.applied}});
    return all;
}

Result<json::object> diff_of(const state::Plan& plan, const services::Proposal& proposal) {
    const auto before = (plan.draft ? plan.draft->content : plan.latest()->content)->to_plan();
    const auto after = proposal.content->to_plan();
    JsonWriter out;
    out.object().member("plan", plan.id);
    comparing::write_members(
        out, comparing::diff(before, after, comparing::match_ids(before, after), {}, proposal.uncertain),
        before, after);
    out.end();
    TRY(auto value, parse_json(out.take()));
    return std::move(value.get_object());
}

Result<Outcome> here(services::Registry& registry, const RereadOptions& options, Progress& progress) {
    const auto view = registry.view();
    TRY(const state::PlanView plan, find_plan(view, options.plan));
    std::vector<std::string> add;
    for (const auto& file : options.add) {
        TRY(const std::string bytes, read_file(file, limits_of(options).file_bytes));
        TRY(const auto received, registry.receive_document(me(), document_name(file), bytes));
        add.push_back(received.sha256);
    }
    auto desk = registry.desk();
    TRY(const auto done,
        desk.reread(me(), plan.id(), add, [&](std::string_view step, std::uint64_t at, std::uint64_t of) {
            progress.update(step, at, of);
            return true;
        }));
    const auto proposal = desk.proposal(plan.id());
    Outcome out{plan.id(), {}, conflicts_of(*proposal), done.same, false};
    TRY(out.diff, diff_of(plan.plan(), *proposal));
    if (options.accept && !done.same) {
        CHECK(desk.accept(me(), plan.id(), std::nullopt));
        out.accepted = true;
    } else {
        CHECK(desk.refuse(me(), plan.id()));
    }
    return out;
}

// ---- in the server that holds the store

Result<json::value> finished(http::Client& client, const std::string& job, Progress& progress) {
    for (;;) {
        TRY(const json::value status, ask(client, "GET", "/api/jobs/" + percent(job)));
        const std::string state = text_of(status, "state");
        const auto& object = status.as_object();
        if (state == "done") return object.at("result");
        if (state == "cancelled")
            return fail(Fault::unavailable, "cancelled", {"讀取已被取消", "The reading was cancelled"});
        if (state == "failed") {
            const auto& problem = object.at("error");
            return fail(Fault::invalid, text_of(problem, "code"),
                        {text_of(problem, "detail"), text_of(problem, "detail_en")},
                        {text_of(problem, "mend"), text_of(problem, "mend_en")}, text_of(problem, "where"));
        }
        const auto number = [&](const char* key) {
            const auto* value = object.if_contains(key);
            return value != nullptr ? value->to_number<std::uint64_t>() : 0;
        };
        progress.update(text_of(status, "step"), number("done"), number("total"));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

Result<Outcome> there(http::Client& client, const std::string& plan, const RereadOptions& options,
                      Progress& progress) {
    JsonWriter body;
    body.object().key("add").array();
    for (const auto& file : options.add) {
        TRY(const json::value stored,
            send_file(client, "PUT", "/api/documents?name=" + percent(document_name(file)), file));
        body.value(text_of(stored, "sha256"));
    }
    body.end().end();
    const std::string path = "/api/plans/" + percent(plan);
    TRY(const json::value started, ask(client, "POST", path + "/reread", body.take()));
    TRY(const json::value result, finished(client, text_of(started, "job"), progress));
    TRY(json::value proposal, ask(client, "GET", path + "/proposal"));
    Outcome out{plan, {}, {}, result.as_object().at("same").as_bool(), false};
    out.conflicts = proposal.as_object().at("conflicts").as_array();
    TRY(const json::value about, ask(client, "GET", path));
    const auto* drafted = about.as_object().if_contains("draft");
    const bool draft = drafted != nullptr && drafted->is_bool() && drafted->as_bool();
    const std::string from =
        draft ? "draft" : std::to_string(about.as_object().at("edition").to_number<std::uint64_t>());
    TRY(json::value diff, ask(client, "GET", path + "/diff?from=" + from + "&to=proposal"));
    out.diff = std::move(diff.as_object());
    if (options.accept && !out.same) {
        const auto version = proposal.as_object().at("version").to_number<std::uint64_t>();
        CHECK(
            ask(client, "POST", path + "/proposal/accept", "{\"version\":" + std::to_string(version) + "}"));
        out.accepted = true;
    } else if (out.same) {
        CHECK(ask(client, "DELETE", path + "/proposal"));
    }
    return out;
}

Result<Outcome> reread_somewhere(const Context& context, const RereadOptions& options, Progress& progress) {
    auto registry = open_to_write(context, limits_of(options));
    if (registry) return here(**registry, options, progress);
    if (!held_by_server(registry.error())) return registry.error();
    TRY(const auto readable, open_to_read(context));
    TRY(const state::PlanView plan, find_plan(readable->view(), options.plan));
    http::Client client = http::Client::local(context.store);
    if (!ask(client, "GET", "/api/health")) return registry.error();  // held, but by no server that answers
    return there(client, plan.id(), options, progress);
}

void print(const Outcome& outcome) {
    if (outcome.same) {
        fmt::print(
            "{}  {}\n", outcome.plan,
            say({"今日的讀法與現有內容相同，沒有要接受的", "Read the same as before: nothing to accept"}));
    } else {
        const auto text = diff_text(outcome.diff);
        fmt::print("{}", text);
        if (diff_counts(outcome.diff).empty())
            fmt::print("{}\n", say({"內容相同；出處或檢核結果有所不同。",
                                    "The content is the same; places in the documents or findings differ."}));
    }
    for (const auto& each : outcome.conflicts) {
        const auto& conflict = each.get_object();
        const bool applied = conflict.at("applied").get_bool();
        const auto seq = std::to_string(conflict.at("seq").to_number<std::uint64_t>());
        fmt::print("! {} {}\n",
                   say({"更正 #" + seq + (applied ? "：" : " 未能保留："),
                        "correction #" + seq + (applied ? ": " : " no longer applies: ")}),
                   text_of(conflict.at("reason"), english() ? "en" : "zh"));
    }
    if (outcome.accepted)
        fmt::print("{}  {}\n", outcome.plan, say({"已成為草案", "is the draft now"}));
    else if (!outcome.same)
        fmt::print("{}\n", say({"尚未變更。加 --accept 接受，或在網頁上逐項檢視。",
                                "Nothing was changed. --accept takes it, or look at it on the page."}));
}

int reread(const Context& context, const RereadOptions& options) {
    const auto outcome = [&] {
        Progress progress;
        return reread_somewhere(context, options, progress);
    }();
    if (!outcome) return report(outcome.error());
    if (!options.json) {
        print(*outcome);
        return 0;
    }
    json::object out = outcome->diff;
    out["plan"] = outcome->plan;
    out["same"] = outcome->same;
    out["accepted"] = outcome->accepted;
    out["conflicts"] = outcome->conflicts;
    fmt::print("{}\n", print_json(out));
    return 0;
}

}  // namespace

void add_reread(CLI::App& app, Context& context) {
    auto options = std::make_shared<RereadOptions>();
    CLI::App* command = app.add_subcommand(
        "reread",
        say({"以今日的讀法重讀計畫的原始文件", "read a plan's kept documents again with today's reader"}));
    command->footer(
        say({"先前的更正會重新套用；套不上的列在最後（!），不會遺失。不加 --accept 什麼都不變。\n"
             "--add 併入附件：正文與附件合讀成一項計畫。伺服器執行時也可以用。\n",
             "Corrections are applied again; those that no longer apply are listed at the end (!) and not "
             "lost. Without\n--accept nothing changes. --add reads an annex with it. Works beside a running "
             "server.\n"}) +
        "  gangmu reread 智慧港務\n"
        "  gangmu reread p-1a2b --accept\n"
        "  gangmu reread p-1a2b --add 附表.xlsx --accept");
    command
        ->add_option(
            "PLAN", options->plan,
            say({"計畫的代碼、代碼的開頭，或名稱的一部分", "an id, its beginning, or part of the title"}))
        ->required();
    command->add_flag("--accept", options->accept, say({"接受，成為草案", "make it the draft"}));
    command
        ->add_option("--add", options->add,
                     say({"併入的文件（附件）", "a document to be read with it: an annex"}))
        ->check(CLI::ExistingFile);
    command->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    add_limit_options(*command, *options);
    command->callback([options, &context] { context.exit = reread(context, *options); });
}

}  // namespace gangmu::cli
