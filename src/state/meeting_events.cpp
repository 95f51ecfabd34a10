#include "state/meeting_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/payload.hpp"

namespace gangmu::state {
namespace {

namespace t = tracking;

class Fold {
  public:
    Fold(t::Meetings& meetings, const ledger::Event& event, const json::object& payload)
        : all_(meetings), event_(event), payload_(payload) {}

    bool apply() {
        const auto& type = event_.type;
        if (type == event::group_set) return group_set();
        if (type == event::meeting_set) return meeting_set();
        if (type == event::action_set) return action_set();
        if (type == event::group_ended)
            return change(all_.groups, "group", [&](t::Group& group) {
                group.ended = true;
                group.ended_reason = text(payload_, "reason");
            });
        if (type.rfind("meeting.", 0) == 0)
            return change(all_.meetings, "meeting", [&](t::Meeting& meeting) { turn(meeting); });
        return change(all_.actions, "action", [&](t::ActionItem& action) { turn(action); });
    }

  private:
    t::Stamp stamp() const { return {event_.seq, event_.recorded_us, event_.actor}; }

    template <class T, class F>
    bool change(PersistentMap<ledger::Sequence, std::shared_ptr<const T>>& map, std::string_view key,
                F&& edit) {
        const auto id = number(payload_, key);
        const auto* there = map.find(id);
        if (there == nullptr) return false;
        auto next = std::make_shared<T>(**there);
        edit(*next);
        next->version = event_.seq;
        map = map.set(id, std::move(next));
        return true;
    }

    // What was set anew keeps its id and when it first came; null: it names one that is not there.
    template <class T>
    std::shared_ptr<T> made(const PersistentMap<ledger::Sequence, std::shared_ptr<const T>>& map,
                            std::string_view key, T read) const {
        auto next = std::make_shared<T>(std::move(read));
        next->id = number(payload_, key);
        next->first = stamp();
        next->version = event_.seq;
        if (next->id == 0) {
            next->id = event_.seq;
            return next;
        }
        const auto* there = map.find(next->id);
        if (there == nullptr) return nullptr;
        next->first = (*there)->first;
        return next;
    }

    bool group_set() {
        auto next = made(all_.groups, "group", t::read_group(payload_));
        if (next == nullptr) return false;
        all_.groups = all_.groups.set(next->id, next);
        return true;
    }

    bool meeting_set() {
        auto next = made(all_.meetings, "meeting", t::read_meeting(payload_));
        if (next == nullptr || all_.group(next->group) == nullptr) return false;
        next->state = flag(payload_, "held") ? t::MeetingState::held : t::MeetingState::planned;
        all_.meetings = all_.meetings.set(next->id, next);
        return true;
    }

    bool action_set() {
        auto next = made(all_.actions, "action", t::read_action(payload_));
        if (next == nullptr || all_.meeting(next->meeting) == nullptr) return false;
        if (const auto* there = all_.action(next->id)) {
            next->state = there->state;
            next->notes = there->notes;
        }
        next->notes.push_back({"set", text(payload_, "note"), stamp()});
        all_.actions = all_.actions.set(next->id, next);
        return true;
    }

    void turn(t::Meeting& meeting) const {
        meeting.reason = text(payload_, "reason");
        if (event_.type == event::meeting_confirmed) {
            meeting.state = t::MeetingState::confirmed;
            meeting.confirmed = stamp();
        } else if (event_.type == event::meeting_reopened) {
            meeting.state = t::MeetingState::held;
            meeting.confirmed = {};
        } else {
            meeting.state = t::MeetingState::cancelled;
        }
    }

    void turn(t::ActionItem& action) const {
        action.notes.push_back(
            {event_.type.substr(event_.type.find('.') + 1), text(payload_, "text"), stamp()});
        if (event_.type == event::action_claimed) action.state = t::ActionState::claimed;
        if (event_.type == event::action_confirmed) action.state = t::ActionState::done;
        if (event_.type == event::action_cancelled) action.state = t::ActionState::cancelled;
        if (event_.type == event::action_returned || event_.type == event::action_reopened)
            action.state = t::ActionState::open;
    }

    t::Meetings& all_;
    const ledger::Event& event_;
    const json::object& payload_;
};

// {0}: the name or text, {1}: the number, {2}: the day, {3}: the reason, {4}: the id
struct Words {
    std::string_view type, zh, en;
};
constexpr Words words[] = {
    {event::group_set, "設定小組「{0}」", "Set the group “{0}”"},
    {event::group_ended, "裁撤小組 #{4}：{3}", "Ended the group #{4}: {3}"},
    {event::meeting_set, "登錄 {2} 的會議（第 {1} 次）", "Recorded the meeting of {2} (no. {1})"},
    {event::meeting_confirmed, "會議紀錄 #{4} 定稿", "Settled the minutes of meeting #{4}"},
    {event::meeting_reopened, "重新開啟會議紀錄 #{4}：{3}", "Opened the minutes of meeting #{4} again: {3}"},
    {event::meeting_cancelled, "取消會議 #{4}：{3}", "Cancelled meeting #{4}: {3}"},
    {event::action_set, "列管決議：{0}", "Set an action: {0}"},
    {event::action_noted, "決議 #{4} 的辦理情形：{0}", "Progress of action #{4}: {0}"},
    {event::action_claimed, "決議 #{4} 報請解除列管：{0}", "Action #{4} was said to be done: {0}"},
    {event::action_confirmed, "決議 #{4} 解除列管", "Confirmed that action #{4} is done"},
    {event::action_returned, "決議 #{4} 繼續列管：{0}", "Action #{4} is not done yet: {0}"},
    {event::action_reopened, "決議 #{4} 恢復列管：{0}", "Opened action #{4} again: {0}"},
    {event::action_cancelled, "決議 #{4} 停止列管：{0}", "Cancelled action #{4}: {0}"},
};

}  // namespace

bool is_meeting_event(std::string_view type) {
    return std::any_of(std::begin(words), std::end(words),
                       [&](const Words& each) { return each.type == type; });
}

bool fold_meeting(t::Meetings& meetings, const ledger::Event& event, const json::object& payload) {
    return Fold(meetings, event, payload).apply();
}

std::optional<Message> meeting_summary(std::string_view type, const json::object& payload) {
    for (const auto& each : words) {
        if (each.type != type) continue;
        const auto which = std::string(type.substr(0, type.find('.')));
        const auto fill = [&](std::string_view form) {
            return fmt::format(fmt::runtime(form), text(payload, "name") + text(payload, "text"),
                               number(payload, "number"), text(payload, "day"), text(payload, "reason"),
                               number(payload, which));
        };
        return Message{fill(each.zh), fill(each.en)};
    }
    return std::nullopt;
}

}  // namespace gangmu::state
