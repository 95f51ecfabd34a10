#include "text/quantity.hpp"

#include <numeric>
#include <unordered_map>

#include "text/amounts.hpp"
#include "text/numerals.hpp"
#include "text/runes.hpp"
#include "text/utf8.hpp"

namespace gangmu::text {
namespace {

struct Known {
    Decimal factor;
    const char* base;
    bool level = false;
};

// Words that measure the same thing. What is not here is its own base: 案, 家, 人次 count themselves.
const std::unordered_map<std::string_view, Known>& known_units() {
    static const std::unordered_map<std::string_view, Known> units{
        {"%", {1, "%", true}},
        {"比率", {100, "%", true}},
        {"比值", {100, "%", true}},
        {"ratio", {100, "%", true}},
        {"個百分點", {1, "%", true}},
        {"百分點", {1, "%", true}},
        {"‰", {Decimal(1, 1), "%", true}},
        {"成", {10, "%", true}},
        {"割", {10, "%", true}},
        {"℃", {1, "℃", true}},
        {"°C", {1, "℃", true}},
        {"倍", {1, "倍", true}},
        {"分", {1, "分", true}},
        {"級分", {1, "級分", true}},
        {"ppm", {1, "ppm", true}},
        {"ppb", {Decimal(1, 3), "ppm", true}},
        {"dB", {1, "dB", true}},
        {"分貝", {1, "dB", true}},
        {"噸", {1'000'000, "g"}},
        {"公噸", {1'000'000, "g"}},
        {"t", {1'000'000, "g"}},
        {"トン", {1'000'000, "g"}},
        {"kt", {1'000'000'000, "g"}},
        {"Mt", {1'000'000'000'000, "g"}},
        {"公斤", {1'000, "g"}},
        {"kg", {1'000, "g"}},
        {"㎏", {1'000, "g"}},
        {"公克", {1, "g"}},
        {"克", {1, "g"}},
        {"g", {1, "g"}},
        {"毫克", {Decimal(1, 3), "g"}},
        {"mg", {Decimal(1, 3), "g"}},
        {"公噸二氧化碳當量", {1, "tCO2e"}},
        {"公噸CO2e", {1, "tCO2e"}},
        {"tCO2e", {1, "tCO2e"}},
        {"tCO2-e", {1, "tCO2e"}},
        {"ktCO2e", {1'000, "tCO2e"}},
        {"MtCO2e", {1'000'000, "tCO2e"}},
        {"公里", {1'000, "m"}},
        {"km", {1'000, "m"}},
        {"㎞", {1'000, "m"}},
        {"公尺", {1, "m"}},
        {"m", {1, "m"}},
        {"公分", {Decimal(1, 2), "m"}},
        {"cm", {Decimal(1, 2), "m"}},
        {"公厘", {Decimal(1, 3), "m"}},
        {"毫米", {Decimal(1, 3), "m"}},
        {"mm", {Decimal(1, 3), "m"}},
        {"公頃", {10'000, "m2"}},
        {"ha", {10'000, "m2"}},
        {"Ha", {10'000, "m2"}},
        {"㏊", {10'000, "m2"}},
        {"ヘクタール", {10'000, "m2"}},
        {"平方公里", {1'000'000, "m2"}},
        {"km2", {1'000'000, "m2"}},
        {"km²", {1'000'000, "m2"}},
        {"平方公尺", {1, "m2"}},
        {"平方米", {1, "m2"}},
        {"m2", {1, "m2"}},
        {"m²", {1, "m2"}},
        {"㎡", {1, "m2"}},
        {"立方公尺", {1'000, "L"}},
        {"立方米", {1'000, "L"}},
        {"m3", {1'000, "L"}},
        {"m³", {1'000, "L"}},
        {"㎥", {1'000, "L"}},
        {"公秉", {1'000, "L"}},
        {"kL", {1'000, "L"}},
        {"KL", {1'000, "L"}},
        {"kl", {1'000, "L"}},
        // the barrel of the energy statistics: 42 US gallons, to the millilitre
        {"桶", {Decimal(158'987, 3), "L"}},
        {"bbl", {Decimal(158'987, 3), "L"}},
        {"公升", {1, "L"}},
        {"升", {1, "L"}},
        {"L", {1, "L"}},
        {"毫升", {Decimal(1, 3), "L"}},
        {"ml", {Decimal(1, 3), "L"}},
        {"W", {1, "W"}},
        {"瓩", {1'000, "W"}},
        {"千瓦", {1'000, "W"}},
        {"kW", {1'000, "W"}},
        {"KW", {1'000, "W"}},
        {"百萬瓦", {1'000'000, "W"}},
        {"千瓩", {1'000'000, "W"}},
        {"MW", {1'000'000, "W"}},
        {"GW", {1'000'000'000, "W"}},
        {"TW", {1'000'000'000'000, "W"}},
        {"Wh", {1, "Wh"}},
        {"度", {1'000, "Wh"}},
        {"度電", {1'000, "Wh"}},
        {"瓩時", {1'000, "Wh"}},
        {"千瓦時", {1'000, "Wh"}},
        {"kWh", {1'000, "Wh"}},
        {"KWH", {1'000, "Wh"}},
        {"MWh", {1'000'000, "Wh"}},
        {"GWh", {1'000'000'000, "Wh"}},
        {"TWh", {1'000'000'000'000, "Wh"}},
        {"Mbps", {1, "Mbps", true}},
        {"Gbps", {1'000, "Mbps", true}},
        {"kbps", {Decimal(1, 3), "Mbps", true}},
        {"台", {1, "台"}},
        {"平台", {1, "平台"}},
        {"個月", {1, "月", true}},
        {"か月", {1, "月", true}},
        {"月", {1, "月", true}},
        {"季", {3, "月", true}},
        {"天", {86'400, "秒", true}},
        {"日", {86'400, "秒", true}},
        {"日份", {86'400, "秒", true}},
        {"週", {604'800, "秒", true}},
        {"小時", {3'600, "秒", true}},
        {"分鐘", {60, "秒", true}},
        {"秒", {1, "秒", true}},
        {"毫秒", {Decimal(1, 3), "秒", true}},
    };
    return units;
}

// Width folded, without white space, 臺 as 台.
std::string plain(std::string_view unit) {
    std::string out;
    for (const auto& rune : to_runes(unit))
        append(out, rune.c == U'臺' ? U'台' : rune.c);
    return out;
}

// a / b when it ends within 18 digits.
std::optional<Decimal> quotient(const Decimal& a, const Decimal& b) {
    if (b == Decimal(0)) return std::nullopt;
    // factors are whole numbers or powers of ten: cancel 2 and 5, and see whether anything else remains
    auto top = a;
    std::int64_t bottom = b.digits();
    for (int i = 0; i < b.scale(); ++i) {
        const auto next = top.times(Decimal(10));
        if (!next) return std::nullopt;
        top = *next;
    }
    for (const auto& [divisor, share] :
         {std::pair{10, Decimal(1, 1)}, {2, Decimal(5, 1)}, {5, Decimal(2, 1)}})
        while (bottom % divisor == 0) {
            const auto next = top.times(share);
            if (!next) return std::nullopt;
            top = *next;
            bottom /= divisor;
        }
    if (top.digits() % bottom != 0) return std::nullopt;
    return Decimal(top.digits() / bottom, top.scale());
}

UnitScale reckoned(std::string_view unit) {
    const auto name = plain(unit);
    if (name.empty()) return {};
    const auto& units = known_units();
    if (const auto found = units.find(name); found != units.end())
        return {found->second.factor, found->second.base, found->second.level};
    if (const auto money = money_unit(name))
        return {Decimal(money->factor), money->currency.empty() ? "TWD" : money->currency, false};
    const auto runes = to_runes(name);
    std::int64_t rank = 1;
    std::size_t at = 0;
    while (at < runes.size() && at < 3 && rank_of(runes[at].c) > 10) {
        rank *= rank_of(runes[at].c);
        ++at;
    }
    const auto rest = slice(name, runes, at, runes.size());
    if (const auto found = units.find(rest); found != units.end())
        return {Decimal(rank).times(found->second.factor).value_or(found->second.factor), found->second.base,
                found->second.level};
    return {Decimal(rank), rest, false};
}

}  // namespace

// A plan has few units and asks for them often: each thread keeps what it reckoned.
UnitScale scale_of(std::string_view unit) {
    constexpr std::size_t most_kept = 1024;
    thread_local std::unordered_map<std::string, UnitScale> kept;
    std::string name(unit);
    if (const auto found = kept.find(name); found != kept.end()) return found->second;
    if (kept.size() >= most_kept) kept.clear();
    return kept.emplace(std::move(name), reckoned(unit)).first->second;
}

std::optional<Ratio> Ratio::times(const Ratio& other) const {
    // cancelled crosswise first, so that only what does not fit in lowest terms is refused
    const auto a = std::gcd(top, other.bottom), b = std::gcd(other.top, bottom);
    Ratio out;
    if (__builtin_mul_overflow(top / a, other.top / b, &out.top) ||
        __builtin_mul_overflow(bottom / b, other.bottom / a, &out.bottom))
        return std::nullopt;
    return out;
}

std::optional<Ratio> ratio_of(const Decimal& factor) {
    if (factor <= Decimal(0)) return std::nullopt;
    std::int64_t bottom = 1;
    for (int i = 0; i < factor.scale(); ++i)
        bottom *= 10;
    const auto common = std::gcd(factor.digits(), bottom);
    return Ratio{factor.digits() / common, bottom / common};
}

std::optional<Ratio> ratio(std::string_view from, std::string_view to) {
    if (from == to) return Ratio{};
    const auto a = scale_of(from), b = scale_of(to);
    if (a.base != b.base) return std::nullopt;
    const auto whole = ratio_of(a.factor), part = ratio_of(b.factor);
    if (!whole || !part) return std::nullopt;
    return whole->times(part->inverse());
}

bool convertible(std::string_view from, std::string_view to) {
    return from.empty() || from == to || scale_of(from).base == scale_of(to).base;
}

std::optional<Decimal> convert(const Decimal& value, std::string_view from, std::string_view to) {
    if (from.empty() || from == to) return value;
    const auto a = scale_of(from), b = scale_of(to);
    if (a.base != b.base) return std::nullopt;
    if (a.factor == b.factor) return value;
    const auto whole = value.times(a.factor);
    if (!whole) return std::nullopt;
    return quotient(*whole, b.factor);
}

std::string with_unit(const Decimal& value, std::string_view unit) {
    std::string text = value.str();
    if (unit.empty()) return text;
    if (unit != "%" && unit != "％" && unit != "‰") text += ' ';
    return text.append(unit);
}

}  // namespace gangmu::text
