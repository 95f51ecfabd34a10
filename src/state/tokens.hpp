// Keys with which programs read and write in an account's name, by the SHA-256 of what is sent: the token
// itself is 256 random bits, shown once to who made it, and kept nowhere. Their events (each a JSON object
// with "v": 1):
//
//   token.created  {"name": account,"id","label","hash","until": ISO date or ""}
//   token.revoked  {"name","id"}
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/persistent_map.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::state {

struct Token {
    std::string id;  // "t-" and the first twelve digits of the hash: to name it by
    std::string account;
    std::string label;  // what it is for, in its maker's words
    std::string hash;
    std::string until;  // the last day on which it is good, in Taipei; empty: until it is revoked
    ledger::Sequence seq = 0;
    std::int64_t created_us = 0;
    std::string by;
};

using Tokens = PersistentMap<std::string, std::shared_ptr<const Token>>;  // by hash

namespace event {
inline constexpr std::string_view token_created = "token.created";
inline constexpr std::string_view token_revoked = "token.revoked";
}  // namespace event

bool is_token_event(std::string_view type);

// False: the event does not fit what is there (nothing was changed then).
bool fold_token(Tokens& tokens, const ledger::Event& event, const json::object& payload);

std::optional<Message> token_summary(std::string_view type, const json::object& payload);

// An account's, in the order they were made.
std::vector<std::shared_ptr<const Token>> tokens_of(const Tokens& tokens, std::string_view account);

void write(JsonWriter& out, const Tokens& tokens);  // for a checkpoint
Tokens read_tokens(const json::array& all);

}  // namespace gangmu::state
