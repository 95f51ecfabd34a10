// What is set about notices, as one persistent value: where each account wants to hear of things, the mail
// server, the webhooks, and the secret addresses of calendar feeds (by the SHA-256 of their token). Passwords
// and signing keys are no part of it: they never enter the ledger (notices/outbox.hpp keeps them). Events,
// each a JSON object with "v": 1:
//
//   account.notices  {"name","email","digest":"now"|"daily"|"off","hour","language":"zh"|"en"}
//   mail.set         {"base_url","server","user","from"}          server: "" means no e-mail
//   webhook.set      {"id","url","kinds":[beginnings of kinds],"off"}
//   webhook.removed  {"id"}
//   feed.made        {"id","name": account,"plan" ("": all that concerns the account),"hash"}
//   feed.revoked     {"id","name"}
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/persistent_map.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::state {

enum class Digest : std::uint8_t { now, daily, off };
std::string_view to_string(Digest digest);
std::optional<Digest> parse_digest(std::string_view name);

struct NoticeChoice {
    std::string email;  // empty: none
    Digest digest = Digest::now;
    int hour = 8;  // of the daily one, in Taipei
    bool english = false;

    bool operator==(const NoticeChoice&) const = default;
};

struct MailSettings {
    std::string base_url;  // of the page, before every link: https://gangmu.example.gov.tw
    std::string server;    // smtp://host:port (STARTTLS), smtps://host:port, smtp+plain://host:port
    std::string user, from;
    ledger::Sequence version = 0;
};

struct Webhook {
    std::string id;  // w-…
    std::string url;
    std::vector<std::string> kinds;  // beginnings: "report." or "alert."; empty: all
    bool off = false;
    ledger::Sequence version = 0;
};

struct Feed {
    std::string id;  // f-…
    std::string account;
    std::string plan;  // empty: all that concerns the account
    std::string hash;
    ledger::Sequence seq = 0;
    std::int64_t created_us = 0;
};

struct NoticeSettings {
    PersistentMap<std::string, NoticeChoice> choices;  // by account
    MailSettings mail;
    PersistentMap<std::string, std::shared_ptr<const Webhook>> webhooks;
    PersistentMap<std::string, std::shared_ptr<const Feed>> feeds;  // by hash

    NoticeChoice choice(std::string_view account) const;
    std::vector<std::shared_ptr<const Feed>> feeds_of(std::string_view account) const;
};

namespace event {
inline constexpr std::string_view account_notices = "account.notices";
inline constexpr std::string_view mail_set = "mail.set";
inline constexpr std::string_view webhook_set = "webhook.set";
inline constexpr std::string_view webhook_removed = "webhook.removed";
inline constexpr std::string_view feed_made = "feed.made";
inline constexpr std::string_view feed_revoked = "feed.revoked";
}  // namespace event

bool is_notice_event(std::string_view type);
// False: the event does not fit what is there (nothing was changed then).
bool fold_notice(NoticeSettings& settings, const ledger::Event& event, const json::object& payload);
std::optional<Message> notice_summary(std::string_view type, const json::object& payload);

void write(JsonWriter& out, const NoticeSettings& settings);  // for a checkpoint
NoticeSettings read_notice_settings(const json::object& all);

}  // namespace gangmu::state
