#include "measure/measure.hpp"

#include <algorithm>
#include <set>

namespace gangmu::measure {
namespace {

constexpr unsigned member_bits = 16;
constexpr std::size_t most_depth = 64;  // of the tree of units

// Whether each number can stand in its element: known, of a known unit, no target of an instant.
bool fits(const Measure& measure, const Block& block) {
    return std::all_of(block.series.begin(), block.series.end(), [&](const SeriesBlock& series) {
        const Element* element = measure.element(series.key.element);
        return element != nullptr && measure.unit(series.key.unit) != nullptr &&
               (block.plane == Plane::actual || element->rhythm != Rhythm::instant);
    });
}

}  // namespace

Measure::Measure() : instants_(std::make_shared<const Instants>()) {
    for (const Rhythm rhythm : all_rhythms) {
        Table table;
        table.actual = Columns(rhythm);
        table.target = Columns(rhythm);
        tables_[static_cast<std::size_t>(rhythm)] = std::make_shared<const Table>(std::move(table));
    }
}

const Element* Measure::element(std::string_view id) const {
    const auto* number = element_ids_.find(id);
    return number == nullptr ? nullptr : element(*number);
}

const Element* Measure::element(std::uint32_t number) const {
    const auto* versions = elements_.at(number);
    return versions == nullptr || *versions == nullptr ? nullptr : (*versions)->back().get();
}

const Element* Measure::element(std::uint32_t number, std::uint32_t version) const {
    const auto* versions = elements_.at(number);
    if (versions == nullptr || *versions == nullptr || version == 0 || version > (*versions)->size())
        return nullptr;
    return (**versions)[version - 1].get();
}

const Unit* Measure::unit(std::string_view id) const {
    const auto* number = unit_ids_.find(id);
    return number == nullptr ? nullptr : unit(*number);
}

const Unit* Measure::unit(std::uint32_t number) const {
    const auto* unit = units_.at(number);
    return unit == nullptr ? nullptr : unit->get();
}

std::vector<const Unit*> Measure::children(std::string_view unit) const {
    std::vector<const Unit*> all;
    if (const auto* numbers = children_.find(unit))
        for (const auto number : *numbers)
            all.push_back(units_[number].get());
    return all;
}

std::string_view Measure::agency_of(const Unit& unit) const {
    const Unit* at = &unit;
    for (std::size_t depth = 0; at != nullptr && depth < most_depth; ++depth) {
        if (!at->agency.empty()) return at->agency;
        at = this->unit(at->parent);
    }
    return {};
}

bool Measure::below(const Unit& unit, std::string_view ancestor) const {
    const Unit* at = &unit;
    for (std::size_t depth = 0; at != nullptr && depth < most_depth; ++depth) {
        if (at->id == ancestor) return true;
        at = this->unit(at->parent);
    }
    return false;
}

std::optional<Row> Measure::row(const SeriesKey& key) const {
    const Row* row = rows_.find(key);
    if (row == nullptr) return std::nullopt;
    return *row;
}

std::vector<Row> Measure::rows_of(const Element& element) const {
    const auto* rows = rows_of_.find(element.number);
    return rows == nullptr ? std::vector<Row>() : std::vector<Row>(rows->begin(), rows->end());
}

Cell Measure::cell(const SeriesKey& key, std::int64_t period, Plane plane) const {
    Cell found;
    each(
        key, period, period, [&](std::int64_t, const Cell& cell) { found = cell; }, plane);
    return found;
}

std::size_t Measure::count() const {
    std::size_t count = instants_->count();
    for (const auto& table : tables_)
        count += table->actual.count();
    return count;
}

const Cube* Measure::cube(std::string_view id) const {
    for (const auto& each : cubes_)
        if (each->spec().id == id) return each.get();
    return nullptr;
}

bool Measure::define(Element element, std::uint64_t seq) {
    const auto* known = element_ids_.find(element.id);
    // An event whose payload was erased leaves a gap in the numbers.
    while (known == nullptr && elements_.size() < element.number)
        elements_ = elements_.push_back(nullptr);
    const std::uint32_t number = known == nullptr ? element.number : *known;
    const auto* there = elements_.at(number);
    if (number != element.number || (known == nullptr && there != nullptr && *there != nullptr)) return false;
    auto versions = there == nullptr || *there == nullptr ? std::vector<ElementPtr>() : **there;
    while (versions.size() + 1 < element.version)  // likewise
        versions.push_back(versions.empty() ? std::make_shared<const Element>(element) : versions.back());
    if (versions.size() + 1 != element.version || element.version > 0x1FFF) return false;
    if (known == nullptr) element_ids_ = element_ids_.set(element.id, number);
    versions.push_back(std::make_shared<const Element>(std::move(element)));
    auto kept = std::make_shared<const std::vector<ElementPtr>>(std::move(versions));
    elements_ =
        there == nullptr ? elements_.push_back(std::move(kept)) : elements_.set(number, std::move(kept));
    structure_ = version_ = seq;
    return true;
}

bool Measure::set_unit(Unit unit, std::uint64_t seq) {
    const auto* known = unit_ids_.find(unit.id);
    while (known == nullptr && units_.size() < unit.number)
        units_ = units_.push_back(nullptr);
    const std::uint32_t number = known == nullptr ? unit.number : *known;
    if (number != unit.number || (known == nullptr && number < units_.size() && units_[number] != nullptr))
        return false;
    const std::string parent = unit.parent;
    const auto* there = units_.at(number);
    const bool moved = there == nullptr || *there == nullptr || (*there)->parent != parent;
    if (moved && there != nullptr && *there != nullptr) {
        PersistentVector<std::uint32_t>::Builder rest;
        for (const auto each : *children_.find((*there)->parent))
            if (each != number) rest.push_back(each);
        children_ = children_.set((*there)->parent, rest.take());
    }
    if (moved) {
        const auto* siblings = children_.find(parent);
        children_ = children_.set(
            parent, (siblings == nullptr ? PersistentVector<std::uint32_t>() : *siblings).push_back(number));
    }
    unit_ids_ = unit_ids_.set(unit.id, number);
    auto kept = std::make_shared<const Unit>(std::move(unit));
    units_ = there == nullptr ? units_.push_back(std::move(kept)) : units_.set(number, std::move(kept));
    structure_ = version_ = seq;
    return true;
}

Row Measure::row_for(const SeriesKey& key, Table& table) {
    if (const Row* row = rows_.find(key)) return *row;
    const Row row = static_cast<Row>(table.keys.size());
    table.keys = table.keys.push_back(key);
    rows_ = rows_.set(key, row);
    const auto* rows = rows_of_.find(key.element);
    rows_of_ = rows_of_.set(key.element, (rows == nullptr ? PersistentVector<Row>() : *rows).push_back(row));
    return row;
}

// The series of the block that are of this rhythm.
void Measure::apply(const Block& block, Table& table, Rhythm rhythm, std::vector<Change>& changes) {
    Columns& columns = block.plane == Plane::actual ? table.actual : table.target;
    Columns::Editor editor(std::move(columns));
    for (const SeriesBlock& series : block.series) {
        if (element(series.key.element)->rhythm != rhythm) continue;
        const Row row = row_for(series.key, table);
        for (const auto& each : series.values) {
            const Cell cell{each.value, each.quality, series.version};
            const Cell before = editor.set(row, each.period, cell);
            changes.push_back({rhythm, block.plane, row, each.period, before, cell});
        }
    }
    columns = editor.take();
}

bool Measure::record(const Block& block, std::uint64_t seq, std::vector<Change>* changes) {
    if (!fits(*this, block)) return false;
    std::vector<Change> made;
    made.reserve(block.count());
    std::set<Rhythm> rhythms;
    const std::size_t series_before = rows_.size();
    for (const auto& series : block.series) {
        rhythms.insert(element(series.key.element)->rhythm);
        const auto* events = written_.find(series.key.element);
        if (events != nullptr && events->back() == seq) continue;
        written_ =
            written_.set(series.key.element,
                         (events == nullptr ? PersistentVector<std::uint64_t>() : *events).push_back(seq));
    }
    for (const Rhythm rhythm : rhythms) {
        auto& slot = tables_[static_cast<std::size_t>(rhythm)];
        Table table = *slot;
        if (rhythm != Rhythm::instant) {
            apply(block, table, rhythm, made);
        } else {
            Instants instants = *instants_;
            for (const SeriesBlock& series : block.series) {
                if (element(series.key.element)->rhythm != rhythm) continue;
                const Row row = row_for(series.key, table);
                for (const auto& each : series.values) {
                    const Cell cell{each.value, each.quality, series.version};
                    const Cell before = instants.set(row, each.period, cell);
                    made.push_back({rhythm, block.plane, row, each.period, before, cell});
                }
            }
            instants_ = std::make_shared<const Instants>(std::move(instants));
        }
        slot = std::make_shared<const Table>(std::move(table));
    }
    if (rows_.size() != series_before) structure_ = seq;
    version_ = seq;
    for (auto& cube : cubes_) {
        if (!rhythms.contains(cube->spec().rhythm) || cube->structure() != structure_) continue;
        const Table& of = table(cube->spec().rhythm);
        std::vector<Delta> deltas;
        for (const Change& change : made) {
            if (change.rhythm != cube->spec().rhythm) continue;
            const Columns& other = change.plane == Plane::actual ? of.target : of.actual;
            deltas.push_back({change.plane, change.row, change.period, change.before, change.after,
                              other.cell(change.row, change.period)});
        }
        cube = std::make_shared<const Cube>(cube->with(deltas));
    }
    if (changes != nullptr) *changes = std::move(made);
    return true;
}

void Measure::set_cube(std::shared_ptr<const Cube> cube, std::uint64_t seq) {
    version_ = seq;
    for (auto& each : cubes_)
        if (each->spec().id == cube->spec().id) {
            each = std::move(cube);
            return;
        }
    cubes_.push_back(std::move(cube));
}

void Measure::drop_cube(std::string_view id, std::uint64_t seq) {
    std::erase_if(cubes_, [&](const auto& each) { return each->spec().id == id; });
    version_ = seq;
}

std::optional<Combination> combination_of(const Element& element,
                                          const std::vector<std::pair<std::string, std::string>>& members) {
    Combination combination = 0;
    for (const auto& [name, member] : members) {
        const auto dimension = std::find_if(element.dimensions.begin(), element.dimensions.end(),
                                            [&](const Dimension& each) { return each.name == name; });
        if (dimension == element.dimensions.end()) return std::nullopt;
        const auto found = std::find(dimension->members.begin(), dimension->members.end(), member);
        if (found == dimension->members.end()) return std::nullopt;
        const auto shift = static_cast<unsigned>(dimension - element.dimensions.begin()) * member_bits;
        if (((combination >> shift) & 0xFFFFU) != 0) return std::nullopt;  // named twice
        combination |= static_cast<Combination>(found - dimension->members.begin() + 1) << shift;
    }
    return combination;
}

std::vector<std::pair<std::string, std::string>> members_of(const Element& element, Combination combination) {
    std::vector<std::pair<std::string, std::string>> members;
    for (std::size_t i = 0; i < element.dimensions.size(); ++i) {
        const auto member = static_cast<std::size_t>((combination >> (i * member_bits)) & 0xFFFFU);
        if (member == 0 || member > element.dimensions[i].members.size()) continue;
        members.emplace_back(element.dimensions[i].name, element.dimensions[i].members[member - 1]);
    }
    return members;
}

}  // namespace gangmu::measure
