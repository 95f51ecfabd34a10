#include "search/overlay.hpp"

#include <cassert>

namespace gangmu::search {
namespace {

// A copy of `from`, or a new one.
template <class T>
std::shared_ptr<T> copy(const T* from) {
    return from != nullptr ? std::make_shared<T>(*from) : std::make_shared<T>();
}

}  // namespace

std::shared_ptr<const Overlay> Overlay::with(const Overlay* from, std::span<const Doc> docs,
                                             const Change& change) {
    auto root = copy(from);
    for (std::size_t i = 0; i < docs.size();) {
        assert(docs[i] >> (3 * bits) == 0);
        auto& middle_slot = root->middles_[docs[i] >> (2 * bits)];
        auto middle = copy(middle_slot.get());
        const Doc in_middle = docs[i] >> (2 * bits);
        while (i < docs.size() && docs[i] >> (2 * bits) == in_middle) {
            auto& leaf_slot = middle->leaves[docs[i] >> bits & (fan - 1)];
            auto leaf = copy(leaf_slot.get());
            const Doc in_leaf = docs[i] >> bits;
            for (; i < docs.size() && docs[i] >> bits == in_leaf; ++i)
                change(leaf->endings[docs[i] & (fan - 1)]);
            leaf_slot = std::move(leaf);
        }
        middle_slot = std::move(middle);
    }
    return root;
}

void Overlay::each_difference(const Overlay* then, const Overlay* now,
                              const std::function<void(Doc, const Ending&)>& visit) {
    if (now == nullptr || now == then) return;
    for (Doc i = 0; i < fan; ++i) {
        const Middle* middle = now->middles_[i].get();
        const Middle* old_middle = then != nullptr ? then->middles_[i].get() : nullptr;
        if (middle == nullptr || middle == old_middle) continue;
        for (Doc j = 0; j < fan; ++j) {
            const Leaf* leaf = middle->leaves[j].get();
            if (leaf == nullptr || (old_middle != nullptr && leaf == old_middle->leaves[j].get())) continue;
            for (Doc k = 0; k < fan; ++k) {
                const Ending& ending = leaf->endings[k];
                if (ending.to != sequence_max || ending.last_day) visit((i << bits | j) << bits | k, ending);
            }
        }
    }
}

}  // namespace gangmu::search
