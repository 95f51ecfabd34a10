#include "formula/unit.hpp"

#include <algorithm>
#include <map>

#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::formula {
namespace {

using text::Ratio;
constexpr std::size_t longest = 64;
constexpr std::size_t most_parts = 4;
constexpr int most_power = 6;
constexpr std::string_view share = "%";  // the base of every unit that is a pure number

std::optional<Ratio> raised(Ratio ratio, int power) {
    if (power < 0) {
        ratio = ratio.inverse();
        power = -power;
    }
    Ratio all;
    for (int i = 0; i < power; ++i) {
        const auto next = all.times(ratio);
        if (!next) return std::nullopt;
        all = *next;
    }
    return all;
}

// What a number in `unit` is multiplied by to stand in its bases, and the powers of those. A share's base
// is 1.
struct Size {
    std::map<std::string, int> bases;
    Ratio ratio;
};

std::optional<Ratio> size_of(const std::string& name, std::string* base) {
    const auto scale = text::scale_of(name);
    *base = scale.base;
    const auto ratio = text::ratio_of(scale.factor);
    if (!ratio || scale.base != share) return ratio;
    return ratio->times({1, 100});
}

std::optional<Size> size_of(const Unit& unit) {
    Size size;
    for (const auto& [name, power] : unit.parts) {
        std::string base;
        const auto one = size_of(name, &base);
        if (!one) return std::nullopt;
        const auto all = raised(*one, power);
        const auto next = all ? size.ratio.times(*all) : std::nullopt;
        if (!next) return std::nullopt;
        size.ratio = *next;
        if (base != share && (size.bases[base] += power) == 0) size.bases.erase(base);
    }
    return size;
}

// Multiplies `into` by name^power.
bool take(Combined& into, const std::string& name, int power) {
    std::string base;
    const auto size = size_of(name, &base);
    if (!size) return false;
    auto by = Ratio{};
    if (base == share) {
        const auto shares = raised(*size, power);
        if (!shares) return false;
        by = *shares;
    } else {
        auto& parts = into.unit.parts;
        const auto same = std::find_if(parts.begin(), parts.end(), [&](const auto& part) {
            return text::scale_of(part.first).base == base;
        });
        if (same == parts.end()) {
            if (parts.size() == most_parts) return false;
            parts.emplace_back(name, power);
            return true;
        }
        const auto one = text::ratio(name, same->first);
        const auto all = one ? raised(*one, power) : std::nullopt;
        if (!all) return false;
        by = *all;
        same->second += power;
        if (std::abs(same->second) > most_power) return false;
        if (same->second == 0) parts.erase(same);
    }
    const auto next = into.by.times(by);
    if (next) into.by = *next;
    return next.has_value();
}

std::optional<Combined> combined(const Unit& left, const Unit& right, int sign) {
    if (left.bare && right.bare) return Combined{Unit::any(), {}};
    // a plain factor changes the number and not the unit: 2 × 75 % is 150 %
    if (right.bare) return Combined{left, {}};
    if (left.bare && sign > 0) return Combined{right, {}};
    Combined made;
    for (const auto& [name, power] : left.parts)
        if (!take(made, name, power)) return std::nullopt;
    for (const auto& [name, power] : right.parts)
        if (!take(made, name, power * sign)) return std::nullopt;
    return made;
}

}  // namespace

std::optional<Unit> Unit::parse(std::string_view text) {
    text = text::trim(text);
    if (text.size() > longest || !text::valid(text)) return std::nullopt;
    Combined made;
    std::size_t parts = 0;
    int sign = 1;
    std::string name;
    const auto end_of_name = [&] {
        const auto trimmed = std::string(text::trim(name));
        name.clear();
        if (trimmed.empty()) return false;
        if (trimmed == "1") return true;
        ++parts;
        made.unit.parts.emplace_back(trimmed, sign);
        return parts <= most_parts;
    };
    if (text.empty()) return Unit::pure();
    for (const auto& rune : text::to_runes(text)) {
        if (rune.c == U'/' || rune.c == U'·' || rune.c == U'*' || rune.c == U'×') {
            if (!end_of_name()) return std::nullopt;
            if (rune.c == U'/') sign = -1;
            continue;
        }
        if (rune.c < 0x20 || rune.c == U'"' || rune.c == U'[' || rune.c == U']') return std::nullopt;
        if (rune.space && !name.empty()) name += ' ';
        text::append(name, rune.c);
    }
    if (!end_of_name()) return std::nullopt;
    // a name alone stays as it is (%, 成); of several, each thing is measured once (公噸/公斤 is none)
    if (made.unit.parts.size() == 1) return made.unit;
    Combined product;
    for (const auto& [each, power] : made.unit.parts)
        if (!take(product, each, power)) return std::nullopt;
    if (!(product.by == Ratio{})) return std::nullopt;
    return product.unit;
}

std::string Unit::str() const {
    std::string top, bottom;
    for (const auto& [name, power] : parts)
        for (int i = 0; i < std::abs(power); ++i) {
            if (power > 0)
                top += (top.empty() ? "" : "·") + name;
            else
                bottom += "/" + name;
        }
    if (top.empty() && !bottom.empty()) top = "1";
    return top + bottom;
}

std::string shown(const Unit& unit, bool zh) {
    if (unit.bare) return zh ? "沒有單位的數字" : "a number without a unit";
    if (unit.parts.empty()) return zh ? "純數值（比率）" : "a pure number (a ratio)";
    return zh ? "「" + unit.str() + "」" : "«" + unit.str() + "»";
}

std::optional<Ratio> ratio(const Unit& from, const Unit& to) {
    if (from == to || from.bare || to.bare) return Ratio{};
    const auto a = size_of(from), b = size_of(to);
    if (!a || !b || a->bases != b->bases) return std::nullopt;
    return a->ratio.times(b->ratio.inverse());
}

std::optional<Combined> product(const Unit& left, const Unit& right) {
    return combined(left, right, 1);
}

std::optional<Combined> quotient(const Unit& left, const Unit& right) {
    return combined(left, right, -1);
}

}  // namespace gangmu::formula
