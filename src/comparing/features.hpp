// What matching looks at, worked out once for each node. For the files of this room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::comparing {

// Folded, and without white space and punctuation: what titles are compared by.
std::u32string essence(std::string_view text);

// Pairs of neighbouring characters, sorted; a text of one character has that one.
using Grams = std::vector<std::uint64_t>;
Grams grams_of(const std::u32string& essence);
double likeness(const Grams& a, const Grams& b);  // Dice, of the two as bags

std::uint64_t hash_of(std::u32string_view text);

struct Features {
    std::uint32_t parent = 0;             // number, or none
    std::vector<std::uint32_t> children;  // in document order
    std::u32string title;                 // its essence
    Grams grams;
    std::uint64_t title_hash = 0;
    std::uint64_t path_hash = 0;  // of the titles from the root down, kinds left out
    std::uint64_t text_hash = 0;  // 0: no text, or too little to tell anything
    std::u32string label;         // its essence
};

struct Tree {
    const model::Plan* plan;
    std::vector<Features> nodes;
    std::vector<std::uint32_t> roots;
    const std::vector<std::uint32_t>& children(std::uint32_t node) const;
};

Tree tree_of(const model::Plan& plan);

}  // namespace gangmu::comparing
