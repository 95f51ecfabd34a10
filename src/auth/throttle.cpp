#include "auth/throttle.hpp"

#include <algorithm>

namespace gangmu::auth {

std::int64_t Throttle::wait(const std::string& key, int free, std::int64_t now) const {
    const auto found = failures_.find(key);
    if (found == failures_.end() || now - found->second.last >= forgiven) return 0;
    const int over = found->second.count - free;
    if (over < 0) return 0;
    const std::int64_t pause = std::min<std::int64_t>(longest, std::int64_t{1} << std::min(over, 20));
    return std::max<std::int64_t>(0, found->second.last + pause - now);
}

Status Throttle::check(std::string_view account, std::string_view address, std::int64_t now) const {
    std::lock_guard lock(mutex_);
    const auto seconds = std::max(wait("n" + std::string(account), free_account, now),
                                  wait("a" + std::string(address), free_address, now));
    if (seconds == 0) return {};
    return fail(
        Fault::unavailable, "auth-throttled", {"登入失敗次數過多", "Too many failed sign-ins"},
        {"請於 " + std::to_string(seconds) + " 秒後再試", "Try again in " + std::to_string(seconds) + " s"},
        std::to_string(seconds));
}

void Throttle::failed(std::string_view account, std::string_view address, std::int64_t now) {
    std::lock_guard lock(mutex_);
    if (failures_.size() >= max_kept)
        for (auto each = failures_.begin(); each != failures_.end();)
            each = now - each->second.last >= forgiven ? failures_.erase(each) : std::next(each);
    if (failures_.size() >= max_kept) failures_.clear();  // a flood of names; the addresses come back at once
    for (const auto& key : {"n" + std::string(account), "a" + std::string(address)}) {
        auto& failures = failures_[key];
        failures.count = now - failures.last >= forgiven ? 1 : failures.count + 1;
        failures.last = now;
    }
}

void Throttle::succeeded(std::string_view account, std::string_view address) {
    std::lock_guard lock(mutex_);
    failures_.erase("n" + std::string(account));
    failures_.erase("a" + std::string(address));
}

}  // namespace gangmu::auth
