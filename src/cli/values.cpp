#include "cli/values.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/file.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct Options {
    std::string element, unit, period, from, to, file, note, group, plan, words;
    std::vector<std::string> members;
    bool json = false, csv = false, target = false, below = false;
    int limit = 10'000;
};

// A target with what was given as its query.
std::string with_query(std::string target, const std::vector<std::pair<const char*, std::string>>& query) {
    char join = '?';
    for (const auto& [name, value] : query) {
        if (value.empty()) continue;
        target += join + std::string(name) + "=" + percent(value);
        join = '&';
    }
    return target;
}

std::string plane_of(const Options& options) {
    return options.target ? "target" : std::string();
}

std::string named(const json::value& of, std::string_view key) {
    const auto* name = of.as_object().if_contains(key);
    return name == nullptr || !name->is_object() ? std::string()
                                                 : say({text_of(*name, "zh"), text_of(*name, "en")});
}

// A number as it stands in the answer; empty: there is none.
std::string figure(const json::value& cell) {
    const auto* value = cell.as_object().if_contains("value");
    if (value == nullptr) return {};
    return value->is_string() ? std::string(value->get_string()) : print_json(*value);
}

std::string members_text(const json::value& series) {
    std::string out;
    for (const auto& member : series.at("members").as_object())
        out += (out.empty() ? "" : ", ") + std::string(member.key()) + "=" +
               std::string(member.value().as_string());
    return out;
}

// Asks, prints JSON if that was asked for, else what `print` makes of the answer.
template <class F>
int shown(const Context& context, const Options& options, const std::string& target, F&& print) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->ask("GET", target);
    if (!reply) return report(reply.error());
    if (options.json)
        fmt::print("{}\n", print_json(*reply));
    else
        print(*reply);
    return 0;
}

// ---- elements

int list_elements(const Context& context, const Options& options) {
    const auto target = with_query("/api/elements", {{"limit", std::to_string(options.limit)},
                                                     {"group", options.group},
                                                     {"plan", options.plan},
                                                     {"q", options.words}});
    return shown(context, options, target, [](const json::value& reply) {
        Rows rows{{say({"代碼", "id"}), say({"名稱", "name"}), say({"單位", "unit"}), say({"週期", "rhythm"}),
                   say({"序列", "series"}), say({"公式", "formula"})}};
        for (const auto& each : reply.at("elements").as_array()) {
            const auto& element = each.at("element");
            rows.push_back({text_of(element, "id"), named(element, "name"), text_of(element, "unit"),
                            text_of(element, "rhythm"), print_json(each.at("series")),
                            text_of(element, "formula")});
        }
        if (rows.size() == 1)
            fmt::print("{}\n", say({"沒有符合的資料項目", "No element fits"}));
        else
            fmt::print("{}", align(rows));
        if (reply.as_object().contains("next"))
            fmt::print(stderr, "{}\n",
                       say({"尚有其他項目，請用 --limit 或 --words", "There are more: --limit, --words"}));
    });
}

int show_element(const Context& context, const Options& options) {
    return shown(context, options, "/api/elements/" + percent(options.element), [](const json::value& reply) {
        for (const auto& version : reply.at("versions").as_array()) {
            fmt::print("{} {}  {}  {}  {}\n", say({"版次", "version"}), print_json(version.at("version")),
                       named(version, "name"), text_of(version, "unit"), text_of(version, "rhythm"));
            if (const auto formula = text_of(version, "formula"); !formula.empty())
                fmt::print("    = {}\n", formula);
        }
        for (const auto& series : reply.at("series").as_array())
            fmt::print("  {}  {}  {}\n", text_of(series, "unit"), text_of(series, "name"),
                       members_text(series));
    });
}

// One definition, or a list of them; each is said when it is done.
int set_elements(const Context& context, const Options& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto bytes = read_file(options.file, std::size_t{64} << 20);
    if (!bytes) return report(bytes.error());
    auto given = parse_json(*bytes);
    if (!given) return report(given.error());
    json::array all = given->is_array() ? given->get_array() : json::array{*given};
    for (const auto& each : all) {
        const auto id = text_of(each, "id");
        if (id.empty())
            return report(fail(Fault::invalid, "element-id", {"資料項目要有 id", "An element needs an id"},
                               {}, options.file));
        auto done = api->ask("PUT", "/api/elements/" + percent(id), print_json(each));
        if (!done) return report(done.error());
        fmt::print("{} {} {}\n", id, say({"版次", "version"}), print_json(done->at("version")));
    }
    return 0;
}

// ---- reporting units

int list_units(const Context& context, const Options& options) {
    const auto target = with_query("/api/units", {{"under", options.unit},
                                                  {"all", options.below ? "true" : ""},
                                                  {"limit", options.below ? "10000" : ""}});
    return shown(context, options, target, [](const json::value& reply) {
        Rows rows{{say({"代碼", "id"}), say({"名稱", "name"}), say({"上層", "above"}),
                   say({"機關", "agency"}), say({"下層數", "below"})}};
        for (const auto& each : reply.at("units").as_array()) {
            const auto& unit = each.at("unit");
            rows.push_back({text_of(unit, "id"), named(unit, "name"), text_of(unit, "parent"),
                            text_of(each, "answers"), print_json(each.at("children"))});
        }
        if (rows.size() == 1)
            fmt::print("{}\n", say({"沒有填報單位", "There are no reporting units"}));
        else
            fmt::print("{}", align(rows));
        if (reply.as_object().contains("next"))
            fmt::print(stderr, "{}\n", say({"尚有其他單位，請用 --under", "There are more: use --under"}));
    });
}

int set_units(const Context& context, const Options& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto bytes = read_file(options.file, std::size_t{64} << 20);
    if (!bytes) return report(bytes.error());
    auto given = parse_json(*bytes);
    if (!given) return report(given.error());
    const json::array all = given->is_array() ? given->get_array() : json::array{*given};
    auto done = api->ask("POST", "/api/units", print_json(json::object{{"units", all}}));
    if (!done) return report(done.error());
    const auto changed = print_json(done->at("changed"));
    fmt::print("{}\n", say({changed + " 個單位有變更", changed + " units changed"}));
    return 0;
}

// ---- values

int list_values(const Context& context, const Options& options) {
    std::vector<std::pair<const char*, std::string>> query = {{"element", options.element},
                                                              {"unit", options.unit},
                                                              {"from", options.from},
                                                              {"to", options.to},
                                                              {"plane", plane_of(options)},
                                                              {"below", options.below ? "true" : ""},
                                                              {"format", options.csv ? "csv" : ""}};
    const auto target = with_query("/api/values", query);
    if (options.csv) {
        auto api = DeskApi::open(context);
        if (!api) return report(api.error());
        auto bytes = api->bytes("GET", target);
        if (!bytes) return report(bytes.error());
        fmt::print("{}", *bytes);
        return 0;
    }
    return shown(context, options, target, [](const json::value& reply) {
        Rows rows{{say({"填報單位", "unit"}), say({"維度", "members"}), say({"期間", "period"}),
                   say({"數值", "value"}), say({"品質", "quality"})}};
        for (const auto& series : reply.at("series").as_array())
            for (const auto& cell : series.at("values").as_array())
                rows.push_back({text_of(series, "unit"), members_text(series), text_of(cell, "period"),
                                figure(cell), text_of(cell, "quality")});
        if (rows.size() == 1)
            fmt::print("{}\n", say({"沒有數值", "There are no values"}));
        else
            fmt::print("{}", align(rows));
        if (reply.at("more").as_bool())
            fmt::print(stderr, "{}\n", say({"數值過多，請縮小範圍", "There are more: ask for less"}));
    });
}

int put_values(const Context& context, const Options& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    const auto target =
        with_query("/api/values/sheet", {{"name", std::filesystem::path(options.file).filename().string()},
                                         {"note", options.note},
                                         {"plane", plane_of(options)}});
    auto bytes = api->send_file("POST", target, options.file);
    auto reply = bytes ? parse_json(*bytes) : Result<json::value>(bytes.error());
    if (!reply) return report(reply.error());
    const auto& faults = reply->at("errors").as_array();
    for (const auto& fault : faults) {
        const auto mend = say({text_of(fault, "mend"), text_of(fault, "mend_en")});
        fmt::print(stderr, "{}: {}{}\n", text_of(fault, "place"),
                   say({text_of(fault, "zh"), text_of(fault, "en")}), mend.empty() ? "" : " (" + mend + ")");
    }
    if (!faults.empty()) {
        fmt::print(stderr, "{}\n",
                   say({"全部未登錄，請修正後重送", "Nothing was recorded: mend it and send it again"}));
        return exit_code(Fault::invalid);
    }
    fmt::print("{}\n", say({fmt::format("{} 筆數值，{} 筆有變更", print_json(reply->at("given")),
                                        print_json(reply->at("changed"))),
                            fmt::format("{} values, {} changed", print_json(reply->at("given")),
                                        print_json(reply->at("changed")))}));
    return 0;
}

std::string cell_query(const char* path, const Options& options) {
    auto target =
        with_query(path, {{"element", options.element}, {"unit", options.unit}, {"period", options.period}});
    for (const auto& member : options.members)
        target += "&member=" + percent(member);
    return target;
}

int history(const Context& context, const Options& options) {
    auto target = cell_query("/api/values/history", options);
    if (options.target) target += "&plane=target";
    return shown(context, options, target, [](const json::value& reply) {
        Rows rows{{say({"時間", "when"}), say({"何人", "who"}), say({"方式", "how"}), say({"數值", "value"}),
                   say({"品質", "quality"}), say({"原因", "why"})}};
        for (const auto& past : reply.at("history").as_array())
            rows.push_back({text_of(past, "recorded"), text_of(past, "by"), text_of(past, "way"),
                            figure(past.at("cell")), text_of(past.at("cell"), "quality"),
                            text_of(past, "note")});
        if (rows.size() == 1)
            fmt::print("{}\n", say({"沒有歷史", "There is no history"}));
        else
            fmt::print("{}", align(rows));
    });
}

int explain(const Context& context, const Options& options) {
    return shown(context, options, cell_query("/api/values/explain", options), [](const json::value& reply) {
        const auto value = figure(reply.at("cell"));
        fmt::print("{} = {}\n", text_of(reply, "formula"),
                   value.empty() ? "— " + named(reply, "why") : value);
        for (const auto& step : reply.at("steps").as_array()) {
            const auto made = text_of(step, "value");
            fmt::print("{:{}}{} = {}\n", "", 2 + 2 * step.at("depth").to_number<std::size_t>(),
                       text_of(step, "piece"),
                       made.empty() ? "— " + named(step, "why") : made + " " + text_of(step, "unit"));
        }
        for (const auto& input : reply.at("inputs").as_array())
            fmt::print("  {}  {}  {}  {} {}\n", text_of(input, "element"), text_of(input, "unit"),
                       text_of(input.at("cell"), "period"),
                       figure(input.at("cell")).empty() ? "—" : figure(input.at("cell")),
                       text_of(input, "measured_in"));
    });
}

}  // namespace

void add_elements(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "elements", say({"資料項目：定義、版次、公式", "elements: definitions, formulas"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu elements list --words 原油\n"
        "  gangmu elements show oil.stock\n"
        "  gangmu elements set elements.json");
    CLI::App* list = command->add_subcommand("list", say({"列出資料項目", "list the elements"}));
    list->add_option("--words", options->words, say({"代碼或名稱含有", "words in id or name"}));
    list->add_option("--group", options->group, say({"只列這一群", "of this group"}));
    list->add_option("--plan", options->plan, say({"只列這個計畫的", "of this plan"}));
    list->add_option("--limit", options->limit, say({"至多幾項", "at most so many"}))
        ->check(CLI::Range(1, 10'000));
    list->add_flag("--json", options->json, "JSON");
    list->callback([options, &context] { context.exit = list_elements(context, *options); });
    CLI::App* show = command->add_subcommand("show", say({"一個項目的各版次與序列", "versions and series"}));
    show->add_option("ELEMENT", options->element, say({"代碼", "its id"}))->required();
    show->add_flag("--json", options->json, "JSON");
    show->callback([options, &context] { context.exit = show_element(context, *options); });
    CLI::App* set = command->add_subcommand(
        "set", say({"由 JSON 檔定義（一項或一列）", "define from a JSON file, one or a list"}));
    set->add_option("FILE", options->file, say({"檔案", "the file"}))->required();
    set->callback([options, &context] { context.exit = set_elements(context, *options); });
}

void add_units(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("units", say({"填報單位：列出、設定", "reporting units"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu units list --under county\n"
        "  gangmu units set units.json");
    CLI::App* list = command->add_subcommand("list", say({"列出填報單位", "list the units"}));
    list->add_option("--under", options->unit, say({"這個單位之下", "under this unit"}));
    list->add_flag("--all", options->below, say({"全部", "all of them"}));
    list->add_flag("--json", options->json, "JSON");
    list->callback([options, &context] { context.exit = list_units(context, *options); });
    CLI::App* set = command->add_subcommand(
        "set", say({"由 JSON 檔設定，全部或皆不", "set from a JSON file, all or none"}));
    set->add_option("FILE", options->file, say({"檔案", "the file"}))->required();
    set->callback([options, &context] { context.exit = set_units(context, *options); });
}

void add_values(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "values", say({"數值：列出、登錄、歷史、公式的算法", "values: list, put, history, explain"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu values list oil.use --unit north --from 2026-Q1\n"
        "  gangmu values put values.csv --note 更正\n"
        "  gangmu values history oil.use north 2026-Q1\n"
        "  gangmu values explain oil.days north 2026-Q1");
    CLI::App* list = command->add_subcommand("list", say({"一個項目的數值", "the values of an element"}));
    list->add_option("ELEMENT", options->element, say({"資料項目", "the element"}))->required();
    list->add_option("--unit", options->unit, say({"填報單位", "reporting unit"}));
    list->add_flag("--below", options->below, say({"含其下層", "with all below it"}));
    list->add_option("--from", options->from, say({"自這個期間", "from this period"}));
    list->add_option("--to", options->to, say({"至這個期間", "to this period"}));
    list->add_flag("--target", options->target, say({"目標值", "targets"}));
    auto* csv = list->add_flag("--csv", options->csv, "CSV");
    list->add_flag("--json", options->json, "JSON")->excludes(csv);
    list->callback([options, &context] { context.exit = list_values(context, *options); });
    CLI::App* put = command->add_subcommand(
        "put", say({"由 CSV、XLSX、ODS 登錄，全部或皆不", "record from CSV, XLSX or ODS, all or none"}));
    put->add_option("FILE", options->file, say({"檔案", "the file"}))->required();
    put->add_option("--note", options->note, say({"更正的原因", "why the past changes"}));
    put->add_flag("--target", options->target, say({"目標值", "targets"}));
    put->callback([options, &context] { context.exit = put_values(context, *options); });
    const auto of_one = [&](const char* name, Message about, int (*run)(const Context&, const Options&)) {
        CLI::App* sub = command->add_subcommand(name, say(about));
        sub->add_option("ELEMENT", options->element, say({"資料項目", "the element"}))->required();
        sub->add_option("UNIT", options->unit, say({"填報單位", "reporting unit"}))->required();
        sub->add_option("PERIOD", options->period, "2026-Q1")->required();
        sub->add_option("--member", options->members, say({"維度=成員", "dimension=member"}));
        sub->add_flag("--json", options->json, "JSON");
        sub->callback([options, run, &context] { context.exit = run(context, *options); });
        return sub;
    };
    of_one("history", {"一個數值：何時知道什麼", "what was known of one value, and when"}, history)
        ->add_flag("--target", options->target, say({"目標值", "targets"}));
    of_one("explain", {"公式的一個數值如何算出", "how a value by formula came to be"}, explain);
}

}  // namespace gangmu::cli
