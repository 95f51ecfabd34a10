#include "state/notice_events.hpp"

#include <algorithm>

#include "state/payload.hpp"

namespace gangmu::state {
namespace {

NoticeChoice read_choice(const json::object& object) {
    NoticeChoice out;
    out.email = text(object, "email");
    out.digest = parse_digest(text(object, "digest")).value_or(Digest::now);
    out.hour = static_cast<int>(std::min<std::uint64_t>(number(object, "hour"), 23));
    out.english = text(object, "language") == "en";
    return out;
}

void write_choice(JsonWriter& out, const NoticeChoice& choice) {
    out.member("email", choice.email).member("digest", to_string(choice.digest)).member("hour", choice.hour);
    out.member("language", choice.english ? "en" : "zh");
}

MailSettings read_mail(const json::object& object) {
    return {text(object, "base_url"), text(object, "server"), text(object, "user"), text(object, "from"),
            number(object, "version")};
}

std::shared_ptr<Webhook> read_webhook(const json::object& object) {
    auto out = std::make_shared<Webhook>();
    out->id = text(object, "id");
    out->url = text(object, "url");
    out->kinds = texts(object, "kinds");
    out->off = flag(object, "off");
    out->version = number(object, "version");
    return out;
}

std::shared_ptr<Feed> read_feed(const json::object& object) {
    auto out = std::make_shared<Feed>();
    out->id = text(object, "id");
    out->account = text(object, "name");
    out->plan = text(object, "plan");
    out->hash = text(object, "hash");
    out->seq = number(object, "seq");
    out->created_us = static_cast<std::int64_t>(number(object, "created"));
    return out;
}

}  // namespace

std::string_view to_string(Digest digest) {
    return digest == Digest::now ? "now" : digest == Digest::daily ? "daily" : "off";
}

std::optional<Digest> parse_digest(std::string_view name) {
    for (const Digest each : {Digest::now, Digest::daily, Digest::off})
        if (to_string(each) == name) return each;
    return std::nullopt;
}

NoticeChoice NoticeSettings::choice(std::string_view account) const {
    const auto* found = choices.find(account);
    return found == nullptr ? NoticeChoice() : *found;
}

std::vector<std::shared_ptr<const Feed>> NoticeSettings::feeds_of(std::string_view account) const {
    std::vector<std::shared_ptr<const Feed>> out;
    feeds.each([&](const std::string&, const auto& feed) {
        if (feed->account == account) out.push_back(feed);
    });
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->seq < b->seq; });
    return out;
}

bool is_notice_event(std::string_view type) {
    return type == event::account_notices || type == event::mail_set || type == event::webhook_set ||
           type == event::webhook_removed || type == event::feed_made || type == event::feed_revoked;
}

bool fold_notice(NoticeSettings& settings, const ledger::Event& event, const json::object& payload) {
    if (event.type == event::account_notices) {
        settings.choices = settings.choices.set(text(payload, "name"), read_choice(payload));
        return true;
    }
    if (event.type == event::mail_set) {
        settings.mail = read_mail(payload);
        settings.mail.version = event.seq;
        return true;
    }
    if (event.type == event::webhook_set) {
        auto webhook = read_webhook(payload);
        webhook->version = event.seq;
        std::string id = webhook->id;
        if (id.empty()) return false;
        settings.webhooks = settings.webhooks.set(std::move(id), std::move(webhook));
        return true;
    }
    const std::string id = text(payload, "id");
    if (event.type == event::webhook_removed) {
        if (settings.webhooks.find(id) == nullptr) return false;
        settings.webhooks = settings.webhooks.erase(id);
        return true;
    }
    if (event.type == event::feed_made) {
        auto feed = read_feed(payload);
        feed->seq = event.seq;
        feed->created_us = event.recorded_us;
        if (feed->hash.size() != 64) return false;
        std::string hash = feed->hash;
        settings.feeds = settings.feeds.set(std::move(hash), std::move(feed));
        return true;
    }
    for (const auto& feed : settings.feeds_of(text(payload, "name")))
        if (feed->id == id) {
            settings.feeds = settings.feeds.erase(feed->hash);
            return true;
        }
    return false;
}

std::optional<Message> notice_summary(std::string_view type, const json::object& payload) {
    const std::string name = text(payload, "name"), id = text(payload, "id");
    if (type == event::account_notices)
        return Message{"設定帳號 " + name + " 的通知方式", "Set how " + name + " is notified"};
    if (type == event::mail_set)
        return Message{"設定郵件伺服器與網址", "Set the mail server and the address of the page"};
    if (type == event::webhook_set)
        return Message{"設定網路掛勾 " + id + "：" + text(payload, "url"),
                       "Set the webhook " + id + ": " + text(payload, "url")};
    if (type == event::webhook_removed) return Message{"移除網路掛勾 " + id, "Removed the webhook " + id};
    if (type == event::feed_made)
        return Message{"為帳號 " + name + " 建立行事曆訂閱 " + id,
                       "Made the calendar feed " + id + " for " + name};
    if (type == event::feed_revoked)
        return Message{"撤銷帳號 " + name + " 的行事曆訂閱 " + id,
                       "Revoked the calendar feed " + id + " of " + name};
    return std::nullopt;
}

void write(JsonWriter& out, const NoticeSettings& settings) {
    out.object().key("choices").object();
    settings.choices.each([&](const std::string& account, const NoticeChoice& choice) {
        out.key(account).object();
        write_choice(out, choice);
        out.end();
    });
    const auto& mail = settings.mail;
    out.end().key("mail").object().member("base_url", mail.base_url).member("server", mail.server);
    out.member("user", mail.user)
        .member("from", mail.from)
        .member("version", std::uint64_t{mail.version})
        .end();
    out.key("webhooks").array();
    settings.webhooks.each([&](const std::string&, const auto& each) {
        out.object().member("id", each->id).member("url", each->url).key("kinds").array();
        for (const auto& kind : each->kinds)
            out.value(kind);
        out.end().member("off", each->off).member("version", std::uint64_t{each->version}).end();
    });
    out.end().key("feeds").array();
    settings.feeds.each([&](const std::string&, const auto& each) {
        out.object().member("id", each->id).member("name", each->account).member("plan", each->plan);
        out.member("hash", each->hash).member("seq", std::uint64_t{each->seq});
        out.member("created", each->created_us).end();
    });
    out.end().end();
}

NoticeSettings read_notice_settings(const json::object& all) {
    NoticeSettings out;
    if (const auto* choices = all.if_contains("choices"); choices != nullptr && choices->is_object())
        for (const auto& member : choices->get_object())
            if (member.value().is_object())
                out.choices =
                    out.choices.set(std::string(member.key()), read_choice(member.value().get_object()));
    if (const auto* mail = all.if_contains("mail"); mail != nullptr && mail->is_object())
        out.mail = read_mail(mail->get_object());
    for (const auto& each : array(all, "webhooks")) {
        if (!each.is_object()) continue;
        auto webhook = read_webhook(each.get_object());
        std::string id = webhook->id;
        out.webhooks = out.webhooks.set(std::move(id), std::move(webhook));
    }
    for (const auto& each : array(all, "feeds")) {
        if (!each.is_object()) continue;
        auto feed = read_feed(each.get_object());
        std::string hash = feed->hash;
        out.feeds = out.feeds.set(std::move(hash), std::move(feed));
    }
    return out;
}

}  // namespace gangmu::state
