// The hash chain, as pure functions: how a NewEvent becomes the next Event, and whether an Event follows
// another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/clock.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::ledger {

// The text that is hashed after the predecessor's hash (see ledger.hpp).
std::string canonical(const Event& event);
Hash chained(const Hash& before, const Event& event);

// The end of a chain. A value: copy it, extend the copy, and drop the copy when the events could not be kept.
class Chain {
  public:
    Chain() = default;
    Chain(Head head, std::int64_t recorded_us) : head_(std::move(head)), recorded_us_(recorded_us) {}

    const Head& head() const { return head_; }
    std::int64_t recorded_us() const { return recorded_us_; }

    // The next event. Its time is `now_us`, or the predecessor's if the clock went back.
    Event extend(const NewEvent& event, std::int64_t now_us = clock_us());

    // Whether this event is the next one: seq, time and hash fit, and so does the payload unless it is
    // erased. If so, the chain moves on and the reason is empty.
    Message follow(const Event& event);

  private:
    Head head_;
    std::int64_t recorded_us_ = 0;
};

// "SEQ:HASH", as heads are printed.
std::string print_head(const Head& head);
Result<Head> parse_head(std::string_view text);

// Whether this printed head stands in the ledger. Errors: head-unknown (not this ledger's, or changed since),
// head-ahead (the ledger ends before it: its tail is missing).
Status prove_head(const Ledger& ledger, const Head& head);

}  // namespace gangmu::ledger
