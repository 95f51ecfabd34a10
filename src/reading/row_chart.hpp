// The bars of a chart (工程表, Gantt): which periods of a row are marked, as
// ranges. Inside this room. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::reading {

struct Stage {
    std::size_t ordinal = 0;  // which of the chart's columns
    model::Period period;     // what its header prints
    std::string_view text;    // what stands in the cell
};

// One entry per bar: neighbouring marks are one, an arrow lengthens what stands
// before it, a word is its phase.
std::vector<model::ScheduleEntry> bars_of(const std::vector<Stage>& stages);

}  // namespace gangmu::reading
