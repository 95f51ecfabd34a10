#include "services/proposals.hpp"

#include <algorithm>

namespace gangmu::services {

void Proposals::put(ProposalPtr proposal) {
    std::lock_guard lock(mutex_);
    kept_.remove_if([&](const auto& each) { return each->plan == proposal->plan; });
    kept_.push_front(std::move(proposal));
    if (kept_.size() > max_kept) kept_.pop_back();
}

ProposalPtr Proposals::get(std::string_view plan) const {
    std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(kept_.begin(), kept_.end(), [&](const auto& each) { return each->plan == plan; });
    return found == kept_.end() ? nullptr : *found;
}

bool Proposals::drop(std::string_view plan) {
    std::lock_guard lock(mutex_);
    return kept_.remove_if([&](const auto& each) { return each->plan == plan; }) > 0;
}

void Proposals::clear() {
    std::lock_guard lock(mutex_);
    kept_.clear();
}

}  // namespace gangmu::services
