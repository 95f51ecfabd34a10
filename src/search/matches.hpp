// Matches: the passages of one segment that a part of a query finds, from left to right, with their scores.
// Made for one search; not shared between threads.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "search/postings.hpp"
#include "search/segment.hpp"
#include "search/weights.hpp"

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

    // Takes up to `most` (128 or more) matches from the present one on; 0 at the end. Who takes does not
    // advance.
    virtual std::size_t take(Doc* docs, float* scores, std::size_t most);

    // How many there are in all, where that is known without taking them, and what of (see facets.hpp; empty:
    // not known).
    struct Whole {
        std::size_t count = 0;
        std::span<const std::uint32_t> facets;
    };
    virtual std::optional<Whole> whole() const { return std::nullopt; }
    // In the place of take, from the first to the last: may leave out matches whose score does not come above
    // `floor` with the weight of their type.
    virtual std::size_t take_above(float floor, Doc* docs, float* scores, std::size_t most) {
        static_cast<void>(floor);
        return take(docs, scores, most);
    }

  protected:
    Doc doc_ = no_doc;
};
using MatchesPtr = std::unique_ptr<Matches>;

MatchesPtr no_matches();
MatchesPtr all_matches(const Segment& segment);
// The passages that `keep` accepts; every passage is asked at most once.
MatchesPtr filter_matches(const Segment& segment, std::function<bool(Doc)> keep);

// One gram. `width`: of the term for which its list was made (see Segment).
MatchesPtr gram_matches(const Segment& segment, std::uint32_t term, Weights weights);
// A frequent letter.
MatchesPtr letter_matches(const Segment& segment, Postings letter, Weights weights);
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
