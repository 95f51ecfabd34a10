// Commands about a plan's evaluation and its legal acts: thresholds, what an indicator's numbers are,
// weights, lights put in place of the computed ones, and 核定, 核備, 備查, 核准. All need manage_cycles for
// the plan's issuer. As all commands: right → validation against the newest state → events in one durable
// commit → folded → published. Threads: any. A handle: it must not outlive the registry.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "evaluation/settings.hpp"
#include "services/registry.hpp"
#include "state/evaluation_events.hpp"

namespace gangmu::services {

struct Overriding {
    std::string node, indicator;             // one of the two
    std::optional<evaluation::Light> light;  // nothing: the computed one again
    std::string period;                      // for this period only; empty: until it is taken back
    std::string reason;
};

class Registry::Evaluation {
  public:
    explicit Evaluation(Registry& registry) : registry_(registry) {}

    // Errors of all: plan-unknown, auth-….
    Status set_rules(const Actor& actor, std::string_view plan, const json::object& rules);  // rules-…
    Status define(const Actor& actor, std::string_view plan, std::string_view indicator,
                  const json::object& definition);  // indicator-unknown, definition-…
    // nothing: as its siblings. Errors: node-unknown, weight-value.
    Status weigh(const Actor& actor, std::string_view plan, std::string_view node,
                 const std::optional<Decimal>& weight);
    // Errors: node-unknown, indicator-unknown, reason-missing, override-light, override-none, date-invalid.
    Status override_light(const Actor& actor, std::string_view plan, const Overriding& what);

    // The act's number. Errors: act-agency, act-number, date-invalid, edition-unknown, revision-unknown,
    // document-unknown, report-unknown.
    Result<Sequence> record_act(const Actor& actor, std::string_view plan, const state::Act& act);
    // The letter itself, as it came: it is kept and not read. Errors: act-unknown, act-file.
    Status attach_letter(const Actor& actor, std::string_view plan, Sequence act, std::string_view name,
                         std::string_view bytes);
    Status withdraw_act(const Actor& actor, std::string_view plan, Sequence act, std::string_view reason);

  private:
    using Members = std::function<Status(const state::Snapshot&, const state::Plan&, JsonWriter&)>;
    Result<Sequence> command(const Actor& actor, std::string_view plan, std::string_view type,
                             const Members& members);

    Registry& registry_;
};

}  // namespace gangmu::services
