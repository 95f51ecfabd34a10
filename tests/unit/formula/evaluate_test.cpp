#include "formula/evaluate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "formula/parse.hpp"
#include "unit/formula/given.hpp"

namespace gangmu::formula {
namespace {

using given::compiled;
using given::World;

std::string shown(const Value& value) {
    if (value.number) return value.number->str();
    if (value.condition) return *value.condition ? "true" : "false";
    switch (value.why) {
        case Why::none:
            return "?";
        case Why::missing:
            return "missing";
        case Why::too_few:
            return "too few";
        case Why::divided_by_zero:
            return "by zero";
        case Why::cannot_tell:
            return "cannot tell";
        case Why::too_big:
            return "too big";
        case Why::too_many_steps:
            return "too many steps";
    }
    return "";
}

struct Given {
    Formula formula;
    World world{formula};

    explicit Given(std::string_view text, std::optional<std::string_view> unit = std::nullopt)
        : formula(compiled(text, unit)) {
        for (int i = 0; i < 15; ++i) {
            if (i != 12) world.with("a", i, std::to_string(i + 1).c_str());  // a gap in month 12
            world.with("oil.use", i, "300");
        }
        world.with("oil.stock", 14, "2700").with("oil.stock|汽油", 14, "1000");
        world.with("coal", 14, "2").with("coal.kg", 14, "500").with("share", 14, "25").with("b", 14, "0");
        world.with("a", 14, "7", 1).with("a", 14, "8", 2).with("a", 14, "3", 3).with("a", 14, "4", 4);
        world.with("people", 14, "5", 1);
    }
    std::string at(std::int64_t period, std::uint32_t unit = 0) {
        return shown(evaluate(formula, world, {unit, period}));
    }
};
std::string value_of(std::string_view text, std::int64_t period = 14, std::uint32_t unit = 0) {
    return Given(text).at(period, unit);
}

TEST(Evaluate, ArithmeticAndUnits) {
    EXPECT_EQ(value_of("1 + 2 * 3 - 4 / 8"), "6.5");
    EXPECT_EQ(value_of("-[a] * 2"), "-30");
    EXPECT_EQ(value_of("[coal] + [coal.kg]"), "2.5");
    EXPECT_EQ(value_of("[coal.kg] + [coal]"), "2500");
    EXPECT_EQ(value_of("[coal] * [share]"), "0.5");
    EXPECT_EQ(value_of("to([coal.kg] / [coal], %)"), "25");
    EXPECT_EQ(value_of("[coal.kg] / [coal]"), "0.25");
    EXPECT_EQ(value_of("[coal] > 1900 公斤"), "true");
    EXPECT_EQ(value_of("[coal] > 2.0001 公噸"), "false");
    EXPECT_EQ(value_of("[share] > 24"), "true") << "a number without a unit takes the unit beside it";
    EXPECT_EQ(value_of("1 + [share]"), "26");
    EXPECT_EQ(value_of("as(1, 比率) + [share]"), "1.25");
    EXPECT_EQ(value_of("[oil.stock; 油種=汽油] / [oil.stock]"), "0.37037037037037037");
    EXPECT_EQ(value_of("round([oil.stock; 油種=汽油] / [oil.stock], 2)"), "0.37");
    EXPECT_EQ(Given("[coal.kg] / [coal]", "%").at(14), "25");
    EXPECT_EQ(value_of("abs(0 - 3)"), "3");
    EXPECT_EQ(value_of("min(3, [coal.kg], [coal])"), "3");
    EXPECT_EQ(value_of("max([coal.kg], [coal])"), "2000");
}

TEST(Evaluate, DaysOfSupply) {
    EXPECT_EQ(value_of("[oil.stock] / (sum(last(12, [oil.use])) / sum(last(12, days())))"), "270");
}

TEST(Evaluate, WindowsInTime) {
    EXPECT_EQ(value_of("sum(last(2, [a]))"), "29");
    EXPECT_EQ(value_of("sum(last(3, [a]))"), "too few");
    EXPECT_EQ(value_of("sum(require(2, last(3, [a])))"), "29");
    EXPECT_EQ(value_of("avg(require(1, last(3, [a])))"), "14.5");
    EXPECT_EQ(value_of("count(last(3, [a]))"), "2");
    EXPECT_EQ(value_of("sum(last(12, [a]))", 11), "78");
    EXPECT_EQ(value_of("median(last(12, [a]))", 11), "6.5");
    EXPECT_EQ(value_of("max(last(12, [a]))", 11), "12");
    EXPECT_EQ(value_of("sum(last(12, [a]))", 5), "too few") << "what was before the first value is missing";
    EXPECT_EQ(value_of("sum(ytd([a]))", 5), "21");
    EXPECT_EQ(value_of("sum(ytd([a]))", 14), "too few");
    EXPECT_EQ(value_of("sum(require(1, ytd([a])))", 14), "29");
    EXPECT_EQ(value_of("cumulative([a])", 3), "10");
    EXPECT_EQ(value_of("cumulative([a])", 14), "too few");
    EXPECT_EQ(value_of("cumulative([oil.stock])", 14), "2700") << "leading gaps are no part of it";
    EXPECT_EQ(value_of("lag(1, [a])", 14), "14");
    EXPECT_EQ(value_of("lag(2, [a])", 14), "missing");
    EXPECT_EQ(value_of("latest(last(3, lag(1, [a])))", 13), "12");
    EXPECT_EQ(value_of("[a] / year_ago([a]) - 1", 14), "4");
    EXPECT_EQ(value_of("sum(last(2, avg(last(2, [a]))))", 3), "6");
}

TEST(Evaluate, WindowsOverUnits) {
    EXPECT_EQ(value_of("sum(children([a]))"), "15");
    EXPECT_EQ(value_of("sum(leaves([a]))"), "15") << "3, 4 and 8";
    EXPECT_EQ(value_of("count(leaves([a]))"), "3");
    EXPECT_EQ(value_of("sum(children([people]))"), "too few");
    EXPECT_EQ(value_of("sum(require(1, children([people])))"), "5");
    EXPECT_EQ(value_of("sum(children([a]))", 14, 4), "too few")
        << "a unit without children has no sum over them";
    EXPECT_EQ(value_of("to([a] / parent([a]), %)", 14, 2), "53.3333333333333333");
    EXPECT_EQ(value_of("parent([a])", 14, 0), "missing");
}

TEST(Evaluate, MissingValues) {
    EXPECT_EQ(value_of("[a] + 1", 12), "missing");
    EXPECT_EQ(value_of("coalesce([a], lag(1, [a]), 0)", 12), "12");
    EXPECT_EQ(value_of("present([a])", 12), "false");
    EXPECT_EQ(value_of("if(present([a]), [a], 0)", 12), "0");
    EXPECT_EQ(value_of("[a] > 1", 12), "missing");
    EXPECT_EQ(value_of("if([a] > 1, 1, 0)", 12), "missing");
    EXPECT_EQ(value_of("[a] > 1 or 1 = 1", 12), "true");
    EXPECT_EQ(value_of("[a] > 1 and 1 = 2", 12), "false");
    EXPECT_EQ(value_of("[a] > 1 and 1 = 1", 12), "missing");
    EXPECT_EQ(value_of("not [a] > 1", 12), "missing");
    EXPECT_EQ(value_of("[a] / [b]"), "by zero");
    EXPECT_EQ(value_of("coalesce([a] / [b], 0)"), "0");
    const Given one("[coal] / ([a] - [a])");
    const auto value = evaluate(one.formula, one.world, {0, 14});
    EXPECT_EQ(words(value, "[coal] / ([a] - [a])").zh, "除數 [a] - [a] 為零");
}

TEST(Evaluate, FailsWithinItsBounds) {
    std::string big = "1000000000000000000000000000";
    EXPECT_EQ(value_of("coalesce(" + big + " * " + big + ", 0)"), "too big") << "nothing hides it";
    EXPECT_EQ(value_of("if(present(" + big + " * " + big + "), 1, 2)"), "too big");
    std::string deep = "[oil.use]";
    for (int i = 0; i < 6; ++i)
        deep = "sum(require(1, last(9999, " + deep + ")))";
    const Given one(deep);
    const auto value = evaluate(one.formula, one.world, {0, 14});
    EXPECT_EQ(shown(value), "too many steps");
    EXPECT_LE(value.steps, most_steps);
    EXPECT_FALSE(words(value, deep).zh.empty());
}

// ---- any formula: printing is read back, steps are kept, and a plain reckoning agrees

Node literal() {
    Node node;
    node.number = Number::of(*rc::gen::inRange<std::int64_t>(0, 2000), *rc::gen::inRange(0, 3)).value();
    return node;
}

// Of elements a, b, oil.use; deep enough to nest and small enough to read.
Node any_number(int depth);
Node any_condition(int depth);

Node any_window(int depth) {
    Node node;
    node.op =
        *rc::gen::element(Op::last, Op::year_to_date, Op::history, Op::children, Op::leaves, Op::require);
    if (node.op == Op::require) {
        node.count = *rc::gen::inRange(1, 4);
        node.args.push_back(any_window(depth - 1 < 0 ? 0 : depth - 1));
        if (node.args[0].op == Op::require) {
            Node inner = node.args[0].args[0];
            node.args[0] = std::move(inner);
        }
        return node;
    }
    if (node.op == Op::last) node.count = *rc::gen::inRange(1, 5);
    node.args.push_back(any_number(depth - 1));
    return node;
}

Node any_number(int depth) {
    Node node;
    if (depth <= 0) {
        if (*rc::gen::inRange(0, 3) == 0) return literal();
        node.op = Op::reference;
        node.text = *rc::gen::element(std::string("a"), std::string("b"));
        return node;
    }
    node.op = *rc::gen::element(Op::add, Op::subtract, Op::multiply, Op::divide, Op::negate, Op::absolute,
                                Op::round, Op::coalesce, Op::choose, Op::lag, Op::cumulative, Op::sum,
                                Op::average, Op::count, Op::smallest, Op::largest, Op::latest, Op::median,
                                Op::year_ago, Op::parent);
    switch (node.op) {
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::divide:
        case Op::coalesce:
            node.args = {any_number(depth - 1), any_number(depth - 1)};
            break;
        case Op::choose:
            node.args = {any_condition(depth - 1), any_number(depth - 1), any_number(depth - 1)};
            break;
        case Op::round:
            node.count = *rc::gen::inRange(0, 4);
            node.args = {any_number(depth - 1)};
            break;
        case Op::lag:
            node.count = *rc::gen::inRange(0, 4);
            node.args = {any_number(depth - 1)};
            break;
        case Op::sum:
        case Op::average:
        case Op::count:
        case Op::smallest:
        case Op::largest:
        case Op::latest:
        case Op::median:
            node.args = {any_window(depth - 1)};
            break;
        default:
            node.args = {any_number(depth - 1)};
    }
    return node;
}

Node any_condition(int depth) {
    Node node;
    if (depth <= 0) {
        node.op = Op::present;
        node.args = {any_number(0)};
        return node;
    }
    node.op = *rc::gen::element(Op::less, Op::at_most, Op::greater, Op::at_least, Op::equal, Op::different,
                                Op::negation, Op::both, Op::either, Op::present);
    if (node.op == Op::both || node.op == Op::either)
        node.args = {any_condition(depth - 1), any_condition(depth - 1)};
    else if (node.op == Op::negation)
        node.args = {any_condition(depth - 1)};
    else if (node.op == Op::present)
        node.args = {any_number(depth - 1)};
    else
        node.args = {any_number(depth - 1), any_number(depth - 1)};
    return node;
}

RC_GTEST_PROP(FormulaProperties, WhatIsPrintedIsReadBack, ()) {
    const auto node = *rc::gen::arbitrary<bool>() ? any_number(*rc::gen::inRange(0, 6))
                                                  : any_condition(*rc::gen::inRange(0, 6));
    for (const bool zh : {false, true}) {
        const auto text = print(node, zh);
        if (text.size() > most_bytes) return;
        const auto read = parse(text);
        if (!read && (read.error().code == "formula-long" || read.error().code == "formula-deep")) return;
        if (!read) RC_FAIL(text + " " + read.error().code);
        RC_ASSERT(*read == node);
    }
}

// The reference: no units, no bounds, fractions of any size, and the rules of evaluate.hpp in the plainest
// way.
using Fraction = boost::multiprecision::cpp_rational;

Fraction exact(const Number& value) {
    auto text = value.absolute().str();
    boost::multiprecision::cpp_int bottom = 1;
    if (const auto point = text.find('.'); point != std::string::npos) {
        for (auto i = point + 1; i < text.size(); ++i)
            bottom *= 10;
        text.erase(point, 1);
    }
    const auto from = std::min(text.find_first_not_of('0'), text.size() - 1);
    const Fraction made(boost::multiprecision::cpp_int(text.substr(from)), bottom);
    return value.negative() ? Fraction(-made) : made;
}

struct Naive {
    const World& world;
    using Maybe = std::optional<Fraction>;

    Maybe number(const Node& n, std::uint32_t unit, std::int64_t t) const {
        const auto arg = [&](std::size_t i) { return number(n.args.at(i), unit, t); };
        if (n.op == Op::literal) return exact(n.number);
        if (n.op == Op::reference) {
            const auto found = world.values.find({n.text, unit, t});
            if (found == world.values.end()) return {};
            return exact(found->second);
        }
        if (n.op == Op::coalesce) return arg(0) ? arg(0) : arg(1);
        if (n.op == Op::choose) {
            const auto holds = truth(n.args[0], unit, t);
            return holds ? arg(*holds ? 1 : 2) : Maybe();
        }
        if (n.op == Op::lag) return number(n.args[0], unit, t - n.count);
        if (n.op == Op::year_ago) return number(n.args[0], unit, t - 12);
        if (n.op == Op::parent) return unit == 0 ? Maybe() : number(n.args[0], unit <= 2 ? 0 : 1, t);
        if (n.op == Op::cumulative || n.args[0].op >= Op::require) {
            if (n.op == Op::cumulative)
                return folded(Op::sum, window(Op::history, 0, n.args[0], unit, t), {});
            if (n.op >= Op::sum || n.op == Op::smallest || n.op == Op::largest) {
                const Node* w = &n.args[0];
                std::optional<std::size_t> enough;
                if (w->op == Op::require) {
                    enough = static_cast<std::size_t>(w->count);
                    w = &w->args[0];
                }
                if (w->op == Op::last || w->op == Op::year_to_date || w->op == Op::history ||
                    w->op == Op::children || w->op == Op::leaves)
                    return folded(n.op, window(w->op, w->count, w->args[0], unit, t), enough);
            }
        }
        const auto a = arg(0);
        if (!a) return {};
        if (n.op == Op::negate) return Fraction(-*a);
        if (n.op == Op::absolute) return *a < 0 ? Fraction(-*a) : *a;
        const auto b = arg(1);
        if (!b || (n.op == Op::divide && *b == 0)) return {};
        if (n.op == Op::add) return Fraction(*a + *b);
        if (n.op == Op::subtract) return Fraction(*a - *b);
        return n.op == Op::multiply ? Fraction(*a * *b) : Fraction(*a / *b);
    }
    std::vector<Maybe> window(Op op, std::int64_t count, const Node& n, std::uint32_t unit,
                              std::int64_t t) const {
        std::vector<Maybe> all;
        if (op == Op::children || op == Op::leaves) {
            std::vector<std::uint32_t> units = world.children(unit, t);
            if (op == Op::leaves)
                units = unit == 0   ? std::vector<std::uint32_t>{3, 4, 2}
                        : unit == 1 ? std::vector<std::uint32_t>{3, 4}
                                    : std::vector<std::uint32_t>{unit};
            for (const auto each : units)
                all.push_back(number(n, each, t));
            if (all.empty()) all.emplace_back();
            return all;
        }
        const auto from = op == Op::last           ? t - count + 1
                          : op == Op::year_to_date ? world.year_start(t)
                                                   : world.first;
        for (auto i = from; i <= t; ++i) {
            all.push_back(number(n, unit, i));
            if (op == Op::history && all.size() == 1 && !all[0]) all.clear();
        }
        if (all.empty()) all.emplace_back();
        return all;
    }
    static Maybe folded(Op op, const std::vector<Maybe>& all, std::optional<std::size_t> enough) {
        std::vector<Fraction> there;
        for (const auto& each : all)
            if (each) there.push_back(*each);
        if (op == Op::count) return Fraction(there.size());
        if (there.empty()) return {};
        if (op == Op::latest) return there.back();
        if (there.size() < enough.value_or(all.size())) return {};
        std::vector<Fraction> sorted = there;
        std::sort(sorted.begin(), sorted.end());
        const auto n = sorted.size();
        if (op == Op::smallest) return sorted.front();
        if (op == Op::largest) return sorted.back();
        if (op == Op::median)
            return n % 2 == 1 ? sorted[n / 2] : Fraction((sorted[n / 2 - 1] + sorted[n / 2]) / 2);
        Fraction total = 0;
        for (const auto& each : there)
            total += each;
        return op == Op::sum ? total : Fraction(total / Fraction(n));
    }
    std::optional<bool> truth(const Node& n, std::uint32_t unit, std::int64_t t) const {
        if (n.op == Op::present) return number(n.args[0], unit, t).has_value();
        if (n.op == Op::negation) {
            const auto a = truth(n.args[0], unit, t);
            return a ? std::optional(!*a) : a;
        }
        if (n.op == Op::both || n.op == Op::either) {
            const bool decides = n.op == Op::either;
            const auto a = truth(n.args[0], unit, t), b = truth(n.args[1], unit, t);
            if (a == decides || b == decides) return decides;
            return a && b ? std::optional(!decides) : std::nullopt;
        }
        const auto a = number(n.args[0], unit, t), b = number(n.args[1], unit, t);
        if (!a || !b) return {};
        return n.op == Op::less       ? *a < *b
               : n.op == Op::at_most  ? *a <= *b
               : n.op == Op::greater  ? *a > *b
               : n.op == Op::at_least ? *a >= *b
               : n.op == Op::equal    ? *a == *b
                                      : *a != *b;
    }
};

// Where nothing is divided, rounded or compared the two agree to the last digits; those that may land on
// either side of a rounding or of a comparison are left to the examples above and to Number's own property.
bool smooth(const Node& n) {
    if (n.op == Op::round || n.op == Op::choose || n.op == Op::divide) return false;
    return std::all_of(n.args.begin(), n.args.end(), smooth);
}

RC_GTEST_PROP(FormulaProperties, AgreesWithAPlainReckoning, ()) {
    const auto node = any_number(*rc::gen::inRange(0, 4));
    RC_PRE(smooth(node));
    const auto formula = check(node, given::Elements());
    if (!formula) RC_FAIL(print(node) + " " + formula.error().code + " " + formula.error().what.en);
    World world(*formula);
    for (int i = 0; i < 16; ++i)
        for (std::uint32_t unit = 0; unit < 5; ++unit)
            for (const auto* name : {"a", "b"})
                if (*rc::gen::inRange(0, 5) > 0)
                    world.values[{name, unit, i}] = Number(*rc::gen::inRange(-50, 50));
    const std::int64_t period = *rc::gen::inRange(0, 16);
    const std::uint32_t unit = *rc::gen::inRange(0u, 5u);
    const auto got = evaluate(*formula, world, {unit, period});
    RC_ASSERT(got.steps <= most_steps);
    if (got.failed()) return;
    const auto wanted = Naive{world}.number(formula->root, unit, period);
    if (wanted.has_value() != got.number.has_value()) RC_FAIL(print(node));
    if (wanted) {
        const Fraction off = exact(*got.number) - *wanted;
        const Fraction size = *wanted < 0 ? Fraction(-*wanted) : *wanted;
        // a mean is rounded at its 18th decimal, and may be multiplied afterwards
        if (abs(off) * 1'000'000'000 > size + 1'000'000) RC_FAIL(print(node));
    }
}

RC_GTEST_PROP(FormulaProperties, StepsAreKept, ()) {
    const auto node = any_number(*rc::gen::inRange(0, 6));
    const auto formula = check(node, given::Elements());
    RC_PRE(formula.has_value());
    World world(*formula);
    for (int i = 0; i < 16; ++i)
        world.values[{"a", 0, i}] = Number(i);
    const std::uint64_t limit = *rc::gen::inRange<std::uint64_t>(0, 300);
    const auto cut = evaluate(*formula, world, {0, 15}, limit);
    RC_ASSERT(cut.steps <= limit);
    RC_ASSERT(world.asked <= limit);
    const auto whole = evaluate(*formula, world, {0, 15});
    if (!cut.failed()) RC_ASSERT(cut.number == whole.number);
}

}  // namespace
}  // namespace gangmu::formula
