#include "services/registry_meetings.hpp"

#include <algorithm>

#include "services/meetings.hpp"
#include "services/parts.hpp"
#include "state/calendar.hpp"
#include "state/events.hpp"
#include "state/meeting_events.hpp"

namespace gangmu::services {
namespace {

namespace event = state::event;
using tracking::ActionItem;
using tracking::ActionState;
using tracking::Group;
using tracking::Meeting;
using tracking::MeetingState;
using Events = std::vector<ledger::NewEvent>;

constexpr std::size_t most_members = 300, most_agenda = 200, most_nodes = 100;
constexpr std::size_t longest_text = 20'000;  // bytes

Error empty_field(const char* code, Message what, const char* field) {
    return fail(Fault::invalid, code, std::move(what), {}, field);
}

Status check_long(std::string_view text, std::string_view field) {
    if (text.size() <= longest_text) return {};
    return fail(Fault::too_large, "text-long", {"文字過長", "The text is too long"}, {}, std::string(field));
}

Status check_day(const std::string& day, std::string_view field) {
    if (state::is_date(day)) return {};
    return fail(Fault::invalid, "date-invalid", {"日期須為 YYYY-MM-DD", "A day is YYYY-MM-DD"}, {},
                std::string(field));
}

Status check_plan(const state::Snapshot& newest, const std::string& id) {
    if (id.empty()) return {};
    const auto* plan = newest.plan(id);
    return plan != nullptr && plan->latest() != nullptr ? Status() : plan_unknown(id);
}

// Becomes its id now, where it was merged.
Status check_node(const state::Snapshot& newest, const std::string& plan, std::string& node) {
    if (node.empty()) return {};
    const auto* known = newest.plan(plan);
    const auto* edition = known == nullptr ? nullptr : known->latest();
    if (edition != nullptr && edition->content)
        if (const auto row = edition->content->find(node)) {
            node = edition->content->node(*row).id;
            return {};
        }
    return fail(Fault::not_found, "node-unknown", {"計畫中沒有這個節點", "There is no such node in the plan"},
                {"請從計畫的樹狀圖選取", "Choose one from the plan's tree"}, node);
}

Status check_account(const state::Snapshot& newest, const std::string& name) {
    if (name.empty()) return {};
    const auto* account = newest.account(name);
    return account != nullptr && !account->disabled ? Status() : account_unknown(name);
}

template <class T>
Status unchanged(const T& there, std::optional<Sequence> version) {
    if (!version || *version == there.version) return {};
    return fail(
        Fault::conflict, "meeting-changed", {"內容已被他人更動", "Somebody else has changed it meanwhile"},
        {"請重新載入後再試", "Load it again and repeat your change"}, "#" + std::to_string(there.version));
}

Status may_run(const Actor& actor, const state::Snapshot& newest, std::string_view plan,
               std::string_view agency) {
    return allowed({runs_group(actor, newest, plan, agency), {}}, actor, auth::Action::manage_meetings);
}

Status check_group(const state::Snapshot& newest, const Group& group) {
    CHECK(check_text(group.name, "name"));
    if (group.name.empty())
        return empty_field("group-name", {"請填寫小組的名稱", "Give the group a name"}, "name");
    CHECK(check_plan(newest, group.plan));
    CHECK(check_text(group.agency, "agency"));
    if (group.members.size() > most_members)
        return fail(Fault::too_large, "group-many", {"成員過多", "Too many members"}, {}, "members");
    for (const auto& each : group.members) {
        for (const auto* text : {&each.account, &each.agency, &each.name, &each.role})
            CHECK(check_text(*text, "members"));
        if (each.account.empty() && each.agency.empty() && each.name.empty())
            return empty_field("group-member",
                               {"成員須有帳號、機關或姓名", "A member is an account, an agency or a name"},
                               "members");
        CHECK(check_account(newest, each.account));
    }
    return {};
}

Status check_meeting(const state::Snapshot& newest, Meeting& meeting) {
    CHECK(check_day(meeting.day, "day"));
    CHECK(check_plan(newest, meeting.plan));
    for (const auto* text :
         {&meeting.title, &meeting.time, &meeting.place, &meeting.chair, &meeting.recorder})
        CHECK(check_text(*text, "meeting"));
    if (meeting.attended.size() + meeting.absent.size() > 2 * most_members)
        return fail(Fault::too_large, "group-many", {"出列席者過多", "Too many names"}, {}, "attended");
    for (const auto* list : {&meeting.attended, &meeting.absent})
        for (const auto& each : *list)
            CHECK(check_text(each, "attended"));
    if (meeting.agenda.size() > most_agenda)
        return fail(Fault::too_large, "meeting-agenda", {"議程過多", "Too many items"}, {}, "agenda");
    for (auto& each : meeting.agenda) {
        CHECK(check_text(each.title, "agenda"));
        CHECK(check_text(each.proposer, "agenda"));
        if (each.title.empty())
            return empty_field("meeting-agenda", {"議程須有案由", "An item of the agenda has a title"},
                               "agenda");
        CHECK(check_long(each.text, "agenda"));
        CHECK(check_long(each.resolution, "agenda"));
        if (each.nodes.size() > most_nodes)
            return fail(Fault::too_large, "meeting-agenda", {"項目過多", "Too many nodes"}, {}, "agenda");
        for (auto& node : each.nodes)
            CHECK(check_node(newest, meeting.plan, node));
    }
    return {};
}

Status check_action(const state::Snapshot& newest, const Meeting& meeting, ActionItem& action) {
    if (action.text.empty())
        return empty_field("action-text", {"請填寫要辦的事項", "Say what is to be done"}, "text");
    CHECK(check_long(action.text, "text"));
    CHECK(check_text(action.agency, "agency"));
    if (action.agency.empty() && action.account.empty())
        return empty_field("action-who",
                           {"請指定辦理的機關或人員", "Say which agency or account is to do it"}, "agency");
    CHECK(check_account(newest, action.account));
    CHECK(check_day(action.due, "due"));
    if (action.item > meeting.agenda.size())
        return fail(Fault::invalid, "action-item", {"議程沒有這一案", "The agenda has no such item"}, {},
                    std::to_string(action.item));
    CHECK(check_plan(newest, action.plan));
    return check_node(newest, action.plan, action.node);
}

JsonWriter begin() {
    JsonWriter out;
    out.object().member("v", state::payload_version);
    return out;
}

}  // namespace

Registry::Meetings Registry::meetings() {
    return Meetings(*this);
}

Result<Sequence> Registry::Meetings::set_group(const Actor& actor, const Group& group,
                                               std::optional<Sequence> version) {
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(may_run(actor, newest, group.plan, group.agency));
        if (group.id != 0) {
            const auto* there = newest.meetings.group(group.id);
            if (there == nullptr) return group_unknown(std::to_string(group.id));
            CHECK(may_run(actor, newest, there->plan, there->agency));
            if (there->ended)
                return fail(Fault::conflict, "group-ended", {"小組已裁撤", "The group has ended"}, {},
                            there->name);
            CHECK(unchanged(*there, version));
        }
        CHECK(check_group(newest, group));
        JsonWriter out = begin();
        if (group.id != 0) out.member("group", group.id);
        tracking::write_members(out, group);
        return Events{new_event(event::group_set, actor, out.end().take())};
    });
    CHECK(made);
    return group.id != 0 ? group.id : made->back().seq;
}

Status Registry::Meetings::end_group(const Actor& actor, Sequence group, std::string_view reason) {
    CHECK(check_reason(reason));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* there = newest.meetings.group(group);
        if (there == nullptr || there->ended) return group_unknown(std::to_string(group));
        CHECK(may_run(actor, newest, there->plan, there->agency));
        JsonWriter out = begin();
        out.member("group", group).member("reason", reason).end();
        return Events{new_event(event::group_ended, actor, out.take())};
    });
}

Result<Sequence> Registry::Meetings::set_meeting(const Actor& actor, const Meeting& wanted, bool held,
                                                 std::optional<Sequence> version) {
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        Meeting meeting = wanted;
        if (meeting.id != 0) {
            const auto* there = newest.meetings.meeting(meeting.id);
            if (there == nullptr) return meeting_unknown(std::to_string(meeting.id));
            meeting.group = there->group;
            if (meeting.number == 0) meeting.number = there->number;
            if (there->state == MeetingState::confirmed || there->state == MeetingState::cancelled)
                return fail(
                    Fault::conflict, "meeting-settled",
                    {"會議紀錄已定稿或會議已取消", "The minutes are settled, or the meeting was cancelled"},
                    {"請先重新開啟會議紀錄", "Open the minutes again first"}, std::to_string(meeting.id));
            CHECK(unchanged(*there, version));
        }
        const auto* group = newest.meetings.group(meeting.group);
        if (group == nullptr) return group_unknown(std::to_string(meeting.group));
        CHECK(may_run(actor, newest, group->plan, group->agency));
        if (meeting.id == 0 && group->ended) return group_unknown(group->name);
        if (!group->plan.empty()) meeting.plan = group->plan;
        CHECK(check_meeting(newest, meeting));
        if (meeting.number == 0) {
            for (const auto& each : newest.meetings.of(meeting.group))
                meeting.number = std::max(meeting.number, each->number);
            ++meeting.number;
        }
        JsonWriter out = begin();
        if (meeting.id != 0) out.member("meeting", meeting.id);
        tracking::write_members(out, meeting);
        if (held) out.member("held", true);
        return Events{new_event(event::meeting_set, actor, out.end().take())};
    });
    CHECK(made);
    return wanted.id != 0 ? wanted.id : made->back().seq;
}

Status Registry::Meetings::turn_meeting(const Actor& actor, Sequence meeting, Turn turn,
                                        std::string_view reason) {
    if (turn != Turn::confirm) CHECK(check_reason(reason));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* there = newest.meetings.meeting(meeting);
        const auto* group = there == nullptr ? nullptr : newest.meetings.group(there->group);
        if (group == nullptr) return meeting_unknown(std::to_string(meeting));
        CHECK(may_run(actor, newest, group->plan, group->agency));
        const bool fits = turn == Turn::confirm  ? there->state == MeetingState::held
                          : turn == Turn::reopen ? there->state == MeetingState::confirmed
                                                 : there->state == MeetingState::planned;
        if (!fits)
            return fail(Fault::conflict, "meeting-state",
                        {"會議目前的狀態不能這樣處理", "That cannot be done with the meeting as it stands"},
                        {"已召開的會議才能定稿，定稿的才能重新開啟，未召開的才能取消",
                         "Minutes are settled once it was held, opened again once settled; a planned one is "
                         "cancelled"},
                        std::string(tracking::to_string(there->state)));
        JsonWriter out = begin();
        out.member("meeting", meeting).member_if("reason", reason).end();
        const auto type = turn == Turn::confirm  ? event::meeting_confirmed
                          : turn == Turn::reopen ? event::meeting_reopened
                                                 : event::meeting_cancelled;
        return Events{new_event(type, actor, out.take())};
    });
}

Result<Sequence> Registry::Meetings::set_action(const Actor& actor, const ActionItem& wanted,
                                                std::string_view note, std::optional<Sequence> version) {
    CHECK(check_long(note, "note"));
    auto made = registry_.parts_->run([&](const state::Snapshot& newest) -> Result<Events> {
        ActionItem action = wanted;
        if (action.id != 0) {
            const auto* there = newest.meetings.action(action.id);
            if (there == nullptr) return action_unknown(std::to_string(action.id));
            action.meeting = there->meeting;
            if (!there->open())
                return fail(Fault::conflict, "action-closed",
                            {"這項已解除或停止列管", "The action is done or cancelled"},
                            {"請先恢復列管", "Open it again first"}, std::to_string(action.id));
            CHECK(unchanged(*there, version));
        }
        const auto* meeting = newest.meetings.meeting(action.meeting);
        const auto* group = meeting == nullptr ? nullptr : newest.meetings.group(meeting->group);
        if (group == nullptr) return meeting_unknown(std::to_string(action.meeting));
        CHECK(may_run(actor, newest, group->plan, group->agency));
        if (action.plan.empty()) action.plan = meeting->plan;
        CHECK(check_action(newest, *meeting, action));
        JsonWriter out = begin();
        if (action.id != 0) out.member("action", action.id);
        tracking::write_members(out, action);
        out.member_if("note", note).end();
        return Events{new_event(event::action_set, actor, out.take())};
    });
    CHECK(made);
    return wanted.id != 0 ? wanted.id : made->back().seq;
}

namespace {

struct StepRow {
    std::string_view type;
    bool office;   // the office does it; else who has to do the action
    bool in_open;  // of an open action, of a claimed one, of one that is closed
    bool in_claimed;
    bool in_closed;
    bool reason;  // it must say why
};
constexpr StepRow step_rows[] = {
    {event::action_noted, false, true, true, false, true},
    {event::action_claimed, false, true, false, false, true},
    {event::action_confirmed, true, true, true, false, false},
    {event::action_returned, true, false, true, false, true},
    {event::action_reopened, true, false, false, true, true},
    {event::action_cancelled, true, true, true, false, true},
};

}  // namespace

Status Registry::Meetings::step_action(const Actor& actor, Sequence action, Step step,
                                       std::string_view text) {
    const auto& row = step_rows[static_cast<std::size_t>(step)];
    if (row.reason && text.empty())
        return fail(Fault::invalid, "reason-missing", {"請填寫說明", "Please say something about it"}, {},
                    "text");
    CHECK(check_long(text, "text"));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* there = newest.meetings.action(action);
        const auto* meeting = there == nullptr ? nullptr : newest.meetings.meeting(there->meeting);
        const auto* group = meeting == nullptr ? nullptr : newest.meetings.group(meeting->group);
        const TrackingRights rights(newest, actor, today());
        if (group == nullptr || !sees_action(actor, newest, rights, *there))
            return action_unknown(std::to_string(action));
        const bool runs = runs_group(actor, newest, *group);
        CHECK(allowed({runs || (!row.office && does_action(rights, *there)), {}}, actor,
                      row.office ? auth::Action::manage_meetings : auth::Action::file_report));
        const bool fits = there->state == ActionState::open      ? row.in_open
                          : there->state == ActionState::claimed ? row.in_claimed
                                                                 : row.in_closed;
        if (!fits)
            return fail(Fault::conflict, "action-state",
                        {"這項目前的狀態不能這樣處理", "That cannot be done with the action as it stands"},
                        {"請重新載入後再試", "Load it again"},
                        std::string(tracking::to_string(there->state)));
        JsonWriter out = begin();
        out.member("action", action).member_if("text", text).end();
        return Events{new_event(row.type, actor, out.take())};
    });
}

}  // namespace gangmu::services
