// gangmu account: who may sign in, and as what. Beside a running server the server does it.
#include <fmt/format.h>

#include <functional>
#include <memory>

#include "cli/import.hpp"
#include "cli/remote.hpp"
#include "cli/store.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

struct AccountOptions {
    std::string name;
    std::string token;  // its id
    std::string label;
    std::string until;
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

int list(const Context& context, const AccountOptions& options) {
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

int add(const Context& context, const AccountOptions& options) {
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

// Said after the server has done it as well: `here` does not run then.
int done(int code, const Message& message) {
    if (code == 0) fmt::print("{}\n", say(message));
    return code;
}

int reset(const Context& context, const AccountOptions& options) {
    return carry_out(context, options.name,
                     {[&](services::Registry& registry) -> Status {
                          TRY(const std::string password, registry.reset_password(me(), options.name));
                          print_password(options.name, password);
                          return {};
                      },
                      "PATCH", "/api/accounts/" + percent(options.name), R"({"reset_password":true})"});
}

int disable(const Context& context, const AccountOptions& options) {
    const int code = carry_out(context, options.name,
                               {[&](services::Registry& registry) {
                                    return registry.disable_account(me(), options.name, !options.enable);
                                },
                                "PATCH", "/api/accounts/" + percent(options.name),
                                options.enable ? R"({"disabled":false})" : R"({"disabled":true})"});
    if (options.enable)
        return done(code, {"已啟用帳號 " + options.name, "Enabled the account " + options.name});
    return done(code, {"已停用帳號 " + options.name + "，其登入與存取權杖都已失效；恢復：加 --enable",
                       "Disabled the account " + options.name +
                           ": its sessions and tokens are good no more; --enable gives them back"});
}

// ---- tokens of programs

void print_token(const std::string& name, const std::string& id, const std::string& token) {
    fmt::print("{}\n", say({fmt::format("帳號 {} 的存取權杖 {}（只顯示這一次）：\n{}\n用法：curl -H "
                                        "\"Authorization: Bearer 權杖\" http://127.0.0.1:8080/api/plans",
                                        name, id, token),
                            fmt::format("Token {1} of {0} (shown this once):\n{2}\nTo use it: curl -H "
                                        "\"Authorization: Bearer TOKEN\" http://127.0.0.1:8080/api/plans",
                                        name, id, token)}));
}

std::string tokens_path(const AccountOptions& options) {
    return "/api/accounts/" + percent(options.name) + "/tokens";
}

int add_token(const Context& context, const AccountOptions& options) {
    auto registry = open_to_write(context);
    if (registry) {
        auto made = (*registry)->create_token(me(), {options.name, options.label, options.until});
        if (!made) return report(made.error());
        print_token(options.name, made->id, made->token);
        return 0;
    }
    if (!held_by_server(registry.error())) return report(registry.error());
    JsonWriter body;
    body.object().member("label", options.label).member_if("until", options.until).end();
    http::Client client = http::Client::local(context.store);
    auto reply = ask(client, "POST", tokens_path(options), body.take());
    if (!reply) return report(reply.error());
    print_token(options.name, text_of(*reply, "id"), text_of(*reply, "token"));
    return 0;
}

int list_tokens(const Context& context, const AccountOptions& options) {
    auto registry = open_to_read(context);
    if (!registry) return report(registry.error());
    const auto view = (*registry)->view();
    if (view->account(options.name) == nullptr)
        return report(fail(Fault::not_found, "account-unknown", {"查無此帳號", "There is no such account"},
                           {"執行 gangmu account list 查看所有帳號", "gangmu account list shows them all"},
                           options.name));
    std::vector<std::vector<std::string>> rows{
        {say({"權杖", "token"}), say({"到期", "until"}), say({"用途", "label"})}};
    JsonWriter json;
    json.object().key("tokens").array();
    for (const auto& token : state::tokens_of(view->tokens, options.name)) {
        json.object().member("id", token->id).member("label", token->label);
        json.member_if("until", token->until).end();
        rows.push_back({token->id, token->until.empty() ? "－" : token->until, token->label});
    }
    json.end().end();
    fmt::print("{}", options.json ? json.take() + "\n" : align(rows));
    return 0;
}

int revoke_token(const Context& context, const AccountOptions& options) {
    const int code = carry_out(context, options.name,
                               {[&](services::Registry& registry) {
                                    return registry.revoke_token(me(), options.name, options.token);
                                },
                                "DELETE", tokens_path(options) + "/" + percent(options.token), ""});
    return done(code, {"已撤銷存取權杖 " + options.token, "Revoked the token " + options.token});
}

using Act = int (*)(const Context&, const AccountOptions&);

CLI::App* named(CLI::App& command, const char* name, const std::string& about, Act act,
                const std::shared_ptr<AccountOptions>& options, Context& context) {
    CLI::App* sub = command.add_subcommand(name, about);
    sub->add_option("NAME", options->name, say({"帳號", "the account"}))->required();
    sub->callback([options, act, &context] { context.exit = act(context, *options); });
    return sub;
}

void add_tokens(CLI::App& account, Context& context, const std::shared_ptr<AccountOptions>& options) {
    CLI::App* command = account.add_subcommand(
        "token", say({"程式用的存取權杖，權限與帳號相同", "tokens for programs, with the account's rights"}));
    command->require_subcommand(1);
    command->footer(
        say({"  gangmu account token add wang --label 月報上傳 --until 2027-12-31\n"
             "  gangmu account token list wang\n"
             "  gangmu account token revoke wang t-1a2b3c4d5e6f",
             "  gangmu account token add wang --label \"monthly upload\" --until 2027-12-31\n"
             "  gangmu account token list wang\n"
             "  gangmu account token revoke wang t-1a2b3c4d5e6f"}));
    CLI::App* adding = named(*command, "add", say({"建立，只顯示一次", "a new one, shown once"}), add_token,
                             options, context);
    adding->add_option("--label", options->label, say({"用途", "what it is for"}))->required();
    adding->add_option("--until", options->until,
                       say({"最後一天（YYYY-MM-DD）；不給則直到撤銷",
                            "its last day (YYYY-MM-DD); without it, until it is revoked"}));
    CLI::App* listing =
        named(*command, "list", say({"列出", "those there are"}), list_tokens, options, context);
    listing->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    CLI::App* revoking =
        named(*command, "revoke", say({"撤銷", "makes it good no more"}), revoke_token, options, context);
    revoking->add_option("TOKEN", options->token, say({"權杖代碼（t-…）", "its id (t-…)"}))->required();
}

}  // namespace

void add_account(CLI::App& app, Context& context) {
    auto options = std::make_shared<AccountOptions>();
    CLI::App* command =
        app.add_subcommand("account", say({"誰可以登入、有什麼權限", "who may sign in, and as what"}));
    command->require_subcommand(1);
    command->footer(say(
        {"  gangmu account add wang --display 王小明 --role officer --role reporter@經濟部\n"
         "  gangmu account list\n"
         "  gangmu account reset wang          換一個隨機密碼\n"
         "角色：reader 讀者、reporter 填報、reviewer 審核、officer 承辦、admin 管理者；@機關 只及於該機關。",
         "  gangmu account add wang --display 王小明 --role officer --role reporter@經濟部\n"
         "  gangmu account list\n"
         "  gangmu account reset wang          a new random password\n"
         "Roles: reader, reporter, reviewer, officer, admin; @AGENCY binds one to an agency."}));
    CLI::App* adding =
        named(*command, "add", say({"新增帳號，密碼隨機產生", "a new account with a random password"}), add,
              options, context);
    adding->add_option("--display", options->display, say({"顯示名稱", "the name that is shown"}));
    adding->add_option("--role", options->roles,
                       say({"reader、reporter、reviewer、officer、admin；加 @機關 只及於該機關",
                            "reader, reporter, reviewer, officer, admin; with @AGENCY for one agency"}));
    named(*command, "reset", say({"換一個隨機密碼", "a new random password"}), reset, options, context);
    CLI::App* disabling =
        named(*command, "disable", say({"不得再登入", "may no longer sign in"}), disable, options, context);
    disabling->add_flag("--enable", options->enable, say({"恢復登入", "may sign in again"}));
    CLI::App* listing = command->add_subcommand("list", say({"所有帳號", "all accounts"}));
    listing->add_flag("--json", options->json, say({"以 JSON 輸出", "as JSON"}));
    listing->callback([options, &context] { context.exit = list(context, *options); });
    add_imports(*command, context, "accounts");
    add_tokens(*command, context, options);
}

}  // namespace gangmu::cli
