#include "base/decimal.hpp"

#include <cassert>

namespace gangmu {
namespace {

__extension__ using Wide = __int128;
constexpr Wide kLimit =
    1'000'000'000'000'000'000;  // 18 digits: every sum and product of two stays in 128 bits

Wide power(int exponent) {
    Wide value = 1;
    while (exponent-- > 0)
        value *= 10;
    return value;
}

std::optional<Decimal> narrow(Wide digits, int scale) {
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        --scale;
    }
    if (digits >= kLimit || digits <= -kLimit || scale > 18) return std::nullopt;
    return Decimal(static_cast<std::int64_t>(digits), scale);
}

}  // namespace

Decimal::Decimal(std::int64_t digits, int scale) : digits_(digits), scale_(scale) {
    assert(scale >= 0 && scale <= 18);
    reduce();
}

void Decimal::reduce() {
    while (scale_ > 0 && digits_ % 10 == 0) {
        digits_ /= 10;
        --scale_;
    }
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;

    std::int64_t digits = 0;
    int count = 0;
    auto take = [&](char c) {
        if (c < '0' || c > '9') return false;
        if (digits != 0 || c != '0') ++count;
        if (count > 18) return false;
        digits = digits * 10 + (c - '0');
        return true;
    };
    const auto first_comma = whole.find(',');
    if (first_comma != std::string_view::npos && (first_comma == 0 || first_comma > 3)) return std::nullopt;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (first_comma != std::string_view::npos && i >= first_comma && (i - first_comma) % 4 == 0) {
            if (whole[i] != ',') return std::nullopt;
        } else if (!take(whole[i])) {
            return std::nullopt;
        }
    }
    if (first_comma != std::string_view::npos && (whole.size() - first_comma) % 4 != 0) return std::nullopt;
    if (fraction.size() > 18) return std::nullopt;
    for (char c : fraction)
        if (!take(c)) return std::nullopt;
    return Decimal(negative ? -digits : digits, static_cast<int>(fraction.size()));
}

double Decimal::approximate() const {
    return static_cast<double>(static_cast<long double>(digits_) / static_cast<long double>(power(scale_)));
}

std::string Decimal::str() const {
    std::string text = std::to_string(digits_ < 0 ? -digits_ : digits_);
    if (scale_ > 0) {
        const auto scale = static_cast<std::size_t>(scale_);
        if (text.size() <= scale) text.insert(0, scale + 1 - text.size(), '0');
        text.insert(text.size() - scale, 1, '.');
    }
    return digits_ < 0 ? "-" + text : text;
}

std::optional<Decimal> Decimal::plus(const Decimal& other) const {
    const int scale = scale_ > other.scale_ ? scale_ : other.scale_;
    return narrow(Wide(digits_) * power(scale - scale_) + Wide(other.digits_) * power(scale - other.scale_),
                  scale);
}

std::optional<Decimal> Decimal::minus(const Decimal& other) const {
    return plus(Decimal(-other.digits_, other.scale_));
}

std::optional<Decimal> Decimal::times(const Decimal& other) const {
    return narrow(Wide(digits_) * Wide(other.digits_), scale_ + other.scale_);
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    const Wide left = Wide(digits_) * power(other.scale_);
    const Wide right = Wide(other.digits_) * power(scale_);
    return left < right ? std::strong_ordering::less
                        : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

}  // namespace gangmu
