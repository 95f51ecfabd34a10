// Many documents at once: work on several threads, results in the order of the documents.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace gangmu::cli {

// As many as there are processors, at most eight: each may hold a document of a gigabyte.
inline std::size_t batch_threads(std::size_t items) {
    const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
    return std::min({items, processors, std::size_t{8}});
}

// Calls `work(i)` for every i below `count` on `threads` threads, and `take(i, result)` on this one, in
// order. No more than a few results wait, so memory does not grow with the batch. An exception of `work` is
// thrown here.
template <class Work, class Take>
void in_order(std::size_t count, std::size_t threads, const Work& work, const Take& take) {
    using Result = decltype(work(std::size_t{0}));
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::optional<Result>> results(count);
    std::exception_ptr failure;
    std::size_t next = 0, taken = 0;
    const std::size_t ahead = 4 * threads;
    const auto run = [&] {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [&] { return failure || next >= count || next < taken + ahead; });
            if (failure || next >= count) return;
            const std::size_t mine = next++;
            lock.unlock();
            std::optional<Result> result;
            std::exception_ptr thrown;
            try {
                result.emplace(work(mine));
            } catch (...) {
                thrown = std::current_exception();
            }
            lock.lock();
            if (thrown) failure = thrown;
            results[mine] = std::move(result);
            changed.notify_all();
        }
    };
    std::vector<std::jthread> pool;
    for (std::size_t i = 0; i < threads; ++i)
        pool.emplace_back(run);
    std::unique_lock lock(mutex);
    while (taken < count) {
        changed.wait(lock, [&] { return failure || results[taken]; });
        if (failure) break;
        Result result = std::move(*results[taken]);
        results[taken].reset();
        lock.unlock();
        try {
            take(taken, std::move(result));
        } catch (...) {
            lock.lock();
            failure = std::current_exception();
            break;
        }
        lock.lock();
        ++taken;
        changed.notify_all();
    }
    changed.notify_all();
    lock.unlock();
    pool.clear();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace gangmu::cli
