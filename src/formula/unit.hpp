// Units of measure as formulas see them: 公秉 ÷ (公秉/日) is 日, 公噸 and % do not add up, 公噸 and 公斤 do.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "text/quantity.hpp"

namespace gangmu::formula {

// A product of named units, at most one for each thing that is measured. Without parts: a pure number
// (a share, a ratio). %, ‰ and 成 are pure numbers of a smaller size. `bare`: a number that somebody wrote
// without a unit; it takes the unit of what it stands beside.
struct Unit {
    std::vector<std::pair<std::string, int>> parts;  // (公噸, 1), (日, -1)
    bool bare = false;

    static Unit pure() { return {}; }
    static Unit any() { return {{}, true}; }
    // "公噸", "元/公斤", "公噸·公里", "%"; empty: pure. Nothing: more than 4 parts or 64 bytes.
    static std::optional<Unit> parse(std::string_view text);

    std::string str() const;  // "公噸/日"; pure: ""
    bool operator==(const Unit&) const = default;
};
std::string shown(const Unit& unit, bool zh);  // for messages: 「公噸」, 純數值

// What a value in `from` is multiplied by to stand in `to`. Nothing: they measure different things.
std::optional<text::Ratio> ratio(const Unit& from, const Unit& to);

// The unit of a product or quotient. `by`: what the number is multiplied by because parts were brought to
// one size (5 公噸 × 2 公斤/人) or percents were made shares. Nothing: too many parts, or beyond 64 bits.
struct Combined {
    Unit unit;
    text::Ratio by;
};
std::optional<Combined> product(const Unit& left, const Unit& right);
std::optional<Combined> quotient(const Unit& left, const Unit& right);

}  // namespace gangmu::formula
