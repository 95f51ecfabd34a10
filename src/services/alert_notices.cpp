#include "services/alert_notices.hpp"

#include <algorithm>

#include "state/payload.hpp"

namespace gangmu::services {
namespace {

using warning::Act;
using warning::Alert;
using warning::Step;

// Whoever the rule names; else those of the agency that answers for the unit.
std::set<std::string> concerned(const state::Snapshot& snapshot, const Alert& alert) {
    const auto* rule = snapshot.warnings.rule(alert.subject.rule);
    std::vector<std::string> names = rule != nullptr ? rule->tell : std::vector<std::string>();
    if (names.empty())
        if (const auto* unit = snapshot.measure->unit(alert.subject.unit))
            names.emplace_back(snapshot.measure->agency_of(*unit));
    auto people = people_of(snapshot, names);
    if (!alert.assignee.empty()) people.merge(people_of(snapshot, {alert.assignee}));
    return people;
}

std::vector<std::string> split(const std::string& names) {
    std::vector<std::string> all;
    for (std::size_t from = 0; from < names.size();) {
        const auto end = std::min(names.find(',', from), names.size());
        all.push_back(names.substr(from, end - from));
        from = end + 1;
    }
    return all;
}

notices::Notice notice_of(const state::Snapshot& snapshot, const Alert& alert, std::size_t at) {
    const auto& step = alert.steps[at];
    notices::Notice notice;
    auto people = concerned(snapshot, alert);
    if (step.act == Act::escalate || step.act == Act::assign)
        people.merge(people_of(snapshot, split(step.to)));
    people.erase(step.by);  // who did it knows
    notice.to.assign(people.begin(), people.end());
    notice.kind = "alert." + std::string(to_string(step.act));
    notice.key = "alert/" + alert.id + "/" + std::to_string(at);
    const auto act = words(step.act);
    notice.subject = step.act == Act::open
                         ? alert.headline
                         : Message{alert.headline.zh + "：" + act.zh, alert.headline.en + ": " + act.en};
    const auto& reason_en = step.reason_en.empty() ? step.reason : step.reason_en;
    notice.text = warning::headline(alert.mode, {step.reason, reason_en});
    notice.link = "/alerts/" + alert.id;
    notice.urgent = alert.level != warning::Level::watch;
    JsonWriter data;
    data.object()
        .member("alert", alert.id)
        .member("status", to_string(alert.mode))
        .member("act", to_string(step.act));
    data.member("rule", alert.subject.rule)
        .member("element", alert.subject.element)
        .member("unit", alert.subject.unit);
    data.member("level", to_string(alert.level)).member("at", step.at);
    data.key("because").object().member("zh", step.reason).member("en", reason_en).end().end();
    notice.data = data.take();
    return notice;
}

}  // namespace

std::set<std::string> people_of(const state::Snapshot& snapshot, const std::vector<std::string>& names) {
    std::set<std::string> people;
    for (const auto& name : names) {
        if (name.empty()) continue;
        if (const auto* account = snapshot.account(name)) {
            if (!account->disabled) people.insert(account->name);
            continue;
        }
        snapshot.accounts.each([&](const std::string& id, const auto& account) {
            if (account->disabled) return;
            const bool works =
                std::any_of(account->grants.begin(), account->grants.end(), [&](const state::Grant& grant) {
                    return grant.agency == name &&
                           (grant.role == state::Role::officer || grant.role == state::Role::reporter ||
                            grant.role == state::Role::reviewer);
                });
            if (works) people.insert(id);
        });
    }
    return people;
}

std::vector<notices::Notice> notices_of(const ledger::Event& event, const state::Snapshot& snapshot) {
    std::vector<notices::Notice> all;
    const bool opened = event.type == state::event::alert_opened;
    if (event.erased || (!opened && event.type != state::event::alert_stepped)) return all;
    const auto payload = parse_json(event.payload);
    if (!payload || !payload->is_object()) return all;
    const auto& object = payload->get_object();
    const auto* alert =
        snapshot.warnings.alert(opened ? "a" + std::to_string(event.seq) : state::text(object, "alert"));
    if (alert == nullptr) return all;
    if (opened) {
        all.push_back(notice_of(snapshot, *alert, 0));
        return all;
    }
    for (const auto& each : state::array(object, "steps")) {
        if (!each.is_object()) continue;
        const auto step = warning::read_step(each.get_object());
        const auto at = std::find(alert->steps.begin(), alert->steps.end(), step);
        if (at == alert->steps.end() || !warning::told(*alert, step)) continue;
        all.push_back(notice_of(snapshot, *alert, static_cast<std::size_t>(at - alert->steps.begin())));
    }
    return all;
}

}  // namespace gangmu::services
