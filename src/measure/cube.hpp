// A roll-up that is kept up to date: each write adds what changed to the cell of its group and bucket, so
// that reading one is a look-up whatever the number of values. It holds sums, counts and achievements, which
// can be taken back; extremes and last values are recomputed from the columns when they are asked for
// (rollup.hpp).
//
// When the grouping itself changes (units move, an edition is published), the cube is built anew by a sweep.
// Threads: immutable; with() gives the next one.
#pragma once

#include <span>
#include <string>

#include "base/persistent_vector.hpp"
#include "measure/block.hpp"
#include "measure/rollup.hpp"

namespace gangmu::measure {

struct CubeSpec {
    std::string id;
    std::string by;       // "agency", "node", "unit", "element", "attribute:region": state/groupings
    std::string under;    // a node or unit whose parts are the groups; empty: the tops
    std::string plan;     // only elements of this plan; empty: all
    std::string element;  // only this element; empty: all (then only counts and achievements make sense)
    Rhythm rhythm = Rhythm::quarter;  // of the series
    Rhythm bucket = Rhythm::year;
    Measured measured = Measured::achievement;  // sum, count, average or achievement

    bool operator==(const CubeSpec&) const = default;
};

// Groups of rows with their names, as built for one state of definitions and units.
struct NamedGrouping {
    Grouping grouping;
    std::vector<std::string> names;  // by group: ids
    std::vector<bool> falling;       // by row: less is better (for achievements)
};

struct CubeCell {
    std::int64_t high = 0;  // sum = high × 2^32 + low, so that no sum of 2^53 numbers overflows
    std::uint64_t low = 0;
    std::uint32_t present = 0;

    void add(std::int64_t value, int count);
    Wide sum() const { return (static_cast<Wide>(high) << 32) + static_cast<Wide>(low); }
    bool operator==(const CubeCell&) const = default;
};

// What a write changed: the cell and, for achievements, the cell of the other plane beside it.
struct Delta {
    Plane plane = Plane::actual;
    Row row = 0;
    std::int64_t period = 0;
    Cell before, after;
    Cell beside;  // the target of an actual value, the actual value of a target
};

class Cube {
  public:
    // From nothing, by a sweep over what is there.
    Cube(CubeSpec spec, NamedGrouping grouping, std::uint64_t structure, const Columns& actual,
         const Columns& target);

    const CubeSpec& spec() const { return spec_; }
    std::uint64_t structure() const { return structure_; }  // that its grouping was built for
    const std::vector<std::string>& names() const { return grouping_->names; }
    std::int64_t first_bucket() const { return first_; }
    std::int64_t buckets() const { return buckets_; }
    CubeCell cell(std::uint32_t group, std::int64_t bucket) const;

    // The cube after these changes. Rows that its grouping does not know are passed over (it is then built
    // anew, because the structure changed).
    Cube with(std::span<const Delta> deltas) const;

  private:
    std::int64_t bucket_of(std::int64_t period) const;
    void widen_to(std::int64_t bucket);

    CubeSpec spec_;
    std::shared_ptr<const NamedGrouping> grouping_;
    std::uint64_t structure_ = 0;
    std::int64_t first_ = 0;            // number of the first bucket
    std::int64_t buckets_ = 0;          // held, from the first
    PersistentVector<CubeCell> cells_;  // bucket × group
};

}  // namespace gangmu::measure
