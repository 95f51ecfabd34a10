// The series that rules watch, as lines of values. Pure; any thread.
#pragma once

#include <vector>

#include "measure/measure.hpp"
#include "warning/alert.hpp"
#include "warning/judge.hpp"

namespace gangmu::services {

// Does the rule watch this series? Its units and what is below them; its members, wherever they stand.
bool watches(const measure::Measure& measure, const warning::Rule& rule, const measure::SeriesKey& key);
// Every series that it watches now.
std::vector<measure::SeriesKey> watched(const measure::Measure& measure, const warning::Rule& rule);
warning::Subject subject_of(const measure::Measure& measure, const warning::Rule& rule,
                            const measure::SeriesKey& key);
std::optional<measure::SeriesKey> key_of(const measure::Measure& measure, const warning::Subject& subject);

// When a period's value speaks for: the last second of its last day, the first of an hour or minute.
warning::Moment moment_of(measure::Rhythm rhythm, std::int64_t period);
warning::Moment step_of(measure::Rhythm rhythm);  // about; 0: instants

// As far back as the rule looks, without what is suspect (but for the checks of quality themselves).
warning::Line line_of(const measure::Measure& measure, const warning::Rule& rule,
                      const measure::SeriesKey& key, warning::Moment now);
// The newest `most` values, for a chart; suspect ones too.
warning::Line newest_of(const measure::Measure& measure, const measure::SeriesKey& key, std::size_t most,
                        warning::Moment now);

}  // namespace gangmu::services
