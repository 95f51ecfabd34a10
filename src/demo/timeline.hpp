// What will happen, in order of time; what happens at the same time happens in the order in which it was
// planned. Things that happen may plan further ones.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "ledger/clock.hpp"
#include "services/registry.hpp"
#include "tracking/days.hpp"

namespace gangmu::demo {

using tracking::Day;

// An instant of the day in Taipei.
constexpr std::int64_t instant(Day day, int hour, int minute = 0, int second = 0) {
    constexpr std::int64_t second_us = 1'000'000, day_seconds = 86'400, taipei_seconds = 8 * 3600;
    return (day * day_seconds - taipei_seconds + hour * 3600 + minute * 60 + second) * second_us;
}

class Timeline {
  public:
    using What = std::function<Status()>;
    Timeline(ledger::SimulatedClock& clock, std::int64_t end_us) : clock_(clock), end_(end_us) {}

    void at(std::int64_t us, What what) { ahead_.emplace(std::pair(us, ++planned_), std::move(what)); }

    // Until nothing is left before the end, or something fails. `tell`: the time, after each day; false:
    // stop.
    Status run(const std::function<bool(std::int64_t us)>& tell) {
        std::int64_t told = 0;
        while (!ahead_.empty() && ahead_.begin()->first.first < end_) {
            auto next = ahead_.extract(ahead_.begin());
            const std::int64_t now = next.key().first;
            if (now - told >= instant(1, 0) - instant(0, 0)) {
                if (!tell(now)) return fail(Fault::unavailable, "cancelled", {"已取消", "It was cancelled"});
                told = now;
            }
            clock_.set(now);
            CHECK(next.mapped()());
        }
        clock_.set(end_);
        return {};
    }

  private:
    ledger::SimulatedClock& clock_;
    const std::int64_t end_;
    std::map<std::pair<std::int64_t, std::uint64_t>, What> ahead_;
    std::uint64_t planned_ = 0;
};

}  // namespace gangmu::demo
