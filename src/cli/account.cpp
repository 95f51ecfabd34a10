// gangmu account: who may sign in, and as what. Beside a running server the server does it.
#include <fmt/format.h>

#include <functional>
#include <memory>

#include "cli/command.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct Options {
    std::string name;
    std::string display;
    std::vector<std::string> roles;  // role or role@agency
    bool json = false;
    bool enable = false;
};

Result<std::vector<state::Grant>> parse_roles(const std::vector<std::string>& texts) {
    std::vector<state::Grant> grants;
    for (const auto& text : texts) {
        const auto at = text.find('@');
        const auto role = state::parse_role(text.substr(0, at));
        if (!role || at + 1 == text.size())  // reporter@ names no agency, and must not come to mean all
            return fail(Fault::invalid, "role-unknown", {"沒有這個角色", "There is no such role"},
                        {"角色：reader、reporter、reviewer、officer、admin，可加 @機關",
                         "Roles: reader, reporter, reviewer, officer, admin, with @AGENCY if bound to one"},
                        text);
        grants.push_back({*role, at == std::string::npos ? "" : text.substr(at + 1)});
    }
    return grants;
}

std::string role_text(const state::Grant& grant) {
    return std::string(state::to_string(grant.role)) + (grant.agency.empty() ? "" : "@" + grant.agency);
}

void print_password(const std::string& name, const std::string& password) {
    fmt::print("{}\n", say({fmt::format("帳號 {} 的密碼：{}（只顯示這一次）", name, password),
                            fmt::format("Password of {}: {} (shown this once)", name, password)}));
}

int list(const Context& context, const Options& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    const auto view = (*registry)->view();
    std::vector<std::vector<std::string>> rows{
        {say({"帳號", "name"}), say({"狀態", "state"}), say({"角色", "roles"}), say({"名稱", "display"})}};
    JsonWriter json;
    json.object().key("accounts").array();
    for (const auto& entry : view->accounts) {
        const auto& account = *entry.value;
        std::string roles;
        json.object().member("name", account.name).member("display", account.display).key("roles").array();
        for (const auto& grant : account.grants) {
            roles += (roles.empty() ? "" : ",") + role_text(grant);
            json.value(role_text(grant));
        }
        json.end().member("disabled", account.disabled).end();
        rows.push_back({account.name,
                        say(account.disabled ? Message{"停用", "disabled"} : Message{"啟用", "active"}),
                        roles, account.display});
    }
    json.end().end();
    fmt::print("{}", options.json ? json.take() + "\n" : align(rows));
    return 0;
}

// Does `here` with the store at hand, or sends `method target body` to the server that holds it. Either
// prints.
struct Change {
    std::function<Status(services::Registry&)> here;
    std::string method;
    std::string target;
    std::string body;
};

int carry_out(const Context& context, const std::string& name, const Change& change) {
    auto registry = open_to_write(context);
    if (registry) {
        auto done = change.here(**registry);
        return done ? 0 : report(done.error());
    }
    if (!held_by_server(registry.error())) return report(registry.error());
    http::Client client = http::Client::local(context.store);
    auto reply = ask(client, change.method, change.target, change.body);
    if (!reply) return report(reply.error());
    if (const std::string password = text_of(*reply, "password"); !password.empty())
        print_password(name, password);
    return 0;
}

void write_roles(JsonWriter& body, const char* key, const std::vector<state::Grant>& grants) {
    body.key(key).array();
    for (const auto& grant : grants)
        body.object().member("role", state::to_string(grant.role)).member_if("agency", grant.agency).end();
    body.end();
}

int add(const Context& context, const Options& options) {
    auto roles = parse_roles(options.roles);
    if (!roles) return report(roles.error());
    JsonWriter body;
    body.object()
        .member("name", options.name)
        .member("display", options.display.empty() ? options.name : options.display);
    write_roles(body, "roles", *roles);
    body.end();
    return carry_out(
        context, options.name,
        {[&](services::Registry& registry) -> Status {
             TRY(const std::string password,
                 registry.create_account(
                     me(),
                     {options.name, options.display.empty() ? options.name : options.display, {}, *roles}));
             print_password(options.name, password);
             return {};
         },
         "POST", "/api/accounts", body.take()});
}

int reset(const Context& context, const Options& options) {
    return carry_out(context, options.name,
                     {[&](services::Registry& registry) -> Status {
                          TRY(const std::string password, registry.reset_password(me(), options.name));
                          print_password(options.name, password);
                          return {};
                      },
                      "PATCH", "/api/accounts/" + percent(options.name), R"({"reset_password":true})"});
}

int disable(const Context& context, const Options& options) {
    return carry_out(context, options.name,
                     {[&](services::Registry& registry) {
                          return registry.disable_account(me(), options.name, !options.enable);
                      },
                      "PATCH", "/api/accounts/" + percent(options.name),
                      options.enable ? R"({"disabled":false})" : R"({"disabled":true})"});
}

}  // namespace

void add_account(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("account", "who may sign in, and as what");
    command->require_subcommand(1);
    command->footer(
        "  gangmu account add wang --display 王小明 --role officer --role reporter@經濟部\n"
        "  gangmu account list\n"
        "  gangmu account reset wang          a new random password");
    const auto named = [&](const char* name, const char* about, int (*act)(const Context&, const Options&)) {
        CLI::App* sub = command->add_subcommand(name, about);
        sub->add_option("NAME", options->name)->required();
        sub->callback([options, act, &context] { context.exit = act(context, *options); });
        return sub;
    };
    CLI::App* adding = named("add", "a new account with a random password", add);
    adding->add_option("--display", options->display, "the name that is shown");
    adding->add_option("--role", options->roles,
                       "reader, reporter, reviewer, officer, admin; with @AGENCY for one agency");
    named("reset", "a new random password", reset);
    CLI::App* disabling = named("disable", "may no longer sign in", disable);
    disabling->add_flag("--enable", options->enable, "may sign in again");
    CLI::App* listing = command->add_subcommand("list", "all accounts");
    listing->add_flag("--json", options->json, "as JSON");
    listing->callback([options, &context] { context.exit = list(context, *options); });
}

}  // namespace gangmu::cli
