// Who is signed in. Sessions are no part of the ledger: they end, and nobody needs their history. They
// survive a restart in one small file that holds hashes of tokens only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::auth {

struct SessionLimits {
    std::int64_t idle_s = 8 * 3600;           // without a request
    std::int64_t absolute_s = 7 * 24 * 3600;  // since sign-in
    std::size_t per_account = 20;             // the oldest ends when one more begins
    std::size_t all = 20'000;
};

struct Session {
    std::string account;
    std::int64_t created_s = 0;
    std::int64_t used_s = 0;
    ledger::Sequence password_seq = 0;  // of the account at sign-in: a new password ends older sessions
};

// Threads: any.
class Sessions {
  public:
    // The file is read if it is there; a damaged one means that everybody signs in again.
    explicit Sessions(std::filesystem::path file, SessionLimits limits = {});

    // The token for the cookie; it is not kept. Errors: those of write_file.
    Result<std::string> begin(const std::string& account, ledger::Sequence password_seq, std::int64_t now_s);
    // Whose it is, if it is good; marks it as used now.
    std::optional<Session> find(std::string_view token, std::int64_t now_s);
    Status end(std::string_view token);
    Status end_all(std::string_view account);
    std::size_t size() const;
    // When the newest session of this account began (0: it has none).
    std::int64_t last_sign_in(std::string_view account) const;

  private:
    bool expired(const Session& session, std::int64_t now_s) const;
    void make_room(const std::string& account, std::int64_t now_s);
    Status save();  // with mutex_ held
    void load();

    const std::filesystem::path file_;
    const SessionLimits limits_;
    mutable std::mutex mutex_;
    std::map<std::string, Session, std::less<>> sessions_;  // by token_hash
    std::int64_t saved_s_ = 0;
};

}  // namespace gangmu::auth
