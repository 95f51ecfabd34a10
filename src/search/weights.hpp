// How much a term counts in a passage: like BM25 with few classes of length, more in the title, and most
// where the term is the whole title.
//
// A weight is idf × a whole number that depends on the passage and the term's width only. So all passages of
// one list stand in the same order whatever the idf is, and the best of a run of passages (its Worth) can be
// written down when the list is made.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "search/passage.hpp"
#include "search/postings.hpp"
#include "search/segment.hpp"

namespace gangmu::search {

// A plan or an agency of that name is what most people look for; a document's block the last thing.
inline constexpr std::array<float, type_count> type_weight = {1.5F, 1.4F, 1.1F, 1.0F, 0.8F, 0.7F};

// Relative weights (idf 1) of a term of this width; whole numbers whose sums are below 2^22, so exact.
struct RelativeWeights {
    static constexpr double unit = 1 << 20;              // weights are whole multiples of 1/unit of an idf
    static constexpr std::size_t long_title = 63;        // titles of this length and longer are of one class
    using Body = std::array<std::array<float, 128>, 2>;  // [several][class of length]
    using Title = std::array<std::array<float, long_title + 1>, 2>;  // [in the title][its length]
    const Body& body;
    const Title& title;

    explicit RelativeWeights(std::size_t width);
    float operator()(std::uint8_t flags, std::uint8_t length, std::uint16_t title_length) const {
        return body[(flags & flag_several) != 0][length] +
               title[(flags & flag_title) != 0][std::min<std::size_t>(title_length, long_title)];
    }
};

// What the weight of a passage in one list depends on, of the best passage of a run.
class Worth {
  public:
    Worth() = default;
    Worth(std::uint8_t flags, std::uint8_t length, std::uint16_t title_length, std::uint8_t type)
        : bits_(flags | std::uint32_t{length} << 2 |
                static_cast<std::uint32_t>(std::min<std::size_t>(title_length, RelativeWeights::long_title))
                    << 9 |
                std::uint32_t{type} << 15) {}
    static Worth of_bits(std::uint32_t bits) {
        Worth worth;
        worth.bits_ = bits;
        return worth;
    }
    std::uint32_t bits() const { return bits_; }
    float relative(const RelativeWeights& weights) const {
        return weights(bits_ & 3, bits_ >> 2 & 127, bits_ >> 9 & 63) * type();
    }
    float type() const { return type_weight[bits_ >> 15 & 7]; }
    float unscaled(const RelativeWeights& weights) const {
        return weights(bits_ & 3, bits_ >> 2 & 127, bits_ >> 9 & 63);
    }

  private:
    std::uint32_t bits_ = 0;
};

// Gathers the Worth of a run of passages of one segment. For building.
class WorthOf {
  public:
    WorthOf(const Segment& segment, std::size_t width) : segment_(&segment), weights_(width) {}
    void begin() { best_ = -1; }
    void add(Doc doc, std::uint8_t flags);
    Worth worth() const { return worth_; }

  private:
    const Segment* segment_;
    RelativeWeights weights_;
    float best_ = -1;
    Worth worth_;
};

// Weights of one term in one segment. Threads: any.
class Weights {
  public:
    Weights(const Segment& segment, double idf, std::size_t width)
        : segment_(&segment),
          relative_(width),
          idf_(static_cast<float>(idf / RelativeWeights::unit)),
          width_(width) {}
    // Tables and no branches: this is asked for every passage that a frequent word stands in.
    float operator()(Doc doc, std::uint8_t flags) const {
        return idf_ * relative_(flags, segment_->length[doc], segment_->title_end[doc]);
    }
    // What the best of a run comes to with the weight of its type.
    float with_type(Worth worth) const { return idf_ * worth.unscaled(relative_) * worth.type(); }
    std::size_t width() const { return width_; }

  private:
    const Segment* segment_;
    RelativeWeights relative_;
    float idf_;
    std::size_t width_;
};

}  // namespace gangmu::search
