// The sentence that is shown with a light: 因為…, Because…, with the figures and the periods. Pure.
#pragma once

#include "evaluation/tree.hpp"

namespace gangmu::evaluation {

// Of an indicator's goal or an item's progress.
Message because(const Reason& reason, const Rules& rules);
// Of what is under a node, a plan or an agency. `equal`: no weight was set.
Message because(const Summary& summary, const Rules& rules, bool equal);
// 已由承辦人改為…, with who, when and why; beside the computed light.
Message because(const Override& override_);
// The forecast, with its assumption. Empty when there is none.
Message words(const Forecast& forecast);

}  // namespace gangmu::evaluation
