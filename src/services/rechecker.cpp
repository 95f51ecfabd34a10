#include "services/rechecker.hpp"

#include <algorithm>
#include <chrono>

#include "auth/rights.hpp"
#include "checking/check.hpp"
#include "model/plan_json.hpp"
#include "services/parts.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

using Events = std::vector<ledger::NewEvent>;

bool stale(const state::Plan* plan) {
    return plan != nullptr && plan->draft && plan->draft->content &&
           !plan->draft->content->findings_current();
}

std::string payload_of(const std::string& plan, json::object operation) {
    JsonWriter out;
    out.object().member("v", state::payload_version).member("plan", plan);
    out.key("operations").value(json::value(json::array{std::move(operation)})).end();
    return out.take();
}

}  // namespace

json::object findings_operation(const state::Content& content, const std::vector<std::string>& rules_off) {
    const auto plan = content.to_plan();
    json::array gone, more;
    std::vector<std::string> now;
    for (const auto& finding : checking::check(plan, rules_off)) {
        now.push_back(finding.id);
        if (content.finding(finding.id) != nullptr) continue;
        JsonWriter out;
        model::write_json(out, finding);
        if (auto value = parse_json(out.take())) more.push_back(std::move(*value));
    }
    std::sort(now.begin(), now.end());
    for (const auto& finding : plan.findings)
        if (finding.rule.rfind("reading-", 0) != 0 && !std::binary_search(now.begin(), now.end(), finding.id))
            gone.push_back(json::value(finding.id));
    json::object operation;
    operation["op"] = "findings";
    operation["remove"] = std::move(gone);
    operation["add"] = std::move(more);
    return operation;
}

Rechecker::Rechecker(Now now, Record record) : now_(std::move(now)), record_(std::move(record)) {
    look_at_stale();
    thread_ = std::thread([this] { run(); });
}

Rechecker::~Rechecker() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    thread_.join();
}

void Rechecker::look(const std::string& plan) {
    {
        std::lock_guard lock(mutex_);
        if (std::find(waiting_.begin(), waiting_.end(), plan) != waiting_.end()) return;
        waiting_.push_back(plan);
    }
    arrived_.notify_all();
}

void Rechecker::look_at_stale() {
    const auto snapshot = now_();
    for (const auto& id : snapshot->plan_order)
        if (stale(snapshot->plan(id))) look(id);
}

Status Rechecker::check(const std::string& id) {
    const auto snapshot = now_();
    const auto* plan = snapshot->plan(id);
    if (!stale(plan)) return {};
    const auto& content = *plan->draft->content;
    const auto of = content.edited();
    const auto drafted = plan->draft->stamp.seq;
    auto operation = findings_operation(content, snapshot->settings.rules_off);
    operation["of"] = static_cast<std::int64_t>(of);
    const std::string payload = payload_of(id, std::move(operation));
    return record_([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* at = newest.plan(id);
        // Another draft has taken its place, or somebody was quicker: then there is nothing to say.
        if (!stale(at) || at->draft->stamp.seq != drafted) return Events();
        const auto& has = *at->draft->content;
        if (has.checked() >= of && has.checked() < has.edited()) return Events();
        return Events{new_event(state::event::plan_corrected, auth::system_actor(), payload)};
    });
}

void Rechecker::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        const std::string plan = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        const auto start = std::chrono::steady_clock::now();
        const bool recorded = check(plan).has_value();
        // A full queue or disk, or corrections that came meanwhile: it stays stale and is looked at again.
        const auto snapshot = now_();
        if (stale(snapshot->plan(plan))) look(plan);
        const auto pause = recorded ? 2 * (std::chrono::steady_clock::now() - start)
                                    : std::chrono::steady_clock::duration(std::chrono::seconds(1));
        lock.lock();
        arrived_.wait_for(lock, pause, [&] { return stopping_; });
    }
}

}  // namespace gangmu::services
