#include "services/registry_notices.hpp"

#include <algorithm>

#include "auth/token.hpp"
#include "notices/message.hpp"
#include "notices/sender.hpp"
#include "services/parts.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using auth::Action;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t most_webhooks = 20;
constexpr std::size_t most_feeds = 20;  // of one account
constexpr std::string_view sender_name = "綱目 Gangmu";

Status check_base_url(std::string_view url) {
    if (url.empty() || notices::check_url(url)) return {};
    return fail(Fault::invalid, "base-url", {"網頁位址不合格式", "This is no address of the page"},
                {"例如 https://gangmu.example.gov.tw", "Such as https://gangmu.example.gov.tw"}, "base_url");
}

std::string without_slash(std::string url) {
    while (!url.empty() && url.back() == '/')
        url.pop_back();
    return url;
}

Error webhook_unknown(std::string_view id) {
    return fail(Fault::not_found, "webhook-unknown", {"沒有這個網路掛勾", "There is no such webhook"},
                {"可能已經移除；請重新列出", "It may be removed already; list them again"}, std::string(id));
}

Status check_kinds(const std::vector<std::string>& kinds) {
    for (const auto& kind : kinds) {
        const bool good =
            !kind.empty() && kind.size() <= 60 && std::all_of(kind.begin(), kind.end(), [](char c) {
                return (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
            });
        if (!good)
            return fail(Fault::invalid, "webhook-kind", {"通知的類別不合格式", "This is no kind of notice"},
                        {"例如 report. 或 cycle.overdue", "Such as report. or cycle.overdue"}, kind);
    }
    return {};
}

}  // namespace

Registry::Notices Registry::notices() {
    return Notices(*this);
}

Status Registry::Notices::may_set(const Actor& actor) const {
    return auth::allow(actor, Action::change_settings, *registry_.parts_->now());
}

// ---- an account's choice

Status Registry::Notices::choose(const Actor& actor, std::string_view account,
                                 const state::NoticeChoice& choice) {
    if (!choice.email.empty()) CHECK(notices::check_email(choice.email));
    if (choice.hour < 0 || choice.hour > 23)
        return fail(Fault::invalid, "notice-hour", {"時刻須為 0 至 23", "The hour is 0 to 23"}, {}, "hour");
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        if (!actor.anybody() || actor.local || actor.name != account)
            CHECK(auth::allow(actor, Action::manage_accounts, newest));
        if (newest.account(account) == nullptr) return account_unknown(account);
        if (newest.notices.choices.find(account) != nullptr && newest.notices.choice(account) == choice)
            return Events();
        JsonWriter out;
        out.object().member("v", state::payload_version).member("name", account);
        out.member("email", choice.email).member("digest", state::to_string(choice.digest));
        out.member("hour", choice.hour).member("language", choice.english ? "en" : "zh").end();
        return Events{new_event(event::account_notices, actor, out.take())};
    });
}

// ---- the mail server

std::optional<notices::MailServer> Registry::Notices::mail_server() const {
    const auto& given = registry_.parts_->options.mail;
    if (!given.url.empty()) {
        auto server = given;
        if (server.from_name.empty()) server.from_name = sender_name;
        return server;
    }
    const auto snapshot = registry_.parts_->now();
    const auto& mail = snapshot->notices.mail;
    if (mail.server.empty() || !registry_.parts_->outbox) return std::nullopt;
    notices::MailServer server;
    server.url = mail.server;
    server.user = mail.user;
    server.from = mail.from;
    server.from_name = sender_name;
    server.ca_file = given.ca_file;
    if (const auto password = registry_.parts_->outbox->secret("smtp")) server.password = *password;
    return server;
}

bool Registry::Notices::mail_from_command_line() const {
    return !registry_.parts_->options.mail.url.empty();
}

std::string Registry::Notices::base_url() const {
    if (const auto& given = registry_.parts_->options.base_url; !given.empty()) return without_slash(given);
    return without_slash(registry_.parts_->now()->notices.mail.base_url);
}

Status Registry::Notices::set_mail(const Actor& actor, const state::MailSettings& mail,
                                   const std::optional<std::string>& password) {
    CHECK(may_set(actor));
    CHECK(check_base_url(mail.base_url));
    CHECK(check_text(mail.user, "user"));
    if (!mail.server.empty()) {
        notices::MailServer server;
        server.url = mail.server;
        server.user = mail.user;
        CHECK(notices::check_server(server));
        CHECK(notices::check_email(mail.from));
    }
    // The password first: a server that is in force without its password would be refused by.
    if (password) CHECK(registry_.parts_->outbox->set_secret("smtp", *password));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_settings, newest));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("base_url", mail.base_url);
        out.member("server", mail.server).member("user", mail.user).member("from", mail.from).end();
        return Events{new_event(event::mail_set, actor, out.take())};
    });
}

Status Registry::Notices::try_mail(const Actor& actor, const std::string& to) {
    CHECK(may_set(actor));
    CHECK(notices::check_email(to));
    const auto server = mail_server();
    if (!server)
        return fail(Fault::conflict, "mail-none", {"還沒有設定郵件伺服器", "No mail server is set"},
                    {"請先儲存郵件伺服器的設定", "Save the mail server first"});
    notices::Letter letter;
    letter.from = server->from;
    letter.from_name = server->from_name;
    letter.to = to;
    letter.subject = "〔綱目〕測試信 Test";
    letter.text = "收到這封信，表示綱目可以寄信。\nThis letter shows that Gangmu can send e-mail.\n" +
                  base_url() + "\n";
    letter.now_us = ledger::clock_us();
    letter.id = "gangmu.test." + std::to_string(letter.now_us);
    const auto outcome = notices::send_mail(*server, to, notices::message_of(letter));
    if (outcome.accepted) return {};
    return fail(
        Fault::unavailable, "mail-failed",
        {"郵件伺服器沒有收下：" + outcome.why, "The mail server did not take it: " + outcome.why},
        {"請檢查位址、帳號密碼與憑證", "Look at the address, the user and password, and the certificate"},
        server->url);
}

// ---- webhooks

Result<WebhookSet> Registry::Notices::set_webhook(const Actor& actor, state::Webhook webhook, bool new_key) {
    CHECK(may_set(actor));
    CHECK(notices::check_url(webhook.url));
    CHECK(check_kinds(webhook.kinds));
    const bool fresh = webhook.id.empty();
    WebhookSet out;
    if (fresh || new_key) out.key = auth::random_token();
    if (fresh) webhook.id = "w-" + auth::token_hash(out.key).substr(0, 10);
    out.id = webhook.id;
    if (!fresh && registry_.parts_->now()->notices.webhooks.find(webhook.id) == nullptr)
        return webhook_unknown(webhook.id);
    if (!out.key.empty()) CHECK(registry_.parts_->outbox->set_secret("webhook/" + out.id, out.key));
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_settings, newest));
        if (!fresh && newest.notices.webhooks.find(webhook.id) == nullptr) return webhook_unknown(webhook.id);
        if (fresh && newest.notices.webhooks.size() >= most_webhooks)
            return fail(Fault::conflict, "webhook-many", {"網路掛勾太多了", "There are too many webhooks"},
                        {"請先移除不用的", "Remove those that are not used"});
        JsonWriter payload;
        payload.object().member("v", state::payload_version).member("id", webhook.id);
        payload.member("url", webhook.url).key("kinds").array();
        for (const auto& kind : webhook.kinds)
            payload.value(kind);
        payload.end().member("off", webhook.off).end();
        return Events{new_event(event::webhook_set, actor, payload.take())};
    });
    CHECK(recorded);
    return out;
}

Status Registry::Notices::remove_webhook(const Actor& actor, std::string_view id) {
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_settings, newest));
        if (newest.notices.webhooks.find(id) == nullptr) return webhook_unknown(id);
        JsonWriter out;
        out.object().member("v", state::payload_version).member("id", id).end();
        return Events{new_event(event::webhook_removed, actor, out.take())};
    });
    CHECK(recorded);
    return registry_.parts_->outbox->set_secret("webhook/" + std::string(id), {});
}

Status Registry::Notices::try_webhook(const Actor& actor, std::string_view id) {
    CHECK(may_set(actor));
    const auto snapshot = registry_.parts_->now();
    const auto* known = snapshot->notices.webhooks.find(id);
    if (known == nullptr) return webhook_unknown(id);
    notices::Hook hook{(*known)->url, {}};
    TRY(hook.key, registry_.parts_->outbox->secret("webhook/" + std::string(id)));
    notices::Delivery test;
    test.made_us = ledger::clock_us();
    test.notice.kind = "test";
    test.notice.key = "test/" + std::to_string(test.made_us);
    test.notice.subject = {"綱目測試", "A test of Gangmu"};
    const auto outcome = notices::post(hook.url, hook.key, test.notice.key,
                                       notices::hook_body(test, base_url()), test.made_us / 1'000'000);
    if (outcome.accepted) return {};
    return fail(Fault::unavailable, "webhook-failed",
                {"對方沒有收下：" + outcome.why, "The other side did not take it: " + outcome.why},
                {"請檢查網址與對方的服務", "Look at the address and at the service behind it"}, hook.url);
}

// ---- calendar feeds

Result<FeedMade> Registry::Notices::make_feed(const Actor& actor, std::string_view plan) {
    const std::string token = auth::random_token();
    const std::string hash = auth::token_hash(token);
    const std::string id = "f-" + hash.substr(0, 12);
    const Status recorded = registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        if (newest.account(actor.name) == nullptr) return account_unknown(actor.name);
        if (!plan.empty()) {
            const auto* known = newest.plan(plan);
            if (known == nullptr || known->latest() == nullptr) return plan_unknown(plan);
        }
        if (newest.notices.feeds_of(actor.name).size() >= most_feeds)
            return fail(Fault::conflict, "feed-many",
                        {"行事曆訂閱太多了", "There are too many calendar feeds"},
                        {"請先撤銷不用的", "Revoke those that are not used"});
        JsonWriter out;
        out.object().member("v", state::payload_version).member("id", id).member("name", actor.name);
        out.member("plan", plan).member("hash", hash).end();
        return Events{new_event(event::feed_made, actor, out.take())};
    });
    CHECK(recorded);
    return FeedMade{id, token};
}

Status Registry::Notices::revoke_feed(const Actor& actor, std::string_view id) {
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        for (const auto& feed : newest.notices.feeds_of(actor.name)) {
            if (feed->id != id) continue;
            JsonWriter out;
            out.object()
                .member("v", state::payload_version)
                .member("id", id)
                .member("name", actor.name)
                .end();
            return Events{new_event(event::feed_revoked, actor, out.take())};
        }
        return fail(
            Fault::not_found, "feed-unknown", {"沒有這個行事曆訂閱", "There is no such calendar feed"},
            {"可能已經撤銷；請重新列出", "It may be revoked already; list them again"}, std::string(id));
    });
}

}  // namespace gangmu::services
