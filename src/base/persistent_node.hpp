// What the persistent containers share: nodes with a count of references inside them.
// A node that is reachable from several values is never changed; one that a single value owns may be edited
// in place. unique() tells them apart. Threads: counts are atomic, so nodes may be shared and released
// anywhere.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace gangmu::persistent {

struct Counted {
    std::atomic<std::uint32_t> references{1};

    void retain() noexcept { references.fetch_add(1, std::memory_order_relaxed); }
    // True for the last reference: the caller destroys the node.
    [[nodiscard]] bool release() noexcept { return references.fetch_sub(1, std::memory_order_acq_rel) == 1; }
    // Acquire: what other threads did with the node before they let it go is seen before we edit it.
    bool unique() const noexcept { return references.load(std::memory_order_acquire) == 1; }
};

// Destroys the items of a half-built array when a copy constructor throws.
template <class T>
class ArrayGuard {
  public:
    explicit ArrayGuard(T* items) : items_(items) {}
    ArrayGuard(const ArrayGuard&) = delete;
    ArrayGuard& operator=(const ArrayGuard&) = delete;
    ~ArrayGuard() {
        for (; count_ > 0; --count_)
            items_[count_ - 1].~T();
    }
    template <class... Args>
    void add(Args&&... args) {
        new (items_ + count_) T(std::forward<Args>(args)...);
        ++count_;
    }
    std::uint32_t count() const { return count_; }
    void keep() { count_ = 0; }

  private:
    T* items_;
    std::uint32_t count_ = 0;
};

}  // namespace gangmu::persistent
