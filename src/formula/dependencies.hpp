// Which formulas stand on which, and circles among them. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace gangmu::formula {

// An element with a formula → the elements its formula refers to.
using Dependencies = std::map<std::string, std::vector<std::string>, std::less<>>;

// A circle, from an element back to the same (a, b, a); empty: none. Linear; no recursion.
std::vector<std::string> circle(const Dependencies& all);
// The elements with formulas such that each comes after those it stands on. Only without a circle.
std::vector<std::string> in_order(const Dependencies& all);
// What has to be computed anew when `changed` changes, in order; `changed` itself not.
std::vector<std::string> touched_by(const Dependencies& all, const std::string& changed);

}  // namespace gangmu::formula
