#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

void write_account(JsonWriter& out, const Call& call, const state::Account& account) {
    out.object().member("name", account.name).member("display", account.display).key("roles").array();
    for (const auto& grant : account.grants)
        out.object().member("role", state::to_string(grant.role)).member_if("agency", grant.agency).end();
    out.end().member("disabled", account.disabled);
    out.member("created", taipei_time(account.created.recorded_us));
    if (const std::int64_t last = call.registry.last_sign_in(account.name); last != 0)
        out.member("last_sign_in", taipei_time(last * 1'000'000));
    out.end();
}

Result<Reply> get_accounts(Call& call) {
    std::vector<std::shared_ptr<const state::Account>> accounts;
    for (const auto& [name, account] : call.view->accounts)
        accounts.push_back(account);
    std::sort(accounts.begin(), accounts.end(),
              [](const auto& a, const auto& b) { return a->name < b->name; });
    JsonWriter out;
    out.object().key("accounts").array();
    for (const auto& account : accounts)
        write_account(out, call, *account);
    out.end().end();
    return Reply::json(std::move(out));
}

std::vector<state::Grant> grants_of(const Call& call) {
    std::vector<state::Grant> out;
    for (const auto& item : call.body.at("roles").get_array()) {
        const auto& grant = item.get_object();
        const auto* agency = grant.if_contains("agency");
        out.push_back(
            {*state::parse_role(std::string_view(grant.at("role").get_string())),
             agency != nullptr ? std::string(std::string_view(agency->get_string())) : std::string()});
    }
    return out;
}

Reply saved(const Call& call, std::string_view name, const std::string& password, unsigned status) {
    const state::View view = call.registry.view();
    JsonWriter out;
    out.object().key("account");
    write_account(out, call, *view->account(name));
    out.member_if("password", password).end();
    return Reply::json(std::move(out), status);
}

Result<Reply> post_account(Call& call) {
    CHECK(signed_in(call));
    services::NewAccount account;
    account.name = call.member("name");
    account.display = call.member("display");
    account.password = call.member("password");
    if (call.body.contains("roles")) account.roles = grants_of(call);
    const bool given = !account.password.empty();
    TRY(const std::string password, call.registry.create_account(call.actor(), account));
    return saved(call, account.name, given ? std::string() : password, 201);
}

Status change_roles(const Call& call, const state::Account& account) {
    const auto wanted = grants_of(call);
    const auto has = [](const std::vector<state::Grant>& list, const state::Grant& grant) {
        return std::find(list.begin(), list.end(), grant) != list.end();
    };
    for (const auto& grant : wanted)
        if (!has(account.grants, grant)) CHECK(call.registry.grant(call.actor(), account.name, grant));
    for (const auto& grant : account.grants)
        if (!has(wanted, grant)) CHECK(call.registry.revoke(call.actor(), account.name, grant));
    return {};
}

Result<Reply> patch_account(Call& call) {
    CHECK(signed_in(call));
    const std::string& name = call.path[0];
    const auto* account = call.view->account(name);
    if (account == nullptr)
        return fail(Fault::not_found, "account-unknown", {"查無這個帳號", "There is no such account"}, {},
                    name);
    if (call.body.contains("display") && call.member("display") != account->display)
        CHECK(call.registry.rename_account(call.actor(), name, call.member("display")));
    if (call.body.contains("roles")) CHECK(change_roles(call, *account));
    if (const auto* disabled = call.body.if_contains("disabled");
        disabled && disabled->get_bool() != account->disabled)
        CHECK(call.registry.disable_account(call.actor(), name, disabled->get_bool()));
    std::string password;
    if (const auto* reset = call.body.if_contains("reset_password"); reset != nullptr && reset->get_bool()) {
        TRY(password, call.registry.reset_password(call.actor(), name));
    }
    return saved(call, name, password, 200);
}

Field display_field() {
    return {.name = "display", .about = {"顯示名稱", "Display name"}, .maximum = 100};
}

Field roles_field() {
    return {.name = "roles",
            .type = Type::list,
            .about = {"角色；agency 空白為所有機關", "Roles; without an agency: for all"},
            .maximum = 100,
            .fields = {{.name = "role",
                        .type = Type::choice,
                        .about = {"角色", "The role"},
                        .required = true,
                        .choices = {"reader", "reporter", "reviewer", "officer", "admin"}},
                       {.name = "agency", .about = {"機關", "The agency"}, .maximum = 100}}};
}

}  // namespace

std::vector<Endpoint> account_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/accounts",
         .access = Action::manage_accounts,
         .summary = {"所有帳號", "All accounts"},
         .handle = get_accounts,
         .answer = {200, "Accounts"}},
        {.method = http::Method::post,
         .path = "/api/accounts",
         .access = Action::manage_accounts,
         .summary = {"新增帳號；未給密碼時產生一組，只顯示這一次",
                     "A new account; without a password one is made and shown once"},
         .handle = post_account,
         .answer = {201, "AccountSaved"},
         .body = {BodyKind::json,
                  {{.name = "name",
                    .about = {"帳號：小寫英數與 . _ - @", "Account: a-z 0-9 . _ - @"},
                    .required = true,
                    .minimum = 2,
                    .maximum = 64},
                   display_field(),
                   {.name = "password", .about = {"密碼", "Password"}, .maximum = 1000},
                   roles_field()}}},
        {.method = http::Method::patch,
         .path = "/api/accounts/{name}",
         .access = Action::manage_accounts,
         .summary = {"更改帳號", "Changes an account"},
         .handle = patch_account,
         .answer = {200, "AccountSaved"},
         .body = {BodyKind::json,
                  {display_field(),
                   roles_field(),
                   {.name = "disabled", .type = Type::boolean, .about = {"停用", "Disabled"}},
                   {.name = "reset_password",
                    .type = Type::boolean,
                    .about = {"產生新密碼，只顯示這一次", "Makes a new password, shown once"}}}}},
    };
}

}  // namespace gangmu::api
