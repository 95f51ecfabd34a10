#include "cli/store.hpp"

#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <mutex>

namespace gangmu::cli {
namespace {

Result<std::unique_ptr<services::Registry>> open(const Context& context, ledger::Access access,
                                                 const documents::Limits& limits) {
    services::Options options;
    options.folder = context.store;
    options.access = access;
    options.limits = limits;
    options.first_administrator = false;  // `serve` makes one, and prints the password where it is looked for
    auto registry = services::Registry::open(std::move(options));
    // On standard error: what a script reads stays as it is, and says it in its own way.
    if (registry && (*registry)->view()->settings.demo) {
        static std::once_flag said;
        std::call_once(said, [] {
            fmt::print(stderr, "gangmu: {}\n",
                       say({"示範儲存庫：所有內容皆為虛構", "A demonstration store: all of it is made up"}));
        });
    }
    return registry;
}

}  // namespace

void add_dates(CLI::App& command, Dates& dates) {
    command.add_option("--as-of", dates.as_of,
                       say({"這天結束時已知的內容（YYYY-MM-DD，臺北時間）",
                            "what was known at the end of this day (YYYY-MM-DD, Taipei)"}));
    command.add_option("--on", dates.on,
                       say({"這天有效的內容（YYYY-MM-DD）", "what was in force on this day (YYYY-MM-DD)"}));
}

Result<std::unique_ptr<services::Registry>> open_to_read(const Context& context) {
    return open(context, ledger::Access::read_only, {});
}

Result<std::unique_ptr<services::Registry>> open_to_write(const Context& context,
                                                          const documents::Limits& limits) {
    return open(context, ledger::Access::read_write, limits);
}

bool held_by_server(const Error& error) {
    return error.code == "store-locked";
}

auth::Actor me() {
    const passwd* entry = ::getpwuid(::geteuid());
    return auth::local_actor(entry && entry->pw_name ? entry->pw_name : std::to_string(::geteuid()));
}

Result<state::PlanView> find_plan(const state::View& view, const std::string& name) {
    const auto exact = [&](const std::string& id) { return view.plan(id, state::Drafts::shown); };
    if (auto plan = exact(name)) return *plan;
    std::vector<state::PlanView> by_id;
    std::vector<state::PlanView> by_title;
    for (auto& plan : view.plans(state::Drafts::shown)) {
        if (plan.id().rfind(name, 0) == 0 || plan.id().rfind("p-" + name, 0) == 0)
            by_id.push_back(plan);
        else if (plan.content().header().title.find(name) != std::string::npos)
            by_title.push_back(plan);
    }
    const auto& found = by_id.empty() ? by_title : by_id;
    if (found.size() == 1) return found.front();
    if (found.empty())
        return fail(Fault::not_found, "plan-unknown", {"查無此計畫", "There is no such plan"},
                    {"執行 gangmu plans 查看所有計畫", "gangmu plans lists them"}, name);
    std::string candidates;
    for (const auto& plan : found)
        candidates += "\n    " + plan.id() + "  " + plan.content().header().title;
    return fail(Fault::invalid, "plan-ambiguous", {"有多個計畫符合", "Several plans match"},
                {"請用完整代碼：" + candidates, "Use the whole id:" + candidates}, name);
}

Result<std::string> find_plan_id(const Context& context, const std::string& name) {
    TRY(const auto registry, open_to_read(context));
    TRY(const auto plan, find_plan(registry->view(), name));
    return plan.id();
}

std::string head_text(const ledger::Head& head) {
    return std::to_string(head.seq) + ":" + head.hash;
}

}  // namespace gangmu::cli
