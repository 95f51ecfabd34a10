// All that is measured, as one immutable value of the snapshot: definitions, reporting units, the series
// there are, their values by rhythm, and the roll-ups that are kept up to date. Copies share what they have
// in common; a batch of values copies the tiles it touches.
//
// Who writes: state's fold, with an event's definition or block. Threads: immutable; share freely.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measure/block.hpp"
#include "measure/columns.hpp"
#include "measure/cube.hpp"
#include "measure/definition.hpp"
#include "measure/instants.hpp"

namespace gangmu::measure {

// The series of one rhythm and their values.
struct Table {
    PersistentVector<SeriesKey> keys;  // by row
    Columns actual, target;
};

// Where one value went, for whoever keeps up with it.
struct Change {
    Rhythm rhythm = Rhythm::year;
    Plane plane = Plane::actual;
    Row row = 0;
    std::int64_t period = 0;
    Cell before, after;
};

class Measure {
  public:
    Measure();

    // ---- definitions
    const Element* element(std::string_view id) const;
    const Element* element(std::uint32_t number) const;                         // as it is now
    const Element* element(std::uint32_t number, std::uint32_t version) const;  // as it was then
    const Unit* unit(std::string_view id) const;
    const Unit* unit(std::uint32_t number) const;
    std::uint32_t elements() const { return static_cast<std::uint32_t>(elements_.size()); }
    std::uint32_t units() const { return static_cast<std::uint32_t>(units_.size()); }
    std::vector<const Unit*> children(std::string_view unit) const;  // of "" the roots; in order of coming
    // The unit's agency, or that of the nearest unit above that has one.
    std::string_view agency_of(const Unit& unit) const;
    bool below(const Unit& unit, std::string_view ancestor) const;  // or the same
    // Raised by every change to definitions and units and by every new series: groupings hold until then.
    std::uint64_t structure() const { return structure_; }

    // ---- series and values
    const Table& table(Rhythm rhythm) const { return *tables_[static_cast<std::size_t>(rhythm)]; }
    const Instants& instants() const { return *instants_; }
    std::optional<Row> row(const SeriesKey& key) const;
    std::vector<Row> rows_of(const Element& element) const;  // in order of coming
    Cell cell(const SeriesKey& key, std::int64_t period, Plane plane = Plane::actual) const;
    // f(period, cell), what is present in [first, last], in order of time.
    template <class F>
    void each(const SeriesKey& key, std::int64_t first, std::int64_t last, F&& f,
              Plane plane = Plane::actual) const {
        const Element* of = element(key.element);
        const auto at = row(key);
        if (of == nullptr || !at) return;
        if (of->rhythm == Rhythm::instant)
            instants_->each(*at, first, last, f);
        else
            (plane == Plane::actual ? table(of->rhythm).actual : table(of->rhythm).target)
                .each(*at, first, last, f);
    }
    std::size_t count() const;  // of actual values that are present
    // Events that carry values of this element, ascending: its history.
    const PersistentVector<std::uint64_t>* written(std::uint32_t element) const {
        return written_.find(element);
    }
    std::uint64_t version() const { return version_; }  // of the last event of any of this

    // ---- roll-ups kept up to date
    const std::vector<std::shared_ptr<const Cube>>& cubes() const { return cubes_; }
    const Cube* cube(std::string_view id) const;

    // ---- the fold's side; false: it does not fit what is there, and nothing was changed
    bool define(Element element, std::uint64_t seq);
    bool set_unit(Unit unit, std::uint64_t seq);
    // `changes`, if given, takes what changed.
    bool record(const Block& block, std::uint64_t seq, std::vector<Change>* changes = nullptr);
    void set_cube(std::shared_ptr<const Cube> cube, std::uint64_t seq);
    // Groupings no longer hold, though no definition or unit changed.
    void restructure(std::uint64_t seq) { structure_ = version_ = seq; }
    void drop_cube(std::string_view id, std::uint64_t seq);

  private:
    friend class Unpacker;  // pack.cpp
    Row row_for(const SeriesKey& key, Table& table);
    void apply(const Block& block, Table& table, Rhythm rhythm, std::vector<Change>& changes);

    using Versions = std::shared_ptr<const std::vector<ElementPtr>>;
    PersistentMap<std::string, std::uint32_t> element_ids_, unit_ids_;
    PersistentVector<Versions> elements_;  // by number, then version
    PersistentVector<UnitPtr> units_;
    PersistentMap<std::string, PersistentVector<std::uint32_t>> children_;
    PersistentMap<SeriesKey, Row> rows_;
    PersistentMap<std::uint32_t, PersistentVector<Row>> rows_of_;
    PersistentMap<std::uint32_t, PersistentVector<std::uint64_t>> written_;
    std::array<std::shared_ptr<const Table>, 9> tables_;
    std::shared_ptr<const Instants> instants_;
    std::vector<std::shared_ptr<const Cube>> cubes_;
    std::uint64_t structure_ = 0;
    std::uint64_t version_ = 0;
};

using MeasurePtr = std::shared_ptr<const Measure>;  // of a snapshot: never null

// 16 bits a dimension. Nothing: a dimension or member that the element does not have.
std::optional<Combination> combination_of(const Element& element,
                                          const std::vector<std::pair<std::string, std::string>>& members);
// {"區域","北區"} …, of the dimensions that it is split by.
std::vector<std::pair<std::string, std::string>> members_of(const Element& element, Combination combination);

}  // namespace gangmu::measure
