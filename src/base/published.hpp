// published<T>: the one place where readers and the writer meet. The writer replaces the value; a reader
// takes a reference to the present one and keeps it for as long as it likes. Threads: any. A mutex around
// shared_ptr, because ThreadSanitizer rejects libstdc++'s atomic<shared_ptr>; it is held for a pointer copy
// only.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace gangmu {

template <class T>
class published {
  public:
    published() = default;
    explicit published(std::shared_ptr<const T> value) : value_(std::move(value)) {}

    std::shared_ptr<const T> get() const {
        std::lock_guard lock(mutex_);
        return value_;
    }

    void set(std::shared_ptr<const T> value) {
        std::lock_guard lock(mutex_);
        value_.swap(value);
    }  // the old value is released by `value`, after the lock

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const T> value_;
};

}  // namespace gangmu
