// What a formula reads: cells of what is measured as numbers in today's unit, periods of unlike rhythms, the
// tree of reporting units, and from when to when its inputs have values. For computed.cpp.
// Pure; one thread (it notes what it read).
#pragma once

#include <algorithm>
#include <vector>

#include "formula/evaluate.hpp"
#include "state/computed.hpp"

namespace gangmu::state {

struct Periods {  // both included; empty: last < first
    std::int64_t first = measure::latest, last = measure::earliest;

    bool empty() const { return last < first; }
    bool holds(std::int64_t period) const { return first <= period && period <= last; }
    void widen(const Periods& other) {
        if (other.empty()) return;
        first = std::min(first, other.first);
        last = std::max(last, other.last);
    }
    bool operator==(const Periods&) const = default;
};

// The periods of `to` that one of `from` stands in or covers, by their first days.
Periods periods_in(measure::Period period, measure::Rhythm to);

// From the first to the last value of a series.
Periods hull_of_row(const measure::Measure& measure, const measure::SeriesKey& key);
// From the first to the last value of a formula's inputs, in its own periods, over the units it looks at.
Periods hull_of(const measure::Measure& measure, const ElementFormula& formula,
                const ElementFormula::Split& split, std::uint32_t unit);

// The units whose cells look at this one's; itself among them.
std::vector<std::uint32_t> lookers(const measure::Measure& measure, const ElementFormula& formula,
                                   std::uint32_t unit);

class Cells : public formula::Source {
  public:
    Cells(const measure::Measure& measure, const ElementFormula& formula, const ElementFormula::Split& split,
          std::int64_t earliest)
        : measure_(measure),
          formula_(formula),
          split_(split),
          rhythm_(measure.element(formula.element)->rhythm),
          earliest_(earliest) {}

    std::optional<formula::Number> value(std::size_t reference, formula::Where where) const override;
    std::int64_t earliest() const override { return earliest_; }
    std::int64_t year_start(std::int64_t period) const override;
    std::optional<std::int64_t> year_ago(std::int64_t period) const override;
    std::int64_t days(std::int64_t period) const override;
    std::vector<std::uint32_t> children(std::uint32_t unit, std::int64_t period) const override;
    std::optional<std::uint32_t> parent(std::uint32_t unit) const override;

    // The weakest of what was read since the last asking: suspect, then estimated, self-reported, revised.
    measure::Quality take_quality();
    // Where to note what is read; null: nowhere.
    void note_in(Explanation* explanation) { explanation_ = explanation; }

  private:
    std::optional<formula::Number> number(const measure::Element& input, const measure::SeriesKey& key,
                                          std::int64_t period, const measure::Cell& cell) const;
    std::optional<formula::Number> summed_up(const measure::Element& input, const measure::SeriesKey& key,
                                             std::int64_t period) const;
    void note(const measure::Element& input, const measure::SeriesKey& key, std::int64_t period,
              const measure::Cell& cell) const;

    const measure::Measure& measure_;
    const ElementFormula& formula_;
    const ElementFormula::Split& split_;
    const measure::Rhythm rhythm_;
    const std::int64_t earliest_;
    mutable int weakest_ = 0;
    Explanation* explanation_ = nullptr;
};

}  // namespace gangmu::state
