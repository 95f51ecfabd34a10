// One cycle of a plan: plans who files what when, and who looks at it.
#pragma once

#include <memory>

#include "demo/plan_years.hpp"

namespace gangmu::demo {

// On the day on which the cycle opens. What it plans keeps alive what it needs.
Status open_quarter(PlanYears& years, const std::string& cycle);

}  // namespace gangmu::demo
