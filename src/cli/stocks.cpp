// gangmu stocks: the board, one material, what if, who owes what, sheets, ships, shortages, exercises, and a
// set of materials from a file.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/stock_set.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct StocksOptions {
    std::string material, site, file, format = "xlsx", what = "board", exercise, formula, reason, name,
                                      scenario;
    std::string shortage, to = "assessed", severity, item, owner, day;
    std::vector<std::string> routes, lost;
    int use = 0, days = 0, periods = 12;
    bool json = false, all = false, empty = false, check = false;
    std::string marked;
};

// Joins what was given onto a target as its query.
class Query {
  public:
    explicit Query(std::string target) : target_(std::move(target)) {}
    Query& add(const char* name, const std::string& value) {
        if (value.empty()) return *this;
        target_ += first_ ? '?' : '&';
        first_ = false;
        target_ += std::string(name) + "=" + percent(value);
        return *this;
    }
    Query& add(const char* name, int value) { return value == 0 ? *this : add(name, std::to_string(value)); }
    const std::string& text() const { return target_; }

  private:
    std::string target_;
    bool first_ = true;
};

std::string said(const json::value& value, std::string_view key) {
    const auto* found = value.is_object() ? value.get_object().if_contains(key) : nullptr;
    return found == nullptr ? std::string() : text_of(*found, english() ? "en" : "zh");
}

// A figure as it stands in the answer; a dash where there is none.
std::string figure(const json::value& value, std::string_view key) {
    const auto* found = value.is_object() ? value.get_object().if_contains(key) : nullptr;
    return found == nullptr || found->is_null() ? "—" : print_json(*found);
}

std::string light_words(const std::string& light) {
    if (light == "above") return say({"● 高於門檻", "● above"});
    if (light == "near") return say({"◆ 接近門檻", "◆ near"});
    if (light == "under") return say({"▼ 低於門檻", "▼ under"});
    return say({"○ 無法判定", "○ unknown"});
}

std::string under(const json::value& of, std::string_view path) {
    const auto* projection = of.get_object().if_contains("projection");
    const auto& from = projection == nullptr ? of : *projection;
    const auto* found = from.get_object().if_contains(path);
    if (found == nullptr) return "—";
    const auto day = text_of(*found, "under");
    return day.empty() ? say({"180 日內不會", "not in 180 days"}) : day;
}

// What an exercise says stands above everything else.
void head(const json::value& reply) {
    const auto* exercise = reply.get_object().if_contains("exercise");
    if (exercise == nullptr) return;
    const auto name = text_of(*exercise, "name");
    fmt::print("{}\n", say({"【演習】" + name + "：以下均非真實資料",
                            "[EXERCISE] " + name + ": nothing below is real"}));
}

int show(const Context& context, const StocksOptions& options, const std::string& target,
         void (*print)(const json::value&)) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->ask("GET", target);
    if (!reply) return report(reply.error());
    if (options.json) {
        fmt::print("{}\n", print_json(*reply));
        return 0;
    }
    head(*reply);
    print(*reply);
    return 0;
}

std::vector<std::string> line_of(const json::value& of, std::string name) {
    const auto* line = of.get_object().if_contains("line");
    const auto threshold = line != nullptr && line->is_object() ? figure(*line, "value") : std::string("—");
    return {std::move(name),
            figure(of, "stock"),
            figure(of, "value"),
            threshold,
            light_words(text_of(of, "light")),
            under(of, "without"),
            under(of, "with")};
}

const Rows board_head() {
    return {{say({"品項／據點", "material / site"}), say({"存量", "stock"}), say({"天數", "days"}),
             say({"門檻", "line"}), say({"燈號", "light"}),
             say({"無到貨低於門檻", "under if nothing arrives"}), say({"依船期", "with ships"})}};
}

int board(const Context& context, const StocksOptions& options) {
    Query query("/api/stocks");
    query.add("exercise", options.exercise).add("formula", options.formula);
    if (options.formula == "last_periods") query.add("periods", options.periods);
    return show(context, options, query.text(), [](const json::value& reply) {
        Rows rows = board_head();
        for (const auto& material : reply.at("materials").as_array()) {
            rows.push_back(
                line_of(material, said(material, "name") + " (" + text_of(material, "unit") + ")"));
            for (const auto& site : material.at("sites").as_array())
                rows.push_back(line_of(site, "  " + text_of(site, "name")));
        }
        fmt::print("{}",
                   rows.size() > 1
                       ? align(rows)
                       : say({"沒有可看的存量。載入示範資料：gangmu stocks load examples/reserves/set.json\n",
                              "There are no stocks to see. A set to try: gangmu stocks load "
                              "examples/reserves/set.json\n"}));
    });
}

int material(const Context& context, const StocksOptions& options) {
    Query query("/api/stocks/materials/" + percent(options.material));
    query.add("exercise", options.exercise).add("formula", options.formula);
    return show(context, options, query.text(), [](const json::value& reply) {
        Rows rows = board_head();
        rows.push_back(line_of(reply, said(reply, "name")));
        for (const auto& site : reply.at("sites").as_array())
            rows.push_back(line_of(site, "  " + text_of(site, "name")));
        fmt::print("{}{}\n", align(rows), said(reply.at("use"), "why"));
        for (const auto& each : reply.at("shipments").as_array())
            fmt::print("{}  {}  {}  {}  {}\n", text_of(each, "eta"), text_of(each, "state"),
                       figure(each, "quantity"), text_of(each, "route"), text_of(each, "id"));
        for (const auto& each : reply.at("findings").as_array())
            fmt::print("! {}\n", said(each, "message"));
    });
}

int what_if(const Context& context, const StocksOptions& options) {
    Query query("/api/stocks/what-if");
    query.add("exercise", options.exercise)
        .add("use", options.use)
        .add("days", options.days)
        .add("from", options.day);
    for (const auto& each : options.routes)
        query.add("route", each);
    for (const auto& each : options.lost)
        query.add("lost", each);
    return show(context, options, query.text(), [](const json::value& reply) {
        Rows rows{{say({"品項", "material"}), say({"原規劃低於門檻", "planned: under"}),
                   say({"此情境低於門檻", "what if: under"}), say({"此情境用罄", "what if: used up"})}};
        for (const auto& each : reply.at("materials").as_array()) {
            const auto* changed = each.get_object().if_contains("changed");
            const auto empty = changed == nullptr ? std::string() : text_of(*changed, "empty");
            rows.push_back({said(each, "name"), under(each, "plan"), under(each, "changed"),
                            empty.empty() ? "—" : empty});
        }
        fmt::print("{}", align(rows));
    });
}

int duties(const Context& context, const StocksOptions& options) {
    Query query("/api/stocks/duties");
    query.add("exercise", options.exercise).add("all", options.all ? "true" : "");
    return show(context, options, query.text(), [](const json::value& reply) {
        Rows rows{{say({"期限", "due"}), say({"機關", "agency"}), say({"應申報", "what"})}};
        for (const auto& each : reply.at("duties").as_array())
            rows.push_back({text_of(each.at("owed"), "due"), text_of(each, "agency"), said(each, "message")});
        fmt::print("{}", rows.size() > 1 ? align(rows) : say({"都已申報\n", "Everything was returned\n"}));
    });
}

int shortages(const Context& context, const StocksOptions& options) {
    Query query("/api/stocks/shortages");
    return show(
        context, options, query.add("exercise", options.exercise).text(), [](const json::value& reply) {
            Rows rows{{say({"案件", "case"}), say({"狀態", "state"}), say({"嚴重程度", "severity"}),
                       say({"主管機關", "owner"}), say({"品項", "item"})}};
            for (const auto& each : reply.at("shortages").as_array())
                rows.push_back({text_of(each, "id"), text_of(each, "state"), text_of(each, "severity"),
                                text_of(each, "owner"), text_of(each, "item")});
            fmt::print("{}",
                       rows.size() > 1 ? align(rows) : say({"沒有短缺案件\n", "There are no shortages\n"}));
        });
}

int sheet(const Context& context, const StocksOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    Query query("/api/stocks/sheet");
    query.add("format", options.format).add("material", options.material).add("exercise", options.exercise);
    return save(api->bytes("GET", query.text()), options.file);
}

int export_(const Context& context, const StocksOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    Query query("/api/stocks/export");
    query.add("what", options.what).add("format", options.format).add("material", options.material);
    return save(api->bytes("GET", query.add("exercise", options.exercise).text()), options.file);
}

int file(const Context& context, const StocksOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    Query query("/api/stocks/sheet");
    query.add("name", std::filesystem::path(options.file).filename().string())
        .add("exercise", options.exercise);
    query.add("check", options.check ? "true" : "");
    auto reply = api->send_file("POST", query.text(), options.file);
    auto value = reply ? parse_json(*reply) : Result<json::value>(reply.error());
    if (!value) return report(value.error());
    head(*value);
    const auto of = [&](const char* key) { return value->at(key).as_int64(); };
    fmt::print("{}\n", say({fmt::format("{} 列：更新 {}、不變 {}、未填 {}", of("rows"), of("changed"),
                                        of("unchanged"), of("blank")),
                            fmt::format("{} rows: {} changed, {} unchanged, {} blank", of("rows"),
                                        of("changed"), of("unchanged"), of("blank"))}));
    for (const auto& each : value->at("errors").as_array())
        fmt::print("{} {}：{}\n", text_of(each, "cell"), text_of(each, "column"),
                   text_of(each, english() ? "en" : "zh"));
    for (const auto& each : value->at("findings").as_array())
        fmt::print("! {}\n", said(each, "message"));
    const bool good = value->at("errors").as_array().empty();
    if (options.marked.empty()) return good ? 0 : 1;
    const int saved =
        save(api->send_file("POST", query.add("reply", "sheet").text(), options.file), options.marked);
    return saved != 0 ? saved : good ? 0 : 1;
}

int send(const Context& context, const std::string& target, std::string body, const char* shown) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->ask("POST", target, body);
    if (!reply) return report(reply.error());
    if (shown != nullptr) fmt::print("{}\n", text_of(*reply, shown));
    return 0;
}

int notify(const Context& context, const StocksOptions& options) {
    JsonWriter body;
    body.object().member_if("exercise", options.exercise).member("material", options.material);
    body.member("item", options.item).member("owner", options.owner).member("site", options.site);
    body.member("severity", options.severity.empty() ? "unknown" : options.severity);
    body.member("reason", options.reason).end();
    return send(context, "/api/stocks/shortages", body.take(), "id");
}

int step(const Context& context, const StocksOptions& options) {
    JsonWriter body;
    body.object().member_if("exercise", options.exercise).member("to", options.to);
    body.member_if("severity", options.severity).member("reason", options.reason).end();
    return send(context, "/api/stocks/shortages/" + percent(options.shortage), body.take(), nullptr);
}

int drill(const Context& context, const StocksOptions& options) {
    JsonWriter body;
    body.object()
        .member("name", options.name)
        .member("scenario", options.scenario)
        .member("empty", options.empty)
        .end();
    return send(context, "/api/stocks/exercises", body.take(), "id");
}

int end_drill(const Context& context, const StocksOptions& options) {
    JsonWriter body;
    body.object().member("reason", options.reason).end();
    return send(context, "/api/stocks/exercises/" + percent(options.exercise) + "/end", body.take(), nullptr);
}

int load(const Context& context, const StocksOptions& options) {
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto loaded = load_stock_set(*api, options.file, options.day);
    if (!loaded) return report(loaded.error());
    fmt::print("{}\n", say({fmt::format("已載入 {} 個品項、{} 個據點、{} 筆申報、{} 筆船貨",
                                        loaded->materials, loaded->sites, loaded->returns, loaded->ships),
                            fmt::format("{} materials, {} sites, {} returns, {} shipments loaded",
                                        loaded->materials, loaded->sites, loaded->returns, loaded->ships)}));
    return 0;
}

}  // namespace

void add_stocks(CLI::App& app, Context& context) {
    auto options = std::make_shared<StocksOptions>();
    CLI::App* command =
        app.add_subcommand("stocks", say({"存量：總覽、假設情境、申報、短缺、演習",
                                          "stocks: the board, what if, returns, shortages, exercises"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu stocks load examples/reserves/set.json\n"
        "  gangmu stocks board\n"
        "  gangmu stocks what-if --use 20 --route 荷莫茲海峽 --days 30\n"
        "  gangmu stocks sheet -o returns.xlsx; gangmu stocks file returns.xlsx\n"
        "  gangmu stocks drill --name 萬安演習; gangmu stocks board --exercise x-120");
    const auto add = [&](const char* name, Message about, int (*run)(const Context&, const StocksOptions&)) {
        CLI::App* sub = command->add_subcommand(name, say(about));
        sub->callback([options, run, &context] { context.exit = run(context, *options); });
        sub->add_option("--exercise", options->exercise, say({"演習代碼", "of this exercise"}));
        return sub;
    };
    const auto json = [&](CLI::App* sub) {
        sub->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    };
    const auto reason = [&](CLI::App* sub) {
        sub->add_option("--reason", options->reason, say({"原因", "why"}))->required();
    };
    CLI::App* boarding =
        add("board", {"品項 × 據點、天數、何時低於門檻", "material × site, days left, under the line when"},
            board);
    CLI::App* one = add("show", {"一個品項", "one material"}, material);
    one->add_option("MATERIAL", options->material, say({"品項代碼", "its code"}))->required();
    for (CLI::App* sub : {boarding, one})
        sub->add_option("--formula", options->formula, "last_year, last_periods, planned");
    boarding->add_option("--periods", options->periods, say({"最近幾期", "of how many periods"}));
    CLI::App* asking = add("what-if", {"假設情境", "what if"}, what_if);
    asking->add_option("--use", options->use, say({"使用量增減 %", "change of use, in %"}));
    asking->add_option("--route", options->routes,
                       say({"封閉的航線，可重複；* 為全部", "a closed route, repeated; *: all"}));
    asking->add_option("--days", options->days, say({"封閉日數", "for how many days"}));
    asking->add_option("--from", options->day, "2026-12-01");
    asking->add_option("--lost", options->lost,
                       say({"未能到港的船貨，可重複", "a shipment that is lost, repeated"}));
    CLI::App* owing = add("duties", {"誰應申報、誰逾期", "who owes a return, who is late"}, duties);
    owing->add_flag("--all", options->all, say({"含已申報", "with what was returned"}));
    CLI::App* listing = add("shortages", {"短缺案件", "shortages"}, shortages);
    for (CLI::App* sub : {boarding, one, asking, owing, listing})
        json(sub);
    CLI::App* sheeting = add("sheet", {"下載應申報的表", "the sheet of what is owed"}, sheet);
    CLI::App* exporting = add("export", {"匯出一張表", "one list as a file"}, export_);
    exporting->add_option("WHAT", options->what, "board, trend, projection, returns, duties")->required();
    for (CLI::App* sub : {sheeting, exporting}) {
        sub->add_option("--format", options->format, "xlsx, ods, csv");
        sub->add_option("--material", options->material, say({"品項代碼", "the material's code"}));
        sub->add_option("-o,--output", options->file, say({"存成檔案", "into this file"}));
    }
    CLI::App* filing = add("file", {"上傳填妥的表", "take a sheet that was filled in"}, file);
    filing->add_option("FILE", options->file, say({"檔案", "the file"}))->required();
    filing->add_flag("--check", options->check, say({"只檢查", "only look"}));
    filing->add_option("--marked", options->marked,
                       say({"標出錯誤的表存到這裡", "where the sheet with its errors goes"}));
    CLI::App* notifying = add("notify", {"通報短缺", "notify a shortage"}, notify);
    notifying->add_option("--material", options->material, say({"品項代碼", "a material's code"}));
    notifying->add_option("--item", options->item, say({"短缺的品項", "what is short"}));
    notifying->add_option("--owner", options->owner, say({"主管機關", "the agency that answers"}));
    notifying->add_option("--site", options->site, say({"據點代碼", "a site's code"}));
    CLI::App* stepping = add("step", {"評估或處理短缺", "assess or handle a shortage"}, step);
    stepping->add_option("CASE", options->shortage, "s-123")->required();
    stepping->add_option("--to", options->to, "assessed, handled")->required();
    for (CLI::App* sub : {notifying, stepping}) {
        sub->add_option("--severity", options->severity, "unknown, none, low, medium, high");
        reason(sub);
    }
    CLI::App* drilling = add("drill", {"開始演習", "begin an exercise"}, drill);
    drilling->add_option("--name", options->name, say({"名稱", "its name"}))->required();
    drilling->add_option("--scenario", options->scenario, say({"想定", "what is supposed"}));
    drilling->add_flag("--empty", options->empty, say({"不複製真實資料", "without what is real"}));
    reason(add("drill-end", {"結束演習", "end an exercise"}, end_drill));
    CLI::App* loading =
        add("load", {"由檔案載入品項、據點、申報與船貨", "materials, sites, returns and ships from a file"},
            load);
    loading->add_option("FILE", options->file, "set.json")->required();
    loading->add_option("--today", options->day,
                        say({"以這一天為今日推算期間", "reckon periods back from this day"}));
}

}  // namespace gangmu::cli
