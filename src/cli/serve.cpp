// gangmu serve: the pages and the API, until a signal.
#include <fmt/format.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "api/app.hpp"
#include "base/file.hpp"
#include "cli/command.hpp"
#include "cli/plans_of_files.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"
#include "notices/message.hpp"
#include "services/notifier.hpp"

namespace gangmu::cli {
namespace {

struct ServeOptions {
    http::Options http;
    LimitOptions limits;
    std::string admin_password;
    notices::MailServer mail;
    std::string base_url;
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

// What became of a password that was given: it is for the first start, and says nothing to a store with
// accounts.
void print_given_password(const services::Registry& registry, std::int64_t started_us) {
    const auto view = registry.view();
    const auto* admin = view->account("admin");
    if (admin != nullptr && admin->created.recorded_us >= started_us)
        fmt::print("{}\n", say({"第一位管理員：帳號 admin，密碼如 GANGMU_ADMIN_PASSWORD 所給",
                                "First administrator: admin, with the password of GANGMU_ADMIN_PASSWORD"}));
    else
        fmt::print("{}\n",
                   say({"儲存庫已有帳號，GANGMU_ADMIN_PASSWORD 未使用；改密碼：gangmu account reset 帳號",
                        "The store has accounts: GANGMU_ADMIN_PASSWORD was not used. A new password: "
                        "gangmu account reset NAME"}));
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

// Where the server of a store says which address it has: for whoever starts a second one.
std::string address_file(const Context& context) {
    return context.store + "/address";
}

// Somebody serves this store already: where.
Error with_address(const Context& context, Error error) {
    const auto address = read_file(address_file(context), 1000);
    if (!held_by_server(error) || !address) return error;
    error.mend.zh = "網頁已在 " + *address + "；" + error.mend.zh;
    error.mend.en = "The page is at " + *address + ". " + error.mend.en;
    return error;
}

Error with_password_source(Error error) {
    if (error.code.rfind("password-", 0) == 0) error.where = "GANGMU_ADMIN_PASSWORD, --admin-password";
    return error;
}

Status check_mail(const ServeOptions& options) {
    if (!options.base_url.empty()) CHECK(notices::check_url(options.base_url));
    if (options.mail.url.empty()) return {};
    CHECK(notices::check_server(options.mail));
    return notices::check_email(options.mail.from);
}

int serve(const Context& context, ServeOptions options) {
    hold_signals();
    services::Options store;
    store.folder = context.store;
    store.limits = limits_of(options.limits);
    store.admin_password = options.admin_password;
    if (auto good = check_mail(options); !good) return report(good.error());
    store.mail = options.mail;
    store.base_url = options.base_url;
    const std::int64_t started_us = ledger::clock_us();
    auto registry = services::Registry::open(std::move(store));
    if (!registry) return report(with_password_source(with_address(context, registry.error())));
    services::Notifier notifier(**registry);
    api::ServeOptions serve;
    serve.http = std::move(options.http);
    serve.http.socket_folder = context.store;
    serve.http.limits.upload_bytes = limits_of(options.limits).file_bytes;
    serve.started = [&](const std::string& url) {
        fmt::print("{}\n", say({"綱目已啟動：" + url, "Gangmu is serving " + url}));
        (void)write_file(address_file(context), url, 0600);  // without it a second start says less
        if ((*registry)->view()->settings.demo)
            fmt::print("{}\n",
                       say({"示範儲存庫：所有內容皆為虛構，帳號密碼可能人人皆知，請勿開放給外部網路。",
                            "A demonstration store: all of it is made up, and everybody may know its "
                            "passwords. Do not open it to other networks."}));
        print_how_to_sign_in(**registry);
        if (!options.admin_password.empty()) print_given_password(**registry, started_us);
        fmt::print("{}\n", say({"按 Ctrl-C 結束。", "Ctrl-C ends it."}));
        std::fflush(stdout);
    };
    serve.stopping = [] {
        fmt::print("{}\n", say({"正在結束，等待進行中的要求…", "Ending; waiting for requests under way…"}));
    };
    auto ended = api::serve(**registry, serve);
    std::error_code none;
    std::filesystem::remove(address_file(context), none);
    if (ended) return *ended;
    // The account is in the ledger already: whoever is not told its password now could never sign in.
    if (const auto first = (*registry)->take_first_administrator()) print_administrator(*first);
    return report(ended.error());
}

void add_mail_options(CLI::App& command, ServeOptions& options) {
    command
        .add_option("--base-url", options.base_url,
                    say({"網頁的位址，用於信中的連結", "the page's address, for links in e-mail"}))
        ->envname("GANGMU_BASE_URL");
    command
        .add_option("--smtp", options.mail.url,
                    say({"郵件伺服器：smtp://主機:587（STARTTLS）、smtps://主機:465、smtp+plain://主機:25",
                         "mail server: smtp://host:587 (STARTTLS), smtps://host:465, smtp+plain://host:25"}))
        ->envname("GANGMU_SMTP");
    command
        .add_option("--smtp-from", options.mail.from, say({"寄件位址", "the address e-mail is sent from"}))
        ->envname("GANGMU_SMTP_FROM");
    command
        .add_option("--smtp-user", options.mail.user,
                    say({"郵件伺服器的帳號；密碼以環境變數 GANGMU_SMTP_PASSWORD 給",
                         "its user; the password is given in the environment variable GANGMU_SMTP_PASSWORD"}))
        ->envname("GANGMU_SMTP_USER");
    command
        .add_option("--smtp-ca", options.mail.ca_file,
                    say({"郵件伺服器憑證的根憑證（PEM），系統沒有時才需要",
                         "root certificate of the mail server (PEM), where the system has none"}))
        ->envname("GANGMU_SMTP_CA");
    // Not on the command line, which others on the machine can see.
    if (const char* password = std::getenv("GANGMU_SMTP_PASSWORD")) options.mail.password = password;
}

}  // namespace

void add_serve(CLI::App& app, Context& context) {
    auto options = std::make_shared<ServeOptions>();
    CLI::App* command = app.add_subcommand("serve", say({"提供網頁與 API", "serve the pages and the API"}));
    command->footer(
        say({"未加密的 HTTP 只給本機使用。要給別人用，請給 --certificate 與 --key，或放在以 --trusted-proxy\n"
             "指名的代理伺服器之後。第一次啟動時建立管理員 admin，密碼印出一次，或以環境變數\n"
             "GANGMU_ADMIN_PASSWORD 指定（比寫在指令上安全：同機器的人看得到指令）。\n",
             "Plain HTTP is for this machine only. For others give --certificate and --key, or stand behind "
             "a\n"
             "proxy that is named with --trusted-proxy. The first start makes the administrator admin; the\n"
             "password is printed once, or given in the environment variable GANGMU_ADMIN_PASSWORD (safer "
             "than\n"
             "on the command line, which others on the machine can see).\n"}) +
        "  gangmu serve --listen 0.0.0.0:443 --certificate site.pem --key site.key\n"
        "  gangmu serve --listen 10.0.0.5:8080 --trusted-proxy 10.0.0.1");
    command->add_option("--listen", options->http.listen, say({"位址:埠", "HOST:PORT"}))
        ->envname("GANGMU_LISTEN")
        ->capture_default_str();
    command->add_option("--certificate", options->http.certificate,
                        say({"TLS 憑證鏈（PEM）", "TLS certificate chain (PEM)"}));
    command->add_option("--key", options->http.key, say({"憑證的私鑰（PEM）", "its private key (PEM)"}));
    command->add_option("--trusted-proxy", options->http.trusted_proxies,
                        say({"可信任其 X-Forwarded-For 與 -Proto 的位址或 CIDR",
                             "address or CIDR whose X-Forwarded-For and -Proto are believed"}));
    command->add_option("--threads", options->http.threads,
                        say({"I/O 執行緒數；0 為每核心一個", "I/O threads; 0: one per core"}));
    add_limit_options(*command, options->limits);
    command
        ->add_option(
            "--admin-password", options->admin_password,
            say({"第一次啟動時，第一位管理員的密碼", "of the first administrator, at the first start"}))
        ->envname("GANGMU_ADMIN_PASSWORD");
    add_mail_options(*command, *options);
    command->callback([options, &context] { context.exit = serve(context, *options); });
}

}  // namespace gangmu::cli
