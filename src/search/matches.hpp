// Matches: the passages of one segment that a part of a query finds, from left to right, with their scores.
// Made for one search; not shared between threads.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "search/postings.hpp"
#include "search/segment.hpp"

namespace gangmu::search {

class Matches {
  public:
    Matches() = default;
    Matches(const Matches&) = delete;
    Matches& operator=(const Matches&) = delete;
    virtual ~Matches() = default;

    Doc doc() const { return doc_; }           // no_doc at the end
    virtual void advance(Doc target) = 0;      // to the first match that is not before `target`
    virtual float score() = 0;                 // of the present match
    virtual std::size_t estimate() const = 0;  // not fewer than there are

    // Takes up to `most` (128 or more) matches from the present one on; 0 at the end. Scores that are not
    // above `floor` may be given as no_score.
    virtual std::size_t take(Doc* docs, float* scores, std::size_t most);

  protected:
    Doc doc_ = no_doc;
};
using MatchesPtr = std::unique_ptr<Matches>;

// How much a term counts in a passage: like BM25 with few classes of length, more in the title, and most
// where the term is the whole title.
class Weights {
  public:
    Weights(const Segment& segment, double idf, std::size_t width);
    // Tables and no branches: this is asked for every passage that a frequent word stands in.
    float operator()(Doc doc, std::uint8_t flags) const {
        const std::size_t title_length = std::min<std::size_t>(segment_->title_end[doc], long_title);
        return body_[(flags & flag_several) != 0][segment_->length[doc]] +
               title_[(flags & flag_title) != 0][title_length];
    }

  private:
    static constexpr std::size_t long_title = 63;
    const Segment* segment_;
    std::array<std::array<float, 128>, 2> body_;
    std::array<std::array<float, long_title + 1>, 2> title_;
};

MatchesPtr no_matches();
MatchesPtr all_matches(const Segment& segment);
// The passages that `keep` accepts; every passage is asked at most once.
MatchesPtr filter_matches(const Segment& segment, std::function<bool(Doc)> keep);

// One gram, in one field or anywhere.
MatchesPtr gram_matches(const Segment& segment, std::uint32_t term, Weights weights);
// A frequent letter.
MatchesPtr letter_matches(Postings letter, Weights weights);
// Any of a range of grams.
MatchesPtr union_matches(const Segment& segment, Segment::Terms terms, std::optional<Field> field,
                         Weights weights);
// Grams at fixed distances, in one field or anywhere.
struct Placed {
    std::uint32_t term;
    std::uint32_t offset;
};
MatchesPtr phrase_matches(const Segment& segment, std::vector<Placed> grams, std::optional<Field> field,
                          Weights weights);

MatchesPtr and_matches(std::vector<MatchesPtr> all, std::vector<MatchesPtr> none);
MatchesPtr or_matches(std::vector<MatchesPtr> any);

}  // namespace gangmu::search
