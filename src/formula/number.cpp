#include "formula/number.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <limits>

namespace gangmu::formula {
namespace {

using Wide = Number::Wide;
using Big = boost::multiprecision::int256_t;  // 10^36 × 10^36 and 10^36 × 10^36 for quotients stay within

constexpr std::int64_t small = 1'000'000'000'000'000'000;  // of two such, sums, products and shifts fit Wide

template <class Int>
Int power(int exponent) {
    Int value = 1;
    while (exponent-- > 0)
        value *= 10;
    return value;
}

const Wide limit = power<Wide>(most_digits);

// a / b, rounded half-even; b positive.
template <class Int>
Int divided(const Int& a, const Int& b) {
    Int quotient = a / b;
    Int rest = a % b;
    const bool negative = rest < 0;
    if (negative) rest = -rest;
    const Int twice = rest * 2;
    if (twice > b || (twice == b && quotient % 2 != 0)) quotient += negative ? -1 : 1;
    return quotient;
}

// In lowest form with at most 18 decimals. Nothing: over 36 digits.
template <class Int>
std::optional<Number> narrow(Int digits, int scale) {
    if (scale > most_decimals) {
        digits = divided<Int>(digits, power<Int>(scale - most_decimals));
        scale = most_decimals;
    }
    const Int most(limit);
    for (; scale > 0 && (digits >= most || digits <= -most) && digits % 10 == 0; --scale)
        digits /= 10;
    if (digits >= most || digits <= -most) return std::nullopt;
    return Number::of(static_cast<Wide>(digits), scale);
}

bool is_small(Wide digits) {
    return digits < small && digits > -small;
}

}  // namespace

std::optional<Number> Number::of(Wide digits, int scale) {
    if (digits >= limit || digits <= -limit || scale < 0 || scale > most_decimals) return std::nullopt;
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        --scale;
    }
    Number made;
    made.digits_ = digits;
    made.scale_ = scale;
    return made;
}

std::optional<Number> Number::parse(std::string_view text) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
    if (fraction.size() > most_decimals) return std::nullopt;
    Wide digits = 0;
    for (const auto part : {whole, fraction})
        for (const char c : part) {
            if (c < '0' || c > '9') return std::nullopt;
            digits = digits * 10 + (c - '0');
            if (digits >= limit) return std::nullopt;
        }
    return of(digits, static_cast<int>(fraction.size()));
}

std::optional<Number> Number::plus(const Number& other) const {
    const int scale = std::max(scale_, other.scale_);
    if (is_small(digits_) && is_small(other.digits_))
        return narrow<Wide>(
            digits_ * power<Wide>(scale - scale_) + other.digits_ * power<Wide>(scale - other.scale_), scale);
    return narrow<Big>(
        Big(digits_) * power<Big>(scale - scale_) + Big(other.digits_) * power<Big>(scale - other.scale_),
        scale);
}

std::optional<Number> Number::minus(const Number& other) const {
    return plus(other.negated());
}

std::optional<Number> Number::times(const Number& other) const {
    if (is_small(digits_) && is_small(other.digits_))
        return narrow<Wide>(digits_ * other.digits_, scale_ + other.scale_);
    return narrow<Big>(Big(digits_) * Big(other.digits_), scale_ + other.scale_);
}

std::optional<Number> Number::over(const Number& other) const {
    if (other.zero()) return std::nullopt;
    // (a / 10^s) / (b / 10^t) at 18 decimals: a × 10^(18 - s + t) / b, and 18 - s + t is never negative
    Big top = Big(digits_) * power<Big>(most_decimals - scale_ + other.scale_);
    Big bottom = other.digits_;
    if (bottom < 0) {
        top = -top;
        bottom = -bottom;
    }
    return narrow<Big>(divided<Big>(top, bottom), most_decimals);
}

std::optional<Number> Number::times(const text::Ratio& ratio) const {
    if (ratio.bottom == 1 && ratio.top == 1) return *this;
    const Big top = Big(digits_) * ratio.top * power<Big>(most_decimals - scale_);
    return narrow<Big>(divided<Big>(top, Big(ratio.bottom)), most_decimals);
}

Number Number::negated() const {
    Number made = *this;
    made.digits_ = -digits_;
    return made;
}

Number Number::rounded(int decimals) const {
    if (decimals >= scale_) return *this;
    return of(divided<Wide>(digits_, power<Wide>(scale_ - decimals)), decimals).value_or(*this);
}

double Number::approximate() const {
    return static_cast<double>(static_cast<long double>(digits_) /
                               static_cast<long double>(power<Wide>(scale_)));
}

std::string Number::str() const {
    std::string text;
    for (Wide rest = digits_ < 0 ? -digits_ : digits_; rest > 0; rest /= 10)
        text += static_cast<char>('0' + static_cast<int>(rest % 10));
    while (text.size() <= static_cast<std::size_t>(scale_))
        text += '0';
    if (scale_ > 0) text.insert(static_cast<std::size_t>(scale_), 1, '.');
    if (digits_ < 0) text += '-';
    std::reverse(text.begin(), text.end());
    return text;
}

std::optional<Decimal> Number::decimal() const {
    if (!is_small(digits_)) return std::nullopt;
    return Decimal(static_cast<std::int64_t>(digits_), scale_);
}

std::optional<std::int64_t> Number::fixed(int decimals) const {
    const auto near = rounded(decimals);
    const Big digits = Big(near.digits_) * power<Big>(decimals - near.scale_);
    if (digits > std::numeric_limits<std::int64_t>::max() ||
        digits < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return static_cast<std::int64_t>(digits);
}

std::strong_ordering Number::operator<=>(const Number& other) const {
    if (scale_ == other.scale_) return digits_ <=> other.digits_;
    const Big left = Big(digits_) * power<Big>(other.scale_);
    const Big right = Big(other.digits_) * power<Big>(scale_);
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
}

}  // namespace gangmu::formula
