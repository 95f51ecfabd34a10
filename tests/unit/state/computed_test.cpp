// Values by formula against a plain reckoning of what is there in the end: for any order of values,
// revisions, takings out, moves of units and new definitions.
#include "state/computed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <map>

#include "measure/pack.hpp"

namespace gangmu::state {
namespace {

using measure::Aggregate;
using measure::Cell;
using measure::Element;
using measure::Measure;
using measure::Plane;
using measure::Quality;
using measure::Rhythm;
using measure::SeriesKey;
using measure::Unit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::int64_t first_quarter = 200, quarters = 24;  // from 2020-Q1
constexpr std::uint32_t units = 5;

// What the fold does, without a ledger.
class World {
  public:
    World() : measure_(std::make_shared<const Measure>()) {
        for (std::uint32_t i = 0; i < units; ++i)
            place(i, i == 0 ? "" : i < 3 ? "u0" : "u1");
    }

    Result<std::string> define(Element element) {
        const auto* there = measure_->element(element.id);
        element.number = there != nullptr ? there->number : measure_->elements();
        element.version = there != nullptr ? there->version + 1 : 1;
        if (element.name.zh.empty()) element.name = {element.id, {}};
        TRY(element.formula, check_formula(measure_, element));
        const auto former = formulas_of(measure_);
        Measure next = *measure_;
        const auto number = element.number;
        const auto text = element.formula;
        EXPECT_TRUE(next.define(std::move(element), ++seq_));
        const auto formulas = reindexed(*former, next, number);
        reckon_element(*measure_, next, *formulas, *former, number, seq_);
        measure_ = kept(std::move(next), formulas);
        return text;
    }
    void place(std::uint32_t number, const std::string& parent, const std::string& to = {}) {
        Unit unit;
        unit.id = "u" + std::to_string(number);
        unit.number = number;
        unit.name = {unit.id, {}};
        unit.parent = parent;
        unit.to = to;
        Measure next = *measure_;
        EXPECT_TRUE(next.set_unit(unit, ++seq_));
        const auto formulas = formulas_of(measure_);
        reckon_unit(*measure_, next, *formulas, number, seq_);
        measure_ = kept(std::move(next), formulas);
    }
    void put(const std::string& element, std::uint32_t unit, std::int64_t period, std::int64_t value,
             Quality quality = Quality::measured, measure::Combination combination = 0) {
        const auto* of = measure_->element(element);
        measure::Block block{Plane::actual,
                             {{{of->number, unit, combination},
                               static_cast<std::uint16_t>(of->version),
                               {{period, value, quality}}}}};
        const auto formulas = formulas_of(measure_);
        Measure next = *measure_;
        std::vector<measure::Change> changes;
        EXPECT_TRUE(next.record(block, ++seq_, &changes));
        reckon(*measure_, next, *formulas, changes, seq_);
        measure_ = kept(std::move(next), formulas);
    }
    Cell cell(const std::string& element, std::uint32_t unit, std::int64_t period,
              measure::Combination combination = 0) const {
        return measure_->cell({measure_->element(element)->number, unit, combination}, period);
    }
    // As after a restart: the index is made anew.
    void reopen() {
        auto read = measure::unpack(measure::pack(*measure_));
        ASSERT_TRUE(read);
        measure_ = std::make_shared<const Measure>(std::move(*read));
    }
    const Measure& measure() const { return *measure_; }
    std::optional<Explanation> explained(const std::string& element, std::uint32_t unit,
                                         std::int64_t period) const {
        return explain(*measure_, *formulas_of(measure_), {measure_->element(element)->number, unit, 0},
                       period);
    }

  private:
    measure::MeasurePtr measure_;
    std::uint64_t seq_ = 0;
};

Element element(std::string id, std::string unit, int decimals, std::string formula = {},
                Rhythm rhythm = Rhythm::quarter) {
    Element out;
    out.id = std::move(id);
    out.unit = std::move(unit);
    out.decimals = decimals;
    out.formula = std::move(formula);
    out.rhythm = rhythm;
    return out;
}

// ---- the plain reckoning: every cell of every formula from the values that are there, and nothing else

using Maybe = std::optional<std::int64_t>;
__extension__ using Wide = __int128;

std::int64_t half_even(Wide top, Wide bottom) {
    if (bottom < 0) {
        top = -top;
        bottom = -bottom;
    }
    Wide quotient = top / bottom, rest = top % bottom;
    if (rest < 0) {
        rest += bottom;
        --quotient;
    }
    if (2 * rest > bottom || (2 * rest == bottom && quotient % 2 != 0)) ++quotient;
    return static_cast<std::int64_t>(quotient);
}

struct Plain {
    std::map<std::tuple<std::string, std::uint32_t, std::int64_t>, std::int64_t> values;
    std::map<std::uint32_t, std::string> parents;
    std::map<std::uint32_t, std::string> ends;

    Maybe at(const std::string& element, std::uint32_t unit, std::int64_t period) const {
        const auto found = values.find({element, unit, period});
        return found == values.end() ? std::nullopt : Maybe(found->second);
    }
    std::vector<std::uint32_t> children(std::uint32_t unit) const {
        std::vector<std::uint32_t> out;
        for (const auto& [each, parent] : parents)
            if (parent == "u" + std::to_string(unit)) out.push_back(each);
        return out;
    }
    std::vector<std::uint32_t> below(std::uint32_t unit) const {  // and itself
        std::vector<std::uint32_t> out{unit};
        for (std::size_t i = 0; i < out.size(); ++i)
            for (const auto each : children(out[i]))
                out.push_back(each);
        return out;
    }
    // Whether the unit is there in the quarter: its end is a year's first day.
    bool there(std::uint32_t unit, std::int64_t period) const {
        const auto& end = ends.at(unit);
        return end.empty() || 1970 + period / 4 < std::stoi(end);
    }
    bool within(const std::vector<std::string>& elements, const std::vector<std::uint32_t>& of,
                std::int64_t period, std::int64_t* first = nullptr) const {
        std::int64_t from = 1'000'000, until = -1;
        for (const auto& [key, value] : values) {
            const auto& [name, unit, at] = key;
            if (std::find(elements.begin(), elements.end(), name) == elements.end() ||
                std::find(of.begin(), of.end(), unit) == of.end())
                continue;
            const auto quarter = name == "m" ? at / 3 : at;
            from = std::min(from, quarter);
            until = std::max(until, quarter);
        }
        if (first != nullptr) *first = from;
        return from <= period && period <= until;
    }

    Maybe ratio(std::uint32_t u, std::int64_t p) const {
        const auto a = at("a", u, p), b = at("b", u, p);
        if (!within({"a", "b"}, {u}, p) || !a || !b || *b == 0) return std::nullopt;
        return half_even(Wide{*a} * 10'000, *b);  // both in tenths; % with two decimals
    }
    Maybe doubled(std::uint32_t u, std::int64_t p) const {
        // The hull of [ratio] and [b].
        std::int64_t from = 1'000'000, until = -1;
        for (std::int64_t q = first_quarter; q < first_quarter + quarters; ++q)
            if (ratio(u, q) || at("b", u, q)) {
                from = std::min(from, q);
                until = std::max(until, q);
            }
        if (p < from || p > until) return std::nullopt;
        const auto it = ratio(u, p);
        return it ? *it * 2 : 0;
    }
    Maybe carried(std::uint32_t u, std::int64_t p) const {
        if (!within({"a"}, {u}, p)) return std::nullopt;
        const auto a = at("a", u, p);
        return a ? a : at("a", u, p - 1);
    }
    Maybe two_of_three(std::uint32_t u, std::int64_t p) const {
        if (!within({"a"}, {u}, p)) return std::nullopt;
        std::int64_t sum = 0, count = 0;
        for (std::int64_t q = p - 2; q <= p; ++q)
            if (const auto a = at("a", u, q)) {
                sum += *a;
                ++count;
            }
        return count >= 2 ? Maybe(sum) : std::nullopt;
    }
    Maybe from_the_first(std::uint32_t u, std::int64_t p, bool gaps) const {
        std::int64_t first = 0, sum = 0;
        if (!within({"a"}, {u}, p, &first)) return std::nullopt;
        for (std::int64_t q = first; q <= p; ++q) {
            const auto a = at("a", u, q);
            if (!a && !gaps) return std::nullopt;
            sum += a.value_or(0);
        }
        return sum;
    }
    Maybe this_year(std::uint32_t u, std::int64_t p) const {
        if (!within({"a"}, {u}, p)) return std::nullopt;
        std::int64_t sum = 0;
        for (std::int64_t q = p - p % 4; q <= p; ++q) {
            const auto a = at("a", u, q);
            if (!a) return std::nullopt;
            sum += *a;
        }
        return sum;
    }
    Maybe a_year_ago(std::uint32_t u, std::int64_t p) const {
        return within({"a"}, {u}, p) ? at("a", u, p - 4) : std::nullopt;
    }
    Maybe of_children(std::uint32_t u, std::int64_t p) const {
        auto looked = children(u);
        const auto all = looked;
        looked.push_back(u);
        if (!within({"a"}, looked, p)) return std::nullopt;
        std::int64_t sum = 0, count = 0;
        for (const auto each : all) {
            if (!there(each, p)) continue;
            const auto a = at("a", each, p);
            if (!a) return std::nullopt;
            sum += *a;
            ++count;
        }
        return count > 0 ? Maybe(sum) : std::nullopt;
    }
    void add_leaves(std::uint32_t u, std::int64_t p, std::int64_t& sum, std::int64_t& count) const {
        bool leaf = true;
        for (const auto each : children(u))
            if (there(each, p)) {
                leaf = false;
                add_leaves(each, p, sum, count);
            }
        if (const auto a = leaf ? at("a", u, p) : Maybe()) {
            sum += *a;
            ++count;
        }
    }
    Maybe of_leaves(std::uint32_t u, std::int64_t p) const {
        std::int64_t sum = 0, count = 0;
        if (!within({"a"}, below(u), p)) return std::nullopt;
        add_leaves(u, p, sum, count);
        return count > 0 ? Maybe(sum) : std::nullopt;
    }
    Maybe of_parent(std::uint32_t u, std::int64_t p) const {
        if (parents.at(u).empty()) return std::nullopt;
        const auto parent = static_cast<std::uint32_t>(std::stoul(parents.at(u).substr(1)));
        const auto a = at("a", u, p), of = at("a", parent, p);
        if (!within({"a"}, {u, parent}, p) || !a || !of || *of == 0) return std::nullopt;
        return half_even(Wide{*a} * 100, *of);
    }
    Maybe of_months(std::uint32_t u, std::int64_t p) const {
        std::int64_t sum = 0;
        for (std::int64_t month = p * 3; month < p * 3 + 3; ++month) {
            const auto m = at("m", u, month);
            if (!m) return std::nullopt;
            sum += *m;
        }
        return sum;
    }
};

struct Reckoned {
    std::string id, unit;
    int decimals;
    std::string formula;
    std::function<Maybe(const Plain&, std::uint32_t, std::int64_t)> plain;
};
const std::vector<Reckoned>& reckoned() {
    static const std::vector<Reckoned> all = {
        {"ratio", "%", 2, "[a] / [乙]", &Plain::ratio},
        {"doubled", "%", 2, "if(present([ratio]) and present([b]), [ratio] * 2, 0 %)", &Plain::doubled},
        {"carried", "公噸", 1, "補值([a], 前期(1, [a]))", &Plain::carried},
        {"two", "公噸", 1, "sum(require(2, last(3, [a])))", &Plain::two_of_three},
        {"cumulative", "公噸", 1, "cumulative([a])",
         [](const Plain& p, std::uint32_t u, std::int64_t q) { return p.from_the_first(u, q, false); }},
        {"history", "公噸", 1, "sum(history(coalesce([a], 0 公噸)))",
         [](const Plain& p, std::uint32_t u, std::int64_t q) { return p.from_the_first(u, q, true); }},
        {"year", "公斤", 0, "sum(ytd([a]))",
         [](const Plain& p, std::uint32_t u, std::int64_t q) {
             const auto sum = p.this_year(u, q);
             return sum ? Maybe(*sum * 100) : sum;
         }},
        {"ago", "公噸", 1, "year_ago([a])", &Plain::a_year_ago},
        {"children", "公噸", 1, "sum(children([a]))", &Plain::of_children},
        {"leaves", "公噸", 1, "sum(require(1, leaves([a])))", &Plain::of_leaves},
        {"share", "", 2, "[a] / parent([a])", &Plain::of_parent},
        {"months", "人", 0, "[m]", &Plain::of_months},
    };
    return all;
}

void define_inputs(World& world) {
    ASSERT_TRUE(world.define(element("a", "公噸", 1)));
    auto b = element("b", "公噸", 1);
    b.name = {"乙", "B"};
    ASSERT_TRUE(world.define(b));
    ASSERT_TRUE(world.define(element("m", "人", 0, {}, Rhythm::month)));
}
void define_formula(World& world, const Reckoned& each) {
    const auto done = world.define(element(each.id, each.unit, each.decimals, each.formula));
    ASSERT_TRUE(done) << each.id << " " << done.error().what.en;
}

RC_GTEST_PROP(Computed, IsWhatAPlainReckoningOfTheEndGives, ()) {
    World world;
    Plain plain;
    for (std::uint32_t i = 0; i < units; ++i) {
        plain.parents[i] = i == 0 ? "" : i < 3 ? "u0" : "u1";
        plain.ends[i] = "";
    }
    define_inputs(world);
    // Some formulas are there before the values, some come later.
    const auto later = *rc::gen::inRange<std::size_t>(2, reckoned().size());
    for (std::size_t i = 0; i < later; ++i)
        define_formula(world, reckoned()[i]);
    const auto steps = *rc::gen::inRange(1, 60);
    for (int step = 0; step < steps; ++step) {
        const auto what = *rc::gen::inRange(0, 20);
        if (what == 0) {
            const auto moved = *rc::gen::inRange<std::uint32_t>(3, units);
            plain.parents[moved] = *rc::gen::element<std::string>("u0", "u1", "u2");
            plain.ends[moved] = *rc::gen::element<std::string>("", "2023");
            world.place(moved, plain.parents[moved],
                        plain.ends[moved].empty() ? "" : plain.ends[moved] + "-01-01");
            continue;
        }
        if (what == 1) world.reopen();
        const auto id = *rc::gen::element<std::string>("a", "a", "a", "b", "m");
        const auto unit = *rc::gen::inRange<std::uint32_t>(0, units);
        const auto quarter = *rc::gen::inRange<std::int64_t>(first_quarter, first_quarter + quarters);
        const auto period = id == "m" ? quarter * 3 + *rc::gen::inRange<std::int64_t>(0, 3) : quarter;
        const bool out = *rc::gen::inRange(0, 6) == 0;
        const auto value = *rc::gen::inRange<std::int64_t>(-30, 300);
        world.put(id, unit, period, value, out ? Quality::missing : Quality::measured);
        if (out)
            plain.values.erase({id, unit, period});
        else
            plain.values[{id, unit, period}] = value;
    }
    for (std::size_t i = later; i < reckoned().size(); ++i)
        define_formula(world, reckoned()[i]);
    for (const auto& each : reckoned())
        for (std::uint32_t unit = 0; unit < units; ++unit)
            for (auto period = first_quarter - 6; period < first_quarter + quarters + 6; ++period) {
                const Cell cell = world.cell(each.id, unit, period);
                const auto got = cell.present() ? Maybe(cell.value) : std::nullopt;
                const auto want = each.plain(plain, unit, period);
                if (got != want)
                    RC_FAIL(each.id + " u" + std::to_string(unit) + " " + std::to_string(period) + ": " +
                            (got ? std::to_string(*got) : "none") + ", not " +
                            (want ? std::to_string(*want) : "none"));
            }
}

TEST(Computed, ReferencesAreKeptAsIds) {
    World world;
    define_inputs(world);
    const auto text = world.define(element("f", "%", 1, "[ 乙 ] ÷ [a]　＊ 100%"));
    ASSERT_TRUE(text) << text.error().what.en;
    EXPECT_EQ(*text, "[ b ] ÷ [a]　＊ 100%");
}

TEST(Computed, FaultsSayWhere) {
    World world;
    define_inputs(world);
    const auto code = [&](const char* unit, const char* formula) {
        const auto done = world.define(element("f", unit, 1, formula));
        return done ? std::string() : done.error().code;
    };
    EXPECT_EQ(code("公噸", "[a] + [甲]"), "formula-element");
    EXPECT_EQ(code("公噸", "[a] + [m]"), "formula-units");
    EXPECT_EQ(code("人", "[a]"), "formula-result");
    EXPECT_EQ(code("", "1 + 2"), "formula-inputs");
    EXPECT_EQ(code("公噸", "[a] +"), "formula-ends");
    EXPECT_EQ(code("公噸", "[f]"), "formula-circle");
    ASSERT_TRUE(world.define(element("g", "公噸", 1, "[a]")));
    ASSERT_TRUE(world.define(element("h", "公噸", 1, "[g] + [b]")));
    const auto circle = world.define(element("g", "公噸", 1, "lag(1, [h])"));
    ASSERT_FALSE(circle);
    EXPECT_EQ(circle.error().code, "formula-circle");
    EXPECT_THAT(circle.error().what.en, HasSubstr("g → h → g"));
    auto kept_secret = element("s", "公噸", 1);
    kept_secret.group = "stocks";
    ASSERT_TRUE(world.define(kept_secret));
    EXPECT_EQ(code("公噸", "[s]"), "formula-inputs");
    // An input that changes its unit into another kind would break what reads it.
    const auto broken = world.define(element("a", "人", 1));
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, "element-in-formula");
}

TEST(Computed, AValueFiledUnderAnotherUnitIsConverted) {
    World world;
    define_inputs(world);
    ASSERT_TRUE(world.define(element("f", "公噸", 1, "sum(require(1, last(2, [a])))")));
    world.put("a", 1, 200, 15);  // 1.5 公噸
    ASSERT_TRUE(world.define(element("a", "公斤", 1)));
    world.put("a", 1, 201, 20'000);  // 2,000 公斤
    EXPECT_EQ(world.cell("f", 1, 200).value, 15);
    EXPECT_EQ(world.cell("f", 1, 201).value, 35);
}

TEST(Computed, ANewFormulaReckonsAllAnewUnderItsVersion) {
    World world;
    define_inputs(world);
    ASSERT_TRUE(world.define(element("f", "公噸", 1, "[a]")));
    world.put("a", 1, 200, 15);
    world.put("a", 1, 202, 16);
    ASSERT_TRUE(world.define(element("f", "公噸", 1, "[a] * 2")));
    EXPECT_EQ(world.cell("f", 1, 202).value, 32);
    EXPECT_EQ(world.cell("f", 1, 202).version, 2);
    EXPECT_EQ(world.measure().element("f")->version, 2u);
    EXPECT_EQ(world.measure().element(world.measure().element("f")->number, 1)->formula, "[a]");
}

TEST(Computed, QualityIsThatOfTheWeakestInput) {
    World world;
    define_inputs(world);
    ASSERT_TRUE(world.define(element("f", "公噸", 1, "[a] + [b]")));
    world.put("a", 1, 200, 1, Quality::measured);
    world.put("b", 1, 200, 1, Quality::estimated);
    EXPECT_EQ(world.cell("f", 1, 200).quality, Quality::estimated);
    world.put("a", 1, 200, 1, Quality::suspect);
    EXPECT_EQ(world.cell("f", 1, 200).quality, Quality::suspect);
}

TEST(Computed, SplitsFollowDimensionsAndPins) {
    World world;
    auto split = element("w", "公噸", 1);
    split.dimensions = {{"用途", {"生活", "工業"}}};
    ASSERT_TRUE(world.define(split));
    auto by = element("f", "公噸", 1, "[w] * 2");
    by.dimensions = split.dimensions;
    ASSERT_TRUE(world.define(by));
    ASSERT_TRUE(world.define(element("g", "公噸", 1, "[w; 用途=工業]")));
    world.put("w", 1, 200, 10, Quality::measured, 1);
    world.put("w", 1, 200, 20, Quality::measured, 2);
    EXPECT_EQ(world.cell("f", 1, 200, 1).value, 20);
    EXPECT_EQ(world.cell("f", 1, 200, 2).value, 40);
    EXPECT_FALSE(world.cell("f", 1, 200).present());
    EXPECT_EQ(world.cell("g", 1, 200).value, 20);
}

TEST(Computed, InstantsAreSummedUpOverThePeriod) {
    World world;
    auto level = element("level", "公尺", 2, {}, Rhythm::instant);
    level.over_time = Aggregate::average;
    ASSERT_TRUE(world.define(level));
    ASSERT_TRUE(world.define(element("hourly", "公尺", 3, "[level]", Rhythm::hour)));
    const std::int64_t hour_us = 3600'000'000, at = 1'000 * hour_us;
    world.put("level", 1, at + 5, 100);
    world.put("level", 1, at + hour_us - 1, 201);
    world.put("level", 1, at + hour_us, 900);
    const auto hour = measure::widen({Rhythm::instant, at}, Rhythm::hour).number;
    EXPECT_EQ(world.cell("hourly", 1, hour).value, 1505);
    EXPECT_EQ(world.cell("hourly", 1, hour + 1).value, 9000);
}

TEST(Computed, ExplainsItsSteps) {
    World world;
    define_inputs(world);
    ASSERT_TRUE(world.define(element("f", "%", 2, "[a] / sum(last(2, [b]))")));
    world.put("a", 1, 200, 15);
    world.put("b", 1, 199, 10);
    world.put("b", 1, 200, 20);
    const auto shown = world.explained("f", 1, 200);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->cell.value, 5000);
    std::vector<std::string> steps;
    for (const auto& each : shown->steps)
        steps.push_back(each.piece + " = " + each.value + " " + each.unit);
    EXPECT_THAT(
        steps, ElementsAre("[a] / sum(last(2, [b])) = 0.5 ", "[a] = 1.5 公噸", "sum(last(2, [b])) = 3 公噸"));
    EXPECT_THAT(shown->inputs, SizeIs(3));
    const auto missing = world.explained("f", 1, 199);
    ASSERT_TRUE(missing);
    EXPECT_FALSE(missing->cell.present());
    EXPECT_EQ(missing->why.en, "[a] has no value");
}

}  // namespace
}  // namespace gangmu::state
