// Values by names → column blocks by numbers, checked against one state. For this room only.
#pragma once

#include "auth/rights.hpp"
#include "services/registry_measure.hpp"
#include "state/snapshot.hpp"

namespace gangmu::services {

class GivenReader {
  public:
    GivenReader(const Actor& actor, const state::Snapshot& newest, const GivenValues& given)
        : actor_(actor), newest_(newest), measure_(*newest.measure), given_(given) {}

    // The blocks of what differs from what is there; none: nothing does. Each has at most block_values.
    // Errors: those of Registry::Measure::record.
    Result<std::vector<measure::Block>> blocks(std::vector<ValueFault>* faults);
    std::size_t changed() const { return changed_; }

  private:
    struct Placed {
        measure::SeriesKey key;
        std::uint16_t version = 1;
        measure::SeriesBlock::Value value;
        std::size_t at = 0;   // in given_
        bool marked = false;  // by a check of sensors, or such a mark: its quality stands
    };
    struct Target {  // of the value before, which the next one mostly shares
        const measure::Element* element = nullptr;
        const measure::Unit* unit = nullptr;
    };

    Result<Placed> place(const GivenValue& value);
    Result<const measure::Element*> element_of(const GivenValue& value);
    Result<const measure::Unit*> unit_of(const GivenValue& value);
    Result<std::int64_t> stored(const measure::Element& element, const Decimal& value) const;
    Status check_twice(const std::vector<Placed>& placed, std::vector<ValueFault>* faults) const;
    void check_sensors(std::vector<Placed>& placed) const;  // marks what does not pass
    bool settle(Placed& placed) const;                      // its quality; false: it stands there already

    const Actor& actor_;
    const state::Snapshot& newest_;
    const measure::Measure& measure_;
    const GivenValues& given_;
    Target last_;
    std::size_t changed_ = 0;
};

}  // namespace gangmu::services
