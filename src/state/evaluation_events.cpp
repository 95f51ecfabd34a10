#include "state/evaluation_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/calendar.hpp"
#include "state/payload.hpp"

namespace gangmu::state {
namespace {

namespace e = evaluation;

struct KindRow {
    std::string_view name;
    const char* zh;
    const char* en;
};
constexpr KindRow kinds[] = {{"decided", "核定", "Decided (核定)"},
                             {"endorsed", "核備", "Endorsed (核備)"},
                             {"noted", "備查", "Noted (備查)"},
                             {"granted", "核准", "Granted (核准)"}};

const json::object& object_in(const json::object& from, std::string_view key) {
    static const json::object none;
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_object() ? value->get_object() : none;
}

bool set_rules(e::Settings& settings, const ledger::Event&, const json::object& payload) {
    const auto rules = e::read_rules(object_in(payload, "rules"));
    if (!rules) return false;
    settings.rules = *rules;
    return true;
}

bool set_definition(e::Settings& settings, const ledger::Event&, const json::object& payload) {
    const auto read = e::read_definition(object_in(payload, "definition"));
    if (!read) return false;
    const auto id = text(payload, "indicator");
    settings.definitions =
        *read == e::Definition() ? settings.definitions.erase(id) : settings.definitions.set(id, *read);
    return true;
}

bool set_weight(e::Settings& settings, const ledger::Event&, const json::object& payload) {
    const auto* weight = payload.if_contains("weight");
    const auto id = text(payload, "node");
    if (weight == nullptr || weight->is_null()) {
        settings.weights = settings.weights.erase(id);
        return true;
    }
    const auto value = e::decimal_of(*weight);
    if (!value) return false;
    settings.weights = settings.weights.set(id, *value);
    return true;
}

// An override replaces the one of the same thing and period; one that is restored goes.
bool override_light(e::Settings& settings, const ledger::Event& event, const json::object& payload) {
    const auto indicator = text(payload, "indicator");
    auto& all = indicator.empty() ? settings.nodes : settings.indicators;
    const auto id = indicator.empty() ? text(payload, "node") : indicator;
    const auto* there = all.find(id);
    auto list = there == nullptr ? std::vector<e::Override>() : *there;
    const auto period = text(payload, "period");
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const e::Override& each) { return each.period == period; }),
               list.end());
    if (event.type == event::light_overridden) {
        const auto light = e::parse_light(text(payload, "light"));
        if (!light) return false;
        list.insert(list.begin(), {*light, text(payload, "reason"), event.actor,
                                   e::parse_day(day_of(event.recorded_us)).value_or(0), period});
    }
    all = list.empty() ? all.erase(id) : all.set(id, std::move(list));
    return true;
}

bool record_act(Acts& acts, const ledger::Event& event, const json::object& payload) {
    const auto plan = text(payload, "plan");
    const auto* there = acts.find(plan);
    const auto list = there == nullptr ? PersistentVector<Act>() : *there;
    if (event.type != event::act_recorded) {
        const auto seq = number(payload, "act");
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (list[i].seq != seq) continue;
            acts = acts.set(plan, list.update(i, [&](Act& act) {
                if (event.type == event::act_withdrawn) {
                    act.withdrawn = text(payload, "reason");
                } else {
                    act.file = text(payload, "file");
                    act.file_name = text(payload, "name");
                }
            }));
            return true;
        }
        return false;
    }
    const auto kind = parse_act(text(payload, "act"));
    if (!kind) return false;
    acts = acts.set(
        plan, list.push_back({event.seq, *kind, text(payload, "agency"), text(payload, "day"),
                              text(payload, "number"), static_cast<std::uint32_t>(number(payload, "edition")),
                              static_cast<std::uint32_t>(number(payload, "revision")), text(payload, "cycle"),
                              text(payload, "node"), text(payload, "file"), "", text(payload, "note"),
                              event.recorded_us, event.actor, ""}));
    return true;
}

using Change = bool (*)(e::Settings&, const ledger::Event&, const json::object&);
struct Row {
    std::string_view type;
    Change change;  // null: an act
};
constexpr Row rows[] = {{event::evaluation_rules, set_rules},    {event::evaluation_defined, set_definition},
                        {event::evaluation_weighed, set_weight}, {event::light_overridden, override_light},
                        {event::light_restored, override_light}, {event::act_recorded, nullptr},
                        {event::act_attached, nullptr},          {event::act_withdrawn, nullptr}};

}  // namespace

std::string_view to_string(ActKind kind) {
    return kinds[static_cast<std::size_t>(kind)].name;
}

std::optional<ActKind> parse_act(std::string_view name) {
    for (std::size_t i = 0; i < std::size(kinds); ++i)
        if (kinds[i].name == name) return static_cast<ActKind>(i);
    return std::nullopt;
}

Message title(ActKind kind) {
    const auto& row = kinds[static_cast<std::size_t>(kind)];
    return {row.zh, row.en};
}

bool is_evaluation_event(std::string_view type) {
    return std::any_of(std::begin(rows), std::end(rows), [&](const Row& row) { return row.type == type; });
}

bool fold_evaluation(e::AllSettings& settings, Acts& acts, const ledger::Event& event,
                     const json::object& payload) {
    for (const auto& row : rows) {
        if (row.type != event.type) continue;
        if (row.change == nullptr) return record_act(acts, event, payload);
        const auto plan = text(payload, "plan");
        auto next = std::make_shared<e::Settings>(*e::settings_of(settings, plan));
        if (!row.change(*next, event, payload)) return false;
        next->version = event.seq;
        settings = settings.set(plan, std::move(next));
        return true;
    }
    return false;
}

std::optional<Message> evaluation_summary(std::string_view type, const json::object& payload) {
    const auto what = text(payload, "indicator") + text(payload, "node");
    const auto reason = text(payload, "reason");
    if (type == event::evaluation_rules) return Message{"設定評核門檻", "Set the thresholds of evaluation"};
    if (type == event::evaluation_defined)
        return Message{"設定指標 " + what + " 的讀法", "Set how indicator " + what + " is read"};
    if (type == event::evaluation_weighed)
        return Message{"設定 " + what + " 的權重", "Set the weight of " + what};
    if (type == event::light_restored)
        return Message{"恢復 " + what + " 的計算燈號：" + reason,
                       "Restored the computed light of " + what + ": " + reason};
    if (type == event::light_overridden) {
        const auto light = e::title(e::parse_light(text(payload, "light")).value_or(e::Light::none));
        return Message{fmt::format("將 {} 的燈號改為「{}」：{}", what, light.zh, reason),
                       fmt::format("Set the light of {} to “{}”: {}", what, light.en, reason)};
    }
    if (type == event::act_attached)
        return Message{"附上公文 " + text(payload, "name"), "Attached the letter " + text(payload, "name")};
    if (type == event::act_withdrawn)
        return Message{"撤回一項法定程序紀錄：" + reason, "Took back the record of an act: " + reason};
    if (type == event::act_recorded) {
        const auto kind = title(parse_act(text(payload, "act")).value_or(ActKind::decided));
        return Message{fmt::format("{}：{} {} {}", kind.zh, text(payload, "agency"), text(payload, "day"),
                                   text(payload, "number")),
                       fmt::format("{}: {} {} {}", kind.en, text(payload, "agency"), text(payload, "day"),
                                   text(payload, "number"))};
    }
    return std::nullopt;
}

void write(JsonWriter& out, const Acts& acts) {
    out.object();
    acts.each([&](const std::string& plan, const PersistentVector<Act>& list) {
        out.key(plan).array();
        for (const auto& act : list)
            out.object()
                .member("seq", act.seq)
                .member("act", to_string(act.kind))
                .member("agency", act.agency)
                .member("day", act.day)
                .member("number", act.number)
                .member("edition", act.edition)
                .member("revision", act.revision)
                .member("cycle", act.cycle)
                .member("node", act.node)
                .member("file", act.file)
                .member("file_name", act.file_name)
                .member("note", act.note)
                .member("recorded", act.recorded_us)
                .member("by", act.by)
                .member("withdrawn", act.withdrawn)
                .end();
        out.end();
    });
    out.end();
}

Acts read_acts(const json::object& from) {
    Acts acts;
    for (const auto& member : from) {
        if (!member.value().is_array()) continue;
        PersistentVector<Act>::Builder list;
        for (const auto& value : member.value().get_array()) {
            const auto& one = value.get_object();
            list.push_back({number(one, "seq"), parse_act(text(one, "act")).value_or(ActKind::decided),
                            text(one, "agency"), text(one, "day"), text(one, "number"),
                            static_cast<std::uint32_t>(number(one, "edition")),
                            static_cast<std::uint32_t>(number(one, "revision")), text(one, "cycle"),
                            text(one, "node"), text(one, "file"), text(one, "file_name"), text(one, "note"),
                            static_cast<std::int64_t>(number(one, "recorded")), text(one, "by"),
                            text(one, "withdrawn")});
        }
        acts = acts.set(std::string(member.key()), list.take());
    }
    return acts;
}

}  // namespace gangmu::state
