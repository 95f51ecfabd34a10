#include "services/rhythms.hpp"

#include <algorithm>

namespace gangmu::services {
namespace {

const model::PlanHeader& header_of(const state::Plan& plan) {
    return plan.latest()->content->header();
}

bool has_reports(const state::Snapshot& snapshot, const state::Plan& plan, const std::string& cycle) {
    bool any = false;
    snapshot.tracking.of(plan.id, cycle).each([&](const auto&, const auto&) { any = true; });
    return any;
}

bool only_the_end_differs(tracking::Rhythm a, const tracking::Rhythm& b) {
    a.until = b.until;
    a.stamp = b.stamp;
    return a == b;
}

}  // namespace

std::string begun_until(const state::Snapshot& snapshot, const state::Plan& plan, std::string_view rhythm,
                        Day today) {
    Day last = 0;
    for (const auto& each : all_cycles(snapshot, plan, today))
        if (each.rhythm.id == rhythm &&
            (each.phase != tracking::Phase::planned || has_reports(snapshot, plan, each.cycle.id)))
            last = std::max(last, each.cycle.span.last);
    return last == 0 ? std::string() : tracking::print_day(last);
}

Status keeps_reports(const state::Snapshot& snapshot, const state::Plan& plan, const tracking::Rhythm& there,
                     const tracking::Rhythm& wanted, Day today) {
    const auto& header = header_of(plan);
    for (const auto& each : all_cycles(snapshot, plan, today)) {
        if (each.rhythm.id != there.id || !has_reports(snapshot, plan, each.cycle.id)) continue;
        if (wanted.every == there.every && tracking::cycle_of(wanted, each.cycle.period, header.start,
                                                              header.end, snapshot.tracking.calendar, today))
            continue;
        return fail(Fault::conflict, "rhythm-reports",
                    {"已有填報的期間不能除去", "A period with reports cannot be taken away"},
                    {"請選擇較晚的結束日：" + tracking::print_day(each.cycle.span.last) + " 以後",
                     "Choose a later end: " + tracking::print_day(each.cycle.span.last) + " or after"},
                    each.cycle.id);
    }
    return {};
}

Result<std::vector<tracking::Rhythm>> changed_rhythm(const state::Snapshot& snapshot, const state::Plan& plan,
                                                     const tracking::Rhythm& there, tracking::Rhythm wanted,
                                                     Day today) {
    const std::string begun = begun_until(snapshot, plan, there.id, today);
    if (begun.empty() || only_the_end_differs(wanted, there)) {
        CHECK(keeps_reports(snapshot, plan, there, wanted, today));
        return std::vector{std::move(wanted)};
    }
    tracking::Rhythm before = there;
    before.until = begun;
    const std::string next = tracking::print_day(*tracking::parse_day(begun) + 1);
    // Another frequency may begin within what was reported on: a year that is under way.
    const bool said = !wanted.from.empty() && wanted.from != there.from;
    if (!said || (wanted.every == there.every && wanted.from < next)) wanted.from = next;
    wanted.id.clear();
    return std::vector{std::move(before), std::move(wanted)};
}

std::string previous_cycle(const state::Snapshot& snapshot, const PlanCycle& cycle) {
    const auto& header = header_of(*cycle.plan);
    const std::string period = tracking::period_at(cycle.rhythm.every, cycle.cycle.span.first - 1);
    const auto has = [&](const tracking::Rhythm& rhythm) {
        return tracking::cycle_of(rhythm, period, header.start, header.end, snapshot.tracking.calendar,
                                  cycle.cycle.span.first)
            .has_value();
    };
    if (!has(cycle.rhythm))
        for (const auto& other : cycle.settings->rhythms)
            if (other.every == cycle.rhythm.every && other.scope == cycle.rhythm.scope && has(other))
                return other.id + "-" + period;
    return cycle.rhythm.id + "-" + period;
}

}  // namespace gangmu::services
