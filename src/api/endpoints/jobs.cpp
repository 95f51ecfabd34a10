#include "api/call.hpp"
#include "api/endpoints/all.hpp"

namespace gangmu::api {
namespace {

// A job is its owner's (and the local administrator's); for anyone else there is none.
Result<services::JobStatus> find(const Call& call) {
    auto status = call.registry.jobs().status(call.path[0]);
    if (!status || (status->owner != call.actor().name && !call.actor().local))
        return fail(Fault::not_found, "job-unknown", {"查無這項工作", "There is no such job"}, {},
                    call.path[0]);
    return std::move(*status);
}

void write_job(JsonWriter& out, const services::JobStatus& job, Language language) {
    out.object()
        .member("id", job.id)
        .member("state", services::to_string(job.state))
        .member("step", job.step);
    out.member("done", job.done).member("total", job.total);
    if (job.state == services::JobState::done) out.member("result", job.result);
    if (job.error) write_problem(out.key("error"), *job.error, language);
    out.end();
}

Result<Reply> get_job(Call& call) {
    TRY(const auto job, find(call));
    JsonWriter out;
    write_job(out, job, call.language);
    return Reply::json(std::move(out));
}

Result<Reply> cancel_job(Call& call) {
    CHECK(find(call));
    call.registry.jobs().cancel(call.path[0]);
    TRY(const auto job, find(call));
    JsonWriter out;
    write_job(out, job, call.language);
    return Reply::json(std::move(out));
}

}  // namespace

std::vector<Endpoint> job_endpoints() {
    return {
        {.method = http::Method::get,
         .path = "/api/jobs/{job}",
         .access = Access::account(),
         .summary = {"背景工作的進度", "How far a job has come"},
         .handle = get_job,
         .answer = {200, "Job"}},
        {.method = http::Method::del,
         .path = "/api/jobs/{job}",
         .access = Access::account(),
         .summary = {"取消背景工作", "Cancels a job"},
         .handle = cancel_job,
         .answer = {200, "Job"}},
    };
}

}  // namespace gangmu::api
