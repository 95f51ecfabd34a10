#include "base/persistent_vector.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>
#include <string>
#include <thread>
#include <vector>

namespace gangmu {
namespace {

template <class T>
std::vector<T> plain(const PersistentVector<T>& vector) {
    return std::vector<T>(vector.begin(), vector.end());
}

// Every operation on a value leaves all earlier values as they were.
TEST(PersistentVector, BehavesAsStdVectorAndKeepsOldValues) {
    EXPECT_TRUE(rc::check("random histories", [] {
        std::vector<std::pair<PersistentVector<std::string>, std::vector<std::string>>> history(1);
        const auto steps = *rc::gen::inRange(1, 150);
        for (int step = 0; step < steps; ++step) {
            auto [vector, model] = history[*rc::gen::inRange<std::size_t>(0, history.size())];
            const auto item = std::to_string(step) + std::string(40, 'x');
            switch (*rc::gen::inRange(0, 4)) {
                case 0:
                    vector = vector.push_back(item);
                    model.push_back(item);
                    break;
                case 1:
                    if (model.empty()) break;
                    {
                        const auto at = *rc::gen::inRange<std::size_t>(0, model.size());
                        vector = vector.set(at, item);
                        model[at] = item;
                    }
                    break;
                default: {
                    PersistentVector<std::string>::Builder builder(vector);
                    for (int i = *rc::gen::inRange(0, 80); i > 0; --i) {
                        builder.push_back(item);
                        model.push_back(item);
                    }
                    if (!model.empty()) {
                        builder.edit(model.size() / 2) += "edited";
                        model[model.size() / 2] += "edited";
                    }
                    vector = builder.take();
                }
            }
            history.emplace_back(vector, model);
        }
        for (const auto& moment : history) {
            const auto& vector = moment.first;
            const auto& model = moment.second;
            RC_ASSERT(vector.size() == model.size());
            RC_ASSERT(plain(vector) == model);
            std::vector<std::string> by_leaves;
            vector.leaves([&](auto items) { by_leaves.insert(by_leaves.end(), items.begin(), items.end()); });
            RC_ASSERT(by_leaves == model);
            if (!model.empty()) RC_ASSERT(vector[model.size() / 2] == model[model.size() / 2]);
            RC_ASSERT(vector.at(model.size()) == nullptr);
        }
    }));
}

TEST(PersistentVector, CrossesEveryLevelUpToAMillion) {
    PersistentVector<std::uint32_t>::Builder builder;
    for (std::uint32_t i = 0; i < 1'100'000; ++i)
        builder.push_back(i);
    const auto vector = builder.take();
    ASSERT_EQ(vector.size(), 1'100'000U);
    std::uint32_t expected = 0;
    for (std::uint32_t item : vector)
        ASSERT_EQ(item, expected++);
    for (std::uint32_t at : {0U, 31U, 32U, 1023U, 1024U, 32767U, 32768U, 1'048'575U, 1'048'576U, 1'099'999U})
        EXPECT_EQ(vector[at], at);
    const auto changed = vector.set(1'048'576, 7);
    EXPECT_EQ(vector[1'048'576], 1'048'576U);
    EXPECT_EQ(changed[1'048'576], 7U);
    EXPECT_FALSE(changed == vector);
    EXPECT_TRUE(changed.set(1'048'576, 1'048'576) == vector);
}

TEST(PersistentVector, ABuilderLeavesTheValuesItHandedOut) {
    PersistentVector<int>::Builder builder;
    std::vector<PersistentVector<int>> values;
    for (int i = 0; i < 200; ++i) {
        builder.push_back(i);
        builder.edit(0) = i;
        values.push_back(builder.value());
    }
    for (int i = 0; i < 200; ++i) {
        ASSERT_EQ(values[static_cast<std::size_t>(i)].size(), static_cast<std::size_t>(i) + 1);
        EXPECT_EQ(values[static_cast<std::size_t>(i)][0], i);
        EXPECT_EQ(values[static_cast<std::size_t>(i)].back(), i);
    }
}

TEST(PersistentVector, LeavesStopWhenAsked) {
    PersistentVector<int>::Builder builder;
    for (int i = 0; i < 100; ++i)
        builder.push_back(i);
    int seen = 0;
    builder.value().leaves([&](std::span<const int>) { return ++seen < 2; });
    EXPECT_EQ(seen, 2);
}

struct Tree {  // a type that holds itself
    int label = 0;
    PersistentVector<Tree> children;
};
TEST(PersistentVector, HoldsItsOwnKind) {
    Tree tree{1, {}};
    tree.children = tree.children.push_back(Tree{2, {}}).push_back(Tree{3, {}});
    EXPECT_EQ(tree.children[1].label, 3);
}

// Readers walk shared values while the writer goes on; ThreadSanitizer watches.
TEST(PersistentVector, IsSharedBetweenThreads) {
    PersistentVector<int>::Builder builder;
    for (int i = 0; i < 5'000; ++i)
        builder.push_back(1);
    for (int round = 0; round < 20; ++round) {
        std::vector<std::thread> readers;
        for (int reader = 0; reader < 2; ++reader)
            readers.emplace_back([value = builder.value(), round] {
                EXPECT_EQ(std::accumulate(value.begin(), value.end(), 0), 5'000 + round);
            });
        builder.edit(static_cast<std::size_t>(round) * 100) += 1;
        for (auto& reader : readers)
            reader.join();
    }
}

}  // namespace
}  // namespace gangmu
