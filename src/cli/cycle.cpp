// gangmu cycle: rhythms and cycles of a plan, who owes what, the board.
#include <fmt/format.h>

#include <functional>
#include <memory>
#include <set>

#include "cli/command.hpp"
#include "cli/desk_api.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct CycleOptions {
    std::string plan;
    std::string cycle;
    std::string every = "quarter";
    std::string scope;
    std::vector<std::string> kinds;
    int opens_after = 1, due_after = 10, remind_before = 3, grace = 5;
    bool no_lock = false;
    std::string day;
    std::string reason;
    std::string agency;
    std::string state;
    std::string rhythm;
    std::string until;
    bool lock = false;
    std::set<std::string> given;  // what the command line named, of what a rhythm is made of
    bool json = false;
};

// The whole id of a plan by whatever names it.
Result<std::string> plan_id(const Context& context, const std::string& name) {
    TRY(const auto registry, open_to_read(context));
    TRY(const auto plan, find_plan(registry->view(), name));
    return plan.id();
}

// Asks, and prints the answer as JSON or by `table`.
int show(const Context& context, const CycleOptions& options,
         const std::function<std::string(const std::string& plan)>& target,
         const std::function<void(const json::value&)>& table) {
    auto plan = plan_id(context, options.plan);
    if (!plan) return report(plan.error());
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto reply = api->ask("GET", target(*plan));
    if (!reply) return report(reply.error());
    if (options.json)
        fmt::print("{}\n", print_json(*reply));
    else
        table(*reply);
    return 0;
}

Message phase_words(const std::string& phase) {
    if (phase == "planned") return {"未開放", "planned"};
    if (phase == "open") return {"填報中", "open"};
    if (phase == "grace") return {"寬限", "grace"};
    return {"已鎖定", "locked"};
}

Message state_words(const std::string& state) {
    if (state == "draft") return {"填報中", "draft"};
    if (state == "submitted") return {"審核中", "submitted"};
    if (state == "returned") return {"退回", "returned"};
    if (state == "approved") return {"已核定", "approved"};
    return {"未填報", "none"};
}

int list(const Context& context, const CycleOptions& options) {
    return show(
        context, options, [](const auto& plan) { return "/api/plans/" + plan + "/cycles"; },
        [](const json::value& reply) {
            Rows rows{{say({"週期", "cycle"}), say({"期間", "period"}), say({"開放", "opens"}),
                       say({"期限", "due"}), say({"狀態", "state"}), say({"已送出", "filed"}),
                       say({"已核定", "approved"})}};
            for (const auto& entry : reply.at("cycles").as_array()) {
                const auto& cycle = entry.at("cycle");
                const bool known = cycle.at("known").as_bool();
                rows.push_back({text_of(cycle, "id"), text_of(cycle.at("title"), english() ? "en" : "zh"),
                                text_of(cycle, "opens"), text_of(cycle, "due") + (known ? "" : "?"),
                                say(phase_words(text_of(cycle, "phase"))),
                                std::to_string(entry.at("filed").as_int64()),
                                std::to_string(entry.at("approved").as_int64())});
            }
            fmt::print("{}", rows.size() > 1 ? align(rows)
                                             : say({"還沒有填報週期。以 gangmu cycle set 計畫 設定。\n",
                                                    "There are no cycles yet: gangmu cycle set PLAN.\n"}));
        });
}

int owe(const Context& context, const CycleOptions& options) {
    return show(
        context, options,
        [&](const auto& plan) {
            std::string target = "/api/plans/" + plan + "/cycles/" + percent(options.cycle) + "/obligations";
            char mark = '?';
            for (const auto& [name, value] :
                 {std::pair("agency", &options.agency), {"state", &options.state}})
                if (!value->empty()) {
                    target += mark + std::string(name) + "=" + percent(*value);
                    mark = '&';
                }
            return target;
        },
        [](const json::value& reply) {
            Rows rows{{say({"主辦機關", "agency"}), say({"狀態", "state"}), say({"節點", "node"}),
                       say({"項目", "item"})}};
            for (const auto& each : reply.at("obligations").as_array())
                rows.push_back({text_of(each, "agency"),
                                say(state_words(text_of(each, "state"))) +
                                    (each.at("overdue").as_bool() ? say({"（逾期）", " (overdue)"}) : ""),
                                text_of(each, "node"), text_of(each, "title")});
            fmt::print("{}", align(rows));
        });
}

int board(const Context& context, const CycleOptions& options) {
    return show(
        context, options,
        [&](const auto& plan) {
            return "/api/plans/" + plan + "/board" +
                   (options.cycle.empty() ? "" : "?cycle=" + percent(options.cycle));
        },
        [](const json::value& reply) {
            const auto count = [&](const char* key) { return reply.at(key).as_array().size(); };
            const auto& counts = reply.at("counts");
            const auto of = [&](const char* key) { return counts.at(key).as_int64(); };
            fmt::print("{}\n", text_of(reply.at("cycle").at("title"), english() ? "en" : "zh"));
            fmt::print(
                "{}\n",
                say({fmt::format("應填 {}，已核定 {}，審核中 {}，退回 {}，填報中 {}，未填 {}，逾期 {}",
                                 of("owed"), of("approved"), of("submitted"), of("returned"), of("draft"),
                                 of("none"), of("overdue")),
                     fmt::format(
                         "owed {}, approved {}, submitted {}, returned {}, drafts {}, none {}, overdue {}",
                         of("owed"), of("approved"), of("submitted"), of("returned"), of("draft"), of("none"),
                         of("overdue"))}));
            fmt::print("{}\n",
                       say({fmt::format("逾期或遲送 {}，落後 {}，未啟動 {}，無人負責 {}，無目標值 {}",
                                        count("late"), count("behind"), count("not_started"),
                                        count("unowned"), count("without_target")),
                            fmt::format("late {}, behind {}, not started {}, unowned {}, without target {}",
                                        count("late"), count("behind"), count("not_started"),
                                        count("unowned"), count("without_target"))}));
            Rows rows{{say({"機關", "agency"}), say({"應填", "owed"}), say({"逾期", "overdue"}),
                       say({"待審", "waiting"})}};
            for (const auto& each : reply.at("load").as_array())
                rows.push_back({text_of(each, "agency"), std::to_string(each.at("owed").as_int64()),
                                std::to_string(each.at("overdue").as_int64()),
                                std::to_string(each.at("waiting").as_int64())});
            fmt::print("{}", align(rows));
        });
}

int set(const Context& context, const CycleOptions& options) {
    auto plan = plan_id(context, options.plan);
    if (!plan) return report(plan.error());
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    JsonWriter body;
    body.object().member("every", options.every).member_if("scope", options.scope).key("kinds").array();
    for (const auto& kind : options.kinds)
        body.value(kind);
    body.end().member("opens_after", options.opens_after).member("due_after", options.due_after);
    body.member("remind_before", options.remind_before).member("grace", options.grace);
    body.member("auto_lock", !options.no_lock).end();
    auto reply = api->ask("POST", "/api/plans/" + *plan + "/cycles", body.take());
    if (!reply) return report(reply.error());
    const auto count = reply->at("cycles").as_int64();
    fmt::print("{}\n", say({fmt::format("週期 {}：共 {} 期", text_of(*reply, "rhythm"), count),
                            fmt::format("rhythm {}: {} cycles", text_of(*reply, "rhythm"), count)}));
    return 0;
}

int rhythms(const Context& context, const CycleOptions& options) {
    return show(
        context, options, [](const auto& plan) { return "/api/plans/" + plan + "/cycles"; },
        [](const json::value& reply) {
            Rows rows{{say({"代號", "rhythm"}), say({"頻率", "every"}), say({"範圍", "scope"}),
                       say({"開放", "opens"}), say({"期限", "due"}), say({"寬限", "grace"}),
                       say({"自", "from"}), say({"至", "until"})}};
            for (const auto& each : reply.at("rhythms").as_array()) {
                const auto days = [&](const char* key) { return std::to_string(each.at(key).as_int64()); };
                rows.push_back({text_of(each, "id"), text_of(each, "every"), text_of(each, "scope"),
                                days("opens_after"), days("due_after"), days("grace"), text_of(each, "from"),
                                text_of(each, "until")});
            }
            fmt::print("{}", align(rows));
        });
}

// What the command line does not name stays as it is.
Result<std::string> changed_rhythm(const json::value& cycles, const CycleOptions& options) {
    for (const auto& each : cycles.at("rhythms").as_array()) {
        if (text_of(each, "id") != options.rhythm) continue;
        json::object wanted = each.as_object();
        wanted.erase("id");
        const auto given = [&](const char* name) { return options.given.count(name) != 0; };
        if (given("--every")) wanted["every"] = options.every;
        if (given("--scope")) wanted["scope"] = options.scope;
        if (given("--kind")) wanted["kinds"] = json::array(options.kinds.begin(), options.kinds.end());
        if (given("--opens")) wanted["opens_after"] = options.opens_after;
        if (given("--due")) wanted["due_after"] = options.due_after;
        if (given("--remind")) wanted["remind_before"] = options.remind_before;
        if (given("--grace")) wanted["grace"] = options.grace;
        if (given("--until")) wanted["until"] = options.until;
        if (options.lock || options.no_lock) wanted["auto_lock"] = options.lock;
        wanted["reason"] = options.reason;
        return print_json(wanted);
    }
    return fail(Fault::not_found, "rhythm-unknown", {"查無這個週期設定", "There is no such rhythm"},
                {"以 gangmu cycle rhythms 計畫 查看", "See gangmu cycle rhythms PLAN"}, options.rhythm);
}

int change(const Context& context, const CycleOptions& options) {
    auto plan = plan_id(context, options.plan);
    if (!plan) return report(plan.error());
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    auto cycles = api->ask("GET", "/api/plans/" + *plan + "/cycles");
    if (!cycles) return report(cycles.error());
    auto body = changed_rhythm(*cycles, options);
    if (!body) return report(body.error());
    auto reply = api->ask("PUT", "/api/plans/" + *plan + "/rhythms/" + percent(options.rhythm), *body);
    if (!reply) return report(reply.error());
    const auto id = text_of(*reply, "rhythm");
    fmt::print("{}\n",
               id == options.rhythm
                   ? say({"已修改週期 " + id, "Changed rhythm " + id})
                   : say({options.rhythm + " 到已開放的期間為止，之後由 " + id + " 接續",
                          options.rhythm + " keeps what has opened, and " + id + " goes on from there"}));
    return 0;
}

int end(const Context& context, const CycleOptions& options) {
    auto plan = plan_id(context, options.plan);
    if (!plan) return report(plan.error());
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    JsonWriter body;
    body.object().member("reason", options.reason).member_if("until", options.until).end();
    auto done =
        api->ask("DELETE", "/api/plans/" + *plan + "/rhythms/" + percent(options.rhythm), body.take());
    return done ? 0 : report(done.error());
}

// Every, kinds, days: of a rhythm that is made or changed.
void add_rhythm_options(CLI::App* sub, const std::shared_ptr<CycleOptions>& options) {
    sub->add_option("--every", options->every, "week, month, quarter, half-year, year");
    sub->add_option("--scope", options->scope, say({"只含這個節點之下", "only under this node"}));
    sub->add_option("--kind", options->kinds, say({"只由這些層級填報", "only nodes of these kinds report"}));
    sub->add_option("--opens", options->opens_after,
                    say({"期末後幾個工作日開放", "working days after the period"}));
    sub->add_option("--due", options->due_after, say({"開放後幾個工作日到期", "working days after opening"}));
    sub->add_option("--remind", options->remind_before,
                    say({"到期前幾個工作日提醒", "working days before it is due"}));
    sub->add_option("--grace", options->grace, say({"寬限幾個工作日", "working days of grace"}));
    sub->add_flag("--no-lock", options->no_lock, say({"寬限後不自動鎖定", "does not lock by itself"}));
}

int act(const Context& context, const CycleOptions& options, const std::string& what) {
    auto plan = plan_id(context, options.plan);
    if (!plan) return report(plan.error());
    auto api = DeskApi::open(context);
    if (!api) return report(api.error());
    JsonWriter body;
    body.object().member("reason", options.reason);
    if (what != "lock") body.member(what == "reopen" ? "until" : "day", options.day);
    body.end();
    auto done = api->ask("POST", "/api/plans/" + *plan + "/cycles/" + percent(options.cycle) + "/" + what,
                         body.take());
    return done ? 0 : report(done.error());
}

}  // namespace

void add_cycle(CLI::App& app, Context& context) {
    auto options = std::make_shared<CycleOptions>();
    CLI::App* command =
        app.add_subcommand("cycle", say({"填報週期：設定、開放、鎖定、誰要填什麼",
                                         "cycles of reporting: set, open, lock, who owes what"}));
    command->require_subcommand(1);
    command->footer(
        "  gangmu cycle set p-1a2b --every quarter --due 10\n"
        "  gangmu cycle list p-1a2b\n"
        "  gangmu cycle change p-1a2b q --due 15 --reason 依會議決議延長\n"
        "  gangmu cycle owe p-1a2b q-2026-Q1 --agency 經濟部\n"
        "  gangmu cycle reopen p-1a2b q-2026-Q1 --day 2026-06-30 --reason 補件");
    const auto add = [&](const char* name, Message about, int (*run)(const Context&, const CycleOptions&)) {
        CLI::App* sub = command->add_subcommand(name, say(about));
        sub->add_option("PLAN", options->plan, say({"計畫", "the plan"}))->required();
        sub->callback([options, run, &context] { context.exit = run(context, *options); });
        return sub;
    };
    const auto with_json = [&](CLI::App* sub) {
        sub->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    };
    with_json(add("list", {"所有週期", "all cycles"}, list));
    CLI::App* owing = add("owe", {"誰要填什麼", "who owes what"}, owe);
    owing->add_option("CYCLE", options->cycle, "q-2026-Q1")->required();
    owing->add_option("--agency", options->agency, say({"主辦機關", "the agency"}));
    owing->add_option("--state", options->state, "none, draft, submitted, returned, approved, overdue");
    with_json(owing);
    CLI::App* boarding =
        add("board", {"總覽：逾期、落後、無人負責", "the board: late, behind, unowned"}, board);
    boarding->add_option("CYCLE", options->cycle,
                         say({"週期；省略時為最近開放者", "the cycle; else the last that opened"}));
    with_json(boarding);
    CLI::App* setting = add("set", {"設定一種週期", "set a rhythm"}, set);
    add_rhythm_options(setting, options);
    with_json(add("rhythms", {"設定了哪些週期", "the rhythms that are set"}, rhythms));
    CLI::App* changing = command->add_subcommand(
        "change", say({"修改一種週期；已開放的期間不變", "change a rhythm; what has opened stays"}));
    CLI::App* ending = command->add_subcommand(
        "end",
        say({"停止一種週期；已開放的期間與已填的都在", "end a rhythm; what has opened and was filed stays"}));
    for (CLI::App* sub : {changing, ending}) {
        sub->add_option("PLAN", options->plan, say({"計畫", "the plan"}))->required();
        sub->add_option("RHYTHM", options->rhythm, "q")->required();
        sub->add_option("--until", options->until, say({"最後一日", "its last day"}));
        sub->add_option("--reason", options->reason, say({"原因", "why"}))->required();
    }
    add_rhythm_options(changing, options);
    changing->add_flag("--lock", options->lock, say({"寬限後自動鎖定", "locks by itself"}))
        ->excludes("--no-lock");
    changing->callback([options, changing, &context] {
        for (const auto* option : changing->get_options())
            if (option->count() != 0) options->given.insert(option->get_name());
        context.exit = change(context, *options);
    });
    ending->callback([options, &context] { context.exit = end(context, *options); });
    const std::pair<const char*, Message> acts[] = {{"open", {"提前開放", "open early"}},
                                                    {"due", {"更改期限", "move the due day"}},
                                                    {"lock", {"鎖定", "lock"}},
                                                    {"reopen", {"重新開放至某日", "reopen until a day"}}};
    for (const auto& [name, about] : acts) {
        CLI::App* sub = command->add_subcommand(name, say(about));
        sub->add_option("PLAN", options->plan, say({"計畫", "the plan"}))->required();
        sub->add_option("CYCLE", options->cycle, "q-2026-Q1")->required();
        if (std::string_view(name) != "lock")
            sub->add_option("--day", options->day, "2026-06-30")->required();
        sub->add_option("--reason", options->reason, say({"原因", "why"}))->required();
        sub->callback(
            [options, what = std::string(name), &context] { context.exit = act(context, *options, what); });
    }
}

}  // namespace gangmu::cli
