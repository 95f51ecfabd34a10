#include "auth/sessions.hpp"

#include <algorithm>

#include "auth/token.hpp"
#include "base/file.hpp"
#include "base/json.hpp"

namespace gangmu::auth {
namespace {

constexpr std::size_t kLargestFile = 16U << 20;
constexpr std::int64_t kSaveUsedEvery_s = 300;  // "used" times may be this old after a crash

}  // namespace

Sessions::Sessions(std::filesystem::path file, SessionLimits limits)
    : file_(std::move(file)), limits_(limits) {
    load();
}

bool Sessions::expired(const Session& session, std::int64_t now_s) const {
    return now_s - session.used_s > limits_.idle_s || now_s - session.created_s > limits_.absolute_s;
}

void Sessions::make_room(const std::string& account, std::int64_t now_s) {
    std::erase_if(sessions_, [&](const auto& entry) { return expired(entry.second, now_s); });
    const auto drop_oldest = [&](auto&& among) {
        auto oldest = sessions_.end();
        for (auto it = sessions_.begin(); it != sessions_.end(); ++it)
            if (among(it->second) && (oldest == sessions_.end() || it->second.used_s < oldest->second.used_s))
                oldest = it;
        if (oldest != sessions_.end()) sessions_.erase(oldest);
    };
    const auto own = std::count_if(sessions_.begin(), sessions_.end(),
                                   [&](const auto& entry) { return entry.second.account == account; });
    if (static_cast<std::size_t>(own) >= limits_.per_account)
        drop_oldest([&](const Session& session) { return session.account == account; });
    if (sessions_.size() >= limits_.all) drop_oldest([](const Session&) { return true; });
}

Result<std::string> Sessions::begin(const std::string& account, ledger::Sequence password_seq,
                                    std::int64_t now_s) {
    const std::string token = random_token();
    std::lock_guard lock(mutex_);
    make_room(account, now_s);
    sessions_[token_hash(token)] = {account, now_s, now_s, password_seq};
    saved_s_ = now_s;
    CHECK(save());
    return token;
}

std::optional<Session> Sessions::find(std::string_view token, std::int64_t now_s) {
    const std::string hash = token_hash(token);
    std::lock_guard lock(mutex_);
    const auto it = sessions_.find(hash);
    if (it == sessions_.end()) return std::nullopt;
    if (expired(it->second, now_s)) {
        sessions_.erase(it);
        return std::nullopt;
    }
    it->second.used_s = std::max(it->second.used_s, now_s);
    if (now_s - saved_s_ > kSaveUsedEvery_s) {
        saved_s_ = now_s;
        (void)save();  // a lost "used" time only ends a session early
    }
    return it->second;
}

Status Sessions::end(std::string_view token) {
    std::lock_guard lock(mutex_);
    if (sessions_.erase(token_hash(token)) == 0) return {};
    return save();
}

Status Sessions::end_all(std::string_view account) {
    std::lock_guard lock(mutex_);
    if (std::erase_if(sessions_, [&](const auto& entry) { return entry.second.account == account; }) == 0)
        return {};
    return save();
}

std::size_t Sessions::size() const {
    std::lock_guard lock(mutex_);
    return sessions_.size();
}

std::int64_t Sessions::last_sign_in(std::string_view account) const {
    std::lock_guard lock(mutex_);
    std::int64_t last = 0;
    for (const auto& [hash, session] : sessions_)
        if (session.account == account) last = std::max(last, session.created_s);
    return last;
}

Status Sessions::save() {
    JsonWriter out;
    out.object().key("sessions").array();
    for (const auto& [hash, session] : sessions_)
        out.object()
            .member("hash", hash)
            .member("account", session.account)
            .member("created", session.created_s)
            .member("used", session.used_s)
            .member("password", session.password_seq)
            .end();
    out.end().end();
    return write_file(file_, out.take(), 0600);
}

void Sessions::load() {
    const auto bytes = read_file(file_, kLargestFile);
    if (!bytes) return;
    const auto tree = parse_json(*bytes);
    if (!tree || !tree->is_object()) return;
    const json::value* list = tree->get_object().if_contains("sessions");
    if (!list || !list->is_array()) return;
    for (const auto& item : list->get_array()) {
        const json::object* object = item.if_object();
        if (!object) continue;
        const auto text = [&](const char* key) {
            const json::value* value = object->if_contains(key);
            return value && value->is_string() ? std::string(value->get_string()) : std::string();
        };
        const auto number = [&](const char* key) {
            const json::value* value = object->if_contains(key);
            return value && value->is_int64() ? value->get_int64() : 0;
        };
        const std::string hash = text("hash");
        if (hash.size() != 64) continue;
        sessions_[hash] = {text("account"), number("created"), number("used"),
                           static_cast<ledger::Sequence>(number("password"))};
    }
}

}  // namespace gangmu::auth
