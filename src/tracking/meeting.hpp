// Groups (推動小組, 分組, 民間諮詢委員會), their meetings with agenda and resolutions, and what was decided
// for somebody to do: followed until the office confirms that it is done. Values only, no I/O; immutable when
// shared.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/persistent_map.hpp"
#include "tracking/cycle.hpp"

namespace gangmu::tracking {

enum class GroupKind : std::uint8_t { steering, division, advisory, other };  // 推動小組, 分組, 諮詢委員會
std::string_view to_string(GroupKind kind);
std::optional<GroupKind> parse_group_kind(std::string_view name);

struct Member {  // an account, an agency, or somebody by name
    std::string account, agency, name;
    std::string role;  // chair 召集人, vice 副召集人, secretary 執行秘書, member 委員

    bool operator==(const Member&) const = default;
};

struct Group {
    Sequence id = 0;  // of its first event
    std::string name;
    GroupKind kind = GroupKind::steering;
    std::string plan;    // empty: of the whole store
    std::string agency;  // 幕僚機關: whose officers run it, beside those of the plan's issuer
    std::vector<Member> members;
    std::optional<Every> every;  // how often it is to meet; nothing: as needed
    bool ended = false;
    std::string ended_reason;
    Stamp first;
    Sequence version = 0;

    bool operator==(const Group&) const = default;
};

struct AgendaItem {
    std::string title;
    std::string text;                // 說明
    std::string proposer;            // 提案單位
    std::string resolution;          // 決議
    std::vector<std::string> nodes;  // of the plan, that it is about

    bool operator==(const AgendaItem&) const = default;
};

enum class MeetingState : std::uint8_t { planned, held, confirmed, cancelled };
std::string_view to_string(MeetingState state);
std::optional<MeetingState> parse_meeting_state(std::string_view name);

struct Meeting {
    Sequence id = 0;
    Sequence group = 0;
    std::uint32_t number = 0;  // 第 n 次
    std::string plan;          // of its nodes; empty: none
    std::string title;         // empty: the group's name and the number
    std::string day;           // ISO
    std::string time, place, chair, recorder;
    std::vector<std::string> attended, absent;
    std::vector<AgendaItem> agenda;
    MeetingState state = MeetingState::planned;
    std::string reason;  // of cancelling, or of opening the minutes again
    Stamp first, confirmed;
    Sequence version = 0;

    bool operator==(const Meeting&) const = default;
};

enum class ActionState : std::uint8_t { open, claimed, done, cancelled };
std::string_view to_string(ActionState state);

struct ActionNote {
    std::string act;  // set, noted, claimed, confirmed, returned, reopened, cancelled
    std::string text;
    Stamp stamp;

    bool operator==(const ActionNote&) const = default;
};

struct ActionItem {
    Sequence id = 0;
    Sequence meeting = 0;
    std::uint32_t item = 0;  // of the agenda, from 1; 0: of the meeting as a whole
    std::string text;
    std::string agency, account;  // who; one of them at least
    std::string due;              // ISO
    std::string plan, node;       // that it is about; empty: none
    ActionState state = ActionState::open;
    std::vector<ActionNote> notes;
    Stamp first;
    Sequence version = 0;

    bool open() const { return state == ActionState::open || state == ActionState::claimed; }
    // Not done, nor said to be, though its day has passed.
    bool late(std::string_view today) const { return state == ActionState::open && due < today; }
    bool operator==(const ActionItem&) const = default;
};

using GroupPtr = std::shared_ptr<const Group>;
using MeetingPtr = std::shared_ptr<const Meeting>;
using ActionPtr = std::shared_ptr<const ActionItem>;

struct Meetings {
    PersistentMap<Sequence, GroupPtr> groups;
    PersistentMap<Sequence, MeetingPtr> meetings;
    PersistentMap<Sequence, ActionPtr> actions;

    const Group* group(Sequence id) const;
    const Meeting* meeting(Sequence id) const;
    const ActionItem* action(Sequence id) const;
    // As first recorded.
    std::vector<GroupPtr> all_groups() const;
    std::vector<ActionPtr> all_actions() const;
    std::vector<MeetingPtr> of(Sequence group) const;  // by day
};

// When a group meets next. `missed`: the period before went by without a meeting, though the group was there.
struct NextMeeting {
    std::string period;     // 2026-H2
    Day due = 0;            // its last day
    std::string scheduled;  // the day of a meeting that is planned; empty: none
    std::string missed;     // the period; empty: none
};
std::optional<NextMeeting> next_meeting(const Group& group, const std::vector<MeetingPtr>& meetings,
                                        Day today);

// As in payloads and checkpoints, without stamps, versions and states. What is missing reads as empty.
void write_members(JsonWriter& out, const Group& group);
void write_members(JsonWriter& out, const Meeting& meeting);
void write_members(JsonWriter& out, const ActionItem& action);
Group read_group(const json::object& from);
Meeting read_meeting(const json::object& from);
ActionItem read_action(const json::object& from);

void write(JsonWriter& out, const Meetings& meetings);  // for a checkpoint
Meetings read_meetings(const json::object& from);

}  // namespace gangmu::tracking
