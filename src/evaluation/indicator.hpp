// The light of one indicator: each of its targets against what was observed, and what they say together.
// Pure; any thread.
#pragma once

#include <vector>

#include "evaluation/promise.hpp"
#include "evaluation/reason.hpp"
#include "evaluation/rules.hpp"

namespace gangmu::evaluation {

struct Context {
    Moment moment;
    Rules rules;
    Span plan;            // the plan's period
    bool tracked = true;  // PlanInput::tracked
};
// A plan without a readable period reaches over all time.
Context context_of(const PlanInput& plan, const Moment& moment, const Rules& rules);

struct TargetJudgement {
    std::size_t target = 0;  // in the indicator's targets
    Day due = 0;
    Light light = Light::none;
    Nano achievement = unknown;   // of several figures: their mean
    std::vector<Reason> reasons;  // one for each figure; the first decides when there is one
    const Reason& worst_reason() const;
};

struct IndicatorJudgement {
    Light light = Light::none;  // as it counts: an officer's, else the computed one
    Light computed = Light::none;
    Nano achievement = unknown;
    Reason reason;                         // of the computed light
    const Override* override_ = nullptr;   // into the input
    bool late = false;                     // a target was reached after its time
    std::vector<TargetJudgement> targets;  // by due day
    Reading reading = Reading::automatic;  // as it was taken
    Forecast forecast;                     // of the next goal that is not due
};

// `reports`: the node's, which say by when a period's value is due.
IndicatorJudgement judge(const IndicatorInput& input, const std::vector<ReportDue>& reports,
                         const Context& context);

// Does `value` keep the goal, and by how much: 1 + (value − goal) / |goal|, the other way round where less is
// better, and against the nearer end of a range. Nothing: too big to be exact.
struct Achieved {
    bool met = false;
    bool near = false;
    Nano achievement = unknown;  // unknown for a goal of zero that is missed
};
std::optional<Achieved> achieved(const Decimal& value, const Goal& goal, const Rules& rules);

// The override that holds at this moment.
const Override* override_at(const std::vector<Override>& overrides, const Moment& moment);

}  // namespace gangmu::evaluation
