#include "state/contents.hpp"

namespace gangmu::state {

Result<ContentPtr> Contents::load(const std::string& sha256) {
    std::uint64_t forgotten = 0;
    {
        std::lock_guard lock(mutex_);
        forgotten = forgotten_;
        const auto found = known_.find(sha256);
        if (found != known_.end())
            if (auto content = found->second.lock()) return content;
    }
    auto text = blob_(sha256);
    if (!text) {
        if (text.error().code == "blob-erased") return ContentPtr();
        return std::move(text).error();
    }
    TRY(auto content, read_content(*text));
    std::lock_guard lock(mutex_);
    if (forgotten == forgotten_) known_[sha256] = content;
    return content;
}

void Contents::remember(const std::string& sha256, const ContentPtr& content) {
    std::lock_guard lock(mutex_);
    known_[sha256] = content;
}

void Contents::forget_all() {
    std::lock_guard lock(mutex_);
    known_.clear();
    ++forgotten_;
}

}  // namespace gangmu::state
