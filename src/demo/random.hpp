// Chance that comes out the same on every machine for the same seed. Not for secrets.
#pragma once

#include <cstdint>
#include <string_view>

namespace gangmu::demo {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    // Of its own for a thing: what happens to one does not hang on how many others there are.
    Random(std::uint64_t seed, std::string_view name) : state_(seed) {
        for (const char c : name)
            state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
        next();
    }

    std::uint64_t next() {  // splitmix64
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }  // 0 ≤ x < 1
    double between(double low, double high) { return low + (high - low) * unit(); }
    std::size_t below(std::size_t count) { return count == 0 ? 0 : next() % count; }
    int whole(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool chance(double share) { return unit() < share; }
    template <class List>
    const auto& pick(const List& list) {
        return list[below(std::size(list))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace gangmu::demo
