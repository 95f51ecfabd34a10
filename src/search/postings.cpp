#include "search/postings.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "search/weights.hpp"

namespace gangmu::search {
namespace {

constexpr std::uint32_t skip_bytes = 12;

void put(std::vector<std::uint8_t>& out, std::uint32_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

inline std::uint32_t get(const std::uint8_t*& p) {
    std::uint32_t value = *p++;
    if (value < 0x80) return value;
    value &= 0x7F;
    for (unsigned shift = 7;; shift += 7) {
        const std::uint32_t byte = *p++;
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
}

// The same where there is room for it already.
inline std::uint8_t* put(std::uint8_t* out, std::uint32_t value) {
    while (value >= 0x80) {
        *out++ = static_cast<std::uint8_t>(value | 0x80);
        value >>= 7;
    }
    *out++ = static_cast<std::uint8_t>(value);
    return out;
}
constexpr std::size_t most_of_number = 5;  // bytes

void put_u32(std::vector<std::uint8_t>& out, std::size_t at, std::uint32_t value) {
    std::memcpy(out.data() + at, &value, sizeof value);
}

std::uint64_t get_u64(const std::uint8_t* p) {
    std::uint64_t value = 0;
    std::memcpy(&value, p, sizeof value);
    return value;
}

constexpr std::uint64_t each_byte = 0x0101010101010101U;
constexpr std::uint64_t high_bits = 0x80 * each_byte;

// In the order in which bytes lie in memory; 8 of zero.
std::uint32_t leading_zero_bytes(std::uint64_t eight) {
    static_assert(std::endian::native == std::endian::little);
    return static_cast<std::uint32_t>(std::countr_zero(eight)) / 8;
}

std::uint32_t get_u32(const std::uint8_t* p) {
    std::uint32_t value = 0;
    std::memcpy(&value, p, sizeof value);
    return value;
}

Doc doc_of(std::uint64_t place) {
    return static_cast<Doc>(place >> 32);
}
std::uint32_t position_of(std::uint64_t place) {
    return static_cast<std::uint32_t>(place);
}

}  // namespace

namespace {

std::uint32_t write_one(std::uint64_t place, std::span<const std::uint16_t> title_end,
                        std::vector<std::uint8_t>& out) {
    const Doc doc = doc_of(place);
    const bool title = position_of(place) < title_end[doc];
    const std::uint32_t entry = (doc - no_doc) << 2 | (title ? flag_title : 0U);
    put(out, entry < 0x80 ? 1U : entry < 0x4000 ? 2U : entry < 0x200000 ? 3U : entry < 0x10000000 ? 4U : 5U);
    put(out, entry);
    put(out, position_of(place));
    return 1;
}

}  // namespace

std::uint32_t write_postings(std::span<const std::uint64_t> places, std::span<const std::uint16_t> title_end,
                             WorthOf worth, std::vector<std::uint8_t>& out) {
    if (places.size() == 1)
        return write_one(places[0], title_end, out);  // most grams stand in one place only
    std::uint32_t count = 1;
    for (std::size_t i = 1; i < places.size(); ++i)
        count += doc_of(places[i]) != doc_of(places[i - 1]) ? 1 : 0;
    const std::uint32_t blocks = (count + PostingCursor::block_size - 1) / PostingCursor::block_size;
    const std::size_t start = out.size();
    if (blocks > 1) out.resize(start + blocks * skip_bytes);

    thread_local std::vector<std::uint8_t> positions;
    std::array<std::uint8_t, PostingCursor::block_size * most_of_number> docs;
    std::size_t i = 0;
    Doc before = no_doc;
    for (std::uint32_t block = 0; block < blocks; ++block) {
        std::uint8_t* docs_end = docs.data();
        std::size_t filled = 0;  // of positions
        worth.begin();
        const std::size_t offset = out.size() - start;
        for (std::uint32_t n = 0; n < PostingCursor::block_size && i < places.size(); ++n) {
            const Doc doc = doc_of(places[i]);
            std::size_t end = i + 1;
            while (end < places.size() && doc_of(places[end]) == doc)
                ++end;
            const bool several = end - i > 1;
            const bool title = position_of(places[i]) < title_end[doc];
            const auto flags =
                static_cast<std::uint8_t>((title ? flag_title : 0U) | (several ? flag_several : 0U));
            docs_end = put(docs_end, (doc - before) << 2 | flags);
            if (blocks > 1) worth.add(doc, flags);
            if (positions.size() < filled + (end - i + 1) * most_of_number)
                positions.resize(2 * (filled + (end - i + 1) * most_of_number));
            std::uint8_t* to = positions.data() + filled;
            if (several) to = put(to, static_cast<std::uint32_t>(end - i));
            for (std::uint32_t last = 0; i < end; ++i) {
                to = put(to, position_of(places[i]) - last);
                last = position_of(places[i]);
            }
            filled = static_cast<std::size_t>(to - positions.data());
            before = doc;
        }
        put(out, static_cast<std::uint32_t>(docs_end - docs.data()));
        out.insert(out.end(), docs.data(), docs_end);
        out.insert(out.end(), positions.data(), positions.data() + filled);
        if (blocks > 1) {
            put_u32(out, start + block * skip_bytes, before);
            put_u32(out, start + block * skip_bytes + 4, static_cast<std::uint32_t>(offset));
            put_u32(out, start + block * skip_bytes + 8, worth.worth().bits());
        }
    }
    return count;
}

std::uint32_t write_passages(std::span<const std::uint64_t> found, std::span<const std::uint64_t> titles,
                             WorthOf worth, std::vector<std::uint8_t>& out) {
    std::uint32_t count = 0;
    for (const auto bits : found)
        count += static_cast<std::uint32_t>(std::popcount(bits));
    const std::uint32_t blocks = (count + PostingCursor::block_size - 1) / PostingCursor::block_size;
    const std::size_t start = out.size();
    if (blocks > 1) out.resize(start + blocks * skip_bytes);
    std::array<std::uint8_t, PostingCursor::block_size * most_of_number> docs;
    std::uint8_t* docs_end = docs.data();
    std::uint32_t block = 0, filled = 0;
    Doc before = no_doc;
    worth.begin();
    const auto flush = [&] {
        if (blocks > 1) {
            put_u32(out, start + block * skip_bytes, before);
            put_u32(out, start + block * skip_bytes + 4, static_cast<std::uint32_t>(out.size() - start));
            put_u32(out, start + block * skip_bytes + 8, worth.worth().bits());
        }
        put(out, static_cast<std::uint32_t>(docs_end - docs.data()));
        out.insert(out.end(), docs.data(), docs_end);
        docs_end = docs.data();
        filled = 0;
        worth.begin();
        ++block;
    };
    for (std::size_t word = 0; word < found.size(); ++word) {
        for (std::uint64_t bits = found[word]; bits != 0; bits &= bits - 1) {
            const auto bit = static_cast<std::uint32_t>(std::countr_zero(bits));
            const Doc doc = static_cast<Doc>(word * 64) + bit;
            const std::uint8_t flags = (titles[word] >> bit & 1) != 0 ? flag_title : 0;
            docs_end = put(docs_end, (doc - before) << 2 | flags);
            worth.add(doc, flags);
            before = doc;
            if (++filled == PostingCursor::block_size) flush();
        }
    }
    if (filled > 0) flush();
    return count;
}

PostingCursor::PostingCursor(Postings postings)
    : postings_(postings), blocks_((postings.count + block_size - 1) / block_size) {
    load(0);
}

Doc PostingCursor::last_of(std::uint32_t block) const {
    return get_u32(postings_.bytes + block * skip_bytes);
}

std::uint32_t PostingCursor::worth_of(std::uint32_t block) const {
    return get_u32(postings_.bytes + block * skip_bytes + 8);
}

void PostingCursor::load(std::uint32_t block) {
    block_ = block;
    at_ = 0;
    if (block >= blocks_) {
        filled_ = 0;
        doc_ = no_doc;
        return;
    }
    const std::uint8_t* p = postings_.bytes;
    Doc before = no_doc;
    if (blocks_ > 1) {
        p += get_u32(postings_.bytes + block * skip_bytes + 4);
        if (block > 0) before = last_of(block - 1);
    }
    filled_ = std::min(block_size, postings_.count - block * block_size);
    const std::uint32_t docs_bytes = get(p);
    position_bytes_ = p + docs_bytes;
    positions_read_ = false;
    for (std::uint32_t i = 0; i < filled_;) {
        // Eight entries at a time, of which those count that come before one of several bytes.
        const std::uint64_t eight = get_u64(p);
        const std::uint32_t short_ones = std::min(leading_zero_bytes(eight & high_bits), filled_ - i);
        Doc doc = before;
        for (std::uint32_t j = 0; j < 8; ++j) {
            flags_[i + j] = p[j] & 3;
            docs_[i + j] = doc += p[j] >> 2;
        }
        if (short_ones > 0) before = docs_[i + short_ones - 1];
        i += short_ones;
        p += short_ones;
        if (short_ones == 8 || i == filled_) continue;
        const std::uint32_t entry = get(p);
        flags_[i] = entry & 3;
        docs_[i] = before += entry >> 2;
        ++i;
    }
    doc_ = docs_[0];
}

void PostingCursor::advance_far(Doc target) {
    if (docs_[filled_ - 1] < target) {
        // gallop over the blocks, then halve
        std::uint32_t low = block_ + 1, step = 1;
        while (low + step < blocks_ && last_of(low + step - 1) < target) {
            low += step;
            step *= 2;
        }
        std::uint32_t high = std::min(blocks_, low + step);
        while (low < high) {
            const std::uint32_t middle = (low + high) / 2;
            if (blocks_ > 1 && last_of(middle) < target)
                low = middle + 1;
            else
                high = middle;
        }
        load(low);
        if (doc_ >= target) return;
    }
    // Lists that are read together mostly stand close to each other.
    for (std::uint32_t near = 0; near < 8; ++near) {
        doc_ = docs_[++at_];
        if (doc_ >= target) return;
    }
    const auto* begin = docs_.data();
    at_ = static_cast<std::uint32_t>(std::lower_bound(begin + at_, begin + filled_, target) - begin);
    doc_ = docs_[at_];
}

void PostingCursor::read_positions() {
    positions_read_ = true;
    const std::uint8_t* p = position_bytes_;
    for (std::uint32_t i = 0; i < filled_;) {
        // Eight at a time, of which those count that come before one of several bytes or several positions.
        const std::uint64_t several = get_u64(flags_.data() + i) & each_byte * flag_several;
        const std::uint32_t single = leading_zero_bytes(several | (get_u64(p) & high_bits));
        for (std::uint32_t j = 0; j < 8; ++j)
            first_[i + j] = p[j];
        i += single;
        p += single;
        if (single == 8 || i >= filled_) continue;
        std::uint32_t more = 0;
        if ((flags_[i] & flag_several) != 0) {
            at_several_[i] = p;
            more = get(p) - 1;
        }
        first_[i++] = get(p);
        for (; more > 0; --more) {
            while (*p++ >= 0x80) {
            }
        }
    }
}

void PostingCursor::positions(std::vector<std::uint32_t>& out) {
    out.clear();
    const std::uint32_t first = first_position();
    if ((flags_[at_] & flag_several) == 0) {
        out.push_back(first);
        return;
    }
    const std::uint8_t* p = at_several_[at_];
    std::uint32_t count = get(p);
    for (std::uint32_t last = 0; count > 0; --count)
        out.push_back(last += get(p));
}

}  // namespace gangmu::search
