#include "state/warning_events.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "state/events.hpp"
#include "state/payload.hpp"

namespace gangmu::state {
namespace {

using warning::Alert;

const json::object* object_in(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    return value != nullptr ? value->if_object() : nullptr;
}

void keep(Warnings& warnings, Alert alert) {
    const auto subject = warning::key(alert.subject);
    const bool closed = alert.stage == warning::Stage::resolved;
    if (!closed) {
        warnings.open = warnings.open.set(subject, alert.id);
    } else if (const auto* open = warnings.open.find(subject); open != nullptr && *open == alert.id) {
        warnings.open = warnings.open.erase(subject);
    }
    const auto id = alert.id;
    warnings.alerts = warnings.alerts.set(id, std::make_shared<const Alert>(std::move(alert)));
}

bool set_rule(Warnings& warnings, const ledger::Event& event, const json::object& payload) {
    const auto* object = object_in(payload, "rule");
    if (object == nullptr) return false;
    auto rule = warning::read_rule(*object);
    if (!rule) return false;
    const auto id = rule->id;
    warnings.rules = warnings.rules.set(id, std::make_shared<const warning::Rule>(std::move(*rule)));
    warnings.rules_version = event.seq;
    return true;
}

bool end_rule(Warnings& warnings, const ledger::Event& event, const json::object& payload) {
    const auto id = text(payload, "id");
    if (warnings.rule(id) == nullptr) return false;
    warnings.rules = warnings.rules.erase(id);
    warnings.rules_version = event.seq;
    return true;
}

bool open_alert(Warnings& warnings, const ledger::Event& event, const json::object& payload) {
    const auto* object = object_in(payload, "alert");
    if (object == nullptr) return false;
    auto alert = warning::read_alert(*object);
    if (alert.steps.empty() || warnings.open_of(alert.subject) != nullptr) return false;
    alert.id = "a" + std::to_string(event.seq);
    warnings.order = warnings.order.push_back(alert.id);
    keep(warnings, std::move(alert));
    return true;
}

bool step_alert(Warnings& warnings, const ledger::Event&, const json::object& payload) {
    const auto* there = warnings.alert(text(payload, "alert"));
    if (there == nullptr || array(payload, "steps").empty()) return false;
    auto alert = *there;
    for (const auto& each : array(payload, "steps")) {
        if (!each.is_object()) return false;
        alert = warning::after(std::move(alert), warning::read_step(each.get_object()));
    }
    keep(warnings, std::move(alert));
    return true;
}

using Change = bool (*)(Warnings&, const ledger::Event&, const json::object&);
constexpr std::pair<std::string_view, Change> rows[] = {{event::warning_rule_set, set_rule},
                                                        {event::warning_rule_ended, end_rule},
                                                        {event::alert_opened, open_alert},
                                                        {event::alert_stepped, step_alert}};

}  // namespace

const warning::Rule* Warnings::rule(std::string_view id) const {
    const auto* found = rules.find(id);
    return found == nullptr ? nullptr : found->get();
}
const warning::Alert* Warnings::alert(std::string_view id) const {
    const auto* found = alerts.find(id);
    return found == nullptr ? nullptr : found->get();
}
const warning::Alert* Warnings::open_of(const warning::Subject& subject) const {
    const auto* id = open.find(warning::key(subject));
    return id == nullptr ? nullptr : alert(*id);
}

bool is_warning_event(std::string_view type) {
    return std::any_of(std::begin(rows), std::end(rows), [&](const auto& row) { return row.first == type; });
}

bool fold_warning(Warnings& warnings, const ledger::Event& event, const json::object& payload) {
    for (const auto& [type, change] : rows) {
        if (type != event.type) continue;
        if (!change(warnings, event, payload)) return false;
        warnings.version = event.seq;
        return true;
    }
    return false;
}

std::optional<Message> warning_summary(std::string_view type, const json::object& payload) {
    if (type == event::warning_rule_set) {
        const auto* rule = object_in(payload, "rule");
        const auto id = rule != nullptr ? text(*rule, "id") : std::string();
        return Message{"設定警示規則 " + id, "Set the warning rule " + id};
    }
    if (type == event::warning_rule_ended)
        return Message{
            fmt::format("停用警示規則 {}：{}", text(payload, "id"), text(payload, "reason")),
            fmt::format("Ended the warning rule {}: {}", text(payload, "id"), text(payload, "reason"))};
    if (type == event::alert_opened) {
        const auto* object = object_in(payload, "alert");
        const auto alert = object != nullptr ? warning::read_alert(*object) : Alert();
        return Message{fmt::format("發出警示：{}（{}）", alert.headline.zh, alert.subject.unit),
                       fmt::format("Alert: {} ({})", alert.headline.en, alert.subject.unit)};
    }
    if (type == event::alert_stepped) {
        Message said{"警示 " + text(payload, "alert") + "：", "Alert " + text(payload, "alert") + ": "};
        bool first = true;
        for (const auto& each : array(payload, "steps")) {
            if (!each.is_object()) continue;
            const auto step = warning::read_step(each.get_object());
            const auto act = warning::words(step.act);
            said.zh += (first ? "" : "、") + act.zh + (step.to.empty() ? "" : " " + step.to);
            said.en += (first ? "" : ", ") + act.en + (step.to.empty() ? "" : " " + step.to);
            first = false;
        }
        return said;
    }
    return std::nullopt;
}

std::string rule_payload(const warning::Rule& rule) {
    JsonWriter out;
    out.object().member("v", payload_version).key("rule");
    warning::write_rule(out, rule);
    out.end();
    return out.take();
}

std::string opened_payload(const Alert& alert) {
    JsonWriter out;
    out.object().member("v", payload_version).key("alert");
    warning::write_alert(out, alert);
    out.end();
    return out.take();
}

std::string stepped_payload(std::string_view alert, const std::vector<warning::Step>& steps) {
    JsonWriter out;
    out.object().member("v", payload_version).member("alert", alert).key("steps").array();
    for (const auto& step : steps)
        warning::write_step(out, step);
    out.end().end();
    return out.take();
}

void write(JsonWriter& out, const Warnings& warnings) {
    out.object().member("rules_version", warnings.rules_version).member("version", warnings.version);
    out.key("rules").array();
    warnings.rules.each([&](const std::string&, const RulePtr& rule) { warning::write_rule(out, *rule); });
    out.end().key("alerts").array();
    for (const auto& id : warnings.order)
        warning::write_alert(out, *warnings.alert(id));
    out.end().end();
}

Warnings read_warnings(const json::object& from) {
    Warnings made;
    made.rules_version = number(from, "rules_version");
    made.version = number(from, "version");
    for (const auto& each : array(from, "rules"))
        if (auto rule = warning::read_rule(each.as_object()))
            made.rules = made.rules.set(rule->id, std::make_shared<const warning::Rule>(*rule));
    for (const auto& each : array(from, "alerts")) {
        auto alert = warning::read_alert(each.as_object());
        made.order = made.order.push_back(alert.id);
        keep(made, std::move(alert));
    }
    return made;
}

}  // namespace gangmu::state
