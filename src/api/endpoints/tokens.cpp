// Tokens of programs: of one's own account, or by an administrator of any.
#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"

namespace gangmu::api {
namespace {

void write_token(JsonWriter& out, const Call& call, const state::Token& token) {
    out.object().member("id", token.id).member("label", token.label).member_if("until", token.until);
    out.member("created", taipei_time(token.created_us)).member("by", token.by);
    if (const std::int64_t used = call.registry.token_last_used(token.id); used != 0)
        out.member("last_used", taipei_time(used * 1'000'000));
    out.end();
}

Result<Reply> get_tokens(Call& call) {
    const std::string& account = call.path[0];
    if (call.view->account(account) == nullptr)
        return fail(Fault::not_found, "account-unknown", {"查無這個帳號", "There is no such account"},
                    {"GET /api/accounts 列出所有帳號", "GET /api/accounts lists them"}, account);
    JsonWriter out;
    out.object().key("tokens").array();
    for (const auto& token : state::tokens_of(call.view->tokens, account))
        write_token(out, call, *token);
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> post_token(Call& call) {
    CHECK(signed_in(call));
    services::NewToken wanted;
    wanted.account = call.path[0];
    wanted.label = call.member("label");
    wanted.until = call.member("until");
    TRY(const services::MadeToken made, call.registry.create_token(call.actor(), wanted));
    JsonWriter out;
    out.object().member("id", made.id).member("token", made.token).end();
    return Reply::json(std::move(out), 201);
}

Result<Reply> delete_token(Call& call) {
    CHECK(signed_in(call));
    CHECK(call.registry.revoke_token(call.actor(), call.path[0], call.path[1]));
    JsonWriter out;
    out.object().member("seq", call.registry.view().head().seq).end();
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> token_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/accounts/{name}/tokens",
         .access = Access::own_account(),
         .summary = {"帳號的存取權杖（自己的；管理者可看所有人的）",
                     "An account's tokens for programs: one's own; an administrator sees everybody's"},
         .handle = get_tokens,
         .answer = {200, "Tokens"}},
        {.method = http::Method::post,
         .path = "/api/accounts/{name}/tokens",
         .access = Access::own_account(),
         .summary =
             {"建立存取權杖，只顯示這一次；程式以 Authorization: Bearer 送出，權限與帳號相同",
              "A new token, shown once; a program sends it as Authorization: Bearer and has the account's "
              "rights"},
         .handle = post_token,
         .answer = {201, "TokenMade"},
         .body = {BodyKind::json,
                  {{.name = "label",
                    .about = {"用途", "What it is for"},
                    .required = true,
                    .minimum = 1,
                    .maximum = 100},
                   {.name = "until",
                    .type = Type::date,
                    .about = {"最後一天；不給則直到撤銷",
                              "Its last day; without it, until it is revoked"}}}}},
        {.method = http::Method::del,
         .path = "/api/accounts/{name}/tokens/{id}",
         .access = Access::own_account(),
         .summary = {"撤銷存取權杖", "Revokes a token"},
         .handle = delete_token,
         .answer = {200, "Done"}},
    };
}

}  // namespace gangmu::api
