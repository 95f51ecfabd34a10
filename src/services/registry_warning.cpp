#include "services/registry_warning.hpp"

#include "services/parts.hpp"
#include "services/warning_lines.hpp"
#include "state/events.hpp"

namespace gangmu::services {
namespace {

using auth::Action;
using Events = std::vector<ledger::NewEvent>;
namespace event = state::event;

constexpr std::size_t most_rules = 10'000;
constexpr std::int64_t second_us = 1'000'000;

// What the rule names is there.
Status check_names(const state::Snapshot& newest, const warning::Rule& rule) {
    if (newest.measure->element(rule.element) == nullptr)
        return fail(Fault::not_found, "element-unknown", {"查無此資料項目", "There is no such element"}, {},
                    rule.element);
    for (const auto& unit : rule.units)
        if (newest.measure->unit(unit) == nullptr)
            return fail(Fault::not_found, "unit-unknown",
                        {"查無此填報單位", "There is no such reporting unit"}, {}, unit);
    return {};
}

// The agency that answers for the alert's unit; empty: none does.
std::string agency_of(const state::Snapshot& snapshot, const warning::Alert& alert) {
    const auto* unit = snapshot.measure->unit(alert.subject.unit);
    return unit == nullptr ? std::string() : std::string(snapshot.measure->agency_of(*unit));
}

}  // namespace

Registry::Warning Registry::warning() {
    return Warning(*this);
}

Status Registry::Warning::set_rule(const Actor& actor, const json::object& given) {
    TRY(const warning::Rule rule, warning::read_rule(given));
    CHECK(check_text(rule.name.zh, "name"));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::define_measures, newest));
        CHECK(check_names(newest, rule));
        const auto* there = newest.warnings.rule(rule.id);
        if (there != nullptr && *there == rule) return Events{};
        if (there == nullptr && newest.warnings.rules.size() >= most_rules)
            return fail(Fault::too_large, "warning-rule-many",
                        {"警示規則過多", "There are too many warning rules"});
        return Events{new_event(event::warning_rule_set, actor, state::rule_payload(rule))};
    });
}

Status Registry::Warning::end_rule(const Actor& actor, std::string_view id, std::string_view reason) {
    CHECK(check_reason(reason));
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        CHECK(auth::allow(actor, Action::define_measures, newest));
        if (newest.warnings.rule(id) == nullptr)
            return fail(Fault::not_found, "warning-rule-unknown",
                        {"查無此警示規則", "There is no such warning rule"}, {}, std::string(id));
        JsonWriter out;
        out.object().member("v", state::payload_version).member("id", id).member("reason", reason).end();
        return Events{new_event(event::warning_rule_ended, actor, out.take())};
    });
}

Status Registry::Warning::step(const Actor& actor, std::string_view id, warning::Step step) {
    using warning::Act;
    if (step.act != Act::acknowledge && step.act != Act::assign && step.act != Act::silence &&
        step.act != Act::comment && step.act != Act::resolve)
        return fail(Fault::invalid, "alert-act", {"這一步由系統記錄", "this step is Gangmu's own"}, {},
                    "act");
    step.by = actor.name;
    step.at = registry_.parts_->clock_us() / second_us;
    return registry_.parts_->record([&](const state::Snapshot& newest) -> Result<Events> {
        const auto* alert = newest.warnings.alert(id);
        if (alert == nullptr)
            return fail(Fault::not_found, "alert-unknown", {"查無此警示", "There is no such alert"}, {},
                        std::string(id));
        CHECK(auth::allow(actor, Action::handle_alerts, newest, agency_of(newest, *alert)));
        CHECK(warning::check(*alert, step));
        if (step.act == Act::assign) {
            const auto* account = newest.account(step.to);
            if (account == nullptr || account->disabled) return account_unknown(step.to);
        }
        return Events{new_event(event::alert_stepped, actor, state::stepped_payload(id, {step}))};
    });
}

Result<std::vector<Registry::Warning::Trial>> Registry::Warning::try_rule(const Actor& actor,
                                                                          const json::object& given,
                                                                          std::size_t most) const {
    TRY(const warning::Rule rule, warning::read_rule(given));
    const auto snapshot = registry_.parts_->now();
    CHECK(auth::allow(actor, Action::define_measures, *snapshot));
    CHECK(check_names(*snapshot, rule));
    const auto now = registry_.parts_->clock_us() / second_us;
    std::vector<Trial> all;
    for (const auto& key : watched(*snapshot->measure, rule)) {
        if (all.size() == most) break;
        all.push_back({subject_of(*snapshot->measure, rule, key),
                       warning::judge(rule, line_of(*snapshot->measure, rule, key, now), now)});
    }
    return all;
}

Status Registry::Warning::settle() {
    return registry_.parts_->watcher ? registry_.parts_->watcher->check() : Status();
}

}  // namespace gangmu::services
