#include "services/jobs.hpp"

#include "auth/token.hpp"

namespace gangmu::services {
namespace {
constexpr std::size_t max_ended = 1000;  // results that can still be asked
}

std::string_view to_string(JobState state) {
    switch (state) {
        case JobState::waiting:
            return "waiting";
        case JobState::running:
            return "running";
        case JobState::done:
            return "done";
        case JobState::failed:
            return "failed";
        case JobState::cancelled:
            return "cancelled";
    }
    return "failed";
}

Jobs::Jobs(std::size_t threads, std::size_t queue) : queue_limit_(queue) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this] { run(); });
}

Jobs::~Jobs() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        for (auto& [id, job] : jobs_)
            job->stop = true;
        for (auto& job : queue_)
            job->status.state = JobState::cancelled;
        queue_.clear();
    }
    arrived_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

Result<std::string> Jobs::start(std::string owner, Work work) {
    auto job = std::make_shared<Job>();
    job->status.id = auth::token_hash(auth::random_token()).substr(0, 32);
    job->status.owner = std::move(owner);
    job->work = std::move(work);
    const std::string id = job->status.id;
    {
        std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= queue_limit_)
            return fail(Fault::unavailable, "jobs-full", {"等候處理的工作過多", "Too much work is waiting"},
                        {"請稍候再試", "Try again in a moment"});
        jobs_[id] = job;
        queue_.push_back(std::move(job));
    }
    arrived_.notify_one();
    return id;
}

std::optional<JobStatus> Jobs::status(std::string_view id) const {
    std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    return found == jobs_.end() ? std::nullopt : std::optional(found->second->status);
}

bool Jobs::cancel(std::string_view id) {
    std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return false;
    auto& job = *found->second;
    if (job.status.state != JobState::waiting && job.status.state != JobState::running) return false;
    job.stop = true;
    if (job.status.state == JobState::waiting) job.status.state = JobState::cancelled;
    return true;
}

void Jobs::forget_old() {
    while (ended_.size() > max_ended) {
        jobs_.erase(ended_.front());
        ended_.pop_front();
    }
}

namespace {

// A library's exception fails the job, not the server.
Result<json::value> guarded(const Jobs::Work& work, const Jobs::Tell& tell) {
    try {
        return work(tell);
    } catch (const std::exception& error) {
        return fail(
            Fault::internal, "job-failed", {"處理中斷", "The work broke off"},
            {"請重試；仍然失敗時請洽系統管理者", "Try again; if it fails again, tell the administrator"},
            error.what());
    }
}

}  // namespace

void Jobs::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (stopping_) return;
        const auto job = std::move(queue_.front());
        queue_.pop_front();
        if (!job->stop) {
            job->status.state = JobState::running;
            lock.unlock();
            auto result =
                guarded(job->work, [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
                    std::lock_guard told(mutex_);
                    job->status.step = step;
                    job->status.done = done;
                    job->status.total = total;
                    return !job->stop;
                });
            lock.lock();
            job->work = nullptr;
            if (result) {
                job->status.state = JobState::done;
                job->status.result = std::move(*result);
            } else if (result.error().code == "cancelled") {
                job->status.state = JobState::cancelled;
            } else {
                job->status.state = JobState::failed;
                job->status.error = std::move(result).error();
            }
        }
        ended_.push_back(job->status.id);
        forget_old();
    }
}

}  // namespace gangmu::services
