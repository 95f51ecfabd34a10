#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/headers.hpp"
#include "services/duties.hpp"

namespace gangmu::api {
namespace {

void write_session(JsonWriter& out, const auth::Actor& actor, std::string_view csrf,
                   const state::View& view) {
    out.object().key("account");
    if (actor.anybody()) {
        out.object().member("name", actor.name).member("display", actor.display).key("roles").array();
        if (actor.local) out.object().member("role", "admin").end();
        for (const auto& grant : actor.grants)
            out.object().member("role", state::to_string(grant.role)).member_if("agency", grant.agency).end();
        out.end().end();
    } else {
        out.null();
    }
    out.member("csrf", csrf).member("public_reading", view->settings.public_reading);
    out.key("head").object().member("seq", view.head().seq).member("hash", view.head().hash).end();
    out.member("version", GANGMU_VERSION).member("today", tracking::print_day(services::today())).end();
}

std::string cookie_line(const http::Request& request, std::string_view token) {
    std::string out(session_cookie);
    out.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Lax");
    if (token.empty()) out.append("; Max-Age=0");
    if (request.peer->secure) out.append("; Secure");
    return out;
}

Result<Reply> get_session(Call& call) {
    JsonWriter out;
    write_session(out, call.actor(), call.identity.csrf, call.view);
    return Reply::json(std::move(out));
}

Result<Reply> sign_in(Call& call) {
    TRY(const services::SignedIn signed_in,
        call.registry.sign_in(call.member("name"), call.member("password"), call.request.peer->address));
    JsonWriter out;
    write_session(out, signed_in.actor, signed_in.csrf, call.view);
    Reply reply = Reply::json(std::move(out));
    reply.extra.add("Set-Cookie", cookie_line(call.request, signed_in.token));
    return reply;
}

Result<Reply> sign_out(Call& call) {
    if (!call.identity.token.empty()) call.registry.sign_out(call.identity.token);
    JsonWriter out;
    write_session(out, auth::nobody(), {}, call.view);
    Reply reply = Reply::json(std::move(out));
    reply.extra.add("Set-Cookie", cookie_line(call.request, {}));
    return reply;
}

Result<Reply> change_password(Call& call) {
    CHECK(call.registry.change_own_password(call.actor(), call.member("old"), call.member("new")));
    // Every session of the account has ended with the old password; this one goes on as a new one.
    TRY(const services::SignedIn again,
        call.registry.sign_in(call.actor().name, call.member("new"), call.request.peer->address));
    JsonWriter out;
    write_session(out, again.actor, again.csrf, call.registry.view());
    Reply reply = Reply::json(std::move(out));
    reply.extra.add("Set-Cookie", cookie_line(call.request, again.token));
    return reply;
}

Field password(std::string_view name, Message about) {
    return {.name = name, .about = std::move(about), .required = true, .minimum = 1, .maximum = 1000};
}

}  // namespace

std::vector<Endpoint> session_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/session",
         .access = Access::everyone(),
         .summary = {"目前的登入狀態", "Who is signed in"},
         .handle = get_session,
         .answer = {200, "Session"}},
        {.method = http::Method::post,
         .path = "/api/session",
         .access = Access::everyone(),
         .summary = {"登入", "Signs in"},
         .handle = sign_in,
         .answer = {200, "Session"},
         .body =
             {BodyKind::json,
              {{.name = "name", .about = {"帳號", "Account"}, .required = true, .minimum = 1, .maximum = 100},
               password("password", {"密碼", "Password"})}}},
        {.method = http::Method::del,
         .path = "/api/session",
         .access = Access::everyone(),
         .summary = {"登出", "Signs out"},
         .handle = sign_out,
         .answer = {200, "Session"}},
        {.method = http::Method::put,
         .path = "/api/session/password",
         .access = Access::account(),
         .summary = {"更改自己的密碼", "Changes one's own password"},
         .handle = change_password,
         .answer = {200, "Session"},
         .body = {BodyKind::json,
                  {password("old", {"目前的密碼", "Present password"}),
                   password("new", {"新密碼", "New password"})}}},
    };
}

}  // namespace gangmu::api
