// One function for each kind of rule; judge() chooses. See judge.hpp for what they do. Pure.
#pragma once

#include "warning/judge.hpp"

namespace gangmu::warning::detect {

Verdict threshold(const Rule& rule, const Line& line);
Verdict seasonal(const Rule& rule, const Line& line);
Verdict rate(const Rule& rule, const Line& line);
Verdict missing(const Rule& rule, const Line& line, Moment now);
Verdict forecast(const Rule& rule, const Line& line);
Verdict quality(const Rule& rule, const Line& line);

}  // namespace gangmu::warning::detect
