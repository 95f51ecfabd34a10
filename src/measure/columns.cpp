#include "measure/columns.hpp"

#include <algorithm>

namespace gangmu::measure {
namespace {

constexpr std::array<std::string_view, 6> names = {"missing",       "measured", "estimated",
                                                   "self-reported", "revised",  "suspect"};

}  // namespace

std::string_view to_string(Quality quality) {
    return names[static_cast<std::size_t>(quality)];
}

std::optional<Quality> parse_quality(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Quality>(found - names.begin());
}

Message quality_title(Quality quality) {
    static const std::array<Message, 6> titles = {{{"缺漏", "missing"},
                                                   {"實測", "measured"},
                                                   {"推估", "estimated"},
                                                   {"自行填報", "self-reported"},
                                                   {"修正", "revised"},
                                                   {"存疑", "suspect"}}};
    return titles[static_cast<std::size_t>(quality)];
}

const Tile* Columns::tile_of(std::int64_t band, Row row) const {
    const Band* tiles = bands_.find(band);
    if (tiles == nullptr) return nullptr;
    const TilePtr* tile = tiles->at(row / rows_per_tile());
    return tile == nullptr ? nullptr : tile->get();
}

Cell Columns::cell(Row row, std::int64_t period) const {
    const Tile* tile = tile_of(band_of(period), row);
    return tile == nullptr ? Cell{} : tile->cell(place(row, period));
}

std::vector<std::int64_t> Columns::bands() const {
    std::vector<std::int64_t> all;
    bands_.each([&](std::int64_t number, const Band&) { all.push_back(number); });
    std::sort(all.begin(), all.end());
    return all;
}

std::size_t Columns::tiles() const {
    std::size_t count = 0;
    bands_.each([&](std::int64_t, const Band& band) {
        band.leaves([&](std::span<const TilePtr> tiles) {
            for (const auto& tile : tiles)
                count += tile != nullptr ? 1U : 0U;
        });
    });
    return count;
}

Tile& Columns::Editor::own(std::int64_t band, std::size_t at) {
    if (last_tile_ != nullptr && last_ == Key{band, at}) return *last_tile_;
    auto& tile = owned_[Key{band, at}];
    if (tile == nullptr) {
        const Band* tiles = value_.bands_.find(band);
        const TilePtr* there = tiles == nullptr ? nullptr : tiles->at(at);
        tile = there == nullptr || *there == nullptr ? std::make_shared<Tile>()
                                                     : std::make_shared<Tile>(**there);
    }
    last_ = {band, at};
    last_tile_ = tile.get();
    return *tile;
}

Cell Columns::Editor::set(Row row, std::int64_t period, Cell cell) {
    Tile& tile = own(value_.band_of(period), row / value_.rows_per_tile());
    const std::size_t at = value_.place(row, period);
    const Cell before = tile.cell(at);
    tile.values[at] = cell.present() ? cell.value : 0;
    tile.marks[at] =
        cell.present()
            ? static_cast<std::uint16_t>(static_cast<unsigned>(cell.quality) | (unsigned{cell.version} << 3U))
            : std::uint16_t{0};
    value_.count_ += static_cast<std::size_t>(cell.present()) - static_cast<std::size_t>(before.present());
    return before;
}

void Columns::Editor::put_tile(std::int64_t band, std::size_t at, std::shared_ptr<Tile> tile) {
    value_.count_ +=
        tile_cells - static_cast<std::size_t>(std::count(tile->marks.begin(), tile->marks.end(), 0));
    owned_[Key{band, at}] = std::move(tile);
    last_tile_ = nullptr;
}

Columns Columns::Editor::take() {
    std::vector<std::pair<Key, std::shared_ptr<Tile>>> tiles(owned_.begin(), owned_.end());
    owned_.clear();
    last_tile_ = nullptr;
    std::sort(tiles.begin(), tiles.end(), [](const auto& a, const auto& b) {
        return a.first.band != b.first.band ? a.first.band < b.first.band : a.first.at < b.first.at;
    });
    for (auto first = tiles.begin(); first != tiles.end();) {
        const std::int64_t number = first->first.band;
        const Band* there = value_.bands_.find(number);
        Band::Builder band(there == nullptr ? Band() : *there);
        for (; first != tiles.end() && first->first.band == number; ++first) {
            while (band.size() <= first->first.at)
                band.push_back(nullptr);
            band.edit(first->first.at) = std::move(first->second);
        }
        const bool only = value_.bands_.empty();
        value_.first_band_ = only ? number : std::min(value_.first_band_, number);
        value_.last_band_ = only ? number : std::max(value_.last_band_, number);
        value_.bands_ = value_.bands_.set(number, band.take());
    }
    return std::move(value_);
}

}  // namespace gangmu::measure
