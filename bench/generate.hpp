// A registry made up for measuring: plans with pseudo-Chinese titles and texts, the same for the same seed.
// Words are drawn by Zipf's law from a made-up vocabulary over the characters of the genre, so that frequent
// pairs are as frequent as in real plans.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::bench {

// A small generator that is the same on every machine (splitmix64).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }

  private:
    std::uint64_t state_;
};

// Words of one to four characters and some Latin ones; rank 0 is the most frequent.
class Vocabulary {
  public:
    explicit Vocabulary(std::uint64_t seed = 1, std::size_t words = 40'000);
    const std::string& draw(Random& random) const;  // by Zipf's law
    const std::string& word(std::size_t rank) const { return words_[rank]; }
    std::size_t size() const { return words_.size(); }
    // A text of about `letters` characters with punctuation.
    std::string text(Random& random, std::size_t letters, bool punctuation = true) const;

  private:
    std::vector<std::string> words_;
    std::vector<double> cumulative_;
};

const std::vector<std::string>& agency_names();  // of the fictional county and ministries, 40

// A plan of `nodes` nodes (goals, strategies, measures, items with agencies, schedules and sources) and one
// indicator with five targets for each measure.
model::Plan make_plan(const Vocabulary& vocabulary, std::uint64_t seed, std::size_t nodes);

double thread_milliseconds();  // of processor time so far

// Wall clock in milliseconds of one call.
template <class Function>
double milliseconds(Function&& function) {
    const auto begin = std::chrono::steady_clock::now();
    function();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

// The same in time of this thread on a processor, which others at work on the machine do not lengthen.
template <class Function>
double cpu_milliseconds(Function&& function) {
    const double begin = thread_milliseconds();
    function();
    return thread_milliseconds() - begin;
}

// The p-th percentile (0 to 100) of measured times; sorts them.
double percentile(std::vector<double>& times, double p);

std::size_t resident_bytes();  // of this process

}  // namespace gangmu::bench
