#include "state/computed.hpp"

#include <map>
#include <set>

#include "formula/parse.hpp"
#include "state/formula_cells.hpp"

namespace gangmu::state {
namespace {

using formula::Node;
using formula::Op;
using measure::Cell;
using measure::Change;
using measure::Element;
using measure::Measure;
using measure::SeriesKey;

// What a formula gives, as it is stored. Missing: nothing, or a number that does not fit.
Cell cell_of(const formula::Value& value, const Element& element, measure::Quality quality) {
    auto number = value.number;
    if (value.condition) number = formula::Number(*value.condition ? 1 : 0);
    const auto stored = number ? number->fixed(element.decimals) : std::nullopt;
    if (!stored || *stored > measure::largest_value || *stored < -measure::largest_value) return {};
    return {*stored, quality, static_cast<std::uint16_t>(element.version)};
}

class Reckoner {
  public:
    Reckoner(const Measure& before, Measure& next, const Formulas& formulas, std::uint64_t seq)
        : before_(before), next_(next), formulas_(formulas), seq_(seq) {}

    void changed(const std::vector<Change>& changes) {
        for (const Change& change : changes) {
            if (change.plane != measure::Plane::actual || change.before == change.after) continue;
            const auto& key = next_.table(change.rhythm).keys[change.row];
            if (formulas_.readers.contains(key.element))
                changes_[key.element].push_back({key, {change.rhythm, change.period}});
        }
    }
    void whole(std::uint32_t element) { whole_.insert(element); }
    void unit(std::uint32_t unit) { unit_ = unit; }
    void erase(std::uint32_t number) {
        const auto& element = *next_.element(number);
        measure::Block block;
        for (const auto row : next_.rows_of(element)) {
            measure::SeriesBlock series{next_.table(element.rhythm).keys[row], 1, {}};
            next_.each(series.key, measure::earliest, measure::latest,
                       [&](std::int64_t period, const Cell&) { series.values.push_back({period}); });
            if (!series.values.empty()) block.series.push_back(std::move(series));
        }
        record(std::move(block));
    }

    void run() {
        for (const auto& each : formulas_.in_order)
            run(*each);
    }

  private:
    struct Changed {
        SeriesKey key;
        measure::Period period;
    };
    using Place = std::pair<std::uint32_t, std::size_t>;  // unit, split
    // The periods of each place that may hold something else now; a few runs, ascending or not.
    using Touched = std::map<Place, std::vector<Periods>>;

    static void add(std::vector<Periods>& runs, const Periods& more) {
        if (!runs.empty() && more.first >= runs.back().first && more.first <= runs.back().last + 1)
            runs.back().last = std::max(runs.back().last, more.last);
        else
            runs.push_back(more);
    }

    void run(const ElementFormula& formula) {
        Touched touched;
        touch_changed(formula, touched);
        if (whole_.contains(formula.element)) touch_whole(formula, touched);
        if (unit_ && (formula.up > 0 || formula.down > 0)) touch_unit(formula, touched);
        if (touched.empty()) return;
        const Element& element = *next_.element(formula.element);
        measure::Block block;
        for (const auto& [place, runs] : touched) {
            auto series = anew(formula, element, place, runs);
            if (!series.values.empty()) block.series.push_back(std::move(series));
        }
        record(std::move(block));
    }

    void record(measure::Block block) {
        std::sort(block.series.begin(), block.series.end(),
                  [](const auto& a, const auto& b) { return a.key < b.key; });
        if (block.series.empty()) return;
        std::vector<Change> made;
        next_.record(block, seq_, &made);
        changed(made);
    }

    // What of one place differs now.
    measure::SeriesBlock anew(const ElementFormula& formula, const Element& element, const Place& place,
                              const std::vector<Periods>& runs) {
        const auto& split = formula.splits[place.second];
        measure::SeriesBlock series;
        series.key = {element.number, place.first, split.own};
        series.version = static_cast<std::uint16_t>(element.version);
        const auto hull = hull_of(next_, formula, split, place.first);
        const auto old = hull_of_row(next_, series.key);
        std::vector<Periods> todo = runs;
        // Where the inputs begin and end now, and where this series still stands from before.
        const auto former = hull_of(before_, formula, split, place.first);
        if (former != hull) {
            todo.push_back({std::min(former.first, hull.first), std::max(former.first, hull.first)});
            todo.push_back({std::min(former.last, hull.last), std::max(former.last, hull.last)});
        }
        Cells cells(next_, formula, split, hull.first);
        std::set<std::int64_t> periods;
        for (auto run : todo) {
            Periods bounds = hull;
            bounds.widen(old);
            run.first = std::max(run.first, bounds.first);
            run.last = std::min(run.last, bounds.last);
            for (auto period = run.first; period <= run.last; ++period)
                periods.insert(periods.end(), period);
        }
        for (const auto period : periods) {
            Cell cell;
            if (hull.holds(period)) {
                const auto value = formula::evaluate(formula.formula, cells, {place.first, period});
                cell = cell_of(value, element, cells.take_quality());
            }
            if (cell != next_.cell(series.key, period))
                series.values.push_back({period, cell.value, cell.quality});
        }
        return series;
    }

    void touch_changed(const ElementFormula& formula, Touched& touched) {
        const auto rhythm = next_.element(formula.element)->rhythm;
        const std::set<std::uint32_t> inputs(formula.inputs.begin(), formula.inputs.end());
        for (const auto input : inputs) {
            const auto changes = changes_.find(input);
            if (changes == changes_.end()) continue;
            for (const auto& change : changes->second) {
                auto periods = periods_in(change.period, rhythm);
                periods.last = formula.reach ? periods.last + *formula.reach : measure::latest;
                for (const auto split : splits(formula, input, change.key.combination))
                    for (const auto unit : lookers_of(formula, change.key.unit))
                        add(touched[{unit, split}], periods);
            }
        }
    }

    std::vector<std::size_t> splits(const ElementFormula& formula, std::uint32_t input,
                                    measure::Combination combination) const {
        std::vector<std::size_t> out;
        for (std::size_t at = 0; at < formula.splits.size(); ++at)
            for (std::size_t i = 0; i < formula.inputs.size(); ++i)
                if (formula.inputs[i] == input && formula.splits[at].inputs[i] == combination) {
                    out.push_back(at);
                    break;
                }
        return out;
    }

    const std::vector<std::uint32_t>& lookers_of(const ElementFormula& formula, std::uint32_t unit) {
        if (looked_for_.first != &formula || looked_for_.second != unit || lookers_.empty()) {
            lookers_ = lookers(next_, formula, unit);
            looked_for_ = {&formula, unit};
        }
        return lookers_;
    }

    void touch_whole(const ElementFormula& formula, Touched& touched) {
        std::set<std::pair<std::uint32_t, measure::Combination>> seen;
        for (const auto input : std::set<std::uint32_t>(formula.inputs.begin(), formula.inputs.end())) {
            const auto* of = next_.element(input);
            if (of == nullptr) continue;
            for (const auto row : next_.rows_of(*of)) {
                const auto& key = next_.table(of->rhythm).keys[row];
                for (const auto split : splits(formula, input, key.combination))
                    for (const auto unit : lookers_of(formula, key.unit))
                        touched[{unit, split}] = {{measure::earliest, measure::latest}};
            }
        }
        touch_own(formula, touched);
    }

    // What it already has, which may stand on nothing now.
    void touch_own(const ElementFormula& formula, Touched& touched,
                   const std::set<std::uint32_t>* only = nullptr) {
        const auto& element = *next_.element(formula.element);
        for (const auto row : next_.rows_of(element)) {
            const auto& key = next_.table(element.rhythm).keys[row];
            if (only != nullptr && !only->contains(key.unit)) continue;
            for (std::size_t at = 0; at < formula.splits.size(); ++at)
                if (formula.splits[at].own == key.combination)
                    touched[{key.unit, at}] = {{measure::earliest, measure::latest}};
        }
    }

    // Those who looked at the unit where it stood, and who look at it where it stands.
    void touch_unit(const ElementFormula& formula, Touched& touched) {
        if (std::all_of(formula.inputs.begin(), formula.inputs.end(), [&](const std::uint32_t input) {
                const auto* of = next_.element(input);
                return of == nullptr || next_.rows_of(*of).empty();
            }))
            return;
        std::set<std::uint32_t> units;
        if (before_.unit(*unit_) != nullptr)
            for (const auto each : lookers(before_, formula, *unit_))
                units.insert(each);
        for (const auto each : lookers(next_, formula, *unit_))
            units.insert(each);
        for (const auto each : units)
            for (std::size_t at = 0; at < formula.splits.size(); ++at)
                touched[{each, at}] = {{measure::earliest, measure::latest}};
    }

    const Measure& before_;
    Measure& next_;
    const Formulas& formulas_;
    const std::uint64_t seq_;
    std::map<std::uint32_t, std::vector<Changed>> changes_;  // by element
    std::set<std::uint32_t> whole_;
    std::optional<std::uint32_t> unit_;
    std::pair<const ElementFormula*, std::uint32_t> looked_for_{nullptr, 0};
    std::vector<std::uint32_t> lookers_;
};

// ---- explaining

bool looks_elsewhere(Op op) {
    return op >= Op::last && op <= Op::parent;
}

void add_steps(const ElementFormula& formula, const Cells& cells, const Node& node, formula::Where where,
               std::size_t depth, Explanation& out) {
    if (node.op == Op::literal) return;
    if (node.type.kind != formula::Kind::window) {
        formula::Formula part{node, formula.formula.references, node.type.unit, {}, {}};
        const auto value = formula::evaluate(part, cells, where);
        Explanation::Step step;
        step.piece = formula.text.substr(node.place.begin, node.place.end - node.place.begin);
        step.depth = depth;
        if (value.number) {
            step.value = value.number->str();
            step.unit = node.type.unit.str();
        } else if (value.condition) {
            step.value = *value.condition ? "true" : "false";
        } else {
            step.why = formula::words(value, formula.text);
        }
        out.steps.push_back(std::move(step));
    }
    if (looks_elsewhere(node.op)) return;
    for (const auto& arg : node.args)
        add_steps(formula, cells, arg, where, depth + 1, out);
}

}  // namespace

void reckon(const Measure& before, Measure& next, const Formulas& formulas,
            const std::vector<Change>& changes, std::uint64_t seq) {
    if (formulas.empty()) return;
    Reckoner reckoner(before, next, formulas, seq);
    reckoner.changed(changes);
    reckoner.run();
}

void reckon_element(const Measure& before, Measure& next, const Formulas& formulas, const Formulas& former,
                    std::uint32_t element, std::uint64_t seq) {
    Reckoner reckoner(before, next, formulas, seq);
    const auto reckoned = [&](std::uint32_t number) {
        return std::any_of(formulas.in_order.begin(), formulas.in_order.end(),
                           [&](const auto& each) { return each->element == number; });
    };
    for (const auto& each : former.in_order)
        if (!reckoned(each->element)) reckoner.erase(each->element);
    reckoner.whole(element);
    if (const auto readers = formulas.readers.find(element); readers != formulas.readers.end())
        for (const auto each : readers->second)
            reckoner.whole(each);
    reckoner.run();
}

void reckon_unit(const Measure& before, Measure& next, const Formulas& formulas, std::uint32_t unit,
                 std::uint64_t seq) {
    if (formulas.empty()) return;
    Reckoner reckoner(before, next, formulas, seq);
    reckoner.unit(unit);
    reckoner.run();
}

std::optional<Explanation> explain(const Measure& measure, const Formulas& formulas, const SeriesKey& key,
                                   std::int64_t period) {
    const auto found = std::find_if(formulas.in_order.begin(), formulas.in_order.end(),
                                    [&](const auto& each) { return each->element == key.element; });
    if (found == formulas.in_order.end()) return std::nullopt;
    const ElementFormula& formula = **found;
    const auto split = std::find_if(formula.splits.begin(), formula.splits.end(),
                                    [&](const auto& each) { return each.own == key.combination; });
    if (split == formula.splits.end()) return std::nullopt;
    Explanation out;
    out.cell = measure.cell(key, period);
    const auto hull = hull_of(measure, formula, *split, key.unit);
    Cells cells(measure, formula, *split, hull.first);
    cells.note_in(&out);
    const formula::Where where{key.unit, period};
    const auto value = formula::evaluate(formula.formula, cells, where);
    cells.note_in(nullptr);
    if (!hull.holds(period)) {
        out.why = {"這個期間之前與之後，所引用的項目都沒有數值",
                   "what it refers to has no values before or after this period"};
    } else if (!out.cell.present()) {
        out.why = formula::words(value, formula.text);
        if (value.number || value.condition) out.why = {"結果過大，無法存放", "the result is too large"};
    }
    add_steps(formula, cells, formula.formula.root, where, 0, out);
    return out;
}

}  // namespace gangmu::state
