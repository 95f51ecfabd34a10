#include "base/persistent_map.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

namespace gangmu {
namespace {

// Few hash values: every path of the trie down to keys of the same hash is taken.
struct PoorHash {
    std::uint64_t operator()(int key) const {
        switch (key % 4) {
            case 0:
                return static_cast<std::uint64_t>(key % 3);
            case 1:
                return static_cast<std::uint64_t>(key) << 50;
            case 2:
                return ~0ULL;
            default:
                return PersistentHash::stir(static_cast<std::uint64_t>(key));
        }
    }
};

template <class Map>
std::map<int, std::string> plain(const Map& map) {
    std::map<int, std::string> out;
    for (const auto& entry : map)
        out.emplace(entry.key, entry.value);
    return out;
}

template <class Hash>
void check_histories() {
    using Map = PersistentMap<int, std::string, Hash>;
    std::vector<std::pair<Map, std::map<int, std::string>>> history(1);
    const auto steps = *rc::gen::inRange(1, 120);
    for (int step = 0; step < steps; ++step) {
        auto [map, model] = history[*rc::gen::inRange<std::size_t>(0, history.size())];
        const int key = *rc::gen::inRange(0, 60);
        const auto value = std::to_string(step) + std::string(40, 'x');
        switch (*rc::gen::inRange(0, 5)) {
            case 0:
            case 1:
                map = map.set(key, value);
                model[key] = value;
                break;
            case 2:
                map = map.erase(key);
                model.erase(key);
                break;
            default: {
                typename Map::Builder builder(map);
                for (int i = *rc::gen::inRange(0, 40); i > 0; --i) {
                    const int other = *rc::gen::inRange(0, 200);
                    if (i % 3 == 0) {
                        builder.erase(other);
                        model.erase(other);
                    } else if (i % 3 == 1) {
                        builder.set(other, value);
                        model[other] = value;
                    } else {
                        builder.edit_or_make(other) += "e";
                        model[other] += "e";
                    }
                    RC_ASSERT(builder.size() == model.size());
                }
                map = builder.take();
            }
        }
        history.emplace_back(map, model);
    }
    for (const auto& moment : history) {
        const auto& map = moment.first;
        const auto& model = moment.second;
        RC_ASSERT(map.size() == model.size());
        RC_ASSERT(plain(map) == model);
        std::size_t each = 0;
        map.each([&](int key, const std::string& value) {
            RC_ASSERT(model.at(key) == value);
            ++each;
        });
        RC_ASSERT(each == model.size());
        for (int key = 0; key < 200; ++key) {
            const std::string* found = map.find(key);
            RC_ASSERT((found != nullptr) == (model.count(key) == 1));
            if (found) RC_ASSERT(*found == model.at(key));
        }
    }
}

TEST(PersistentMap, BehavesAsStdMapAndKeepsOldValues) {
    EXPECT_TRUE(rc::check("random histories", [] { check_histories<PersistentHash>(); }));
}
TEST(PersistentMap, BehavesAsStdMapWhenHashesCollide) {
    EXPECT_TRUE(rc::check("random histories, poor hash", [] { check_histories<PoorHash>(); }));
}

TEST(PersistentMap, FindsStringsByView) {
    PersistentMap<std::string, int> map;
    map = map.set("plan/目標", 7);
    EXPECT_EQ(*map.find(std::string_view("plan/目標")), 7);
    EXPECT_EQ(*map.find("plan/目標"), 7);
    EXPECT_EQ(map.find("plan"), nullptr);
    EXPECT_TRUE(map.erase(std::string_view("plan/目標")).empty());
    EXPECT_TRUE(map.contains("plan/目標"));
}

TEST(PersistentMap, EqualContentIsEqualHoweverItCameAbout) {
    PersistentMap<int, int> forward, backward;
    for (int i = 0; i < 2'000; ++i)
        forward = forward.set(i, i);
    for (int i = 2'999; i >= 0; --i)
        backward = backward.set(i, i);
    for (int i = 2'000; i < 3'000; ++i)
        backward = backward.erase(i);
    EXPECT_TRUE(forward == backward);
    std::vector<int> one, two;
    for (const auto& entry : forward)
        one.push_back(entry.key);
    for (const auto& entry : backward)
        two.push_back(entry.key);
    EXPECT_EQ(one, two);
    EXPECT_FALSE(forward == backward.set(5, 6));
}

TEST(PersistentMap, AMillionKeys) {
    PersistentMap<std::uint64_t, std::uint32_t>::Builder builder;
    for (std::uint64_t i = 0; i < 1'000'000; ++i)
        builder.set(i * 32, static_cast<std::uint32_t>(i));
    const auto map = builder.take();
    ASSERT_EQ(map.size(), 1'000'000U);
    for (std::uint64_t i = 0; i < 1'000'000; i += 97)
        ASSERT_EQ(*map.find(i * 32), i);
    EXPECT_EQ(map.find(std::uint64_t{31}), nullptr);
}

// Readers walk shared values while the writer goes on; ThreadSanitizer watches.
TEST(PersistentMap, IsSharedBetweenThreads) {
    PersistentMap<int, int>::Builder builder;
    for (int i = 0; i < 3'000; ++i)
        builder.set(i, 1);
    for (int round = 0; round < 20; ++round) {
        std::vector<std::thread> readers;
        for (int reader = 0; reader < 2; ++reader)
            readers.emplace_back([value = builder.value(), round] {
                int sum = 0;
                for (const auto& entry : value)
                    sum += entry.value;
                EXPECT_EQ(sum, 3'000 + round);
            });
        ++*builder.edit(round * 100);
        for (auto& reader : readers)
            reader.join();
    }
}

}  // namespace
}  // namespace gangmu
