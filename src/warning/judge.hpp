// A rule over a line of values: is there anything to warn of at its last value, and because of what. A pure
// function of the line, so that judging again (after a restart, after a late value) says the same. Any
// thread.
//
// threshold  An edge with hysteresis: raised when a value lies beyond the limit of its day, for `hold`
// seconds
//            and `hold_points` values in a row; over when one lies at least `release` on the good side.
// seasonal   The last value against the median of those within `window_days` of its day in `years` earlier
//            years; the spread is 1.4826 × the median absolute deviation (MAD), or least_spread, or 1 % of
//            the median, whichever is most. Raised beyond `deviations` spreads. At least 3 earlier values.
//            [Rousseeuw and Croux 1993: Alternatives to the median absolute deviation]
// rate       The last value against the newest that is at least `span` older.
// missing    No value by `due` and `grace`.
// forecast   The line's trend (evaluation/forecast.hpp, Theil–Sen) comes to the limit within `horizon_days`.
// range, stuck, spike: see quality.hpp; of the last value.
#pragma once

#include "warning/rule.hpp"

namespace gangmu::warning {

enum class State : std::uint8_t {
    unknown,  // too little to tell: nothing is raised, and nothing is over
    quiet,
    pending,  // beyond the line, not for long enough
    raised,
};
std::string_view to_string(State state);

struct Verdict {
    State state = State::unknown;
    Moment since = 0;              // of what is pending or raised: its first value
    std::optional<Decimal> value;  // the last one
    std::optional<Decimal> line;   // what it is held against
    Message because;               // of each state, with its figures

    bool operator==(const Verdict&) const = default;
};

Verdict judge(const Rule& rule, const Line& line, Moment now);

}  // namespace gangmu::warning
