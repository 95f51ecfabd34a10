// Which item of one plan is which item of another: of two editions, or of two readings of the same bytes.
// Pure; any thread. The work grows with the number of nodes (and not with its square): 20,000 nodes take a
// fraction of a second.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::comparing {

inline constexpr std::uint32_t none = 0xFFFFFFFF;

// What told that two nodes are the same item, the surest first.
enum class Evidence : std::uint8_t {
    path,      // the same titles from the root down
    title,     // a title that occurs once in each
    siblings,  // under the same parent: the same title, or the same number and a similar title
    text,      // the same paragraphs
    children,  // what is under them is the same
    similar,   // a similar title
};
std::string_view to_string(Evidence evidence);

struct Pair {
    std::uint32_t old_node = none;  // numbers in Plan::nodes
    std::uint32_t new_node = none;
    Evidence evidence = Evidence::path;
    double likeness = 1;  // of the titles, 0 to 1
    bool uncertain = false;
};

// An item of one side that has no partner, and the pair whose item it seems to have been a part of.
struct Part {
    std::uint32_t node = none;  // split: in the new plan; merge: in the old one
    std::uint32_t pair = none;  // number in Matching::pairs
};

// Never two to one: a node stands in one pair at most.
struct Matching {
    std::vector<Pair> pairs;                // in the order of the new plan
    std::vector<std::uint32_t> old_to_new;  // by node: its partner, or none
    std::vector<std::uint32_t> new_to_old;
    std::vector<Part> splits;
    std::vector<Part> merges;
    std::vector<std::uint32_t> old_to_new_indicator;
    std::vector<std::uint32_t> new_to_old_indicator;
    const Pair* pair_of_new(std::uint32_t node) const;
};

// Finds the old plan's items again in the new one.
Matching match(const model::Plan& old_plan, const model::Plan& new_plan);

// Pairs by id alone: of two states of one plan in a store, where ids stay with their things.
Matching match_ids(const model::Plan& old_plan, const model::Plan& new_plan);

// Gives the new plan's items the ids of the old plan's items they were matched with. Others keep the id that
// reading gave them if it is free in both plans and in `taken` (ids that were given in the past); if not it
// gets ~2, ~3 … Every reference in the plan follows. The node ids that are uncertain come back.
std::vector<std::string> keep_ids(model::Plan& new_plan, const model::Plan& old_plan,
                                  const Matching& matching, const std::vector<std::string>& taken = {});

// 0 (nothing in common) to 1 (equal once folded), white space and punctuation left out.
double likeness(std::string_view a, std::string_view b);

// Is one title the other's next edition? 甲計畫（第二版）, 甲計畫(112年修正), 修正甲計畫 and 甲計畫 are:
// numbers of editions, words of revision and years left out, the same remains. Very short remains are never
// the same.
bool same_plan_title(std::string_view a, std::string_view b);

}  // namespace gangmu::comparing
