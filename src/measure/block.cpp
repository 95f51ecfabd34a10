#include "measure/block.hpp"

#include <algorithm>

#include "base/varint.hpp"

namespace gangmu::measure {
namespace {

constexpr std::string_view magic = "GMV1";

Error bad() {
    return fail(Fault::corrupt, "block-bad", {"數值區塊損壞", "A block of values is damaged"});
}

void write_series(std::string& out, const SeriesBlock& series) {
    put_varint(out, series.key.element);
    put_varint(out, series.key.unit);
    put_varint(out, series.key.combination);
    put_varint(out, series.version);
    put_varint(out, series.values.size());
    if (series.values.empty()) return;
    const Quality first = series.values.front().quality;
    const bool alike = std::all_of(series.values.begin(), series.values.end(),
                                   [&](const auto& each) { return each.quality == first; });
    put_varint(out, alike ? static_cast<unsigned>(first) + 1U : 0U);
    if (!alike)
        for (const auto& each : series.values)
            out.push_back(static_cast<char>(each.quality));
    std::int64_t period = series.values.front().period;
    put_signed(out, period);
    for (std::size_t i = 1; i < series.values.size(); ++i) {
        put_varint(out, static_cast<std::uint64_t>(series.values[i].period - period - 1));
        period = series.values[i].period;
    }
    std::int64_t value = 0;
    for (const auto& each : series.values) {
        put_signed(out, each.value - value);
        value = each.value;
    }
}

bool read_values(VarintReader& in, std::size_t count, SeriesBlock& series) {
    series.values.resize(count);
    const std::uint64_t alike = in.next();
    if (alike > static_cast<std::uint64_t>(Quality::suspect) + 1) return false;
    const std::string_view qualities = alike == 0 ? in.take(count) : std::string_view();
    if (!in.good()) return false;
    for (std::size_t i = 0; i < count; ++i) {
        const auto quality = alike == 0 ? static_cast<unsigned char>(qualities[i]) : alike - 1;
        if (quality > static_cast<std::uint64_t>(Quality::suspect)) return false;
        series.values[i].quality = static_cast<Quality>(quality);
    }
    std::int64_t period = in.next_signed();
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) {
            const std::uint64_t gap = in.next();
            if (gap > static_cast<std::uint64_t>(latest)) return false;
            period += static_cast<std::int64_t>(gap) + 1;
        }
        if (period < earliest || period > latest) return false;
        series.values[i].period = period;
    }
    std::int64_t value = 0;
    for (auto& each : series.values) {
        if (__builtin_add_overflow(value, in.next_signed(), &value)) return false;
        each.value = value;
    }
    return in.good();
}

}  // namespace

std::string_view to_string(Plane plane) {
    return plane == Plane::actual ? "actual" : "target";
}

std::optional<Plane> parse_plane(std::string_view name) {
    if (name == "actual") return Plane::actual;
    if (name == "target") return Plane::target;
    return std::nullopt;
}

std::size_t Block::count() const {
    std::size_t count = 0;
    for (const auto& each : series)
        count += each.values.size();
    return count;
}

std::string write_block(const Block& block) {
    std::string out(magic);
    put_varint(out, static_cast<unsigned>(block.plane));
    put_varint(out, block.series.size());
    for (const auto& each : block.series)
        write_series(out, each);
    return out;
}

Result<Block> read_block(std::string_view bytes) {
    if (!bytes.starts_with(magic)) return bad();
    VarintReader in(bytes.substr(magic.size()));
    Block block;
    const std::uint64_t plane = in.next();
    const std::uint64_t count = in.next();
    if (!in.good() || plane > 1 || count > block_values) return bad();
    block.plane = static_cast<Plane>(plane);
    std::size_t values = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        SeriesBlock series;
        const std::uint64_t element = in.next();
        const std::uint64_t unit = in.next();
        series.key = {static_cast<std::uint32_t>(element), static_cast<std::uint32_t>(unit), in.next()};
        const std::uint64_t version = in.next();
        const std::uint64_t size = in.next();
        if (!in.good() || element > UINT32_MAX || unit > UINT32_MAX || version > 0x1FFF || size == 0 ||
            size > block_values - values)
            return bad();
        series.version = static_cast<std::uint16_t>(version);
        if (!read_values(in, static_cast<std::size_t>(size), series)) return bad();
        if (!block.series.empty() && !(block.series.back().key < series.key)) return bad();
        values += static_cast<std::size_t>(size);
        block.series.push_back(std::move(series));
    }
    if (in.left() != 0) return bad();
    return block;
}

}  // namespace gangmu::measure
