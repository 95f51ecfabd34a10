// Postings: for one gram, the passages that hold it and where. Delta-coded, in blocks of 128 passages that
// can be passed over; within a block the positions stand behind the passages, so that who needs none reads
// none.
//   list  = [blocks > 1: per block {u32 last passage, u32 offset, u32 worth of its best}] block…
//   block = varint(bytes of docs) docs positions
//   docs  = varint(delta << 2 | in_title << 1 | several)…
//   positions = per passage [several: varint(count)] varint(delta)…; none in a list without positions
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gangmu::search {

using Doc = std::uint32_t;  // the number of a passage in its segment
inline constexpr Doc no_doc = 0xFFFFFFFF;

inline constexpr std::uint8_t flag_several = 1;
inline constexpr std::uint8_t flag_title = 2;

// A passage and a position in it, as one sortable number.
constexpr std::uint64_t place(Doc doc, std::uint32_t position) {
    return std::uint64_t{doc} << 32 | position;
}

class WorthOf;

// Appends the list of `places` (sorted, not empty); positions before title_end[doc] are in the title. Returns
// how many passages there are.
std::uint32_t write_postings(std::span<const std::uint64_t> places, std::span<const std::uint16_t> title_end,
                             WorthOf worth, std::vector<std::uint8_t>& out);

// Appends a list without positions: the passages of the bits in `found`, those in `titles` marked. Returns
// how many. positions() must not be asked of it.
std::uint32_t write_passages(std::span<const std::uint64_t> found, std::span<const std::uint64_t> titles,
                             WorthOf worth, std::vector<std::uint8_t>& out);

// Where a list lies. The bytes outlive whoever reads them; behind the last list stand read_ahead more.
inline constexpr std::size_t read_ahead = 8;
struct Postings {
    const std::uint8_t* bytes = nullptr;
    std::uint32_t count = 0;  // passages
};

// Reads a list from left to right. Not to be shared between threads.
class PostingCursor {
  public:
    static constexpr std::uint32_t block_size = 128;

    PostingCursor() = default;
    explicit PostingCursor(Postings postings);

    Doc doc() const { return doc_; }  // no_doc at the end
    std::uint8_t flags() const { return flags_[at_]; }
    std::uint32_t count() const { return postings_.count; }

    void next() {
        if (++at_ < filled_)
            doc_ = docs_[at_];
        else
            load(block_ + 1);
    }
    // To the first passage that is not before `target`.
    void advance(Doc target) {
        if (doc_ >= target) return;  // also at the end
        if (at_ + 1 < filled_ && docs_[at_ + 1] >= target) {
            doc_ = docs_[++at_];
            return;
        }
        advance_far(target);
    }
    // The positions in the present passage, ascending.
    void positions(std::vector<std::uint32_t>& out);
    // The first position; the only one where flags() has no flag_several.
    std::uint32_t first_position() {
        if (!positions_read_) read_positions();
        return first_[at_];
    }

    // The rest of the block in one piece; next() goes behind it.
    std::span<const Doc> block_docs() const { return {docs_.data() + at_, filled_ - at_}; }
    std::span<const std::uint8_t> block_flags() const { return {flags_.data() + at_, filled_ - at_}; }
    void next_block() { load(block_ + 1); }

    std::uint32_t blocks() const { return blocks_; }
    // Stays, or goes to the beginning of the next block whose worth (see weights.hpp) passes `wanted`. Only
    // for lists of several blocks, and at the beginning of one.
    template <class F>
    void next_block_where(F&& wanted) {
        std::uint32_t block = block_;
        while (block < blocks_ && !wanted(worth_of(block)))
            ++block;
        if (block != block_) load(block);
    }

  private:
    Doc last_of(std::uint32_t block) const;
    std::uint32_t worth_of(std::uint32_t block) const;
    void load(std::uint32_t block);
    void advance_far(Doc target);
    void read_positions();  // the first ones of the block

    Postings postings_;
    std::uint32_t blocks_ = 0;
    std::uint32_t block_ = 0;
    std::uint32_t filled_ = 0;
    std::uint32_t at_ = 0;
    Doc doc_ = no_doc;
    const std::uint8_t* position_bytes_ = nullptr;  // of the block
    bool positions_read_ = false;
    std::array<Doc, block_size + read_ahead> docs_;
    std::array<std::uint32_t, block_size + read_ahead> first_;  // position
    std::array<const std::uint8_t*, block_size> at_several_;    // the positions of those that have several
    std::array<std::uint8_t, block_size + read_ahead> flags_;
};

}  // namespace gangmu::search
