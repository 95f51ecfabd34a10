// gangmu serve: the pages and the API, until a signal.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "api/app.hpp"
#include "cli/command.hpp"
#include "cli/plans_of_files.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct Options {
    http::Options http;
    LimitOptions limits;
    std::string admin_password;
};

void print_administrator(const services::Registry::FirstAdministrator& first) {
    fmt::print(
        "{}\n",
        say({fmt::format("第一位管理員：帳號 {}  密碼 {}\n（密碼只印這一次，請登入後更換）", first.name,
                         first.password),
             fmt::format(
                 "First administrator: {}  password: {}\n(printed this once; change it after signing in)",
                 first.name, first.password)}));
}

void print_how_to_sign_in(services::Registry& registry) {
    if (const auto first = registry.take_first_administrator()) return print_administrator(*first);
    fmt::print("{}\n", say({"登入：右上角「登入」。忘記密碼時執行 gangmu account reset 帳號",
                            "Sign in at the top right. Forgot the password? gangmu account reset NAME"}));
}

// SIGINT and SIGTERM are waited for (api::serve); every thread that the registry starts must inherit that
// they are blocked, or one of them could be the one that gets the signal.
void hold_signals() {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &held, nullptr);
}

int serve(const Context& context, Options options) {
    hold_signals();
    services::Options store;
    store.folder = context.store;
    store.limits = limits_of(options.limits);
    store.admin_password = options.admin_password;
    auto registry = services::Registry::open(std::move(store));
    if (!registry) return report(registry.error());
    api::ServeOptions serve;
    serve.http = std::move(options.http);
    serve.http.socket_folder = context.store;
    serve.http.limits.upload_bytes = limits_of(options.limits).file_bytes;
    serve.started = [&](const std::string& url) {
        fmt::print("{}\n", say({"綱目已啟動：" + url, "Gangmu is serving " + url}));
        print_how_to_sign_in(**registry);
        fmt::print("{}\n", say({"按 Ctrl-C 結束。", "Ctrl-C ends it."}));
        std::fflush(stdout);
    };
    serve.stopping = [] {
        fmt::print("{}\n", say({"正在結束，等待進行中的要求…", "Ending; waiting for requests under way…"}));
    };
    auto ended = api::serve(**registry, serve);
    if (ended) return *ended;
    // The account is in the ledger already: whoever is not told its password now could never sign in.
    if (const auto first = (*registry)->take_first_administrator()) print_administrator(*first);
    return report(ended.error());
}

}  // namespace

void add_serve(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("serve", "serve the pages and the API");
    command->footer(
        "Plain HTTP is for this machine only. For others give --certificate and --key, or stand behind a "
        "proxy that\n"
        "is named with --trusted-proxy.\n"
        "  gangmu serve --listen 0.0.0.0:443 --certificate site.pem --key site.key\n"
        "  gangmu serve --listen 10.0.0.5:8080 --trusted-proxy 10.0.0.1");
    command->add_option("--listen", options->http.listen, "HOST:PORT")
        ->envname("GANGMU_LISTEN")
        ->capture_default_str();
    command->add_option("--certificate", options->http.certificate, "TLS certificate chain (PEM)");
    command->add_option("--key", options->http.key, "its private key (PEM)");
    command->add_option("--trusted-proxy", options->http.trusted_proxies,
                        "address or CIDR whose X-Forwarded-For and -Proto are believed");
    command->add_option("--threads", options->http.threads, "I/O threads; 0: one per core");
    add_limit_options(*command, options->limits);
    command
        ->add_option("--admin-password", options->admin_password,
                     "of the first administrator, at the first start")
        ->envname("GANGMU_ADMIN_PASSWORD");
    command->callback([options, &context] { context.exit = serve(context, *options); });
}

}  // namespace gangmu::cli
