// gangmu revision: proposed changes to the edition in force, and the legal acts that decide them.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/diff_text.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct RevisionOptions {
    std::string plan;
    unsigned number = 0;
    std::string state;
    std::string title, reason, effective, operations, note;
    bool from_draft = false, submit = false, json = false, diff = false;
    std::string act, agency, day, letter, file;
    unsigned edition = 0;
};

struct Asked {
    DeskApi api;
    std::string path;  // /api/plans/p-1a2b
};

Result<Asked> open(const Context& context, const RevisionOptions& options) {
    TRY(std::string plan, find_plan_id(context, options.plan));
    TRY(DeskApi api, DeskApi::open(context));
    return Asked{std::move(api), "/api/plans/" + plan};
}

std::string revision_path(const Asked& asked, const RevisionOptions& options) {
    return asked.path + "/revisions/" + std::to_string(options.number);
}

Message state_words(const std::string& state) {
    if (state == "draft") return {"草擬中", "draft"};
    if (state == "proposed") return {"已提出", "proposed"};
    if (state == "returned") return {"退回", "returned"};
    if (state == "withdrawn") return {"已撤回", "withdrawn"};
    return {"已定案", "approved"};
}

int list(const Context& context, const RevisionOptions& options) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    auto reply = asked->api.ask("GET", asked->path + "/revisions" +
                                           (options.state.empty() ? "" : "?state=" + percent(options.state)));
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    Rows rows{{say({"號", "no."}), say({"狀態", "state"}), say({"修正案", "revision"}), say({"提案人", "by"}),
               say({"處", "changes"}), say({"不合", "conflicts"})}};
    for (const auto& each : reply->at("revisions").as_array())
        rows.push_back({std::to_string(each.at("number").as_int64()),
                        say(state_words(text_of(each, "state"))), text_of(each, "title"),
                        text_of(each, "proposer"), std::to_string(each.at("changes").as_int64()),
                        std::to_string(each.at("conflicts").as_int64())});
    fmt::print("{}", rows.size() > 1 ? align(rows) : say({"沒有修正案。\n", "There are no revisions.\n"}));
    return 0;
}

void print_revision(const json::value& revision) {
    fmt::print("{}\n",
               say({fmt::format("修正案 {}：{}（{}）", revision.at("number").as_int64(),
                                text_of(revision, "title"), state_words(text_of(revision, "state")).zh),
                    fmt::format("revision {}: {} ({})", revision.at("number").as_int64(),
                                text_of(revision, "title"), state_words(text_of(revision, "state")).en)}));
    fmt::print("{}\n", say({"理由：" + text_of(revision, "reason"), "why: " + text_of(revision, "reason")}));
    for (const auto& each : revision.at("acts").as_array())
        if (text_of(each, "withdrawn").empty())
            fmt::print("{} {} {} {}\n", text_of(each.at("title"), english() ? "en" : "zh"),
                       text_of(each, "agency"), text_of(each, "day"), text_of(each, "number"));
    for (const auto& each : revision.at("conflicts").as_array())
        fmt::print("! {} {}\n", each.at("at").as_int64() + 1,
                   text_of(each.at("reason"), english() ? "en" : "zh"));
}

// 1 when something of it no longer applies.
int show(const Context& context, const RevisionOptions& options) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    auto reply = asked->api.ask("GET", revision_path(*asked, options));
    if (!reply) return report(reply.error());
    if (options.json)
        fmt::print("{}\n", print_json(*reply));
    else
        print_revision(*reply);
    if (options.diff) {
        auto diff =
            asked->api.ask("GET", asked->path + "/diff?to=revision-" + std::to_string(options.number));
        if (!diff) return report(diff.error());
        fmt::print("{}", options.json ? print_json(*diff) + "\n" : diff_text(diff->get_object()));
    }
    return reply->at("conflicts").as_array().empty() ? 0 : 1;
}

Result<json::value> operations_of(const std::string& file) {
    constexpr std::size_t most = std::size_t{16} << 20;
    TRY(const std::string text, read_file(file == "-" ? "/dev/stdin" : file, most));
    TRY(json::value value, parse_json(text));
    if (value.is_array()) return value;
    return fail(Fault::invalid, "operations-list",
                {"檔案應是修正的清單（JSON 陣列）", "The file should hold a list of changes (a JSON array)"},
                {"例如 [{\"op\":\"set\",\"node\":\"1\",\"field\":\"title\",\"value\":\"新名稱\"}]",
                 "For example [{\"op\":\"set\",\"node\":\"1\",\"field\":\"title\",\"value\":\"a title\"}]"},
                file);
}

int draft(const Context& context, const RevisionOptions& options) {
    JsonWriter body;
    body.object().member("title", options.title).member("reason", options.reason);
    body.member_if("effective", options.effective).member("from_draft", options.from_draft);
    if (!options.operations.empty()) {
        auto operations = operations_of(options.operations);
        if (!operations) return report(operations.error());
        body.key("operations").value(*operations);
    }
    body.end();
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    auto made = asked->api.ask("POST", asked->path + "/revisions", body.take());
    if (!made) return report(made.error());
    const auto number = made->at("number").as_int64();
    if (options.submit) {
        auto done = asked->api.ask("POST", asked->path + "/revisions/" + std::to_string(number),
                                   R"({"act":"propose"})");
        if (!done) return report(done.error());
    }
    fmt::print("{}\n", say({fmt::format("修正案 {}", number), fmt::format("revision {}", number)}));
    return 0;
}

// The letter's file is kept with the act.
int attach(Asked& asked, const std::string& act, const std::string& file) {
    if (file.empty()) return 0;
    const auto name = std::filesystem::path(file).filename().string();
    auto done =
        asked.api.send_file("PUT", asked.path + "/acts/" + act + "/letter?name=" + percent(name), file);
    return done ? 0 : report(done.error());
}

void write_act(JsonWriter& out, const RevisionOptions& options) {
    out.member("act", options.act).member("agency", options.agency).member("day", options.day);
    out.member("number", options.letter).member_if("note", options.note);
}

int turn(const Context& context, const RevisionOptions& options, const std::string& what) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    JsonWriter body;
    body.object().member("act", what);
    if (what == "approve") {
        body.member_if("effective", options.effective);
        if (!options.act.empty()) {
            write_act(body.key("record").object(), options);
            body.end();
        }
    } else {
        body.member_if("note", options.note);
    }
    body.end();
    auto done = asked->api.ask("POST", revision_path(*asked, options), body.take());
    if (!done) return report(done.error());
    if (what == "approve") {
        const auto edition = done->at("edition").as_int64();
        fmt::print("{}\n", say({fmt::format("成為第 {} 版", edition), fmt::format("edition {}", edition)}));
        if (options.file.empty() || options.act.empty()) return 0;
        auto revision = asked->api.ask("GET", revision_path(*asked, options));
        if (!revision) return report(revision.error());
        const auto& newest = revision->at("acts").as_array().front();
        return attach(*asked, std::to_string(newest.at("id").as_int64()), options.file);
    }
    return 0;
}

int acts(const Context& context, const RevisionOptions& options) {
    auto asked = open(context, options);
    if (!asked) return report(asked.error());
    if (options.act.empty()) {
        auto reply = asked->api.ask("GET", asked->path + "/acts");
        if (!reply) return report(reply.error());
        if (options.json) {
            fmt::print("{}\n", print_json(*reply));
            return 0;
        }
        Rows rows{{say({"號", "no."}), say({"別", "act"}), say({"機關", "agency"}), say({"日期", "day"}),
                   say({"文號", "number"}), say({"對象", "of"})}};
        for (const auto& each : reply->at("acts").as_array()) {
            const auto of = [&](const char* key) {
                const auto* value = each.get_object().if_contains(key);
                return value == nullptr ? std::string() : std::to_string(value->as_int64());
            };
            std::string about = of("edition").empty() ? "" : say({"版次 ", "edition "}) + of("edition");
            if (!of("revision").empty()) about += say({" 修正案 ", " revision "}) + of("revision");
            rows.push_back(
                {of("id"), text_of(each.at("title"), english() ? "en" : "zh"), text_of(each, "agency"),
                 text_of(each, "day"), text_of(each, "number"),
                 about + " " + text_of(each, "cycle") + " " + text_of(each, "node") +
                     (text_of(each, "withdrawn").empty() ? "" : say({"（已撤回）", " (withdrawn)"}))});
        }
        fmt::print("{}", align(rows));
        return 0;
    }
    JsonWriter body;
    write_act(body.object(), options);
    if (options.edition != 0) body.member("edition", options.edition);
    if (options.number != 0) body.member("revision", options.number);
    body.end();
    auto done = asked->api.ask("POST", asked->path + "/acts", body.take());
    if (!done) return report(done.error());
    return attach(*asked, std::to_string(done->at("seq").as_int64()), options.file);
}

void act_options(CLI::App* sub, const std::shared_ptr<RevisionOptions>& options) {
    sub->add_option("--act", options->act, "decided 核定, endorsed 核備, noted 備查, granted 核准");
    sub->add_option("--agency", options->agency, say({"作成的機關", "whose act it is"}));
    sub->add_option("--day", options->day, say({"公文日期", "the letter's day"}));
    sub->add_option("--number", options->letter, say({"文號", "the letter's number"}));
    sub->add_option("--file", options->file, say({"公文檔案", "the letter as a file"}));
}

}  // namespace

void add_revision(CLI::App& app, Context& context) {
    auto options = std::make_shared<RevisionOptions>();
    CLI::App* command = app.add_subcommand(
        "revision", say({"修正案：草擬、提出、定案；核定、核備、備查與核准的紀錄",
                         "revisions: draft, propose, approve; and the legal acts of a plan"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu revision list p-1a2b --state open\n"
        "  gangmu revision draft p-1a2b --title 展延 --reason 工期 --operations 修正.json --propose\n"
        "  gangmu revision show p-1a2b 3 --diff\n"
        "  gangmu revision approve p-1a2b 3 --effective 2027-01-01 --act decided --agency 行政院 \\\n"
        "      --day 2026-12-20 --number 院臺字第1150000000號 --file 公文.pdf\n"
        "  gangmu revision acts p-1a2b");
    const auto add = [&](const char* name, Message about, auto run) {
        CLI::App* sub = command->add_subcommand(name, say(about));
        sub->add_option("PLAN", options->plan, say({"計畫", "the plan"}))->required();
        sub->callback([options, run, &context] { context.exit = run(context, *options); });
        return sub;
    };
    const auto numbered = [&](CLI::App* sub) {
        sub->add_option("REVISION", options->number, say({"修正案號", "the revision's number"}))->required();
        return sub;
    };
    const auto with_json = [&](CLI::App* sub) {
        sub->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
        return sub;
    };
    with_json(add("list", {"所有修正案", "all revisions"}, list))
        ->add_option("--state", options->state, "open, draft, proposed, returned, withdrawn, approved");
    with_json(
        numbered(add("show", {"一件修正案；不合時結束碼為 1", "one; exits 1 when it does not fit"}, show)))
        ->add_flag("--diff", options->diff, say({"並印出修正前後", "and what would differ"}));
    CLI::App* drafting = add("draft", {"草擬修正案", "draft a revision"}, draft);
    drafting->add_option("--title", options->title, say({"名稱", "its title"}))->required();
    drafting->add_option("--reason", options->reason, say({"理由", "why"}))->required();
    drafting->add_option("--effective", options->effective, "2027-01-01");
    drafting->add_option("--operations", options->operations,
                         say({"修正的清單（JSON 檔；- 為標準輸入）", "the changes, a JSON file; -: stdin"}));
    drafting->add_flag("--from-draft", options->from_draft,
                       say({"以草案與最新版次的差異為內容", "what the plan's draft would change"}));
    drafting->add_flag("--propose", options->submit, say({"並提出", "and propose it"}));
    const std::pair<const char*, Message> turns[] = {
        {"propose", {"提出", "propose it"}},
        {"return", {"退回", "return it"}},
        {"withdraw", {"撤回", "withdraw it"}},
        {"rebase",
         {"調整到最新版次，捨去不合者", "bring it up to the newest edition, dropping what does not fit"}},
        {"approve", {"定案，成為新版次", "approve it: it becomes an edition"}}};
    for (const auto& [name, about] : turns) {
        CLI::App* sub =
            numbered(add(name, about, [what = std::string(name)](const Context& c, const RevisionOptions& o) {
                return turn(c, o, what);
            }));
        sub->add_option("--note", options->note, say({"意見或原因", "a note, or why"}));
        if (std::string_view(name) != "approve") continue;
        sub->add_option("--effective", options->effective, say({"生效日", "in force from"}));
        act_options(sub, options);
    }
    CLI::App* acting = with_json(add(
        "acts", {"核定、核備、備查、核准：列出；加 --act 則記錄一項", "legal acts: listed, or one recorded"},
        acts));
    act_options(acting, options);
    acting->add_option("--note", options->note, say({"備註", "a note"}));
    acting->add_option("--edition", options->edition, say({"對象為版次", "about this edition"}));
    acting->add_option("--revision", options->number, say({"對象為修正案", "about this revision"}));
}

}  // namespace gangmu::cli
