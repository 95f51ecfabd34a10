// The values of all series of one rhythm: rows × periods, cut into tiles of 1,024 numbers that copies share.
// A row is a series (element, unit, combination of dimension members); rows are numbered as they come, and
// stay. A tile is row-major, so one row's neighbouring periods lie side by side and a sweep over rows in
// order reads memory in order. A write copies the tiles it touches (10 KB each), nothing else.
//
// Numbers are fixed-point integers (value × 10^decimals of their element), so that sums are exact and do not
// depend on the order. Missing is a mark, and its number is 0: a sum needs no mark.
//
// Threads: a Columns is an immutable value; an Editor belongs to one thread.
#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"
#include "measure/rhythm.hpp"

namespace gangmu::measure {

enum class Quality : std::uint8_t { missing, measured, estimated, self_reported, revised, suspect };
std::string_view to_string(Quality quality);
std::optional<Quality> parse_quality(std::string_view name);
Message quality_title(Quality quality);

using Row = std::uint32_t;

struct Cell {
    std::int64_t value = 0;
    Quality quality = Quality::missing;
    std::uint16_t version = 0;  // of the element's definition, from 1; at most 8,191

    bool present() const { return quality != Quality::missing; }
    bool operator==(const Cell&) const = default;
};

inline constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min() / 2;
inline constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max() / 2;

inline constexpr std::size_t tile_cells = 1024;

struct Tile {
    std::array<std::int64_t, tile_cells> values{};
    std::array<std::uint16_t, tile_cells> marks{};  // quality in the low 3 bits, version above; 0: missing

    Cell cell(std::size_t at) const {
        const std::uint16_t mark = marks[at];
        return {values[at], static_cast<Quality>(mark & 7U), static_cast<std::uint16_t>(mark >> 3U)};
    }
};
using TilePtr = std::shared_ptr<const Tile>;

// Periods in a tile's row: a power of two, about as many as are asked for together.
constexpr std::int64_t tile_periods(Rhythm rhythm) {
    switch (rhythm) {
        case Rhythm::year:
        case Rhythm::half:
            return 8;
        case Rhythm::quarter:
        case Rhythm::month:
            return 16;
        case Rhythm::week:
            return 64;
        case Rhythm::day:
            return 128;
        default:
            return 512;
    }
}

class Columns {
  public:
    // All tiles of one band of periods, by row / rows_per_tile(); null: nothing there.
    using Band = PersistentVector<TilePtr>;

    Columns() = default;
    explicit Columns(Rhythm rhythm) : rhythm_(rhythm) {}

    Rhythm rhythm() const { return rhythm_; }
    std::int64_t periods_per_tile() const { return tile_periods(rhythm_); }
    std::size_t rows_per_tile() const { return tile_cells / static_cast<std::size_t>(periods_per_tile()); }
    std::int64_t band_of(std::int64_t period) const {
        const auto size = periods_per_tile();
        return period >= 0 ? period / size : -((-period + size - 1) / size);
    }
    std::size_t place(Row row, std::int64_t period) const {  // within its tile
        const auto size = periods_per_tile();
        return (row % rows_per_tile()) * static_cast<std::size_t>(size) +
               static_cast<std::size_t>(period - band_of(period) * size);
    }

    Cell cell(Row row, std::int64_t period) const;
    const Band* band(std::int64_t number) const { return bands_.find(number); }
    std::vector<std::int64_t> bands() const;      // ascending
    std::size_t count() const { return count_; }  // values that are present
    std::size_t tiles() const;
    // f(period, cell) for every value of the row in [first, last] that is present, in order of time.
    template <class F>
    void each(Row row, std::int64_t first, std::int64_t last, F&& f) const {
        if (bands_.empty()) return;
        const auto size = periods_per_tile();
        const std::int64_t end = std::min(band_of(last), last_band_);
        for (std::int64_t number = std::max(band_of(first), first_band_); number <= end; ++number) {
            const Tile* tile = tile_of(number, row);
            if (tile == nullptr) continue;
            const std::size_t start = place(row, number * size);
            for (std::int64_t i = 0; i < size; ++i) {
                const std::int64_t period = number * size + i;
                if (period < first || period > last) continue;
                if (const Cell cell = tile->cell(start + static_cast<std::size_t>(i)); cell.present())
                    f(period, cell);
            }
        }
    }

    class Editor;

  private:
    const Tile* tile_of(std::int64_t band, Row row) const;

    Rhythm rhythm_ = Rhythm::year;
    PersistentMap<std::int64_t, Band> bands_;
    std::int64_t first_band_ = 0, last_band_ = -1;
    std::size_t count_ = 0;
};

// Many writes as one: each tile is copied once. Row numbers may run ahead of what is there.
class Columns::Editor {
  public:
    explicit Editor(Columns start) : value_(std::move(start)) {}

    // The cell as it was; a missing cell takes the value out.
    Cell set(Row row, std::int64_t period, Cell cell);
    Columns take();
    // A whole tile as it stands, when a checkpoint is read.
    void put_tile(std::int64_t band, std::size_t at, std::shared_ptr<Tile> tile);

  private:
    Tile& own(std::int64_t band, std::size_t at);

    Columns value_;
    struct Key {
        std::int64_t band;
        std::size_t at;
        bool operator==(const Key&) const = default;
    };
    struct Hash {
        std::size_t operator()(const Key& key) const {
            return static_cast<std::size_t>(key.band) * 0x9E3779B97F4A7C15U ^ key.at;
        }
    };
    std::unordered_map<Key, std::shared_ptr<Tile>, Hash> owned_;
    Key last_{0, 0};
    Tile* last_tile_ = nullptr;
};

}  // namespace gangmu::measure
