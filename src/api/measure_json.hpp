// Elements, reporting units and values as the API writes them, and who sees them: docs/measuring.md.
#pragma once

#include "api/call.hpp"
#include "measure/measure.hpp"

namespace gangmu::api {

// Values are shown to accounts with a role. Elements that another room keeps (group "stocks") are shown only
// to who may record for the unit's agency, or define elements.
bool sees_element(const Call& call, const measure::Element& element);
bool sees_values(const Call& call, const measure::Element& element, const measure::Unit& unit);

// Errors: element-unknown, unit-unknown (also of what this reader may not see).
Result<const measure::Element*> element_of(const Call& call, std::string_view id);
Result<const measure::Unit*> unit_of(const Call& call, std::string_view id);

void write_unit(JsonWriter& out, const measure::Measure& measure, const measure::Unit& unit);
void write_members(JsonWriter& out, const measure::Element& element, measure::Combination combination);
void write_cell(JsonWriter& out, const measure::Element& element, std::int64_t period,
                const measure::Cell& cell);

// A range of periods from the query's from= and to= (periods or days; left out: open). Errors: value-period.
struct PeriodRange {
    std::int64_t first = measure::earliest, last = measure::latest;
};
Result<PeriodRange> range_of(const Call& call, measure::Rhythm rhythm);

}  // namespace gangmu::api
