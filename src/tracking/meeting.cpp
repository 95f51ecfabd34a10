#include "tracking/meeting.hpp"

#include <algorithm>

#include "tracking/json.hpp"

namespace gangmu::tracking {
namespace {

constexpr std::string_view kinds[] = {"steering", "division", "advisory", "other"};
constexpr std::string_view meeting_states[] = {"planned", "held", "confirmed", "cancelled"};
constexpr std::string_view action_states[] = {"open", "claimed", "done", "cancelled"};

template <class E, std::size_t N>
std::optional<E> parse(const std::string_view (&names)[N], std::string_view name) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name) return static_cast<E>(i);
    return std::nullopt;
}

std::vector<std::string> texts_of(const json::object& from, std::string_view key) {
    std::vector<std::string> out;
    for (const auto& each : list_of(from, key))
        if (each.is_string()) out.emplace_back(each.get_string());
    return out;
}

void write_texts(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    out.key(key).array();
    for (const auto& each : texts)
        out.value(each);
    out.end();
}

template <class T>
std::vector<std::shared_ptr<const T>> sorted(const PersistentMap<Sequence, std::shared_ptr<const T>>& map) {
    std::vector<std::shared_ptr<const T>> out;
    map.each([&](Sequence, const std::shared_ptr<const T>& each) { out.push_back(each); });
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
    return out;
}

template <class T>
const T* found(const PersistentMap<Sequence, std::shared_ptr<const T>>& map, Sequence id) {
    const auto* there = map.find(id);
    return there == nullptr ? nullptr : there->get();
}

}  // namespace

std::string_view to_string(GroupKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}
std::optional<GroupKind> parse_group_kind(std::string_view name) {
    return parse<GroupKind>(kinds, name);
}
std::string_view to_string(MeetingState state) {
    return meeting_states[static_cast<std::size_t>(state)];
}
std::optional<MeetingState> parse_meeting_state(std::string_view name) {
    return parse<MeetingState>(meeting_states, name);
}
std::string_view to_string(ActionState state) {
    return action_states[static_cast<std::size_t>(state)];
}

const Group* Meetings::group(Sequence id) const {
    return found(groups, id);
}
const Meeting* Meetings::meeting(Sequence id) const {
    return found(meetings, id);
}
const ActionItem* Meetings::action(Sequence id) const {
    return found(actions, id);
}
std::vector<GroupPtr> Meetings::all_groups() const {
    return sorted(groups);
}
std::vector<ActionPtr> Meetings::all_actions() const {
    return sorted(actions);
}

std::vector<MeetingPtr> Meetings::of(Sequence group) const {
    auto out = sorted(meetings);
    out.erase(std::remove_if(out.begin(), out.end(), [&](const auto& each) { return each->group != group; }),
              out.end());
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->day < b->day; });
    return out;
}

std::optional<NextMeeting> next_meeting(const Group& group, const std::vector<MeetingPtr>& meetings,
                                        Day today) {
    if (!group.every || group.ended) return std::nullopt;
    NextMeeting out;
    out.period = period_at(*group.every, today);
    auto span = *span_of(out.period);
    const auto before = *span_of(period_at(*group.every, span.first - 1));
    bool met = false, met_before = false;
    for (const auto& each : meetings) {
        const auto day = parse_day(each->day);
        if (!day || each->state == MeetingState::cancelled) continue;
        const bool held = each->state != MeetingState::planned;
        met |= held && span.holds(*day);
        met_before |= held && before.holds(*day);
        if (!held && *day >= today && out.scheduled.empty()) out.scheduled = each->day;
    }
    constexpr std::int64_t day_us = 24LL * 3600 * 1'000'000, taipei_us = 8LL * 3600 * 1'000'000;
    const auto since = static_cast<Day>((group.first.recorded_us + taipei_us) / day_us);
    if (!met_before && since <= before.first) out.missed = period_at(*group.every, before.first);
    if (met) {
        out.period = period_at(*group.every, span.last + 1);
        span = *span_of(out.period);
    }
    out.due = span.last;
    return out;
}

// ---- JSON

void write_members(JsonWriter& out, const Group& group) {
    out.member("name", group.name).member("kind", to_string(group.kind));
    out.member_if("plan", group.plan).member_if("agency", group.agency);
    if (group.every) out.member("every", to_string(*group.every));
    out.key("members").array();
    for (const auto& each : group.members)
        out.object()
            .member_if("account", each.account)
            .member_if("agency", each.agency)
            .member_if("name", each.name)
            .member("role", each.role)
            .end();
    out.end();
}

void write_members(JsonWriter& out, const Meeting& meeting) {
    out.member("group", meeting.group).member("number", meeting.number);
    out.member_if("plan", meeting.plan).member_if("title", meeting.title).member("day", meeting.day);
    out.member_if("time", meeting.time).member_if("place", meeting.place);
    out.member_if("chair", meeting.chair).member_if("recorder", meeting.recorder);
    write_texts(out, "attended", meeting.attended);
    write_texts(out, "absent", meeting.absent);
    out.key("agenda").array();
    for (const auto& each : meeting.agenda) {
        out.object().member("title", each.title).member_if("text", each.text);
        out.member_if("proposer", each.proposer).member_if("resolution", each.resolution);
        write_texts(out, "nodes", each.nodes);
        out.end();
    }
    out.end();
}

void write_members(JsonWriter& out, const ActionItem& action) {
    out.member("meeting", action.meeting);
    if (action.item != 0) out.member("item", action.item);
    out.member("text", action.text).member_if("agency", action.agency);
    out.member_if("account", action.account).member("due", action.due);
    out.member_if("plan", action.plan).member_if("node", action.node);
}

Group read_group(const json::object& from) {
    Group out;
    out.name = text_of(from, "name");
    out.kind = parse_group_kind(text_of(from, "kind")).value_or(GroupKind::other);
    out.plan = text_of(from, "plan");
    out.agency = text_of(from, "agency");
    out.every = parse_every(text_of(from, "every"));
    for (const auto& each : list_of(from, "members"))
        if (const auto* one = each.if_object())
            out.members.push_back({text_of(*one, "account"), text_of(*one, "agency"), text_of(*one, "name"),
                                   text_of(*one, "role")});
    return out;
}

Meeting read_meeting(const json::object& from) {
    Meeting out;
    out.group = count_of(from, "group");
    out.number = static_cast<std::uint32_t>(count_of(from, "number"));
    out.plan = text_of(from, "plan");
    out.title = text_of(from, "title");
    out.day = text_of(from, "day");
    out.time = text_of(from, "time");
    out.place = text_of(from, "place");
    out.chair = text_of(from, "chair");
    out.recorder = text_of(from, "recorder");
    out.attended = texts_of(from, "attended");
    out.absent = texts_of(from, "absent");
    for (const auto& each : list_of(from, "agenda"))
        if (const auto* one = each.if_object())
            out.agenda.push_back({text_of(*one, "title"), text_of(*one, "text"), text_of(*one, "proposer"),
                                  text_of(*one, "resolution"), texts_of(*one, "nodes")});
    return out;
}

ActionItem read_action(const json::object& from) {
    ActionItem out;
    out.meeting = count_of(from, "meeting");
    out.item = static_cast<std::uint32_t>(count_of(from, "item"));
    out.text = text_of(from, "text");
    out.agency = text_of(from, "agency");
    out.account = text_of(from, "account");
    out.due = text_of(from, "due");
    out.plan = text_of(from, "plan");
    out.node = text_of(from, "node");
    return out;
}

namespace {

void write_stamp(JsonWriter& out, std::string_view key, const Stamp& stamp) {
    out.key(key).array().value(std::uint64_t{stamp.seq}).value(stamp.recorded_us).value(stamp.by).end();
}

Stamp read_stamp(const json::object& from, std::string_view key) {
    const auto& parts = list_of(from, key);
    if (parts.size() != 3) return {};
    return {static_cast<Sequence>(parts[0].as_int64()), parts[1].as_int64(),
            std::string(parts[2].as_string())};
}

}  // namespace

void write(JsonWriter& out, const Meetings& all) {
    out.object().key("groups").array();
    for (const auto& each : sorted(all.groups)) {
        write_members(out.object().member("id", each->id), *each);
        out.member("ended", each->ended).member("ended_reason", each->ended_reason);
        write_stamp(out, "first", each->first);
        out.member("version", each->version).end();
    }
    out.end().key("meetings").array();
    for (const auto& each : sorted(all.meetings)) {
        write_members(out.object().member("id", each->id), *each);
        out.member("state", to_string(each->state)).member("reason", each->reason);
        write_stamp(out, "first", each->first);
        write_stamp(out, "confirmed", each->confirmed);
        out.member("version", each->version).end();
    }
    out.end().key("actions").array();
    for (const auto& each : sorted(all.actions)) {
        write_members(out.object().member("id", each->id), *each);
        out.member("state", to_string(each->state));
        write_stamp(out, "first", each->first);
        out.member("version", each->version).key("notes").array();
        for (const auto& note : each->notes) {
            out.object().member("act", note.act).member("text", note.text);
            write_stamp(out, "stamp", note.stamp);
            out.end();
        }
        out.end().end();
    }
    out.end().end();
}

Meetings read_meetings(const json::object& from) {
    Meetings out;
    for (const auto& value : list_of(from, "groups")) {
        const auto& one = value.as_object();
        auto made = std::make_shared<Group>(read_group(one));
        made->id = count_of(one, "id");
        made->ended = flag_of(one, "ended");
        made->ended_reason = text_of(one, "ended_reason");
        made->first = read_stamp(one, "first");
        made->version = count_of(one, "version");
        out.groups = out.groups.set(made->id, made);
    }
    for (const auto& value : list_of(from, "meetings")) {
        const auto& one = value.as_object();
        auto made = std::make_shared<Meeting>(read_meeting(one));
        made->id = count_of(one, "id");
        made->state = parse_meeting_state(text_of(one, "state")).value_or(MeetingState::planned);
        made->reason = text_of(one, "reason");
        made->first = read_stamp(one, "first");
        made->confirmed = read_stamp(one, "confirmed");
        made->version = count_of(one, "version");
        out.meetings = out.meetings.set(made->id, made);
    }
    for (const auto& value : list_of(from, "actions")) {
        const auto& one = value.as_object();
        auto made = std::make_shared<ActionItem>(read_action(one));
        made->id = count_of(one, "id");
        made->state = parse<ActionState>(action_states, text_of(one, "state")).value_or(ActionState::open);
        made->first = read_stamp(one, "first");
        made->version = count_of(one, "version");
        for (const auto& each : list_of(one, "notes")) {
            const auto& note = each.as_object();
            made->notes.push_back({text_of(note, "act"), text_of(note, "text"), read_stamp(note, "stamp")});
        }
        out.actions = out.actions.set(made->id, made);
    }
    return out;
}

}  // namespace gangmu::tracking
