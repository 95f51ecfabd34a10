// Work in the background: a bounded queue, a few threads, progress that can be asked, and cancelling.
// Threads: any.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

namespace gangmu::services {

enum class JobState : std::uint8_t { waiting, running, done, failed, cancelled };
std::string_view to_string(JobState state);

// What can be asked of a job.
struct JobStatus {
    std::string id;     // 32 hex digits, not to be guessed
    std::string owner;  // account that started it
    JobState state = JobState::waiting;
    std::string step;
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    json::value result;          // when done
    std::optional<Error> error;  // when failed
};

class Jobs {
  public:
    // Told by the work now and then; false: it should stop and give the error "cancelled".
    using Tell = std::function<bool(std::string_view step, std::uint64_t done, std::uint64_t total)>;
    using Work = std::function<Result<json::value>(const Tell&)>;

    Jobs(std::size_t threads, std::size_t queue);
    ~Jobs();  // cancels everything and waits

    // The job's id. Errors: jobs-full (unavailable).
    Result<std::string> start(std::string owner, Work work);
    std::optional<JobStatus> status(std::string_view id) const;
    bool cancel(std::string_view id);  // false: unknown or ended

  private:
    struct Job {
        JobStatus status;
        Work work;
        std::atomic<bool> stop = false;
    };
    void run();
    void forget_old();

    const std::size_t queue_limit_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::map<std::string, std::shared_ptr<Job>, std::less<>> jobs_;
    std::deque<std::shared_ptr<Job>> queue_;
    std::deque<std::string> ended_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace gangmu::services
