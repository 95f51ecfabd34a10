// What approved reports observe, as values of what is measured: one engine holds the figures of indicators,
// stocks and sensors. An indicator of a plan is the element PLAN#INDICATOR (or one that somebody bound to
// it), an agency that reports is the reporting unit of its name; both are defined when they are first needed.
// Each value keeps the definition of the edition that its report was filed under, is self-reported, and a
// later approval that says otherwise is a revision. Targets printed for the same periods come with it.
//
// For commands of this room: the events join those of the approval in one commit. Pure but for what it notes.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "auth/rights.hpp"
#include "measure/measure.hpp"
#include "state/snapshot.hpp"

namespace gangmu::services {

class ObservedValues {
  public:
    explicit ObservedValues(const state::Snapshot& newest);

    // The report, approved as it stands; `period` is its cycle's.
    void add(const state::Plan& plan, const tracking::Report& report, std::string_view period);
    // Definitions first, then the values. Empty: nothing differs from what is there.
    std::vector<ledger::NewEvent> take(const auth::Actor& actor);

  private:
    const measure::Element* element_for(const state::Plan& plan, const model::Indicator& indicator,
                                        std::uint32_t edition, measure::Rhythm rhythm, int decimals);
    const measure::Element* bound_to(const state::Plan& plan, const model::Indicator& indicator,
                                     measure::Rhythm rhythm);
    const measure::Element* known(const std::string& id) const;
    const measure::Element* version_like(const measure::Element& wanted) const;
    const measure::Element* define(measure::Element element);
    std::uint32_t unit_for(const std::string& agency);
    void put(measure::Plane plane, const measure::Element& element, std::uint32_t unit, std::int64_t period,
             const std::optional<Decimal>& value);

    const state::Snapshot& newest_;
    const measure::Measure& measure_;
    std::map<std::string, std::deque<measure::Element>> defined_;  // new versions, by id
    std::vector<measure::Element> definitions_;                    // in order
    std::vector<measure::Unit> units_;
    std::uint32_t elements_ = 0;
    struct Key {
        measure::Plane plane;
        measure::SeriesKey series;
        std::uint16_t version;
        auto operator<=>(const Key&) const = default;
    };
    std::map<Key, std::map<std::int64_t, measure::SeriesBlock::Value>> values_;
};

}  // namespace gangmu::services
