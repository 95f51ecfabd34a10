#include "measure/cube.hpp"

#include <algorithm>

namespace gangmu::measure {
namespace {

// What one cell adds: its number, or its achievement; nothing: it does not count.
std::optional<std::int64_t> worth(Measured measured, const Cell& actual, const Cell& target, bool falling) {
    if (!actual.present()) return std::nullopt;
    if (measured != Measured::achievement) return actual.value;
    if (!target.present()) return std::nullopt;
    return achievement(actual.value, target.value, falling);
}

Window everything(const Columns& columns, Rhythm bucket) {
    const auto bands = columns.bands();
    if (bands.empty()) return {0, -1, bucket};
    const auto size = columns.periods_per_tile();
    return {bands.front() * size, bands.back() * size + size - 1, bucket};
}

}  // namespace

void CubeCell::add(std::int64_t value, int count) {
    const Wide next = sum() + value;
    high = static_cast<std::int64_t>(next >> 32);
    low = static_cast<std::uint64_t>(next) & 0xFFFFFFFFU;
    present = static_cast<std::uint32_t>(static_cast<std::int64_t>(present) + count);
}

Cube::Cube(CubeSpec spec, NamedGrouping grouping, std::uint64_t structure, const Columns& actual,
           const Columns& target)
    : spec_(std::move(spec)),
      grouping_(std::make_shared<const NamedGrouping>(std::move(grouping))),
      structure_(structure) {
    const Window window = everything(actual, spec_.bucket);
    // Rows where more is better, and those where less is, one sweep each.
    PersistentVector<CubeCell>::Builder cells;
    for (const bool falling : {false, true}) {
        if (falling && spec_.measured != Measured::achievement) break;
        Grouping part = grouping_->grouping;
        if (spec_.measured == Measured::achievement)
            for (std::size_t row = 0; row < part.of_row.size(); ++row)
                if (grouping_->falling[row] != falling) part.of_row[row] = no_group;
        const Rollup rollup =
            roll_up({&actual, &target, spec_.measured, Within::every_cell, falling, 2}, part, window);
        if (rollup.buckets.empty()) break;
        first_ = rollup.buckets.front();
        buckets_ = static_cast<std::int64_t>(rollup.buckets.size());
        for (std::size_t bucket = 0; bucket < rollup.buckets.size(); ++bucket)
            for (std::uint32_t group = 0; group < rollup.groups; ++group) {
                const Total& total = rollup.at(group, bucket);
                const std::size_t at = bucket * rollup.groups + group;
                CubeCell cell = falling ? cells[at] : CubeCell{};
                const Wide sum = cell.sum() + total.sum;
                cell = {static_cast<std::int64_t>(sum >> 32), static_cast<std::uint64_t>(sum) & 0xFFFFFFFFU,
                        cell.present + total.present};
                if (falling)
                    cells.set(at, cell);
                else
                    cells.push_back(cell);
            }
    }
    cells_ = cells.take();
}

CubeCell Cube::cell(std::uint32_t group, std::int64_t bucket) const {
    const std::uint32_t groups = grouping_->grouping.groups;
    if (group >= groups || bucket < first_ || bucket >= first_ + buckets_) return {};
    return cells_[static_cast<std::size_t>(bucket - first_) * groups + group];
}

std::int64_t Cube::bucket_of(std::int64_t period) const {
    return widen({spec_.rhythm, period}, spec_.bucket).number;
}

// Room for this bucket. Before the first: everything moves behind the new ones, which happens once a year.
void Cube::widen_to(std::int64_t bucket) {
    const std::uint32_t groups = grouping_->grouping.groups;
    if (buckets_ == 0) first_ = bucket;
    if (bucket < first_) {
        PersistentVector<CubeCell>::Builder cells;
        for (std::int64_t i = 0; i < (first_ - bucket) * groups; ++i)
            cells.push_back({});
        for (const CubeCell& cell : cells_)
            cells.push_back(cell);
        cells_ = cells.take();
        buckets_ += first_ - bucket;
        first_ = bucket;
    }
    if (bucket >= first_ + buckets_) {
        PersistentVector<CubeCell>::Builder cells(std::move(cells_));
        for (; first_ + buckets_ <= bucket; ++buckets_)
            for (std::uint32_t i = 0; i < groups; ++i)
                cells.push_back({});
        cells_ = cells.take();
    }
}

Cube Cube::with(std::span<const Delta> deltas) const {
    Cube next = *this;
    const auto& of_row = grouping_->grouping.of_row;
    const std::uint32_t groups = grouping_->grouping.groups;
    // The period of neighbouring deltas is mostly the same.
    std::int64_t period = earliest;
    std::int64_t bucket = 0;
    PersistentVector<CubeCell>::Builder cells(std::move(next.cells_));
    for (const Delta& delta : deltas) {
        const std::uint32_t group = delta.row < of_row.size() ? of_row[delta.row] : no_group;
        if (group == no_group) continue;
        const bool falling = grouping_->falling[delta.row];
        const bool actual = delta.plane == Plane::actual;
        if (!actual && spec_.measured != Measured::achievement) continue;
        const auto before = actual ? worth(spec_.measured, delta.before, delta.beside, falling)
                                   : worth(spec_.measured, delta.beside, delta.before, falling);
        const auto after = actual ? worth(spec_.measured, delta.after, delta.beside, falling)
                                  : worth(spec_.measured, delta.beside, delta.after, falling);
        if (before == after) continue;
        if (delta.period != period) {
            period = delta.period;
            bucket = bucket_of(period);
        }
        if (bucket < next.first_ || bucket >= next.first_ + next.buckets_) {
            next.cells_ = cells.take();
            next.widen_to(bucket);
            cells = PersistentVector<CubeCell>::Builder(std::move(next.cells_));
        }
        cells.edit(static_cast<std::size_t>(bucket - next.first_) * groups + group)
            .add(after.value_or(0) - before.value_or(0), (after ? 1 : 0) - (before ? 1 : 0));
    }
    next.cells_ = cells.take();
    return next;
}

}  // namespace gangmu::measure
