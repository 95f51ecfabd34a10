#include "measure/pack.hpp"

#include <algorithm>
#include <cstring>

#include "base/varint.hpp"

namespace gangmu::measure {
namespace {

constexpr std::string_view magic = "GMP1";

Error bad() {
    return fail(Fault::corrupt, "measure-bad",
                {"檢查點的數值損壞", "The values of a checkpoint are damaged"});
}

void put_text(std::string& out, std::string_view text) {
    put_varint(out, text.size());
    out += text;
}

// ---- tiles

void put_marks(std::string& out, const Tile& tile) {
    for (std::size_t at = 0; at < tile_cells;) {
        std::size_t end = at + 1;
        while (end < tile_cells && tile.marks[end] == tile.marks[at])
            ++end;
        put_varint(out, end - at);
        put_varint(out, tile.marks[at]);
        at = end;
    }
}

bool take_marks(VarintReader& in, Tile& tile) {
    for (std::size_t at = 0; at < tile_cells;) {
        const std::uint64_t size = in.next();
        const std::uint64_t mark = in.next();
        if (!in.good() || size == 0 || size > tile_cells - at || mark > UINT16_MAX) return false;
        std::fill_n(tile.marks.begin() + static_cast<std::ptrdiff_t>(at), size,
                    static_cast<std::uint16_t>(mark));
        at += static_cast<std::size_t>(size);
    }
    return true;
}

template <class T>
void put_numbers(std::string& out, const Tile& tile, std::uint64_t base) {
    std::array<T, tile_cells> packed{};
    for (std::size_t i = 0; i < tile_cells; ++i)
        packed[i] =
            tile.marks[i] == 0 ? T{0} : static_cast<T>(static_cast<std::uint64_t>(tile.values[i]) - base);
    out.append(reinterpret_cast<const char*>(packed.data()), sizeof packed);
}

template <class T>
bool take_numbers(VarintReader& in, Tile& tile, std::uint64_t base) {
    std::array<T, tile_cells> packed;
    const std::string_view bytes = in.take(sizeof packed);
    if (!in.good()) return false;
    std::memcpy(packed.data(), bytes.data(), sizeof packed);
    for (std::size_t i = 0; i < tile_cells; ++i)
        tile.values[i] = tile.marks[i] == 0 ? 0 : static_cast<std::int64_t>(base + std::uint64_t{packed[i]});
    return true;
}

void put_tile(std::string& out, const Tile& tile) {
    put_marks(out, tile);
    bool any = false;
    std::int64_t least = 0;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < tile_cells; ++i) {
        if (tile.marks[i] == 0) continue;
        least = any ? std::min(least, tile.values[i]) : tile.values[i];
        most = any ? std::max(most, tile.values[i]) : tile.values[i];
        any = true;
    }
    const auto base = static_cast<std::uint64_t>(least);
    const std::uint64_t range = static_cast<std::uint64_t>(most) - base;
    put_signed(out, least);
    if (range == 0) {
        out.push_back(0);
    } else if (range <= UINT8_MAX) {
        out.push_back(1);
        put_numbers<std::uint8_t>(out, tile, base);
    } else if (range <= UINT16_MAX) {
        out.push_back(2);
        put_numbers<std::uint16_t>(out, tile, base);
    } else if (range <= UINT32_MAX) {
        out.push_back(4);
        put_numbers<std::uint32_t>(out, tile, base);
    } else {
        out.push_back(8);
        put_numbers<std::uint64_t>(out, tile, base);
    }
}

bool take_tile(VarintReader& in, Tile& tile) {
    if (!take_marks(in, tile)) return false;
    const auto base = static_cast<std::uint64_t>(in.next_signed());
    const std::string_view width = in.take(1);
    if (!in.good()) return false;
    switch (width.front()) {
        case 0:
            for (std::size_t i = 0; i < tile_cells; ++i)
                tile.values[i] = tile.marks[i] == 0 ? 0 : static_cast<std::int64_t>(base);
            return true;
        case 1:
            return take_numbers<std::uint8_t>(in, tile, base);
        case 2:
            return take_numbers<std::uint16_t>(in, tile, base);
        case 4:
            return take_numbers<std::uint32_t>(in, tile, base);
        case 8:
            return take_numbers<std::uint64_t>(in, tile, base);
        default:
            return false;
    }
}

void put_columns(std::string& out, const Columns& columns) {
    const auto bands = columns.bands();
    put_varint(out, bands.size());
    for (const std::int64_t number : bands) {
        const Columns::Band& band = *columns.band(number);
        std::vector<std::size_t> there;
        for (std::size_t at = 0; at < band.size(); ++at)
            if (band[at] != nullptr) there.push_back(at);
        put_signed(out, number);
        put_varint(out, there.size());
        for (const std::size_t at : there) {
            put_varint(out, at);
            put_tile(out, *band[at]);
        }
    }
}

std::optional<Columns> take_columns(VarintReader& in, Rhythm rhythm, std::size_t rows) {
    Columns::Editor editor{Columns(rhythm)};
    const std::size_t per_tile = Columns(rhythm).rows_per_tile();
    const std::uint64_t bands = in.next();
    for (std::uint64_t i = 0; i < bands && in.good(); ++i) {
        const std::int64_t number = in.next_signed();
        const std::uint64_t tiles = in.next();
        for (std::uint64_t j = 0; j < tiles && in.good(); ++j) {
            const std::uint64_t at = in.next();
            auto tile = std::make_shared<Tile>();
            if (at * per_tile >= rows || !take_tile(in, *tile)) return std::nullopt;
            editor.put_tile(number, static_cast<std::size_t>(at), std::move(tile));
        }
    }
    if (!in.good()) return std::nullopt;
    return editor.take();
}

// ---- instants: rows with their entries as differences

void put_instants(std::string& out, const Measure& measure) {
    const auto& keys = measure.table(Rhythm::instant).keys;
    for (Row row = 0; row < keys.size(); ++row) {
        std::string entries;
        std::uint64_t count = 0;
        std::int64_t time = 0;
        std::int64_t value = 0;
        measure.instants().each(row, earliest, latest, [&](std::int64_t at, const Cell& cell) {
            put_signed(entries, at - time);
            put_signed(entries, cell.value - value);
            put_varint(entries, static_cast<unsigned>(cell.quality) | (unsigned{cell.version} << 3U));
            time = at;
            value = cell.value;
            ++count;
        });
        put_varint(out, count);
        out += entries;
    }
}

bool take_instants(VarintReader& in, std::size_t rows, Instants& instants) {
    for (Row row = 0; row < rows; ++row) {
        const std::uint64_t count = in.next();
        std::int64_t time = 0;
        std::int64_t value = 0;
        for (std::uint64_t i = 0; i < count && in.good(); ++i) {
            time += in.next_signed();
            value += in.next_signed();
            const std::uint64_t mark = in.next();
            if (!in.good() || mark > UINT16_MAX || (mark & 7U) > static_cast<unsigned>(Quality::suspect))
                return false;
            instants.set(row, time,
                         {value, static_cast<Quality>(mark & 7U), static_cast<std::uint16_t>(mark >> 3U)});
        }
    }
    return in.good();
}

void put_keys(std::string& out, const PersistentVector<SeriesKey>& keys) {
    put_varint(out, keys.size());
    SeriesKey before;
    for (const SeriesKey& key : keys) {
        put_signed(out, std::int64_t{key.element} - before.element);
        put_signed(out, std::int64_t{key.unit} - before.unit);
        put_varint(out, key.combination);
        before = key;
    }
}

template <class Write>
std::string json_of(const Write& write) {
    JsonWriter out;
    write(out);
    return out.take();
}

}  // namespace

// Fills a Measure from the inside, so that rows and numbers are what they were.
class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : in_(bytes) {}

    Result<Measure> run() {
        CHECK(elements());
        CHECK(units());
        for (const Rhythm rhythm : all_rhythms)
            CHECK(table(rhythm));
        measure_.structure_ = in_.next();
        measure_.version_ = in_.next();
        if (!in_.good() || in_.left() != 0) return bad();
        return std::move(measure_);
    }

  private:
    Result<json::value> next_json() {
        const std::uint64_t size = in_.next();
        const std::string_view text = in_.take(static_cast<std::size_t>(size));
        if (!in_.good()) return bad();
        return parse_json(text);
    }

    Status elements() {
        const std::uint64_t count = in_.next();
        for (std::uint64_t number = 0; number < count; ++number) {
            const std::uint64_t versions = in_.next();
            for (std::uint64_t version = 1; version <= versions; ++version) {
                TRY(const auto value, next_json());
                if (!value.is_object()) return bad();
                TRY(Element element, read_element(value.get_object()));
                element.number = static_cast<std::uint32_t>(number);
                element.version = static_cast<std::uint32_t>(version);
                if (!measure_.define(std::move(element), 0)) return bad();
            }
            PersistentVector<std::uint64_t>::Builder events;
            std::uint64_t seq = 0;
            const std::uint64_t written = in_.next();
            for (std::uint64_t i = 0; i < written && in_.good(); ++i)
                events.push_back(seq += in_.next());
            if (written != 0)
                measure_.written_ = measure_.written_.set(static_cast<std::uint32_t>(number), events.take());
            if (!in_.good()) return bad();
        }
        return {};
    }

    Status units() {
        const std::uint64_t count = in_.next();
        for (std::uint64_t number = 0; number < count && in_.good(); ++number) {
            if (in_.next() == 0) continue;
            TRY(const auto value, next_json());
            if (!value.is_object()) return bad();
            TRY(Unit unit, read_unit(value.get_object()));
            unit.number = static_cast<std::uint32_t>(number);
            if (!measure_.set_unit(std::move(unit), 0)) return bad();
        }
        return in_.good() ? Status() : Status(bad());
    }

    Status table(Rhythm rhythm) {
        Table table;
        const std::uint64_t rows = in_.next();
        PersistentVector<SeriesKey>::Builder keys;
        PersistentMap<SeriesKey, Row>::Builder of_key(std::move(measure_.rows_));
        SeriesKey key;
        for (std::uint64_t row = 0; row < rows && in_.good(); ++row) {
            key.element = static_cast<std::uint32_t>(key.element + in_.next_signed());
            key.unit = static_cast<std::uint32_t>(key.unit + in_.next_signed());
            key.combination = in_.next();
            if (measure_.element(key.element) == nullptr || measure_.unit(key.unit) == nullptr) return bad();
            keys.push_back(key);
            of_key.set(key, static_cast<Row>(row));
            const auto* others = measure_.rows_of_.find(key.element);
            measure_.rows_of_ = measure_.rows_of_.set(
                key.element,
                (others == nullptr ? PersistentVector<Row>() : *others).push_back(static_cast<Row>(row)));
        }
        if (!in_.good()) return bad();
        measure_.rows_ = of_key.take();
        table.keys = keys.take();
        auto actual = take_columns(in_, rhythm, table.keys.size());
        auto target = actual ? take_columns(in_, rhythm, table.keys.size()) : std::nullopt;
        if (!target) return bad();
        table.actual = std::move(*actual);
        table.target = std::move(*target);
        if (rhythm == Rhythm::instant) {
            Instants instants;
            if (!take_instants(in_, table.keys.size(), instants)) return bad();
            measure_.instants_ = std::make_shared<const Instants>(std::move(instants));
        }
        measure_.tables_[static_cast<std::size_t>(rhythm)] = std::make_shared<const Table>(std::move(table));
        return {};
    }

    VarintReader in_;
    Measure measure_;
};

std::string pack(const Measure& measure) {
    std::string out(magic);
    put_varint(out, measure.elements());
    for (std::uint32_t number = 0; number < measure.elements(); ++number) {
        const Element* now = measure.element(number);
        put_varint(out, now == nullptr ? 0 : now->version);
        for (std::uint32_t version = 1; now != nullptr && version <= now->version; ++version)
            put_text(out, json_of([&](JsonWriter& json) { write(json, *measure.element(number, version)); }));
        const auto* events = measure.written(number);
        put_varint(out, events == nullptr ? 0 : events->size());
        std::uint64_t before = 0;
        for (std::size_t i = 0; events != nullptr && i < events->size(); ++i) {
            put_varint(out, (*events)[i] - before);
            before = (*events)[i];
        }
    }
    put_varint(out, measure.units());
    for (std::uint32_t number = 0; number < measure.units(); ++number) {
        const Unit* unit = measure.unit(number);
        put_varint(out, unit == nullptr ? 0 : 1);
        if (unit != nullptr) put_text(out, json_of([&](JsonWriter& json) { write(json, *unit); }));
    }
    for (const Rhythm rhythm : all_rhythms) {
        const Table& table = measure.table(rhythm);
        put_keys(out, table.keys);
        put_columns(out, table.actual);
        put_columns(out, table.target);
        if (rhythm == Rhythm::instant) put_instants(out, measure);
    }
    put_varint(out, measure.structure());
    put_varint(out, measure.version());
    return out;
}

Result<Measure> unpack(std::string_view bytes) {
    if (!bytes.starts_with(magic)) return bad();
    return Unpacker(bytes.substr(magic.size())).run();
}

}  // namespace gangmu::measure
