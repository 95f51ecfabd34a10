// bench_persistent: nanoseconds and bytes an item of PersistentVector and PersistentMap at 1,000,000 items,
// beside the standard containers.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"

namespace {

using namespace gangmu;
constexpr std::uint32_t items = 1'000'000;

double bytes_used() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}

// Prints ns and bytes an item of what `build` makes (and keeps until it is printed), then returns it.
template <class F>
auto build(const char* name, F&& make) {
    const double before = bytes_used();
    const auto start = std::chrono::steady_clock::now();
    auto made = make();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    std::printf("%-44s %8.1f ns %8.1f bytes an item\n", name, took.count() / items,
                (bytes_used() - before) / items);
    return made;
}
template <class F>
void step(const char* name, std::uint32_t times, F&& run) {
    const auto start = std::chrono::steady_clock::now();
    for (std::uint32_t i = 0; i < times; ++i)
        run(i);
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    std::printf("%-44s %8.1f ns\n", name, took.count() / times);
}

}  // namespace

int main() {
    using Ids = PersistentMap<std::string, std::uint32_t>;
    std::vector<std::uint32_t> random(items);
    std::mt19937 dice(1);
    for (auto& number : random)
        number = dice() % items;
    std::vector<std::string> ids;
    for (std::uint32_t i = 0; i < items; ++i)
        ids.push_back("p-1234/" + std::to_string(i));
    std::uint64_t sum = 0;

    auto plain = build("std::vector<uint64>, built", [] {
        std::vector<std::uint64_t> out;
        for (std::uint32_t i = 0; i < items; ++i)
            out.push_back(i);
        return out;
    });
    auto vector = build("PersistentVector<uint64>, built", [] {
        PersistentVector<std::uint64_t>::Builder out;
        for (std::uint32_t i = 0; i < items; ++i)
            out.push_back(i);
        return out.take();
    });
    step("  std::vector [random]", items, [&](std::uint32_t i) { sum += plain[random[i]]; });
    step("  PersistentVector [random]", items, [&](std::uint32_t i) { sum += vector[random[i]]; });
    step("  PersistentVector, walked by leaves", 1, [&](std::uint32_t) {
        vector.leaves([&](auto leaf) {
            for (const auto item : leaf)
                sum += item;
        });
    });
    step("  PersistentVector.set (a new value)", 100'000,
         [&](std::uint32_t i) { vector = PersistentVector(vector).set(random[i], 1); });
    step("  PersistentVector.push_back (a new value)", 100'000,
         [&](std::uint32_t) { vector = PersistentVector(vector).push_back(1); });

    auto hash = build("std::unordered_map<string, uint32>, built", [&] {
        std::unordered_map<std::string, std::uint32_t> out;
        for (std::uint32_t i = 0; i < items; ++i)
            out.emplace(ids[i], i);
        return out;
    });
    auto map = build("PersistentMap<string, uint32>, built", [&] {
        Ids::Builder out;
        for (std::uint32_t i = 0; i < items; ++i)
            out.set(ids[i], i);
        return out.take();
    });
    step("  std::unordered_map.find", items,
         [&](std::uint32_t i) { sum += hash.find(ids[random[i]])->second; });
    step("  PersistentMap.find", items, [&](std::uint32_t i) { sum += *map.find(ids[random[i]]); });
    step("  PersistentMap.set (a new value)", 100'000,
         [&](std::uint32_t i) { map = Ids(map).set(ids[random[i]], 1); });
    auto numbers = build("PersistentMap<uint64, uint32>, built", [] {
        PersistentMap<std::uint64_t, std::uint32_t>::Builder out;
        for (std::uint32_t i = 0; i < items; ++i)
            out.set(i, i);
        return out.take();
    });
    step("  PersistentMap<uint64>.find", items,
         [&](std::uint32_t i) { sum += *numbers.find(std::uint64_t{random[i]}); });
    std::printf("(%llu)\n", static_cast<unsigned long long>(sum));
    return 0;
}
