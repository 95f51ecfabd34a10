#include "api/meeting_json.hpp"

#include <algorithm>

#include "api/plan_views.hpp"
#include "api/tracking_json.hpp"

namespace gangmu::api {
namespace {

using tracking::ActionItem;
using tracking::ActionState;
using tracking::Group;
using tracking::Meeting;
using tracking::MeetingState;

void write_texts(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
    out.key(key).array();
    for (const auto& each : texts)
        out.value(each);
    out.end();
}

const state::Content* content_of(const MeetingSight& sight, const std::string& plan) {
    const auto* known = sight.snapshot.plan(plan);
    const auto* edition = known == nullptr ? nullptr : known->latest();
    return edition != nullptr && edition->content ? edition->content.get() : nullptr;
}

std::string plan_title(const MeetingSight& sight, const std::string& plan) {
    const auto* content = content_of(sight, plan);
    return content == nullptr ? std::string() : content->header().title;
}

void write_node(JsonWriter& out, const MeetingSight& sight, const std::string& plan, const std::string& id) {
    out.object().member("id", id);
    if (const auto* content = content_of(sight, plan))
        if (const auto row = content->find(id)) {
            const auto& node = content->node(*row);
            out.member_if("label", node.label).member_if("title", node.title);
        }
    out.end();
}

void write_next(JsonWriter& out, const Group& group, const std::vector<tracking::MeetingPtr>& meetings,
                const std::string& today) {
    const auto next = tracking::next_meeting(group, meetings, *tracking::parse_day(today));
    if (!next) return;
    out.key("next").object().member("period", next->period);
    write_title(out, "title", tracking::period_label(next->period));
    out.member("due", tracking::print_day(next->due)).member_if("scheduled", next->scheduled);
    if (!next->missed.empty()) {
        out.member("missed", next->missed);
        write_title(out, "missed_title", tracking::period_label(next->missed));
    }
    out.end();
}

struct Tally {
    std::uint64_t all = 0, open = 0, late = 0;
};
template <class F>
Tally tally(const MeetingSight& sight, F&& of) {
    Tally out;
    sight.snapshot.meetings.actions.each([&](tracking::Sequence, const tracking::ActionPtr& each) {
        if (!of(*each) || !sight.sees(*each)) return;
        ++out.all;
        out.open += each->open() ? 1 : 0;
        out.late += each->late(sight.today) ? 1 : 0;
    });
    return out;
}

// The agenda is told to all; what was resolved once the minutes are settled, or to those within.
void write_agenda(JsonWriter& out, const MeetingSight& sight, const Meeting& meeting, bool minutes) {
    out.key("agenda").array();
    for (const auto& each : meeting.agenda) {
        out.object().member("title", each.title).member_if("text", each.text);
        out.member_if("proposer", each.proposer);
        if (minutes) out.member_if("resolution", each.resolution);
        out.key("nodes").array();
        for (const auto& node : each.nodes)
            write_node(out, sight, meeting.plan, node);
        out.end().end();
    }
    out.end();
}

void write_actions(JsonWriter& out, std::string_view key, const MeetingSight& sight,
                   std::vector<tracking::ActionPtr> actions) {
    std::stable_sort(actions.begin(), actions.end(),
                     [](const auto& a, const auto& b) { return a->due < b->due; });
    out.key(key).array();
    for (const auto& each : actions)
        write_action(out, sight, *each);
    out.end();
}

}  // namespace

MeetingSight::MeetingSight(const Call& call, services::Day day)
    : snapshot(call.view.snapshot()),
      actor(call.actor()),
      today(tracking::print_day(day)),
      rights(call.view.snapshot(), call.actor(), day) {}

const Group* MeetingSight::group_of(const Meeting& meeting) const {
    return snapshot.meetings.group(meeting.group);
}

const Group* MeetingSight::group_of(const ActionItem& action) const {
    const auto* meeting = snapshot.meetings.meeting(action.meeting);
    return meeting == nullptr ? nullptr : group_of(*meeting);
}

std::string MeetingSight::plan_of(const ActionItem& action) const {
    if (!action.plan.empty()) return action.plan;
    const auto* meeting = snapshot.meetings.meeting(action.meeting);
    if (meeting == nullptr || !meeting->plan.empty()) return meeting == nullptr ? "" : meeting->plan;
    const auto* group = group_of(*meeting);
    return group == nullptr ? "" : group->plan;
}

std::vector<tracking::ActionPtr> MeetingSight::actions(
    const std::function<bool(const ActionItem&)>& wanted) const {
    auto all = snapshot.meetings.all_actions();
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const auto& each) { return !wanted(*each) || !sees(*each); }),
              all.end());
    return all;
}

void write_group(JsonWriter& out, const MeetingSight& sight, const Group& group) {
    const auto meetings = sight.snapshot.meetings.of(group.id);
    out.object().member("id", group.id);
    tracking::write_members(out, group);
    if (!group.plan.empty()) out.member("plan_title", plan_title(sight, group.plan));
    out.member("ended", group.ended).member_if("ended_reason", group.ended_reason);
    out.member("meetings", static_cast<std::uint64_t>(meetings.size()));
    const auto counts = tally(sight, [&](const ActionItem& action) {
        const auto* of = sight.group_of(action);
        return of != nullptr && of->id == group.id;
    });
    out.member("open", counts.open).member("late", counts.late);
    for (auto each = meetings.rbegin(); each != meetings.rend(); ++each) {
        if ((*each)->state != MeetingState::held && (*each)->state != MeetingState::confirmed) continue;
        out.member("last", (*each)->day);
        break;
    }
    write_next(out, group, meetings, sight.today);
    out.member("may", sight.runs(group)).member("version", group.version).end();
}

namespace {

void write_head(JsonWriter& out, const MeetingSight& sight, const Meeting& meeting) {
    const auto* group = sight.group_of(meeting);
    out.member("id", meeting.id).member("group", meeting.group);
    out.member("group_name", group == nullptr ? std::string() : group->name);
    out.member("number", meeting.number).member_if("title", meeting.title);
    if (!meeting.plan.empty())
        out.member("plan", meeting.plan).member("plan_title", plan_title(sight, meeting.plan));
    out.member("day", meeting.day).member_if("time", meeting.time).member_if("place", meeting.place);
    out.member_if("chair", meeting.chair).member("state", tracking::to_string(meeting.state));
    out.member_if("reason", meeting.reason);
}

}  // namespace

void write_meeting_entry(JsonWriter& out, const MeetingSight& sight, const Meeting& meeting) {
    const auto counts = tally(sight, [&](const ActionItem& action) { return action.meeting == meeting.id; });
    write_head(out.object(), sight, meeting);
    out.member("items", static_cast<std::uint64_t>(meeting.agenda.size()));
    out.member("actions", counts.all).member("open", counts.open).member("late", counts.late).end();
}

void write_meeting(JsonWriter& out, const MeetingSight& sight, const Meeting& meeting) {
    const auto* group = sight.group_of(meeting);
    const bool minutes = services::sees_minutes(sight.actor, sight.snapshot, *group, meeting);
    write_head(out.object(), sight, meeting);
    out.member_if("recorder", meeting.recorder);
    write_texts(out, "attended", meeting.attended);
    write_texts(out, "absent", meeting.absent);
    out.member("minutes", minutes);
    write_agenda(out, sight, meeting, minutes);
    if (meeting.state == MeetingState::confirmed) {
        out.key("confirmed").object();
        write_stamp(out, meeting.confirmed);
        out.end();
    }
    write_actions(out, "actions", sight,
                  sight.actions([&](const ActionItem& action) { return action.meeting == meeting.id; }));
    out.member("may", sight.runs(*group)).member("version", meeting.version).end();
}

void write_action(JsonWriter& out, const MeetingSight& sight, const ActionItem& action) {
    const auto* meeting = sight.snapshot.meetings.meeting(action.meeting);
    const auto* group = sight.group_of(*meeting);
    out.object().member("id", action.id).member("meeting", action.meeting);
    out.member("group", group->id).member("group_name", group->name);
    out.member("number", meeting->number).member("held", meeting->day);
    if (action.item != 0) out.member("item", action.item);
    out.member("text", action.text).member_if("agency", action.agency);
    out.member_if("account", action.account);
    if (const auto* account = sight.snapshot.account(action.account))
        out.member_if("display", account->display);
    out.member("due", action.due);
    const auto plan = sight.plan_of(action);
    if (!plan.empty()) out.member("plan", plan).member("plan_title", plan_title(sight, plan));
    if (!action.node.empty()) {
        out.key("node");
        write_node(out, sight, plan, action.node);
    }
    out.member("state", tracking::to_string(action.state)).member("late", action.late(sight.today));
    const bool runs = sight.runs(*group);
    const bool mine = services::does_action(sight.rights, action);
    out.member("mine", mine).member("may_report", action.open() && (mine || runs)).member("may_decide", runs);
    out.key("notes").array();
    for (const auto& each : action.notes) {
        out.object().member("act", each.act).member_if("text", each.text);
        write_stamp(out, each.stamp);
        out.end();
    }
    out.end().member("version", action.version).end();
}

void write_my_actions(JsonWriter& out, const MeetingSight& sight) {
    const bool somebody = sight.actor.anybody() && !sight.actor.local;
    write_actions(out, "decisions", sight, sight.actions([&](const ActionItem& action) {
        return somebody && action.state == ActionState::open && services::does_action(sight.rights, action);
    }));
    write_actions(out, "confirmations", sight, sight.actions([&](const ActionItem& action) {
        const auto* group = sight.group_of(action);
        return action.state == ActionState::claimed && group != nullptr && sight.runs(*group);
    }));
}

void write_late_actions(JsonWriter& out, const MeetingSight& sight, const std::string& plan) {
    write_actions(out, "decisions", sight, sight.actions([&](const ActionItem& action) {
        return action.late(sight.today) && sight.plan_of(action) == plan;
    }));
}

}  // namespace gangmu::api
