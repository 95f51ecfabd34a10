// Commands about notices: how an account hears of things, the mail server, webhooks, calendar feeds. As all
// commands: right → validation against the newest state → events in one durable commit → folded → published.
// Threads: any. A handle: it must not outlive the registry.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "notices/transport.hpp"
#include "services/registry.hpp"
#include "state/notice_events.hpp"

namespace gangmu::services {

struct WebhookSet {
    std::string id;
    std::string
        key;  // of its signatures: shown when it is made or renewed, kept from then on in the outbox only
};

struct FeedMade {
    std::string id;
    std::string token;  // the secret part of its address; kept nowhere
};

class Registry::Notices {
  public:
    explicit Notices(Registry& registry) : registry_(registry) {}

    // One's own, or with manage_accounts anybody's. Errors: account-unknown, email-invalid, notice-hour.
    Status choose(const Actor& actor, std::string_view account, const state::NoticeChoice& choice);

    // With change_settings. Errors: mail-server, mail-plain-password, email-invalid, base-url. `password`:
    // nothing leaves it.
    Status set_mail(const Actor& actor, const state::MailSettings& mail,
                    const std::optional<std::string>& password);
    // What is in force: the command line's before the settings'. Nothing: no e-mail is sent.
    std::optional<notices::MailServer> mail_server() const;
    bool mail_from_command_line() const;
    std::string base_url() const;  // without a slash at its end; empty: not known
    // Sends a letter at once, to oneself or to whom is said. Errors: mail-none, mail-failed (with what the
    // server said), email-invalid.
    Status try_mail(const Actor& actor, const std::string& to);

    // With change_settings. An empty id makes a new one. Errors: webhook-url, webhook-unknown, webhook-many.
    Result<WebhookSet> set_webhook(const Actor& actor, state::Webhook webhook, bool new_key);
    Status remove_webhook(const Actor& actor, std::string_view id);
    Status try_webhook(const Actor& actor, std::string_view id);  // a notice of kind "test" goes to it

    // One's own. Errors: plan-unknown, feed-many, feed-unknown.
    Result<FeedMade> make_feed(const Actor& actor, std::string_view plan);
    Status revoke_feed(const Actor& actor, std::string_view id);

  private:
    Status may_set(const Actor& actor) const;
    Registry& registry_;
};

}  // namespace gangmu::services
