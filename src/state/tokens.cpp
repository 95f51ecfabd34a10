#include "state/tokens.hpp"

#include <algorithm>

#include "state/payload.hpp"

namespace gangmu::state {

bool is_token_event(std::string_view type) {
    return type == event::token_created || type == event::token_revoked;
}

bool fold_token(Tokens& tokens, const ledger::Event& event, const json::object& payload) {
    if (event.type == event::token_created) {
        auto token = std::make_shared<Token>();
        token->id = text(payload, "id");
        token->account = text(payload, "name");
        token->label = text(payload, "label");
        token->hash = text(payload, "hash");
        token->until = text(payload, "until");
        token->seq = event.seq;
        token->created_us = event.recorded_us;
        token->by = event.actor;
        if (token->hash.size() != 64) return false;
        std::string hash = token->hash;
        tokens = tokens.set(std::move(hash), std::move(token));
        return true;
    }
    const std::string account = text(payload, "name");
    const std::string id = text(payload, "id");
    std::string hash;
    for (const auto& token : tokens_of(tokens, account))
        if (token->id == id) hash = token->hash;
    if (hash.empty()) return false;
    tokens = tokens.erase(hash);
    return true;
}

std::optional<Message> token_summary(std::string_view type, const json::object& payload) {
    if (!is_token_event(type)) return std::nullopt;
    const std::string name = text(payload, "name");
    const std::string id = text(payload, "id");
    if (type == event::token_revoked)
        return Message{"撤銷帳號 " + name + " 的存取權杖 " + id, "Revoked the token " + id + " of " + name};
    return Message{"為帳號 " + name + " 建立存取權杖「" + text(payload, "label") + "」",
                   "Made a token for " + name + ": " + text(payload, "label")};
}

std::vector<std::shared_ptr<const Token>> tokens_of(const Tokens& tokens, std::string_view account) {
    std::vector<std::shared_ptr<const Token>> out;
    tokens.each([&](const std::string&, const auto& token) {
        if (token->account == account) out.push_back(token);
    });
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->seq < b->seq; });
    return out;
}

void write(JsonWriter& out, const Tokens& tokens) {
    out.array();
    tokens.each([&](const std::string&, const auto& token) {
        out.object().member("id", token->id).member("account", token->account);
        out.member("label", token->label).member("hash", token->hash).member("until", token->until);
        out.member("seq", std::uint64_t{token->seq}).member("created", token->created_us);
        out.member("by", token->by).end();
    });
    out.end();
}

Tokens read_tokens(const json::array& all) {
    Tokens out;
    for (const auto& each : all) {
        const auto* object = each.if_object();
        if (object == nullptr) continue;
        auto token = std::make_shared<Token>();
        token->id = text(*object, "id");
        token->account = text(*object, "account");
        token->label = text(*object, "label");
        token->hash = text(*object, "hash");
        token->until = text(*object, "until");
        token->seq = number(*object, "seq");
        const auto* created = object->if_contains("created");
        token->created_us = created != nullptr && created->is_int64() ? created->get_int64() : 0;
        token->by = text(*object, "by");
        std::string hash = token->hash;
        out = out.set(std::move(hash), std::move(token));
    }
    return out;
}

}  // namespace gangmu::state
