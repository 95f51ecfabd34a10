#include "warning/threshold.hpp"

namespace gangmu::warning {

void Edge::take(const Point& point) {
    limit_ = limit_on(*rule_, day_of(point.at));
    if (!limit_) {
        state_ = State::unknown;
        in_a_row_ = 0;
        return;
    }
    const bool under = rule_->side == Side::under;
    const bool beyond = under ? point.value < *limit_ : point.value > *limit_;
    if (beyond) {
        if (in_a_row_ == 0 && state_ != State::raised) since_ = point.at;
        ++in_a_row_;
        if (state_ == State::raised) return;
        const bool long_enough = point.at - since_ >= rule_->hold && in_a_row_ >= rule_->hold_points;
        state_ = long_enough ? State::raised : State::pending;
        return;
    }
    in_a_row_ = 0;
    if (state_ == State::raised) {
        const auto back = under ? limit_->plus(rule_->release) : limit_->minus(rule_->release);
        const bool over = !back || (under ? point.value >= *back : point.value <= *back);
        if (!over) return;  // within the band: neither raised anew nor over
    }
    state_ = State::quiet;
}

}  // namespace gangmu::warning
