// Which series belong to which group: by element, unit, agency, node of a plan, or an attribute of units.
// Made for one state of definitions, units and editions; whoever keeps one asks Measure::structure().
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "measure/cube.hpp"
#include "state/snapshot.hpp"

namespace gangmu::state {

struct GroupBy {
    std::string by = "element";  // "element", "unit", "agency", "node", "attribute:NAME", "dimension:NAME"
    // unit: groups are the units directly under this one (empty: the roots), each with all below it.
    // node: groups are the nodes directly under this one (empty: the tops of the plan), likewise; "level:N"
    // all nodes of that level.
    std::string under;
    std::string plan;     // only elements of this plan; needed for node
    std::string element;  // only this one; empty: all of the rhythm
    measure::Rhythm rhythm = measure::Rhythm::quarter;
    measure::Combination combination = 0;  // only series with these members; 0: those that are not split
    bool any_combination = false;          // all series, split or not
};

// Errors: rollup-by, rollup-plan, rollup-under, rollup-element.
Result<measure::NamedGrouping> group_series(const Snapshot& snapshot, const GroupBy& by);

}  // namespace gangmu::state
