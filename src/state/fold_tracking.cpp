#include "state/fold_tracking.hpp"

#include <algorithm>

#include "state/tracking_events.hpp"
#include "tracking/json.hpp"

namespace gangmu::state {
namespace {

namespace t = tracking;

class Fold {
  public:
    Fold(t::Tracking& tracking, const ledger::Event& event, const json::object& payload)
        : tracking_(tracking),
          event_(event),
          payload_(payload),
          plan_(text("plan")),
          cycle_(text("cycle")),
          node_(text("node")) {}

    bool apply() {
        using Step = bool (Fold::*)();
        static const std::pair<std::string_view, Step> steps[] = {
            {event::report_saved, &Fold::saved},
            {event::report_submitted, &Fold::submitted},
            {event::report_approved, &Fold::approved},
            {event::report_returned, &Fold::returned},
            {event::report_withdrawn, &Fold::withdrawn},
            {event::report_commented, &Fold::commented},
            {event::calendar_loaded, &Fold::calendar_loaded},
            {event::calendar_day, &Fold::calendar_day},
            {event::rhythm_set, &Fold::rhythm_set},
            {event::rhythm_ended, &Fold::rhythm_ended},
            {event::cycle_opened, &Fold::cycle_marked},
            {event::cycle_due, &Fold::cycle_marked},
            {event::cycle_locked, &Fold::cycle_marked},
            {event::cycle_reopened, &Fold::cycle_marked},
            {event::review_configured, &Fold::review_configured},
            {event::keys_mapped, &Fold::keys_mapped},
            {event::item_set, &Fold::item_set},
            {event::item_release, &Fold::item_release},
            {event::items_handed, &Fold::items_handed},
            {event::delegation_made, &Fold::delegation_made},
            {event::delegation_ended, &Fold::delegation_ended},
        };
        for (const auto& [type, step] : steps)
            if (event_.type == type) {
                if (!(this->*step)()) return false;
                tracking_.version = event_.seq;
                return true;
            }
        return false;
    }

  private:
    std::string text(std::string_view key) const { return t::text_of(payload_, key); }
    t::Stamp stamp() const { return {event_.seq, event_.recorded_us, event_.actor}; }

    // ---- reports

    template <class F>
    bool change_report(bool make, F&& change) {
        const std::string key = t::report_key(plan_, cycle_);
        const auto* there = tracking_.reports.find(key);
        const auto* known = there == nullptr ? nullptr : there->find(node_);
        if (known == nullptr && !make) return false;
        auto report = known == nullptr ? std::make_shared<t::Report>() : std::make_shared<t::Report>(**known);
        if (known == nullptr) {
            report->plan = plan_;
            report->cycle = cycle_;
            report->node = node_;
            report->agency = text("agency");
            report->first = stamp();
        }
        if (!change(*report)) return false;
        report->version = event_.seq;
        report->history.push_back(event_.seq);
        const t::CycleReports before = there == nullptr ? t::CycleReports() : *there;
        tracking_.reports = tracking_.reports.set(key, before.set(node_, std::move(report)));
        return true;
    }

    bool saved() {
        return change_report(true, [&](t::Report& report) {
            for (const auto& member : t::object_of(payload_, "fields")) {
                auto field = t::read_field(member.key(), member.value());
                if (!field) return false;
                field->stamp = stamp();
                // An emptied field stays, with its event: that somebody emptied it is a change too.
                report.fields.insert_or_assign(std::string(member.key()), std::move(*field));
            }
            report.edition = static_cast<std::uint32_t>(t::count_of(payload_, "edition"));
            return true;
        });
    }

    bool step(std::string_view act, t::ReportState state) {
        return change_report(false, [&](t::Report& report) {
            report.steps.push_back(
                {std::string(act), report.stage, text("note"), text("on_behalf"), stamp()});
            report.state = state;
            return true;
        });
    }

    bool submitted() {
        return change_report(false, [&](t::Report& report) {
            report.stage = 0;
            ++report.round;
            report.steps.push_back({"submitted", 0, text("note"), text("on_behalf"), stamp()});
            report.state = t::ReportState::submitted;
            return true;
        });
    }

    bool approved() {
        return change_report(false, [&](t::Report& report) {
            report.steps.push_back({"approved", report.stage, text("note"), text("on_behalf"), stamp()});
            if (t::last_stage(report, t::count_of(payload_, "stages")))
                report.state = t::ReportState::approved;
            else
                ++report.stage;
            return true;
        });
    }

    bool returned() {
        return change_report(false, [&](t::Report& report) {
            report.steps.push_back({"returned", report.stage, text("note"), text("on_behalf"), stamp()});
            for (const auto& each : t::list_of(payload_, "comments"))
                if (each.is_object())
                    report.comments.push_back({event_.seq, t::text_of(each.get_object(), "field"),
                                               t::text_of(each.get_object(), "text"), report.round, stamp()});
            report.state = t::ReportState::returned;
            report.stage = 0;
            return true;
        });
    }

    bool withdrawn() { return step("withdrawn", t::ReportState::draft); }

    bool commented() {
        return change_report(false, [&](t::Report& report) {
            report.comments.push_back({event_.seq, text("field"), text("text"), report.round, stamp()});
            return true;
        });
    }

    // ---- calendar

    bool calendar_loaded() {
        auto year = t::read_year(payload_);
        if (!year) return false;
        auto mine = std::make_shared<t::CalendarYear>(**year);
        mine->seq = event_.seq;
        tracking_.calendar = tracking_.calendar.with_year(std::move(mine));
        return true;
    }

    bool calendar_day() {
        const auto day = t::day_of(payload_, "day");
        if (!day) return false;
        tracking_.calendar = t::flag_of(payload_, "removed")
                                 ? tracking_.calendar.without_special(*day)
                                 : tracking_.calendar.with_special(
                                       *day, {t::flag_of(payload_, "off"), text("note"), event_.seq});
        return true;
    }

    // ---- what is set on a plan

    template <class F>
    bool change_plan(F&& change) {
        if (plan_.empty()) return false;
        auto plan = std::make_shared<t::PlanTracking>(tracking_.plan(plan_));
        if (!change(*plan)) return false;
        plan->version = event_.seq;
        tracking_.plans = tracking_.plans.set(plan_, std::move(plan));
        return true;
    }

    bool rhythm_set() {
        return change_plan([&](t::PlanTracking& plan) {
            auto rhythm = t::read_rhythm(t::object_of(payload_, "rhythm"));
            if (!rhythm) return false;
            rhythm->stamp = stamp();
            for (auto& each : plan.rhythms)
                if (each.id == rhythm->id) {
                    each = std::move(*rhythm);
                    return true;
                }
            plan.rhythms.push_back(std::move(*rhythm));
            return true;
        });
    }

    bool rhythm_ended() {
        return change_plan([&](t::PlanTracking& plan) {
            // Up to a day: what has begun stays. Without one nothing had, or an earlier version wrote it.
            for (auto& each : plan.rhythms)
                if (each.id == text("id") && !text("until").empty()) {
                    each.until = text("until");
                    each.stamp = stamp();
                    return true;
                }
            const auto gone = std::remove_if(plan.rhythms.begin(), plan.rhythms.end(),
                                             [&](const t::Rhythm& each) { return each.id == text("id"); });
            if (gone == plan.rhythms.end()) return false;
            plan.rhythms.erase(gone, plan.rhythms.end());
            return true;
        });
    }

    bool cycle_marked() {
        return change_plan([&](t::PlanTracking& plan) {
            const auto* known = plan.marks.find(cycle_);
            t::CycleMarks marks = known == nullptr ? t::CycleMarks() : *known;
            const auto day = t::day_of(payload_, event_.type == event::cycle_reopened ? "until" : "day");
            if (event_.type == event::cycle_locked) {
                marks.locked = true;
                marks.reopened_until.reset();
            } else if (!day) {
                return false;
            } else if (event_.type == event::cycle_opened) {
                marks.opened = day;
            } else if (event_.type == event::cycle_due) {
                marks.due = day;
            } else {
                marks.reopened_until = day;
            }
            marks.reason = text("reason");
            marks.stamp = stamp();
            plan.marks = plan.marks.set(cycle_, std::move(marks));
            return true;
        });
    }

    bool review_configured() {
        return change_plan([&](t::PlanTracking& plan) {
            plan.stages.clear();
            for (const auto& each : t::list_of(payload_, "stages")) {
                if (!each.is_object()) return false;
                auto stage = t::read_stage(each.get_object());
                if (!stage) return false;
                plan.stages.push_back(std::move(*stage));
            }
            return true;
        });
    }

    bool keys_mapped() {
        return change_plan([&](t::PlanTracking& plan) {
            auto keys = t::read_keys(payload_);
            plan.keys = keys.nodes.empty() && keys.column.empty()
                            ? plan.keys.erase(text("agency"))
                            : plan.keys.set(text("agency"), std::move(keys));
            return true;
        });
    }

    template <class F>
    void change_item(t::PlanTracking& plan, const std::string& node, F&& change) {
        auto item = std::make_shared<t::ItemSettings>(plan.item(node));
        change(*item);
        item->version = event_.seq;
        plan.items = plan.items.set(node, std::move(item));
    }

    bool item_set() {
        return change_plan([&](t::PlanTracking& plan) {
            change_item(plan, node_, [&](t::ItemSettings& item) {
                if (payload_.contains("level"))
                    item.level = t::parse_level(text("level")).value_or(t::Level::none);
                if (payload_.contains("officer")) item.officer = text("officer");
                if (payload_.contains("holder")) item.holder = text("holder");
                if (payload_.contains("shares")) item.shares = t::shares_of(payload_);
            });
            return true;
        });
    }

    bool item_release() {
        return change_plan([&](t::PlanTracking& plan) {
            change_item(plan, node_, [&](t::ItemSettings& item) {
                const std::string act = text("act");
                if (act == "ask") {
                    item.release = t::Release::asked;
                    item.release_reason = text("reason");
                    item.release_asked = stamp();
                    return;
                }
                item.release = act == "grant" ? t::Release::released : t::Release::none;
                item.release_answer = text("reason");
                item.release_decided = stamp();
            });
            return true;
        });
    }

    bool items_handed() {
        return change_plan([&](t::PlanTracking& plan) {
            for (const auto& each : t::list_of(payload_, "nodes"))
                if (each.is_string())
                    change_item(plan, std::string(each.get_string()),
                                [&](t::ItemSettings& item) { item.officer = text("to"); });
            return true;
        });
    }

    // ---- standing in

    bool delegation_made() {
        const auto start = t::day_of(payload_, "start"), end = t::day_of(payload_, "end");
        if (!start || !end) return false;
        const std::string id = std::to_string(event_.seq);
        tracking_.delegations = tracking_.delegations.set(
            id, {id, text("from"), text("to"), *start, *end, text("reason"), stamp()});
        return true;
    }

    bool delegation_ended() {
        if (tracking_.delegations.find(text("id")) == nullptr) return false;
        tracking_.delegations = tracking_.delegations.erase(text("id"));
        return true;
    }

    t::Tracking& tracking_;
    const ledger::Event& event_;
    const json::object& payload_;
    const std::string plan_, cycle_, node_;
};

}  // namespace

bool fold_tracking(t::Tracking& tracking, const ledger::Event& event, const json::object& payload) {
    return Fold(tracking, event, payload).apply();
}

}  // namespace gangmu::state
