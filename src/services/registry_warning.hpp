// Commands about early warning: rules, and what people do with alerts. As all commands: right → validation
// against the newest state → events in one durable commit → folded → published. Opening and following alerts
// is the watcher's (watcher.hpp). Threads: any. A handle: it must not outlive the registry.
//
// Rights: define_measures for rules; handle_alerts for the agency that answers for the alert's unit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/registry.hpp"
#include "warning/alert.hpp"

namespace gangmu::services {

class Registry::Warning {
  public:
    explicit Warning(Registry& registry) : registry_(registry) {}

    // New, or in place of the one of this id; the same again changes nothing. Errors: warning-rule…,
    // element-unknown, unit-unknown.
    Status set_rule(const Actor& actor, const json::object& rule);
    // Errors: warning-rule-unknown, reason-….
    Status end_rule(const Actor& actor, std::string_view id, std::string_view reason);
    // acknowledge, assign, silence, comment, resolve. Errors: alert-unknown, alert-act and those of
    // warning::check; account-unknown of an assignee.
    Status step(const Actor& actor, std::string_view alert, warning::Step step);

    // What a rule would say of each series now; nothing is recorded. Errors: as set_rule.
    struct Trial {
        warning::Subject subject;
        warning::Verdict verdict;
    };
    Result<std::vector<Trial>> try_rule(const Actor& actor, const json::object& rule, std::size_t most) const;

    // Everything that was committed is judged and told when this returns: for tests and the bench.
    Status settle();

  private:
    Registry& registry_;
};

}  // namespace gangmu::services
