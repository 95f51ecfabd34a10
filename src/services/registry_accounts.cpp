// Commands about accounts, the register of agencies, and settings; signing in.
#include <algorithm>

#include "auth/token.hpp"
#include "services/parts.hpp"
#include "state/calendar.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using auth::Action;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t max_names = 100;

JsonWriter& begin(JsonWriter& out, std::string_view name) {
    return out.object().member("v", state::payload_version).member("name", name);
}

// Whether somebody who may manage accounts would be left without this one.
bool last_administrator(const state::Snapshot& snapshot, std::string_view name) {
    const auto administers = [](const state::Account& account) {
        return !account.disabled &&
               std::any_of(account.grants.begin(), account.grants.end(), [](const auto& grant) {
                   return grant.role == state::Role::admin && grant.agency.empty();
               });
    };
    const auto* account = snapshot.account(name);
    if (account == nullptr || !administers(*account)) return false;
    bool other = false;
    snapshot.accounts.each(
        [&](const std::string& key, const auto& each) { other |= key != name && administers(*each); });
    return !other;
}

Error keep_administrator(std::string_view name) {
    return fail(Fault::conflict, "account-last-admin",
                {"至少要保留一位管理者", "There must stay one administrator"},
                {"請先授予他人管理者角色", "Make somebody else an administrator first"}, std::string(name));
}

}  // namespace

Status check_account_name(std::string_view name) {
    const bool good =
        name.size() >= 2 && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
                   c == '@';
        });
    if (good && name != "system") return {};
    return fail(Fault::invalid, "account-name", {"帳號名稱不合格式", "This is no account name"},
                {"請用 2 至 64 個小寫英文字母、數字或 . _ - @", "Use 2 to 64 of a-z 0-9 . _ - @"},
                std::string(name));
}

Error account_unknown(std::string_view name) {
    return fail(Fault::not_found, "account-unknown", {"查無此帳號", "There is no such account"},
                {"執行 gangmu account list 或在管理頁查看所有帳號",
                 "gangmu account list, or the page of the administrator, shows all accounts"},
                std::string(name));
}

Status check_text(std::string_view text, std::string_view field) {
    constexpr std::size_t longest = 200;
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        return fail(Fault::invalid, "text-control",
                    {"文字中有換行或控制字元", "The text has line breaks or control characters"},
                    {"請改成一行一般文字", "Make it one line of plain text"}, std::string(field));
    if (text.size() <= longest) return {};
    return fail(Fault::too_large, "text-long", {"文字過長", "The text is too long"},
                {"請縮短至 200 位元組（約 66 個中文字）以內", "Keep it under 200 bytes"}, std::string(field));
}

Actor actor_of(const state::Account& account) {
    return {account.name, account.display, account.grants, false};
}

std::optional<Registry::FirstAdministrator> Registry::take_first_administrator() {
    std::lock_guard lock(parts_->first_mutex);
    return std::exchange(parts_->first, std::nullopt);
}

Result<SignedIn> Registry::sign_in(std::string_view name, std::string_view password,
                                   std::string_view address) {
    const std::int64_t now = ledger::clock_us() / 1'000'000;
    const std::string key(name.substr(0, 64));
    CHECK(parts_->throttle.check(key, address, now));
    const Error wrong =
        fail(Fault::unauthenticated, "auth-wrong", {"帳號或密碼不正確", "The name or the password is wrong"},
             {"請留意大小寫；忘記密碼請洽管理者重設",
              "Mind capital letters; an administrator can give a new password"});
    const auto snapshot = parts_->now();
    const auto* account = snapshot->account(name);
    if (account == nullptr || password.size() > auth::longest_password) {
        CHECK(parts_->passwords.waste());
        parts_->throttle.failed(key, address, now);
        return wrong;
    }
    TRY(const bool good, parts_->passwords.verify(password, account->password_hash));
    if (!good) {
        parts_->throttle.failed(key, address, now);
        return wrong;
    }
    parts_->throttle.succeeded(key, address);
    if (account->disabled)
        return fail(Fault::forbidden, "auth-disabled", {"帳號已停用", "The account is disabled"},
                    {"請洽管理者", "Ask an administrator"}, account->name);
    TRY(const std::string token, parts_->sessions->begin(account->name, account->password_seq, now));
    parts_->accounts_used->mark(account->name, now);
    return SignedIn{token, auth::csrf_of(token), actor_of(*account)};
}

void Registry::sign_out(std::string_view token) {
    // A session that could not be taken out of the file has ended in memory, and ends there by its age.
    static_cast<void>(parts_->sessions->end(token));
}

std::optional<Authenticated> Registry::authenticate(std::string_view token) const {
    if (auth::is_api_token(token)) return parts_->authenticate_program(token);
    const auto session = parts_->sessions->find(token, ledger::clock_us() / 1'000'000);
    if (!session) return std::nullopt;
    const auto snapshot = parts_->now();
    const auto* account = snapshot->account(session->account);
    if (account == nullptr || account->disabled || account->password_seq != session->password_seq)
        return std::nullopt;
    return Authenticated{actor_of(*account), auth::csrf_of(token), {}};
}

std::int64_t Registry::last_sign_in(std::string_view name) const {
    return std::max(parts_->sessions->last_sign_in(name), parts_->accounts_used->of(name));
}

Result<std::string> Registry::create_account(const Actor& actor, const NewAccount& account) {
    CHECK(auth::allow(actor, Action::manage_accounts, *parts_->now()));
    CHECK(check_account_name(account.name));
    CHECK(check_text(account.display, "display"));
    std::string password = account.password, hash = account.hash;
    if (hash.empty()) {
        if (password.empty()) password = auth::random_password();
        CHECK(auth::acceptable_password(password, account.name));
        TRY(hash, parts_->passwords.hash(password));
    }
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::manage_accounts, newest));
        if (newest.account(account.name) != nullptr)
            return fail(Fault::conflict, "account-exists", {"帳號已存在", "The account exists already"}, {},
                        account.name);
        JsonWriter out;
        begin(out, account.name).member("display", account.display).member("password", hash);
        out.key("roles").array();
        for (const auto& grant : account.roles)
            out.object().member("role", state::to_string(grant.role)).member("agency", grant.agency).end();
        out.end().end();
        return Events{new_event(event::account_created, actor, out.take())};
    });
    CHECK(recorded);
    return password;
}

Status Registry::change_own_password(const Actor& actor, std::string_view old_password,
                                     std::string_view new_password) {
    const std::int64_t now = ledger::clock_us() / 1'000'000;
    const auto snapshot = parts_->now();
    const auto* account = snapshot->account(actor.name);
    if (account == nullptr) return account_unknown(actor.name);
    CHECK(auth::acceptable_password(new_password, actor.name));
    CHECK(parts_->throttle.check(actor.name, "", now));
    TRY(const bool good, parts_->passwords.verify(old_password, account->password_hash));
    if (!good) {
        parts_->throttle.failed(actor.name, "", now);
        return fail(
            Fault::forbidden, "auth-wrong", {"舊密碼不正確", "The old password is wrong"},
            {"請再輸入一次；忘記時請洽管理者重設", "Type it again; an administrator can give a new one"},
            "old");
    }
    TRY(const std::string hash, parts_->passwords.hash(new_password));
    const Status recorded = parts_->record([&](const state::Snapshot&) -> Result<Events> {
        JsonWriter out;
        begin(out, actor.name).member("password", hash).end();
        return Events{new_event(event::account_password, actor, out.take())};
    });
    CHECK(recorded);
    return parts_->sessions->end_all(actor.name);
}

Result<std::string> Registry::reset_password(const Actor& actor, std::string_view name) {
    CHECK(auth::allow(actor, Action::manage_accounts, *parts_->now()));
    const std::string password = auth::random_password();
    TRY(const std::string hash, parts_->passwords.hash(password));
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::manage_accounts, newest));
        if (newest.account(name) == nullptr) return account_unknown(name);
        JsonWriter out;
        begin(out, name).member("password", hash).end();
        return Events{new_event(event::account_password, actor, out.take())};
    });
    CHECK(recorded);
    CHECK(parts_->sessions->end_all(name));
    return password;
}

Status Registry::rename_account(const Actor& actor, std::string_view name, std::string_view display) {
    CHECK(check_text(display, "display"));
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        if (actor.name != name) CHECK(auth::allow(actor, Action::manage_accounts, newest));
        if (newest.account(name) == nullptr) return account_unknown(name);
        JsonWriter out;
        begin(out, name).member("display", display).end();
        return Events{new_event(event::account_changed, actor, out.take())};
    });
    return recorded;
}

Status Registry::disable_account(const Actor& actor, std::string_view name, bool disabled) {
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::manage_accounts, newest));
        const auto* account = newest.account(name);
        if (account == nullptr) return account_unknown(name);
        if (account->disabled == disabled) return Events();
        if (disabled && last_administrator(newest, name)) return keep_administrator(name);
        JsonWriter out;
        begin(out, name).member("disabled", disabled).end();
        return Events{new_event(event::account_disabled, actor, out.take())};
    });
    CHECK(recorded);
    return disabled ? parts_->sessions->end_all(name) : Status();
}

namespace {

std::string grant_payload(std::string_view name, const state::Grant& grant) {
    JsonWriter out;
    begin(out, name).member("role", state::to_string(grant.role)).member("agency", grant.agency).end();
    return out.take();
}

bool has(const state::Account& account, const state::Grant& grant) {
    return std::find(account.grants.begin(), account.grants.end(), grant) != account.grants.end();
}

}  // namespace

Status Registry::grant(const Actor& actor, std::string_view name, const state::Grant& grant) {
    CHECK(check_text(grant.agency, "agency"));
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::manage_accounts, newest));
        const auto* account = newest.account(name);
        if (account == nullptr) return account_unknown(name);
        if (has(*account, grant)) return Events();
        return Events{new_event(event::role_granted, actor, grant_payload(name, grant))};
    });
    return recorded;
}

Status Registry::revoke(const Actor& actor, std::string_view name, const state::Grant& grant) {
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::manage_accounts, newest));
        const auto* account = newest.account(name);
        if (account == nullptr) return account_unknown(name);
        if (!has(*account, grant)) return Events();
        if (grant.role == state::Role::admin && grant.agency.empty() && last_administrator(newest, name))
            return keep_administrator(name);
        return Events{new_event(event::role_revoked, actor, grant_payload(name, grant))};
    });
    return recorded;
}

Status Registry::register_agency(const Actor& actor, const state::Agency& agency) {
    if (agency.name.empty())
        return fail(Fault::invalid, "agency-name", {"請填寫機關名稱", "The agency's name is missing"}, {},
                    "name");
    if (agency.names.size() > max_names)
        return fail(Fault::too_large, "agency-names", {"名稱過多", "Too many names"},
                    {"一個機關最多 100 個別名", "An agency has 100 at most"}, "names");
    for (const auto* text : {&agency.name, &agency.parent, &agency.successor})
        CHECK(check_text(*text, "agency"));
    for (const auto* date : {&agency.from, &agency.to})
        if (!date->empty() && !state::is_date(*date))
            return fail(Fault::invalid, "date-invalid", {"日期格式不正確", "This is not a date"},
                        {"請以 2024-12-31 的形式表示", "Write it as 2024-12-31"}, *date);
    JsonWriter out;
    begin(out, agency.name).member_if("parent", agency.parent).member_if("from", agency.from);
    out.member_if("to", agency.to).member_if("successor", agency.successor).key("names").array();
    for (const auto& each : agency.names) {
        CHECK(check_text(each.name, "names"));
        out.object().member("name", each.name).member_if("from", each.from).member_if("to", each.to).end();
    }
    out.end().end();
    const std::string payload = out.take();
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_register, newest));
        std::string above = agency.parent;
        for (int depth = 0; !above.empty(); ++depth) {
            if (above == agency.name || depth > 16)
                return fail(Fault::invalid, "agency-cycle",
                            {"機關不能隸屬於自己", "An agency cannot stand under itself"}, {}, agency.name);
            const auto* entry = newest.agency(above);
            above = entry == nullptr ? std::string() : entry->parent;
        }
        return Events{new_event(event::agency_registered, actor, payload)};
    });
    return recorded;
}

Status Registry::remove_agency(const Actor& actor, std::string_view name) {
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_register, newest));
        if (newest.agencies.find(name) == nullptr)
            return fail(Fault::not_found, "agency-unknown", {"查無此機關", "There is no such agency"}, {},
                        std::string(name));
        JsonWriter out;
        begin(out, name).end();
        return Events{new_event(event::agency_removed, actor, out.take())};
    });
    return recorded;
}

Status Registry::change_settings(const Actor& actor, const json::object& changes) {
    json::object payload;
    payload["v"] = state::payload_version;
    for (const auto& [key, value] : changes) {
        const bool good = (key == "public_reading" && value.is_bool()) ||
                          (key == "rules_off" && value.is_array() &&
                           std::all_of(value.get_array().begin(), value.get_array().end(),
                                       [](const json::value& each) { return each.is_string(); }));
        if (!good)
            return fail(
                Fault::invalid, "settings-unknown",
                {"沒有這項設定，或值的型別不對", "There is no such setting, or its value is of another type"},
                {}, std::string(key));
        payload[key] = value;
    }
    const std::string text = print_json(payload);
    const Status recorded = parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::change_settings, newest));
        return Events{new_event(event::settings_changed, actor, text)};
    });
    return recorded;
}

}  // namespace gangmu::services
