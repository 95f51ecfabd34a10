// The fold of tracking's events. The cost of one is that of one report, or of one plan's settings.
#pragma once

#include "base/json.hpp"
#include "ledger/ledger.hpp"
#include "tracking/tracking.hpp"

namespace gangmu::state {

// False: the event does not fit what is there (nothing was changed then).
bool fold_tracking(tracking::Tracking& tracking, const ledger::Event& event, const json::object& payload);

}  // namespace gangmu::state
