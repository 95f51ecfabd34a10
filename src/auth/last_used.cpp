#include "auth/last_used.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/json.hpp"

namespace gangmu::auth {
namespace {

constexpr std::size_t kLargestFile = 16U << 20;
constexpr std::int64_t kSaveEvery_s = 300;

}  // namespace

LastUsed::LastUsed(std::filesystem::path file) : file_(std::move(file)) {
    load();
}

LastUsed::~LastUsed() {
    std::lock_guard lock(mutex_);
    if (changed_) save();
}

void LastUsed::mark(std::string_view id, std::int64_t now_s) {
    std::lock_guard lock(mutex_);
    auto it = used_.find(id);
    if (it == used_.end()) it = used_.emplace(std::string(id), 0).first;
    if (it->second >= now_s) return;
    it->second = now_s;
    changed_ = true;
    if (now_s - saved_s_ > kSaveEvery_s) {
        saved_s_ = now_s;
        save();
    }
}

std::int64_t LastUsed::of(std::string_view id) const {
    std::lock_guard lock(mutex_);
    const auto it = used_.find(id);
    return it == used_.end() ? 0 : it->second;
}

void LastUsed::forget(std::string_view id) {
    std::lock_guard lock(mutex_);
    const auto it = used_.find(id);
    if (it == used_.end()) return;
    used_.erase(it);
    changed_ = true;
}

void LastUsed::save() {
    JsonWriter out;
    out.object();
    for (const auto& [id, when] : used_)
        out.member(id, when);
    out.end();
    if (write_file(file_, out.take(), 0600)) changed_ = false;
}

void LastUsed::load() {
    const auto bytes = read_file(file_, kLargestFile);
    if (!bytes) return;
    const auto tree = parse_json(*bytes);
    if (!tree || !tree->is_object()) return;
    for (const auto& [id, when] : tree->get_object())
        if (when.is_int64()) used_.emplace(std::string(std::string_view(id)), when.get_int64());
}

}  // namespace gangmu::auth
