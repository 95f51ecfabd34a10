// The edge with hysteresis and duration, value by value: what a stream keeps, and what judging a whole line
// folds. Pure.
#pragma once

#include "warning/judge.hpp"

namespace gangmu::warning {

class Edge {
  public:
    explicit Edge(const Rule& rule) : rule_(&rule) {}
    void take(const Point& point);

    State state() const { return state_; }
    Moment since() const { return since_; }
    int in_a_row() const { return in_a_row_; }
    std::optional<Decimal> limit() const { return limit_; }

  private:
    const Rule* rule_;
    State state_ = State::unknown;
    Moment since_ = 0;
    int in_a_row_ =
        0;  // values beyond the limit, the last one among them; 0 within the band of a raised edge
    std::optional<Decimal> limit_;
};

}  // namespace gangmu::warning
