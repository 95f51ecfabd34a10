#include "formula/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace gangmu::formula {
namespace {

using Maybe = std::optional<Number>;
using Truth = std::optional<bool>;

constexpr int most_levels = 32;  // of units under one

struct Window {
    std::vector<Number> present;
    std::size_t whole = 0;   // how many there should be
    std::size_t enough = 0;  // how many have to be
    bool failed = false;
};

class Evaluator {
  public:
    Evaluator(const Formula& formula, const Source& source, std::uint64_t steps)
        : formula_(formula), source_(source), left_(steps) {}

    Value whole(Where where) {
        const auto given = left_;
        Value value;
        if (formula_.condition()) {
            value.condition = truth(formula_.root, where);
            if (stopped()) value.condition.reset();
        } else {
            value.number = number(formula_.root, where);
            if (value.number) value.number = kept(value.number->times(formula_.result), formula_.root, where);
            if (stopped()) value.number.reset();
        }
        if (!value.number && !value.condition) {
            value.why = why_;
            value.place = place_;
            value.where = where_;
        }
        value.steps = given - left_;
        return value;
    }

  private:
    bool stopped() const { return why_ == Why::too_big || why_ == Why::too_many_steps; }
    void because(Why why, const Node& node, Where where) {
        if (stopped()) return;
        why_ = why;
        place_ = node.place;
        where_ = where;
    }
    Maybe missing(Why why, const Node& node, Where where) {
        because(why, node, where);
        return std::nullopt;
    }
    Maybe kept(Maybe number, const Node& node, Where where) {
        if (!number) because(Why::too_big, node, where);
        return number;
    }
    bool step(const Node& node, Where where) {
        if (stopped()) return false;
        if (left_ > 0) {
            --left_;
            return true;
        }
        because(Why::too_many_steps, node, where);
        return false;
    }

    // The argument, in the unit of its node.
    Maybe argument(const Node& node, std::size_t i, Where where) {
        const auto value = number(node.args[i], where);
        if (!value) return value;
        return kept(value->times(node.adapt[i]), node.args[i], where);
    }

    Maybe number(const Node& node, Where where) {
        if (!step(node, where)) return std::nullopt;
        switch (node.op) {
            case Op::literal:
                return node.number;
            case Op::reference: {
                const auto value = source_.value(node.reference, where);
                return value ? value : missing(Why::missing, node, where);
            }
            case Op::add:
            case Op::subtract:
            case Op::multiply:
            case Op::divide:
                return reckoned(node, where);
            case Op::negate: {
                const auto value = argument(node, 0, where);
                return value ? Maybe(value->negated()) : value;
            }
            case Op::absolute: {
                const auto value = argument(node, 0, where);
                return value ? Maybe(value->absolute()) : value;
            }
            case Op::round: {
                const auto value = argument(node, 0, where);
                return value ? Maybe(value->rounded(static_cast<int>(node.count))) : value;
            }
            case Op::convert:
            case Op::treat:
                return argument(node, 0, where);
            case Op::choose: {
                const auto holds = truth(node.args[0], where);
                if (holds) return argument(node, *holds ? 1 : 2, where);
                if (why_ == Why::none) because(Why::cannot_tell, node.args[0], where);
                return std::nullopt;
            }
            case Op::coalesce:
                for (std::size_t i = 0; i < node.args.size(); ++i)
                    if (auto value = argument(node, i, where)) return value;
                return std::nullopt;
            case Op::lag:
                return number(node.args[0], {where.unit, where.period - node.count});
            case Op::year_ago: {
                const auto period = source_.year_ago(where.period);
                return period ? number(node.args[0], {where.unit, *period})
                              : missing(Why::missing, node, where);
            }
            case Op::parent: {
                const auto unit = source_.parent(where.unit);
                return unit ? number(node.args[0], {*unit, where.period})
                            : missing(Why::missing, node, where);
            }
            case Op::days:
                return Number(source_.days(where.period));
            case Op::cumulative:
                return folded(node, Op::sum, history(node.args[0], where), where);
            case Op::sum:
            case Op::average:
            case Op::median:
            case Op::latest:
            case Op::count:
                return folded(node, node.op, window(node.args[0], where), where);
            case Op::smallest:
            case Op::largest:
                return extreme(node, where);
            default:
                return std::nullopt;  // a condition or a window: checking lets none come here
        }
    }

    Maybe reckoned(const Node& node, Where where) {
        const auto left = argument(node, 0, where);
        if (!left) return left;
        const auto right = argument(node, 1, where);
        if (!right) return right;
        switch (node.op) {
            case Op::add:
                return kept(left->plus(*right), node, where);
            case Op::subtract:
                return kept(left->minus(*right), node, where);
            case Op::multiply:
                return kept(left->times(*right), node, where);
            default:
                if (right->zero()) return missing(Why::divided_by_zero, node.args[1], where);
                return kept(left->over(*right), node, where);
        }
    }

    Maybe extreme(const Node& node, Where where) {
        if (node.args.size() == 1) return folded(node, node.op, window(node.args[0], where), where);
        Maybe best;
        for (std::size_t i = 0; i < node.args.size(); ++i) {
            const auto value = argument(node, i, where);
            if (!value) return value;
            if (!best || (node.op == Op::smallest ? *value < *best : *value > *best)) best = value;
        }
        return best;
    }

    Truth truth(const Node& node, Where where) {
        if (!step(node, where)) return std::nullopt;
        switch (node.op) {
            case Op::negation: {
                const auto value = truth(node.args[0], where);
                return value ? Truth(!*value) : value;
            }
            case Op::both:
            case Op::either: {
                const bool decides = node.op == Op::either;
                const auto left = truth(node.args[0], where);
                if (left == decides) return decides;
                const auto right = truth(node.args[1], where);
                if (right == decides) return decides;
                return left && right ? Truth(!decides) : std::nullopt;
            }
            case Op::present:
                return present(node, where);
            default:
                return compared(node, where);
        }
    }

    Truth present(const Node& node, Where where) {
        const auto before = std::tuple(why_, place_, where_);
        const bool there = number(node.args[0], where).has_value();
        if (stopped()) return std::nullopt;
        std::tie(why_, place_, where_) = before;
        return there;
    }

    Truth compared(const Node& node, Where where) {
        const auto left = argument(node, 0, where);
        if (!left) return std::nullopt;
        const auto right = argument(node, 1, where);
        if (!right) return std::nullopt;
        const auto order = *left <=> *right;
        switch (node.op) {
            case Op::less:
                return order < 0;
            case Op::at_most:
                return order <= 0;
            case Op::greater:
                return order > 0;
            case Op::at_least:
                return order >= 0;
            case Op::equal:
                return order == 0;
            default:
                return order != 0;
        }
    }

    void take(Window& into, const Node& node, Where where) {
        ++into.whole;
        if (auto value = number(node, where)) into.present.push_back(*value);
    }

    Window periods(const Node& node, Where where, std::int64_t first) {
        Window made;
        for (auto period = first; period <= where.period && !stopped(); ++period)
            take(made, node, {where.unit, period});
        made.enough = made.whole;
        return made;
    }

    // Leading gaps are no part of a history: it begins with its first value.
    Window history(const Node& node, Where where) {
        Window made;
        const auto first = std::max(source_.earliest(), where.period - most_periods + 1);
        for (auto period = first; period <= where.period && !stopped(); ++period) {
            take(made, node, {where.unit, period});
            if (made.present.empty()) made.whole = 0;
        }
        made.enough = std::max<std::size_t>(made.whole, 1);
        return made;
    }

    void leaves(std::uint32_t unit, std::int64_t period, int level, std::vector<std::uint32_t>& into) {
        if (left_ == 0 || level > most_levels) return;
        --left_;
        const auto under = source_.children(unit, period);
        if (under.empty()) into.push_back(unit);
        for (const auto each : under)
            leaves(each, period, level + 1, into);
    }

    Window units(const Node& node, Where where, const std::vector<std::uint32_t>& all) {
        Window made;
        for (const auto unit : all) {
            if (stopped()) break;
            take(made, node, {unit, where.period});
        }
        made.enough = std::max<std::size_t>(made.whole, 1);
        return made;
    }

    Window window(const Node& node, Where where) {
        if (!step(node, where)) return {};
        const auto& arg = node.args[0];
        switch (node.op) {
            case Op::last:
                return periods(arg, where, where.period - node.count + 1);
            case Op::year_to_date:
                return periods(arg, where,
                               std::max(source_.year_start(where.period), where.period - most_periods + 1));
            case Op::history:
                return history(arg, where);
            case Op::children:
                return units(arg, where, source_.children(where.unit, where.period));
            case Op::leaves: {
                std::vector<std::uint32_t> all;
                leaves(where.unit, where.period, 0, all);
                if (left_ == 0) because(Why::too_many_steps, node, where);
                return units(arg, where, all);
            }
            default: {  // require
                auto made = window(arg, where);
                made.enough = static_cast<std::size_t>(node.count);
                return made;
            }
        }
    }

    Maybe folded(const Node& node, Op op, Window all, Where where) {
        if (stopped()) return std::nullopt;
        if (op == Op::count) return Number(static_cast<std::int64_t>(all.present.size()));
        if (op == Op::latest) {
            if (all.present.empty()) return missing(Why::too_few, node, where);
            return all.present.back();
        }
        if (all.present.size() < std::max<std::size_t>(all.enough, 1))
            return missing(Why::too_few, node, where);
        if (op == Op::smallest) return *std::min_element(all.present.begin(), all.present.end());
        if (op == Op::largest) return *std::max_element(all.present.begin(), all.present.end());
        if (op == Op::median) return median(node, std::move(all.present), where);
        Number total;
        for (const auto& each : all.present) {
            const auto next = kept(total.plus(each), node, where);
            if (!next) return next;
            total = *next;
        }
        if (op == Op::sum) return total;
        return kept(total.over(Number(static_cast<std::int64_t>(all.present.size()))), node, where);
    }

    Maybe median(const Node& node, std::vector<Number> all, Where where) {
        std::sort(all.begin(), all.end());
        const auto middle = all.size() / 2;
        if (all.size() % 2 == 1) return all[middle];
        const auto two = kept(all[middle - 1].plus(all[middle]), node, where);
        return two ? kept(two->over(Number(2)), node, where) : two;
    }

    const Formula& formula_;
    const Source& source_;
    std::uint64_t left_;
    Why why_ = Why::none;
    Span place_;
    Where where_;
};

}  // namespace

Value evaluate(const Formula& formula, const Source& source, Where where, std::uint64_t steps) {
    return Evaluator(formula, source, steps).whole(where);
}

Message words(const Value& value, std::string_view text) {
    const auto begin = std::min<std::size_t>(value.place.begin, text.size());
    const auto piece = std::string(text.substr(begin, std::max<std::size_t>(value.place.end, begin) - begin));
    switch (value.why) {
        case Why::none:
            return {};
        case Why::missing:
            return {fmt::format("{} 沒有值", piece), fmt::format("{} has no value", piece)};
        case Why::too_few:
            return {fmt::format("{} 有值的期數或單位不足", piece),
                    fmt::format("{}: too few values are present", piece)};
        case Why::divided_by_zero:
            return {fmt::format("除數 {} 為零", piece), fmt::format("the divisor {} is zero", piece)};
        case Why::cannot_tell:
            return {fmt::format("條件 {} 無從判斷", piece),
                    fmt::format("the condition {} cannot be told", piece)};
        case Why::too_big:
            return {fmt::format("{} 超過 {} 位數，無法計算", piece, most_digits),
                    fmt::format("{} needs more than {} digits", piece, most_digits)};
        case Why::too_many_steps:
            break;
    }
    return {"計算步驟過多，請縮小期間或單位的範圍", "too many steps: use shorter windows or fewer units"};
}

}  // namespace gangmu::formula
