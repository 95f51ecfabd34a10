// Tokens of programs: made, revoked, recognised.
#include "auth/token.hpp"
#include "services/parts.hpp"
#include "state/calendar.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

using auth::Action;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t most_tokens = 50;  // of one account

Status may_change(const Actor& actor, std::string_view account, const state::Snapshot& snapshot) {
    if (actor.anybody() && !actor.local && actor.name == account) return {};
    return auth::allow(actor, Action::manage_accounts, snapshot);
}

Status acceptable(const NewToken& wanted, const std::string& today) {
    if (wanted.label.empty())
        return fail(Fault::invalid, "token-label", {"請說明這個權杖的用途", "Say what the token is for"},
                    {"例如「月報上傳程式」；日後要撤銷時才認得出來",
                     "Such as \"monthly upload\": it is known by that when it is to be revoked"},
                    "label");
    CHECK(check_text(wanted.label, "label"));
    if (wanted.until.empty()) return {};
    if (!state::is_date(wanted.until))
        return fail(Fault::invalid, "date-invalid", {"日期格式不正確", "This is not a date"},
                    {"請以 2026-12-31 的形式表示", "Write it as 2026-12-31"}, wanted.until);
    if (wanted.until < today)
        return fail(Fault::invalid, "date-past", {"到期日已過", "The last day has passed"},
                    {"請給今天以後的日期，或不給", "Give a day to come, or none"}, wanted.until);
    return {};
}

}  // namespace

Result<MadeToken> Registry::create_token(const Actor& actor, const NewToken& wanted) {
    CHECK(may_change(actor, wanted.account, *parts_->now()));
    CHECK(acceptable(wanted, state::day_of(ledger::clock_us())));
    const std::string token = auth::random_api_token();
    const std::string hash = auth::token_hash(token);
    const std::string id = "t-" + hash.substr(0, 12);
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(may_change(actor, wanted.account, newest));
        if (newest.account(wanted.account) == nullptr) return account_unknown(wanted.account);
        if (state::tokens_of(newest.tokens, wanted.account).size() >= most_tokens)
            return fail(Fault::conflict, "token-many",
                        {"這個帳號的權杖太多了", "The account has too many tokens"},
                        {"請先撤銷不用的", "Revoke those that are not used"}, wanted.account);
        JsonWriter out;
        out.object().member("v", state::payload_version).member("name", wanted.account).member("id", id);
        out.member("label", wanted.label).member("hash", hash).member("until", wanted.until).end();
        return Events{new_event(state::event::token_created, actor, out.take())};
    });
    CHECK(recorded);
    return MadeToken{token, id};
}

Status Registry::revoke_token(const Actor& actor, std::string_view account, std::string_view id) {
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(may_change(actor, account, newest));
        bool there = false;
        for (const auto& token : state::tokens_of(newest.tokens, account))
            there |= token->id == id;
        if (!there)
            return fail(
                Fault::not_found, "token-unknown", {"這個帳號沒有這個權杖", "The account has no such token"},
                {"可能已經撤銷；請重新列出", "It may be revoked already; list them again"}, std::string(id));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("name", account).member("id", id).end();
        return Events{new_event(state::event::token_revoked, actor, out.take())};
    });
    CHECK(recorded);
    parts_->tokens_used->forget(id);
    return {};
}

std::int64_t Registry::token_last_used(std::string_view id) const {
    return parts_->tokens_used->of(id);
}

std::optional<Authenticated> Registry::Parts::authenticate_program(std::string_view text) const {
    const auto snapshot = now();
    const auto* found = snapshot->tokens.find(auth::token_hash(text));
    if (found == nullptr) return std::nullopt;
    const state::Token& token = **found;
    const std::int64_t now_us = ledger::clock_us();
    if (!token.until.empty() && state::day_of(now_us) > token.until) return std::nullopt;
    const auto* account = snapshot->account(token.account);
    if (account == nullptr || account->disabled) return std::nullopt;
    tokens_used->mark(token.id, now_us / 1'000'000);
    return Authenticated{actor_of(*account), {}, token.id};
}

}  // namespace gangmu::services
