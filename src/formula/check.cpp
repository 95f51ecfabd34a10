#include <fmt/format.h>

#include <algorithm>

#include "formula/formula.hpp"
#include "formula/functions.hpp"
#include "formula/parse.hpp"
#include "text/utf8.hpp"

namespace gangmu::formula {
namespace {

using Outcome = std::optional<Problem>;  // nothing: fine

Problem problem(Span place, std::string code, Message what, Message mend = {}) {
    return {place, std::move(code), std::move(what), std::move(mend)};
}

Message kind_words(Kind kind) {
    switch (kind) {
        case Kind::number:
            return {"一個值", "a single value"};
        case Kind::condition:
            return {"條件", "a condition"};
        case Kind::window:
            break;
    }
    return {"一段期間或一組單位的值", "the values of a window"};
}

class Checker {
  public:
    explicit Checker(const Catalogue& catalogue) : catalogue_(catalogue) {}

    Outcome check(Node& node) {
        for (auto& arg : node.args)
            if (auto bad = check(arg)) return bad;
        node.adapt.assign(node.args.size(), {});
        switch (node.op) {
            case Op::literal:
                return literal(node);
            case Op::reference:
                return reference(node);
            case Op::add:
            case Op::subtract:
            case Op::less:
            case Op::at_most:
            case Op::greater:
            case Op::at_least:
            case Op::equal:
            case Op::different:
                return alike(node, 0);
            case Op::multiply:
            case Op::divide:
                return combined(node);
            case Op::negate:
            case Op::absolute:
            case Op::round:
            case Op::lag:
            case Op::year_ago:
            case Op::parent:
            case Op::cumulative:
                return same(node, Kind::number, Kind::number);
            case Op::last:
            case Op::year_to_date:
            case Op::history:
            case Op::children:
            case Op::leaves:
                return same(node, Kind::number, Kind::window);
            case Op::require:
                return same(node, Kind::window, Kind::window);
            case Op::sum:
            case Op::average:
            case Op::median:
            case Op::latest:
                return same(node, Kind::window, Kind::number);
            case Op::count:
                return counted(node);
            case Op::smallest:
            case Op::largest:
                return extreme(node);
            case Op::coalesce:
                return alike(node, 0);
            case Op::choose:
                return chosen(node);
            case Op::present:
                if (auto bad = wants(node.args[0], Kind::number)) return bad;
                node.type = {Kind::condition, Unit::pure()};
                return {};
            case Op::negation:
            case Op::both:
            case Op::either:
                for (auto& arg : node.args)
                    if (auto bad = wants(arg, Kind::condition)) return bad;
                node.type = {Kind::condition, Unit::pure()};
                return {};
            case Op::convert:
                return converted(node);
            case Op::treat:
                if (auto bad = wants(node.args[0], Kind::number)) return bad;
                node.type = {Kind::number, Unit::parse(node.text).value_or(Unit::pure())};
                return {};
            case Op::days:
                node.type = {Kind::number, Unit{{{"日", 1}}, false}};
                return {};
        }
        return {};
    }

    std::vector<Reference> references;
    std::vector<Op> uses;

  private:
    static Outcome wants(const Node& arg, Kind kind) {
        if (arg.type.kind == kind) return {};
        const auto wanted = kind_words(kind), given = kind_words(arg.type.kind);
        Message mend;
        if (kind == Kind::number && arg.type.kind == Kind::window)
            mend = {fmt::format("先取 sum、avg、min、max 或 latest，例如 avg({})", print(arg)),
                    fmt::format("take its sum, avg, min, max or latest first, as in avg({})", print(arg))};
        else if (kind == Kind::window)
            mend = {fmt::format("例如 last(12, {}) 或 children({})", print(arg), print(arg)),
                    fmt::format("as in last(12, {}) or children({})", print(arg), print(arg))};
        else if (kind == Kind::condition)
            mend = {fmt::format("例如 {} > 0", print(arg)), fmt::format("as in {} > 0", print(arg))};
        else
            mend = {"例如 if(條件, 1, 0)", "as in if(condition, 1, 0)"};
        return problem(arg.place, "formula-kind",
                       {fmt::format("這裡要{}，不是{}", wanted.zh, given.zh),
                        fmt::format("{} is wanted here, not {}", wanted.en, given.en)},
                       mend);
    }

    Outcome literal(Node& node) {
        node.type = {Kind::number,
                     node.text.empty() ? Unit::any() : Unit::parse(node.text).value_or(Unit::any())};
        return {};
    }

    Outcome reference(Node& node) {
        const auto element = catalogue_.element(node.text);
        if (!element) return unknown(node);
        for (const auto& [name, value] : node.pins) {
            const auto dimension =
                std::find_if(element->dimensions.begin(), element->dimensions.end(),
                             [&name = name](const auto& each) { return each.name == name; });
            if (dimension == element->dimensions.end()) {
                std::vector<std::string_view> names;
                for (const auto& each : element->dimensions)
                    names.push_back(each.name);
                return no_such(node, "formula-dimension", {"面向", "dimension"}, name, names);
            }
            if (std::find(dimension->values.begin(), dimension->values.end(), value) ==
                dimension->values.end())
                return no_such(node, "formula-dimension-value",
                               {"面向「" + name + "」的值", "value of " + name}, value,
                               {dimension->values.begin(), dimension->values.end()});
        }
        const auto unit = Unit::parse(element->unit);
        if (!unit)
            return problem(
                node.place, "formula-element-unit",
                {fmt::format("指標「{}」的單位「{}」無法計算", node.text, element->unit),
                 fmt::format("the unit of {}, «{}», cannot be reckoned with", node.text, element->unit)},
                {"用 as(…, 單位) 另訂單位", "give it another with as(…, unit)"});
        node.type = {Kind::number, *unit};
        Reference made{element->id, node.pins};
        const auto found = std::find(references.begin(), references.end(), made);
        node.reference = static_cast<std::uint32_t>(found - references.begin());
        if (found == references.end()) references.push_back(std::move(made));
        return {};
    }

    Outcome unknown(const Node& node) const {
        const auto names = catalogue_.names();
        return no_such(node, "formula-element", {"指標", "element"}, node.text, {names.begin(), names.end()});
    }
    static Problem no_such(const Node& node, std::string code, const Message& what, const std::string& name,
                           const std::vector<std::string_view>& names) {
        const auto meant = nearest(name, names);
        Message mend;
        if (!meant.empty()) {
            mend = {fmt::format("是不是「{}」？", meant), fmt::format("did you mean «{}»?", meant)};
        } else if (!names.empty() && names.size() <= 8) {
            mend = {fmt::format("有的是：{}", fmt::join(names, "、")),
                    fmt::format("there are: {}", fmt::join(names, ", "))};
        }
        return problem(node.place, std::move(code),
                       {fmt::format("沒有「{}」這個{}", name, what.zh),
                        fmt::format("there is no {} «{}»", what.en, name)},
                       mend);
    }

    static Problem unlike(const Node& node, const Node& left, const Node& right) {
        const bool compares = node.op >= Op::less && node.op <= Op::different;
        const bool sums = node.op == Op::add || node.op == Op::subtract;
        const auto verb = sums       ? Message{"相加減", "be added"}
                          : compares ? Message{"比較", "be compared"}
                                     : Message{"並列", "stand for each other"};
        Message mend{
            fmt::format("如果確實可以，用 as({}, 單位) 改稱單位，或先乘除成同一種單位", print(right)),
            fmt::format(
                "if it is meant, call it so with as({}, unit), or multiply or divide to one unit first",
                print(right))};
        const bool share = ratio(right.type.unit, Unit::pure()).has_value();
        if (share && !right.type.unit.bare && !right.type.unit.parts.empty())
            mend = {fmt::format("要加減百分比，請寫 {} * (1 + {})", print(left), print(right)),
                    fmt::format("to change by a share write {} * (1 + {})", print(left), print(right))};
        return problem({left.place.begin, right.place.end}, "formula-units",
                       {fmt::format("單位不同，不能{}：{} 與 {}", verb.zh, shown(left.type.unit, true),
                                    shown(right.type.unit, true)),
                        fmt::format("{} and {} cannot {}", shown(left.type.unit, false),
                                    shown(right.type.unit, false), verb.en)},
                       mend);
    }

    // Arguments from `first` on are numbers of one kind of unit; the first that says its unit sets it.
    Outcome unify(Node& node, std::size_t first, Unit* unit) {
        std::size_t leader = first;
        for (std::size_t i = first; i < node.args.size(); ++i)
            if (auto bad = wants(node.args[i], Kind::number)) return bad;
        while (leader + 1 < node.args.size() && node.args[leader].type.unit.bare)
            ++leader;
        *unit = node.args[leader].type.unit;
        for (std::size_t i = first; i < node.args.size(); ++i) {
            const auto by = ratio(node.args[i].type.unit, *unit);
            if (!by) return unlike(node, node.args[leader], node.args[i]);
            node.adapt[i] = *by;
        }
        return {};
    }

    Outcome alike(Node& node, std::size_t first) {
        Unit unit;
        if (auto bad = unify(node, first, &unit)) return bad;
        const bool compares = node.op >= Op::less && node.op <= Op::different;
        node.type = compares ? Type{Kind::condition, Unit::pure()} : Type{Kind::number, std::move(unit)};
        return {};
    }

    Outcome combined(Node& node) {
        for (const auto& arg : node.args)
            if (auto bad = wants(arg, Kind::number)) return bad;
        const auto& left = node.args[0].type.unit;
        const auto& right = node.args[1].type.unit;
        auto made = node.op == Op::multiply ? product(left, right) : quotient(left, right);
        if (!made)
            return problem(
                node.place, "formula-units-many",
                {fmt::format("單位太複雜：{} 與 {}", shown(left, true), shown(right, true)),
                 fmt::format("too many units together: {} and {}", shown(left, false), shown(right, false))},
                {"先用 as(…, 單位) 簡化", "make it simpler with as(…, unit)"});
        node.type = {Kind::number, std::move(made->unit)};
        node.adapt[0] = made->by;
        return {};
    }

    Outcome same(Node& node, Kind from, Kind to) {
        if (auto bad = wants(node.args[0], from)) return bad;
        node.type = {to, node.args[0].type.unit};
        if (to == Kind::window || node.op == Op::lag || node.op == Op::year_ago || node.op == Op::parent ||
            node.op == Op::cumulative)
            if (node.op != Op::require) uses.push_back(node.op);
        return {};
    }

    Outcome counted(Node& node) {
        if (auto bad = wants(node.args[0], Kind::window)) return bad;
        node.type = {Kind::number, Unit::pure()};
        return {};
    }

    Outcome extreme(Node& node) {
        if (node.args.size() > 1) return alike(node, 0);
        return same(node, Kind::window, Kind::number);
    }

    Outcome chosen(Node& node) {
        if (auto bad = wants(node.args[0], Kind::condition)) return bad;
        return alike(node, 1);
    }

    Outcome converted(Node& node) {
        auto& arg = node.args[0];
        if (auto bad = wants(arg, Kind::number)) return bad;
        const auto unit = Unit::parse(node.text).value_or(Unit::pure());
        const auto by = ratio(arg.type.unit, unit);
        if (!by)
            return problem(
                node.place, "formula-convert",
                {fmt::format("{} 不能換算為 {}", shown(arg.type.unit, true), shown(unit, true)),
                 fmt::format("{} does not convert to {}", shown(arg.type.unit, false), shown(unit, false))},
                {"兩者量的不是同一種東西；若只要改稱單位，用 as(…)",
                 "they measure different things; to call it so nevertheless use as(…)"});
        node.adapt[0] = *by;
        node.type = {Kind::number, unit};
        return {};
    }

    const Catalogue& catalogue_;
};

std::optional<std::int64_t> back(const Node& node) {
    std::int64_t most = 0;
    for (const auto& arg : node.args) {
        const auto each = back(arg);
        if (!each) return std::nullopt;
        most = std::max(most, *each);
    }
    switch (node.op) {
        case Op::last:
            return most + node.count - 1;
        case Op::lag:
            return most + node.count;
        case Op::history:
        case Op::cumulative:
        case Op::year_to_date:
        case Op::year_ago:
            return std::nullopt;
        default:
            return most;
    }
}

}  // namespace

std::optional<std::int64_t> Formula::periods_back() const {
    return back(root);
}

tl::expected<Formula, Problem> check(Node node, const Catalogue& catalogue,
                                     std::optional<std::string_view> unit) {
    Checker checker(catalogue);
    if (auto bad = checker.check(node)) return tl::unexpected(std::move(*bad));
    if (node.type.kind == Kind::window)
        return tl::unexpected(
            problem(node.place, "formula-kind",
                    {"公式的結果要是一個值，不是一段期間或一組單位的值",
                     "the result has to be a single value, not those of a window"},
                    {fmt::format("例如 sum({})", print(node)), fmt::format("as in sum({})", print(node))}));
    Formula made{std::move(node), std::move(checker.references), {}, {}, std::move(checker.uses)};
    made.unit = made.root.type.unit;
    if (!unit || made.condition()) return made;
    const auto wanted = Unit::parse(*unit);
    if (!wanted)
        return tl::unexpected(
            problem({}, "formula-unit",
                    {fmt::format("看不懂的單位「{}」", *unit), fmt::format("no unit: «{}»", *unit)}));
    const auto by = ratio(made.unit, *wanted);
    if (!by)
        return tl::unexpected(problem(
            made.root.place, "formula-result",
            {fmt::format("公式算出的是 {}，指標的單位是 {}", shown(made.unit, true), shown(*wanted, true)),
             fmt::format("the formula makes {}, the element is in {}", shown(made.unit, false),
                         shown(*wanted, false))},
            {"改公式或指標的單位；確實相同時用 as(…)",
             "change the formula or the unit; where they are the same use as(…)"}));
    made.result = *by;
    made.unit = *wanted;
    return made;
}

tl::expected<Formula, Problem> compile(std::string_view text, const Catalogue& catalogue,
                                       std::optional<std::string_view> unit) {
    auto node = parse(text);
    if (!node) return tl::unexpected(std::move(node).error());
    return check(std::move(*node), catalogue, unit);
}

Error error_of(const Problem& problem, std::string_view text) {
    const auto begin = std::min<std::size_t>(problem.place.begin, text.size());
    const auto end = std::clamp<std::size_t>(problem.place.end, begin, text.size());
    const auto at = text::count(text.substr(0, begin)) + 1;
    auto what = problem.what;
    const auto piece = std::string(text.substr(begin, end - begin));
    what.zh = fmt::format("公式第 {} 字{}：{}", at, piece.empty() ? "" : "「" + piece + "」", what.zh);
    what.en = fmt::format("character {} of the formula{}: {}", at, piece.empty() ? "" : " («" + piece + "»)",
                          what.en);
    return fail(Fault::invalid, problem.code, std::move(what), problem.mend, fmt::format("formula:{}", at));
}

}  // namespace gangmu::formula
