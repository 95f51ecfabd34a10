// What has happened to the passages of a segment since it was made: when they ended being known, and since
// when their edition has a last day. A persistent radix tree of fan 64: a change copies the path to what it
// changes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "search/passage.hpp"
#include "search/postings.hpp"

namespace gangmu::search {

struct LastDay {  // known from `since` on: in force before `effective_to` only
    Sequence since = 0;
    Day effective_to = day_never;
    std::shared_ptr<const LastDay> earlier;  // what was known before that
};

struct Ending {
    Sequence to = sequence_max;  // known before this sequence only
    std::shared_ptr<const LastDay> last_day;

    bool ended(Sequence as_of) const { return to != sequence_max && to <= as_of; }

    // The end of the effective interval as known at `as_of`, when it was set after the segment was made.
    const LastDay* known(Sequence as_of) const {
        const LastDay* day = last_day.get();
        while (day != nullptr && day->since > as_of)
            day = day->earlier.get();
        return day;
    }
};

class Overlay {
  public:
    static constexpr std::uint32_t bits = 6;
    static constexpr std::uint32_t fan = 1U << bits;

    const Ending* find(Doc doc) const {
        const auto& middle = middles_[doc >> (2 * bits)];
        if (!middle) return nullptr;
        const auto& leaf = middle->leaves[doc >> bits & (fan - 1)];
        return leaf ? &leaf->endings[doc & (fan - 1)] : nullptr;
    }

    using Change = std::function<void(Ending&)>;
    // A new overlay with `change` done to each of `docs` (ascending). `from` may be null.
    static std::shared_ptr<const Overlay> with(const Overlay* from, std::span<const Doc> docs,
                                               const Change& change);

    // Calls visit(doc, ending) for what is in `now` but not, as the same object, in `then` (may be null).
    static void each_difference(const Overlay* then, const Overlay* now,
                                const std::function<void(Doc, const Ending&)>& visit);

  private:
    struct Leaf {
        std::array<Ending, fan> endings;
    };
    struct Middle {
        std::array<std::shared_ptr<const Leaf>, fan> leaves;
    };
    std::array<std::shared_ptr<const Middle>, fan> middles_;
};

}  // namespace gangmu::search
