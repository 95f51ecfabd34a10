#include "state/revision_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/payload.hpp"

namespace gangmu::state {
namespace {

constexpr std::string_view states[] = {"draft", "proposed", "returned", "withdrawn", "approved"};

RevisionState parse_state(std::string_view name) {
    const auto* found = std::find(std::begin(states), std::end(states), name);
    return found == std::end(states) ? RevisionState::draft
                                     : static_cast<RevisionState>(found - std::begin(states));
}

class Fold {
  public:
    Fold(Revisions& revisions, const ledger::Event& event, const json::object& payload)
        : revisions_(revisions), event_(event), payload_(payload), plan_(text(payload, "plan")) {
        if (const auto* there = revisions.find(plan_)) list_ = *there;
    }

    bool apply() {
        if (event_.type == event::revision_drafted) return drafted();
        const auto number = state::number(payload_, "revision");
        if (number == 0 || number > list_.size()) return false;
        auto next = std::make_shared<Revision>(*list_[number - 1]);
        if (!change(*next)) return false;
        next->version = event_.seq;
        revisions_ = revisions_.set(plan_, list_.update(number - 1, [&](RevisionPtr& at) { at = next; }));
        return true;
    }

  private:
    void step(Revision& to, std::string_view act, std::string note) const {
        to.steps.push_back(
            {std::string(act), std::move(note), {event_.seq, event_.recorded_us, event_.actor}});
    }

    void describe(Revision& to) const {
        to.title = text(payload_, "title");
        to.reason = text(payload_, "reason");
        to.effective = text(payload_, "effective");
    }

    bool drafted() {
        auto made = std::make_shared<Revision>();
        made->number = static_cast<std::uint32_t>(list_.size() + 1);
        made->edition = static_cast<std::uint32_t>(number(payload_, "edition"));
        made->version = event_.seq;
        describe(*made);
        step(*made, "drafted", {});
        revisions_ = revisions_.set(plan_, list_.push_back(std::move(made)));
        return true;
    }

    // What an event makes of the revision; false: it does not fit.
    bool change(Revision& to) const {
        if (event_.type == event::revision_described) {
            describe(to);
            step(to, "described", {});
            return true;
        }
        if (event_.type == event::revision_edited) return edited(to);
        struct Turn {
            std::string_view type, act;
            RevisionState state;
        };
        static constexpr Turn turns[] = {
            {event::revision_proposed, "proposed", RevisionState::proposed},
            {event::revision_returned, "returned", RevisionState::returned},
            {event::revision_withdrawn, "withdrawn", RevisionState::withdrawn},
            {event::revision_approved, "approved", RevisionState::approved},
        };
        for (const auto& turn : turns) {
            if (turn.type != event_.type) continue;
            to.state = turn.state;
            if (turn.state == RevisionState::approved)
                to.became = static_cast<std::uint32_t>(number(payload_, "edition"));
            step(to, turn.act, text(payload_, "note"));
            return true;
        }
        return false;
    }

    bool edited(Revision& to) const {
        const auto at = number(payload_, "at");
        if (at > to.operations->size()) return false;
        json::array next(to.operations->begin(), to.operations->begin() + static_cast<std::ptrdiff_t>(at));
        for (const auto& each : array(payload_, "operations"))
            next.push_back(each);
        to.operations = std::make_shared<const json::array>(std::move(next));
        const auto edition = number(payload_, "edition");
        if (edition == 0) {
            step(to, "edited", {});
            return true;
        }
        to.edition = static_cast<std::uint32_t>(edition);
        std::string dropped;
        for (const auto& each : array(payload_, "dropped"))
            if (each.is_object())
                dropped += (dropped.empty() ? "" : "；") + text(each.get_object(), "reason");
        step(to, "rebased", std::move(dropped));
        return true;
    }

    Revisions& revisions_;
    const ledger::Event& event_;
    const json::object& payload_;
    const std::string plan_;
    PersistentVector<RevisionPtr> list_;
};

// {0}: number, {1}: note, {2}: title, {3}: edition
struct Words {
    std::string_view type, zh, en;
};
constexpr Words words[] = {
    {event::revision_drafted, "草擬修正案「{2}」：{4}", "Drafted the revision “{2}”: {4}"},
    {event::revision_described, "修改修正案 {0} 的說明", "Changed what revision {0} says of itself"},
    {event::revision_edited, "修改修正案 {0} 的內容", "Changed what revision {0} would change"},
    {event::revision_proposed, "提出修正案 {0}", "Proposed revision {0}"},
    {event::revision_returned, "退回修正案 {0}：{1}", "Returned revision {0}: {1}"},
    {event::revision_withdrawn, "撤回修正案 {0}：{1}", "Withdrew revision {0}: {1}"},
    {event::revision_approved, "修正案 {0} 定案，成為第 {3} 版", "Approved revision {0}, as edition {3}"},
};

}  // namespace

std::string_view to_string(RevisionState state) {
    return states[static_cast<std::size_t>(state)];
}

bool Revision::operator==(const Revision& other) const {
    return number == other.number && state == other.state && title == other.title && reason == other.reason &&
           effective == other.effective && edition == other.edition && *operations == *other.operations &&
           steps == other.steps && became == other.became && version == other.version;
}

const Revision* find_revision(const Revisions& revisions, std::string_view plan, std::uint32_t number) {
    const auto* list = revisions.find(plan);
    return list == nullptr || number == 0 || number > list->size() ? nullptr : (*list)[number - 1].get();
}

bool is_revision_event(std::string_view type) {
    return std::any_of(std::begin(words), std::end(words),
                       [&](const Words& each) { return each.type == type; });
}

bool fold_revision(Revisions& revisions, const ledger::Event& event, const json::object& payload) {
    return Fold(revisions, event, payload).apply();
}

std::optional<Message> revision_summary(std::string_view type, const json::object& payload) {
    for (const auto& each : words) {
        if (each.type != type) continue;
        const auto fill = [&](std::string_view form) {
            return fmt::format(fmt::runtime(form), number(payload, "revision"), text(payload, "note"),
                               text(payload, "title"), number(payload, "edition"), text(payload, "reason"));
        };
        return Message{fill(each.zh), fill(each.en)};
    }
    return std::nullopt;
}

void write(JsonWriter& out, const Revisions& revisions) {
    out.object();
    revisions.each([&](const std::string& plan, const PersistentVector<RevisionPtr>& list) {
        out.key(plan).array();
        for (const auto& each : list) {
            out.object().member("number", each->number).member("state", to_string(each->state));
            out.member("title", each->title).member("reason", each->reason);
            out.member("effective", each->effective).member("edition", each->edition);
            out.member("operations", json::value(*each->operations)).member("became", each->became);
            out.member("version", each->version).key("steps").array();
            for (const auto& step : each->steps)
                out.array()
                    .value(step.act)
                    .value(step.note)
                    .value(std::uint64_t{step.stamp.seq})
                    .value(step.stamp.recorded_us)
                    .value(step.stamp.by)
                    .end();
            out.end().end();
        }
        out.end();
    });
    out.end();
}

Revisions read_revisions(const json::object& from) {
    Revisions all;
    for (const auto& member : from) {
        if (!member.value().is_array()) continue;
        PersistentVector<RevisionPtr>::Builder list;
        for (const auto& value : member.value().get_array()) {
            const auto& one = value.get_object();
            auto made = std::make_shared<Revision>();
            made->number = static_cast<std::uint32_t>(number(one, "number"));
            made->state = parse_state(text(one, "state"));
            made->title = text(one, "title");
            made->reason = text(one, "reason");
            made->effective = text(one, "effective");
            made->edition = static_cast<std::uint32_t>(number(one, "edition"));
            made->operations = std::make_shared<const json::array>(array(one, "operations"));
            made->became = static_cast<std::uint32_t>(number(one, "became"));
            made->version = number(one, "version");
            for (const auto& each : array(one, "steps")) {
                const auto& step = each.get_array();
                made->steps.push_back({std::string(step.at(0).as_string()),
                                       std::string(step.at(1).as_string()),
                                       {static_cast<ledger::Sequence>(step.at(2).as_int64()),
                                        step.at(3).as_int64(), std::string(step.at(4).as_string())}});
            }
            list.push_back(std::move(made));
        }
        all = all.set(std::string(member.key()), list.take());
    }
    return all;
}

}  // namespace gangmu::state
