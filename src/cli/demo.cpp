// gangmu demo: four simulated years of work on a plan, in a store of its own.
#include <fmt/format.h>

#include <csignal>
#include <memory>

#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/plans_of_files.hpp"
#include "cli/terminal.hpp"
#include "demo/build.hpp"
#include "demo/cast.hpp"
#include "demo/example.hpp"

namespace gangmu::cli {
namespace {

struct DemoOptions {
    LimitOptions limits;
    std::vector<std::string> files;
    std::uint64_t seed = 1;
    std::string password;
};

volatile std::sig_atomic_t stop = 0;

std::string step_of(std::string_view step) {
    if (step == "read") return say({"讀取文件", "reading"});
    if (step == "prepare") return say({"建立帳號、週期與項目", "making accounts, cycles and items"});
    return say({"模擬各季填報與審核", "simulating the quarters"});
}

Result<std::vector<std::vector<services::FileBytes>>> plans_of(const DemoOptions& options) {
    std::vector<std::vector<services::FileBytes>> out;
    for (const auto& file : options.files) {
        TRY(std::string bytes, read_file(file, limits_of(options.limits).file_bytes));
        out.push_back({{document_name(file), std::move(bytes)}});
    }
    if (out.empty()) out.push_back({demo::example()});
    return out;
}

void print(const Context& context, const DemoOptions& options, const demo::Made& made) {
    const std::string password =
        options.password.empty() ? std::string(demo::usual_password) : options.password;
    fmt::print(
        "{}\n",
        say({fmt::format("示範已建立：{}\n  {} 個帳號、{} 個列管項目、{} 期、{} 份辦理情形；模擬時間停在 {}\n"
                         "  帳本 {}:{}\n  啟動：gangmu serve --store {}\n"
                         "  登入：admin（管理員）、a01-01（主政機關承辦）；密碼皆為 {}，其他帳號見管理頁\n"
                         "  所有內容皆為虛構，每一頁與每份輸出都標示「示範」。",
                         made.title, made.accounts, made.items, made.cycles, made.reports, made.today,
                         made.head.seq, made.head.hash.substr(0, 12), context.store, password),
             fmt::format(
                 "The demonstration is made: {}\n  {} accounts, {} items, {} cycles, {} reports; simulated "
                 "time stands at {}\n  ledger {}:{}\n  To see it: gangmu serve --store {}\n"
                 "  Sign in as admin, or a01-01 of the plan's office; every password is {}\n"
                 "  All of it is made up, and every page and output says so.",
                 made.title, made.accounts, made.items, made.cycles, made.reports, made.today, made.head.seq,
                 made.head.hash.substr(0, 12), context.store, password)}));
}

int demo(const Context& context, const DemoOptions& options) {
    demo::Options wanted;
    auto plans = plans_of(options);
    if (!plans) return report(plans.error());
    wanted.plans = std::move(*plans);
    wanted.folder = context.store;
    wanted.seed = options.seed;
    wanted.password = options.password;
    wanted.limits = limits_of(options.limits);
    std::signal(SIGINT, [](int) { stop = 1; });
    std::signal(SIGTERM, [](int) { stop = 1; });
    Result<demo::Made> made = [&] {
        Progress progress;
        return demo::build(wanted, [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
            progress.update(step_of(step), done, total);
            return stop == 0;
        });
    }();
    if (!made) return report(made.error());
    print(context, options, *made);
    return 0;
}

}  // namespace

void add_demo(CLI::App& app, Context& context) {
    auto options = std::make_shared<DemoOptions>();
    CLI::App* command = app.add_subcommand(
        "demo", say({"示範：以任何計畫文件模擬四年的填報、審核與評估",
                     "a demonstration: four simulated years of work on any plan document"}));
    command->footer(
        say({"建立在自己的儲存庫（預設 ./demo-data），絕不寫入真正的儲存庫；同一資料夾裡的舊示範會被取代。\n"
             "不給 FILE 時用內附的示範計畫。同樣的文件與 --seed 得到完全相同的帳本。Ctrl-C "
             "取消，不留下任何東西。\n",
             "It has a store of its own (./demo-data unless named) and never writes into a real one; an "
             "earlier\n"
             "demonstration in the same folder is replaced. Without FILE the plan that comes with Gangmu is "
             "used.\n"
             "The same documents and --seed give the same ledger. Ctrl-C cancels and leaves nothing "
             "behind.\n"}) +
        "  gangmu demo plan.odt --store demo-data\n"
        "  gangmu serve --store demo-data");
    command->add_option("FILE", options->files,
                        say({"計畫文件，每個檔案一項計畫", "plan documents, a plan each"}));
    command->add_option("--seed", options->seed, say({"亂數種子", "of chance"}))->capture_default_str();
    command
        ->add_option("--password", options->password,
                     say({"所有示範帳號的密碼", "of all accounts of the demonstration"}))
        ->envname("GANGMU_DEMO_PASSWORD");
    add_limit_options(*command, options->limits);
    command->callback([options, command, &context] {
        // ./data is where real stores are: it is only meant when it is named.
        if (command->get_parent()->get_option("--store")->empty()) context.store = "./demo-data";
        context.exit = demo(context, *options);
    });
}

}  // namespace gangmu::cli
