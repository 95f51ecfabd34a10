// gangmu check FILE...: what is wrong or doubtful in documents, without touching a store.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/json.hpp"
#include "checking/check.hpp"
#include "cli/command.hpp"
#include "cli/outline_text.hpp"
#include "cli/plans_of_files.hpp"
#include "cli/terminal.hpp"
#include "model/plan_json.hpp"

namespace gangmu::cli {
namespace {

struct CheckOptions : FileOptions {
    bool json = false;
    bool rules = false;
    std::string least = "note";
};

Severity severity(const std::string& name) {
    return name == "error" ? Severity::error : name == "warning" ? Severity::warning : Severity::note;
}

Message severity_name(Severity value) {
    switch (value) {
        case Severity::error:
            return {"錯誤", "error"};
        case Severity::warning:
            return {"警告", "warning"};
        case Severity::note:
            return {"注意", "note"};
    }
    return {};
}

void print(const model::Plan& plan, const std::vector<const model::Finding*>& findings) {
    fmt::print("{}\n", plan.plan.title);
    for (const auto* finding : findings) {
        fmt::print("  {} {}  {}\n", say(severity_name(finding->severity)), finding->rule,
                   say(finding->message));
        for (const auto& source : finding->source)
            fmt::print("      {}\n", source_text(plan.plan, source));
    }
    fmt::print("  {}\n",
               say({fmt::format("共 {} 項", findings.size()), fmt::format("{} findings", findings.size())}));
}

int list_rules(bool as_json) {
    if (as_json) {
        JsonWriter out;
        out.object().key("rules").array();
        for (const auto& rule : checking::rules())
            out.object().member("id", rule.id).member("zh", rule.title.zh).member("en", rule.title.en).end();
        out.end().end();
        fmt::print("{}\n", out.take());
        return 0;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& rule : checking::rules())
        rows.push_back({std::string(rule.id), say(rule.title)});
    fmt::print("{}", align(rows));
    return 0;
}

int check(const CheckOptions& options) {
    if (options.rules) return list_rules(options.json);
    const PlansOfFiles read = read_plans(options);
    if (read.plans.empty()) return read.exit;
    bool errors = false;
    JsonWriter json;
    json.object().key("plans").array();
    for (const auto& plan : read.plans) {
        std::vector<const model::Finding*> shown;
        for (const auto& finding : plan.findings)
            if (finding.severity >= severity(options.least)) shown.push_back(&finding);
        errors |=
            std::any_of(shown.begin(), shown.end(), [](auto* f) { return f->severity == Severity::error; });
        if (options.json) {
            json.object().key("plan");
            model::write_json(json, plan.plan);
            json.key("findings").array();
            for (const auto* finding : shown)
                model::write_json(json, *finding);
            json.end().end();
        } else {
            print(plan, shown);
        }
    }
    json.end().end();
    if (options.json) fmt::print("{}\n", json.take());
    return read.exit ? read.exit : errors ? 1 : 0;
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* command = app.add_subcommand(
        "check",
        say({"讀文件，列出其中有誤或可疑之處", "read documents and list what is wrong or doubtful in them"}));
    command->footer(say({"不動儲存庫。有「錯誤」時結束碼為 1。\n",
                         "Touches no store. Exit code 1 when a finding is an error.\n"}) +
                    "  gangmu check plan.odt --least warning\n"
                    "  gangmu check --rules");
    add_file_options(*command, *options);
    command->get_option("FILE")->required(false);
    command->add_flag("--json", options->json, say({"以 JSON 輸出檢核結果", "findings as JSON"}));
    command->add_flag("--rules", options->rules, say({"列出所有檢核規則", "list the rules"}));
    command
        ->add_option("--least", options->least,
                     say({"只列這個嚴重程度以上的", "show this severity and above"}))
        ->check(CLI::IsMember({"note", "warning", "error"}))
        ->capture_default_str();
    command->callback([options, command, &context] {
        if (options->files.empty() && !options->rules)
            throw CLI::RequiredError(command->get_name() + ": FILE");
        context.exit = check(*options);
    });
}

}  // namespace gangmu::cli
