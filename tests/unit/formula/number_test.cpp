#include "formula/number.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "formula/unit.hpp"

namespace gangmu::formula {
namespace {

using Exact = boost::multiprecision::cpp_rational;
using Whole = boost::multiprecision::cpp_int;

Number number(std::string_view text) {
    const bool minus = text.front() == '-';
    const auto made = Number::parse(text.substr(minus ? 1 : 0)).value();
    return minus ? made.negated() : made;
}
std::string shown(const std::optional<Number>& value) {
    return value ? value->str() : "none";
}

TEST(Number, ReadsAndPrints) {
    for (const auto* same : {"0", "1", "-1", "0.5", "-0.05", "1131.86",
                             "123456789012345678901234567890123456", "0.000000000000000001"})
        EXPECT_EQ(number(same).str(), same);
    EXPECT_EQ(number("1.500").str(), "1.5");
    EXPECT_EQ(number("007").str(), "7");
    EXPECT_EQ(number("0.0"), Number(0));
    for (const auto* none : {"", ".", "1.", ".5", "1,000", "1e3", "+1", "０", "1.0000000000000000001",
                             "1234567890123456789012345678901234567"})
        EXPECT_FALSE(Number::parse(none)) << none;
}

TEST(Number, ZerosBehindTheLastDigitDoNotCount) {
    EXPECT_EQ(shown(number("9999999999.999999995").times(number("999999999.999999992"))),
              "9999999999999999915.00000000000000004");  // 37 digits, the last of them 0
}

TEST(Number, DividesHalfEvenAtEighteenDecimals) {
    EXPECT_EQ(shown(Number(1).over(Number(8))), "0.125");
    EXPECT_EQ(shown(Number(1).over(Number(3))), "0.333333333333333333");
    EXPECT_EQ(shown(Number(2).over(Number(3))), "0.666666666666666667");
    EXPECT_EQ(shown(Number(-2).over(Number(3))), "-0.666666666666666667");
    EXPECT_EQ(shown(Number(2).over(Number(-4))), "-0.5");
    EXPECT_EQ(shown(number("0.000000000000000001").over(Number(2))), "0") << "half goes to even";
    EXPECT_EQ(shown(number("0.000000000000000003").over(Number(2))), "0.000000000000000002");
    EXPECT_EQ(shown(Number(1).over(Number(0))), "none");
    EXPECT_EQ(number("2.5").rounded(0).str(), "2");
    EXPECT_EQ(number("3.5").rounded(0).str(), "4");
    EXPECT_EQ(number("-2.5").rounded(0).str(), "-2");
    EXPECT_EQ(number("2.51").rounded(0).str(), "3");
}

TEST(Number, WhatDoesNotFitIsNoNumber) {
    const auto big = number("999999999999999999999999999999999999");
    EXPECT_EQ(shown(big.plus(Number(1))), "none");
    EXPECT_EQ(shown(big.times(Number(10))), "none");
    EXPECT_EQ(shown(big.over(number("0.1"))), "none");
    EXPECT_EQ(shown(big.minus(Number(1))), "999999999999999999999999999999999998");
    EXPECT_FALSE(big.decimal());
    EXPECT_FALSE(big.fixed(0));
    EXPECT_EQ(number("1.005").fixed(2), 100);
    EXPECT_EQ(number("1.015").fixed(2), 102);
    EXPECT_EQ(number("12").fixed(3), 12'000);
}

// ---- against rationals of any size

Exact exact(const Number& value) {
    auto text = value.str();
    const auto point = text.find('.');
    Whole bottom = 1;
    if (point != std::string::npos) {
        for (auto i = point + 1; i < text.size(); ++i)
            bottom *= 10;
        text.erase(point, 1);
    }
    const bool minus = text.front() == '-';
    const auto from = text.find_first_not_of("-0");
    Exact made(Whole(from == std::string::npos ? "0" : text.substr(from)), bottom);
    return minus ? Exact(-made) : made;
}

// Rounded half-even at the 18th decimal, as the header says.
Exact rounded(const Exact& value) {
    Whole shift = 1;
    for (int i = 0; i < most_decimals; ++i)
        shift *= 10;
    const Exact scaled = value * shift;
    Whole floor = numerator(scaled) / denominator(scaled);
    if (Exact(floor) > scaled) --floor;
    const Exact rest = scaled - floor;
    if (rest > Exact(1, 2) || (rest == Exact(1, 2) && floor % 2 != 0)) ++floor;
    return Exact(floor, shift);
}

Number any() {
    const auto digits = *rc::gen::arbitrary<std::int64_t>();
    auto made = Number::of(digits, *rc::gen::inRange(0, 19)).value();
    if (*rc::gen::inRange(0, 4) == 0) {
        const auto more = made.times(Number(1'000'000'007));
        if (more) made = *more;
    }
    return made;
}

void same(const std::optional<Number>& got, const Exact& wanted) {
    Whole limit = 1;
    for (int i = 0; i < most_digits; ++i)
        limit *= 10;
    const Exact near = rounded(wanted);
    if (got) {
        RC_ASSERT(exact(*got) == near);
    } else {  // only where it needs more than 36 digits
        Whole digits = numerator(near), bottom = denominator(near);
        while (bottom % 10 == 0 && bottom > 1)
            bottom /= 10;
        Whole scale = 1;
        while (denominator(Exact(near * scale)) != 1)
            scale *= 10;
        RC_ASSERT(abs(numerator(Exact(near * scale))) >= limit);
    }
}

RC_GTEST_PROP(NumberProperties, EqualRationalsRoundedOnce, ()) {
    const auto a = any(), b = any();
    same(a.plus(b), exact(a) + exact(b));
    same(a.minus(b), exact(a) - exact(b));
    same(a.times(b), exact(a) * exact(b));
    if (!b.zero()) same(a.over(b), exact(a) / exact(b));
    RC_ASSERT((a < b) == (exact(a) < exact(b)));
    RC_ASSERT((a == b) == (exact(a) == exact(b)));
}

// ---- units

TEST(FormulaUnit, MultiplyAndCancel) {
    const auto unit = [](const char* text) { return Unit::parse(text).value(); };
    const auto divided = [&](const char* a, const char* b) {
        const auto made = quotient(unit(a), unit(b));
        return made->unit.str() + " " + std::to_string(made->by.top) + "/" + std::to_string(made->by.bottom);
    };
    EXPECT_EQ(divided("公秉", "公秉/日"), "日 1/1");
    EXPECT_EQ(divided("公噸", "公斤"), " 1000/1");
    EXPECT_EQ(divided("元", "人"), "元/人 1/1");
    EXPECT_EQ(divided("公噸", "%"), "公噸 100/1");
    EXPECT_EQ(product(unit("元/公斤"), unit("公噸"))->unit.str(), "元");
    EXPECT_EQ(product(unit("元/公斤"), unit("公噸"))->by.top, 1000);
    EXPECT_EQ(product(unit("%"), unit("%"))->unit, Unit::pure());
    EXPECT_EQ(unit("公噸 / 日").str(), "公噸/日");
    EXPECT_EQ(unit("公尺·公尺").str(), "公尺·公尺");
    EXPECT_FALSE(Unit::parse("公噸/公斤")) << "no two sizes of one thing in one unit";
    EXPECT_FALSE(Unit::parse("公噸//日"));
    EXPECT_FALSE(Unit::parse("a/b/c/d/e"));
}

TEST(FormulaUnit, ConvertThereAndBackExactly) {
    struct Case {
        const char *from, *to;
        std::int64_t top, bottom;
    };
    for (const auto& [from, to, top, bottom] : {Case{"千噸", "公噸", 1000, 1},
                                                {"公噸", "公斤", 1000, 1},
                                                {"噸", "公噸", 1, 1},
                                                {"萬公秉", "公秉", 10'000, 1},
                                                {"桶", "公升", 158'987, 1000},
                                                {"公秉", "桶", 1'000'000, 158'987},
                                                {"億元", "萬元", 10'000, 1},
                                                {"千元", "元", 1000, 1},
                                                {"公頃", "平方公尺", 10'000, 1},
                                                {"GW", "kW", 1'000'000, 1},
                                                {"MW", "kW", 1000, 1},
                                                {"度", "kWh", 1, 1},
                                                {"年", "年", 1, 1},
                                                {"週", "天", 7, 1},
                                                {"日", "小時", 24, 1},
                                                {"%", "‰", 10, 1},
                                                {"比率", "%", 100, 1},
                                                {"公秉/日", "桶/日", 1'000'000, 158'987},
                                                {"公里/小時", "公尺/秒", 5, 18}}) {
        const auto there = ratio(Unit::parse(from).value(), Unit::parse(to).value());
        ASSERT_TRUE(there) << from << " " << to;
        EXPECT_EQ(*there, (text::Ratio{top, bottom})) << from << " " << to;
        const auto back = ratio(Unit::parse(to).value(), Unit::parse(from).value());
        EXPECT_EQ(there->times(*back), text::Ratio{}) << from << " " << to;
    }
    for (const auto& [from, to] : {std::pair{"公噸", "公秉"},
                                   {"公噸", "%"},
                                   {"人", "人次"},
                                   {"月", "日"},
                                   {"美元", "元"},
                                   {"公噸", "公噸/日"}})
        EXPECT_FALSE(ratio(Unit::parse(from).value(), Unit::parse(to).value())) << from << " " << to;
}

}  // namespace
}  // namespace gangmu::formula
