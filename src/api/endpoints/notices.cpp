// What I was told, how I want to be told, and the administrator's mail server and webhooks.
#include <algorithm>

#include "api/call.hpp"
#include "api/endpoints/all.hpp"
#include "api/plan_views.hpp"
#include "api/tracking_json.hpp"
#include "services/registry_notices.hpp"

namespace gangmu::api {
namespace {

using auth::Action;

Result<notices::Outbox*> outbox_of(const Call& call) {
    if (auto* outbox = call.registry.outbox()) return outbox;
    return fail(Fault::unavailable, "store-read-only",
                {"儲存庫以唯讀方式開啟", "The store is open for reading only"}, {});
}

// ---- on the page

Result<Reply> get_notices(Call& call) {
    TRY(const auto* outbox, outbox_of(call));
    const std::string& me = call.actor().name;
    const auto limit = static_cast<std::size_t>(call.number("limit", 50));
    TRY(const auto shown, outbox->shown(me, call.flag("unread"), call.number("before", 0), limit));
    TRY(const auto counts, outbox->counts(me));
    JsonWriter out;
    out.object().member("unread", counts.unread).member("all", counts.all).key("notices").array();
    for (const auto& each : shown) {
        out.object().member("id", each.id).member("read", each.read);
        out.member("made", taipei_time(each.made_us)).member("kind", each.kind);
        write_title(out, "subject", each.subject);
        write_title(out, "text", each.text);
        out.member_if("link", each.link).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Reply counted(const notices::Counts& counts) {
    JsonWriter out;
    out.object().member("unread", counts.unread).member("all", counts.all).end();
    return Reply::json(std::move(out));
}

Result<Reply> get_count(Call& call) {
    TRY(const auto* outbox, outbox_of(call));
    TRY(const auto counts, outbox->counts(call.actor().name));
    return counted(counts);
}

Result<Reply> post_read(Call& call) {
    TRY(auto* outbox, outbox_of(call));
    const std::string& me = call.actor().name;
    const auto* id = call.body.if_contains("id");
    const auto* read = call.body.if_contains("read");
    TRY(const auto changed,
        outbox->mark_read(me, id == nullptr ? 0 : id->get_int64(), read == nullptr || read->get_bool()));
    static_cast<void>(changed);
    TRY(const auto counts, outbox->counts(me));
    return counted(counts);
}

// ---- how an account wants to be told

Result<Reply> shown_choice(const Call& call, const std::string& account) {
    const auto view = call.registry.view();
    if (view->account(account) == nullptr)
        return fail(Fault::not_found, "account-unknown", {"查無這個帳號", "There is no such account"},
                    {"GET /api/accounts 列出所有帳號", "GET /api/accounts lists them"}, account);
    const auto choice = view->notices.choice(account);
    JsonWriter out;
    out.object().member("email", choice.email).member("digest", state::to_string(choice.digest));
    out.member("hour", choice.hour).member("language", choice.english ? "en" : "zh");
    out.member("mail", call.registry.notices().mail_server().has_value()).end();
    return Reply::json(std::move(out));
}

Result<Reply> get_choice(Call& call) {
    return shown_choice(call, call.path[0]);
}

Result<Reply> put_choice(Call& call) {
    CHECK(signed_in(call));
    state::NoticeChoice choice = call.view->notices.choice(call.path[0]);
    if (call.body.contains("email")) choice.email = call.member("email");
    if (call.body.contains("digest"))
        choice.digest = state::parse_digest(call.member("digest")).value_or(state::Digest::now);
    if (const auto* hour = call.body.if_contains("hour")) choice.hour = static_cast<int>(hour->get_int64());
    if (call.body.contains("language")) choice.english = call.member("language") == "en";
    CHECK(call.registry.notices().choose(call.actor(), call.path[0], choice));
    return shown_choice(call, call.path[0]);
}

// ---- the mail server

Result<Reply> shown_mail(const Call& call) {
    TRY(const auto* outbox, outbox_of(call));
    const auto view = call.registry.view();
    const auto& mail = view->notices.mail;
    const auto notices = call.registry.notices();
    const auto in_force = notices.mail_server();
    TRY(const auto password, outbox->secret("smtp"));
    TRY(const auto states, outbox->states());
    JsonWriter out;
    out.object().member("base_url", mail.base_url).member("server", mail.server).member("user", mail.user);
    out.member("from", mail.from).member("password", !password.empty());
    out.member("from_command_line", notices.mail_from_command_line());
    out.member("in_force", in_force ? in_force->url : std::string());
    out.member("base_url_in_force", notices.base_url()).key("channels").array();
    for (const auto& each : states) {
        out.object().member("channel", notices::to_string(each.channel)).member("waiting", each.waiting);
        out.member("sent", each.sent).member("failed", each.failed);
        if (each.oldest_us != 0) out.member("oldest", taipei_time(each.oldest_us));
        out.member_if("last_error", each.last_error).end();
    }
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> get_mail(Call& call) {
    return shown_mail(call);
}

Result<Reply> put_mail(Call& call) {
    CHECK(signed_in(call));
    TRY(const auto* outbox, outbox_of(call));
    static_cast<void>(outbox);
    state::MailSettings mail = call.view->notices.mail;
    const auto set = [&](std::string_view name, std::string& field) {
        if (call.body.contains(name)) field = call.member(name);
    };
    set("base_url", mail.base_url);
    set("server", mail.server);
    set("user", mail.user);
    set("from", mail.from);
    std::optional<std::string> password;
    if (call.body.contains("password")) password = std::string(call.member("password"));
    CHECK(call.registry.notices().set_mail(call.actor(), mail, password));
    return shown_mail(call);
}

Result<Reply> post_mail_test(Call& call) {
    CHECK(signed_in(call));
    CHECK(call.registry.notices().try_mail(call.actor(), std::string(call.member("to"))));
    return written(call);
}

// ---- webhooks

Result<Reply> get_webhooks(Call& call) {
    JsonWriter out;
    out.object().key("webhooks").array();
    call.view->notices.webhooks.each([&](const std::string&, const auto& each) {
        out.object().member("id", each->id).member("url", each->url).key("kinds").array();
        for (const auto& kind : each->kinds)
            out.value(kind);
        out.end().member("off", each->off).end();
    });
    out.end().end();
    return Reply::json(std::move(out));
}

Result<Reply> set_webhook(Call& call, std::string id) {
    CHECK(signed_in(call));
    state::Webhook webhook;
    if (const auto* known = call.view->notices.webhooks.find(id)) webhook = **known;
    webhook.id = std::move(id);
    if (call.body.contains("url")) webhook.url = call.member("url");
    if (const auto* kinds = call.body.if_contains("kinds")) {
        webhook.kinds.clear();
        for (const auto& each : kinds->get_array())
            webhook.kinds.emplace_back(std::string_view(each.get_string()));
    }
    if (const auto* off = call.body.if_contains("off")) webhook.off = off->get_bool();
    const auto* new_key = call.body.if_contains("new_key");
    const unsigned status = webhook.id.empty() ? 201 : 200;
    TRY(const auto made, call.registry.notices().set_webhook(call.actor(), webhook,
                                                             new_key != nullptr && new_key->get_bool()));
    JsonWriter out;
    out.object().member("id", made.id).member_if("key", made.key).end();
    return Reply::json(std::move(out), status);
}

Result<Reply> post_webhook(Call& call) {
    return set_webhook(call, {});
}
Result<Reply> put_webhook(Call& call) {
    if (call.view->notices.webhooks.find(call.path[0]) == nullptr)
        return fail(Fault::not_found, "webhook-unknown", {"沒有這個網路掛勾", "There is no such webhook"},
                    {"GET /api/webhooks 列出所有掛勾", "GET /api/webhooks lists them"}, call.path[0]);
    return set_webhook(call, call.path[0]);
}
Result<Reply> delete_webhook(Call& call) {
    CHECK(signed_in(call));
    CHECK(call.registry.notices().remove_webhook(call.actor(), call.path[0]));
    return written(call);
}
Result<Reply> post_webhook_test(Call& call) {
    CHECK(signed_in(call));
    CHECK(call.registry.notices().try_webhook(call.actor(), call.path[0]));
    return written(call);
}

// ---- specs

std::vector<Field> webhook_fields(bool fresh) {
    std::vector<Field> out{
        {.name = "url",
         .about = {"接收的網址", "The address that is posted to"},
         .required = fresh,
         .maximum = 1000},
        {.name = "kinds",
         .type = Type::list,
         .about = {"通知類別的開頭；空白為全部", "Beginnings of the kinds of notices; empty: all"},
         .maximum = 30},
        {.name = "off", .type = Type::boolean, .about = {"停用", "Switched off"}}};
    if (!fresh)
        out.push_back({.name = "new_key",
                       .type = Type::boolean,
                       .about = {"換一把簽章金鑰，只顯示這一次", "A new signing key, shown once"}});
    return out;
}

std::vector<Endpoint> own_endpoints() {
    constexpr std::int64_t most = std::int64_t{1} << 53;
    return {{.method = http::Method::get,
             .path = "/api/notices",
             .access = Access::account(),
             .summary = {"給我的通知，新的在前", "What I was told, newest first"},
             .handle = get_notices,
             .answer = {200, "Notices"},
             .query = {{.name = "unread", .type = Type::boolean, .about = {"只列未讀", "Unread ones only"}},
                       {.name = "before",
                        .type = Type::integer,
                        .about = {"此編號之前", "Before this number"},
                        .maximum = most},
                       {.name = "limit",
                        .type = Type::integer,
                        .about = {"筆數", "How many"},
                        .minimum = 1,
                        .maximum = 500}},
             .work = Work::slow},
            {.method = http::Method::get,
             .path = "/api/notices/count",
             .access = Access::account(),
             .summary = {"我有幾則未讀", "How many I have not read"},
             .handle = get_count,
             .answer = {200, "NoticeCounts"},
             .work = Work::slow},
            {.method = http::Method::post,
             .path = "/api/notices/read",
             .access = Access::account(),
             .summary = {"標為已讀（或未讀）；不給編號為全部",
                         "Marks one as read (or unread); without a number: all"},
             .handle = post_read,
             .answer = {200, "NoticeCounts"},
             .body = {BodyKind::json,
                      {{.name = "id",
                        .type = Type::integer,
                        .about = {"編號", "Its number"},
                        .minimum = 1,
                        .maximum = most},
                       {.name = "read",
                        .type = Type::boolean,
                        .about = {"預設為已讀", "Read; true when left out"}}}},
             .work = Work::slow},
            {.method = http::Method::get,
             .path = "/api/accounts/{name}/notices",
             .access = Access::own_account(),
             .summary = {"帳號的通知方式", "How an account is told"},
             .handle = get_choice,
             .answer = {200, "NoticeChoice"},
             .work = Work::slow},
            {.method = http::Method::put,
             .path = "/api/accounts/{name}/notices",
             .access = Access::own_account(),
             .summary = {"設定通知方式：電子郵件、隨到隨寄、每日彙整或不寄",
                         "Sets how an account is told: e-mail, at once, once a day, or not by e-mail"},
             .handle = put_choice,
             .answer = {200, "NoticeChoice"},
             .body = {BodyKind::json,
                      {{.name = "email",
                        .about = {"電子郵件；空白為不寄", "E-mail; empty: none"},
                        .maximum = 254},
                       {.name = "digest",
                        .type = Type::choice,
                        .about = {"now 隨到隨寄、daily 每日彙整、off 不寄", "now, daily or off"},
                        .choices = {"now", "daily", "off"}},
                       {.name = "hour",
                        .type = Type::integer,
                        .about = {"每日彙整的時刻（臺北）", "Hour of the daily one (Taipei)"},
                        .maximum = 23},
                       {.name = "language",
                        .type = Type::choice,
                        .about = {"信件的語言", "The language of letters"},
                        .choices = {"zh", "en"}}}},
             .work = Work::slow}};
}

std::vector<Endpoint> mail_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/mail",
         .access = Action::change_settings,
         .summary = {"郵件伺服器的設定與寄送情形", "The mail server, and how sending goes"},
         .handle = get_mail,
         .answer = {200, "Mail"},
         .work = Work::slow},
        {.method = http::Method::put,
         .path = "/api/mail",
         .access = Action::change_settings,
         .summary = {"設定郵件伺服器與網頁位址；密碼不進帳本，也不再顯示",
                     "Sets the mail server and the page's address; the password enters no ledger and is "
                     "never shown"},
         .handle = put_mail,
         .answer = {200, "Mail"},
         .body = {BodyKind::json,
                  {{.name = "base_url", .about = {"網頁位址，用於連結", "The page's address, for links"}},
                   {.name = "server",
                    .about = {"smtp://主機:587、smtps://主機:465 或 smtp+plain://主機:25；空白為不寄",
                              "smtp://host:587, smtps://host:465 or smtp+plain://host:25; empty: no e-mail"},
                    .maximum = 300},
                   {.name = "user", .about = {"帳號", "User"}},
                   {.name = "password", .about = {"密碼", "Password"}, .maximum = 500},
                   {.name = "from", .about = {"寄件位址", "The address it is sent from"}, .maximum = 254}}},
         .work = Work::slow},
        {.method = http::Method::post,
         .path = "/api/mail/test",
         .access = Action::change_settings,
         .summary = {"寄一封測試信", "Sends a test letter"},
         .handle = post_mail_test,
         .answer = {200, "Done"},
         .body =
             {BodyKind::json,
              {{.name = "to", .about = {"收件位址", "To"}, .required = true, .minimum = 3, .maximum = 254}}},
         .work = Work::slow}};
}

std::vector<Endpoint> webhook_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/webhooks",
         .access = Action::change_settings,
         .summary = {"網路掛勾", "Webhooks"},
         .handle = get_webhooks,
         .answer = {200, "Webhooks"}},
        {.method = http::Method::post,
         .path = "/api/webhooks",
         .access = Action::change_settings,
         .summary = {"新增網路掛勾；簽章金鑰只顯示這一次", "A new webhook; its signing key is shown once"},
         .handle = post_webhook,
         .answer = {201, "WebhookSet"},
         .body = {BodyKind::json, webhook_fields(true)},
         .work = Work::slow},
        {.method = http::Method::put,
         .path = "/api/webhooks/{id}",
         .access = Action::change_settings,
         .summary = {"更改網路掛勾", "Changes a webhook"},
         .handle = put_webhook,
         .answer = {200, "WebhookSet"},
         .body = {BodyKind::json, webhook_fields(false)},
         .work = Work::slow},
        {.method = http::Method::del,
         .path = "/api/webhooks/{id}",
         .access = Action::change_settings,
         .summary = {"移除網路掛勾", "Removes a webhook"},
         .handle = delete_webhook,
         .answer = {200, "Done"},
         .work = Work::slow},
        {.method = http::Method::post,
         .path = "/api/webhooks/{id}/test",
         .access = Action::change_settings,
         .summary = {"送一則測試通知", "Posts a test"},
         .handle = post_webhook_test,
         .answer = {200, "Done"},
         .work = Work::slow}};
}

}  // namespace

std::vector<Endpoint> notice_endpoints() {
    std::vector<Endpoint> out;
    for (auto* part : {own_endpoints, mail_endpoints, webhook_endpoints}) {
        auto more = part();
        std::move(more.begin(), more.end(), std::back_inserter(out));
    }
    return out;
}

}  // namespace gangmu::api
