#include "state/formulas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gangmu::state {
namespace {

using formula::Node;
using formula::Op;
using measure::Combination;
using measure::Element;
using measure::Measure;
using measure::Rhythm;

constexpr std::size_t most_suggested = 2'000;
constexpr std::size_t most_inputs = 64;

std::vector<formula::Catalogue::Dimension> dimensions_of(const Element& element) {
    std::vector<formula::Catalogue::Dimension> out;
    for (const auto& each : element.dimensions)
        out.push_back({each.name, each.members});
    return out;
}

// By id; where that fails, by a name that only one element has.
class Elements : public formula::Catalogue {
  public:
    // `changed`, if given, stands for the element of its id.
    Elements(const Measure& measure, const measure::Element* changed, bool names)
        : measure_(measure), changed_(changed), names_(names) {}

    std::optional<Element> element(std::string_view name) const override {
        const auto* found = by_id(name);
        if (found == nullptr && names_) found = by_name(name);
        if (found == nullptr) return std::nullopt;
        return Element{found->id, found->unit, dimensions_of(*found)};
    }
    std::vector<std::string> names() const override {
        std::vector<std::string> out;
        for (std::uint32_t i = 0; names_ && i < measure_.elements() && out.size() < most_suggested; ++i)
            if (const auto* each = measure_.element(i)) {
                out.push_back(each->id);
                out.push_back(each->name.zh);
            }
        return out;
    }

  private:
    const measure::Element* by_id(std::string_view id) const {
        return changed_ != nullptr && changed_->id == id ? changed_ : measure_.element(id);
    }
    const measure::Element* by_name(std::string_view name) const {
        const measure::Element* found = nullptr;
        for (std::uint32_t i = 0; i < measure_.elements(); ++i) {
            const auto* each = measure_.element(i);
            if (each == nullptr || each->retired || (each->name.zh != name && each->name.en != name))
                continue;
            if (found != nullptr) return nullptr;
            found = each;
        }
        return found;
    }

    const Measure& measure_;
    const measure::Element* changed_;
    bool names_;
};

std::int64_t periods_of_year(Rhythm rhythm) {
    constexpr std::int64_t most[] = {1, 2, 4, 12, 54, 366, 366 * 24, 366 * 1440, 0};
    return most[static_cast<std::size_t>(rhythm)];
}

// How many periods back it may look; nothing: to the beginning.
std::optional<std::int64_t> looks_back(const Node& node, Rhythm rhythm) {
    std::int64_t most = 0;
    for (const auto& arg : node.args) {
        const auto each = looks_back(arg, rhythm);
        if (!each) return std::nullopt;
        most = std::max(most, *each);
    }
    switch (node.op) {
        case Op::last:
            return most + node.count - 1;
        case Op::lag:
            return most + node.count;
        case Op::year_to_date:
        case Op::year_ago:
            return most + periods_of_year(rhythm) + 1;
        case Op::history:
        case Op::cumulative:
            return std::nullopt;
        default:
            return most;
    }
}

int levels(const Node& node, Op one, std::optional<Op> all) {
    int most = 0;
    for (const auto& arg : node.args)
        most = std::max(most, levels(arg, one, all));
    if (node.op == one) return std::min(most + 1, most_levels);
    return all && node.op == *all ? most_levels : most;
}

void each_reference(Node& node, std::vector<Node*>& out) {
    if (node.op == Op::reference) out.push_back(&node);
    for (auto& arg : node.args)
        each_reference(arg, out);
}

// Each name in brackets as the id that it stands for; all else as it was written.
std::string with_ids(std::string text, formula::Formula formula) {
    std::vector<Node*> nodes;
    each_reference(formula.root, nodes);
    std::sort(nodes.begin(), nodes.end(),
              [](const Node* a, const Node* b) { return a->place.begin > b->place.begin; });
    for (const Node* node : nodes) {
        const auto& id = formula.references[node->reference].element;
        const auto at = text.find(node->text, node->place.begin);
        if (id == node->text || at == std::string::npos || at >= node->place.end) continue;
        text.replace(at, node->text.size(), id);
    }
    return text;
}

bool restricted(const Element& element) {
    return !element.group.empty() && element.group != "sensors";
}

// What the inputs have to be like, beyond what the language checks.
Status check_inputs(const Measure& measure, const Element& element, const formula::Formula& formula) {
    if (element.rhythm == Rhythm::instant)
        return fail(Fault::invalid, "formula-inputs",
                    {"公式項目須有週期", "An element by formula has a rhythm"},
                    {"例如 day、month、quarter", "For example day, month, quarter"}, "rhythm");
    if (formula.references.empty() || formula.references.size() > most_inputs)
        return fail(Fault::invalid, "formula-inputs",
                    {"公式須引用 1 至 64 個項目", "A formula refers to 1 to 64 elements"}, {}, "formula");
    std::size_t splits = 1;
    for (const auto& dimension : element.dimensions)
        splits *= dimension.members.size() + 1;
    if (splits > most_splits)
        return fail(Fault::invalid, "formula-inputs",
                    {"公式項目的維度組合過多", "An element by formula has too many combinations"},
                    {"至多 2,000 種", "At most 2,000"}, "dimensions");
    for (const auto& reference : formula.references) {
        const auto* input = measure.element(reference.element);
        if (input == nullptr || !restricted(*input) || input->group == element.group) continue;
        return fail(Fault::invalid, "formula-inputs",
                    {"項目 " + input->id + " 只給部分人員看，公式項目須屬於同一群（" + input->group + "）",
                     input->id + " is not shown to everybody: its formulas belong to the same group, " +
                         input->group},
                    {}, "group");
    }
    return {};
}

formula::Dependencies dependencies_with(const Formulas& known, const Element& element,
                                        const formula::Formula& formula) {
    auto all = known.dependencies;
    auto& on = all[element.id];
    on.clear();
    for (const auto& reference : formula.references)
        on.push_back(reference.element);
    return all;
}

tl::expected<formula::Formula, formula::Problem> compiled(const Measure& measure, const Element& element,
                                                          const Element* changed, bool names) {
    const Elements catalogue(measure, changed, names);
    // A condition is 1 or 0 and has no unit.
    return formula::compile(element.formula, catalogue, element.unit);
}

std::vector<ElementFormula::Split> splits_of(const Measure& measure, const Element& element,
                                             const formula::Formula& formula) {
    std::vector<Combination> all{0};
    for (std::size_t i = 0; i < element.dimensions.size(); ++i) {
        const auto before = all.size();
        for (std::size_t member = 1; member <= element.dimensions[i].members.size(); ++member)
            for (std::size_t at = 0; at < before && all.size() < most_splits; ++at)
                all.push_back(all[at] | (static_cast<Combination>(member) << (16 * i)));
    }
    std::vector<ElementFormula::Split> out;
    for (const auto own : all) {
        ElementFormula::Split split{own, {}};
        const auto members = measure::members_of(element, own);
        for (const auto& reference : formula.references) {
            const auto& input = *measure.element(reference.element);
            auto asked = reference.pins;
            for (const auto& member : members) {
                const auto named = [&](const auto& each) { return each.first == member.first; };
                const bool has = std::any_of(input.dimensions.begin(), input.dimensions.end(),
                                             [&](const auto& each) { return each.name == member.first; });
                if (has && std::none_of(asked.begin(), asked.end(), named)) asked.push_back(member);
            }
            split.inputs.push_back(measure::combination_of(input, asked));
        }
        out.push_back(std::move(split));
    }
    return out;
}

std::shared_ptr<const ElementFormula> ready(const Measure& measure, const Element& element) {
    auto made = compiled(measure, element, nullptr, false);
    if (!made) return nullptr;
    auto out = std::make_shared<ElementFormula>();
    out->element = element.number;
    out->text = element.formula;
    out->formula = std::move(*made);
    for (const auto& reference : out->formula.references)
        out->inputs.push_back(measure.element(reference.element)->number);
    out->splits = splits_of(measure, element, out->formula);
    out->reach = looks_back(out->formula.root, element.rhythm);
    out->up = levels(out->formula.root, Op::parent, std::nullopt);
    out->down = levels(out->formula.root, Op::children, Op::leaves);
    return out;
}

using ReadyPtr = std::shared_ptr<const ElementFormula>;

FormulasPtr indexed(const Measure& measure, const std::map<std::uint32_t, ReadyPtr>& all) {
    auto out = std::make_shared<Formulas>();
    std::map<std::string, ReadyPtr, std::less<>> by_id;
    for (const auto& [number, each] : all) {
        if (each == nullptr) continue;
        const auto& id = measure.element(number)->id;
        auto& on = out->dependencies[id];
        for (const auto input : std::set<std::uint32_t>(each->inputs.begin(), each->inputs.end())) {
            on.push_back(measure.element(input)->id);
            out->readers[input].push_back(number);
        }
        by_id.emplace(id, each);
    }
    for (const auto& id : formula::in_order(out->dependencies))
        out->in_order.push_back(by_id.find(id)->second);
    return out;
}

// Carries the index beside the pointer: whoever copies the pointer carries it along.
struct WithFormulas {
    FormulasPtr formulas;
    void operator()(const Measure* measure) const { delete measure; }
};

}  // namespace

Result<formula::Formula> try_formula(const Measure& measure, const Element& element) {
    auto made = compiled(measure, element, &element, true);
    if (!made) return formula::error_of(made.error(), element.formula);
    CHECK(check_inputs(measure, element, *made));
    return std::move(*made);
}

Result<std::string> check_formula(const measure::MeasurePtr& newest, const Element& element) {
    const auto& measure = *newest;
    const auto known = formulas_of(newest);
    std::string text;
    if (!element.formula.empty()) {
        TRY(auto made, try_formula(measure, element));
        const auto circle = formula::circle(dependencies_with(*known, element, made));
        if (!circle.empty()) {
            const auto shown = fmt::format("{}", fmt::join(circle, " → "));
            return fail(Fault::conflict, "formula-circle",
                        {"公式互相引用成環：" + shown, "The formulas go round in a circle: " + shown},
                        {"請改寫其中一個公式", "Write one of them otherwise"}, "formula");
        }
        text = with_ids(element.formula, std::move(made));
    }
    for (const auto& each : known->in_order) {
        const auto* reader = measure.element(each->element);
        if (reader == nullptr || reader->id == element.id) continue;
        const auto& on = known->dependencies.find(reader->id)->second;
        if (std::find(on.begin(), on.end(), element.id) == on.end()) continue;
        if (const auto made = compiled(measure, *reader, &element, false); !made)
            return fail(
                Fault::conflict, "element-in-formula",
                {"項目 " + reader->id + " 的公式用到此項目，這樣改會算不出來：" + made.error().what.zh,
                 "The formula of " + reader->id +
                     " uses this element and would fail: " + made.error().what.en},
                {"請先修改該公式", "Change that formula first"}, reader->id);
    }
    return text;
}

FormulasPtr index_formulas(const Measure& measure) {
    std::map<std::uint32_t, ReadyPtr> all;
    for (std::uint32_t number = 0; number < measure.elements(); ++number)
        if (const auto* element = measure.element(number); element != nullptr && !element->formula.empty())
            all[number] = ready(measure, *element);
    return indexed(measure, all);
}

FormulasPtr reindexed(const Formulas& before, const Measure& measure, std::uint32_t element) {
    std::map<std::uint32_t, ReadyPtr> all;
    for (const auto& each : before.in_order)
        all[each->element] = each;
    std::vector<std::uint32_t> anew{element};
    if (const auto readers = before.readers.find(element); readers != before.readers.end())
        anew.insert(anew.end(), readers->second.begin(), readers->second.end());
    for (const auto number : anew)
        if (const auto* each = measure.element(number); each != nullptr && !each->formula.empty())
            all[number] = ready(measure, *each);
    return indexed(measure, all);
}

measure::MeasurePtr kept(Measure measure, FormulasPtr formulas) {
    return {new Measure(std::move(measure)), WithFormulas{std::move(formulas)}};
}

FormulasPtr formulas_of(const measure::MeasurePtr& measure) {
    if (const auto* rides = std::get_deleter<WithFormulas>(measure)) return rides->formulas;
    return index_formulas(*measure);
}

}  // namespace gangmu::state
