// When things were last used (the tokens of programs), by their ids, in seconds since 1970. No part of the
// ledger: it changes with every request and nobody needs its history. Kept in one small file; after a crash a
// time may be a few minutes old. Threads: any.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace gangmu::auth {

class LastUsed {
  public:
    explicit LastUsed(std::filesystem::path file);  // read if it is there
    ~LastUsed();                                    // written if something has changed

    void mark(std::string_view id, std::int64_t now_s);
    std::int64_t of(std::string_view id) const;  // 0: never, or not known
    void forget(std::string_view id);

  private:
    void save();  // with mutex_ held; a file that cannot be written is tried again with the next mark
    void load();

    const std::filesystem::path file_;
    mutable std::mutex mutex_;
    std::map<std::string, std::int64_t, std::less<>> used_;
    std::int64_t saved_s_ = 0;
    bool changed_ = false;
};

}  // namespace gangmu::auth
