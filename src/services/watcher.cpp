#include "services/watcher.hpp"

#include <chrono>
#include <map>
#include <set>

#include "auth/rights.hpp"
#include "services/alert_notices.hpp"
#include "services/parts.hpp"
#include "services/warning_lines.hpp"
#include "state/events.hpp"
#include "state/measure_events.hpp"

namespace gangmu::services {
namespace {

using Events = std::vector<ledger::NewEvent>;
using warning::Moment;
constexpr auto tick_every = std::chrono::seconds(30);
constexpr std::size_t most_at_once = 200;     // alerts in one command: the writer's thread is everybody's
constexpr std::size_t most_read = 256;        // events at a time
constexpr std::uint64_t most_behind = 5'000;  // further behind everything is judged anew

// The series that values.recorded of (after, until] touched. Nothing: too many events, or one cannot be read.
std::optional<std::set<measure::SeriesKey>> changed_between(const ledger::Ledger& ledger, std::uint64_t after,
                                                            std::uint64_t until) {
    if (until - after > most_behind) return std::nullopt;
    std::set<measure::SeriesKey> keys;
    while (after < until) {
        const auto events = ledger.read(after, std::min<std::uint64_t>(most_read, until - after));
        if (!events || events->empty()) return std::nullopt;
        for (const auto& event : *events) {
            after = event.seq;
            if (event.type != state::event::values_recorded || event.erased) continue;
            const auto payload = parse_json(event.payload);
            if (!payload || !payload->is_object()) return std::nullopt;
            const auto block = state::block_of(payload->get_object());
            if (!block) return std::nullopt;
            for (const auto& series : block->series)
                keys.insert(series.key);
        }
    }
    return keys;
}

}  // namespace

// A verdict that differs from what the alert says, or steps of the clock.
struct Watcher::Found {
    std::string rule;
    warning::Subject subject;
    warning::Verdict verdict;
    bool escalate = false;
    std::string unit_of_measure;
    Message unit_name;
};

Watcher::Watcher(Now now, Record record, const ledger::Ledger& ledger, notices::Outbox* outbox, Clock clock)
    : now_(std::move(now)),
      record_(std::move(record)),
      ledger_(ledger),
      outbox_(outbox),
      clock_(std::move(clock)) {
    thread_ = std::thread([this] { run(); });
}

Watcher::~Watcher() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    thread_.join();
}

void Watcher::look() {
    {
        std::lock_guard lock(mutex_);
        if (waiting_) return;
        waiting_ = true;
    }
    arrived_.notify_all();
}

void Watcher::run() {
    using Steady = std::chrono::steady_clock;
    auto next = Steady::now();
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait_until(lock, next, [&] { return stopping_ || waiting_; });
        if (stopping_) return;
        waiting_ = false;
        const bool tick = Steady::now() >= next;
        lock.unlock();
        const bool done = check(tick).has_value();
        lock.lock();
        if (done && tick) next = Steady::now() + tick_every;
        if (done) continue;
        // a full queue or disk: nothing was marked as looked at, so it is tried again
        waiting_ = true;
        arrived_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_; });
    }
}

Status Watcher::check(bool tick) {
    const std::lock_guard alone(pass_mutex_);
    const auto snapshot = now_();
    auto found = judged(*snapshot, tick);
    if (tick)
        for (auto& each : escalated(*snapshot))
            found.push_back(std::move(each));
    CHECK(submit(found));
    looked_ = snapshot->head.seq;
    rules_version_ = snapshot->warnings.rules_version;
    first_ = false;
    return tell();
}

std::vector<Watcher::Found> Watcher::judged(const state::Snapshot& snapshot, bool tick) {
    std::vector<Found> found;
    const auto& warnings = snapshot.warnings;
    if (warnings.rules.empty()) return found;
    const auto& measure = *snapshot.measure;
    const auto now = Moment(clock_() / 1'000'000);
    const bool all = first_ || rules_version_ != warnings.rules_version;
    auto changed = all ? std::nullopt : changed_between(ledger_, looked_, snapshot.head.seq);
    std::multimap<std::uint32_t, measure::SeriesKey> by_element;
    if (changed)
        for (const auto& key : *changed)
            by_element.emplace(key.element, key);
    const auto judge_one = [&](const warning::Rule& rule, const measure::SeriesKey& key) {
        Found one{rule.id, subject_of(measure, rule, key), {}, false, {}, {}};
        one.verdict = warning::judge(rule, line_of(measure, rule, key, now), now);
        const auto* open = warnings.open_of(one.subject);
        const bool news = open != nullptr ? !warning::follow(*open, rule, one.verdict, now).empty()
                                          : warning::opens(one.verdict);
        if (!news) return;
        if (const auto* element = measure.element(key.element)) one.unit_of_measure = element->unit;
        if (const auto* unit = measure.unit(key.unit)) one.unit_name = unit->name;
        found.push_back(std::move(one));
    };
    warnings.rules.each([&](const std::string&, const state::RulePtr& rule) {
        if (rule->off) return;
        if (!changed || (tick && rule->kind == warning::Kind::missing)) {
            for (const auto& key : watched(measure, *rule))
                judge_one(*rule, key);
            return;
        }
        const auto* element = measure.element(rule->element);
        if (element == nullptr) return;
        if (!element->formula.empty()) {  // its values are in no event: they followed from others
            const auto* written = measure.written(element->number);
            if (written == nullptr || written->empty() || written->back() <= looked_) return;
            for (const auto& key : watched(measure, *rule))
                judge_one(*rule, key);
            return;
        }
        const auto [first, last] = by_element.equal_range(element->number);
        for (auto at = first; at != last; ++at)
            if (watches(measure, *rule, at->second)) judge_one(*rule, at->second);
    });
    return found;
}

std::vector<Watcher::Found> Watcher::escalated(const state::Snapshot& snapshot) const {
    std::vector<Found> found;
    const auto now = Moment(clock_() / 1'000'000);
    snapshot.warnings.open.each([&](const std::string&, const std::string& id) {
        const auto* alert = snapshot.warnings.alert(id);
        const auto* rule = alert != nullptr ? snapshot.warnings.rule(alert->subject.rule) : nullptr;
        if (rule != nullptr && warning::escalates(*alert, *rule, now))
            found.push_back({rule->id, alert->subject, {}, true, {}, {}});
    });
    return found;
}

// In small commands; each looks at the newest state once more, so that what somebody else has done meanwhile
// (or this watcher before a crash) is not done twice.
Status Watcher::submit(const std::vector<Found>& found) {
    const auto now = Moment(clock_() / 1'000'000);
    for (std::size_t from = 0; from < found.size(); from += most_at_once) {
        const auto until = std::min(found.size(), from + most_at_once);
        const Status recorded = record_([&, from, until](const state::Snapshot& newest) -> Result<Events> {
            Events events;
            for (std::size_t i = from; i < until; ++i) {
                const auto& one = found[i];
                const auto* rule = newest.warnings.rule(one.rule);
                if (rule == nullptr || rule->off) continue;
                const auto* open = newest.warnings.open_of(one.subject);
                if (open != nullptr) {
                    std::vector<warning::Step> steps;
                    if (!one.escalate) {
                        steps = warning::follow(*open, *rule, one.verdict, now);
                    } else if (warning::escalates(*open, *rule, now)) {
                        steps.push_back(warning::escalation(*open, *rule, now));
                    }
                    if (!steps.empty())
                        events.push_back(new_event(state::event::alert_stepped, auth::system_actor(),
                                                   state::stepped_payload(open->id, steps)));
                } else if (!one.escalate && warning::opens(one.verdict)) {
                    const auto alert = warning::opened(*rule, one.subject, one.verdict, one.unit_of_measure,
                                                       one.unit_name, now);
                    events.push_back(new_event(state::event::alert_opened, auth::system_actor(),
                                               state::opened_payload(alert)));
                }
            }
            return events;
        });
        CHECK(recorded);
    }
    return {};
}

// From the ledger, from where the outbox was told up to: at least once, and its keys make that once.
Status Watcher::tell() {
    const auto snapshot = now_();
    if (outbox_ == nullptr || snapshot->warnings.version <= told_) return {};
    constexpr std::string_view name = "alerts";
    if (told_ == 0) {
        TRY(const auto cursor, outbox_->cursor(name));
        // an outbox that is new (or was lost) begins now: nobody wants last year's alerts again
        told_ = cursor.value_or(looked_);
    }
    while (told_ < snapshot->head.seq) {
        TRY(const auto events, ledger_.read(told_, most_read));
        if (events.empty()) break;
        std::vector<notices::Notice> all;
        for (const auto& event : events)
            for (auto& notice : notices_of(event, *snapshot))
                all.push_back(std::move(notice));
        // what made no notice is read again after a crash, and makes none again
        if (!all.empty()) CHECK(outbox_->enqueue(all, notices::Cursor{std::string(name), events.back().seq}));
        told_ = events.back().seq;
    }
    return {};
}

}  // namespace gangmu::services
